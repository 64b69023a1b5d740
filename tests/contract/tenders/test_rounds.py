"""Where is negotiated: who is in a later round, what each reads of it, what may change between rounds, and who hears how it ended."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile

from steunpunt.contract.tenders import access, actions, queries, sentences
from steunpunt.contract.tenders.choices import EnvelopeKind, LetterKind, Part, Procedure, Regularity, TenderState
from steunpunt.contract.tenders.models import Bid, BidLot, Follower, Publication
from steunpunt.contract.tenders.panels import waiting
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.rooms import AFTER, Room
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import OFFERS_UNTIL, a_specification, seen_fingerprint

pytestmark = pytest.mark.django_db
UNPUBLISHED = a_specification(procedure=Procedure.NEGOTIATED_UNPUBLISHED)
LATER = AFTER + timedelta(days=10)
ASKS = "Verlaag de responstijd tot vier uur"


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    moment = [AFTER]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return moment


def negotiated(suppliers=3, bidders=2):
    """Invited suppliers, of whom the first so many made an offer that was opened."""
    room = Room(spec=UNPUBLISHED, suppliers=suppliers)
    for who in room.suppliers:
        actions.invite(tender_id=room.tender.pk, organisation_id=who.organisation_id, now=NOW, by=room.buyer)
    everybody, room.suppliers = room.suppliers, room.suppliers[:bidders]
    room.opened()
    room.suppliers = everybody
    return room


def again(room, *, until=LATER, now=AFTER, **changed):
    values = {"asks": ASKS} | changed
    found = actions.ask_again(tender_id=room.tender.pk, offers_until=until, now=now, by=room.buyer, **values)
    room.tender.refresh_from_db()
    return found


def waits_for(who):
    return [(one.detail, one.due) for one in waiting(who)]


def test_what_is_asked_of_a_supplier_waits_for_it_until_its_offer_is_whole_in_every_round(clock):
    clock[0] = NOW
    room = Room(spec=UNPUBLISHED, suppliers=3)
    for who in room.suppliers[:2]:
        actions.invite(tender_id=room.tender.pk, organisation_id=who.organisation_id, now=NOW, by=room.buyer)
    first = [("U kunt een offerte indienen", OFFERS_UNTIL)]
    assert [waits_for(who) for who in room.suppliers] == [first, first, []]
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, room.suppliers[0])
    assert waits_for(room.suppliers[0]) == first, "one envelope is no offer"
    room.whole(room.suppliers[0])
    room.whole(room.suppliers[1])
    assert [waits_for(who) for who in room.suppliers] == [[], [], []]
    clock[0] = AFTER
    room.begin()
    room.complete()
    room.offers = list(BidLot.objects.order_by("pk"))
    put_aside(room, 1)
    again(room)
    assert [waits_for(who) for who in room.suppliers] == [
        [("Er wordt u een betere offerte gevraagd", LATER)],
        [],
        [],
    ]
    clock[0] = LATER
    assert waits_for(room.suppliers[0]) == []


def put_aside(room, place):
    room.regular(place, regularity=Regularity.IRREGULAR, reason="Zonder handtekening")


def test_who_made_no_offer_before_or_was_put_aside_is_in_no_later_round():
    room = negotiated(suppliers=3, bidders=2)
    put_aside(room, 1)
    Notice.objects.all().delete()
    again(room)
    assert [row.organisation_id for row in Notice.objects.filter(kind="tenders.market")] == [
        room.suppliers[0].organisation_id
    ]
    assert [access.may_offer(who, room.tender) for who in room.suppliers] == [True, False, False]
    for who in room.suppliers[1:]:
        with pytest.raises(Denied):
            room.hand_in(EnvelopeKind.PRICE, who, now=AFTER)


def test_nothing_is_asked_when_nobody_is_left_in_it():
    room = negotiated(suppliers=1, bidders=1)
    put_aside(room, 0)
    with pytest.raises(Refused) as refused:
        again(room)
    assert refused.value.codes == {"nobody"}


def test_after_the_last_round_nothing_is_asked_again():
    room = negotiated()
    again(room, is_last=True)
    for kind in EnvelopeKind:
        room.hand_in(kind, room.suppliers[0], now=LATER - timedelta(hours=1))
    room.begin(now=LATER)
    room.complete(now=LATER)
    with pytest.raises(Refused) as refused:
        again(room, until=LATER + timedelta(days=5), now=LATER)
    assert refused.value.codes == {"was_last"}


def test_a_supplier_reads_that_its_former_offer_is_none_in_the_new_round_and_what_is_asked():
    room = negotiated()
    again(room)
    client = browser_of(room.suppliers[0].person_id)
    here = f"/opdrachten/{room.tender.pk}/offerte/"
    shown = client.get(here).content.decode()
    for part in ("U hebt in ronde 2 nog geen offerte", ASKS, "Vorige rondes"):
        assert part in shown, part
    for part in ("Uw offerte is binnen", "Deze offerte intrekken"):
        assert part not in shown, part
    for kind in EnvelopeKind:
        room.hand_in(kind, room.suppliers[0], now=AFTER + timedelta(minutes=1))
    assert "Uw offerte is binnen, volledig en verzegeld" in client.get(here).content.decode()


def test_who_is_in_it_no_more_reads_what_it_handed_in_and_not_what_is_asked():
    room = negotiated()
    put_aside(room, 1)
    again(room)
    shown = browser_of(room.suppliers[1].person_id).get(f"/opdrachten/{room.tender.pk}/offerte/").content.decode()
    assert "U doet aan deze opdracht niet meer mee" in shown
    assert "Vorige rondes" in shown
    assert ASKS not in shown
    assert browser_of(room.suppliers[2].person_id).get(f"/opdrachten/{room.tender.pk}/offerte/").status_code == 404


def test_offers_of_a_former_round_stay_to_read_without_their_prices_and_are_judged_no_more():
    room = negotiated().members(1)
    first = room.offers[0]
    again(room)
    buyer = browser_of(room.buyer.person_id)
    inside = f"/aankopen/bestekken/{room.tender.pk}/kamer/"
    for client in (buyer, browser_of(room.assessors[0].person_id)):
        read = client.get(inside).content.decode()
        assert f"{inside}offerte/{first.pk}/" in read
        assert "Er kwam geen offerte binnen" not in read, "nobody knows before the round is opened"
        shown = client.get(f"{inside}offerte/{first.pk}/").content.decode()
        assert "nota.txt" in shown
        assert "Prijsomslag" not in shown
    assert buyer.post(f"{inside}offerte/{first.pk}/", {"regularity": "regular"}).status_code == 404
    outsider = browser_of(room.officers["vier"].person_id)
    assert outsider.get(f"{inside}offerte/{first.pk}/").status_code == 404


def corrected(room, reason):
    """Stricter conditions, and two days more for offers, an hour after the round began."""
    now = AFTER + timedelta(hours=1)

    def stricter(spec):
        calendar = replace(spec.calendar, offers_until=LATER + timedelta(days=2))
        return replace(spec, conditions="Een boete per uur", calendar=calendar)

    actions.change_specification(
        tender_id=room.tender.pk,
        edition=room.tender.draft_edition,
        part=Part.GENERAL,
        change=stricter,
        now=now,
        by=room.buyer,
    )
    room.tender.refresh_from_db()
    actions.correct(
        tender_id=room.tender.pk, fingerprint=seen_fingerprint(room.tender), reason=reason, now=now, by=room.buyer
    )
    room.tender.refresh_from_db()


def test_the_specification_says_the_deadline_of_the_round_and_a_correction_moves_that_one():
    room = negotiated()
    again(room)
    assert queries.specification(room.tender).calendar.offers_until == LATER
    corrected(room, "De boete is nieuw")
    until = dict(room.tender.rounds.order_by("number").values_list("number", "offers_until"))
    assert until == {1: OFFERS_UNTIL, 2: LATER + timedelta(days=2)}
    assert room.tender.offers_until == until[2]


def test_a_later_round_is_called_a_round_and_only_a_correction_counts_as_one(clock):
    room = negotiated()
    again(room)
    corrected(room, "De boete is nieuw")
    names = [sentences.version(one) for one in queries.versions(room.tender.publications.all())]
    assert names == ["Rechtzetting 1", "Ronde 2", "Bekendmaking"]
    assert [entry.data["number"] for entry in Entry.objects.filter(fact="tenders.corrected")] == [1]
    buyer = browser_of(room.buyer.person_id)
    inside = f"/aankopen/bestekken/{room.tender.pk}/"
    pages = [f"{inside}bekendmaking/", f"/opdrachten/{room.tender.pk}/", f"{inside}bekendmaking/2/"]
    for page in pages:
        shown = (browser_of(room.suppliers[0].person_id) if "opdrachten" in page else buyer).get(page)
        assert shown.status_code == 200, page
        assert "Ronde 2" in shown.content.decode(), page
        assert "Rechtzetting 2" not in shown.content.decode(), page


def test_the_overview_names_the_round_and_the_history_says_of_which_an_opening_was(clock):
    room = negotiated(suppliers=2, bidders=2)
    inside = f"/aankopen/bestekken/{room.tender.pk}/"
    again(room)
    buyer = browser_of(room.buyer.person_id)
    assert "Ronde 2 van de onderhandeling" in buyer.get(inside).content.decode()
    clock[0] = LATER
    assert "De uiterste datum van ronde 2 is voorbij" in browser_of(room.buyer.person_id).get(inside).content.decode()
    room.begin(now=LATER)
    room.complete(now=LATER)
    buyer = browser_of(room.buyer.person_id)
    assert "De offertes van ronde 2 zijn open" in buyer.get(inside).content.decode()
    told = [line.sentence for line in queries.history(room.tender) if line.fact == "tenders.offers_opened"]
    assert told == [
        "Twee mensen openden samen: administratief en kwaliteit van ronde 2. Aantal offertes: 0.",
        "Twee mensen openden samen: administratief en kwaliteit van ronde 1. Aantal offertes: 2.",
    ]


def test_how_offers_are_judged_does_not_change_once_offers_were_opened():
    room = negotiated()
    again(room)

    def lighter(spec):
        criteria = (replace(spec.criteria[0], points=Decimal(30)), replace(spec.criteria[1], points=Decimal(30)))
        calendar = replace(spec.calendar, offers_until=LATER + timedelta(days=30))
        return replace(spec, criteria=criteria, calendar=calendar)

    actions.change_specification(
        tender_id=room.tender.pk,
        edition=room.tender.draft_edition,
        part=Part.CRITERIA,
        change=lighter,
        now=AFTER,
        by=room.buyer,
    )
    room.tender.refresh_from_db()
    with pytest.raises(Refused) as refused:
        actions.correct(
            tender_id=room.tender.pk,
            fingerprint=seen_fingerprint(room.tender),
            reason="Anders wegen",
            now=AFTER,
            by=room.buyer,
        )
    assert refused.value.codes == {"criteria_fixed"}
    assert Publication.objects.count() == 2


def test_minutes_of_a_former_round_tell_nothing_of_who_tries_to_hand_in_now(clock):
    room = negotiated()
    again(room)
    opening = queries.openings(room.tender).get()
    clock[0] = AFTER + timedelta(minutes=5)
    with pytest.raises(Refused):
        room.hand_in(EnvelopeKind.PRICE, room.suppliers[0], now=AFTER, prices={})
    shown = browser_of(room.buyer.person_id).get(
        f"/aankopen/bestekken/{room.tender.pk}/openen/proces-verbaal/{opening.pk}/"
    )
    assert shown.status_code == 200
    assert "werd geweigerd" not in shown.content.decode()


def test_who_dropped_out_gets_its_letter_too():
    room = negotiated(suppliers=2, bidders=2)
    again(room)
    moment = AFTER + timedelta(days=1)
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, room.suppliers[0], now=moment)
    room.hand_in(EnvelopeKind.QUALITY, room.suppliers[0], now=moment)
    room.hand_in(EnvelopeKind.PRICE, room.suppliers[0], now=moment)
    room.begin(now=LATER)
    room.complete(now=LATER)
    spec = queries.specification(room.tender)
    actions.stop_after_opening(
        tender_id=room.tender.pk,
        ruling=actions.Ruling(motivation="Te duur voor het budget", body="College", decided_on=LATER.date()),
        document=a_decision(),
        now=LATER,
        by=room.buyer,
    )
    room.tender.refresh_from_db()
    found = queries.award_record(room.tender, spec)
    told = queries.to_tell(room.tender, found)
    assert [(one.row.bid.supplier_id, one.kind, one.is_former) for one in told] == [
        (room.suppliers[0].organisation_id, LetterKind.STOPPED, False),
        (room.suppliers[1].organisation_id, LetterKind.STOPPED, True),
    ]
    assert BidLot.objects.count() == 3


def a_decision():
    return ContentFile(b"Besluit", name="besluit.txt")


def test_who_is_invited_or_asks_to_take_part_hears_of_corrections_and_of_the_end():
    room = Room(spec=UNPUBLISHED, suppliers=2)
    actions.invite(tender_id=room.tender.pk, organisation_id=room.suppliers[0].organisation_id, now=NOW, by=room.buyer)
    assert [row.organisation_id for row in Follower.objects.all()] == [room.suppliers[0].organisation_id]
    Notice.objects.all().delete()
    actions.stop(tender_id=room.tender.pk, reason="Geen budget", now=NOW, by=room.buyer)
    assert [row.organisation_id for row in Notice.objects.filter(kind="tenders.market")] == [
        room.suppliers[0].organisation_id
    ]


def test_nobody_is_invited_once_the_first_offers_are_in():
    room = negotiated(suppliers=2, bidders=2)
    late = OrganisationFactory(supplier=True)
    for change in (lambda: None, lambda: again(room)):
        change()
        with pytest.raises(Refused) as refused:
            actions.invite(tender_id=room.tender.pk, organisation_id=late.pk, now=AFTER, by=room.buyer)
        assert refused.value.codes == {"too_late"}


def test_the_award_report_tells_the_rounds(clock):
    room = negotiated(suppliers=2, bidders=2)
    put_aside(room, 1)
    again(room, is_last=True)
    spec = queries.specification(room.tender)
    found = queries.dossier(room.tender, spec)
    first, second = (str(Bid.objects.filter(supplier=who.organisation_id).first().supplier) for who in room.suppliers)
    assert [(one.number, one.asks, one.is_last, list(names)) for one, names in found.rounds] == [
        (1, "", False, sorted([first, second])),
        (2, ASKS, True, []),
    ]
    assert [(str(one.bid.supplier), one.reason) for one in found.put_aside] == [(second, "Zonder handtekening")]
    assert found.corrections == [], "a new deadline of a round is no correction"
    assert room.tender.state == TenderState.PUBLISHED
