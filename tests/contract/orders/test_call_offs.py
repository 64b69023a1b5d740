"""The report of call-offs: for the contracting authority and the support point whole, for a supplier its own side, for no other board."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from steunpunt.contract.frameworks.models import Framework, FrameworkSupplier, Item
from steunpunt.contract.orders import access, actions
from steunpunt.contract.orders.choices import Answer
from steunpunt.contract.orders.models import Order
from steunpunt.contract.orders.queries import call_offs as queries
from steunpunt.contract.orders.queries.call_offs import Moved, Movements
from steunpunt.foundation.figures.money import Euros
from tests.contract.orders.test_pages import body, many, page, pdf_text
from tests.factories.ordering import ENDS_ON, STARTS_ON, Shop, a_firewall, listed, moment
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
WHOLE = {"since": STARTS_ON, "until": ENDS_ON}
DAYS = [TODAY + timedelta(days=days) for days in (0, 10, 40, 80)]


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def euros(supplier, support):
    return Euros(Decimal(supplier), Decimal(support))


def of(shop, rows=None, *, since=STARTS_ON, until=ENDS_ON, today=TODAY):
    rows = Order.objects.filter(framework=shop.framework) if rows is None else rows
    return queries.report(shop.framework.pk, rows, since=since, until=until, today=today)


def a_busy_shop():
    """Keerbergen ordered, got, gave back and gave notice; Haacht ordered late; something was refused and something cancelled."""
    shop = Shop()
    haacht = somebody(shop.other, "ict_manager", mandates=("order",))
    first = shop.order(FW=3)
    shop.answer(first, due_on=DAYS[1])
    shop.deliver(first, DAYS[1], quantities={1: 2})
    less = {"number": 1, "quantity": 1, "reason": "Stuk", "today": DAYS[2], "now": moment(DAYS[2]), "by": shop.manager}
    actions.give_back(order_id=first.pk, **less)
    service = shop.order(MB=10)
    shop.answer(service)
    shop.deliver(service)
    actions.end_service(order_id=service.pk, **(less | {"quantity": 4}))
    second = shop.order(haacht, today=DAYS[2], FW=1)
    shop.answer(shop.order(FW=5), Answer.REFUSE, text="Niet leverbaar")
    actions.cancel(order_id=shop.order(FW=7).pk, reason="Vergissing", now=NOW, by=shop.manager)
    return shop, first, service, second


# ── the sums ─────────────────────────────────────────────────────────────────
def test_items_boards_and_movements_stand_apart_in_two_parts():
    shop, first, service, _second = a_busy_shop()
    found = of(shop, today=DAYS[3])
    service.refresh_from_db()
    line, end = service.lines.get(), service.lines.get().ends.get()
    committed = Euros(line.committed_supplier, line.committed_support)
    back = committed - Euros(service.supplier_part, service.support_part)
    assert end.quantity == 4
    assert {(item.code, board.name): one for (item, board), one in found.cells.items()} == {
        ("FW", "Keerbergen"): Movements(
            ordered=Moved(3, euros("2700.00", "150.00")),
            delivered=Moved(2, euros("1800.00", "100.00")),
            returned=Moved(1, euros("900.00", "50.00")),
        ),
        ("FW", "Haacht"): Movements(ordered=Moved(1, euros("900.00", "50.00"))),
        ("MB", "Keerbergen"): Movements(
            ordered=Moved(10, committed), delivered=Moved(10, committed), ended=Moved(4, back)
        ),
    }
    assert [(item.code, one.ordered.units) for item, one in found.items] == [("FW", 4), ("MB", 10)]
    assert [board.name for board, _one in found.boards] == ["Keerbergen", "Haacht"]
    assert {board.name: n for board, n in found.orders.items()} == {"Keerbergen": 2, "Haacht": 1}
    assert (found.ordering, found.entitled, found.open_orders) == (2, 2, 2)
    assert [one.pk for one in found.late] == [first.pk]


def test_a_period_takes_each_thing_on_its_own_day():
    shop, *_orders = a_busy_shop()
    found = of(shop, since=DAYS[2], until=DAYS[3])
    cells = {(item.code, board.name): one for (item, board), one in found.cells.items()}
    assert cells["FW", "Keerbergen"] == Movements(returned=Moved(1, euros("900.00", "50.00")))
    assert cells["FW", "Haacht"].ordered.units == 1
    assert [month.first for month in found.months] == [DAYS[2].replace(day=1)]
    assert (found.ordering, of(shop, since=date(2000, 1, 1), until=date(2000, 12, 31)).cells) == (1, {})


@settings(deadline=None, max_examples=8, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(1, 7), st.integers(1, 7), st.booleans()), min_size=1, max_size=5))
def test_items_boards_and_months_add_up_to_the_same_cent(asked):
    shop = Shop(listed(), a_firewall())
    haacht = somebody(shop.other, "ict_manager", mandates=("order",))
    for firewalls, mailboxes, is_other in asked:
        who = haacht if is_other else shop.manager
        order = shop.order(who, FW=firewalls, MB=mailboxes)
        shop.answer(order)
        lines = {line.number: (line.quantity + 1) // 2 for line in order.lines.all()}
        shop.deliver(order, by=who, quantities=lines)
    found = of(shop)
    whole = found.whole
    for sums in (found.items, found.boards):
        assert sum((one for _key, one in sums), Movements()) == whole
    assert sum((month.ordered for month in found.months), Euros()) == whole.ordered.amount
    orders = Order.objects.filter(framework=shop.framework)
    assert whole.ordered.amount.total == sum(order.supplier_part + order.support_part for order in orders)
    assert found.used == whole.ordered.amount.total


def test_answers_and_deliveries_are_reckoned_from_the_records():
    shop = Shop()
    in_time, late, waiting = (shop.order(FW=1) for _time in range(3))
    for order, days in ((in_time, 1), (late, 4)):
        reply = actions.Reply(answer=Answer.CONFIRM, due_on=DAYS[1])
        actions.answer(order_id=order.pk, reply=reply, now=NOW + timedelta(days=days), by=shop.contact)
    shop.deliver(in_time, DAYS[1])
    shop.deliver(late, DAYS[2])
    (kept,) = of(shop, today=DAYS[3]).suppliers
    assert (kept.orders, kept.waiting, kept.median, kept.longest) == (
        *(3, 1),
        timedelta(days=2, hours=12),
        timedelta(days=4),
    )
    assert (kept.due, kept.in_time, kept.late) == (2, 1, 0)
    actions.cancel(order_id=waiting.pk, reason="Zo", now=NOW, by=shop.manager)
    assert of(shop).suppliers[0].waiting == 0


# ── who reads what ───────────────────────────────────────────────────────────
def test_the_contracting_authority_and_the_support_point_read_all_of_it():
    shop, *_orders = a_busy_shop()
    text = body(page(shop.buyer, "call_offs", shop.framework.pk, **WHOLE))
    for shown in ("2 van 2 besturen", "3.600,00", "Haacht", "van € 1.000.000, vandaag"):
        assert shown in text, shown
    Framework.objects.update(authority=shop.other)
    haacht = somebody(shop.other, "secretary")
    assert "3.600,00" in body(page(haacht, "call_offs", shop.framework.pk, **WHOLE))
    here = reverse("orders:call_offs", args=[shop.framework.pk])
    detail = reverse("frameworks:detail", args=[shop.framework.pk])
    assert here in body(browser_of(haacht.person_id).get(detail))
    assert here not in body(browser_of(shop.manager.person_id).get(detail))


def test_no_other_board_reads_a_line_of_it():
    shop, *_orders = a_busy_shop()
    clerk = somebody(shop.support, "editor")
    for who in (
        shop.manager,
        somebody(shop.other, "finance_officer"),
        somebody(OrganisationFactory(), "ict_manager"),
        somebody(OrganisationFactory(supplier=True), "contact"),
        somebody(shop.supplier, "bidder"),
        clerk,
    ):
        for export in ("", "xlsx", "pdf"):
            assert page(who, "call_offs", shop.framework.pk, export=export).status_code in {403, 404}
        assert not access.call_offs(who, shop.framework.pk, shop.framework.authority_id).exists()


def test_a_supplier_reads_its_own_orders_without_the_support_part_and_without_the_maximum():
    shop, *_orders = a_busy_shop()
    rival = OrganisationFactory(supplier=True, name="Mededinger")
    FrameworkSupplier.objects.create(framework=shop.framework, lot=1, place=2, organisation=rival)
    own = body(page(shop.contact, "call_offs", shop.framework.pk, **WHOLE))
    assert "3.600,00" in own
    for hidden in ("150,00", "200,00", "1.000.000", "Ondersteuningsdeel", "Mededinger"):
        assert hidden not in own, hidden
    theirs = body(page(somebody(rival, "contact"), "call_offs", shop.framework.pk, **WHOLE))
    assert "3.600,00" not in theirs
    assert "Haacht" not in theirs
    book = load_workbook(io.BytesIO(page(shop.contact, "call_offs", shop.framework.pk, **WHOLE, export="xlsx").content))
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row}
    assert not {one for one in cells if "steuning" in one or one in {"200", "150", "50", "1000000"}}
    paper = pdf_text(page(shop.contact, "call_offs", shop.framework.pk, **WHOLE, export="pdf"))
    assert "3.600,00" in paper
    assert "200,00" not in paper


# ── files ────────────────────────────────────────────────────────────────────
def test_the_workbook_holds_every_sum_and_runs_no_formula():
    shop, *_orders = a_busy_shop()
    Item.objects.filter(code="FW").update(title="=1+1")
    book = load_workbook(io.BytesIO(page(shop.buyer, "call_offs", shop.framework.pk, **WHOLE, export="xlsx").content))
    assert book.sheetnames == ["Verslag", "Per post", "Per bestuur", "Per bestuur en post", "Per maand", "Leveranciers"]
    firewall = next(row for row in book["Per post"].values if row[1] == "FW")
    assert firewall[2:] == ("'=1+1", "stuks", 4, 3600, 200, 2, 1800, 100, 1, 900, 50, 0, 0, 0)
    assert [row[0] for row in book["Per bestuur"].values] == ["Bestuur", "Keerbergen", "Haacht"]
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_paper_says_the_same_as_the_page():
    shop, *_orders = a_busy_shop()
    text = pdf_text(page(shop.buyer, "call_offs", shop.framework.pk, **WHOLE, export="pdf"))
    for shown in ("2 van 2 besturen", "3.600,00", "Haacht", "1.000.000,00"):
        assert shown in text, shown


@pytest.mark.parametrize("period", [{"since": "gisteren", "until": TODAY}, {"since": TODAY, "until": "2001-01-01"}])
def test_a_period_that_is_none_is_said(period):
    shop = Shop()
    assert page(shop.buyer, "call_offs", shop.framework.pk, **period).status_code == 422


def test_it_asks_as_much_for_three_orders_as_for_thirty():
    counts = []
    for number in (3, 30):
        shop = Shop(listed(), a_firewall())
        many(shop, number)
        for who in (shop.buyer, shop.contact):
            client, path = browser_of(who.person_id), reverse("orders:call_offs", args=[shop.framework.pk])
            client.get(path)
            for export in ("", "xlsx"):
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(path, {**WHOLE, "export": export}).status_code == 200
                counts.append(len(asked))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 30, counts
