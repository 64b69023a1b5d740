"""The history of a tender for its buyer: names stand where they belong, also when something was said again, or on another day."""

from datetime import timedelta

import pytest

from steunpunt.contract.tenders import actions, queries
from steunpunt.contract.tenders.choices import Regularity
from steunpunt.contract.tenders.models import BidLot
from tests.factories.rooms import AFTER, Room

pytestmark = pytest.mark.django_db


def looked_at(room, number, regularity, reason):
    actions.judge_regularity(
        tender_id=room.tender.pk,
        bid_lot_id=room.offers[number].pk,
        regularity=regularity,
        reason=reason,
        now=AFTER,
        by=room.buyer,
    )


def test_what_was_said_again_is_named_once_and_keeps_its_place():
    room = Room().opened()
    looked_at(room, 0, Regularity.IRREGULAR, "Te laat getekend")
    looked_at(room, 1, Regularity.IRREGULAR, "Zonder handtekening")
    looked_at(room, 0, Regularity.REGULAR, "Toch op tijd getekend")
    BidLot.objects.filter(pk=room.offers[1].pk).update(judged_at=AFTER - timedelta(days=90))
    first, second = (str(offer.bid.supplier) for offer in room.offers)
    said = [line.sentence for line in queries.course(room.tender) if line.fact == "tenders.offer_looked_at"][:3]
    assert [first in said[0], second in said[1], first in said[2] or second in said[2]] == [True, True, False]
    assert "Toch op tijd getekend" in said[0]
    outside = [line.sentence for line in queries.history(room.tender)]
    assert [name for name in (first, second) for line in outside if name in line] == []
