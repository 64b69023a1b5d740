"""Price lists as they are read in: what a file does not say is kept, a list is signed, and taken back before its day."""

import io
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from steunpunt.contract.frameworks import actions, public, queries, reading
from steunpunt.contract.frameworks.choices import Charge, TierBasis
from steunpunt.contract.frameworks.facts import PricesChanged
from steunpunt.contract.frameworks.models import Item, ItemPrice, PriceChange, PriceWithdrawal, StandardPrice
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.contract.frameworks.values import Coming, Step
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.ui import sheets
from tests.factories.ordering import STANDARD, Shop, a_firewall, listed, price, steps
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
LATER = TODAY + timedelta(days=30)
TIERED = (Step(from_units=1, price=price("742", "12")), Step(from_units=1500, price=price("700", "10")))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def page(who, name, *args, **query):
    return browser_of(who.person_id).get(reverse(f"frameworks:{name}", args=args), query)


def sent(who, name, *args, **data):
    return browser_of(who.person_id).post(reverse(f"frameworks:{name}", args=args), data)


def looked_at(shop, content, name="lijst.csv", valid_from=TOMORROW, **more):
    file = SimpleUploadedFile(name, content)
    return sent(shop.buyer, "read_in", shop.framework.pk, file=file, valid_from=valid_from, **more)


def payload_of(answer):
    return answer.content.decode().split('name="payload" value="')[1].split('"')[0]


def taken_over(shop, answer, **changed):
    decided = {"reason": "Nieuwe prijslijst van de leverancier", "signed_on": TODAY} | changed
    return sent(shop.buyer, "read_in_confirm", shop.framework.pk, payload=payload_of(answer), **decided)


def load(shop, *items, valid_from=TOMORROW, note="Afgesproken", signed_on=TODAY):
    return actions.load_price_list(
        framework_id=shop.framework.pk,
        items=items,
        valid_from=valid_from,
        today=TODAY,
        note=note,
        signed_on=signed_on,
        now=NOW,
        by=shop.buyer,
    )


def withdraw(shop, change=None, today=TODAY, reason="Vergissing", by=None):
    return actions.withdraw_price_list(
        framework_id=shop.framework.pk,
        change_id=(change or PriceChange.objects.order_by("pk").last()).pk,
        reason=reason,
        today=today,
        now=NOW,
        by=by or shop.buyer,
    )


def refused(call, *args, **named):
    with pytest.raises(Refused) as found:
        call(*args, **named)
    return found.value.codes


def kept(shop):
    """All that a list can change."""
    return (
        list(Item.objects.order_by("code").values()),
        list(ItemPrice.objects.order_by("item", "valid_from", "from_units").values()),
        list(StandardPrice.objects.order_by("item", "valid_from").values()),
    )


# ── a PEPPOL catalogue ───────────────────────────────────────────────────────
def catalogue(*lines, before=""):
    return f"""<?xml version="1.0" encoding="UTF-8"?>{before}
<Catalogue xmlns="urn:oasis:names:specification:ubl:schema:xsd:Catalogue-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">{"".join(lines)}</Catalogue>""".encode()


def catalogue_line(*prices, code="FW", name="Firewall", currency=" currencyID='EUR'", unit="C62", action=""):
    found = "".join(
        f"<cac:RequiredItemLocationQuantity><cbc:MinimumQuantity unitCode='C62'>{least}</cbc:MinimumQuantity><cac:Price>"
        f"<cbc:PriceAmount{currency}>{amount}</cbc:PriceAmount><cbc:BaseQuantity unitCode='C62'>{base}"
        "</cbc:BaseQuantity></cac:Price></cac:RequiredItemLocationQuantity>"
        for least, amount, base in prices
    )
    return (
        f"<cac:CatalogueLine><cbc:ID>1</cbc:ID>{action}<cbc:OrderableUnit>{unit}</cbc:OrderableUnit>{found}<cac:Item>"
        f"<cbc:Name>{name}</cbc:Name><cac:SellersItemIdentification><cbc:ID>{code}</cbc:ID>"
        "</cac:SellersItemIdentification></cac:Item></cac:CatalogueLine>"
    )


def test_a_peppol_catalogue_is_read_as_a_price_list():
    found = reading.read(catalogue(catalogue_line((1, "1180.50", 1), (5, "11000", 10))), most_bytes=10**6)
    (item,) = found.items
    assert not found.faults
    assert (item.code, item.title, item.unit) == ("FW", "Firewall", "stuks")
    assert [(step.from_units, step.price) for step in item.steps] == [(1, price("1180.50")), (5, price("1100"))]


@pytest.mark.parametrize(
    "content",
    [
        catalogue(
            catalogue_line((1, "1", 1), name="&e;"), before='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
        ),
        catalogue(before='<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'),
        catalogue("<nooit dicht>"),
        b"<Invoice/>",
    ],
)
def test_what_is_no_catalogue_or_says_what_its_entities_are_is_refused(content):
    shop = Shop()
    with pytest.raises(sheets.UnreadableSheetError):
        reading.read(content, most_bytes=10**6)
    assert looked_at(shop, content, "catalogus.xml").status_code == 422


@pytest.mark.parametrize(
    ("currency", "said"), [(" currencyID='USD'", "in USD: alleen prijzen in euro"), ("", "in welke munt")]
)
def test_another_currency_is_refused_with_its_row(currency, said):
    shop = Shop()
    content = catalogue(catalogue_line((1, "850", 1)), catalogue_line((1, "99", 10), code="MS", currency=currency))
    found = reading.read(content, most_bytes=10**6)
    assert [(fault.row, fault.heading) for fault in found.faults] == [(2, "prijs leverancier")]
    answer = looked_at(shop, content, "catalogus.xml")
    assert said in answer.content.decode()
    assert 'name="payload"' not in answer.content.decode()


def test_a_spreadsheet_with_a_column_of_currencies_holds_euros_alone():
    head = ["code", "naam", "eenheid", "munt", "prijs leverancier"]
    rows = [["A", "A", "stuks", word, "1"] for word in ("EUR", "euro", "", "GBP")]
    rows = [[f"{code}{at}", *rest] for at, (code, *rest) in enumerate(rows)]
    assert [fault.row for fault in price_list.read(head, rows).faults] == [5]


def test_what_a_catalogue_does_not_say_stays_as_it_is_on_the_list():
    shop = Shop(
        a_firewall(steps=TIERED, category="Netwerk", most_units=2000, unit="dozen"),
        listed(option_of="FW"),
    )
    answer = looked_at(shop, catalogue(catalogue_line((1, "735.00", 1))), "catalogus.xml")
    assert taken_over(shop, answer).status_code == 302
    found = pricing.current_list(shop.framework, TOMORROW)
    assert found == {
        "FW": a_firewall(
            steps=(Step(from_units=1, price=price("735", "12")), TIERED[1]),
            category="Netwerk",
            most_units=2000,
            unit="dozen",
        ),
        "MB": listed(option_of="FW"),
    }


def test_tiers_that_a_catalogue_names_are_the_tiers_with_the_support_part_of_their_quantity():
    shop = Shop(a_firewall(steps=TIERED))
    answer = looked_at(shop, catalogue(catalogue_line((1, "735", 1), (2000, "690", 1))), "catalogus.xml")
    assert "Bij 1 artikel vervalt een prijsschijf" in answer.content.decode()
    taken_over(shop, answer)
    assert pricing.current_list(shop.framework, TOMORROW)["FW"].steps == (
        Step(from_units=1, price=price("735", "12")),
        Step(from_units=2000, price=price("690", "10")),
    )


def test_the_buyer_says_whether_a_catalogue_is_the_whole_list():
    shop = Shop()
    content = catalogue(catalogue_line((1, "850", 1)))
    part = looked_at(shop, content, "catalogus.xml").content.decode()
    assert "1 artikel verandert" in part
    assert "staat niet in de catalogus en blijft zoals het is" in part
    whole = looked_at(shop, content, "catalogus.xml", coverage="whole")
    assert "1 artikel vervalt: vanaf" in whole.content.decode()
    taken_over(shop, whole)
    assert list(pricing.current_list(shop.framework, TOMORROW)) == ["FW"]


def test_a_line_that_a_catalogue_deletes_falls_away_in_a_part_of_a_list_too():
    shop = Shop()
    gone = catalogue_line((1, "3.15", 1), code="MB", action="<cbc:ActionCode>Delete</cbc:ActionCode>")
    answer = looked_at(shop, catalogue(gone), "catalogus.xml")
    assert "1 artikel vervalt: vanaf" in answer.content.decode()
    taken_over(shop, answer)
    assert list(pricing.current_list(shop.framework, TOMORROW)) == ["FW"]


def test_what_the_support_point_gets_of_new_items_is_asked():
    shop = Shop()
    content = catalogue(catalogue_line((1, "90", 10), code="MS", name="Muis"))
    without = looked_at(shop, content, "catalogus.xml").content.decode()
    assert "1 nieuw artikel komt niet op de lijst" in without
    assert 'name="payload"' not in without
    answer = looked_at(shop, content, "catalogus.xml", new_support="0,50")
    assert "heeft geen standaardprijs" in answer.content.decode()
    taken_over(shop, answer)
    assert pricing.current_list(shop.framework, TOMORROW)["MS"].steps == (Step(from_units=1, price=price("9", "0.50")),)


def test_a_unit_that_is_not_the_one_of_the_list_is_asked_about():
    shop = Shop()
    answer = looked_at(shop, catalogue(catalogue_line((1, "850", 1), unit="BX")), "catalogus.xml")
    assert "De catalogus telt in “BX”" in answer.content.decode()


def test_a_suppliers_own_list_keeps_the_part_of_the_support_point():
    shop = Shop(a_firewall())
    own = page(shop.contact, "prices", shop.framework.pk, export="csv").content
    answer = looked_at(shop, own.replace(b"900,00", b"880,00").replace(b"900.00", b"880.00"))
    taken_over(shop, answer)
    assert pricing.current_list(shop.framework, TOMORROW)["FW"] == a_firewall(
        steps=(Step(from_units=1, price=price("880", "50")),)
    )


# ── the look at a list ───────────────────────────────────────────────────────
def test_the_look_shows_both_parts_and_says_what_would_be_lost():
    shop = Shop(a_firewall(steps=TIERED), listed())
    content = b"code;naam;eenheid;vanaf;prijs leverancier;prijs steunpunt\nFW;Firewall;stuks;1;735;\n"
    text = looked_at(shop, content).content.decode()
    for said in (
        "1 artikel vervalt: vanaf",
        "Bij 1 artikel vervalt het deel van het steunpunt (Firewall)",
        "Bij 1 artikel vervalt een prijsschijf (Firewall)",
        "€ 735,00",
        "was € 742,00",
        "€ 0,00",
        "was € 12,00",
    ):
        assert said in text, said


def test_the_day_is_looked_at_with_the_list():
    shop = Shop()
    for day, said in ((TODAY, "ten vroegste vanaf morgen"), (TODAY + timedelta(days=9999), "is dan afgelopen")):
        answer = looked_at(shop, catalogue(catalogue_line((1, "850", 1))), "catalogus.xml", day)
        assert answer.status_code == 422
        assert said in answer.content.decode()
        assert 'name="payload"' not in answer.content.decode()


def test_a_price_that_is_too_large_is_called_so():
    rows = [["A", "A", "stuks", "1000000000000000"], ["B", "B", "stuks", "1,00001"]]
    found = price_list.read(["code", "naam", "eenheid", "prijs leverancier"], rows)
    assert [fault.text for fault in found.faults] == [
        "Deze prijs is te groot: een prijs is kleiner dan € 1.000.000.000.",
        "Een prijs is niet kleiner dan nul en heeft hoogstens vier decimalen.",
    ]


def test_a_sheet_speaks_the_language_of_its_headings_and_the_codes_are_read_too():
    shop = Shop(a_firewall(steps=steps((1, "900.5"))), listed(steps=steps((1, "3.1525"))))
    content = page(shop.buyer, "prices", shop.framework.pk, export="xlsx").content
    rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
    assert [row[rows[0].index("betaling")] for row in rows[1:]] == ["eenmalig", "per maand"]
    head = ["code", "naam", "eenheid", "betaling", "prijs leverancier"]
    read = price_list.read(
        head, [[word, "x", "x", word, "1"] for word in ("once", "monthly", "per jaar", "naar gebruik")]
    )
    assert [item.charge for item in read.items] == [Charge.ONCE, Charge.MONTHLY, Charge.YEARLY, Charge.USE]


def test_what_a_code_means_does_not_change_with_a_list():
    shop = Shop()
    for changed in ({"unit": "dozen"}, {"charge": Charge.YEARLY}):
        assert refused(load, shop, listed(), a_firewall(**changed)) == {"another_item"}
    assert Item.objects.get(code="FW").unit == "stuks"


def test_what_else_changes_of_an_item_is_a_change_too():
    shop = Shop()
    found = load(
        shop, listed(), a_firewall(title="Firewall, nieuw model", standard=replace(STANDARD, price=Decimal(1300)))
    )
    assert [(one.code, one.changed) for one in found] == [("FW", ("title",))]
    assert PriceChange.objects.count() == 2
    assert [row.price for row in StandardPrice.objects.filter(item__code="FW").order_by("valid_from")] == [1250, 1300]


# ── who decided ──────────────────────────────────────────────────────────────
def test_a_list_under_a_signed_contract_is_dated_and_signed():
    shop = Shop()
    new = a_firewall(steps=steps((1, "800")))
    assert refused(load, shop, listed(), new, note=" ") == {"no_reason"}
    assert refused(load, shop, listed(), new, signed_on=None) == {"not_signed"}
    assert refused(load, shop, listed(), new, signed_on=TOMORROW) == {"signed_later"}
    answer = looked_at(shop, b"code;naam;eenheid;prijs leverancier\nFW;Firewall;stuks;850\n")
    again = taken_over(shop, answer, reason="")
    assert again.status_code == 422
    assert payload_of(again)
    paper = SimpleUploadedFile("lijst.txt", b"Ondertekend")
    assert taken_over(shop, again, file=paper).status_code == 302
    change = PriceChange.objects.order_by("pk").last()
    assert (change.note, change.signed_on) == ("Nieuwe prijslijst van de leverancier", TODAY)
    assert change.document_id
    assert "Nieuwe prijslijst van de leverancier" in page(shop.manager, "versions", shop.framework.pk).content.decode()


def test_a_list_that_was_looked_at_before_prices_changed_is_looked_at_again():
    shop = Shop()
    answer = looked_at(shop, b"code;naam;eenheid;prijs leverancier\nFW;Firewall;stuks;850\n")
    load(shop, listed(), a_firewall(steps=steps((1, "800"))))
    taken_over(shop, answer)
    assert pricing.current_list(shop.framework, TOMORROW)["FW"].steps == steps((1, "800"))


def test_one_price_is_told_as_one():
    fact = PricesChanged(organisation_id=1, framework_id=1, items=1, reason="list", valid_from=TODAY)
    assert "van 1 artikel: een nieuwe prijslijst" in fact.say()
    assert "van 2 artikelen" in replace(fact, items=2).say()


# ── prices that are still to come ────────────────────────────────────────────
def test_what_comes_is_known_ahead_on_the_pages_and_to_other_modules():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=(Step(from_units=1, price=price("800", "50")),)))
    load(shop, listed(), valid_from=LATER)
    firewall = shop.items["FW"].pk
    assert public.coming_prices([firewall, shop.items["MB"].pk], TODAY) == {
        firewall: (Coming(TOMORROW, (Step(from_units=1, price=price("800", "50")),)), Coming(LATER, ()))
    }
    assert public.coming_prices([firewall], LATER) == {}
    for name in ("detail", "prices"):
        text = page(shop.manager, name, shop.framework.pk).content.decode()
        for said in (
            f"Prijzen vanaf {TOMORROW:%d/%m/%Y}",
            "€ 800,00",
            "was € 900,00",
            f"Prijzen vanaf {LATER:%d/%m/%Y}",
        ):
            assert said in text, (name, said)
        assert "Deze lijst intrekken" not in text
    then = page(shop.manager, "prices", shop.framework.pk, on=TOMORROW.isoformat()).content.decode()
    assert f"Prijzen van {TOMORROW:%d/%m/%Y}" in then
    assert page(shop.manager, "prices", shop.framework.pk, on="31-02").status_code == 200


def test_a_supplier_reads_what_comes_for_itself_without_the_part_of_the_support_point():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=(Step(from_units=1, price=price("800", "61.25")),)))
    assert "61,25" in page(shop.manager, "detail", shop.framework.pk).content.decode()
    text = page(shop.contact, "detail", shop.framework.pk).content.decode()
    assert "€ 800,00" in text
    assert "61,25" not in text
    Item.objects.filter(code="FW").update(place=2)
    assert "€ 800,00" not in page(shop.contact, "detail", shop.framework.pk).content.decode()


@pytest.mark.parametrize(("steps_of", "is_linked"), [(TIERED, True), (TIERED[:1], False)])
def test_tiers_of_all_boards_are_linked_where_there_are_any(steps_of, is_linked):
    shop = Shop(a_firewall(steps=steps_of), tier_basis=TierBasis.JOINT)
    shop.order(FW=1)
    for who in (shop.buyer, shop.manager):
        text = page(who, "detail", shop.framework.pk).content.decode()
        assert (reverse("orders:tiers", args=[shop.framework.pk]) in text) is is_linked


@pytest.mark.parametrize("number", [1, 3])
def test_what_comes_takes_as_many_queries_for_one_item_as_for_three(number, django_assert_num_queries):
    items = [a_firewall(code=f"F{at}") for at in range(number)]
    shop = Shop(*items)
    load(shop, *(replace(item, steps=steps((1, "800"))) for item in items))
    rows = Item.objects.filter(framework=shop.framework)
    with django_assert_num_queries(6):
        assert len(pricing.coming_changes(shop.framework, rows, TODAY)[0].items) == number


# ── taking back ──────────────────────────────────────────────────────────────
def test_a_list_that_is_taken_back_leaves_everything_as_it_was():
    shop = Shop(listed(), a_firewall(steps=TIERED, most_units=10))
    before = kept(shop)
    load(
        shop,
        a_firewall(title="Ander", steps=steps((1, "1")), most_units=None, standard=replace(STANDARD, price=Decimal(9))),
        listed("NEW"),
    )
    assert kept(shop) != before
    made = withdraw(shop)
    items, prices, standards = kept(shop)
    assert (
        [row for row in items if row["code"] != "NEW"],
        [row for row in prices if row["item_id"] in shop_ids(shop)],
        [row for row in standards if row["item_id"] in shop_ids(shop)],
    ) == before
    assert list(pricing.current_list(shop.framework, LATER)) == ["FW", "MB"]
    assert public.coming_prices(list(shop_ids(shop)), TODAY) == {}
    assert PriceChange.objects.count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        PriceWithdrawal.objects.filter(pk=made.pk).update(reason="Iets anders")


def shop_ids(shop):
    return {item.pk for item in shop.items.values()}


def test_after_it_is_taken_back_another_list_comes_in_its_place():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=steps((1, "1"))), valid_from=LATER)
    withdraw(shop)
    load(shop, listed(), a_firewall(steps=steps((1, "800"))))
    assert [
        pricing.current_list(shop.framework, day)["FW"].steps[0].price.supplier for day in (TODAY, TOMORROW, LATER)
    ] == [
        900,
        800,
        800,
    ]


def test_a_list_of_the_same_day_that_was_replaced_stands_again():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=steps((1, "800"))))
    first = kept(shop)
    load(shop, listed(), a_firewall(steps=steps((1, "700"), (5, "650"))))
    withdraw(shop)
    now = kept(shop)
    without_keys = [[{k: v for k, v in row.items() if k != "id"} for row in rows] for rows in now]
    assert without_keys == [[{k: v for k, v in row.items() if k != "id"} for row in rows] for rows in first]
    withdraw(shop, PriceChange.objects.filter(withdrawal=None).order_by("pk").last())
    assert pricing.current_list(shop.framework, LATER)["FW"].steps == a_firewall().steps


def test_the_last_alone_is_taken_back_before_its_day_and_with_a_reason():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=steps((1, "800"))))
    first = PriceChange.objects.order_by("pk").last()
    load(shop, listed(), a_firewall(steps=steps((1, "700"))), valid_from=LATER)
    assert refused(withdraw, shop, first) == {"later"}
    assert refused(withdraw, shop, reason=" ") == {"no_reason"}
    assert refused(withdraw, shop, today=LATER) == {"the_past"}
    assert refused(withdraw, shop, PriceChange.objects.order_by("pk").first()) == {"no_list"}
    for who in (shop.manager, shop.contact, somebody(shop.support, "adviser")):
        with pytest.raises(Denied):
            withdraw(shop, by=who)
    withdraw(shop)
    assert refused(withdraw, shop) == {"withdrawn"}


def test_a_list_is_taken_back_on_its_page():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=steps((1, "800"))))
    change = PriceChange.objects.order_by("pk").last()
    assert "Deze lijst intrekken" in page(shop.buyer, "prices", shop.framework.pk).content.decode()
    assert page(shop.buyer, "withdraw", shop.framework.pk, change.pk).status_code == 200
    assert sent(shop.buyer, "withdraw", shop.framework.pk, change.pk, reason="").status_code == 422
    assert sent(shop.buyer, "withdraw", shop.framework.pk, change.pk, reason="Vergissing").status_code == 302
    other = Shop(support=shop.support)
    assert page(shop.buyer, "withdraw", other.framework.pk, change.pk).status_code == 404
    assert page(shop.manager, "withdraw", shop.framework.pk, change.pk).status_code == 404
    for who in (shop.buyer, shop.manager):
        assert "Vergissing" in page(who, "versions", shop.framework.pk).content.decode()
        assert "ingetrokken voor ze inging: Vergissing" in page(who, "history", shop.framework.pk).content.decode()


def test_an_item_that_comes_back_does_not_hold_its_old_price_until_then():
    shop = Shop()
    load(shop, listed())
    load(shop, listed(), a_firewall(steps=steps((1, "800"))), valid_from=LATER)
    rows = Item.objects.filter(code="FW")
    assert [queries.on_list(rows, day).exists() for day in (TODAY, TOMORROW, LATER)] == [True, False, True]
    withdraw(shop)
    assert [queries.on_list(rows, day).exists() for day in (TODAY, TOMORROW, LATER)] == [True, False, False]
