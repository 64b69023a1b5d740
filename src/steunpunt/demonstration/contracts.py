"""Contracts of Keerbergen and Haacht. All of it is made up: suppliers, dates and amounts."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal

from steunpunt.assess.inventory import public as inventory
from steunpunt.assess.inventory.public import Agreed, NoticeForm, NoticeUnit, Reach, Renewal, ServiceKind, Unit
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.values import OrganisationCard


def load(managers: Iterable[Actor], *, supplier: OrganisationCard, now: datetime, today: date) -> None:
    """`supplier` is the one that can log in; of `managers`, ICT managers, the first has a contract near its last day for notice."""
    for place, manager in enumerate(managers):
        for agreed in _contracts(today, supplier, shift=place * 75):
            inventory.keep_contract(agreed=agreed, now=now, today=today, by=manager, is_invented=True)


def _contracts(today: date, supplier: OrganisationCard, *, shift: int) -> Iterable[Agreed]:
    near = today + timedelta(days=20 + shift)
    yield Agreed(
        title="Onderhoud mailserver",
        kind=ServiceKind.MAIL,
        supplier=supplier.name,
        supplier_org_id=supplier.id,
        covers="Server, licenties en onderhoud van de mail.",
        # A year that ends so long after today that the last day for notice is near.
        starts_on=inventory.shifted(near + timedelta(days=1), 3 - 36),
        initial_months=36,
        renewal=Renewal.TACIT,
        renewal_months=12,
        notice=3,
        yearly=Decimal(6_400),
        unit=Unit.MAILBOX,
        units=110 + shift,
        once=Decimal(3_000 + 10 * shift),
        is_shared=True,
        is_counted=True,
        shown_to=Reach.PARTNERS,
        indexed_share=Decimal("0.8"),
        revision="P = P0 (0,2 + 0,8 S/S0)",
        invoice_rhythm="quarterly",
        service_levels="Herstel binnen een werkdag, beschikbaarheid 99,5 % (verzonnen).",
        exit_terms="Overdracht van postbussen binnen dertig dagen, kosteloos (verzonnen).",
        options={"spam": "in", "backup": "none", "archive": "none", "phones": "in"},
    )
    yield Agreed(
        title="Internetlijn gemeentehuis",
        kind=ServiceKind.LINES,
        supplier="Voorbeeldlijn (verzonnen)",
        starts_on=inventory.shifted(today, -20 - shift // 30),
        initial_months=24,
        renewal=Renewal.EXPRESS,
        renewal_months=12,
        most_renewals=2,
        notice=60,
        notice_unit=NoticeUnit.DAYS,
        notice_form=NoticeForm.LETTER,
        yearly=Decimal(2_940),
        unit=Unit.MBPS,
        units=100,
        is_shared=True,
    )
    yield Agreed(
        title="Kopieertoestellen",
        kind=ServiceKind.PRINTING,
        supplier="Voorbeeldkopie (verzonnen)",
        starts_on=inventory.shifted(today, -14),
        initial_months=60,
        notice=0,
        yearly=Decimal(4_150),
        is_price_confidential=True,
    )
    yield Agreed(
        title="Telefooncentrale",
        kind=ServiceKind.TELEPHONY,
        supplier="Voorbeeldfoon (verzonnen)",
        starts_on=inventory.shifted(today, -50),
        notice=6,
        yearly=Decimal(1_860),
        once=Decimal(7_500),
    )
