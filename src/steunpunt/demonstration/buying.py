"""Framework contracts and a year of orders: Hosted Mail, hardware, firewalls.

That these three contracts existed was published in 2011. Everything else is invented: terms, prices, standard prices, who
ordered what and when. One order waits for approval, the firewalls come near their maximum, the laptops near a cheaper tier.
"""

import random
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
from steunpunt.contract.orders import public as orders
from steunpunt.demonstration.answers import SEED
from steunpunt.foundation.acting import Actor, the_platform
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.figures.periods import shifted

SOURCE = "Catalogusprijs zonder raamcontract (demonstratie: verzonnen)"
DAYS_SOURCE = "Raming van het steunpunt (demonstratie: verzonnen)"
INDEX = "Agoria loonkost, nationaal gemiddelde (demonstratie: verzonnen)"
LAPTOPS_MISSING = 14
"""So many laptops are missing to the next tier of this year."""


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


def load(cast: Cast, *, now: datetime, today: date) -> None:
    mail = _hosted_mail(cast, now=now, today=today)
    hardware = _hardware(cast, now=now, today=today)
    firewall = _firewall(cast, now=now, today=today)
    orders.set_limit(
        person_id=cast.finance.person_id or 0, most_amount=Decimal(5000), today=today, now=now, by=cast.keeper
    )
    _year_of_orders(cast, hardware, now=now, today=today)
    _few_left(cast, firewall, now=now, today=today)
    _first_mailboxes(cast, mail, now=now, today=today)
    _waiting(cast, {**firewall.items, **mail.items}, now=now, today=today)


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
    frameworks.sign(framework_id=row.pk, signature=signature, edition=1, now=begun, by=cast.buyer)
    frameworks.entitle(
        framework_id=row.pk, boards=boards, origin=origin, valid_from=terms.starts_on, now=begun, by=cast.buyer
    )
    return Made(row.pk, frameworks.item_ids(row.pk), terms.starts_on)


def _hosted_mail(cast: Cast, *, now: datetime, today: date) -> Made:
    start = today - timedelta(days=50)
    terms = Terms(
        title="Hosted Mail",
        what="Mail voor alle besturen als dienst, met spamfilter, back-up en monitoring. Smartphones zonder meerkost, BlackBerry "
        "tegen meerkost. Het steunpunt verzorgt de eerstelijnshelpdesk en de facturatie.",
        lots=(Lot(number=1, title="Hosted Mail"),),
        starts_on=start,
        ends_on=shifted(start, 48) - timedelta(days=1),
        extensions=1,
        extension_months=12,
        most_amount=Decimal(900_000),
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


def _hardware(cast: Cast, *, now: datetime, today: date) -> Made:
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


def _firewall(cast: Cast, *, now: datetime, today: date) -> Made:
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


# ── orders that nobody placed ────────────────────────────────────────────────
def _days(chance: random.Random, start: date, today: date, number: int) -> list[date]:
    span = max((today - start).days - 20, 1)
    return sorted(start + timedelta(days=chance.randrange(span)) for _time in range(number))


def _generated(board: int, day: date, quantities: Mapping[int, int], today: date, wait: int) -> orders.Generated:
    """Confirmed within days, promised after two weeks, and a little late now and then."""
    came = day + timedelta(days=wait)
    return orders.Generated(
        organisation_id=board,
        quantities=quantities,
        placed_on=day,
        answered_on=min(day + timedelta(days=wait % 4), today),
        due_on=day + timedelta(days=14),
        delivered_on=came if came <= today else None,
    )


def _year_of_orders(cast: Cast, made: Made, *, now: datetime, today: date) -> None:
    """Three hundred orders of workplaces; laptops of this year stop a little short of the next tier."""
    chance = random.Random(f"{SEED}-hardware")  # noqa: S311 - the same invented orders each time
    found, laptops = [], 0
    for day in _days(chance, made.starts_on, today, 300):
        board = chance.choice(cast.boards)
        number = chance.choice((1, 2, 3, 5, 8, 12))
        if day.year == today.year:
            number = min(number, 1500 - LAPTOPS_MISSING - laptops)
            laptops += number
        quantities = {made.items["LT14"]: number} if number > 0 else {made.items["PC-MINI"]: 2}
        if chance.random() < 0.6:
            quantities[made.items["SCH24"]] = max(number, 1) * 2
        if chance.random() < 0.4:
            quantities[made.items["DOCK"]] = max(number, 1)
        if chance.random() < 0.3:
            quantities[made.items["PLAATS"]] = max(number, 1)
        found.append(_generated(board, day, quantities, today, chance.randint(5, 18)))
    first = date(today.year, 1, 1)
    missing = 1500 - LAPTOPS_MISSING - laptops
    if missing > 0:  # one big order of the region brings it to where it should stand
        day = max(first + timedelta(days=2), made.starts_on)
        found.append(_generated(cast.boards[0], day, {made.items["LT14"]: missing}, today, 12))
    orders.load_generated(framework_id=made.id, orders=found, now=now, by=the_platform(via="command"))


def _few_left(cast: Cast, made: Made, *, now: datetime, today: date) -> None:
    """Firewalls of boards, until almost nine tenths of the maximum."""
    chance = random.Random(f"{SEED}-firewall")  # noqa: S311
    found, committed = [], Decimal(0)
    for board in chance.sample(list(cast.boards), len(cast.boards)):
        if committed > Decimal(196_000):
            break
        day = made.starts_on + timedelta(days=chance.randrange(max((today - made.starts_on).days - 30, 1)))
        code, price = chance.choice((("FW-100", 1245), ("FW-500", 3030)))
        quantities = {made.items[code]: 1, made.items["OND"]: 1}
        committed += price + 180 * 3
        if chance.random() < 0.5:
            quantities[made.items["LB"]] = 1
            committed += 670
        found.append(_generated(board, day, quantities, today, 20))
    orders.load_generated(framework_id=made.id, orders=found, now=now, by=the_platform(via="command"))


def _first_mailboxes(cast: Cast, made: Made, *, now: datetime, today: date) -> None:
    chance = random.Random(f"{SEED}-mail")  # noqa: S311
    own = cast.asker.organisation_id
    found = [
        _generated(
            board,
            today - timedelta(days=chance.randint(20, 45)),
            {made.items["POSTBUS"]: chance.randint(60, 240), made.items["OVERSTAP"]: 1},
            today,
            chance.randint(5, 15),
        )
        for board in cast.mail_boards
        if board != own
    ]
    orders.load_generated(framework_id=made.id, orders=found, now=now, by=the_platform(via="command"))


def _waiting(cast: Cast, items: Mapping[str, int], *, now: datetime, today: date) -> None:
    """Twelve mailboxes and a firewall, asked by the ICT manager of Keerbergen."""
    purchase = None
    for code, quantity in (("POSTBUS", 12), ("OVERSTAP", 1), ("FW-100", 1)):
        purchase = orders.put_in_basket(item_id=items[code], quantity=quantity, today=today, now=now, by=cast.asker)
    if purchase is not None:
        orders.say_of_basket(note="Mail en firewall voor het gemeentehuis", deliver_to="Gemeentehuis", by=cast.asker)
        amount = orders.amount_of(purchase, today)
        orders.submit(purchase_id=purchase.pk, amount_seen=amount, today=today, now=now, by=cast.asker)
