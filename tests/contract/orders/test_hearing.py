"""Who hears what around an order: the one who asked, the supplier, boards that get something back."""

from datetime import date
from decimal import Decimal

import pytest

from steunpunt.contract.frameworks.choices import Settling, TierBasis
from steunpunt.contract.frameworks.facts import PricesChanged
from steunpunt.contract.frameworks.values import Indexation
from steunpunt.contract.orders import actions
from steunpunt.contract.orders.choices import Answer
from steunpunt.contract.orders.facts import DeliveryRemarked, ServiceEnded, UnitsReturned, YearSettled
from steunpunt.contract.orders.listeners import (
    tell_of_notice,
    tell_of_prices,
    tell_of_remarks,
    tell_of_return,
    tell_of_settlement,
)
from steunpunt.contract.orders.models import OrderLine
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.queries import fact_of
from steunpunt.foundation.notices.models import Notice
from tests.contract.orders.pages import body, page
from tests.factories.ordering import STARTS_ON, Shop, a_firewall, moment, seen, steps
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
YEAR = TODAY.year


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def told(kind):
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("person_id", "title", "detail"))


def fact(kind):
    return fact_of(Entry.objects.filter(fact=kind.key).latest("pk"))


def test_who_asked_hears_that_it_is_ordered_and_who_approves_for_how_much():
    shop = Shop()
    asker = somebody(shop.board, "finance_officer")
    purchase = shop.basket(asker, FW=1)
    actions.say_of_basket(note="Voor het zwembad", deliver_to="", by=asker)
    shop.submit(purchase, asker)
    (approval,) = told("orders.approval")
    assert approval[0] == shop.manager.person_id
    assert approval[1].endswith("vraagt een bestelling van € 950,00 goed te keuren")
    assert approval[2] == "Voor het zwembad"
    actions.approve(purchase_id=purchase.pk, amount_seen=seen(purchase), today=TODAY, now=NOW, by=shop.manager)
    assert told("orders.approved") == [(asker.person_id, "Wat u vroeg te bestellen, is besteld", "Voor het zwembad")]


def test_the_supplier_hears_of_remarks_returns_and_notice_with_the_reason():
    shop = Shop()
    order = shop.order(MB=5, FW=2)
    shop.answer(order)
    shop.deliver(order, is_accepted=False, remarks="Eén met een deuk")
    less = {"order_id": order.pk, "quantity": 1, "today": TODAY, "now": NOW, "by": shop.manager}
    numbers = dict(order.lines.values_list("item__code", "number"))
    actions.give_back(number=numbers["FW"], reason="Stuk", **less)
    actions.end_service(number=numbers["MB"], reason="Fusie", **less)
    tell_of_remarks(fact(DeliveryRemarked))
    tell_of_return(fact(UnitsReturned))
    tell_of_notice(fact(ServiceEnded))
    heard = told("orders.of_supplier")
    assert [detail for _person, _title, detail in heard] == ["Eén met een deuk", "Stuk", "Fusie"]
    assert {person for person, _title, _detail in heard} == {shop.contact.person_id}


def test_what_a_proposal_dropped_stays_to_be_read():
    shop = Shop()
    order = shop.order(MB=5, FW=1)
    number = order.lines.get(item__code="FW").number
    shop.answer(order, Answer.PROPOSE, text="Firewalls zijn op", quantities={number: 0})
    actions.answer_proposal(order_id=order.pk, accepts=True, today=TODAY, now=NOW, by=shop.manager)
    assert not OrderLine.objects.filter(order=order, item__code="FW").exists()
    text = body(page(shop.manager, "order", order.pk))
    assert "Firewall: 1 besteld, 0 voorgesteld" in text
    assert "Postbus: 5 besteld" not in text
    assert "Het bestuur aanvaardde het voorstel" in text


def test_boards_and_suppliers_hear_what_comes_back_and_read_it_with_its_reason():
    shop = Shop(
        a_firewall(steps=steps((1, "900"), (4, "800"))), tier_basis=TierBasis.JOINT, settling=Settling.AT_YEAR_END
    )
    neighbour = somebody(shop.other, "ict_manager", mandates=("order",))
    first, second = shop.order(FW=3), shop.order(neighbour, FW=1)
    shop.answer(first)
    over = date(YEAR + 1, 1, 5)
    settle = {"framework_id": shop.framework.pk, "year": YEAR, "today": over, "now": moment(over), "by": shop.buyer}
    with pytest.raises(Refused) as refused:
        actions.settle_year(**settle)
    assert refused.value.codes == {"unanswered"}  # it would never be settled any more
    shop.answer(second)
    actions.settle_year(**settle)
    tell_of_settlement(fact(YearSettled))
    heard = {person: title for person, title, _detail in told("orders.settled")}
    assert set(heard) == {shop.manager.person_id, shop.contact.person_id}
    assert all(title.endswith("er komt € 300,00 terug") for title in heard.values())
    text = body(page(shop.manager, "tiers", shop.framework.pk))
    assert "Wat naar uw bestuur terugkwam" in text
    assert "€ 300,00" in text
    assert "komt terug voor" in body(page(shop.manager, "order", first.pk))
    assert "€ 300,00" not in body(page(neighbour, "tiers", shop.framework.pk))


def test_boards_with_services_that_run_hear_of_the_index():
    shop = Shop(indexation=Indexation(fixed_share=Decimal("0.2"), index="Proef", base=Decimal(100), base_on=STARTS_ON))
    shop.answer(shop.order(MB=10))
    shop.answer(shop.order(somebody(shop.other, "ict_manager", mandates=("order",)), FW=1))
    later = date(YEAR, 12, 1)
    told_of = PricesChanged(
        organisation_id=None, framework_id=shop.framework.pk, items=1, reason="index", valid_from=later
    )
    tell_of_prices(told_of)
    assert told("orders.prices") == [
        (shop.manager.person_id, f"De prijzen van Hosted Mail veranderen: uw diensten volgen vanaf 01/12/{YEAR}", "")
    ]
