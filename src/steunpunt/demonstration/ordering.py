"""A year of orders under the framework contracts, all of it invented: who ordered what and when.

One order waits for approval, the firewalls come near their maximum, the laptops near a cheaper tier.
"""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from steunpunt.contract.orders import public as orders
from steunpunt.demonstration import buying
from steunpunt.demonstration.answers import SEED
from steunpunt.demonstration.buying import Cast, Made
from steunpunt.foundation.acting import the_platform

LAPTOPS_MISSING = 14
"""So many laptops are missing to the next tier of this year."""


def load(cast: Cast, *, now: datetime, today: date) -> None:
    mail = buying.hosted_mail(cast, now=now, today=today)
    hardware = buying.hardware(cast, now=now, today=today)
    firewall = buying.firewall(cast, now=now, today=today)
    orders.set_limit(
        person_id=cast.finance.person_id or 0, most_amount=Decimal(5000), today=today, now=now, by=cast.keeper
    )
    _year_of_orders(cast, hardware, now=now, today=today)
    _few_left(cast, firewall, now=now, today=today)
    _first_mailboxes(cast, mail, now=now, today=today)
    _waiting(cast, {**firewall.items, **mail.items}, now=now, today=today)


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
