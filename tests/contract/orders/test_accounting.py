"""What goes to accounting: years that add up to the cent, periods that never change, and nobody reads what is not its own."""

import csv
import io
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.models import F, Sum
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from steunpunt.contract.frameworks import actions as framework_actions
from steunpunt.contract.frameworks.choices import Charge, TierBasis
from steunpunt.contract.frameworks.values.pricing import number_of_charges
from steunpunt.contract.orders import access, actions
from steunpunt.contract.orders.choices import Answer
from steunpunt.contract.orders.models import Commitment, Order, OrderLine
from steunpunt.contract.orders.queries import accounting as queries
from steunpunt.contract.orders.queries import call_offs
from steunpunt.contract.orders.rules.committing import by_year
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.figures.money import Euros, added
from tests.contract.orders.test_carrying import merged
from tests.contract.orders.test_pages import body, many, page
from tests.factories.ordering import ENDS_ON, Shop, a_firewall, listed, moment, steps
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

YEAR = TODAY.year
LAST = date(YEAR + 9, 12, 31)
WHOLE = {"since": date(YEAR, 1, 1), "until": LAST}
db = pytest.mark.django_db
cents = st.decimals(0, 10**7, places=2)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def rows(**wanted):
    """Year, reason, units and both parts, as they were written."""
    names = ("year", "reason", "units", "supplier_part", "support_part")
    return list(Commitment.objects.filter(**wanted).order_by("pk").values_list(*names))


def add_up(**wanted):
    found = Commitment.objects.filter(**wanted).aggregate(a=Sum("supplier_part"), b=Sum("support_part"))
    return Euros(found["a"] or Decimal(0), found["b"] or Decimal(0))


# ── the sum ──────────────────────────────────────────────────────────────────
@settings(deadline=None, max_examples=200)
@given(cents, cents, st.sampled_from(Charge), st.dates(date(2008, 1, 1), date(2013, 12, 31)), st.integers(0, 2000))
def test_the_years_add_up_to_the_whole_and_none_is_more_than_a_cent_off_its_share(one, other, charge, start, length):
    amount, until = Euros(one, other), start + timedelta(days=length)
    found = by_year(amount, charge, start, until)
    assert added(found.values()) == amount
    assert by_year(-amount, charge, start, until) == {year: -part for year, part in found.items()}
    if charge in {Charge.MONTHLY, Charge.YEARLY}:
        whole = number_of_charges(charge, start, until)
        for year, part in found.items():
            days = max(start, date(year, 1, 1)), min(until, date(year, 12, 31))
            share = number_of_charges(charge, *days) / whole
            assert abs(float(part.supplier) - float(amount.supplier) * float(share)) < 0.0101
    else:
        assert set(found) == {start.year}


# ── what happens to an order ─────────────────────────────────────────────────
@db
def test_what_is_paid_once_is_committed_in_its_year_and_what_recurs_year_by_year_until_the_contract_ends():
    shop = Shop()
    order = shop.order(FW=2, MB=10)
    once, *years = rows(order=order)
    if once[2] != 2:  # lines stand in the order of the basket
        *years, once = rows(order=order)
    assert once == (YEAR, "ordered", 2, Decimal("1800.00"), Decimal("100.00"))
    assert [row[:3] for row in years] == [(year, "ordered", 10) for year in range(YEAR, ENDS_ON.year + 1)]
    assert {row[3:] for row in years[1:]} == {(Decimal("378.00"), Decimal("48.00"))}
    assert add_up(order=order) == Euros(order.supplier_part, order.support_part)
    assert Commitment.objects.filter(order=order, is_first=True).count() == 2


@db
@pytest.mark.parametrize("how", ["refused", "cancelled"])
def test_an_order_that_is_off_is_taken_back_year_by_year_on_its_own_day(how):
    shop = Shop()
    order = shop.order(MB=10, FW=1)
    later = TODAY + timedelta(days=40)
    if how == "refused":
        reply = actions.Reply(answer=Answer.REFUSE, text="Niet leverbaar")
        actions.answer(order_id=order.pk, reply=reply, now=moment(later), by=shop.contact)
    else:
        actions.cancel(order_id=order.pk, reason="Vergissing", now=moment(later), by=shop.manager)
    ordered, back = rows(reason="ordered"), rows(reason=how)
    assert sorted(back) == sorted((year, how, -units, -one, -other) for year, _o, units, one, other in ordered)
    assert set(Commitment.objects.filter(reason=how).values_list("on", flat=True)) == {later}


@db
def test_fewer_units_leave_the_difference_and_a_dearer_price_of_fewer_shows():
    shop = Shop(a_firewall(steps=steps((1, "900"), (3, "800"))), listed())
    order = shop.order(FW=3, MB=4)
    numbers = {line.item.code: line.number for line in order.lines.select_related("item")}
    shop.answer(order, Answer.PROPOSE, text="Twee", quantities={numbers["FW"]: 2, numbers["MB"]: 0})
    actions.answer_proposal(order_id=order.pk, accepts=True, today=TODAY, now=NOW, by=shop.manager)
    order.refresh_from_db()
    assert rows(reason="reduced", item=shop.items["FW"]) == [(YEAR, "reduced", -1, Decimal("-600.00"), Decimal("0.00"))]
    assert add_up(item=shop.items["MB"]) == Euros()
    assert add_up(order=order) == Euros(order.supplier_part, order.support_part)
    assert order.lines.get().committed_supplier == Decimal("1800.00")


@db
def test_what_goes_back_stands_in_the_year_in_which_it_went_back():
    shop = Shop()
    order = shop.order(FW=2)
    shop.answer(order)
    shop.deliver(order)
    day = date(YEAR + 1, 2, 1)
    given_back = {"number": 1, "quantity": 1, "reason": "Stuk", "today": day, "now": moment(day), "by": shop.manager}
    actions.give_back(order_id=order.pk, **given_back)
    assert rows(reason="returned") == [(YEAR + 1, "returned", -1, Decimal("-900.00"), Decimal("-50.00"))]


@db
def test_notice_gives_back_what_was_committed_after_the_last_day_and_an_extension_adds_nothing_to_give_back():
    shop = Shop(extensions=1)
    order = shop.order(MB=10)
    shop.answer(order)
    shop.deliver(order)
    framework_actions.extend(framework_id=shop.framework.pk, signed_on=TODAY, now=NOW, by=shop.buyer)
    day = TODAY + timedelta(days=2)
    actions.end_service(
        order_id=order.pk, number=1, quantity=10, reason="Fusie", today=day, now=moment(day), by=shop.manager
    )
    order.refresh_from_db()
    back = rows(reason="ended")
    assert [row[0] for row in back] == list(range(YEAR, ENDS_ON.year + 1))
    assert {row[2:] for row in back[1:]} == {(-10, Decimal("-378.00"), Decimal("-48.00"))}
    assert add_up(order=order) == Euros(order.supplier_part, order.support_part)
    end = order.lines.get().ends.get().last_day
    assert order.supplier_part == Euros(Decimal("31.50")).times(number_of_charges(Charge.MONTHLY, TODAY, end)).supplier


@db
def test_what_comes_back_of_a_tier_stands_on_the_day_on_which_it_was_settled():
    shop = Shop(a_firewall(steps=steps((1, "900"), (5, "800"))), tier_basis=TierBasis.JOINT)
    for _time in range(3):
        shop.answer(shop.order(FW=2))
    day = date(YEAR + 1, 1, 10)
    actions.settle_year(framework_id=shop.framework.pk, year=YEAR, today=day, now=moment(day), by=shop.buyer)
    found = Commitment.objects.filter(reason="settled")
    assert {(row.on, row.year, row.units, row.supplier_part) for row in found} == {(day, YEAR, 0, Decimal("-200.00"))}


@db
def test_the_database_keeps_a_row_as_it_was_written():
    Shop().order(FW=1)
    for change in (lambda: Commitment.objects.update(year=2000), lambda: Commitment.objects.all().delete()):
        with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
            change()


# ── periods ──────────────────────────────────────────────────────────────────
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["order", "order", "confirm", "refuse", "fewer", "cancel", "deliver", "return", "end"]),
        st.integers(0, 70),
        st.integers(1, 5),
    ),
    min_size=3,
    max_size=9,
)


def happen(shop, what, day, number):
    """Something that may happen to the last order that it can happen to; refused where it cannot."""
    moment_of, orders = moment(day), Order.objects.order_by("-pk")
    if what == "order":
        return shop.order(today=day, FW=number, MB=number * 3)
    by_state = {"deliver": "confirmed", "return": "delivered", "end": "delivered"}
    order = orders.filter(state=by_state.get(what, "placed")).first()
    if order is None:
        return None
    line = order.lines.get(item__code="FW" if what in {"return", "fewer"} else "MB")
    same = {"order_id": order.pk, "now": moment_of}
    if what in {"confirm", "refuse", "fewer"}:
        answer = {"confirm": Answer.CONFIRM, "refuse": Answer.REFUSE, "fewer": Answer.PROPOSE}[what]
        quantities = {line.number: line.quantity - 1} if what == "fewer" else {}
        actions.answer(**same, reply=actions.Reply(answer=answer, text="Zo", quantities=quantities), by=shop.contact)
        if what == "fewer":
            actions.answer_proposal(**same, accepts=number > 1, today=day, by=shop.manager)
    elif what == "cancel":
        actions.cancel(**same, reason="Toch niet", by=shop.manager)
    elif what == "deliver":
        shop.deliver(order, day, today=day)
    else:
        act = actions.give_back if what == "return" else actions.end_service
        act(**same, number=line.number, quantity=1, reason="Zo", today=day, by=shop.manager)
    return order


def exported(shop, since, until):
    own = access.visible_commitments(somebody(shop.board, "finance_officer"))
    found = queries.payable(queries.listed(queries.of_period(own, since, until)))
    return [(one.row.pk, one.row.year, one.partner, one.is_support, one.amount) for one in found]


@db
@settings(deadline=None, max_examples=12, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_what_went_out_of_a_period_never_changes_and_periods_add_up(happenings):
    with transaction.atomic():
        shop, day, kept, begun = Shop(), TODAY, [], TODAY
        for what, days, number in happenings:
            if days:
                kept.append((begun, day, exported(shop, begun, day)))
                begun, day = day + timedelta(days=1), day + timedelta(days=days)
            try:
                with transaction.atomic():
                    happen(shop, what, day, number)
            except Refused:
                pass  # such as giving back what went back already
        kept.append((begun, day, exported(shop, begun, day)))
        assert [exported(shop, since, until) for since, until, _found in kept] == [found for _s, _u, found in kept]
        assert [row for _s, _u, found in kept for row in found] == exported(shop, TODAY, day)
        total = defaultdict(Decimal)
        for row in Commitment.objects.all():
            total[row.order_id] += row.supplier_part + row.support_part
        standing = {
            order.pk: order.supplier_part + order.support_part
            for order in Order.objects.exclude(state__in=["refused", "cancelled"])
        }
        off = Order.objects.filter(state__in=["refused", "cancelled"]).values_list("pk", flat=True)
        assert dict(total) == standing | dict.fromkeys(off, Decimal(0))
        transaction.set_rollback(True)


@db
def test_a_board_into_which_others_merged_reads_what_they_committed_to_and_goes_on_with_it():
    shop = Shop()
    order = shop.answer(shop.order(FW=2))
    shop.deliver(order)
    before = exported(shop, TODAY, LAST)
    successor, manager = merged(shop, shop.board)
    less = {"number": 1, "quantity": 1, "reason": "Stuk", "today": TODAY, "now": NOW, "by": manager}
    actions.give_back(order_id=order.pk, **less)
    shop.board = successor
    assert exported(shop, TODAY, LAST)[:2] == before
    assert add_up(order=order) == Euros(Decimal("900.00"), Decimal("50.00"))
    report = call_offs.report(shop.framework.pk, Order.objects.all(), since=TODAY, until=TODAY, today=TODAY)
    assert [(board.name, one.ordered.units, one.returned.units) for board, one in report.boards] == [
        (successor.name, 2, 1)
    ]
    shop.board = shop.other
    assert exported(shop, TODAY, LAST) == []


# ── the page and the file ────────────────────────────────────────────────────
def files(who, **period):
    """The rows of the CSV and of the workbook, headings first."""
    text = page(who, "accounting", **period, export="csv").content.decode("utf-8-sig")
    book = load_workbook(io.BytesIO(page(who, "accounting", **period, export="xlsx").content))
    return list(csv.reader(io.StringIO(text), delimiter=";")), list(book.active.values)


@db
def test_the_finance_officer_reads_sums_by_creditor_and_year_and_takes_rows_along(today):
    shop = Shop()
    shop.supplier.enterprise_number = "0202239951"
    shop.supplier.save()
    shop.order(FW=2)
    officer = somebody(shop.board, "finance_officer")
    text = body(page(officer, "accounting"))
    for shown in ("1.800,00", "100,00", "1.900,00", "0202.239.951", "loopt nog"):
        assert shown in text
    found, sheet = files(officer, **WHOLE)
    assert [len(found), len(sheet)] == [3, 3]
    heading, first, second = found
    place = {word: at for at, word in enumerate(heading)}
    amounts = [row[place["Bedrag zonder btw"]] for row in (first, second)]
    creditors = [row[place["Crediteur"]] for row in (first, second)]
    assert (amounts, creditors) == (["1800,00", "100,00"], [str(shop.supplier), str(shop.support)])
    assert [row[place["Bedrag zonder btw"]] for row in sheet[1:]] == [1800, 100]


@db
def test_finance_of_the_support_point_reads_its_own_part_of_every_board(today):
    shop = Shop()
    shop.order(FW=2)
    shop.order(by=somebody(shop.other, "ict_manager", mandates=("order",)), FW=1)
    finance = somebody(shop.support, "finance")
    text = body(page(finance, "accounting"))
    assert "150,00" in text
    assert "1.800,00" not in text
    found, _sheet = files(finance, **WHOLE)
    at = {word: place for place, word in enumerate(found[0])}
    assert sorted((row[at["Bestuur dat betaalt"]], row[at["Bedrag zonder btw"]]) for row in found[1:]) == [
        ("Haacht", "50,00"),
        ("Keerbergen", "100,00"),
    ]


@db
def test_a_neighbour_a_supplier_and_who_does_no_accounts_read_none_of_it(today):
    shop = Shop()
    shop.order(FW=2)
    neighbour = somebody(shop.other, "finance_officer")
    assert "1.800,00" not in body(page(neighbour, "accounting"))
    assert [len(one) for one in files(neighbour, **WHOLE)] == [1, 1]
    for who in (shop.contact, shop.manager, shop.buyer, somebody(OrganisationFactory(), "clerk")):
        assert page(who, "accounting").status_code == 403
        assert page(who, "accounting", **WHOLE, export="csv").status_code == 403
        assert browser_of(who.person_id).get("/api/v1/commitments", WHOLE).status_code == 403


@db
def test_a_formula_in_a_note_or_an_item_runs_nowhere(today):
    shop = Shop(a_firewall(title="=1+1"))
    purchase = shop.basket(FW=1)
    actions.say_of_basket(note="@SUM(A1)", deliver_to="", by=shop.manager)
    shop.submit(purchase)
    found, sheet = files(somebody(shop.board, "finance_officer"), **WHOLE)
    for table in (found, sheet):
        assert {"'=1+1", "'@SUM(A1)"} <= set(table[1])


@db
@pytest.mark.parametrize(
    "period", [{"since": "2011-02-30", "until": "2011-03-01"}, {"since": TODAY, "until": "2010-01-01"}, {"since": "x"}]
)
def test_a_period_that_is_none_is_said_and_gives_no_file(period, today):
    shop = Shop()
    shop.order(FW=2)
    officer = somebody(shop.board, "finance_officer")
    assert "1.800,00" not in body(page(officer, "accounting", **period), 422)
    assert page(officer, "accounting", **period, export="csv").status_code == 422


@db
def test_the_page_and_the_rest_ask_as_much_for_three_orders_as_for_thirty(today):
    counts = []
    for number in (3, 30):
        shop = Shop(listed(), a_firewall())
        many(shop, number)
        for who in (somebody(shop.board, "finance_officer"), somebody(shop.support, "finance")):
            client = browser_of(who.person_id)
            for path in (reverse("orders:accounting"), "/api/v1/commitments"):
                client.get(path, WHOLE)
                with CaptureQueriesContext(connection) as asked:
                    assert client.get(path, WHOLE).status_code == 200
                counts.append(len(asked))
    assert counts[:4] == counts[4:]
    assert max(counts) <= 16, counts


# ── over the API ─────────────────────────────────────────────────────────────
@db
def test_a_system_reads_the_rows_page_by_page_in_the_order_in_which_they_were_written(today):
    shop = Shop()
    order = shop.order(FW=2, MB=10)
    client = browser_of(somebody(shop.board, "finance_officer").person_id)
    whole = client.get("/api/v1/commitments", WHOLE).json()
    parts = [
        client.get("/api/v1/commitments", {**WHOLE, "limit": 2, "offset": offset}).json()["results"]
        for offset in range(0, whole["count"], 2)
    ]
    assert [row for part in parts for row in part] == whole["results"]
    assert sum(Decimal(row["supplier_part"]) for row in whole["results"]) == order.supplier_part
    (row,) = [row for row in whole["results"] if row["code"] == "FW"]
    assert (row["year"], row["reason"], row["supplier_part"], row["support_part"], row["number"]) == (
        YEAR,
        "ordered",
        "1800.00",
        "100.00",
        order.number,
    )
    neighbour = browser_of(somebody(shop.other, "finance_officer").person_id)
    assert neighbour.get("/api/v1/commitments", WHOLE).json() == {"count": 0, "results": []}


@db
def test_generated_orders_are_committed_like_any_other():
    shop = Shop()
    many(shop, 4)
    standing = Order.objects.aggregate(n=Sum(F("supplier_part") + F("support_part")))["n"]
    assert add_up().total == standing


@db
def test_what_was_ordered_before_there_was_a_ledger_comes_into_it_as_if_it_had_always_been_there():
    shop = Shop(listed(), a_firewall(steps=steps((1, "900"), (3, "800"))), tier_basis=TierBasis.JOINT)
    orders = [shop.order(FW=2, MB=10) for _time in range(4)]
    for order in orders[:2]:
        shop.answer(order)
        shop.deliver(order)
    shop.answer(orders[2], Answer.REFUSE, text="Niet leverbaar")
    actions.cancel(order_id=orders[3].pk, reason="Vergissing", now=NOW, by=shop.manager)
    numbers = {line.item.code: line.number for line in orders[0].lines.select_related("item")}
    less = {"order_id": orders[0].pk, "quantity": 1, "reason": "Zo", "today": TODAY, "now": NOW, "by": shop.manager}
    actions.give_back(number=numbers["FW"], **less)
    actions.end_service(number=numbers["MB"], **less)
    day = date(YEAR + 1, 1, 10)
    actions.settle_year(framework_id=shop.framework.pk, year=YEAR, today=day, now=moment(day), by=shop.buyer)
    names = [field.name for field in Commitment._meta.fields if field.name not in {"id", "written_at"}]
    kept = _rows(names)
    assert {row[names.index("reason")] for row in kept} == {
        *("ordered", "refused", "cancelled", "returned", "ended", "settled")
    }
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE orders_commitment DISABLE TRIGGER commitment_stays")
    migration = import_module("steunpunt.contract.orders.migrations.0007_commit_what_was_ordered")
    migration.empty(apps, None)
    OrderLine.objects.update(committed_supplier=0, committed_support=0, committed_until=None)
    migration.fill(apps, None)
    migration.settled(apps, None)
    assert _rows(names) == kept
    assert not OrderLine.objects.filter(committed_supplier=0).exists()


def _rows(names):
    """As sets of values; when an order was cancelled the journal says by the real clock."""
    at, why = names.index("on"), names.index("reason")
    return {
        (*row[:at], None if row[why] == "cancelled" else row[at], *row[at + 1 :])
        for row in Commitment.objects.values_list(*names)
    }
