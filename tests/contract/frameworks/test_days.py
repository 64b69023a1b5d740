"""Days of framework contracts: nothing is signed, read or stopped on a day that cannot be, and what is to come is not shown as today's."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import translation

from steunpunt.contract.frameworks import actions
from steunpunt.contract.frameworks.forms import TermsForm
from steunpunt.contract.frameworks.models import Framework, IndexReading
from steunpunt.contract.frameworks.queries import pricing
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.contract.frameworks.tasks import every_day
from steunpunt.contract.frameworks.values import Indexation
from steunpunt.foundation.acting import Refused
from tests.factories.ordering import ENDS_ON, STARTS_ON, Shop, moment, terms
from tests.factories.people import browser_of
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None, *_args: value.date() if value else TODAY)


def page(who, name, *args, **query):
    return browser_of(who.person_id).get(reverse(f"frameworks:{name}", args=args), query)


def sent(who, name, *args, **data):
    return browser_of(who.person_id).post(reverse(f"frameworks:{name}", args=args), data)


def drafted(shop, **changed):
    framework = Framework.objects.get(pk=shop.framework.pk)
    edition = framework.draft_edition
    actions.change_terms(framework_id=framework.pk, terms=terms(**changed), edition=edition, now=NOW, by=shop.buyer)
    return edition + 1


def sign(shop, edition, signed_on=TODAY, valid_from=TOMORROW):
    signature = actions.Signature(signed_on=signed_on, valid_from=valid_from, reason="Afgesproken")
    return actions.sign(framework_id=shop.framework.pk, signature=signature, edition=edition, now=NOW, by=shop.buyer)


def refused(call, *args, **named):
    with pytest.raises(Refused) as found:
        call(*args, **named)
    return found.value.codes


# ── terms ────────────────────────────────────────────────────────────────────
def test_a_change_that_begins_later_is_not_shown_as_what_holds_today(monkeypatch):
    shop = Shop()
    shop.order(FW=1)
    sign(shop, drafted(shop, title="Hosted Mail en meer", most_amount=Decimal(950)))
    for name in ("detail", "list"):
        assert (
            "1.000.000" in page(shop.buyer, name, *([shop.framework.pk] if name == "detail" else [])).content.decode()
        )
    answer = browser_of(shop.buyer.person_id).get(f"/api/v1/framework-contracts/{shop.framework.pk}").json()
    assert (answer["title"], answer["most_amount"], answer["terms_number"]) == ("Hosted Mail", "1000000.00", 1)
    for day in (TOMORROW, TOMORROW + timedelta(days=1)):
        monkeypatch.setattr("django.utils.timezone.now", lambda day=day: moment(day))
        every_day(timestamp=0)
    shop.framework.refresh_from_db()
    assert (shop.framework.title, shop.framework.most_amount) == ("Hosted Mail en meer", 950)
    history = page(shop.buyer, "history", shop.framework.pk).content.decode()
    assert history.count("Voorwaarden 2 gelden nu.") == 1


def test_a_maximum_does_not_lie_below_what_was_ordered():
    shop = Shop()
    shop.order(FW=1)
    assert refused(sign, shop, drafted(shop, most_amount=Decimal(949))) == {"ordered_more"}
    sign(shop, drafted(shop, most_amount=Decimal(950)))


def test_nothing_is_signed_on_a_day_that_has_not_come():
    shop = Shop(extensions=1)
    assert refused(sign, shop, drafted(shop, extensions=1), TOMORROW, TOMORROW) == {"signed_later"}
    extend = {"framework_id": shop.framework.pk, "now": NOW, "by": shop.buyer}
    assert refused(actions.extend, signed_on=TOMORROW, **extend) == {"signed_later"}
    after = ENDS_ON + timedelta(days=1)
    assert refused(actions.extend, signed_on=after, **(extend | {"now": moment(after)})) == {"ended"}
    shop.framework.refresh_from_db()
    assert (shop.framework.ends_on, shop.framework.versions.count()) == (ENDS_ON, 1)


def test_a_contract_does_not_stop_in_the_past():
    shop = Shop()
    stop = {"framework_id": shop.framework.pk, "reason": "De leverancier stopt", "now": NOW, "by": shop.buyer}
    assert refused(actions.stop_framework, on=YESTERDAY, **stop) == {"the_past"}
    assert actions.stop_framework(on=TODAY, **stop).stopped_on == TODAY


def test_days_on_which_boards_come_in_are_typed_as_everywhere():
    moments = (STARTS_ON, TOMORROW)
    shop = Shop(entry_moments=moments)
    form = page(shop.buyer, "terms", shop.framework.pk).context["form"]
    assert form.initial["entry_moments"] == "\n".join(f"{day:%d/%m/%Y}" for day in moments)


def test_choices_of_the_terms_speak_the_language_of_who_reads():
    with translation.override("fr"):
        french = str(TermsForm()["choosing"])
    with translation.override("nl"):
        dutch = str(TermsForm()["choosing"])
    assert "Eén leverancier" in dutch
    assert "Un fournisseur" in french


# ── the index ────────────────────────────────────────────────────────────────
INDEX = Indexation(fixed_share=Decimal("0.2"), index="Agoria", base=Decimal(100), base_on=STARTS_ON)


def read(shop, value, on=TODAY, **more):
    return actions.read_index(
        index="Agoria", on=on, value=Decimal(value), source="Staatsblad", now=NOW, by=shop.buyer, **more
    )


def test_an_index_is_of_a_day_that_came_and_is_replaced_only_on_purpose():
    shop = Shop(indexation=INDEX)
    assert refused(read, shop, 110, TOMORROW) == {"no_index_yet"}
    read(shop, 110)
    assert refused(read, shop, 120) == {"stands_already"}
    read(shop, 120, corrects=True)
    assert list(IndexReading.objects.order_by("pk").values_list("value", flat=True)) == [110, 120]


def test_prices_by_the_index_are_looked_at_before_they_change():
    shop = Shop(indexation=INDEX)
    assert sent(shop.buyer, "revise", shop.framework.pk, valid_from=TOMORROW).status_code == 422
    read(shop, "115.64")
    assert sent(shop.buyer, "revise", shop.framework.pk, valid_from=TODAY).status_code == 422
    look = sent(shop.buyer, "revise", shop.framework.pk, valid_from=TOMORROW).content.decode()
    for said in ("2 artikelen veranderen", "€ 1.012,608", "was € 900,00", "Agoria 115,64"):
        assert said in look, said
    assert pricing.coming_changes(shop.framework, shop.framework.items.all(), TODAY) == []
    seen = look.split('name="seen" value="')[1].split('"')[0]
    assert sent(shop.buyer, "revise", shop.framework.pk, valid_from=TOMORROW, seen="1-1").status_code == 200
    assert sent(shop.buyer, "revise", shop.framework.pk, valid_from=TOMORROW, seen=seen).status_code == 302
    [change] = pricing.coming_changes(shop.framework, shop.framework.items.all(), TODAY)
    assert change.change.note == f"Agoria 115,64 op {TODAY:%d/%m/%Y}"
    again = sent(shop.buyer, "revise", shop.framework.pk, valid_from=TOMORROW).content.decode()
    assert "Er verandert niets" in again


# ── a list of several suppliers ──────────────────────────────────────────────
def test_a_code_is_of_one_supplier():
    head = ["rang", "code", "naam", "eenheid", "prijs leverancier"]
    found = price_list.read(head, [["1", "GSM", "Gsm", "stuks", "100"], ["2", "GSM", "Gsm", "stuks", "101"]])
    assert [(fault.row, "eigen code" in fault.text) for fault in found.faults] == [(3, True)]
