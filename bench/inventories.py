"""10,000 inventories of agents, by the command and by the door of agents, beside plain parsing; and lists of a million things."""

import argparse
import io
import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.report import machine, write_section
from bench.scratch import ROOT, scratch, setup

SEED = 2011
PROGRAMMES = 400
ON_EACH = 40
BOARDS = 100
ASKED = 9
WAYS = ("plain", "command", "door")
MILLION = """
INSERT INTO inventory_asset (organisation_id, kind, name, tag, manufacturer, model, serial, uuid, serial_key, uuid_key, macs,
device_id, place, user_group, state, supplier, note, door, made_at, seen_at, is_invented)
SELECT board.id, 'laptop', 'Toestel ' || n, 'T' || n, 'Merk', 'Model ' || n % 20, 'SN' || n, '', 'SN' || n, '', ARRAY[]::varchar[],
'agent-' || board.id || '-' || n, '', '', 'in_use', '', '', 'agent', now(), now(), true
FROM organisations_organisation board, generate_series(1, {each}) n WHERE board.name LIKE 'Bestuur %';
INSERT INTO inventory_productuse (organisation_id, product_id, devices)
SELECT board.id, product.id, {each} FROM organisations_organisation board, inventory_product product WHERE board.name LIKE 'Bestuur %';
ANALYZE;
"""


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--devices", type=int, default=10_000)
    parser.add_argument("--assets", type=int, default=1_000_000, help="in the lists")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> None:
    found = {}
    for way in WAYS:
        with scratch() as url:
            os.environ["DATABASE_URL"] = url
            said = subprocess.run(
                [sys.executable, "-m", "bench.inventories", way, str(arguments.devices)],
                cwd=ROOT, check=True, capture_output=True, text=True,
            )  # fmt: skip
            found[way] = json.loads(said.stdout.splitlines()[-1])
    with scratch() as url:
        os.environ["DATABASE_URL"] = url
        setup()
        lists = _lists(arguments.assets)
    text = _report(arguments.devices, found, arguments.assets, lists)
    write_section("inventories", text)
    print(text)


# ── one way, in a process of its own ─────────────────────────────────────────
def inventories(count: int) -> Iterator[bytes]:
    """As agents send them: a computer with forty programmes out of four hundred, some 9 kB; from a fixed seed."""
    chance = random.Random(SEED)
    known = [
        {
            "name": f"Programma {n} ({n % 7}.{n % 10}.0) x64",
            "publisher": f"Maker {n % 60} NV",
            "version": f"{n % 7}.{n % 10}.0",
            "arch": "x86_64",
            "install_date": "2026-01-15",
            "system_category": "application",
        }
        for n in range(PROGRAMMES)
    ]  # fmt: skip
    for n in range(count):
        mac = f"00:1b:44:{n >> 16 & 255:02x}:{n >> 8 & 255:02x}:{n & 255:02x}"
        yield json.dumps(
            {
                "deviceid": f"pc-{n}-2026-01-01-00-00-00",
                "itemtype": "Computer",
                "action": "inventory",
                "content": {
                    "versionclient": "GLPI-Agent_v1.9",
                    "bios": {"smanufacturer": "Maker", "smodel": f"Model {n % 9}", "ssn": f"SER{n:07}", "bdate": "2024-03-01"},
                    "hardware": {
                        "name": f"pc-{n}", "uuid": f"4c4c4544-0034-3010-8048-{n:012x}", "chassis_type": "Laptop",
                        "vmsystem": "Physical", "memory": 16384,
                    },
                    "networks": [{"description": "eth0", "mac": mac, "ipaddress": "10.0.0.1", "status": "up", "type": "ethernet"}],
                    "operatingsystem": {"full_name": "Systeem 11 Pro", "name": "Systeem", "version": "11.0.2", "arch": "x86_64"},
                    "cpus": [{"name": "Processor", "core": 8, "thread": 16, "speed": 2400}],
                    "memories": [{"capacity": 8192, "type": "DDR5"}, {"capacity": 8192, "type": "DDR5"}],
                    "storages": [{"name": "disk0", "disksize": 512000, "serial": f"D{n}"}],
                    "softwares": chance.sample(known, ON_EACH),
                },
            }
        ).encode()  # fmt: skip


def _way(way: str, count: int) -> dict[str, Any]:
    setup()
    from steunpunt.foundation.organisations.models import Organisation

    board = Organisation.objects.create(kind="municipality", name="Bestuur", nis_code="24048", is_demo=True)
    bodies = list(inventories(count))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    {"plain": _plain, "command": _command, "door": _door}[way](board.pk, bodies)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"seconds": seconds, "more_mb": (peak - before) / 1024, "bytes": sum(map(len, bodies)) / len(bodies)}


def _plain(_board: int, bodies: list[bytes]) -> None:
    """What anybody would write first: parse each, insert devices and programmes by five hundred; nothing is known again."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE plain_device (id serial PRIMARY KEY, name text, serial text, content jsonb)")
        cursor.execute("CREATE TABLE plain_software (device int, name text, publisher text, version text)")
        for at in range(0, len(bodies), 500):
            parsed = [json.loads(body) for body in bodies[at : at + 500]]
            rows = [
                (
                    at + place,
                    one["content"]["hardware"]["name"],
                    one["content"]["bios"]["ssn"],
                    json.dumps(one["content"]),
                )
                for place, one in enumerate(parsed)
            ]
            cursor.executemany("INSERT INTO plain_device VALUES (%s, %s, %s, %s)", rows)
            cursor.executemany(
                "INSERT INTO plain_software VALUES (%s, %s, %s, %s)",
                [
                    (at + place, each["name"], each["publisher"], each["version"])
                    for place, one in enumerate(parsed)
                    for each in one["content"]["softwares"]
                ],
            )


def _command(_board: int, bodies: list[bytes]) -> None:
    from tempfile import TemporaryDirectory

    from django.core.management import call_command

    with TemporaryDirectory() as folder:
        file = Path(folder) / "alles.zip"
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for place, body in enumerate(bodies):
                archive.writestr(f"{place}.json", body)
        call_command("inventory", "import", str(file), "--board", "24048", "--json", stdout=io.StringIO())


def _door(board: int, bodies: list[bytes]) -> None:
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    from steunpunt.assess.inventory.actions.importing import marked
    from steunpunt.assess.inventory.models import AgentKey

    settings.ALLOWED_HOSTS = ["*"]
    AgentKey.objects.create(organisation_id=board, name="bench", mark=marked("ag_bench"), made_at=timezone.now())
    client = Client()
    headers = {"authorization": "Bearer ag_bench"}
    for body in bodies:
        answer = client.post("/inventaris/agent/", body, content_type="application/json", headers=headers)
        if answer.status_code != 200:
            raise SystemExit(answer.content.decode())


# ── lists ────────────────────────────────────────────────────────────────────
def _lists(assets: int) -> dict[str, tuple[int, float]]:
    """Queries and milliseconds of the first page, with so many things."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from steunpunt.assess.inventory.models import EstateChoice, Product
    from steunpunt.foundation.access.models import Membership, RoleGrant
    from steunpunt.foundation.organisations.models import Organisation
    from steunpunt.foundation.people.models import Person

    settings.ALLOWED_HOSTS = ["*"]
    now = timezone.now()
    boards = [
        Organisation.objects.create(kind="municipality", name=f"Bestuur {n}", is_demo=True) for n in range(BOARDS)
    ]
    EstateChoice.objects.bulk_create(EstateChoice(organisation=board, reach="boards", told_at=now) for board in boards)
    products = Product.objects.bulk_create(Product(name=f"Programma {n}") for n in range(PROGRAMMES))
    with connection.cursor() as cursor:
        cursor.execute(MILLION.format(each=assets // BOARDS))
    person = Person.objects.create(email="ict@x.example", name="ict")
    membership = Membership.objects.create(person=person, organisation=boards[0], valid_from=now.date())
    RoleGrant.objects.create(membership=membership, role="ict_manager", valid_from=now.date())
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return {
        "the inventory of a board, first page": _asked(client.get, reverse("inventory:assets")),
        "the same, looking for a serial number": _asked(client.get, reverse("inventory:assets") + "?q=SN77"),
        "software of a board": _asked(client.get, reverse("inventory:software")),
        "who else uses this?": _asked(client.get, reverse("inventory:product", args=[products[0].pk])),
    }


def _asked(get: Callable[[str], Any], path: str) -> tuple[int, float]:
    from django.db import connection

    counted = 0

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - as Django calls it
        nonlocal counted
        counted += 1
        return execute(sql, params, many, context)

    get(path)
    with connection.execute_wrapper(count):
        answer = get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")
    times = []
    for _again in range(ASKED):
        start = time.perf_counter()
        get(path)
        times.append(1000 * (time.perf_counter() - start))
    return counted, statistics.median(times)


def _report(devices: int, found: dict[str, Any], assets: int, lists: dict[str, tuple[int, float]]) -> str:
    plain = found["plain"]["seconds"]
    words = {
        "plain": "plain parsing and inserting",
        "command": "`steunpunt inventory import`",
        "door": "`POST /inventaris/agent/`",
    }
    rows = "\n".join(
        f"| {words[way]} | {60 * devices / one['seconds']:,.0f} | {one['seconds'] / plain:.1f} | {max(one['more_mb'], 0):,.0f} MiB |"
        for way, one in found.items()
    )
    pages = "\n".join(f"| {name} | {count} | {ms:.0f} ms |" for name, (count, ms) in lists.items())
    return f"""## Inventories of agents

{devices:,} invented inventories of {found["plain"]["bytes"] / 1024:.0f} kB with {ON_EACH} programmes each, all new to the
platform. *Plain* parses each and inserts devices and programmes by five hundred; it knows nothing again, checks no field,
names no product. The command reads one archive; the door takes one inventory for each request, in one process, without the
web server before it.

| way | inventories per minute | times plain | memory on top |
| --- | ---: | ---: | ---: |
{rows}

The first page of lists with {assets:,} things of {BOARDS} boards, {PROGRAMMES} products at each; median of {ASKED} requests in one process.

| page | queries | time |
| --- | ---: | ---: |
{pages}

Machine: {machine()}.
"""


if __name__ == "__main__":
    print(json.dumps(_way(sys.argv[1], int(sys.argv[2]))))
