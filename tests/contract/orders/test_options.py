"""An item with its options in one go, and what the catalogue says that it costs today."""

import pytest
from django.urls import reverse

from steunpunt.contract.frameworks.values import Charge, TierBasis
from steunpunt.contract.orders.models import BasketLine, Purchase
from steunpunt.foundation.acting import Refused
from tests.contract.orders.pages import body, page, sent
from tests.factories.ordering import Shop, a_firewall, listed, price, steps
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def with_an_option():
    phone = listed("BB", title="Telefoon", charge=Charge.MONTHLY, steps=steps((1, "2")), option_of="MB")
    return Shop(listed(), phone)


def test_options_are_chosen_with_the_item():
    shop = with_an_option()
    postbox, phone = shop.items["MB"].pk, shop.items["BB"].pk
    text = body(page(shop.manager, "item", postbox))
    assert "Telefoon: voor hoeveel ervan" in text
    assert "€ 2,00 meer, per maand" in text
    too_many = body(sent(shop.manager, "item", postbox, **{"quantity": 2, f"option_{phone}": 3}), 422)
    assert "Niet meer dan van het artikel zelf." in too_many
    assert not BasketLine.objects.exists()
    assert sent(shop.manager, "item", postbox, **{"quantity": "1.200", f"option_{phone}": 3}).status_code == 302
    assert dict(BasketLine.objects.values_list("item_id", "quantity")) == {postbox: 1_200, phone: 3}


def test_an_option_alone_names_what_it_belongs_to():
    shop = with_an_option()
    assert "optie bij Postbus" in body(page(shop.manager, "catalogue"))
    with pytest.raises(Refused, match="minstens evenveel Postbus"):
        shop.submit(shop.basket(BB=1))


def test_the_catalogue_tells_the_price_that_the_basket_reckons():
    shop = Shop(a_firewall(steps=steps((1, "900"), (4, "800"), (9, "700"))), tier_basis=TierBasis.JOINT)
    shop.order(somebody(shop.other, "ict_manager", mandates=("order",)), FW=4)
    for name, query in (("catalogue", {}), ("compare", {"item": shop.items["FW"].pk})):
        text = body(page(shop.manager, name, **query))
        assert "€ 800,00" in text
        assert "€ 900,00" not in text


def test_sums_of_a_month_and_of_a_year_are_never_one():
    shop = Shop(listed(), listed("SV", title="Onderhoud", charge=Charge.YEARLY, steps=((steps((1, "180"))[0]),)))
    shop.basket(MB=10, SV=2)
    text = body(browser_of(shop.manager.person_id).get(reverse("orders:basket")))
    assert "Per maand te betalen" in text
    assert "Per jaar te betalen" in text
    assert "€ 35,50" in text  # ten at 3.55
    assert "€ 360,00" in text
    assert "395,50" not in text


def test_a_purchase_without_a_note_is_called_by_its_day():
    shop = Shop()
    purchase = shop.submit(shop.basket(FW=1))
    assert Purchase.objects.get().note == ""
    text = body(page(shop.manager, "purchase", purchase.pk))
    assert "Aankoop van" in text
    assert "purchase " not in text
    assert price("950").total == purchase.amount
