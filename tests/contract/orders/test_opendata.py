"""Open data after the award: contract and what was called off. Valid, told once, and nothing of a board, an order or a price."""

import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.contract.frameworks import actions as frameworks
from steunpunt.contract.frameworks import queries as framework_queries
from steunpunt.contract.frameworks.choices import EntitledBy
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.tasks import every_day
from steunpunt.contract.orders import actions
from steunpunt.contract.orders.models import Order, PublicFigure
from steunpunt.contract.orders.rules import telling
from steunpunt.contract.orders.tasks import every_quarter
from steunpunt.contract.tenders.choices import Procedure
from steunpunt.contract.tenders.registry import Agreed, contract_books
from steunpunt.contract.tenders.rules import ocds
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.figures.disclosure import MIN_GROUP
from tests.contract.tenders import ocds_shape
from tests.contract.tenders.test_opendata import errors, release_schemas, releases
from tests.factories.awarding import LATER, WINNER, AwardRoom
from tests.factories.ordering import moment, seen
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.kept import kept

SIGNED = LATER.date() + timedelta(days=30)
"""13 June 2011: concluded, signed, begun."""
SUMMER, AUTUMN, WINTER = date(2011, 8, 15), date(2011, 10, 3), date(2012, 1, 3)
"""In the third quarter; after it; after the fourth."""
BOARDS = ("Bertem", "Bierbeek", "Herent", "Hoegaarden", "Kampenhout", "Kortenberg", "Landen")
db = pytest.mark.django_db


class Signed:
    """A framework contract that comes of an award, with boards that the award does not name."""

    def __init__(self):
        self.room = AwardRoom().judged().awarded()
        self.room.conclude(on=SIGNED)
        self.tender, self.buyer = self.room.tender, self.room.buyer
        self.supplier = self.room.offers[WINNER].bid.supplier
        self.framework = frameworks.begin_from_award(
            tender_id=self.tender.pk, today=SIGNED, now=moment(SIGNED), by=self.buyer
        )
        self.change(extensions=1)
        self.sign()
        self.boards = [OrganisationFactory(name=name) for name in BOARDS]
        frameworks.entitle(
            framework_id=self.framework.pk,
            boards=[board.pk for board in self.boards],
            origin=EntitledBy.NAMED,
            valid_from=SIGNED,
            now=moment(SIGNED),
            by=self.buyer,
        )
        self.item = self.framework.items.get(code="P1")

    def change(self, **changed):
        self.framework.refresh_from_db()
        terms = replace(framework_queries.rules.read(self.framework.draft), **changed)
        edition = self.framework.draft_edition
        frameworks.change_terms(
            framework_id=self.framework.pk, terms=terms, edition=edition, now=moment(SIGNED), by=self.buyer
        )
        self.framework.refresh_from_db()

    def sign(self, on=SIGNED, reason=""):
        self.framework.refresh_from_db()
        signature = frameworks.Signature(signed_on=on, valid_from=on, reason=reason)
        edition = self.framework.draft_edition
        frameworks.sign(
            framework_id=self.framework.pk, signature=signature, edition=edition, now=moment(on), by=self.buyer
        )
        self.framework.refresh_from_db()

    def order(self, board, quantity, on=SUMMER):
        who = somebody(board, "ict_manager", mandates=("order",))
        purchase = actions.put_in_basket(item_id=self.item.pk, quantity=quantity, today=on, now=moment(on), by=who)
        actions.submit(purchase_id=purchase.pk, amount_seen=seen(purchase, on), today=on, now=moment(on), by=who)
        return purchase.orders.get()

    def all_order(self, *quantities, on=SUMMER):
        return [self.order(board, units, on) for board, units in zip(self.boards, quantities, strict=False) if units]

    def tell(self, on=AUTUMN, by=None):
        return actions.tell_call_offs(framework_id=self.framework.pk, today=on, now=moment(on), by=by or self.buyer)

    def tags(self):
        return [one["tag"] for one in releases(self.room)]

    def contract(self):
        (found,) = releases(self.room)[-1]["contracts"]
        return found


def a_signed_contract():
    return Signed()


@pytest.fixture
def signed():
    return kept(a_signed_contract)


def told(signed):
    return [
        (one["id"], one["description"]) for one in signed.contract().get("implementation", {}).get("milestones", [])
    ]


def midnight(day):
    return ocds._midnight(day)


# ── the contract ─────────────────────────────────────────────────────────────
@db
def test_a_signed_contract_goes_out_with_its_days_and_its_public_maximum(signed):
    assert signed.tags()[-2:] == [["contract"], ["contractUpdate"]]
    first, last = (one["contracts"][0] for one in releases(signed.room)[-2:])
    assert first["value"] == {"amount": 20200, "currency": "EUR"}
    assert last == first | {"value": {"amount": 1_000_000, "currency": "EUR"}}
    assert (last["status"], last["dateSigned"], last["period"]) == (
        "active",
        midnight(SIGNED),
        {"startDate": midnight(SIGNED), "endDate": midnight(date(2015, 6, 12))},
    )


@db
def test_a_contract_that_was_not_concluded_with_the_tender_goes_out_when_it_is_signed():
    room = AwardRoom().judged().awarded()
    framework = frameworks.begin_from_award(tender_id=room.tender.pk, today=SIGNED, now=moment(SIGNED), by=room.buyer)
    assert [one["tag"] for one in releases(room)] == [["planning", "tender"], ["award"]], "a draft is nobody's business"
    signature = frameworks.Signature(signed_on=SIGNED, valid_from=framework.starts_on)
    frameworks.sign(framework_id=framework.pk, signature=signature, edition=1, now=moment(SIGNED), by=room.buyer)
    (before,) = releases(room)[-1]["contracts"]
    assert releases(room)[-1]["tag"] == ["contract"]
    assert before["awardID"] == releases(room)[-1]["awards"][0]["id"]
    room.conclude(on=SIGNED + timedelta(days=10))
    (after,) = releases(room)[-1]["contracts"]
    assert after["id"] == before["id"], "what went out under an id keeps it"
    assert errors(ocds_shape.RELEASE, releases(room)[-1]) == []


@db
def test_an_extension_and_a_change_are_amendments_that_say_no_more_than_is_public(signed):
    signed.change(most_amount=Decimal(1_200_000))
    signed.sign(SIGNED + timedelta(days=40), reason="Haacht vraagt meer; de prijs zakt van 4,00 naar 3,85 euro")
    extended = SIGNED + timedelta(days=90)
    frameworks.extend(framework_id=signed.framework.pk, signed_on=extended, now=moment(extended), by=signed.buyer)
    assert signed.tags()[-2:] == [["contractAmendment"], ["contractAmendment"]]
    contract = signed.contract()
    assert contract["value"]["amount"] == 1_200_000
    assert contract["period"]["endDate"] == midnight(date(2016, 6, 12))
    assert [one["rationale"] for one in contract["amendments"]] == [
        "Ondertekende wijziging, geldig vanaf 23/07/2011. Er kan voor ten hoogste € 1.200.000 besteld worden.",
        "Ondertekende wijziging, geldig vanaf 11/09/2011. Het contract loopt tot en met 12/06/2016.",
    ]
    assert "3,85" not in json.dumps(releases(signed.room))


@db
def test_a_contract_that_is_stopped_says_so_and_not_why(signed):
    day = SIGNED + timedelta(days=200)
    frameworks.stop_framework(
        framework_id=signed.framework.pk, on=day, reason="De leverancier is failliet", now=moment(day), by=signed.buyer
    )
    contract = signed.contract()
    assert (signed.tags()[-1], contract["status"], contract["period"]["endDate"]) == (
        ["contractTermination"],
        "terminated",
        midnight(day),
    )
    assert [one["rationale"] for one in contract["amendments"]] == ["Het contract is voor zijn einde gestopt."]
    assert "failliet" not in json.dumps(releases(signed.room))


@db
def test_a_contract_that_ends_is_told_on_the_day_after_once(signed, monkeypatch):
    last = signed.framework.ends_on
    for day, is_told in ((last, False), (last + timedelta(days=1), True), (last + timedelta(days=2), True)):
        monkeypatch.setattr("django.utils.timezone.now", lambda day=day: moment(day))
        every_day(timestamp=0)
        assert (signed.tags()[-1] == ["contractTermination"]) is is_told
    assert signed.tags().count(["contractTermination"]) == 1


@db
def test_without_an_award_that_is_open_data_nothing_goes_out(signed):
    number = len(releases(signed.room))
    type(signed.tender).objects.update(procedure=Procedure.NEGOTIATED_UNPUBLISHED)
    signed.change(most_amount=Decimal(900_000))
    signed.sign(SIGNED + timedelta(days=40), reason="Minder")
    with pytest.raises(Refused) as refused:
        signed.tell()
    assert (refused.value.codes, len(releases(signed.room))) == ({"no_tender"}, number)
    Framework.objects.update(tender=None)
    with pytest.raises(Refused):
        signed.tell()


@db
def test_a_contract_that_was_made_up_says_so(signed):
    Framework.objects.update(is_invented=True)
    signed.change(most_amount=Decimal(900_000))
    signed.sign(SIGNED + timedelta(days=40), reason="Minder")
    assert signed.contract()["description"].startswith("Demonstratie: ")


@db
def test_whoever_contributes_and_fails_stops_the_release_and_leaves_nothing_half(signed):
    class Failing:
        def contracts(self, tender_id, on):
            raise ZeroDivisionError

    before, number = signed.framework.versions.count(), len(releases(signed.room))
    signed.change(most_amount=Decimal(900_000))
    contract_books.register("failing", Failing())
    try:
        with pytest.raises(ZeroDivisionError), transaction.atomic():
            signed.sign(SIGNED + timedelta(days=40), reason="Minder")
    finally:
        contract_books.unregister("failing")
    assert (signed.framework.versions.count(), len(releases(signed.room))) == (before, number)


@db
def test_nobody_is_named_whom_the_award_does_not_name(signed):
    other = OrganisationFactory(supplier=True, name="Onderaannemer")

    class Naming:
        def contracts(self, tender_id, on):
            days = {"signed_on": SIGNED, "starts_on": SIGNED, "ends_on": SIGNED}
            return [Agreed(lot=1, supplier_id=other.pk, **days), Agreed(lot=9, supplier_id=signed.supplier.pk, **days)]

    contract_books.register("naming", Naming())
    try:
        signed.change(most_amount=Decimal(900_000))
        signed.sign(SIGNED + timedelta(days=40), reason="Minder")
    finally:
        contract_books.unregister("naming")
    assert len(releases(signed.room)[-1]["contracts"]) == 1
    assert "Onderaannemer" not in json.dumps(releases(signed.room))


# ── what was called off ──────────────────────────────────────────────────────
@db
def test_what_boards_ordered_is_told_once_a_quarter_rounded_and_together(signed):
    signed.all_order(20, 21, 22, 23, 24, 25)
    assert signed.tell() == 1
    assert signed.tags()[-1] == ["implementation"]
    text = "Tot en met 30/09/2011 bestelden de besturen samen bij de leverancier voor ongeveer € 25.000 zonder btw."
    ((name, said),) = told(signed)
    assert (name, said.startswith(text), "afgerond op € 1.000" in said) == ("afnames-2011-09-30", True, True)
    number = len(releases(signed.room))
    assert signed.tell(AUTUMN + timedelta(days=20)) == 0
    assert len(releases(signed.room)) == number, "what was told once is not told again"
    signed.all_order(1, 1, 1, 1, 1, 1, 1, on=date(2011, 11, 2))
    assert (signed.tell(WINTER), signed.tags()[-1]) == (1, ["implementationUpdate"])
    assert [name for name, _said in told(signed)] == ["afnames-2011-09-30", "afnames-2011-12-31"]


@db
def test_the_task_tells_it_and_finds_nothing_to_do_the_next_time(signed, monkeypatch):
    signed.all_order(20, 21, 22, 23, 24, 25)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment(AUTUMN))
    for _time in range(2):
        every_quarter(timestamp=0)
    assert (PublicFigure.objects.count(), signed.tags().count(["implementation"])) == (1, 1)


@db
def test_it_is_valid_and_holds_no_order_no_unit_no_price_and_no_board(signed):
    orders = signed.all_order(20, 21, 22, 23, 24, 25)
    signed.tell()
    whole = releases(signed.room)
    for schema in release_schemas():
        assert [errors(schema, one) for one in whole] == [[]] * len(whole)
    text = json.dumps(whole, ensure_ascii=False)
    lines = [line for order in orders for line in order.lines.all()]
    exact = sum(line.committed_supplier for line in lines)
    for hidden in (*BOARDS, *(order.number for order in orders), str(exact), f"{exact:,.2f}", "4.0000"):
        assert hidden not in text, hidden
    implementation = signed.contract()["implementation"]
    assert set(implementation) == {"milestones", "documents"}
    assert not [one for one in json.dumps(implementation).split() if one.strip('".,') in {"135", "20", "25"}]


@db
@pytest.mark.parametrize("quantities", [(30, 30, 30, 30), (90, 10, 10, 10, 10), (60, 58, 1, 1, 1)])
def test_of_few_boards_or_of_one_that_ordered_most_nothing_is_told(signed, quantities):
    signed.all_order(*quantities)
    assert (signed.tell(), told(signed), signed.tags()[-1]) == (0, [], ["contractUpdate"])


@db
def test_what_could_not_be_told_comes_with_a_later_quarter_and_the_difference_is_of_enough_boards(signed):
    signed.all_order(20, 20, 20, 20, 20)
    signed.tell()
    signed.all_order(0, 0, 0, 30, on=date(2011, 11, 2))
    assert signed.tell(WINTER) == 0
    signed.all_order(5, 5, 5, 5, 5, on=date(2012, 2, 2))
    assert signed.tell(date(2012, 4, 3)) == 0, "Hoegaarden ordered more than half of what came since"
    signed.all_order(10, 10, 10, 0, 5, on=date(2012, 5, 2))
    assert signed.tell(date(2012, 7, 3)) == 1
    assert [name for name, _said in told(signed)] == ["afnames-2011-09-30", "afnames-2012-06-30"]


@db
def test_what_was_cancelled_before_the_quarter_was_over_does_not_count_and_later_it_changes_nothing(signed):
    orders = signed.all_order(20, 21, 22, 23, 24, 25)
    who = somebody(signed.boards[0], "ict_manager", mandates=("order",))
    actions.cancel(order_id=orders[0].pk, reason="Vergissing", now=moment(SUMMER), by=who)
    signed.tell()
    before = told(signed)
    actions.cancel(
        order_id=orders[1].pk,
        reason="Vergissing",
        now=moment(WINTER),
        by=somebody(signed.boards[1], "ict_manager", mandates=("order",)),
    )
    signed.tell(date(2012, 4, 3))
    assert told(signed) == before
    assert "€ 21.000" in before[0][1]


@db
def test_orders_that_were_made_up_are_not_told_as_real_ones(signed):
    signed.all_order(20, 21, 22, 23, 24, 25)
    Order.objects.update(is_invented=True)
    assert signed.tell() == 0
    Framework.objects.update(is_invented=True)
    assert signed.tell() == 1
    assert signed.contract()["description"].startswith("Demonstratie: ")


@db
def test_the_database_keeps_a_figure_as_it_went_out(signed):
    signed.all_order(20, 21, 22, 23, 24, 25)
    signed.tell()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        PublicFigure.objects.update(amount=1)


# ── who may, and where it is read ────────────────────────────────────────────
@db
def test_a_buyer_tells_it_from_the_report_and_nobody_else(signed, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment(AUTUMN))
    signed.all_order(20, 21, 22, 23, 24, 25)
    here = reverse("orders:tell", args=[signed.framework.pk])
    page = reverse("orders:call_offs", args=[signed.framework.pk])
    for who in (
        somebody(signed.boards[0], "ict_manager", mandates=("order",)),
        somebody(signed.room.authority, "secretary"),
        somebody(signed.supplier, "contact"),
        somebody(signed.room.support, "finance"),
    ):
        assert browser_of(who.person_id).post(here).status_code == 404
        assert here not in browser_of(who.person_id).get(page).content.decode()
        with pytest.raises(Denied):
            signed.tell(by=who)
    client = browser_of(signed.buyer.person_id)
    assert here in client.get(page).content.decode()
    assert "voor iedereen" in client.post(here, follow=True).content.decode()
    assert "te weinig besturen" in client.post(here, follow=True).content.decode()
    assert PublicFigure.objects.count() == 1


@db
def test_everybody_reads_it_on_the_page_in_the_record_and_in_the_file(signed, tmp_path, capsys):
    signed.all_order(20, 21, 22, 23, 24, 25)
    signed.tell()
    text = Client().get(reverse("tenders:market", args=[signed.tender.pk])).content.decode()
    for shown in ("ongeveer € 25.000", "13/06/2011", 'id="uitvoering"', str(signed.supplier)):
        assert shown in text
    assert not [name for name in BOARDS if name in text]
    record = json.loads(Client().get(reverse("tenders:open_record", args=[signed.tender.pk])).content)
    assert errors(ocds_shape.RECORDS, record) == []
    out = tmp_path / "ocds.json"
    call_command("tenders", "export-ocds", "--out", str(out))
    (found,) = json.loads(out.read_text(encoding="utf-8"))["records"]
    assert found["compiledRelease"]["contracts"] == [signed.contract()]


# ── the rules ────────────────────────────────────────────────────────────────
AMOUNTS = st.dictionaries(st.integers(1, 9), st.decimals(0, 10**6, places=2), max_size=9)


@given(st.lists(AMOUNTS, min_size=1, max_size=6))
def test_between_any_two_figures_lie_enough_boards_and_none_is_more_than_half_of_it(quarters):
    waiting, differences = {}, []
    for added in quarters:
        waiting = {board: waiting.get(board, 0) + added.get(board, 0) for board in {*waiting, *added}}
        if telling.may_be_told(waiting):
            differences.append(waiting)
            waiting = {}
    for first in range(len(differences)):
        for last in range(first, len(differences)):
            between = {}
            for one in differences[first : last + 1]:
                between = {board: between.get(board, 0) + one.get(board, 0) for board in {*between, *one}}
            amounts = [amount for amount in between.values() if amount]
            assert len(amounts) >= MIN_GROUP
            assert max(amounts) * 2 <= sum(amounts) * Decimal("1.0000001")


@given(st.decimals(0, 10**9, places=2), st.decimals(0, 10**6, places=2))
def test_no_figure_is_finer_than_the_dearest_unit(amount, dearest):
    step = telling.step(dearest)
    assert step >= max(dearest, 1000)
    assert str(step).rstrip("0") in {"1", "2", "5"}
    assert telling.told(amount, step) % step == 0
    assert abs(telling.told(amount, step) - amount) * 2 <= step


@pytest.mark.parametrize(
    ("day", "last"),
    [(date(2011, 1, 1), date(2010, 12, 31)), (date(2011, 3, 31), date(2010, 12, 31)), (AUTUMN, date(2011, 9, 30))],
)
def test_a_quarter_is_told_when_it_is_over(day, last):
    assert telling.quarter_before(day) == last


def test_what_happened_to_contracts_is_said_in_the_words_of_the_standard():
    contract = {"id": "c", "status": "active", "period": 1}
    told_of = contract | {"implementation": {"milestones": [1]}}
    cases = [
        ([], [contract], ("contract",)),
        ([contract], [contract], ()),
        ([contract], [contract | {"period": 2}], ("contractUpdate",)),
        ([contract], [contract | {"amendments": [1], "period": 2}], ("contractAmendment",)),
        ([contract], [contract | {"status": "terminated", "amendments": [1]}], ("contractTermination",)),
        ([contract], [told_of], ("implementation",)),
        ([told_of], [told_of | {"implementation": {"milestones": [1, 2]}}], ("implementationUpdate",)),
        ([], [contract, told_of | {"id": "d"}], ("contract", "implementation")),
    ]
    assert [ocds.tags(before, after) for before, after, _tags in cases] == [tags for _b, _a, tags in cases]


def test_a_moment_is_that_of_brussels():
    assert midnight(date(2011, 6, 13)) == "2011-06-13T00:00:00+02:00"
    assert datetime.fromisoformat(midnight(WINTER)).date() == WINTER
