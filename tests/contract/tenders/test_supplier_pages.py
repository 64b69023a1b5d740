"""What a supplier fills in and reads: prices as they were read, requirements, taking back asked once, not being selected."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from steunpunt.contract.tenders import actions, forms, queries
from steunpunt.contract.tenders.choices import EnvelopeKind
from steunpunt.contract.tenders.forms.fields import price
from steunpunt.contract.tenders.models import Bid
from steunpunt.foundation.notices.models import Notice
from tests.contract.tenders.test_inviting import CANDIDATES_UNTIL, RESTRICTED, sent
from tests.factories.people import browser_of
from tests.factories.rooms import Room
from tests.factories.scan import NOW
from tests.factories.tenders import a_specification

pytestmark = pytest.mark.django_db
IN_TIME = NOW + timedelta(days=5)


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_TIME)


def plain(answer):
    return answer.content.decode().replace("\xa0", " ")


# ── prices ───────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("typed", ["8.500", "€ 8.500", "12.125", "1e3", "1E3"])
def test_a_price_that_can_be_read_in_two_ways_is_asked_again(typed):
    with pytest.raises(Exception, match=r"twee manieren|getal"):
        price("Postbus", required=True, help_text="").clean(typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("8500", "8500"), ("8,500", "8.5"), ("8.5", "8.5"), ("0.125", "0.125"), ("1.250,50", "1250.50"), ("3,10", "3.1")],
)
def test_a_price_that_can_be_read_in_one_way_is_read_so(typed, read):
    assert price("Postbus", required=True, help_text="").clean(typed) == Decimal(read)


def test_the_receipt_of_prices_shows_what_was_understood_with_the_total_and_so_does_its_paper():
    room = Room()
    client, tender = browser_of(room.suppliers[0].person_id), room.tender.pk
    form = plain(client.get(reverse("tenders:envelope", args=[tender, 0, "price"])))
    assert "In het totaal telt ze 100 × 48 keer." in form
    given = {"lots": ["1"], "price_P1": "4,00", "price_P2": "500"}
    answer = client.post(reverse("tenders:envelope", args=[tender, 0, "price"]), given)
    shown = plain(answer)
    for part in ("€ 4,00", "€ 19.200,00", "€ 1.000,00", "<strong>€ 20.200,00</strong>"):
        assert part in shown, part
    paper = client.post(reverse("tenders:receipt", args=[tender]), {"written": answer.context["written"]})
    assert paper.status_code == 200
    assert paper["Content-Type"] == "application/pdf"


# ── requirements ─────────────────────────────────────────────────────────────
def test_what_an_offer_says_of_each_requirement_stands_in_its_quality_envelope_and_before_the_buyer():
    room = Room()
    spec = queries.specification(room.tender)
    form = forms.EnvelopeForm(
        {"lots": ["1"], "meets_E1": "99,95 %, van buiten gemeten", "answer_K1": "Twee plaatsen"},
        spec=spec,
        kind=EnvelopeKind.QUALITY,
    )
    form.is_valid()
    answers = form.contents().answers
    assert answers == {"K1": "Twee plaatsen", "requirement:E1": "99,95 %, van buiten gemeten"}
    room.whole(room.suppliers[1])
    room.hand_in(EnvelopeKind.ADMINISTRATIVE)
    room.hand_in(EnvelopeKind.QUALITY, answers=answers)
    room.hand_in(EnvelopeKind.PRICE)
    room.begin()
    room.complete()
    rows = {row.bid.supplier_id: row.pk for row in queries.bid_lots(room.tender)}
    buyer = browser_of(room.buyer.person_id)
    own, other = (
        plain(buyer.get(reverse("tenders:bid", args=[room.tender.pk, rows[who.organisation_id]])))
        for who in room.suppliers
    )
    assert "99,95 %, van buiten gemeten" in own
    assert other.count("de offerte zegt niet hoe") == 2, "neither the must nor the wish"


# ── taking back ──────────────────────────────────────────────────────────────
def test_an_offer_is_taken_back_only_after_it_was_asked_once_more():
    room = Room()
    room.whole(room.suppliers[0])
    client, url = browser_of(room.suppliers[0].person_id), reverse("tenders:withdraw", args=[room.tender.pk, 0])
    assert "ze komen niet terug" in plain(client.get(url))
    assert Bid.objects.get().withdrawn_at is None
    client.post(url)
    assert Bid.objects.get().withdrawn_at == IN_TIME


# ── lots ─────────────────────────────────────────────────────────────────────
def test_of_several_lots_an_offer_is_not_called_whole_while_one_of_them_lacks_an_envelope():
    lot = a_specification().lots[0]
    items = a_specification().items
    spec = a_specification(
        lots=(lot, lot.__class__(number=2, title="Archief")),
        items=(items[0], items[1].__class__(**{**_fields(items[1]), "lot": 2})),
    )
    room = Room(spec=spec)
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, lots=[1, 2])
    room.hand_in(EnvelopeKind.QUALITY, lots=[1])
    room.hand_in(EnvelopeKind.PRICE, lots=[2], prices={"P2": Decimal(500)})
    shown = plain(browser_of(room.suppliers[0].person_id).get(reverse("tenders:offer", args=[room.tender.pk])))
    assert "Perceel 1 · Hosted Mail mist: Prijsomslag." in shown
    assert "Perceel 2 · Archief mist: Kwaliteitsomslag." in shown
    assert "volledig en verzegeld" not in shown


def _fields(one):
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


# ── selection ────────────────────────────────────────────────────────────────
def test_who_is_not_selected_hears_it_and_reads_why_on_the_page_of_the_contract_and_of_its_request(monkeypatch):
    room = Room(spec=RESTRICTED)
    who = room.suppliers[0]
    asked = actions.apply(tender_id=room.tender.pk, text="Wij kunnen dit", now=NOW, by=who)
    other = actions.apply(tender_id=room.tender.pk, text="Wij ook", now=NOW, by=room.suppliers[1])
    later = CANDIDATES_UNTIL + timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    actions.select(
        tender_id=room.tender.pk,
        candidacy_id=asked.pk,
        is_selected=False,
        reason="Onvoldoende referenties",
        now=later,
        by=room.buyer,
    )
    here = reverse("tenders:market_apply", args=[room.tender.pk])
    assert "Onvoldoende referenties" not in plain(browser_of(who.person_id).get(here)), "not before all are told"
    actions.select(
        tender_id=room.tender.pk, candidacy_id=other.pk, is_selected=True, reason="", now=later, by=room.buyer
    )
    sent(room, now=later, decided_on=later.date())
    notice = Notice.objects.get(organisation_id=who.organisation_id, kind="tenders.market")
    assert (notice.title, notice.url) == ("De selectie voor “Hosted Mail”: uw brief is er", here)
    client = browser_of(who.person_id)
    for url in (here, reverse("tenders:market", args=[room.tender.pk])):
        shown = plain(client.get(url))
        assert "U werd niet geselecteerd." in shown
        assert "Onvoldoende referenties" in shown


def test_while_requests_are_taken_the_page_says_until_when_and_not_that_offers_can_be_handed_in():
    room = Room(spec=RESTRICTED)
    shown = plain(browser_of(room.suppliers[0].person_id).get(reverse("tenders:market", args=[room.tender.pk])))
    assert "vragen om deel te nemen." in shown
    assert "Offertes kunnen ingediend worden" not in shown
