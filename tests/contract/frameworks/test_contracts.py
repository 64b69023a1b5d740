"""Framework contracts: terms that are signed and changed, price lists that never change the past, who can order."""

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from steunpunt.contract.frameworks import actions, queries
from steunpunt.contract.frameworks.actions.boards import carry
from steunpunt.contract.frameworks.choices import EntitledBy
from steunpunt.contract.frameworks.models import Entitlement, Framework, Item, ItemPrice, TermsVersion
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.contract.frameworks.values import Indexation
from steunpunt.foundation.acting import Denied, Refused
from tests.factories.ordering import ENDS_ON, STARTS_ON, Shop, a_firewall, listed, moment, price, steps, terms
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def page(who, name, *args, **query):
    return browser_of(who.person_id).get(reverse(f"frameworks:{name}", args=args), query)


def sent(who, name, *args, **data):
    return browser_of(who.person_id).post(reverse(f"frameworks:{name}", args=args), data)


def change(shop, **changed):
    """Terms drafted anew and signed tomorrow."""
    framework = Framework.objects.get(pk=shop.framework.pk)
    actions.change_terms(
        framework_id=framework.pk, terms=terms(**changed), edition=framework.draft_edition, now=NOW, by=shop.buyer
    )
    framework.refresh_from_db()
    signature = actions.Signature(signed_on=TODAY, valid_from=TOMORROW, reason="Afgesproken")
    return actions.sign(
        framework_id=framework.pk, signature=signature, edition=framework.draft_edition, now=NOW, by=shop.buyer
    )


def load(shop, *items, valid_from=TOMORROW, today=TODAY, note="Afgesproken", signed_on=TODAY):
    return actions.load_price_list(
        framework_id=shop.framework.pk,
        items=items,
        valid_from=valid_from,
        today=today,
        note=note,
        signed_on=signed_on,
        now=NOW,
        by=shop.buyer,
    )


def priced(shop, code, day):
    row = queries.with_prices(Item.objects.filter(framework=shop.framework, code=code), day).get()
    return queries.priced(row)


# ── terms ────────────────────────────────────────────────────────────────────
def test_a_change_holds_from_its_day_and_the_past_keeps_its_terms():
    shop = Shop()
    change(shop, notice_months=6)
    assert [queries.terms_on(shop.framework, day).notice_months for day in (TODAY, TOMORROW)] == [1, 6]
    with pytest.raises(DatabaseError), transaction.atomic():
        TermsVersion.objects.update(valid_from=TODAY)


def test_a_draft_says_what_is_missing_and_is_not_ordered_under():
    shop = Shop()
    beginning = actions.Beginning(reference="RC-9", terms=terms(most_amount=None), authority_id=shop.support.pk)
    draft = actions.make_framework(beginning=beginning, now=NOW, by=shop.buyer)
    with pytest.raises(Refused) as refused:
        actions.sign(
            framework_id=draft.pk,
            signature=actions.Signature(signed_on=TODAY, valid_from=STARTS_ON),
            edition=1,
            now=NOW,
            by=shop.buyer,
        )
    assert refused.value.codes == {"supplier", "prices"}
    assert "Wat ontbreekt" in page(shop.buyer, "detail", draft.pk).content.decode()
    assert page(shop.manager, "detail", draft.pk).status_code == 404


def test_a_change_cannot_reach_back_or_be_signed_over_somebody_elses():
    shop = Shop()
    framework = Framework.objects.get(pk=shop.framework.pk)
    late = actions.Signature(signed_on=TOMORROW, valid_from=TODAY, reason="Te laat")
    for signature, edition, code in (
        (late, framework.draft_edition, "backwards"),
        (replace(late, valid_from=STARTS_ON), framework.draft_edition, "the_past"),
        (replace(late, valid_from=TOMORROW, reason=""), framework.draft_edition, "no_reason"),
        (replace(late, valid_from=TOMORROW), framework.draft_edition - 1, "changed_meanwhile"),
    ):
        with pytest.raises(Refused) as refused:
            actions.sign(framework_id=framework.pk, signature=signature, edition=edition, now=NOW, by=shop.buyer)
        assert code in refused.value.codes


def test_an_extension_that_is_foreseen_is_taken_once():
    shop = Shop(extensions=1, extension_months=12)
    actions.extend(framework_id=shop.framework.pk, signed_on=TODAY, now=NOW, by=shop.buyer)
    shop.framework.refresh_from_db()
    assert shop.framework.ends_on == ENDS_ON.replace(year=ENDS_ON.year + 1)
    with pytest.raises(Refused) as refused:
        actions.extend(framework_id=shop.framework.pk, signed_on=TODAY, now=NOW, by=shop.buyer)
    assert refused.value.codes == {"no_extension"}


def test_nobody_but_a_buyer_writes():
    shop = Shop()
    for who in (shop.manager, shop.contact, somebody(shop.support, "adviser"), replace(shop.buyer, looking_in_id=1)):
        with pytest.raises(Denied):
            actions.stop_framework(framework_id=shop.framework.pk, on=TODAY, reason="x", now=NOW, by=who)
        with pytest.raises(Denied):
            actions.load_price_list(
                framework_id=shop.framework.pk, items=(), valid_from=TOMORROW, today=TODAY, now=NOW, by=who
            )


# ── prices ───────────────────────────────────────────────────────────────────
def test_a_list_changes_prices_from_its_day_on_and_drops_what_it_does_not_name():
    shop = Shop()
    found = load(shop, a_firewall(steps=steps((1, "800"))))
    assert [(one.code, bool(one.before), bool(one.after)) for one in found] == [("FW", True, True), ("MB", True, False)]
    assert [priced(shop, "FW", day).steps[0].price.supplier for day in (TODAY, TOMORROW)] == [900, 800]
    assert shop.order(today=TODAY, FW=1).lines.get().supplier_part == 900
    assert shop.order(today=TOMORROW, FW=1).lines.get().supplier_part == 800
    assert not queries.can_be_ordered(Item.objects.filter(code="MB"), TOMORROW).exists()
    assert queries.can_be_ordered(Item.objects.filter(code="MB"), TODAY).exists()


def test_a_list_never_changes_the_past():
    shop = Shop()
    for day in (STARTS_ON, TODAY - timedelta(days=1), TODAY):
        with pytest.raises(Refused) as refused:
            load(shop, a_firewall(steps=steps((1, "1"))), valid_from=day)
        assert refused.value.codes == {"the_past"}
    with pytest.raises(DatabaseError), transaction.atomic():
        ItemPrice.objects.update(supplier=1)
    row = ItemPrice.objects.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        ItemPrice.objects.create(item=row.item, change=row.change, supplier=1, valid_from=TODAY)


def test_a_later_change_that_stands_is_not_slipped_under():
    shop = Shop()
    load(shop, listed(), a_firewall(steps=steps((1, "800"))), valid_from=TODAY + timedelta(days=30))
    with pytest.raises(Refused) as refused:
        load(shop, listed(), a_firewall(steps=steps((1, "700"))))
    assert refused.value.codes == {"later"}


def test_prices_follow_the_index_from_those_of_the_contract_not_from_the_last():
    index = Indexation(fixed_share=Decimal("0.2"), index="Agoria", base=Decimal(100), base_on=STARTS_ON)
    shop = Shop(indexation=index)
    for value, day, expected in ((110, TOMORROW, "972.0000"), (120, TODAY + timedelta(days=40), "1044.0000")):
        actions.read_index(
            index="Agoria", on=day, value=Decimal(value), source="Staatsblad", now=moment(day), by=shop.buyer
        )
        _reading, changed = actions.bring_up_to_index(
            framework_id=shop.framework.pk, valid_from=day, today=TODAY, now=NOW, by=shop.buyer
        )
        found = priced(shop, "FW", day).steps[0].price
        assert (changed, found) == (2, price(expected, "50.0000"))


# ── a list in a spreadsheet ──────────────────────────────────────────────────
HEAD = ["code", "naam", "eenheid", "betaling", "vanaf", "prijs leverancier", "prijs steunpunt"]


def test_rows_of_an_item_become_its_steps():
    reading = price_list.read(
        HEAD,
        [
            ["FW", "Firewall", "stuks", "eenmalig", "1", "1.180,50", "65"],
            ["FW", "Firewall", "stuks", "eenmalig", "3", "1.100", "65"],
            ["", "", "", "", "", "", ""],
        ],
    )
    (item,) = reading.items
    assert not reading.faults
    assert [(one.from_units, one.price) for one in item.steps] == [
        (1, price("1180.50", "65")),
        (3, price("1100", "65")),
    ]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["", "Firewall", "stuks", "", "", "1", ""], "leeg"),
        (["FW", "Firewall", "stuks", "soms", "", "1", ""], "manier"),
        (["FW", "Firewall", "stuks", "", "0", "1", ""], "geheel getal"),
        (["FW", "Firewall", "stuks", "", "", "gratis", ""], "geen bedrag"),
        (["FW", "Firewall", "stuks", "", "", "-1", ""], "niet kleiner dan nul"),
        (["FW", "Firewall", "stuks", "", "", "=1+1", ""], "formule"),
        (["F" * 41, "Firewall", "stuks", "", "", "1", ""], "langer dan 40"),
    ],
)
def test_what_is_wrong_is_said_with_its_row_and_column(row, said):
    reading = price_list.read(HEAD, [row], first_row=7)
    assert not reading.items
    assert reading.faults[0].row == 7
    assert said in " ".join(fault.text for fault in reading.faults)


def test_a_list_that_goes_out_comes_in_again_as_it_is():
    shop = Shop()
    answer = page(shop.buyer, "prices", shop.framework.pk, export="xlsx")
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][2] == "code"
    file = SimpleUploadedFile("lijst.xlsx", answer.content)
    text = sent(shop.buyer, "read_in", shop.framework.pk, file=file, valid_from=TOMORROW).content.decode()
    assert "Er verandert niets" in text
    assert "Deze lijst overnemen" not in text


def test_a_list_is_looked_at_before_anything_changes_and_comes_back_signed():
    shop = Shop()
    content = b"code;naam;eenheid;prijs leverancier\nFW;Firewall;stuks;850\n"
    look = sent(
        shop.buyer,
        "read_in",
        shop.framework.pk,
        file=SimpleUploadedFile("lijst.csv", content),
        valid_from=TOMORROW,
    ).content.decode()
    assert "2 artikelen veranderen" in look
    assert priced(shop, "FW", TOMORROW).steps[0].price.supplier == 900
    payload = look.split('name="payload" value="')[1].split('"')[0]
    altered = payload[:-2] + ("aa" if payload[-2:] != "aa" else "bb")
    decided = {"reason": "Nieuwe prijslijst van de leverancier", "signed_on": TODAY}
    assert sent(shop.buyer, "read_in_confirm", shop.framework.pk, payload=altered, **decided).status_code == 302
    assert priced(shop, "FW", TOMORROW).steps[0].price.supplier == 900
    sent(shop.buyer, "read_in_confirm", shop.framework.pk, payload=payload, **decided)
    assert priced(shop, "FW", TOMORROW).steps[0].price.supplier == 850


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"PK\x03\x04kapot", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1oud"])
def test_a_file_that_is_no_list_is_refused_in_words(content):
    shop = Shop()
    file = SimpleUploadedFile("lijst.xlsx", content or b" ")
    answer = sent(shop.buyer, "read_in", shop.framework.pk, file=file, valid_from=TOMORROW)
    assert answer.status_code == 422


# ── who can order ────────────────────────────────────────────────────────────
def test_a_board_of_an_open_kind_comes_in_by_its_own_decision_at_the_next_moment():
    moment = TODAY + timedelta(days=10)
    shop = Shop(open_kinds=("police_zone",), entry_moments=(STARTS_ON, moment))
    zone = OrganisationFactory(police_zone=True)
    chief = somebody(zone, "policy_maker", mandates=("opt_in",))
    reader = somebody(zone, "ict_manager")
    assert shop.framework.title in page(reader, "list").content.decode()
    assert page(reader, "detail", shop.framework.pk).status_code == 404
    assert sent(reader, "open", shop.framework.pk).status_code == 404
    assert sent(chief, "open", shop.framework.pk).status_code == 302
    row = Entitlement.objects.get(organisation=zone)
    assert (row.valid_from, row.origin) == (moment, EntitledBy.KIND)
    municipality = somebody(OrganisationFactory(), "policy_maker", mandates=("opt_in",))
    assert page(municipality, "open", shop.framework.pk).status_code == 404


def test_a_board_sees_the_contract_and_never_which_others_can_order():
    shop = Shop()
    text = page(shop.manager, "detail", shop.framework.pk).content.decode()
    assert "Hosted Mail" in text
    assert page(shop.manager, "boards", shop.framework.pk).status_code == 404
    history = page(shop.manager, "history", shop.framework.pk).content.decode()
    assert "Keerbergen kan bestellen" in history
    assert "Haacht" not in history
    assert "Haacht" in page(shop.contact, "boards", shop.framework.pk).content.decode()
    stranger = somebody(OrganisationFactory(supplier=True), "contact")
    assert page(stranger, "detail", shop.framework.pk).status_code == 404


def test_a_successor_can_order_what_its_predecessors_could():
    shop = Shop()
    successor = OrganisationFactory(name="Nieuwe gemeente")
    for board in (shop.board, shop.other):
        carry(predecessor_id=board.pk, successor_id=successor.pk, on=TODAY, now=NOW, by=PLATFORM)
    assert Entitlement.objects.filter(organisation=successor).count() == 1


def test_an_entitlement_ends_today_at_the_earliest_and_never_stands_twice():
    shop = Shop()
    row = shop.framework.entitlements.get(organisation=shop.board)
    with pytest.raises(Refused):
        actions.end_entitlement(
            entitlement_id=row.pk, valid_to=TODAY - timedelta(days=1), today=TODAY, now=NOW, by=shop.buyer
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Entitlement.objects.create(
            framework=shop.framework,
            organisation=shop.board,
            valid_from=date(TODAY.year, 6, 1),
            origin="named",
            written_at=NOW,
        )


# ── the pages of a buyer ─────────────────────────────────────────────────────
def test_from_nothing_to_a_signed_contract_on_its_pages():
    shop = Shop()
    begin = {
        "reference": "RC-NIEUW",
        "title": "Printers",
        "starts_on": STARTS_ON,
        "ends_on": ENDS_ON,
        "authority": shop.support.pk,
        "supplier": shop.supplier.pk,
    }
    assert sent(shop.buyer, "begin", **begin).status_code == 302
    assert sent(shop.buyer, "begin", **begin).status_code == 422
    framework = Framework.objects.get(reference="RC-NIEUW")
    form = page(shop.buyer, "terms", framework.pk).context["form"]
    values = {name: value for name, value in form.initial.items() if value not in (None, "", [])}
    answer = sent(shop.buyer, "terms", framework.pk, **(values | {"most_amount": "50.000", "edition": 1}))
    assert answer.status_code == 302
    assert sent(shop.buyer, "terms", framework.pk, **(values | {"edition": 1})).status_code == 422
    file = SimpleUploadedFile("l.csv", b"code;naam;eenheid;prijs leverancier\nPR;Printer;stuks;200\n")
    look = sent(shop.buyer, "read_in", framework.pk, file=file, valid_from=STARTS_ON).content.decode()
    payload = look.split('name="payload" value="')[1].split('"')[0]
    sent(shop.buyer, "read_in_confirm", framework.pk, payload=payload)
    paper = SimpleUploadedFile("contract.txt", b"Ondertekend")
    sign = {"edition": 2, "signed_on": STARTS_ON, "valid_from": STARTS_ON, "file": paper}
    assert sent(shop.buyer, "sign", framework.pk, **sign).status_code == 302
    framework.refresh_from_db()
    assert (framework.state, framework.most_amount) == ("in_force", 50_000)
    assert framework.versions.get().document_id
    entitle = {"boards": [shop.board.pk], "valid_from": TODAY}
    assert sent(shop.buyer, "entitle", framework.pk, **entitle).status_code == 302
    assert queries.can_order([framework.pk], shop.board.pk, TODAY) == {framework.pk}
    for name in ("detail", "prices", "versions", "boards", "history"):
        assert page(shop.buyer, name, framework.pk).status_code == 200
