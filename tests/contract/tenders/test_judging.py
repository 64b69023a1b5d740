"""The scoring room: each alone, then together; nobody sees a mark before all are in, nor a price before marks are fixed."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from steunpunt.contract.tenders import access, actions
from steunpunt.contract.tenders.choices import PriceVerdict, Regularity, TenderState
from steunpunt.contract.tenders.models import Assessor, Consensus, Declaration, Draw, Mark
from steunpunt.foundation.acting import Denied, Refused
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER, Room
from tests.factories.scan import TODAY
from tests.kept import kept

pytestmark = pytest.mark.django_db
HIGH = {(0, "K1"): 8, (0, "K2"): 8, (1, "K1"): 6, (1, "K2"): 10}
LOW = {(0, "K1"): 6, (0, "K2"): 8, (1, "K1"): 6, (1, "K2"): 10}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def an_opened_room():
    return Room().opened().members()


@pytest.fixture
def room():
    return kept(an_opened_room)


def all_in(room):
    room.sheet(room.assessors[0], HIGH)
    room.sheet(room.assessors[1], LOW)
    room.sheet(room.assessors[2], HIGH)


# ── interests ────────────────────────────────────────────────────────────────
def test_whoever_has_an_interest_is_out_on_record_and_reads_nothing():
    room = Room().opened()
    tied = somebody(room.boards[3], "ict_manager")
    room.name_assessor(tied)
    assert not access.reads_offers(tied, room.tender), "not before declaring"
    with pytest.raises(Refused):
        actions.declare(tender_id=room.tender.pk, has_conflict=True, text=" ", now=AFTER, by=tied)
    actions.declare(tender_id=room.tender.pk, has_conflict=True, text="Mijn broer werkt er", now=AFTER, by=tied)
    assert Assessor.objects.get().out_at == AFTER
    assert not access.reads_offers(tied, room.tender)
    with pytest.raises((Denied, Assessor.DoesNotExist)):
        room.mark(tied, 0, "K1", 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        Declaration.objects.update(has_conflict=False)


# ── alone ────────────────────────────────────────────────────────────────────
def test_nobody_reads_a_mark_of_another_before_all_are_in(room):
    room.sheet(room.assessors[0], HIGH)
    room.sheet(room.assessors[1], LOW)
    for who in (*room.assessors, room.buyer):
        assert not access.reads_marks_of_others(who, room.tender)
    page = browser_of(room.assessors[2].person_id).get(f"/aankopen/bestekken/{room.tender.pk}/kamer/criterium/K1/")
    assert page.status_code == 200
    assert "Zo staat het in de nota" not in page.content.decode()
    room.sheet(room.assessors[2], HIGH)
    for who in (*room.assessors, room.buyer):
        assert access.reads_marks_of_others(who, room.tender)
    page = browser_of(room.assessors[2].person_id).get(f"/aankopen/bestekken/{room.tender.pk}/kamer/criterium/K1/")
    assert page.content.decode().count("Zo staat het in de nota") >= 6


@pytest.mark.parametrize("mark", ["7", "11", "-1"])
def test_only_marks_of_the_scale_are_given(room, mark):
    with pytest.raises(Refused) as refused:
        room.mark(room.assessors[0], 0, "K1", mark)
    assert refused.value.codes == {"off_scale"}
    assert not Mark.objects.exists()


def test_marks_are_handed_in_whole_with_arguments_and_stay(room):
    who = room.assessors[0]
    for (offer, criterion), mark in list(HIGH.items())[:3]:
        room.mark(who, offer, criterion, mark)
    room.mark(who, 0, "K1", 8, argument="")
    with pytest.raises(Refused) as refused:
        actions.hand_in_marks(tender_id=room.tender.pk, now=AFTER, by=who)
    assert refused.value.codes == {"missing", "silent"}
    room.sheet(who, HIGH)
    with pytest.raises(Refused) as refused:
        room.mark(who, 0, "K1", 10)
    assert refused.value.codes == {"handed_in"}
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.update(mark=10)


def test_neither_buyer_nor_strangers_give_marks(room):
    for who in (room.buyer, somebody(room.boards[3], "ict_manager"), room.suppliers[0]):
        with pytest.raises((Denied, room.tender.DoesNotExist)):
            room.mark(who, 0, "K1", 8)


# ── together ─────────────────────────────────────────────────────────────────
def test_marks_are_fixed_once_all_agree_and_nothing_changes_after(room):
    room.regular()
    with pytest.raises(Refused) as refused:
        room.freeze()
    assert refused.value.codes == {"waiting"}, "nothing yet of what they differ on"
    with pytest.raises(Refused):
        room.agree(0, "K1", 8)
    all_in(room)
    with pytest.raises(Refused) as refused:
        room.freeze()
    assert refused.value.codes == {"talk"}
    room.agree(0, "K1", 6, "De nota laat back-ups open")
    tender = room.freeze()
    assert (tender.state, len(tender.frozen_hash)) == (TenderState.FROZEN, 64)
    with pytest.raises(Refused):
        room.agree(0, "K1", 8)
    with pytest.raises(IntegrityError), transaction.atomic():
        Consensus.objects.update(mark=10)


def test_every_offer_is_looked_at_and_one_that_does_not_count_gets_no_marks(room):
    room.regular(0)
    with pytest.raises(Refused):
        room.regular(1, regularity=Regularity.IRREGULAR)
    room.regular(1, regularity=Regularity.IRREGULAR, reason="Verklaring op erewoord ontbreekt")
    with pytest.raises(Refused) as refused:
        room.mark(room.assessors[0], 1, "K1", 8)
    assert refused.value.codes == {"irregular"}
    for who in room.assessors:
        room.sheet(who, {(0, "K1"): 8, (0, "K2"): 8})
    room.freeze()
    room.priced()
    found = room.ranking()
    assert [each.offer for each in found.placed] == [str(room.offers[0].pk)]


def test_the_ranking_is_that_of_the_published_method_to_the_cent(room):
    room.regular()
    all_in(room)
    room.agree(0, "K1", 8)
    room.freeze()
    room.priced()
    found = room.ranking()
    # 100 mailboxes × 48 months at 3 and 4 euros, and 2 boards moved at 500 euros once.
    assert [each.price for each in found.placed] == [Decimal("15400.00"), Decimal("20200.00")]
    first, second = found.placed
    assert (first.offer, first.quality_points, first.price_points.points) == (str(room.offers[0].pk), 48, 40)
    assert second.quality_points == 44
    assert second.printed == Decimal("83.80")  # 44 + 40 × (60.000 − 20.200) / 40.000, to two decimals


# ── prices ───────────────────────────────────────────────────────────────────
def test_a_price_that_is_not_explained_puts_the_offer_out_with_the_reason(room):
    room.regular()
    all_in(room)
    room.agree(0, "K1", 8)
    room.freeze()
    room.priced()
    asked = actions.ask_price(
        tender_id=room.tender.pk,
        bid_lot_id=room.offers[0].pk,
        text="Hoe komt u aan deze prijs?",
        due_on=AFTER.date(),
        now=AFTER,
        by=room.buyer,
    )
    with pytest.raises(asked.__class__.DoesNotExist):
        actions.reply_price(question_id=asked.pk, text="Wij niet", now=AFTER, by=room.suppliers[1])
    here = f"/opdrachten/{room.tender.pk}/offerte/"
    assert browser_of(room.suppliers[1].person_id).get(f"{here}prijs/{asked.pk}/").status_code == 404
    own = browser_of(room.suppliers[0].person_id)
    assert "Hoe komt u aan deze prijs?" in own.get(here).content.decode()
    own.post(f"{here}prijs/{asked.pk}/", {"text": "Schaalvoordeel"})
    asked.refresh_from_db()
    assert asked.reply == "Schaalvoordeel"
    actions.judge_price(
        tender_id=room.tender.pk,
        question_id=asked.pk,
        verdict=PriceVerdict.REJECTED,
        reason="Lonen zijn niet gedekt",
        now=AFTER,
        by=room.buyer,
    )
    assert [each.offer for each in room.ranking().placed] == [str(room.offers[1].pk)]


def test_equal_offers_are_told_apart_by_lots_that_were_drawn_with_witnesses():
    room = Room().opened(Decimal(3), Decimal(3)).members(1)
    room.regular()
    same = {(0, "K1"): 8, (0, "K2"): 8, (1, "K1"): 8, (1, "K2"): 8}
    room.sheet(room.assessors[0], same)
    room.freeze()
    room.priced()
    ids = [row.pk for row in room.offers]
    assert room.ranking().winner is None
    values = {"tender_id": room.tender.pk, "lot": 1, "now": AFTER, "by": room.buyer}
    with pytest.raises(Refused):
        actions.write_down_draw(order=ids[:1], witnesses="secretaris", **values)
    with pytest.raises(Refused):
        actions.write_down_draw(order=ids, witnesses=" ", **values)
    actions.write_down_draw(order=ids[::-1], witnesses="secretaris en aankoper", **values)
    assert room.ranking().winner == str(ids[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.update(order=ids)


# ── pages ────────────────────────────────────────────────────────────────────
def test_prices_show_nowhere_before_they_are_opened(room):
    room.regular()
    all_in(room)
    here = f"/aankopen/bestekken/{room.tender.pk}/"
    buyer = browser_of(room.buyer.person_id)
    for path in ("", "kamer/", "openen/", "specificatie/", f"kamer/offerte/{room.offers[0].pk}/", "rangschikking/"):
        page = buyer.get(here + path).content.decode()
        assert "15.400" not in page
        assert "Prijsomslag" not in page.partition("<main")[2] or path == "openen/"
    assert buyer.get(here + "rangschikking/").status_code == 404
    room.agree(0, "K1", 8)
    room.freeze()
    room.priced()
    page = buyer.get(here + "rangschikking/").content.decode()
    assert "15.400,00" in page
