"""Loads the demonstration: the real boards of Flanders as in 2011, fictional people, generated answers.

The round is that of Flemish Brabant; the boards round about are there so that its neighbours are complete.
All or nothing, and only once: a second load finds the first and leaves it.
"""

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.projects import public as all_projects
from steunpunt.demonstration import (
    buying,
    competing,
    contracts,
    estate,
    followed,
    knowledge,
    meetings,
    ordering,
    partnerships,
    projects,
    questions,
    tenders,
)
from steunpunt.demonstration.answers import SEED, sheet
from steunpunt.demonstration.people import (
    BIDDERS,
    COLLEAGUES,
    COMPETITORS,
    JUDGES,
    NEIGHBOURS,
    PASSWORD,
    PEOPLE,
    SUPPLIER,
    SUPPORT,
    Somebody,
)
from steunpunt.foundation.access import public as access
from steunpunt.foundation.acting import Actor, the_platform
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.reference import state
from steunpunt.foundation.organisations.values import Listed, OrganisationCard, Place
from steunpunt.foundation.people import public as people

PROVINCE = "Vlaams-Brabant"
INVENTED_SEATS = {
    SUPPORT[1]: Place(street="Voorbeeldlaan 1", postal_code="3000", locality="Leuven"),
    SUPPLIER[1]: Place(street="Voorbeeldlaan 2", postal_code="3000", locality="Leuven"),
}
ROUND = "Samenwerkingsscan (demonstratie)"
EARLIER_ROUND = "Samenwerkingsscan van twee jaar eerder (demonstratie)"
EARLIER = timedelta(days=730)
GROWTH = 0.3
"""By how much of a level the generated boards grew since the earlier round; invented."""
ANSWERED = {"municipality": 0.82, "welfare_centre": 0.70, "police_zone": 0.59}
"""Shares of boards that answered. Municipalities and welfare centres: as in the I-monitor of 2016; zones: invented."""

HALF_DONE = ("municipality", "Keerbergen")
ALWAYS_ANSWERED = frozenset({"Haacht", "Begijnendijk", "Boortmeerbeek", "Rotselaar", "Tremelo"})
HALF_DONE_DOMAINS = 6
MESSAGE = (
    "Beste collega,\n\nMet deze samenwerkingsscan ziet u waar uw bestuur staat met zijn ICT, naast besturen van dezelfde "
    "schaal. Reken op een uur. U kunt op elk moment stoppen en later verdergaan.\n\nHet steunpunt"
)


EVERYBODY = (*PEOPLE, *COLLEAGUES, *BIDDERS)
NAMES = {somebody.email: somebody.name for somebody in EVERYBODY}


def is_loaded() -> bool:
    return people.person_by_email(PEOPLE[0].email) is not None


def load(*, now: datetime, today: date) -> Iterator[str]:
    """Load everything in one transaction, saying what is being done."""
    with transaction.atomic():
        yield from _load(now, today)


def _load(now: datetime, today: date) -> Iterator[str]:
    by = the_platform(via="command")
    yield "organisaties van Vlaanderen (2011)"
    organisations.load_reference(state=state(2011), today=today, by=by)
    cards = {(card.kind, _short(card)): card for card in organisations.boards(today, province=PROVINCE)}
    cards |= _register_others(by)
    groups = partnerships.register(cards, now=now, by=by)
    yield "personen"
    hashed = make_password(PASSWORD)
    ids = {somebody.email: _settle(somebody, cards, today, hashed=hashed, by=by) for somebody in EVERYBODY}
    yield "vragenlijst en ronde"
    version = scan.publish_questionnaire(source=scan.source_of(), now=now, by=by)
    boards = [card for card in cards.values() if card.kind in ANSWERED]
    adviser = ids["adviseur@steunpunt.example"]
    yield "vroegere ronde, met gegenereerde antwoorden"
    before = now - EARLIER
    earlier = _round(
        EARLIER_ROUND, version.pk, boards, adviser, now=before, today=before.date(), is_earlier=True, by=by
    )
    yield "doorlichting van Keerbergen, half gedaan"
    of_support = _the_adviser(adviser, cards[SUPPORT].id)
    followed.review_and_close(earlier, cards[HALF_DONE].id, now=before, by=of_support)
    yield "ronde, met gegenereerde antwoorden"
    _round(ROUND, version.pk, boards, adviser, now=now, today=today, by=by)
    partnerships.show_by_name(cards, groups, now=now, by=by)
    mayor = _the_mayor(ids["burgemeester@keerbergen.example"], cards[HALF_DONE].id)
    coordinators = {"Samenwerking Noord": ids["ict@rotselaar.example"]}
    partnerships.describe(groups, cards, coordinators=coordinators, adviser=of_support, mayor=mayor, now=now)
    partnerships.amend(groups, cards, adviser=of_support, mayor=mayor, now=now)
    yield "samenwerkingsprojecten, met verzonnen bedragen"
    managers = {
        name: _the_manager(ids[f"ict@{name.lower()}.example"], cards["municipality", name].id)
        for name in ("Keerbergen", "Haacht", *NEIGHBOURS, *JUDGES)
    }
    followed.plan(earlier, managers, before=before, now=now - EARLIER / 2, today=today)
    projects.load(
        cards, groups, managers=[managers["Keerbergen"], managers["Haacht"]], now=now, today=today, by=of_support
    )
    questions.load(cards, groups, now=now, by=of_support)
    meetings.load(groups, now=now, adviser=of_support, mayor=mayor)
    yield "contracten, verzonnen"
    contracts.load([managers["Keerbergen"], managers["Haacht"]], supplier=cards[SUPPLIER], now=now, today=today)
    yield "inventarissen en contracten van besturen, verzonnen"
    estate.load(cards, today=today, now=now, adviser=of_support, by=by)
    yield "kennis, met verzonnen vragen en antwoorden"
    knowledge.load(groups, {name: who for name, who in managers.items() if name not in JUDGES}, now=now, by=of_support)
    yield "overheidsopdrachten, met verzonnen offertes"
    cast = _cast(ids, cards, groups, list(managers.values()), today)
    mail_tender = tenders.load(cast, now=now)
    yield "raamcontracten en een jaar bestellingen, verzonnen"
    at_orders = _buying(cast, ids, cards, mail_tender)
    ordering.load(at_orders, now=now, today=today)
    yield "minicompetities, verzonnen"
    competing.load(at_orders, now=now, today=today)


def _round(
    name: str,
    version_id: int,
    boards: list[OrganisationCard],
    adviser: int,
    *,
    now: datetime,
    today: date,
    by: Actor,
    is_earlier: bool = False,
) -> int:
    round_ = scan.start_round(
        name=name,
        version_id=version_id,
        opens_on=today - timedelta(days=21),
        deadline_on=today + timedelta(days=60),
        message=MESSAGE,
        organisation_ids=[card.id for card in boards],
        now=now,
        today=today,
        by=by,
        is_synthetic=True,
    )
    made = list(_answers(boards, today, is_earlier=is_earlier))
    scan.load_generated_scans(round_id=round_.pk, scans=made, person_id=adviser, now=now, by=by)
    return round_.pk


def _the_mayor(person_id: int, organisation_id: int) -> Actor:
    """Who gives a seat of the own board, and signs for it: by a mandate that the database knows."""
    return Actor(
        person_id=person_id,
        person_name="Burgemeester Keerbergen",
        organisation_id=organisation_id,
        organisation_kind="municipality",
        roles=frozenset({"policy_maker"}),
        mandates=frozenset({"sign"}),
    )


def _the_manager(person_id: int, organisation_id: int) -> Actor:
    """Who says for the own board what it needs: it binds to nothing."""
    return Actor(
        person_id=person_id,
        person_name="ICT-verantwoordelijke",
        organisation_id=organisation_id,
        organisation_kind="municipality",
        roles=frozenset({"ict_manager"}),
    )


def _cast(
    ids: Mapping[str, int],
    cards: Mapping[tuple[str, str], OrganisationCard],
    groups: Mapping[str, int],
    managers: Sequence[Actor],
    today: date,
) -> tenders.Cast:
    """Who acts in the tenders."""

    def acting(email: str, seat: tuple[str, str], *roles: str) -> Actor:
        return Actor(
            person_id=ids[email],
            person_name=NAMES[email],
            organisation_id=cards[seat].id,
            organisation_kind=seat[0],
            roles=frozenset(roles),
        )

    bidders = {
        somebody.seats[0].board[1]: acting(somebody.email, somebody.seats[0].board, "bidder") for somebody in BIDDERS
    }
    bidders[SUPPLIER[1]] = acting("contact@leverancier.example", SUPPLIER, "bidder")
    noord = [cards["municipality", name].id for name in sorted({*ALWAYS_ANSWERED, "Keerbergen"})]
    return tenders.Cast(
        buyer=acting("aankoper@steunpunt.example", SUPPORT, "buyer"),
        officers=(
            acting("secretaris@keerbergen.example", HALF_DONE, "secretary"),
            acting("ict@haacht.example", ("municipality", "Haacht"), "ict_manager"),
            acting("aankoper@steunpunt.example", SUPPORT, "buyer"),
        ),
        assessors=managers,
        bidders=bidders,
        boards=sorted({*noord, *(who.organisation_id or 0 for who in managers)}),
        noord=noord,
        projects={one.title: one.id for one in all_projects.projects_in_short(today)},
    )


def _buying(
    cast: tenders.Cast,
    ids: Mapping[str, int],
    cards: Mapping[tuple[str, str], OrganisationCard],
    mail_tender: int,
) -> buying.Cast:
    """Who acts around framework contracts and orders."""

    def at_keerbergen(email: str, *roles: str, mandates: Sequence[str] = ()) -> Actor:
        return Actor(
            person_id=ids[email],
            person_name=NAMES[email],
            organisation_id=cards[HALF_DONE].id,
            organisation_kind=HALF_DONE[0],
            roles=frozenset(roles),
            mandates=frozenset(mandates),
        )

    return buying.Cast(
        buyer=cast.buyer,
        suppliers={name: card.id for (kind, name), card in cards.items() if kind == "supplier"},
        boards=sorted(card.id for card in cards.values() if card.kind in ANSWERED),
        mail_boards=cast.boards,
        asker=at_keerbergen("ict@keerbergen.example", "ict_manager"),
        finance=at_keerbergen("financien@keerbergen.example", "finance_officer", mandates=["order"]),
        keeper=at_keerbergen("secretaris@keerbergen.example", "secretary", "local_administrator"),
        decider=at_keerbergen("secretaris@keerbergen.example", "secretary", mandates=["order"]),
        bidders=cast.bidders,
        mail_tender=mail_tender,
        mail_project=cast.projects.get("Hosted Mail"),
    )


def _the_adviser(person_id: int, organisation_id: int) -> Actor:
    """Who reviews: no command does that, only an adviser."""
    return Actor(
        person_id=person_id,
        person_name="Adviseur",
        organisation_id=organisation_id,
        organisation_kind=SUPPORT[0],
        roles=frozenset({"adviser"}),
        via="command",
    )


def _register_others(by: Actor) -> dict[tuple[str, str], OrganisationCard]:
    """The support point itself and a supplier: fictional, and marked so."""
    made = {}
    for kind, name in (SUPPORT, SUPPLIER, *COMPETITORS):
        details = Listed(key=f"{kind}:{name}", kind=kind, name=name, seat=INVENTED_SEATS.get(name))
        row = organisations.register_organisation(details=details, by=by, is_demo=True)
        made[kind, name] = OrganisationCard(id=row.pk, kind=kind, name=name, is_demo=True)
    return made


def _short(card: OrganisationCard) -> str:
    return card.name.removeprefix("OCMW ")


def _settle(
    somebody: Somebody, cards: dict[tuple[str, str], OrganisationCard], today: date, *, hashed: str, by: Actor
) -> int:
    person = people.register_person(email=somebody.email, name=somebody.name, hashed=hashed, by=by, is_demo=True)
    for seat in somebody.seats:
        access.settle(
            person_id=person.pk,
            organisation_id=cards[seat.board].id,
            roles=seat.roles,
            mandates=dict.fromkeys(seat.mandates, "Besluit van het college (demonstratie)"),
            since=today - timedelta(days=365),
            by=by,
        )
    return person.pk


def _answers(boards: list[OrganisationCard], today: date, *, is_earlier: bool) -> Iterator[scan.GeneratedScan]:
    """Who answered is drawn once, with a fixed seed; Keerbergen itself is half done, but submitted the earlier round."""
    questionnaire = scan.published()
    populations = organisations.populations([card.id for card in boards], today)
    for kind, share in ANSWERED.items():
        of_kind = sorted((card for card in boards if card.kind == kind), key=lambda card: card.name)
        for card in _who_answered(of_kind, share):
            inhabitants = populations[card.id].inhabitants if card.id in populations else 10_000
            is_half_done = _is_half_done(card) and not is_earlier
            made = sheet(
                questionnaire,
                scan.BOARD_TYPES[kind],
                key=f"{kind}:{card.name}",
                inhabitants=inhabitants,
                leanings=partnerships.leanings_of(kind, _short(card)),
                earlier=GROWTH if is_earlier else 0,
            )
            kept = {domain.code for domain in questionnaire.domains[:HALF_DONE_DOMAINS]} if is_half_done else None
            yield scan.GeneratedScan(
                organisation_id=card.id,
                answers={code: answer for code, answer in made.answers.items() if kept is None or code[:3] in kept},
                facts=made.facts,
                self_levels=made.self_levels,
                issues=made.issues,
                wants={} if is_half_done else made.wants,
                partners={} if is_half_done else made.partners,
                is_submitted=not is_half_done,
            )


def _who_answered(cards: list[OrganisationCard], share: float) -> list[OrganisationCard]:
    """So many of the boards as the share says, rounded; the five others of Samenwerking Noord are always among them."""
    chance = random.Random(SEED)  # noqa: S311 - which fictional answers exist is no secret
    wanted = math.floor(share * len(cards) + 0.5)
    first = [card for card in cards if _short(card) in ALWAYS_ANSWERED]
    rest = [card for card in cards if card not in first and not _is_half_done(card)]
    chosen = first + chance.sample(rest, wanted - len(first))
    return chosen + [card for card in cards if _is_half_done(card)]


def _is_half_done(card: OrganisationCard) -> bool:
    return (card.kind, _short(card)) == HALF_DONE
