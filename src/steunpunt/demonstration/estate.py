"""Inventories, software and contracts of Noord's boards and two dozen others, so that there is something to lay beside.

All of it is made up by a seeded chance, and marked as such: devices, numbers, suppliers, prices, the index. Real are only the
names of some programmes and until when their makers support them, each with its source.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from steunpunt.assess.inventory import public as inventory
from steunpunt.assess.inventory.public import Agreed, Generated, Hosting, Reach, Renewal, ServiceKind, Unit, Used
from steunpunt.demonstration.people import SUPPLIER
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.values import OrganisationCard

NOORD = ("Begijnendijk", "Boortmeerbeek", "Haacht", "Keerbergen", "Rotselaar", "Tremelo")
OTHERS = 24
"""So many other municipalities have an inventory too."""
SEED = 2011
LIFECYCLE = "Microsoft, levenscyclus van producten (learn.microsoft.com/lifecycle)"
SUPPORT_ENDS: Mapping[str, tuple[str, date]] = {
    "Microsoft Windows 10 Pro": ("", date(2025, 10, 14)),
    "Microsoft Windows Server 2016 Standard": ("", date(2027, 1, 12)),
    "Microsoft SQL Server 2016": ("", date(2026, 7, 14)),
    "Microsoft Office Standard 2016": ("", date(2025, 10, 14)),
}
TASKS: Mapping[str, ServiceKind] = {
    "QGIS": ServiceKind.GIS,
    "Voorbeeldkaart (verzonnen)": ServiceKind.GIS,
    "Nextcloud": ServiceKind.SERVERS,
    "Voorbeeldboek (verzonnen)": ServiceKind.SOFTWARE,
    "Voorbeeldburger (verzonnen)": ServiceKind.SOFTWARE,
    "Voorbeeldpost (verzonnen)": ServiceKind.MAIL,
}
INDEX: Mapping[int, str] = {2022: "118.2", 2023: "123.5", 2024: "127.0", 2025: "130.1", 2026: "133.0"}
"""Illustrative figures of the description of the method, case E09; not an index of anybody."""


def load(
    cards: Mapping[tuple[str, str], OrganisationCard], *, now: datetime, today: date, adviser: Actor, by: Actor
) -> None:
    counts = organisations.populations([card.id for card in cards.values()], today)
    inhabitants = {board: count.inhabitants or 9_000 for board, count in counts.items()}
    inventory.load_generated(boards=_boards(cards, inhabitants, today), now=now, today=today, by=by)
    known = inventory.product_ids()
    for name, (version, ends_on) in SUPPORT_ENDS.items():
        for product, pk in known.items():
            if product == name:
                inventory.tell_support_end(
                    product_id=pk, version=version, ends_on=ends_on, source=LIFECYCLE, now=now, by=adviser
                )
    for name, task in TASKS.items():
        if name in known:
            inventory.name_product(product_id=known[name], name=name, publisher="", task=task, by=adviser)
    for year, value in INDEX.items():
        inventory.tell_index(
            year=year,
            value=Decimal(value),
            source="Verzonnen, uit het rekenvoorbeeld van de methode",
            now=now,
            by=adviser,
            is_invented=True,
        )
    inventory.release_prices(now=now, by=by)


def _boards(
    cards: Mapping[tuple[str, str], OrganisationCard], inhabitants: Mapping[int, int], today: date
) -> Iterator[Generated]:
    municipalities = sorted(name for kind, name in cards if kind == "municipality")
    others = [name for name in municipalities if name not in NOORD][::2][:OTHERS]
    for place, name in enumerate((*NOORD, *others)):
        card = cards["municipality", name]
        chance = random.Random(f"{SEED} {name}")  # noqa: S311 - a demonstration, no secret
        size = inhabitants.get(card.id, 9_000)
        is_near = name in NOORD
        yield Generated(
            organisation_id=card.id,
            rows=list(_devices(name, chance, min(max(size // 450, 14), 45) if is_near else 10)),
            contracts=[
                *_contracts(chance, size, today, place, cards[SUPPLIER], has_mail=name in {"Keerbergen", "Haacht"}),
                *_smaller(name, size, today, is_near=is_near),
            ],
            applications=list(_applications(chance, size)),
            reach=Reach.PARTNERS if is_near and place % 2 else Reach.BOARDS if place % 3 else Reach.NOBODY,
        )
    for name in NOORD:
        card = cards["welfare_centre", name]
        chance = random.Random(f"{SEED} OCMW {name}")  # noqa: S311
        yield Generated(organisation_id=card.id, rows=list(_devices(f"OCMW {name}", chance, 9)), reach=Reach.PARTNERS)


def _devices(board: str, chance: random.Random, count: int) -> Iterator[Any]:
    """As agents would tell of them."""
    mark = "".join(word[:3] for word in board.upper().split())[:6]
    for number in range(1, count + 1):
        is_server = number == 1
        is_old = chance.random() < 0.3
        system = (
            "Microsoft Windows Server 2016 Standard"
            if is_server
            else "Microsoft Windows 10 Pro"
            if is_old
            else "Microsoft Windows 11 Pro"
        )
        software = [
            {"name": "QGIS 3.34", "publisher": "QGIS.org", "version": "3.34"} if number % 9 == 4 else None,
            {"name": "LibreOffice 24.2", "publisher": "The Document Foundation", "version": "24.2"} if number % 4 == 2 else None,
            {"name": "Mozilla Firefox (x64 nl)", "publisher": "Mozilla", "version": f"{chance.choice((140, 144, 145))}.0"},
            {"name": "Microsoft Office Standard 2016", "publisher": "Microsoft Corporation", "version": "16.0"} if is_old else None,
            {"name": "Microsoft SQL Server 2016", "publisher": "Microsoft Corporation", "version": "13.0"} if is_server else None,
        ]  # fmt: skip
        name = f"{mark}-{'SRV' if is_server else 'PC'}-{number:03}"
        yield inventory.read_inventory(
            {
                "deviceid": f"{name}-demonstratie",
                "itemtype": "Computer",
                "action": "inventory",
                "content": {
                    "versionclient": "demonstratie",
                    "bios": {
                        "smanufacturer": "Voorbeeldmerk (verzonnen)",
                        "smodel": f"Model {chance.randint(3, 7)}",
                        "ssn": f"DEMO-{mark}-{number:04}",
                    },
                    "hardware": {
                        "name": name,
                        "chassis_type": "Main Server Chassis" if is_server else "Laptop" if number % 3 else "Desktop",
                        "vmsystem": "Physical",
                        "memory": chance.choice((8_192, 16_384, 32_768)),
                    },
                    "operatingsystem": {"full_name": system, "version": "10.0"},
                    "softwares": [one for one in software if one],
                },
            }
        )


def _contracts(
    chance: random.Random, size: int, today: date, place: int, supplier: OrganisationCard, *, has_mail: bool
) -> Iterator[Agreed]:
    """Mail by mailbox, which larger boards pay less for; and workstations, some of which end soon."""
    boxes = max(size // 140, 25)
    if not has_mail:
        named = supplier if chance.random() < 0.5 else None
        each = 92 * (boxes / 100) ** -0.2 * chance.uniform(0.85, 1.2)
        yield Agreed(
            title="Mail als dienst",
            kind=ServiceKind.MAIL,
            supplier=named.name if named else "Postvoorbeeld (verzonnen)",
            supplier_org_id=named.id if named else None,
            starts_on=inventory.shifted(today, -chance.randint(14, 40)),
            initial_months=48,
            renewal=Renewal.TACIT,
            notice=3,
            yearly=Decimal(round(each * boxes)),
            once=Decimal(chance.choice((0, 1_500, 3_000, 4_500))),
            unit=Unit.MAILBOX,
            units=boxes,
            indexed_share=Decimal("0.8"),
            options={
                "spam": chance.choice(("in", "in", "2.40")),
                "backup": chance.choice(("in", f"{chance.uniform(4, 9):.2f}", "none")),
                "archive": chance.choice(("none", f"{chance.uniform(6, 12):.2f}")),
                "phones": "in",
            },
            is_counted=True,
            is_shared=place % 4 != 3,
            shown_to=Reach.PARTNERS,
        )
    ends_on = today + timedelta(days=chance.choice((75, 110, 160, 320, 400, 640)))
    yield Agreed(
        title="Onderhoud van werkstations",
        kind=ServiceKind.WORKSTATIONS,
        supplier=chance.choice(("Voorbeeldbeheer (verzonnen)", "Werkplekvoorbeeld (verzonnen)")),
        starts_on=inventory.shifted(ends_on + timedelta(days=1), -36),
        initial_months=36,
        renewal=Renewal.TACIT,
        notice=2,
        yearly=Decimal(round(max(size // 220, 15) * chance.uniform(120, 190))),
        unit=Unit.WORKSTATION,
        units=max(size // 220, 15),
        is_counted=True,
        is_shared=place % 3 != 2,
        shown_to=Reach.PARTNERS if place % 2 else Reach.NOBODY,
    )


def _smaller(name: str, size: int, today: date, *, is_near: bool) -> Iterator[Agreed]:
    """What else counts, so that boards can be laid side by side over all that they buy; not every board buys everything."""
    chance = random.Random(f"{SEED} kleinere contracten {name}")  # noqa: S311 - a demonstration, no secret
    dear = chance.uniform(0.85, 1.2)
    users, stations = max(size // 150, 20), max(size // 220, 15)
    for title, kind, unit, units, price in (
        ("Telefonie per gebruiker", ServiceKind.TELEPHONY, Unit.USER, users, 84),
        ("Website en e-loket", ServiceKind.WEBSITE, Unit.INHABITANT, size, 0.62),
        ("Bescherming van werkstations", ServiceKind.SECURITY, Unit.WORKSTATION, stations, 38),
        ("Kaarten per gebruiker", ServiceKind.GIS, Unit.USER, max(size // 2_500, 2), 410),
    ):
        each, is_bought = price * dear * chance.uniform(0.9, 1.12), chance.random() < 0.85
        if is_bought or is_near:
            yield Agreed(
                title=title,
                kind=kind,
                supplier=chance.choice(("Voorbeelddienst (verzonnen)", "Dienstvoorbeeld (verzonnen)")),
                starts_on=inventory.shifted(today, -chance.randint(6, 30)),
                initial_months=48,
                notice=3,
                yearly=Decimal(round(each * units)),
                unit=unit,
                units=units,
                is_counted=True,
            )


def _applications(chance: random.Random, size: int) -> Iterator[Used]:
    maps = chance.choice(("QGIS", "Voorbeeldkaart (verzonnen)"))
    hosting = {"QGIS": Hosting.DEVICE}.get(maps, chance.choice((Hosting.SUPPLIER, Hosting.CLOUD)))
    yield Used(
        name=maps,
        publisher="QGIS.org" if maps == "QGIS" else "",
        version="3.34" if maps == "QGIS" else "8",
        hosting=hosting,
        users=max(size // 2_500, 2),
    )
    yield Used(
        name="Voorbeeldboek (verzonnen)",
        version=chance.choice(("11", "12")),
        hosting=Hosting.SUPPLIER,
        users=max(size // 1_500, 3),
    )
    yield Used(name="Voorbeeldburger (verzonnen)", hosting=Hosting.SUPPLIER, users=max(size // 900, 4))
    yield Used(
        name="Voorbeeldpost (verzonnen)",
        hosting=chance.choice((Hosting.CLOUD, Hosting.OWN)),
        users=max(size // 140, 25),
    )
    if chance.random() < 0.4:
        yield Used(name="Nextcloud", hosting=chance.choice((Hosting.OWN, Hosting.SHARED)), users=max(size // 300, 10))
