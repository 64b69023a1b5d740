"""Procedures by invitation: nobody makes an offer that was not selected or invited; where is negotiated, offers come again."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from steunpunt.contract.tenders import access, actions, queries
from steunpunt.contract.tenders.choices import EnvelopeKind, Procedure, TenderState
from steunpunt.contract.tenders.models import Bid, Candidacy
from steunpunt.foundation.acting import STRANGER, Denied, Refused
from tests.factories.rooms import AFTER, Room
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import a_specification

pytestmark = pytest.mark.django_db
CANDIDATES_UNTIL = NOW + timedelta(days=10)
RESTRICTED = a_specification(
    procedure=Procedure.RESTRICTED,
    selection="Drie referenties van de laatste drie jaar",
    calendar=replace(a_specification().calendar, candidates_until=CANDIDATES_UNTIL),
)
UNPUBLISHED = a_specification(procedure=Procedure.NEGOTIATED_UNPUBLISHED)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def selected(room, row, *, is_selected=True, reason=""):
    return actions.select(
        tender_id=room.tender.pk,
        candidacy_id=row.pk,
        is_selected=is_selected,
        reason=reason,
        now=CANDIDATES_UNTIL,
        by=room.buyer,
    )


def sent(room, *, now=CANDIDATES_UNTIL, body="College", decided_on=None, by=None):
    """Everybody is told what was decided, in letters that say whose they are."""
    return actions.send_selection(
        tender_id=room.tender.pk,
        body=body,
        decided_on=decided_on or CANDIDATES_UNTIL.date(),
        document=ContentFile(b"Besluit over de selectie", name="besluit.txt"),
        paper=lambda _tender, row: f"%PDF-1.7\nbrief {row.pk}\n%%EOF\n".encode(),
        now=now,
        by=by or room.buyer,
    )


def test_who_is_selected_makes_an_offer_once_all_are_told_and_nobody_else():
    room = Room(spec=RESTRICTED)
    rows = [actions.apply(tender_id=room.tender.pk, text="Wij doen dit al", now=NOW, by=who) for who in room.suppliers]
    with pytest.raises(Denied):
        room.hand_in(EnvelopeKind.PRICE)
    with pytest.raises(Refused) as refused:
        actions.select(
            tender_id=room.tender.pk, candidacy_id=rows[0].pk, is_selected=True, reason="", now=NOW, by=room.buyer
        )
    assert refused.value.codes == {"too_early"}
    selected(room, rows[0])
    with pytest.raises(Refused) as refused:
        selected(room, rows[1], is_selected=False)
    assert refused.value.codes == {"no_reason"}
    selected(room, rows[1], is_selected=False, reason="Geen referentie")
    with pytest.raises(Denied):
        room.hand_in(EnvelopeKind.PRICE, room.suppliers[0])
    sent(room)
    room.hand_in(EnvelopeKind.PRICE, room.suppliers[0])
    with pytest.raises(Denied):
        room.hand_in(EnvelopeKind.PRICE, room.suppliers[1])
    assert Bid.objects.count() == 1


def test_a_request_after_its_deadline_is_refused():
    room = Room(spec=RESTRICTED)
    with pytest.raises(Refused) as refused:
        actions.apply(tender_id=room.tender.pk, text="Wij ook", now=CANDIDATES_UNTIL, by=room.suppliers[0])
    assert refused.value.codes == {"late"}
    assert not Candidacy.objects.exists()


def test_without_prior_publication_only_who_is_invited_sees_the_tender():
    room = Room(spec=UNPUBLISHED)
    first, second = room.suppliers
    actions.invite(tender_id=room.tender.pk, organisation_id=first.organisation_id, now=NOW, by=room.buyer)
    with pytest.raises(Refused):
        actions.invite(tender_id=room.tender.pk, organisation_id=room.boards[0].pk, now=NOW, by=room.buyer)
    assert access.market_tenders(first).exists()
    for who in (second, STRANGER, room.officers["een"]):
        assert not access.market_tenders(who).exists()
    with pytest.raises(room.tender.DoesNotExist):
        room.hand_in(EnvelopeKind.PRICE, second)


def test_where_is_negotiated_a_second_round_is_sealed_anew_and_the_first_stays():
    room = Room(spec=UNPUBLISHED)
    for who in room.suppliers:
        actions.invite(tender_id=room.tender.pk, organisation_id=who.organisation_id, now=NOW, by=room.buyer)
    room.opened()
    later = AFTER + timedelta(days=10)
    actions.ask_again(tender_id=room.tender.pk, offers_until=later, now=AFTER, by=room.buyer)
    room.tender.refresh_from_db()
    assert (room.tender.state, room.tender.offers_until) == (TenderState.PUBLISHED, later)
    room.hand_in(EnvelopeKind.ADMINISTRATIVE, room.suppliers[0], now=later - timedelta(hours=1))
    with pytest.raises(Refused):
        room.begin(now=later - timedelta(minutes=1))
    room.begin(now=later)
    room.complete(now=later)
    room.tender.refresh_from_db()
    assert [row.bid.round.number for row in queries.bid_lots(room.tender)] == [2]
    assert Bid.objects.filter(round__number=1).count() == 2


def test_an_open_procedure_has_one_round():
    room = Room().opened()
    with pytest.raises(Refused) as refused:
        actions.ask_again(tender_id=room.tender.pk, offers_until=AFTER + timedelta(days=1), now=AFTER, by=room.buyer)
    assert refused.value.codes == {"not_negotiated"}
