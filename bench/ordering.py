"""Fifty clients order from one contract, next to the same clients writing plain rows; and pages on 100,000 orders beside 100."""

import argparse
import multiprocessing
import os
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from textwrap import fill
from typing import Any

from bench.report import machine, write_section
from bench.scratch import scratch, setup

TODAY = date(2026, 6, 1)
NOW = datetime(2026, 6, 1, 10, tzinfo=UTC)
CLIENTS = 50
PROCESSES = 2
EACH = 20
"""Orders that every client places."""
LEFT = CLIENTS * EACH - 100
"""Units that can be sold: a hundred orders are refused."""
SIZES = (100, 100_000)
PAGES = (("savings of a board", "savings", "board"), ("savings of the region", "savings", "support"),
         ("ledger of savings", "ledger", "support"), ("orders", "list", "support"),
         ("report of call-offs", "call_offs", "support"), ("export for accounting", "accounting", "support"))  # fmt: skip
TIMES = 7


@dataclass(frozen=True)
class Speed:
    orders: float
    """A second, refused ones not counted."""
    plain: float
    """Rows of purchase, order and line."""
    all_rows: float
    """With basket line, commitment and journal too, as an order leaves them."""
    sold: int
    counted: int
    refused: int


@dataclass(frozen=True)
class Page:
    name: str
    queries: tuple[int, ...]
    milliseconds: tuple[float, ...]


def add_to(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=run)


def run(_arguments: argparse.Namespace) -> None:
    with scratch() as url:
        os.environ["DATABASE_URL"] = url
        os.environ["STEUNPUNT_DB_POOL_SIZE"] = (
            "0"  # each client has a connection of its own; a pool does not survive a fork
        )
        setup()
        from django.conf import settings

        settings.ALLOWED_HOSTS = ["*"]
        speed = _speed()
        pages = _pages()
    write_section("orders", _section(speed, pages))
    print(f"orders {speed.orders:.0f}/s, plain rows {speed.plain:.0f}/s, ratio {speed.orders / speed.plain:.2f}")


# ── a shop ───────────────────────────────────────────────────────────────────
def _shop(boards: int, *, most_units: int | None, name: str) -> tuple[int, int, list[int]]:
    """A signed contract with one item, and boards that can order: ids of contract, item and boards."""
    from bench.world import boards as made_boards
    from steunpunt.contract.frameworks import actions
    from steunpunt.contract.frameworks.choices import Charge
    from steunpunt.contract.frameworks.models import Item
    from steunpunt.contract.frameworks.rules.price_list import Listed
    from steunpunt.contract.frameworks.values import StandardPrice, Step, Terms
    from steunpunt.foundation.acting import Actor
    from steunpunt.foundation.figures.money import Euros
    from steunpunt.foundation.organisations.models import Organisation

    support, _new = Organisation.objects.get_or_create(kind="support_point", name="Steunpunt")
    supplier = Organisation.objects.create(kind="supplier", name=f"Leverancier {name}")
    buyer = Actor(
        person_id=1,
        organisation_id=support.pk,
        organisation_kind="support_point",
        roles=frozenset({"buyer"}),
    )
    start = TODAY.replace(month=1, day=1)
    terms = Terms(title=name, starts_on=start, ends_on=start.replace(year=start.year + 4), most_amount=Decimal(10**9))
    framework = actions.make_framework(
        beginning=actions.Beginning(
            reference=f"RC-{name}",
            terms=terms,
            authority_id=support.pk,
            supplies=(actions.Supply(lot=1, organisations=(supplier.pk,)),),
        ),
        now=NOW,
        by=buyer,
    )
    item = Listed(
        code="A",
        title="Artikel",
        unit="stuks",
        charge=Charge.ONCE,
        steps=(Step(from_units=1, price=Euros(Decimal("9.50"), Decimal("0.50"))),),
        standard=StandardPrice(price=Decimal(12), source="verzonnen", stated_on=start),
        most_units=most_units,
    )
    actions.load_price_list(framework_id=framework.pk, items=[item], valid_from=start, today=start, now=NOW, by=buyer)
    signature = actions.Signature(signed_on=start, valid_from=start)
    actions.sign(framework_id=framework.pk, signature=signature, edition=1, now=NOW, by=buyer)
    some = [board.pk for board in made_boards(boards, name)]
    actions.entitle(framework_id=framework.pk, boards=some, origin="named", valid_from=start, now=NOW, by=buyer)  # type: ignore[arg-type]
    return framework.pk, Item.objects.get(framework=framework).pk, some


def _orderers(boards: list[int]) -> list[tuple[int, int]]:
    """Somebody with the mandate at each board: board and person."""
    from steunpunt.foundation.access.models import Mandate, Membership, RoleGrant
    from steunpunt.foundation.people.models import Person

    found = []
    for board in boards:
        person = Person.objects.create(email=f"{secrets.token_hex(6)}@x.example", name="Besteller")
        membership = Membership.objects.create(
            person=person, organisation_id=board, valid_from=TODAY - timedelta(days=9)
        )
        RoleGrant.objects.create(membership=membership, role="ict_manager", valid_from=membership.valid_from)
        Mandate.objects.create(membership=membership, kind="order", basis="Besluit", valid_from=membership.valid_from)
        found.append((board, person.pk))
    return found


# ── orders a second ──────────────────────────────────────────────────────────
def _speed() -> Speed:
    from django.db import connections

    from steunpunt.contract.orders.models import ItemUse, Order

    _framework, item, boards = _shop(CLIENTS, most_units=LEFT, name="snelheid")
    people = _orderers(boards)
    connections.close_all()
    orders = _all_at_once(_order, [(item, *one) for one in people])
    plain = _all_at_once(_insert, [(item, *one) for one in people])
    all_rows = _all_at_once(_insert_all, [(item, *one) for one in people])
    sold = Order.objects.filter(framework=_framework, note="").count()
    counted = ItemUse.objects.get(item=item).units
    return Speed(
        orders=sold / orders,
        plain=CLIENTS * EACH / plain,
        all_rows=CLIENTS * EACH / all_rows,
        sold=sold,
        counted=counted,
        refused=CLIENTS * EACH - sold,
    )


def _all_at_once(work: Callable[..., None], clients: list[tuple[int, int, int]]) -> float:
    """Seconds from the moment that all are ready until the last is done; clients are threads over a few processes."""
    context = multiprocessing.get_context("fork")
    ready, go = context.Barrier(PROCESSES + 1), context.Barrier(PROCESSES + 1)
    shares = [clients[place::PROCESSES] for place in range(PROCESSES)]
    workers = [context.Process(target=_process, args=(work, share, ready, go)) for share in shares]
    for worker in workers:
        worker.start()
    ready.wait()
    go.wait()
    started = time.perf_counter()
    for worker in workers:
        worker.join()
    return time.perf_counter() - started


def _process(work: Callable[..., None], clients: list[tuple[int, int, int]], ready: Any, go: Any) -> None:
    start = threading.Event()
    threads = [threading.Thread(target=_client, args=(work, start, *one)) for one in clients]
    for thread in threads:
        thread.start()
    ready.wait()
    go.wait()
    start.set()
    for thread in threads:
        thread.join()


def _client(work: Callable[..., None], start: threading.Event, item: int, board: int, person: int) -> None:
    from django.db import connection

    connection.ensure_connection()
    start.wait()
    for _time in range(EACH):
        work(item, board, person)
    connection.close()


def _order(item: int, board: int, person: int) -> None:
    """A basket with one unit, ordered: as somebody at the keyboard does."""
    from steunpunt.contract.orders import actions
    from steunpunt.foundation.acting import Actor, Refused

    by = Actor(
        person_id=person,
        organisation_id=board,
        organisation_kind="municipality",
        roles=frozenset({"ict_manager"}),
        mandates=frozenset({"order"}),
    )
    basket = actions.put_in_basket(item_id=item, quantity=1, today=TODAY, now=NOW, by=by)
    try:
        actions.submit(purchase_id=basket.pk, amount_seen=Decimal("10.00"), today=TODAY, now=NOW, by=by)
    except Refused:
        return


def _insert(item: int, board: int, person: int) -> None:
    """Purchase, order and line of such an order, and nothing else: no rules, no locks, no journal, no mail."""
    from django.db import transaction

    with transaction.atomic():
        _rows(item, board, person)


def _insert_all(item: int, board: int, person: int) -> None:
    """The same, and the other rows that an order leaves, but for counters and the queued mail."""
    from django.db import transaction

    from steunpunt.contract.orders.models import BasketLine, Commitment
    from steunpunt.foundation.journal.models import Entry

    with transaction.atomic():
        order = _rows(item, board, person)
        BasketLine.objects.create(purchase_id=order.purchase_id, item_id=item, quantity=1)
        Commitment.objects.create(
            order=order,
            line=1,
            item_id=item,
            organisation_id=board,
            framework_id=order.framework_id,
            supplier_id=board,
            on=TODAY,
            year=TODAY.year,
            reason="ordered",
            units=1,
            is_first=True,
            supplier_part=Decimal("9.50"),
            support_part=Decimal("0.50"),
            written_at=NOW,
        )
        for fact in ("orders.placed", "orders.purchase_placed"):
            Entry.objects.create(at=NOW, fact=fact, organisation_id=board, subject="", via="web", data={})


def _rows(item: int, board: int, person: int) -> Any:
    from steunpunt.contract.frameworks.models import Item
    from steunpunt.contract.orders.models import Order, OrderLine, Purchase

    of = _rows.__dict__.setdefault("of", Item.objects.select_related("framework").get(pk=item))
    purchase = Purchase.objects.create(
        organisation_id=board, state="placed", made_at=NOW, decided_at=NOW, decided_by_id=person
    )
    order = Order.objects.create(
        purchase=purchase,
        organisation_id=board,
        framework_id=of.framework_id,
        supplier_id=board,
        terms_number=1,
        placed_on=TODAY,
        placed_at=NOW,
        supplier_part=Decimal("9.50"),
        support_part=Decimal("0.50"),
        note="plain",
    )
    OrderLine.objects.create(
        order=order,
        number=1,
        item_id=item,
        quantity=1,
        charge="once",
        slices=[],
        supplier_part=Decimal("9.50"),
        support_part=Decimal("0.50"),
        committed_supplier=Decimal("9.50"),
        committed_support=Decimal("0.50"),
    )
    return order


# ── pages ────────────────────────────────────────────────────────────────────
def _pages() -> list[Page]:
    counted: dict[str, list[tuple[int, float]]] = {name: [] for name, _page, _who in PAGES}
    for size in SIZES:
        for name, queries, milliseconds in _measured(size):
            counted[name].append((queries, milliseconds))
    return [
        Page(name, tuple(one for one, _ms in rows), tuple(ms for _one, ms in rows)) for name, rows in counted.items()
    ]


def _measured(size: int) -> list[tuple[str, int, float]]:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from steunpunt.contract.orders import actions
    from steunpunt.contract.orders.actions.generated import Generated
    from steunpunt.contract.orders.models import Order
    from steunpunt.foundation.access.models import Membership, RoleGrant
    from steunpunt.foundation.acting import the_platform
    from steunpunt.foundation.organisations.models import Organisation
    from steunpunt.foundation.people.models import Person

    framework, item, boards = _shop(600 if size > 600 else 60, most_units=None, name=f"groei-{size}")
    start = TODAY - timedelta(days=80)
    found = [
        Generated(
            organisation_id=boards[place % len(boards)],
            quantities={item: 1 + place % 5},
            placed_on=start + timedelta(days=place % 60),
            delivered_on=start + timedelta(days=place % 60 + 10),
        )
        for place in range(size - Order.objects.count() if size > 600 else size)
    ]
    actions.load_generated(framework_id=framework, orders=found, now=NOW, by=the_platform(via="command"))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    support = Organisation.objects.get(kind="support_point")
    clients = {}
    for who, organisation, role in (("board", boards[0], "policy_maker"), ("support", support.pk, "finance")):
        person = Person.objects.create(email=f"{secrets.token_hex(6)}@x.example", name=who)
        membership = Membership.objects.create(person=person, organisation_id=organisation, valid_from=start)
        RoleGrant.objects.create(membership=membership, role=role, valid_from=start)
        clients[who] = Client()
        clients[who].force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    rows = []
    for name, page, who in PAGES:
        arguments = [framework] if page == "call_offs" else []
        path, client = reverse(f"orders:{page}", args=arguments) + f"?year={TODAY.year}", clients[who]
        assert client.get(path, HTTP_HOST="localhost").status_code == 200, path
        asked: list[str] = []
        with connection.execute_wrapper(_heard(asked)):
            client.get(path, HTTP_HOST="localhost")
        times = []
        for _time in range(TIMES):
            began = time.perf_counter()
            client.get(path, HTTP_HOST="localhost")
            times.append(time.perf_counter() - began)
        rows.append((name, len(asked), sorted(times)[TIMES // 2] * 1000))
    return rows


def _heard(asked: list[str]) -> Callable[..., Any]:
    """Writes down what is asked of the database."""

    def hear(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        asked.append(sql)
        return execute(sql, params, many, context)

    return hear


def _section(speed: Speed, pages: list[Page]) -> str:
    ratio = speed.orders / speed.plain
    said = (
        f"{CLIENTS} clients, threads of {PROCESSES} processes beside a durable PostgreSQL on the same machine, each order one "
        f"unit {EACH} times under one contract of which {LEFT:,} units can be sold: a basket, prices, rules, locks, order, line, "
        "counters, ledger, journal and the mail to the supplier queued. Plain rows: the same clients write purchase, order and line "
        "through the same library, and nothing else; *all* rows: basket line, ledger for accounting and journal too. What two "
        "writers of one counter have to wait for one another is in the first figure alone."
    )
    lines = [
        "## Orders: many at once, and after years",
        "",
        f"Measured on {machine()}.",
        "",
        fill(said, 118),
        "",
        "| what | a second | beside plain rows |",
        "| --- | ---: | ---: |",
        f"| orders placed | {speed.orders:,.0f} | {ratio:.2f} |",
        f"| plain rows of such orders | {speed.plain:,.0f} | 1 |",
        f"| all rows of such orders, plain | {speed.all_rows:,.0f} | {speed.all_rows / speed.plain:.2f} |",
        "",
        f"Sold {speed.sold:,}, counted {speed.counted:,}, refused {speed.refused:,}: no unit lost, none sold twice.",
        "",
        f"Pages through the whole platform in one process, without the network; median of {TIMES}.",
        "",
        "| page | " + " | ".join(f"queries at {size:,} orders" for size in SIZES) + " | ms | ms | ratio |",
        "| --- |" + " ---: |" * (len(SIZES) + 3),
    ]
    for page in pages:
        few, many = page.milliseconds
        counts = " | ".join(str(count) for count in page.queries)
        lines.append(f"| {page.name} | {counts} | {few:.0f} | {many:.0f} | {many / few:.1f} |")
    return "\n".join(lines)
