"""Pages of orders and savings: as ICT manager, who approves, supplier, neighbour and support point."""

import io
import re
from datetime import timedelta
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from steunpunt.contract.frameworks.choices import TierBasis
from steunpunt.contract.frameworks.models import FrameworkSupplier
from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.actions.generated import Generated
from steunpunt.contract.orders.facts import CodeAsked, OrderPlaced
from steunpunt.contract.orders.listeners import mail_code, send_to_supplier
from steunpunt.contract.orders.models import Order, Purchase, Saving, SupplierLink
from steunpunt.contract.orders.rules.forecast import forecast
from tests.contract.orders.pages import body, page, pdf_text, sent
from tests.factories.ordering import Shop, a_firewall, listed, steps
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


# ── the catalogue and the basket ─────────────────────────────────────────────
def test_a_board_finds_what_it_can_order_at_todays_price_in_two_parts():
    shop = Shop()
    text = body(page(shop.manager, "catalogue", q="fire"))
    assert "Firewall" in text
    assert "Postbus" not in text
    assert "€ 950,00" in text
    assert "leverancier € 900,00 · steunpunt € 50,00" in text
    assert "Niets gevonden" in body(page(shop.manager, "catalogue", q="zzz"))


def test_a_neighbour_that_is_not_entitled_meets_no_price():
    shop = Shop()
    neighbour = somebody(OrganisationFactory(), "ict_manager", mandates=("order",))
    assert "Firewall" not in body(page(neighbour, "catalogue"))
    assert page(neighbour, "item", shop.items["FW"].pk).status_code == 404
    assert "Firewall" not in body(page(neighbour, "compare", item=shop.items["FW"].pk))
    assert body(
        browser_of(neighbour.person_id).post(
            reverse("orders:quantity", args=[shop.items["FW"].pk]), {"quantity": 1}, follow=True
        )
    )
    assert not Purchase.objects.filter(lines__isnull=False).exists()


def test_two_items_stand_side_by_side():
    shop = Shop()
    text = body(page(shop.manager, "compare", item=[shop.items["FW"].pk, shop.items["MB"].pk]))
    assert "Firewall" in text
    assert "€ 6,00" in text


def test_an_item_says_what_more_boards_would_make_of_its_price():
    shop = Shop(a_firewall(steps=steps((1, "900"), (5, "800"))), tier_basis=TierBasis.JOINT)
    text = body(page(shop.manager, "item", shop.items["FW"].pk))
    assert "Nog 4 eenheden en de prijs zakt naar € 800,00." in text
    assert "€ 800,00" in text.split("Als meer besturen meebestellen")[-1]


def test_from_basket_to_order_in_three_pages():
    shop = Shop()
    client = browser_of(shop.manager.person_id)
    client.post(
        reverse("orders:quantity", args=[shop.items["MB"].pk]),
        {"quantity": 12, "next": reverse("orders:catalogue") + "?q=post"},
    )
    client.post(reverse("orders:item", args=[shop.items["FW"].pk]), {"quantity": 1})
    basket = body(client.get(reverse("orders:basket")))
    seen = re.search(r'name="amount_seen" value="([\d.]+)"', basket)[1]
    assert "Nu bestellen" in basket
    answer = client.post(
        reverse("orders:basket"), {"note": "Voor het gemeentehuis", "deliver_to": "", "amount_seen": seen}, follow=True
    )
    assert "Het is besteld" in body(answer)
    order = Order.objects.get()
    assert (order.note, order.lines.count()) == ("Voor het gemeentehuis", 2)


@pytest.mark.parametrize(
    ("quantity", "said"),
    [
        ("-1", "Een aantal is nul of meer."),
        ("veel", "Een aantal is een geheel getal."),
        ("", "Zeg hoeveel."),
        ("99999999999", "Hoogstens 1000000 eenheden in één keer."),
        ("1.5", "Een aantal is een geheel getal."),
    ],
)
def test_a_quantity_that_is_none_is_said_and_changes_nothing(quantity, said):
    shop = Shop()
    shop.basket(FW=2)
    client = browser_of(shop.manager.person_id)
    answer = client.post(reverse("orders:quantity", args=[shop.items["FW"].pk]), {"quantity": quantity}, follow=True)
    assert said in body(answer)
    assert Purchase.objects.get().lines.get().quantity == 2


def test_a_basket_with_an_old_amount_is_shown_again_with_what_was_typed():
    shop = Shop()
    shop.basket(FW=1)
    answer = sent(shop.manager, "basket", note="Blijft staan", deliver_to="", amount_seen="1.00")
    text = body(answer, 422)
    assert "Blijft staan" in text
    assert "intussen veranderd" in text
    assert not Order.objects.exists()


def test_a_colleague_approves_or_sends_back_and_others_cannot():
    shop = Shop()
    asker = somebody(shop.board, "ict_manager")
    purchase = shop.submit(shop.basket(asker, FW=1), asker)
    assert "Nu bestellen" not in body(page(asker, "purchase", purchase.pk))
    text = body(page(shop.manager, "purchase", purchase.pk))
    seen = re.search(r'name="amount_seen" value="([\d.]+)"', text)[1]
    neighbour = somebody(shop.other, "ict_manager", mandates=("order",))
    assert page(neighbour, "purchase", purchase.pk).status_code == 404
    assert sent(neighbour, "approve", purchase.pk, amount_seen=seen).status_code == 404
    assert sent(asker, "approve", purchase.pk, amount_seen=seen).status_code == 403
    assert sent(shop.manager, "send_back", purchase.pk, reason="").status_code == 422
    assert sent(shop.manager, "approve", purchase.pk, amount_seen=seen).status_code == 302
    assert Order.objects.count() == 1


# ── an order ─────────────────────────────────────────────────────────────────
def test_an_order_opens_to_how_its_price_was_reached_and_the_supplier_reads_its_part():
    shop = Shop()
    order = shop.order(FW=2)
    text = body(page(shop.manager, "order", order.pk))
    assert "2 × (€ 900,00 leverancier + € 50,00 steunpunt)" in text
    assert "standaardprijs € 1.250,00" in text
    theirs = body(page(shop.contact, "order", order.pk))
    assert "1.800,00" in theirs
    for hidden in ("1.250,00", "1.900,00", "Ondersteuningsdeel"):
        assert hidden not in theirs
    for who in (somebody(shop.other, "ict_manager"), somebody(OrganisationFactory(supplier=True), "contact")):
        assert page(who, "order", order.pk).status_code == 404
        assert page(who, "order_pdf", order.pk).status_code == 404
        assert page(who, "order_xml", order.pk).status_code == 404


def test_the_papers_of_an_order():
    shop = Shop()
    order = shop.order(FW=2)
    own, theirs = (pdf_text(page(who, "order_pdf", order.pk)) for who in (shop.manager, shop.contact))
    assert "€ 1.900,00" in own
    assert "€ 1.900,00" not in theirs
    assert "€ 1.800,00" in theirs
    root = fromstring(page(shop.contact, "order_xml", order.pk).content)
    space = {"cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}
    assert root.find("cbc:ID", space).text == order.number
    assert [one.text for one in root.iterfind(".//cbc:LineExtensionAmount", space)] == ["1800.00", "1800.00"]
    assert root.find(".//cbc:PriceAmount", space).text == "900.0000"


def test_a_note_cannot_break_the_ubl():
    shop = Shop()
    purchase = shop.basket(FW=1)
    actions.say_of_basket(note='<!DOCTYPE x [<!ENTITY e "1">]> & "&e;"\x0b', deliver_to="", by=shop.manager)
    order = shop.submit(purchase).orders.get()
    root = fromstring(page(shop.manager, "order_xml", order.pk).content)
    assert any('<!ENTITY e "1">' in (one.text or "") for one in root)


def test_from_delivery_to_notice_on_its_pages():
    shop = Shop()
    order = shop.order(MB=10, FW=1)
    shop.answer(order)
    lines = {line.item.code: line.number for line in order.lines.select_related("item")}
    form = {f"units_{number}": 1 for number in lines.values()}
    assert "Dit veld is verplicht" in body(sent(shop.manager, "delivery", order.pk, delivered_on=""), 422)
    assert (
        sent(shop.manager, "delivery", order.pk, delivered_on=TODAY, **form, is_accepted="", remarks="Deuk").status_code
        == 302
    )
    delivery = order.deliveries.get()
    assert not delivery.is_accepted
    assert sent(shop.manager, "accept", order.pk, delivery.pk).status_code == 302
    assert sent(shop.manager, "give_back", order.pk, lines["FW"], quantity=2, reason="x").status_code == 422
    assert sent(shop.manager, "give_back", order.pk, lines["FW"], quantity=1, reason="Stuk").status_code == 302
    given = {"quantity": 1, "reason": "Fusie"}
    day = queries.earliest_end(shop.framework.pk, TODAY)
    too_early = given | {"last_day": day - timedelta(days=1)}
    assert "loopt het nog minstens" in body(sent(shop.manager, "end_service", order.pk, lines["MB"], **too_early), 422)
    assert sent(shop.manager, "end_service", order.pk, lines["MB"], **given, last_day=day).status_code == 302
    text = body(page(shop.manager, "order", order.pk))
    assert "1 × Firewall ging terug" in text
    assert "Fusie" in text
    assert "Deels geleverd: 2 van de 11 eenheden kwamen." in text
    asker = somebody(shop.board, "finance_officer")
    assert sent(asker, "end_service", order.pk, lines["MB"], quantity=1, reason="Fusie").status_code == 404


def test_a_proposal_is_answered_on_the_page_of_the_order():
    shop = Shop()
    order = shop.order(FW=3)
    sent(shop.contact, "answer", order.pk, answer="propose", text="Twee nu", units_1=2)
    text = body(page(shop.manager, "order", order.pk))
    assert "2 in plaats van 3" in text
    assert sent(somebody(shop.board, "ict_manager"), "decide", order.pk, accepts="yes").status_code == 404
    assert sent(shop.manager, "decide", order.pk, accepts="yes").status_code == 302
    assert Order.objects.get().lines.get().quantity == 2


# ── from the mail ────────────────────────────────────────────────────────────
@pytest.fixture
def noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW + timedelta(minutes=10))


def test_a_supplier_confirms_from_its_mail_and_a_forwarded_link_does_not(noon):
    shop = Shop()
    order = shop.order(FW=1)
    send_to_supplier(
        OrderPlaced(organisation_id=shop.board.pk, order_id=order.pk, number=order.number, supplier="", framework_id=1)
    )
    (message,) = mail.outbox
    assert [name for name, _content, _kind in message.attachments] == [f"{order.number}.pdf", f"{order.number}.xml"]
    path = re.search(r"https?://[^/]+(/bestelling/\S+/)", message.body)[1]
    anybody = Client()
    text = body(anybody.get(path))
    assert "€ 900,00" in text
    assert "950,00" not in text
    anybody.post(path, {"code_asked": "yes"})
    link = SupplierLink.objects.get()
    mail_code(CodeAsked(organisation_id=shop.supplier.pk, order_id=order.pk, number=order.number, link_id=link.pk))
    code = re.search(r"\b\d{6}\b", mail.outbox[1].body)[0]
    assert mail.outbox[1].to == [link.email]
    wrong = anybody.post(path, {"answer": "confirm", "code": "abc", "text": ""})
    assert "Dit is niet de code" in body(wrong, 422)
    assert anybody.post(path, {"answer": "confirm", "code": code, "text": ""}).status_code == 302
    assert Order.objects.get().state == "confirmed"
    assert "Deze link is gebruikt" in body(anybody.get(path))
    assert anybody.post(path, {"answer": "refuse", "code": code, "text": "x"}).status_code == 422
    assert Order.objects.get().state == "confirmed"
    assert anybody.get("/bestelling/1-abc/").status_code == 404


# ── savings ──────────────────────────────────────────────────────────────────
def test_the_council_reads_what_its_board_saved_down_to_the_order():
    shop = Shop()
    order = shop.order(FW=2)
    shop.answer(order)
    shop.deliver(order)
    mayor = somebody(shop.board, "policy_maker")
    assert "bespaarde uw bestuur € 600 en 12 werkdagen" in body(page(mayor, "savings"))
    ledger = body(page(mayor, "ledger"))
    assert order.number in ledger
    assert "€ 600,00" in ledger
    assert "600,00" in pdf_text(page(mayor, "savings_pdf"))
    neighbour = somebody(shop.other, "policy_maker")
    assert "Nog niets geboekt" in body(page(neighbour, "savings"))
    assert order.number not in body(page(neighbour, "ledger", board=shop.board.pk))
    assert page(shop.contact, "savings").status_code == 403


def test_the_region_reads_boards_kinds_and_the_top_five():
    shop = Shop()
    order = shop.order(FW=2)
    shop.answer(order)
    shop.deliver(order)
    text = body(page(shop.buyer, "savings"))
    assert "bespaarden besturen € 600 en 12 werkdagen" in text
    assert re.search(r"Gemeente</td><td[^>]*>1<", text)
    assert "Keerbergen" in text
    assert "Keerbergen" in pdf_text(page(shop.buyer, "savings_pdf"))


def test_the_ledger_goes_out_as_a_spreadsheet_that_runs_nothing():
    shop = Shop(a_firewall(title="=1+1"))
    order = shop.order(FW=1)
    shop.answer(order)
    shop.deliver(order)
    answer = page(somebody(shop.board, "finance_officer"), "ledger", export="xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert "'=1+1" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_what_all_ordered_and_what_is_missing_to_the_next_tier():
    shop = Shop(a_firewall(steps=steps((1, "900"), (5, "800"))), tier_basis=TierBasis.JOINT)
    shop.order(FW=2)
    text = body(page(shop.buyer, "tiers", shop.framework.pk))
    assert "<strong>3</strong>" in text
    assert sent(shop.buyer, "settle", shop.framework.pk).status_code == 302
    assert page(shop.contact, "tiers", shop.framework.pk).status_code == 404
    assert page(shop.manager, "tiers", shop.framework.pk).status_code == 200
    assert sent(shop.manager, "settle", shop.framework.pk).status_code == 404


# ── limits ───────────────────────────────────────────────────────────────────
def test_the_local_administrator_sets_limits_and_who_is_absent_names_a_stand_in():
    shop = Shop()
    keeper = somebody(shop.board, "local_administrator")
    other = somebody(shop.board, "secretary", mandates=("order",))
    assert sent(keeper, "limits", form="limit", person=shop.manager.person_id, most_amount="500").status_code == 302
    assert sent(shop.manager, "limits", form="limit", person=shop.manager.person_id, most_amount="").status_code == 403
    text = body(page(shop.manager, "limits"))
    assert "€ 500,00" in text
    days = {"s-valid_from": TODAY, "s-valid_to": TODAY + timedelta(days=3)}
    people = {"s-person": other.person_id, "s-stand_in": shop.manager.person_id}
    assert sent(other, "limits", form="stand_in", **people, **days).status_code == 302
    assert "als vervanger" in body(page(shop.manager, "limits"))


# ── as many queries however many there are ───────────────────────────────────
def many(shop, number):
    actions.load_generated(
        framework_id=shop.framework.pk,
        orders=[
            Generated(
                organisation_id=(shop.board if place % 2 else shop.other).pk,
                quantities={shop.items["FW"].pk: 1, shop.items["MB"].pk: 2},
                placed_on=TODAY - timedelta(days=5),
                delivered_on=TODAY - timedelta(days=2),
            )
            for place in range(number)
        ],
        now=NOW,
        by=PLATFORM,
    )


@pytest.mark.parametrize("name", ["list", "savings", "ledger", "catalogue"])
def test_pages_ask_as_much_for_three_orders_as_for_thirty(name):
    counts = []
    for number in (3, 30):
        shop = Shop(listed(), a_firewall())
        many(shop, number)
        for who in (shop.manager, shop.buyer) if name != "catalogue" else (shop.manager,):
            client = browser_of(who.person_id)
            client.get(reverse(f"orders:{name}"))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(f"orders:{name}")).status_code == 200
            counts.append(len(asked))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
    assert max(counts) <= 26, counts


def test_generated_orders_count_and_book_as_if_somebody_had_placed_them():
    shop = Shop()
    many(shop, 4)
    order = Order.objects.first()
    assert (order.is_invented, order.state, Order.objects.count()) == (True, "delivered", 4)
    assert queries.is_balanced(shop.framework.pk)
    assert queries.saved(Saving.objects.filter(line__item__code="FW")).total == Decimal(1200)


@pytest.mark.parametrize("export", ["", "csv"])
def test_a_supplier_reads_its_own_prices_and_neither_support_part_nor_standard_price_nor_a_competitors(export):
    shop = Shop()
    shop.order(FW=1)
    rival = OrganisationFactory(supplier=True)
    FrameworkSupplier.objects.create(framework=shop.framework, lot=1, place=2, organisation=rival)
    prices = reverse("frameworks:prices", args=[shop.framework.pk])
    seen = {
        who: body(browser_of(actor.person_id).get(prices, {"export": export} if export else {}))
        for who, actor in (("own", shop.contact), ("rival", somebody(rival, "contact")), ("board", shop.manager))
    }
    assert [("Firewall" in text, "1250" in text.replace(".", "")) for text in seen.values()] == [
        (True, False),
        (False, False),
        (True, True),
    ]
    orders = {
        "own": body(page(shop.contact, "list", export=export)),
        "board": body(page(shop.manager, "list", export=export)),
    }
    for texts in (seen, orders):
        parts = [
            re.search(r"ondersteuningsdeel|prijs steunpunt|verbindt, steunpunt|support_part", texts[who], re.IGNORECASE)
            for who in ("own", "board")
        ]
        assert [part is not None for part in parts] == [False, True]


def test_nothing_ordered_yet_stands_at_the_first_tier_and_looks_to_the_second():
    found = forecast(steps((1, "900"), (4, "800")), volume=0, today=TODAY, ordering=0, entitled=2)
    assert (found.following.from_units, found.missing) == (4, 4)


def test_a_supplier_does_not_read_what_all_boards_ordered_of_all_suppliers():
    shop = Shop(a_firewall(), most_amount=Decimal(2000))
    shop.order(FW=2)
    path = reverse("frameworks:detail", args=[shop.framework.pk])
    own, bought = (body(browser_of(who.person_id).get(path)) for who in (shop.contact, shop.manager))
    said = ("Het maximum van dit contract is bijna bereikt.", "95 %", "Van het maximum is nog € 100 over")
    assert [text in own for text in said] == [True, False, False]
    assert [text in bought for text in said] == [False, True, True]
