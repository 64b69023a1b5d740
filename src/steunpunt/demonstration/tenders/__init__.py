"""Three tenders: Hosted Mail from needs to award, one that is open for offers, one in the scoring room.

That Hosted Mail was scored by the support point with ICT managers of seven boards, and awarded to COLT, on a par with the best
technology and clearly better on price, was published in 2011. Everything else is invented: the boards of the working group,
competitors, quantities, prices, marks, arguments, dates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.core.files.base import ContentFile

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
    Wanted,
)
from steunpunt.demonstration.tenders.asked import (
    ARGUMENTS,
    FIREWALL,
    INVENTED,
    MAIL,
    MAIL_OFFERS,
    MAP_OFFERS,
    MAPS,
    SCALE,
)
from steunpunt.foundation.acting import Actor

PHRASE = "samen openen wij de omslagen"
"""Of every key of the demonstration, and said on its log-in page: it opens invented offers alone."""


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


def _published(cast: Cast, beginning: Beginning, *, begun: datetime, published: datetime) -> int:
    """A tender with needs, officers and a working group still to come, that went out."""
    tender = tenders.make_tender(beginning=beginning, now=begun, by=cast.buyer, is_invented=True)
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


def _needs(tender_id: int, cast: Cast, at: datetime) -> None:
    """The boards of the working group say what they need; quantities are invented."""
    for place, manager in enumerate(cast.assessors):
        tenders.state_needs(
            tender_id=tender_id,
            needs=Needs(
                likely={"P1": Decimal(90 + 35 * place), "P2": Decimal(2 + place), "P3": Decimal(1)},
                most={"P1": Decimal(140 + 45 * place)},
                wanted=(
                    Wanted(level=NeedLevel.MUST, text="Back-up elke nacht, terug te zetten per postbus"),
                    Wanted(level=NeedLevel.WISH if place % 2 else NeedLevel.SHOULD, text="Smartphones zonder meerkost"),
                ),
                supplier="eigen server" if place % 3 else "AgendaWeb",
                contract_ends_on=(at + timedelta(days=240 + 30 * place)).date(),
            ),
            now=at,
            by=manager,
        )


def _hosted_mail(cast: Cast, now: datetime) -> int:
    begun = now - timedelta(days=210)
    until = now - timedelta(days=110)
    calendar = Calendar(questions_until=until - timedelta(days=20), offers_until=until)
    beginning = Beginning(
        reference="2011-MAIL-1",
        specification=replace(MAIL, calendar=calendar),
        authority_id=cast.buyer.organisation_id or 0,
        project_id=cast.projects.get("Hosted Mail"),
        boards=cast.boards,
        needs_until=(begun + timedelta(days=20)).date(),
    )
    tender = tenders.make_tender(beginning=beginning, now=begun, by=cast.buyer, is_invented=True)
    _needs(tender.pk, cast, begun + timedelta(days=8))
    for officer in cast.officers:
        tenders.name_officer(
            tender_id=tender.pk,
            person_id=officer.person_id or 0,
            organisation_id=officer.organisation_id or 0,
            now=begun,
            by=cast.buyer,
        )
    tenders.publish_draft(tender_id=tender.pk, now=until - timedelta(days=52), by=cast.buyer)
    asked = tenders.ask(
        tender_id=tender.pk,
        text="Telt een gedeelde postbus als een postbus?",
        now=until - timedelta(days=30),
        by=cast.bidders["Voorbeeld Telecom"],
    )
    tenders.answer(
        tender_id=tender.pk,
        question_id=asked.pk,
        public_text="Telt een gedeelde postbus als een postbus?",
        text="Nee: een gedeelde postbus zonder eigen gebruiker wordt niet aangerekend.",
        now=until - timedelta(days=25),
        by=cast.buyer,
    )
    codes = [item.code for item in MAIL.items]
    for place, (name, (prices, _marks)) in enumerate(MAIL_OFFERS.items()):
        answers = {one.code: f"{name} over {one.title.lower()}. {INVENTED}" for one in MAIL.criteria}
        at = until - timedelta(days=3, hours=place)
        _hand_in(tender.pk, cast.bidders[name], name, dict(zip(codes, prices, strict=True)), answers, at)
    opened = until + timedelta(hours=2)
    _open(tender.pk, cast, OpeningStage.CONTENT, opened)
    _judge(tender.pk, cast, opened + timedelta(days=1))
    tenders.freeze(tender_id=tender.pk, now=opened + timedelta(days=21), by=cast.buyer)
    _open(tender.pk, cast, OpeningStage.PRICE, opened + timedelta(days=22))
    _award(tender.pk, cast, opened + timedelta(days=40))
    return tender.pk


def _award(tender_id: int, cast: Cast, at: datetime) -> None:
    """What the body of the support point decided, written down from its document; then the letters."""
    name = "gunningsbesluit.txt"
    ruling = tenders.Ruling(
        motivation="De offerte van COLT staat op kwaliteit naast de beste en is duidelijk voordeliger. "
        f"De punten, argumenten en prijzen in het gunningsverslag zijn verzonnen. {INVENTED}",
        body="Bestuur van het steunpunt",
        decided_on=at.date(),
        winners=(tenders.offers_by_supplier(tender_id)["COLT"],),
    )
    document = ContentFile(f"Besluit: Hosted Mail wordt gegund aan COLT.\n{INVENTED}\n".encode(), name=name)
    tenders.decide(tender_id=tender_id, lot=1, ruling=ruling, document=document, now=at, by=cast.buyer)
    tenders.send_letters(tender_id=tender_id, now=at + timedelta(days=1), by=cast.buyer)


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


def _judge(tender_id: int, cast: Cast, at: datetime) -> None:
    """Seven members, each alone, a step up or down from where the group ended; then consensus where they differed."""
    offers = tenders.offers_by_supplier(tender_id)
    steps = [step.mark for step in SCALE.steps]
    for lot_id in offers.values():
        tenders.judge_regularity(
            tender_id=tender_id, bid_lot_id=lot_id, regularity=Regularity.REGULAR, reason="", now=at, by=cast.buyer
        )
    _working_group(tender_id, cast.buyer, cast.assessors, at)
    for member, who in enumerate(cast.assessors):
        for place, (name, (_prices, marks)) in enumerate(MAIL_OFFERS.items()):
            for number, (criterion, final) in enumerate(zip(MAIL.criteria, marks, strict=True)):
                shift = (member * 5 + place * 3 + number * 2) % 7
                index = steps.index(Decimal(final)) + (1 if shift == 0 else -1 if shift == 1 else 0)
                mark = steps[min(max(index, 0), 3)]
                tenders.give_mark(
                    tender_id=tender_id,
                    bid_lot_id=offers[name],
                    criterion=criterion.code,
                    mark=mark,
                    argument=ARGUMENTS[int(mark)],
                    now=at + timedelta(days=5),
                    by=who,
                )
        tenders.hand_in_marks(tender_id=tender_id, now=at + timedelta(days=7), by=who)
    for name, (_prices, marks) in MAIL_OFFERS.items():
        for criterion, final in zip(MAIL.criteria, marks, strict=True):
            tenders.agree(
                tender_id=tender_id,
                bid_lot_id=offers[name],
                criterion=criterion.code,
                mark=Decimal(final),
                argument=f"Na overleg. {ARGUMENTS[final]}",
                now=at + timedelta(days=14),
                by=cast.buyer,
            )


def _firewall(cast: Cast, now: datetime) -> None:
    until = now + timedelta(days=24)
    calendar = Calendar(
        questions_until=until - timedelta(days=10), answers_by=(until - timedelta(days=6)).date(), offers_until=until
    )
    beginning = Beginning(
        reference="2011-FW-1",
        specification=replace(FIREWALL, calendar=calendar),
        authority_id=cast.buyer.organisation_id or 0,
        project_id=cast.projects.get("Firewall en linkbalancer"),
        boards=cast.noord,
    )
    tender_id = _published(cast, beginning, begun=now - timedelta(days=60), published=now - timedelta(days=12))
    asked = tenders.ask(
        tender_id=tender_id,
        text="Mag een toestel in een virtuele omgeving draaien?",
        now=now - timedelta(days=6),
        by=cast.bidders["Serverhuis"],
    )
    tenders.answer(
        tender_id=tender_id,
        question_id=asked.pk,
        public_text="Mag een toestel in een virtuele omgeving draaien?",
        text="Ja, als de overname binnen een minuut ook dan gehaald wordt.",
        now=now - timedelta(days=4),
        by=cast.buyer,
    )
    tenders.ask(
        tender_id=tender_id,
        text="Is een vervangtoestel binnen vier uur gevraagd, of de volgende werkdag?",
        now=now - timedelta(days=1),
        by=cast.bidders["Kabel en Kantoor"],
    )


def _maps(cast: Cast, now: datetime) -> None:
    """In the scoring room: everybody handed in but the first, who declared and began."""
    until = now - timedelta(days=9)
    beginning = Beginning(
        reference="2011-GIS-1",
        specification=replace(MAPS, calendar=Calendar(questions_until=until - timedelta(days=15), offers_until=until)),
        authority_id=cast.buyer.organisation_id or 0,
        project_id=cast.projects.get("GIS-uitbreiding Samenwerking Noord"),
        boards=cast.noord,
    )
    tender_id = _published(cast, beginning, begun=until - timedelta(days=90), published=until - timedelta(days=45))
    for place, (name, prices) in enumerate(MAP_OFFERS.items()):
        answers = {one.code: f"{name} over {one.title.lower()}. {INVENTED}" for one in MAPS.criteria}
        at = until - timedelta(days=2, hours=place)
        _hand_in(tender_id, cast.bidders[name], name, {"P1": prices[0], "P2": prices[1]}, answers, at)
    _open(tender_id, cast, OpeningStage.CONTENT, until + timedelta(hours=1))
    offers = tenders.offers_by_supplier(tender_id)
    at = until + timedelta(days=1)
    for lot_id in offers.values():
        tenders.judge_regularity(
            tender_id=tender_id, bid_lot_id=lot_id, regularity=Regularity.REGULAR, reason="", now=at, by=cast.buyer
        )
    _working_group(tender_id, cast.buyer, cast.assessors[:5], at)
    for member, who in enumerate(cast.assessors[:5]):
        for place, lot_id in enumerate(offers.values()):
            for number, criterion in enumerate(MAPS.criteria):
                if member == 0 and (place, number) != (0, 0):
                    continue  # the first began, and has to go on
                mark = (8, 6, 10, 6, 8, 2)[(member + 2 * place + 3 * number) % 6]
                tenders.give_mark(
                    tender_id=tender_id,
                    bid_lot_id=lot_id,
                    criterion=criterion.code,
                    mark=Decimal(mark),
                    argument=ARGUMENTS[mark],
                    now=at + timedelta(days=2),
                    by=who,
                )
        if member:
            tenders.hand_in_marks(tender_id=tender_id, now=at + timedelta(days=4), by=who)
