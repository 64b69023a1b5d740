"""From when a service is wanted: not in the past, not after the contract, and what binds is never less than one payment."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pypdf import PdfReader

from steunpunt.contract.frameworks.values import Charge
from steunpunt.contract.orders import actions, papers, queries
from steunpunt.contract.orders.models import Order
from steunpunt.foundation.acting import Refused
from tests.factories.ordering import ENDS_ON, Shop, listed, steps
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


def wanted(shop, starts_on, quantity=10):
    item = shop.items["MB"].pk
    return actions.put_in_basket(
        item_id=item, quantity=quantity, starts_on=starts_on, today=TODAY, now=NOW, by=shop.manager
    )


def test_a_day_that_is_over_is_refused_and_not_changed_in_silence():
    shop = Shop()
    with pytest.raises(Refused) as refused:
        wanted(shop, TODAY - timedelta(days=1))
    assert refused.value.codes == {"starts_in_the_past"}


def test_what_would_begin_after_the_contract_ends_is_not_ordered():
    shop = Shop()
    basket = wanted(shop, ENDS_ON + timedelta(days=1), quantity=100_000)
    with pytest.raises(Refused) as refused:
        shop.submit(basket)
    assert "starts_after" in refused.value.codes
    assert not Order.objects.exists()


@pytest.mark.parametrize(("charge", "until"), [("monthly", date(ENDS_ON.year + 1, 1, 29)), ("yearly", None)])
def test_what_begins_near_the_end_binds_to_one_payment_at_least(charge, until):
    shop = Shop(listed(charge=Charge(charge), steps=steps((1, "10"))))
    start = ENDS_ON - timedelta(days=1)
    basket = wanted(shop, start, quantity=3)
    (part,) = queries.parts(queries.wanted(basket.lines.all()), basket.organisation_id, TODAY)
    assert part.committed.total == Decimal("30.00")
    assert part.lines[0].committed_until == (until or date(start.year + 1, 12, 29))


def test_the_day_stands_on_the_paper():
    shop = Shop()
    start = TODAY + timedelta(days=20)
    order = shop.submit(wanted(shop, start)).orders.get()
    made = papers.order_pdf(queries.with_lines(Order.objects.filter(pk=order.pk)).get(), for_supplier=True, now=NOW)
    text = " ".join(PdfReader(io.BytesIO(made)).pages[0].extract_text().split())
    assert f"gewenst vanaf {start:%d/%m/%Y}" in text
    assert f"Vermeld bestelnummer {order.number}" in text
