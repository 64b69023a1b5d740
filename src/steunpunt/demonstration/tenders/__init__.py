"""Three tenders: Hosted Mail from needs to award, one that is open for offers, one in the scoring room.

That Hosted Mail was scored by the support point with ICT managers of seven boards, and awarded to COLT, on a par with the best
technology and clearly better on price, was published in 2011. Everything else is invented: the boards of the working group,
competitors, quantities, prices, marks, arguments, dates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile
from django.utils import timezone

from steunpunt.contract.tenders import public as tenders
from steunpunt.contract.tenders.public import (
    Beginning,
    Calendar,
    Contents,
    EnvelopeKind,
    Given,
    NeedLevel,
    Needs,
    OpeningStage,
    Regularity,
    Specification,
    StepCode,
    Wanted,
)
from steunpunt.demonstration.tenders.argued import (
    MAIL_ALONE,
    MAIL_ANSWERS,
    MAIL_MOTIVATION,
    MAIL_REGULAR,
    MAIL_TALK,
    MAIL_TICKS,
    MAPS_ALONE,
    MAPS_ANSWERS,
    MAPS_REGULAR,
)
from steunpunt.demonstration.tenders.asked import (
    FIREWALL,
    FIREWALL_NEEDS,
    INVENTED,
    MAIL,
    MAIL_NEEDS,
    MAIL_OFFERS,
    MAP_OFFERS,
    MAPS,
    MAPS_NEEDS,
    SCALE,
    Counted,
)
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.figures.periods import shifted

PHRASE = "samen openen wij de omslagen"
"""Of every key of the demonstration, and said on its log-in page: it opens invented offers alone."""


MAIL_RUNS = timedelta(days=50)
"""So long the contract of Hosted Mail runs: it was signed three days before, after the standstill."""


def mail_term(today: date) -> tuple[date, date, date]:
    """When the contract of Hosted Mail was signed, its first and its last day: the four years that were published."""
    starts_on = today - MAIL_RUNS
    return starts_on - timedelta(days=3), starts_on, shifted(starts_on, 48) - timedelta(days=1)


def at_work(moment: datetime, days: int = 0, *, hour: int = 10) -> datetime:
    """So many days from a moment, in office hours; out of a weekend further on the same way: nobody opens offers at night."""
    day = timezone.localtime(moment) + timedelta(days=days)
    while day.isoweekday() > 5:
        day += timedelta(days=-1 if days < 0 else 1)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the tenders, each for its own organisation."""

    buyer: Actor
    officers: Sequence[Actor]
    """Three people who open offers, of whom two at boards."""
    assessors: Sequence[Actor]
    """ICT managers of seven boards."""
    bidders: Mapping[str, Actor]
    """Somebody who makes offers, by name of the supplier."""
    boards: Sequence[int]
    """For which is bought."""
    noord: Sequence[int]
    projects: Mapping[str, int]
    """Projects by title."""


def load(cast: Cast, *, now: datetime) -> int:
    """Answers the tender of Hosted Mail."""
    for officer in cast.officers:
        tenders.make_officer_key(phrase=PHRASE, again=PHRASE, now=now - timedelta(days=300), by=officer)
    mail = _hosted_mail(cast, now)
    _firewall(cast, now)
    _maps(cast, now)
    return mail


def _published(
    cast: Cast, beginning: Beginning, counted: Counted, wanted: Sequence[str], *, begun: datetime, published: datetime
) -> int:
    """A tender of which boards said what they need, that went out; officers are named, a working group is still to come."""
    tender = tenders.make_tender(beginning=beginning, now=begun, by=cast.buyer, is_invented=True)
    _needs(tender.pk, cast, counted, wanted, at_work(begun, 8))
    for officer in cast.officers:
        tenders.name_officer(
            tender_id=tender.pk,
            person_id=officer.person_id or 0,
            organisation_id=officer.organisation_id or 0,
            now=begun,
            by=cast.buyer,
        )
    tenders.publish_draft(tender_id=tender.pk, now=published, by=cast.buyer)
    return tender.pk


def _file(name: str, text: str, asked: str) -> Given:
    return Given(asked=asked, name=name, content=ContentFile(f"{text}\n{INVENTED}\n".encode(), name=name))


def _answers(spec: Specification, said: Mapping[str, str]) -> dict[str, str]:
    """What an offer says of requirements and criteria, as its quality envelope holds it."""
    found = {one.answer_key: said[one.code] for one in spec.requirements}
    return found | {one.code: said[one.code] for one in spec.criteria}


def _hand_in(
    tender_id: int, supplier: Actor, name: str, prices: Mapping[str, str], answers: Mapping[str, str], at: datetime
) -> None:
    envelopes = {
        EnvelopeKind.ADMINISTRATIVE: Contents(
            lots=[1], files=[_file("verklaring.txt", f"Verklaring op erewoord van {name}", "D1")]
        ),
        EnvelopeKind.QUALITY: Contents(
            lots=[1], answers=answers, files=[_file("technische-nota.txt", f"Technische nota van {name}", "D2")]
        ),
        EnvelopeKind.PRICE: Contents(lots=[1], prices={code: Decimal(price) for code, price in prices.items()}),
    }
    for kind, contents in envelopes.items():
        tenders.hand_in(tender_id=tender_id, kind=kind, contents=contents, now=at, by=supplier)


def _open(tender_id: int, cast: Cast, stage: OpeningStage, at: datetime) -> None:
    tenders.begin_opening(tender_id=tender_id, stage=stage, phrase=PHRASE, now=at, by=cast.officers[0])
    tenders.complete_opening(
        tender_id=tender_id, stage=stage, phrase=PHRASE, now=at + timedelta(minutes=4), by=cast.officers[1]
    )


def _needs(tender_id: int, cast: Cast, counted: Counted, wanted: Sequence[str], at: datetime) -> None:
    """The boards say what they need: together what the specification presumes. `wanted`: what all must have, then what some
    should have.
    """
    must, should = wanted
    boards = len(next(iter(counted.values()))[0])
    for place, manager in enumerate(cast.assessors[:boards]):
        tenders.state_needs(
            tender_id=tender_id,
            needs=Needs(
                likely={code: Decimal(likely[place]) for code, (likely, _most) in counted.items()},
                most={code: Decimal(most[place]) for code, (_likely, most) in counted.items()},
                wanted=(
                    Wanted(level=NeedLevel.MUST, text=must),
                    Wanted(level=NeedLevel.WISH if place % 2 else NeedLevel.SHOULD, text=should),
                ),
                supplier="eigen beheer" if place % 3 else "AgendaWeb",
                contract_ends_on=(at + timedelta(days=240 + 30 * place)).date(),
            ),
            now=at + timedelta(hours=place),
            by=manager,
        )


def _hosted_mail(cast: Cast, now: datetime) -> int:
    until = at_work(now, -120, hour=11)
    published, begun = at_work(until, -49), at_work(until, -98)
    calendar = Calendar(questions_until=at_work(until, -20, hour=16), offers_until=until)
    beginning = Beginning(
        reference="2011-MAIL-1",
        specification=replace(MAIL, calendar=calendar),
        authority_id=cast.buyer.organisation_id or 0,
        project_id=cast.projects.get("Hosted Mail"),
        boards=cast.boards,
        needs_until=(begun + timedelta(days=20)).date(),
    )
    wanted = ("Back-up elke nacht, terug te zetten per postbus", "Smartphones zonder meerkost")
    tender_id = _published(cast, beginning, MAIL_NEEDS, wanted, begun=begun, published=published)
    asked = tenders.ask(
        tender_id=tender_id,
        text="Telt een gedeelde postbus als een postbus?",
        now=at_work(until, -30),
        by=cast.bidders["Voorbeeld Telecom"],
    )
    tenders.answer(
        tender_id=tender_id,
        question_id=asked.pk,
        public_text="Telt een gedeelde postbus als een postbus?",
        text="Nee: een gedeelde postbus zonder eigen gebruiker wordt niet aangerekend.",
        now=at_work(until, -25),
        by=cast.buyer,
    )
    codes = [item.code for item in MAIL.items]
    for place, (name, (prices, _marks)) in enumerate(MAIL_OFFERS.items()):
        answers = _answers(MAIL, MAIL_ANSWERS[name])
        at = at_work(until, -3, hour=15) - timedelta(hours=place)
        _hand_in(tender_id, cast.bidders[name], name, dict(zip(codes, prices, strict=True)), answers, at)
    opened = at_work(until, hour=14)
    _open(tender_id, cast, OpeningStage.CONTENT, opened)
    _judge(tender_id, cast, at_work(opened, 1))
    tenders.freeze(tender_id=tender_id, now=at_work(opened, 21), by=cast.buyer)
    _open(tender_id, cast, OpeningStage.PRICE, at_work(opened, 22, hour=14))
    _tick(tender_id, cast, begun, MAIL_TICKS)
    _award(tender_id, cast, at_work(opened, 40))
    _conclude(tender_id, cast, now)
    return tender_id


def _tick(tender_id: int, cast: Cast, begun: datetime, ticks: Mapping[StepCode, tuple[int, str]]) -> None:
    for code, (days, note) in ticks.items():
        tenders.tick_step(tender_id=tender_id, code=code, note=note, now=at_work(begun, days), by=cast.buyer)


def _conclude(tender_id: int, cast: Cast, now: datetime) -> None:
    """On the day on which the framework contract was signed, for the same term."""
    signed_on, starts_on, ends_on = mail_term(timezone.localdate(now))
    tenders.conclude(
        tender_id=tender_id,
        bid_lot_id=tenders.offers_by_supplier(tender_id)["COLT"],
        concluded_on=signed_on,
        starts_on=starts_on,
        ends_on=ends_on,
        now=at_work(now - MAIL_RUNS - timedelta(days=3), hour=15),
        by=cast.buyer,
    )


def _award(tender_id: int, cast: Cast, at: datetime) -> None:
    """What the body of the support point decided, written down from its document; then the letters."""
    name = "gunningsbesluit.txt"
    ruling = tenders.Ruling(
        motivation=MAIL_MOTIVATION,
        body="Bestuur van het steunpunt",
        decided_on=at.date(),
        winners=(tenders.offers_by_supplier(tender_id)["COLT"],),
    )
    document = ContentFile(f"Besluit: Hosted Mail wordt gegund aan COLT.\n{INVENTED}\n".encode(), name=name)
    tenders.decide(tender_id=tender_id, lot=1, ruling=ruling, document=document, now=at, by=cast.buyer)
    tenders.send_letters(tender_id=tender_id, now=at_work(at, 1), by=cast.buyer)


def _working_group(tender_id: int, buyer: Actor, members: Sequence[Actor], at: datetime) -> None:
    """Everybody is named before anybody judges, and has no interests."""
    for who in members:
        tenders.name_assessor(
            tender_id=tender_id,
            person_id=who.person_id or 0,
            organisation_id=who.organisation_id or 0,
            now=at,
            by=buyer,
        )
    for who in members:
        tenders.declare(tender_id=tender_id, has_conflict=False, text="", now=at, by=who)


def _regular(tender_id: int, buyer: Actor, reasons: Mapping[str, str], at: datetime) -> None:
    """Every offer counts: with what it says of each requirement that is a must."""
    for name, lot_id in tenders.offers_by_supplier(tender_id).items():
        tenders.judge_regularity(
            tender_id=tender_id,
            bid_lot_id=lot_id,
            regularity=Regularity.REGULAR,
            reason=reasons[name],
            now=at,
            by=buyer,
        )


def _judge(tender_id: int, cast: Cast, at: datetime) -> None:
    """Seven members, each alone, a step up or down from where the group ended; then consensus where they differed."""
    offers = tenders.offers_by_supplier(tender_id)
    steps = [step.mark for step in SCALE.steps]
    _regular(tender_id, cast.buyer, MAIL_REGULAR, at)
    _working_group(tender_id, cast.buyer, cast.assessors, at)
    for member, who in enumerate(cast.assessors):
        for place, (name, (_prices, marks)) in enumerate(MAIL_OFFERS.items()):
            for number, (criterion, final) in enumerate(zip(MAIL.criteria, marks, strict=True)):
                shift = (member * 5 + place * 3 + number * 2) % 7
                index = steps.index(Decimal(final)) + (1 if shift == 0 else -1 if shift == 1 else 0)
                mark = steps[min(max(index, 0), 3)]
                said = MAIL_ALONE[criterion.code][int(mark)]
                tenders.give_mark(
                    tender_id=tender_id,
                    bid_lot_id=offers[name],
                    criterion=criterion.code,
                    mark=mark,
                    argument=said[(member + place) % len(said)],
                    now=at_work(at, 5),
                    by=who,
                )
        tenders.hand_in_marks(tender_id=tender_id, now=at_work(at, 7, hour=16), by=who)
    for name, (_prices, marks) in MAIL_OFFERS.items():
        for criterion, final, why in zip(MAIL.criteria, marks, MAIL_TALK[name], strict=True):
            tenders.agree(
                tender_id=tender_id,
                bid_lot_id=offers[name],
                criterion=criterion.code,
                mark=Decimal(final),
                argument=why,
                now=at_work(at, 14),
                by=cast.buyer,
            )


def _firewall(cast: Cast, now: datetime) -> None:
    until = at_work(now, 24, hour=11)
    calendar = Calendar(
        questions_until=at_work(until, -10, hour=16), answers_by=at_work(until, -6).date(), offers_until=until
    )
    beginning = Beginning(
        reference="2011-FW-1",
        specification=replace(FIREWALL, calendar=calendar),
        authority_id=cast.buyer.organisation_id or 0,
        project_id=cast.projects.get("Firewall en linkbalancer"),
        boards=cast.noord,
    )
    wanted = ("Overname als een lijn uitvalt", "Een rapport over het gebruik van internet")
    begun, published = at_work(now, -60), at_work(now, -12)
    tender_id = _published(cast, beginning, FIREWALL_NEEDS, wanted, begun=begun, published=published)
    asked = tenders.ask(
        tender_id=tender_id,
        text="Mag een toestel in een virtuele omgeving draaien?",
        now=at_work(now, -6),
        by=cast.bidders["Serverhuis"],
    )
    tenders.answer(
        tender_id=tender_id,
        question_id=asked.pk,
        public_text="Mag een toestel in een virtuele omgeving draaien?",
        text="Ja, als de overname binnen een minuut ook dan gehaald wordt.",
        now=at_work(now, -4),
        by=cast.buyer,
    )
    tenders.ask(
        tender_id=tender_id,
        text="Is een vervangtoestel binnen vier uur gevraagd, of de volgende werkdag?",
        now=at_work(now, -1, hour=11),
        by=cast.bidders["Kabel en Kantoor"],
    )


def _maps(cast: Cast, now: datetime) -> None:
    """In the scoring room: everybody handed in but the first, who declared and began."""
    until = at_work(now, -9, hour=11)
    calendar = Calendar(questions_until=at_work(until, -15, hour=16), offers_until=until)
    beginning = Beginning(
        reference="2011-GIS-1",
        specification=replace(MAPS, calendar=calendar),
        authority_id=cast.buyer.organisation_id or 0,
        project_id=cast.projects.get("GIS-uitbreiding Samenwerking Noord"),
        boards=cast.noord,
    )
    wanted = ("Leest de kaarten die we vandaag hebben", "Kaarten delen met de buren")
    begun, published = at_work(until, -90), at_work(until, -45)
    tender_id = _published(cast, beginning, MAPS_NEEDS, wanted, begun=begun, published=published)
    for place, (name, prices) in enumerate(MAP_OFFERS.items()):
        answers = _answers(MAPS, MAPS_ANSWERS[name])
        at = at_work(until, -2, hour=10) - timedelta(hours=place)
        _hand_in(tender_id, cast.bidders[name], name, {"P1": prices[0], "P2": prices[1]}, answers, at)
    _open(tender_id, cast, OpeningStage.CONTENT, at_work(until, hour=14))
    offers = tenders.offers_by_supplier(tender_id)
    at = at_work(until, 1)
    _regular(tender_id, cast.buyer, MAPS_REGULAR, at)
    _working_group(tender_id, cast.buyer, cast.assessors[:5], at)
    for member, who in enumerate(cast.assessors[:5]):
        for place, lot_id in enumerate(offers.values()):
            for number, criterion in enumerate(MAPS.criteria):
                if member == 0 and (place, number) != (0, 0):
                    continue  # the first began, and has to go on
                mark = (8, 6, 10, 6, 8, 2)[(member + 2 * place + 3 * number) % 6]
                said = MAPS_ALONE[criterion.code][mark]
                tenders.give_mark(
                    tender_id=tender_id,
                    bid_lot_id=lot_id,
                    criterion=criterion.code,
                    mark=Decimal(mark),
                    argument=said[(member + place) % len(said)],
                    now=at_work(at, 2),
                    by=who,
                )
        if member:
            tenders.hand_in_marks(tender_id=tender_id, now=at_work(at, 4, hour=16), by=who)
