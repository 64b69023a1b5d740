"""Framework contracts: Hosted Mail, hardware, firewalls.

That these three contracts existed was published in 2011. Everything else is invented: terms, prices, standard prices.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from steunpunt.contract.frameworks import public as frameworks
from steunpunt.contract.frameworks.public import Beginning, EntitledBy, Listed, Signature, Supply
from steunpunt.contract.frameworks.values import (
    Charge,
    Indexation,
    Lot,
    ServiceLevel,
    Settling,
    StandardPrice,
    Step,
    Terms,
    TierBasis,
)
from steunpunt.demonstration import tenders
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.periods import shifted

SOURCE = "Catalogusprijs zonder raamcontract (demonstratie: verzonnen)"
DAYS_SOURCE = "Raming van het steunpunt (demonstratie: verzonnen)"
INDEX = "Agoria loonkost, nationaal gemiddelde (demonstratie: verzonnen)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Who acts around orders."""

    buyer: Actor
    suppliers: Mapping[str, int]
    """Organisations by name."""
    boards: Sequence[int]
    """Everybody who can order hardware and firewalls."""
    mail_boards: Sequence[int]
    asker: Actor
    """ICT manager of Keerbergen: fills baskets, may not order."""
    finance: Actor
    """Financial officer of Keerbergen, who may order up to a limit that its administrator set."""
    keeper: Actor
    decider: Actor
    """Secretary of Keerbergen, who may order without a limit."""
    bidders: Mapping[str, Actor]
    """Who makes offers for suppliers, by their name."""
    mail_tender: int
    mail_project: int | None


@dataclass(frozen=True, slots=True)
class Made:
    id: int
    items: Mapping[str, int]
    starts_on: date


def priced(supplier: str, support: str) -> Euros:
    return Euros(Decimal(supplier), Decimal(support))


def standard_of(price: str, on: date) -> StandardPrice:
    return StandardPrice(price=Decimal(price), source=SOURCE, stated_on=on)


def framework(
    cast: Cast,
    terms: Terms,
    items: Sequence[Listed],
    *,
    reference: str,
    suppliers: Sequence[str],
    boards: Sequence[int],
    origin: EntitledBy,
    now: datetime,
    tender_id: int | None = None,
    project_id: int | None = None,
) -> Made:
    begun = now - timedelta(days=(now.date() - terms.starts_on).days + 10)
    row = frameworks.make_framework(
        beginning=Beginning(
            reference=reference,
            terms=terms,
            authority_id=cast.buyer.organisation_id or 0,
            supplies=(Supply(lot=1, organisations=tuple(cast.suppliers[name] for name in suppliers)),),
            tender_id=tender_id,
            project_id=project_id,
        ),
        now=begun,
        by=cast.buyer,
        is_invented=True,
    )
    frameworks.load_price_list(
        framework_id=row.pk, items=items, valid_from=terms.starts_on, today=begun.date(), now=begun, by=cast.buyer
    )
    signed_on = terms.starts_on - timedelta(days=3)
    signature = Signature(signed_on=signed_on, valid_from=terms.starts_on)
    at = begun + timedelta(days=7)  # what goes out of the signature is not older than the contract itself
    frameworks.sign(framework_id=row.pk, signature=signature, edition=1, now=at, by=cast.buyer)
    frameworks.entitle(
        framework_id=row.pk, boards=boards, origin=origin, valid_from=terms.starts_on, now=at, by=cast.buyer
    )
    return Made(row.pk, frameworks.item_ids(row.pk), terms.starts_on)


def hosted_mail(cast: Cast, *, now: datetime, today: date) -> Made:
    _signed, start, end = tenders.mail_term(today)
    terms = Terms(
        title="Hosted Mail",
        what="Mail voor alle besturen als dienst, met spamfilter, back-up en monitoring. Smartphones zonder meerkost, BlackBerry "
        "tegen meerkost. Het steunpunt verzorgt de eerstelijnshelpdesk en de facturatie.",
        lots=(Lot(number=1, title="Hosted Mail"),),
        starts_on=start,
        ends_on=end,
        most_amount=Decimal(1_500_000),  # as was published
        notice_months=3,
        indexation=Indexation(
            fixed_share=Decimal("0.2"), index=INDEX, base=Decimal("112.4000"), base_on=start.replace(day=1)
        ),
        service_levels=(ServiceLevel(title="Beschikbaarheid", target="99,9 % per kalendermaand"),),
        days_alone=Decimal(14),
        days_source=DAYS_SOURCE,
    )
    items = [
        Listed(
            code="POSTBUS",
            title="Postbus met 2 GB",
            category="Mail",
            unit="postbussen",
            charge=Charge.MONTHLY,
            steps=(Step(from_units=1, price=priced("3.10", "0.40")),),
            standard=standard_of("5.90", start),
        ),
        Listed(
            code="BLACKBERRY",
            title="BlackBerry op een postbus",
            category="Mail",
            unit="toestellen",
            charge=Charge.MONTHLY,
            steps=(Step(from_units=1, price=priced("4.50", "0.00")),),
            standard=standard_of("6.00", start),
            option_of="POSTBUS",
        ),
        Listed(
            code="ARCHIEF",
            title="Archivering van een postbus",
            category="Mail",
            unit="postbussen",
            charge=Charge.YEARLY,
            steps=(Step(from_units=1, price=priced("6.00", "0.00")),),
            standard=standard_of("9.00", start),
            option_of="POSTBUS",
        ),
        Listed(
            code="OVERSTAP",
            title="Overstap van een bestuur",
            category="Mail",
            unit="besturen",
            charge=Charge.ONCE,
            steps=(Step(from_units=1, price=priced("450.00", "150.00")),),
            standard=standard_of("1200.00", start),
        ),
    ]
    return framework(
        cast,
        terms,
        items,
        reference="RC-MAIL-1",
        suppliers=["COLT"],
        boards=cast.mail_boards,
        origin=EntitledBy.OPT_IN,
        now=now,
        tender_id=cast.mail_tender,
        project_id=cast.mail_project,
    )


def hardware(cast: Cast, *, now: datetime, today: date) -> Made:
    start = shifted(today.replace(day=1), -14)
    terms = Terms(
        title="Hardware voor werkplekken",
        what="Laptops, pc's, schermen en dockingstations, geleverd en geplaatst.",
        lots=(Lot(number=1, title="Werkplekken"),),
        starts_on=start,
        ends_on=shifted(start, 48) - timedelta(days=1),
        most_amount=Decimal(6_000_000),
        tier_basis=TierBasis.JOINT,
        settling=Settling.AT_YEAR_END,
        delivery_days=10,
        days_alone=Decimal(9),
        days_source=DAYS_SOURCE,
        open_kinds=("police_zone", "rescue_zone"),
    )

    def thing(code: str, title: str, price: str, cheaper: str, standard: str, tier: int = 1500) -> Listed:
        return Listed(
            code=code,
            title=title,
            category="Werkplek",
            unit="stuks",
            steps=(
                Step(from_units=1, price=priced(price, "12.00")),
                Step(from_units=tier, price=priced(cheaper, "12.00")),
            ),
            standard=standard_of(standard, start),
        )

    items = [
        thing("LT14", "Laptop 14 duim", "742.00", "698.00", "905.00"),
        thing("PC-MINI", "Mini-pc", "431.00", "405.00", "520.00"),
        thing(
            "SCH24", "Scherm 24 duim", "118.00", "109.00", "149.00", tier=250
        ),  # reached in both years: money comes back
        thing("DOCK", "Dockingstation", "96.00", "92.00", "95.00"),
        Listed(
            code="PLAATS",
            title="Plaatsing van een werkplek",
            category="Diensten",
            unit="werkplekken",
            steps=(Step(from_units=1, price=priced("38.00", "4.00")),),
            standard=standard_of("55.00", start),
        ),
    ]
    return framework(
        cast,
        terms,
        items,
        reference="RC-HW-1",
        suppliers=["Kabel en Kantoor"],
        boards=cast.boards,
        origin=EntitledBy.NAMED,
        now=now,
    )


def firewall(cast: Cast, *, now: datetime, today: date) -> Made:
    start = shifted(today.replace(day=1), -13)
    terms = Terms(
        title="Firewall en link balancer",
        what="Firewalls met of zonder link balancer, met onderhoud, voor besturen op een of op twee netwerken.",
        lots=(Lot(number=1, title="Firewalls"),),
        starts_on=start,
        ends_on=shifted(start, 36) - timedelta(days=1),
        extensions=1,
        most_amount=Decimal(240_000),
        delivery_days=20,
        days_alone=Decimal(7),
        days_source=DAYS_SOURCE,
    )
    items = [
        Listed(
            code="FW-100",
            title="Firewall tot 100 gebruikers",
            category="Netwerk",
            unit="stuks",
            steps=(Step(from_units=1, price=priced("1180.00", "65.00")),),
            standard=standard_of("1620.00", start),
        ),
        Listed(
            code="FW-500",
            title="Firewall tot 500 gebruikers",
            category="Netwerk",
            unit="stuks",
            steps=(
                Step(from_units=1, price=priced("2940.00", "90.00")),
                Step(from_units=3, price=priced("2790.00", "90.00")),
            ),
            standard=standard_of("3850.00", start),
            most_units=40,
        ),
        Listed(
            code="LB",
            title="Link balancer op een firewall",
            category="Netwerk",
            unit="stuks",
            steps=(Step(from_units=1, price=priced("640.00", "30.00")),),
            standard=standard_of("900.00", start),
        ),
        Listed(
            code="OND",
            title="Onderhoud van een firewall",
            category="Netwerk",
            unit="stuks",
            charge=Charge.YEARLY,
            steps=(Step(from_units=1, price=priced("165.00", "15.00")),),
            standard=standard_of("240.00", start),
        ),
    ]
    return framework(
        cast,
        terms,
        items,
        reference="RC-FW-1",
        suppliers=["Leverancier Voorbeeld"],
        boards=cast.boards,
        origin=EntitledBy.NAMED,
        now=now,
    )
