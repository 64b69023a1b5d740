"""Several lots, variants, two winners and equal offers: each lot is decided by itself, and everybody hears of each."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from jsonschema import Draft4Validator

from steunpunt.contract.tenders import actions, papers, queries
from steunpunt.contract.tenders.choices import EnvelopeKind, ItemKind, Outcome, Regularity, TenderState
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.models import Bid, BidLot, Draw
from steunpunt.contract.tenders.panels import waiting
from steunpunt.contract.tenders.rules import ocds
from steunpunt.contract.tenders.rules.needs import Needs
from steunpunt.contract.tenders.values import Item, Lot
from steunpunt.foundation.acting import Refused
from tests.contract.tenders import ocds_shape
from tests.factories.awarding import LATER, AwardRoom
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.rooms import a_file, handed_in
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import a_specification
from tests.kept import kept

pytestmark = pytest.mark.django_db
LAPTOPS, PRINTERS, SCREENS = 1, 2, 3
WORDS = {LAPTOPS: "Draagbare computers", PRINTERS: "Printers", SCREENS: "Schermen"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def in_time(monkeypatch):
    """Before the deadline, by the journal too."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def an_item(lot, code):
    return Item(
        code=code, lot=lot, title=WORDS[lot], unit="stuk", kind=ItemKind.ONE_OFF, quantity=Decimal(10), most=Decimal(20)
    )


def three_lots():
    whole = a_specification()
    return replace(
        whole,
        lots=tuple(Lot(number=number, title=title) for number, title in WORDS.items()),
        items=(an_item(LAPTOPS, "P1"), an_item(PRINTERS, "P2"), an_item(SCREENS, "P3")),
        method=replace(
            whole.method,
            formula=PriceFormula.RULE_OF_THREE,
            tie_breaks=(TieBreak.LOWEST_PRICE, TieBreak.HIGHER_QUALITY, TieBreak.DRAW),
        ),
        framework=replace(whole.framework, suppliers=2),
        variants_allowed=True,
    )


class LotsRoom(AwardRoom):
    """Nobody offers for printers. For screens the second and third are equal; the fourth forgot its price for screens."""

    def __init__(self):
        super().__init__(suppliers=4, spec=three_lots())

    def envelopes(self, supplier, lots, prices, *, variant=0, priced=None):
        who = self.suppliers[supplier]
        for kind in (EnvelopeKind.ADMINISTRATIVE, EnvelopeKind.QUALITY):
            handed_in(self.tender, kind, by=who, lots=lots, variant=variant)
        prices = {code: Decimal(price) for code, price in prices.items()}
        handed_in(self.tender, EnvelopeKind.PRICE, by=who, lots=priced or lots, prices=prices, variant=variant)

    def handed_in(self):
        self.envelopes(0, [1, 3], {"P1": 100, "P3": 50})
        self.envelopes(0, [1], {"P1": 90}, variant=1)
        self.envelopes(1, [3], {"P3": 60})
        self.envelopes(2, [3], {"P3": 60})
        self.envelopes(3, [1, 3], {"P1": 120}, priced=[1])
        return self

    def judged(self):
        self.handed_in()
        self.begin()
        self.complete()
        self.tender.refresh_from_db()
        self.offers = list(BidLot.objects.order_by("pk"))
        self.members().regular()
        for who in self.assessors:
            self.sheet(who, {(place, code): 8 for place in range(len(self.offers)) for code in ("K1", "K2")})
        self.freeze()
        return self.priced()

    def of(self, supplier, lot, variant=0):
        return next(
            one
            for one in self.offers
            if (one.bid.supplier_id, one.lot, one.bid.variant)
            == (self.suppliers[supplier].organisation_id, lot, variant)
        )

    def name(self, *args):
        return super().name(*args) if isinstance(args[0], str) else str(self.of(*args).bid.supplier)

    def put_out(self, row, reason="Er is geen prijs voor dit perceel"):
        actions.judge_regularity(
            tender_id=self.tender.pk,
            bid_lot_id=row.pk,
            regularity=Regularity.IRREGULAR,
            reason=reason,
            now=LATER,
            by=self.buyer,
        )

    def drawn(self):
        self.put_out(self.of(3, SCREENS))
        order = [self.of(2, SCREENS).pk, self.of(1, SCREENS).pk]
        return actions.write_down_draw(
            tender_id=self.tender.pk, lot=SCREENS, order=order, witnesses="secretaris", now=LATER, by=self.buyer
        )

    def decided(self):
        self.drawn()
        self.decide(lot=LAPTOPS, winners=[self.of(0, LAPTOPS, 1).pk, self.of(3, LAPTOPS).pk])
        self.decide(lot=PRINTERS, outcome=Outcome.NOT_AWARDED, winners=[], motivation="Er kwam geen offerte")
        self.decide(lot=SCREENS, winners=[self.of(0, SCREENS).pk, self.of(2, SCREENS).pk])
        self.tender.refresh_from_db()
        return self

    def page(self, who, name, *args):
        return browser_of(who.person_id).get(reverse(f"tenders:{name}", args=[self.tender.pk, *args]))

    def text(self, who, name, *args):
        answer = self.page(who, name, *args)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    def letter(self, row):
        spec = queries.specification(self.tender)
        record = queries.award_record(self.tender, spec)
        told = queries.told(record, record.of(row.lot).row(row.pk))
        return repr(papers.letter(self.tender, spec, told, sent_on=LATER.date()).blocks)


def a_judged_room_of_lots():
    return LotsRoom().judged()


def a_decided_room_of_lots():
    return LotsRoom().judged().decided()


@pytest.fixture
def room():
    return kept(a_judged_room_of_lots)


@pytest.fixture
def decided():
    return kept(a_decided_room_of_lots)


def refused(work):
    with pytest.raises(Refused) as raised:
        work()
    return raised.value.codes


# ── an offer that lacks something for a lot ──────────────────────────────────
def test_who_gives_no_price_for_a_lot_has_no_place_in_it_and_never_the_lowest_price(room):
    found = room.ranking(SCREENS)
    assert str(room.of(3, SCREENS).pk) not in [one.offer for one in found.placed]
    assert len(found.placed) == 3
    for who, name, args in ((room.buyer, "ranking", [SCREENS]), (room.mayor, "award", []), (room.buyer, "award", [])):
        assert room.page(who, name, *args).status_code == 200
    assert "telt mee, maar heeft voor dit perceel geen volledige prijs" in room.text(room.mayor, "decide", SCREENS)
    award = room.text(room.mayor, "award")
    assert "De aankoper zegt eerst of de offerte meetelt." in award
    decides = [reverse("tenders:decide", args=[room.tender.pk, lot]) in award for lot in (LAPTOPS, SCREENS)]
    assert decides == [True, False], "nobody fills in a form that is refused"
    assert "not_whole" in refused(lambda: room.decide(lot=SCREENS, winners=[room.of(0, SCREENS).pk]))
    assert "Ze geeft voor dit perceel geen prijs voor" in room.text(room.buyer, "bid", room.of(3, SCREENS).pk)
    half = reverse("tenders:bid", args=[room.tender.pk, room.of(3, SCREENS).pk]) + "#telt"
    pages = [(room.buyer, "award", []), (room.buyer, "ranking", [SCREENS]), (room.mayor, "award", [])]
    assert [room.text(who, name, *args).count(half) for who, name, args in pages] == [1, 1, 0], (
        "who can do it has a button"
    )
    assert half not in room.text(room.buyer, "ranking", LAPTOPS)


def test_a_price_of_nought_for_a_whole_lot_is_not_taken_in():
    room = LotsRoom()
    asked = {"by": room.suppliers[0], "lots": [1, 3]}
    nought = {"P1": Decimal(0), "P3": Decimal(5)}
    assert refused(lambda: handed_in(room.tender, EnvelopeKind.PRICE, prices=nought, **asked)) == {"for_nothing"}
    handed_in(room.tender, EnvelopeKind.PRICE, prices={"P1": Decimal("0.01"), "P3": Decimal(5)}, **asked)
    assert Bid.objects.get().envelopes.count() == 1


@pytest.mark.usefixtures("in_time")
def test_a_supplier_reads_before_the_deadline_which_envelope_lacks_for_a_lot_that_it_began():
    room = LotsRoom().handed_in()
    forgot = room.text(room.suppliers[3], "offer")
    assert "Aan een perceel waaraan u begon, ontbreekt een omslag" in forgot
    assert "Perceel 3 · Schermen mist: Prijsomslag." in forgot
    assert forgot.count(" mist: ") == 1
    whole = room.text(room.suppliers[0], "offer")
    assert "Uw offerte is binnen, volledig en verzegeld" in whole
    assert " mist: " not in whole
    handed_in(
        room.tender,
        EnvelopeKind.PRICE,
        by=room.suppliers[3],
        lots=[1, 3],
        prices={"P1": Decimal(120), "P3": Decimal(70)},
    )
    assert " mist: " not in room.text(room.suppliers[3], "offer")


def test_who_forgot_an_envelope_of_a_lot_reads_it_after_the_deadline_too_and_who_judges_before_prices_are_open():
    room = LotsRoom().handed_in()
    room.begin()
    room.complete()
    forgot, whole = room.text(room.suppliers[3], "offer"), room.text(room.suppliers[0], "offer")
    assert "Aan een perceel waaraan u begon, ontbreekt een omslag: voor dat perceel telt uw offerte niet mee." in forgot
    assert "en is geopend" in whole
    assert "ontbreekt een omslag" not in whole
    lacks = "Niet ingediend voor dit perceel: Prijsomslag. Daarom krijgt de offerte geen plaats in de rangschikking."
    assert room.text(room.buyer, "room").count(lacks) == 1
    rows = BidLot.objects.filter(bid__supplier_id=room.suppliers[3].organisation_id)
    shown = {row.lot: lacks in room.text(room.buyer, "bid", row.pk) for row in rows}
    assert shown == {LAPTOPS: False, SCREENS: True}
    inside = room.text(room.buyer, "room")
    for row in BidLot.objects.all():
        button = reverse("tenders:bid", args=[room.tender.pk, row.pk]) + "#telt"
        to_say = row.regularity == Regularity.UNSEEN or row in rows.filter(lot=SCREENS)
        assert (button in inside) == to_say, row


@pytest.mark.usefixtures("in_time")
def test_a_variant_that_is_not_whole_is_not_hidden_by_an_offer_that_is():
    room = LotsRoom().handed_in()
    handed_in(room.tender, EnvelopeKind.QUALITY, by=room.suppliers[1], lots=[3], variant=1, files=[a_file()])
    assert "Niet elke offerte van u is volledig" in room.text(room.suppliers[1], "offer")


@pytest.mark.usefixtures("in_time")
def test_the_form_of_an_envelope_begins_with_the_lots_of_the_others_and_says_of_which_variant_it_is():
    room = LotsRoom()
    who = room.suppliers[0]
    handed_in(room.tender, EnvelopeKind.ADMINISTRATIVE, by=who, lots=[3], variant=1)
    first, variant = room.text(who, "envelope", 0, "price"), room.text(who, "envelope", 1, "price")
    assert [first.count("checked"), variant.count("checked")] == [3, 1]
    assert "Prijsomslag · variant 1" in variant
    assert "P3 · Schermen · perceel 3" in variant


# ── equal offers, two winners, variants ──────────────────────────────────────
def test_what_hangs_on_a_draw_cannot_be_chosen_before_it_and_the_rest_can(room):
    room.put_out(room.of(3, SCREENS))
    page = room.text(room.mayor, "decide", SCREENS)
    assert "Gelijk in alles" in page
    first = room.name(0, SCREENS)
    choices = [line for line in page.split("<label") if 'name="winners"' in line]
    assert len(choices) == 2, "the first alone, or nobody"
    both = [room.of(0, SCREENS).pk, room.of(1, SCREENS).pk]
    assert "draw" in refused(lambda: room.decide(lot=SCREENS, winners=both))
    assert first in choices[0]
    assert room.decide(lot=SCREENS, winners=both[:1]).winners == both[:1]


def test_a_draw_is_filled_in_by_nobody_but_who_writes_it_down_and_once(room):
    room.put_out(room.of(3, SCREENS))
    url = reverse("tenders:draw", args=[room.tender.pk, SCREENS]) + "?groep=0"
    buyer = browser_of(room.buyer.person_id)
    assert buyer.post(url, {"witnesses": "secretaris"}).status_code == 422
    one, two = room.of(1, SCREENS).pk, room.of(2, SCREENS).pk
    assert buyer.post(url, {"witnesses": "secretaris", "place_1": one, "place_2": one}).status_code == 422
    assert not Draw.objects.exists()
    for _twice in range(2):
        answer = buyer.post(url, {"witnesses": "secretaris", "place_1": two, "place_2": one})
        assert answer.status_code == 302, "a second click says that it was done"
    assert Draw.objects.get().order == [two, one]


def test_a_variant_takes_the_place_of_its_supplier_and_never_two(room):
    order = [room.of(0, LAPTOPS, 1).pk, room.of(0, LAPTOPS).pk, room.of(3, LAPTOPS).pk]
    assert [int(one.offer) for one in room.ranking(LAPTOPS).placed] == order
    assert "not_first" in refused(lambda: room.decide(lot=LAPTOPS, winners=order[:2]))
    chosen = [order[0], order[2]]
    assert room.decide(lot=LAPTOPS, winners=chosen).winners == chosen


def test_a_loser_is_laid_beside_every_winner_of_its_lot_with_what_decided_between_equals(decided):
    text = decided.letter(decided.of(1, SCREENS))
    assert "Naast de offertes die gekozen zijn" in text
    for place, supplier in ((1, 0), (2, 2)):
        assert f"Plaats {place}: {decided.name(supplier, SCREENS)}" in text
    assert text.count("De gekozen offerte") == 2
    assert "Gelijke totalen; beslist door: loting." in text
    assert WORDS[LAPTOPS] not in text
    winner = decided.letter(decided.of(2, SCREENS))
    assert f"1. {decided.name(0, SCREENS)}, 2. {decided.name(2, SCREENS)}" in winner
    assert "Naast de offerte" not in winner


def test_letters_wait_for_the_buyer_once_the_authority_decided_on_every_lot_and_until_they_went_out(decided):
    told = "De overheid besliste: de brieven moeten vertrekken"
    assert told in [one.detail for one in waiting(decided.buyer)]
    assert told not in [one.detail for one in waiting(decided.mayor)]
    decided.send()
    assert told not in [one.detail for one in waiting(decided.buyer)]


# ── what everybody reads of each lot ─────────────────────────────────────────
def test_a_lot_for_which_nobody_offered_is_told_with_the_others_and_not_before(decided):
    assert decided.tender.state == TenderState.AWARDED
    assert "Hoe gegund werd" not in decided.text(decided.suppliers[1], "market")
    decided.send()
    page = decided.text(decided.suppliers[1], "market")
    assert "Perceel 2: Printers" in page
    assert "Aan niemand gegund" in page
    last = decided.tender.releases.order_by("-number").first().content
    assert {(one["title"], one["status"]) for one in last["awards"]} == {
        ("Perceel 1: Draagbare computers", "active"),
        ("Perceel 2: Printers", "unsuccessful"),
        ("Perceel 3: Schermen", "active"),
    }
    assert list(Draft4Validator(ocds_shape.RELEASE).iter_errors(last)) == []


def test_a_supplier_reads_one_result_for_each_lot_and_offer_with_its_name(decided):
    decided.send()
    page = decided.text(decided.suppliers[0], "result")
    titles = ("Perceel 1 · Draagbare computers", "Perceel 1 · Draagbare computers · variant 1", "Perceel 3 · Schermen")
    assert [page.count(f">{title}<") for title in titles] == [1, 1, 1]
    assert "U hebt 3 brieven" in page
    assert "variant 1" in decided.text(decided.buyer, "award")


def test_a_board_reads_in_which_order_winners_come_and_what_it_cannot_order():
    room = LotsRoom()
    board = room.boards[1]
    manager = somebody(board, "ict_manager")
    room.tender.boards.get(organisation=board).needs.create(
        content={"likely": {"P3": "4"}}, stated_at=NOW, stated_by_id=manager.person_id
    )
    room.judged().decided().send()
    page = room.text(manager, "meaning")
    assert "Dit perceel is niet gegund" in page
    assert f"{room.name(0, SCREENS)} · leverancier 1 van 2" in page
    assert f"{room.name(2, SCREENS)} · leverancier 2 van 2" in page
    assert Needs(likely={"P3": Decimal(4)}).from_inventory == ""


def test_the_room_says_for_which_lot_nothing_came_and_the_minutes_for_which_lots_an_envelope_is(room):
    assert "Er kwam geen offerte binnen." in room.text(room.buyer, "room")
    opening = queries.openings(room.tender).first()
    assert "Percelen 1, 3" in room.text(room.buyer, "minutes", opening.pk)


def test_contracts_and_objections_say_of_which_lot_they_are(decided):
    decided.send()
    loser = decided.suppliers[1]
    letter = queries.letters(decided.tender).get(bid_lot=decided.of(1, SCREENS))
    assert "Bezwaar maken · perceel 3" in decided.text(loser, "objecting", letter.pk)
    brought = actions.bring_objection(letter_id=letter.pk, text="De loting klopt niet", now=LATER, by=loser)
    for who, name in ((loser, "result"), (decided.buyer, "award"), (decided.mayor, "award")):
        page = decided.text(who, name)
        assert "perceel 3" in page[: page.index("De loting klopt niet")][-200:]
    assert "perceel 3" in decided.text(decided.buyer, "objection", brought.pk)
    actions.answer_objection(
        tender_id=decided.tender.pk, objection_id=brought.pk, text="Zij klopt", now=LATER, by=decided.buyer
    )
    on = (LATER + timedelta(days=40)).date()
    for row in (
        decided.of(0, LAPTOPS, 1),
        decided.of(3, LAPTOPS),
        decided.of(0, SCREENS),
        decided.of(2, SCREENS),
    ):
        actions.conclude(
            tender_id=decided.tender.pk,
            bid_lot_id=row.pk,
            concluded_on=on,
            starts_on=on,
            ends_on=on + timedelta(days=365),
            now=LATER + timedelta(days=60),
            by=decided.buyer,
        )
    page = decided.text(loser, "market")
    assert f"{decided.name(0, SCREENS)} · Perceel 3: Schermen" in page
    assert f"{decided.name(0, LAPTOPS, 1)} · Perceel 1: Draagbare computers" in page


def test_the_offers_of_each_lot_are_judged_beside_one_another(room):
    page = room.text(room.buyer, "criterion", "K1")
    assert page.count('class="offers"') == 2
    assert page.index("Perceel 1 · Draagbare computers") < page.index("Perceel 3 · Schermen")


def test_lots_in_open_data_are_lots_each_with_its_award_its_offers_and_its_items(decided):
    decided.send()
    last = decided.tender.releases.order_by("-number").first().content
    lots = {one["id"]: one for one in last["tender"]["lots"]}
    assert {key: (one["title"], one["status"]) for key, one in lots.items()} == {
        "lot-1": ("Draagbare computers", "complete"),
        "lot-2": ("Printers", "unsuccessful"),
        "lot-3": ("Schermen", "complete"),
    }
    assert {one["relatedLot"] for one in last["tender"]["items"]} == set(lots)
    for award in last["awards"]:
        assert award["relatedLots"] == list({one["relatedLot"] for one in award["items"]})
        assert set(award["relatedLots"]) <= set(lots)
    counted = {one["relatedLot"]: one["value"] for one in last["bids"]["statistics"]}
    assert counted == {f"lot-{lot.number}": BidLot.objects.filter(lot=lot.number).count() for lot in three_lots().lots}
    assert "value" not in lots["lot-1"], "the most that can be ordered is stated of all lots together"


def test_a_tender_for_which_nobody_offered_anything_goes_out_as_over_without_a_letter():
    room = LotsRoom()
    room.begin()
    room.complete()
    ruling = actions.Ruling(motivation="Er kwam geen offerte", body="Het college", decided_on=LATER.date())
    actions.stop_after_opening(tender_id=room.tender.pk, ruling=ruling, now=LATER, by=room.mayor)
    last = room.tender.releases.order_by("-number").first()
    assert (last.tag, last.content["tender"]["status"]) == ("tenderCancellation", "unsuccessful")
    assert {one["status"] for one in last.content["awards"]} == {"unsuccessful"}


def test_the_price_is_named_among_the_criteria_under_award_on_value():
    spec = three_lots()
    worth = tuple(replace(one, worth=Decimal(4000)) for one in spec.criteria)
    public = queries.public_facts(LotsRoom().tender, TODAY)
    on_value = replace(spec, criteria=worth, method=replace(spec.method, formula=PriceFormula.AWARD_ON_VALUE))
    told = ocds.release(replace(public, spec=on_value), number=1, tag=["tender"], made_at=LATER)
    text = told["tender"]["awardCriteriaDetails"]
    assert text.startswith("Prijs: wat na aftrek overblijft, de laagste eerst (")
    assert text.endswith(
        "Technische kwaliteit: ten hoogste € 4.000 aftrek; Dienstverlening: ten hoogste € 4.000 aftrek"
    )
