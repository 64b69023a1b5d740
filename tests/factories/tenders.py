"""Tenders, through the actions that make them."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from steunpunt.contract.tenders import actions
from steunpunt.contract.tenders.choices import Buying, EnvelopeKind, ItemKind, NeedLevel, Part
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.values import (
    Asked,
    Calendar,
    Criterion,
    FrameworkTerms,
    Item,
    Lot,
    Method,
    Requirement,
    Scale,
    ScaleStep,
    Specification,
)
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW

QUESTIONS_UNTIL = NOW + timedelta(days=20)
OFFERS_UNTIL = NOW + timedelta(days=40)
SCALE = Scale(
    code="S1",
    title="Uitmuntend tot onvoldoende",
    steps=tuple(
        ScaleStep(mark=Decimal(mark), meaning=meaning)
        for mark, meaning in (
            (10, "uitmuntend"),
            (8, "goed"),
            (6, "voldoende"),
            (2, "zwak"),
            (0, "niet ingevuld"),
        )
    ),
)


def a_buyer(support: Organisation | None = None) -> Actor:
    return somebody(support or OrganisationFactory(support_point=True), "buyer")


def a_specification(**changed: Any) -> Specification:
    """One lot with two items, a must and a wish, two quality criteria of 40 and 20 points, price 40 by an absolute range."""
    whole = Specification(
        title="Hosted Mail",
        purpose="Mail voor alle besturen, als dienst",
        buying=Buying.CENTRAL,
        cpv=("64216120",),
        estimate=Decimal(900_000),
        months=48,
        lots=(Lot(number=1, title="Hosted Mail"),),
        items=(
            Item(
                code="P1",
                lot=1,
                title="Postbus",
                unit="postbussen",
                kind=ItemKind.MONTHLY,
                quantity=Decimal(100),
                most=Decimal(200),
            ),
            Item(
                code="P2",
                lot=1,
                title="Migratie",
                unit="besturen",
                kind=ItemKind.ONE_OFF,
                quantity=Decimal(2),
                most=Decimal(4),
            ),
        ),
        requirements=(
            Requirement(code="E1", level=NeedLevel.MUST, text="Beschikbaarheid van 99,9 %"),
            Requirement(code="E2", level=NeedLevel.WISH, text="Smartphones zonder meerkost"),
        ),
        scales=(SCALE,),
        criteria=(
            Criterion(code="K1", title="Technische kwaliteit", points=Decimal(40), scale="S1"),
            Criterion(code="K2", title="Dienstverlening", points=Decimal(20), scale="S1", minimum=Decimal(2)),
        ),
        asked=(
            Asked(code="D1", envelope=EnvelopeKind.ADMINISTRATIVE, title="Verklaring op erewoord"),
            Asked(code="D2", envelope=EnvelopeKind.QUALITY, title="Technische nota", criterion="K1"),
        ),
        method=Method(
            formula=PriceFormula.ABSOLUTE_RANGE,
            price_points=Decimal(40),
            floor=Decimal(20_000),
            ceiling=Decimal(60_000),
        ),
        framework=FrameworkTerms(months=48, most_amount=Decimal(1_000_000)),
        calendar=Calendar(questions_until=QUESTIONS_UNTIL, offers_until=OFFERS_UNTIL),
    )
    return replace(whole, **changed)


def a_tender(
    *boards: Organisation,
    by: Actor,
    authority: Organisation | None = None,
    spec: Specification | None = None,
    reference: str = "2011-HM-1",
    project_id: int | None = None,
    needs_until: date | None = None,
    now: datetime = NOW,
) -> Tender:
    """A tender in preparation, with a whole specification."""
    beginning = actions.Beginning(
        reference=reference,
        specification=spec or a_specification(),
        authority_id=authority.pk if authority else by.organisation_id or 0,
        project_id=project_id,
        boards=[board.pk for board in boards],
        needs_until=needs_until,
    )
    return actions.make_tender(beginning=beginning, now=now, by=by)


def changed(tender: Tender, *, by: Actor, part: Part = Part.GENERAL, now: datetime = NOW, **values: Any) -> Tender:
    """With other values in its specification."""
    tender.refresh_from_db()
    return actions.change_specification(
        tender_id=tender.pk,
        edition=tender.draft_edition,
        part=part,
        change=lambda whole: replace(whole, **values),
        now=now,
        by=by,
    )


def seen_fingerprint(tender: Tender) -> str:
    """Of the draft as it stands now."""
    tender.refresh_from_db()
    return specifications.fingerprint(tender.draft)
