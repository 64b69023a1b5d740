"""An item with its options in one go, and what the catalogue says that it costs today."""

from datetime import timedelta

import pytest
from django.urls import reverse

from steunpunt.contract.frameworks import actions as frameworks
from steunpunt.contract.frameworks.choices import Choosing, Settling
from steunpunt.contract.frameworks.models import FrameworkSupplier
from steunpunt.contract.frameworks.values import Charge, Lot, TierBasis, TierKind
from steunpunt.contract.orders.choices import Answer
from steunpunt.contract.orders.models import BasketLine, Purchase
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.people.models import Person
from tests.contract.orders.pages import body, page, sent
from tests.factories.ordering import Shop, a_firewall, listed, price, steps
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

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


def test_after_adding_one_is_back_where_one_was_and_can_take_it_out_again():
    shop = Shop()
    pk, here = shop.items["MB"].pk, reverse("orders:catalogue") + "?q=post"
    assert sent(shop.manager, "quantity", pk, quantity=12, next=here).url == f"{here}#item-{pk}"
    elsewhere = sent(shop.manager, "quantity", pk, quantity=12, next="https://elders.example" + here)
    assert elsewhere.url == reverse("orders:basket")
    client = browser_of(shop.manager.person_id)
    answer = client.post(reverse("orders:quantity", args=[pk]), {"quantity": ["12", "0"]}, follow=True)
    assert "Het is uit uw mandje." in body(answer)
    assert not BasketLine.objects.exists()


def test_a_number_of_devices_stands_with_each_item():
    shop = Shop()
    text = body(page(shop.manager, "catalogue", wanted="14"))
    assert text.count('min="0" value="14"') == 2
    assert "U zoekt er 14" in text
    assert 'min="0" value="14"' not in body(page(shop.manager, "catalogue", wanted="-14"))


def test_an_order_is_found_by_its_number():
    shop = Shop()
    order = shop.order(FW=1)
    for words in (order.number, f"{order.pk:06d}", str(order.pk)):
        assert order.number in body(page(shop.manager, "list", q=words))
    assert order.number not in body(page(shop.manager, "list", q="999999"))


def test_of_a_cascade_the_catalogue_says_whose_turn_it_is():
    lot = Lot(number=1, title="Toestellen", choosing=Choosing.CASCADE)
    shop = Shop(a_firewall(), lots=(lot,))
    second = OrganisationFactory(supplier=True, name="Serverhuis")
    FrameworkSupplier.objects.create(framework=shop.framework, organisation=second, lot=1, place=2)
    assert "eerste in rang" in body(page(shop.manager, "catalogue"))
    order = shop.order(FW=1)
    shop.answer(order, Answer.REFUSE, text="Niet op voorraad")
    assert "De volgende in rang, Serverhuis, mag nu gevraagd worden." in body(page(shop.manager, "order", order.pk))


def test_what_it_costs_if_more_boards_order_follows_how_tiers_are_settled():
    shop = Shop(
        a_firewall(steps=steps((1, "105"), (5, "85"))),
        tier_basis=TierBasis.JOINT,
        tier_kind=TierKind.INCREMENTAL,
        settling=Settling.AT_YEAR_END,
    )
    pk = shop.items["FW"].pk
    text = body(page(shop.manager, "item", pk, quantity=1, boards=4))
    assert "Nog 4 eenheden, en wat erbovenop komt, kost € 85,00 per stuk." in text
    assert "€ 101,00" in text  # four at 105 and one at 85, for five
    shop.order(FW=6)
    assert "Elke eenheid vanaf de 5e kost de laagste prijs, € 85,00." in body(page(shop.manager, "item", pk))


def test_a_price_under_a_cent_is_shown_as_it_is():
    shop = Shop(listed(charge=Charge.USE, steps=steps((1, "0.0123"))))
    assert "€ 0,0123" in body(page(shop.manager, "catalogue"))
    assert "€ 0,0123" in body(page(shop.manager, "item", shop.items["MB"].pk))


def test_choices_are_explained_in_the_language_of_who_reads():
    shop = Shop()
    order = shop.order(FW=1)
    client = browser_of(shop.contact.person_id)
    Person.objects.filter(pk=shop.contact.person_id).update(language="en")
    text = body(client.get(reverse("orders:answer", args=[order.pk])))
    assert "Bevestigen" not in text
    assert "Confirm" in text


def test_an_answer_in_a_second_tab_is_kept_and_told_that_it_comes_too_late():
    shop = Shop()
    order = shop.order(FW=1)
    shop.answer(order)
    text = body(sent(shop.contact, "answer", order.pk, answer="refuse", text="Toch niet, lang verhaal"), 422)
    assert "is al beantwoord" in text
    assert "Toch niet, lang verhaal" in text


def test_a_price_that_comes_is_told_beside_the_price_of_today():
    shop = Shop(a_firewall())
    frameworks.load_price_list(
        framework_id=shop.framework.pk,
        items=[a_firewall(steps=steps((1, "990"), (5, "960")))],
        valid_from=TODAY + timedelta(days=10),
        signed_on=TODAY,
        note="Nieuwe lijst van de leverancier",
        today=TODAY,
        now=NOW,
        by=shop.buyer,
    )
    text = body(page(shop.manager, "item", shop.items["FW"].pk))
    assert f"Vanaf {TODAY + timedelta(days=10):%d/%m/%Y}" in text
    assert "€ 990,00 vanaf 1, € 960,00 vanaf 5" in text
    assert "€ 950,00" in text
