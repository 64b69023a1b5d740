"""A negotiation over its pages, without prior publication: invited, first offers, a last round with a change, and how it ends."""

import re
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from steunpunt.contract.tenders.choices import OpeningStage
from steunpunt.foundation.organisations.models import Organisation
from tests.contract.tenders.test_rounds import ASKS, UNPUBLISHED
from tests.factories.people import browser_of
from tests.factories.rooms import AFTER, PHRASES, Room
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
FILES = {
    "administrative": {"file_D1": ("verklaring.txt", b"Verklaring")},
    "quality": {"file_D2": ("nota.txt", b"Technische nota"), "answer_K2": "Altijd bereikbaar"},
    "price": {"price_P1": "3", "price_P2": "500"},
}


@pytest.fixture
def clock(monkeypatch):
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return moment


def sent(client, path, **values):
    """What a person fills in on a page; a tuple is a file."""
    data = {
        name: ContentFile(value[1], name=value[0]) if isinstance(value, tuple) else value
        for name, value in values.items()
    }
    answer = client.post(path, data)
    assert answer.status_code in {200, 302}, answer.content.decode()
    return answer


def text_of(client, path):
    return " ".join(re.sub(r"<[^>]+>", " ", client.get(path).content.decode()).split())


def test_a_negotiation_in_two_rounds_from_invitation_to_the_room(clock):
    room = Room(spec=UNPUBLISHED, suppliers=3)
    inside, outside = f"/aankopen/bestekken/{room.tender.pk}/", f"/opdrachten/{room.tender.pk}/"
    names = [str(Organisation.objects.get(pk=who.organisation_id)) for who in room.suppliers]

    def at(moment):
        """Everybody logs in anew: after so many days a session is over."""
        clock[0] = moment
        clients = [browser_of(who.person_id) for who in (room.buyer, *room.suppliers)]
        return clients[0], clients[1:]

    def hand_in(client):
        for kind, values in FILES.items():
            assert "is verzegeld" in sent(client, f"{outside}offerte/0/{kind}/", lots="1", **values).content.decode()

    def open_together():
        for name in ("een", "twee"):
            officer = browser_of(room.officers[name].person_id)
            sent(officer, f"{inside}openen/samen/", phrase=PHRASES[name], stage=OpeningStage.CONTENT.value)

    # invited suppliers alone see it
    buyer, suppliers = at(NOW)
    assert "Er is nog niemand uitgenodigd" in text_of(buyer, inside)
    for who in room.suppliers[:2]:
        sent(buyer, f"{inside}leveranciers/", supplier=who.organisation_id)
    assert [client.get(outside).status_code for client in suppliers] == [200, 200, 404]
    for client in suppliers[:2]:
        hand_in(client)
    # opened, and asked again
    buyer, suppliers = at(AFTER)
    open_together()
    assert "vraag iedereen die nog meedoet een betere offerte" in text_of(buyer, inside)
    until = AFTER + timedelta(days=10)
    again = f"{inside}opnieuw/"
    assert buyer.post(again, {"offers_until": "2011-01-01T10:00", "asks": ASKS}).status_code == 422
    sent(buyer, again, offers_until=until.strftime("%Y-%m-%dT%H:%M"), asks=ASKS, is_last="on")
    assert buyer.get(again).status_code == 404, "while the round runs"
    for client in suppliers[:2]:
        shown = text_of(client, f"{outside}offerte/")
        for part in ("U hebt in ronde 2 nog geen offerte", ASKS, "Dit is de laatste ronde", "Vorige rondes"):
            assert part in shown, part
    assert ASKS not in text_of(suppliers[0], outside)
    buyer, suppliers = at(AFTER + timedelta(days=1))
    hand_in(suppliers[0])
    assert "Uw offerte is binnen, volledig en verzegeld" in text_of(suppliers[0], f"{outside}offerte/")
    # the last round is opened: one supplier is left, the other reads where it stands
    buyer, suppliers = at(until + timedelta(hours=3))
    open_together()
    shown = text_of(buyer, f"{inside}kamer/")
    assert "Vorige rondes" in shown
    assert "Betere offertes vragen" not in shown, "it was announced as the last"
    assert names[0] in shown
    assert "en u hebt geen volledige offerte" in text_of(suppliers[1], f"{outside}offerte/")
    history = text_of(buyer, f"{inside}geschiedenis/")
    for part in (
        f"{names[1]} werd uitgenodigd om een offerte in te dienen.",
        "ronde 2 begon, tot",
        "aangekondigd als de laatste",
        f"Wat ronde 2 aan iedereen vraagt: {ASKS}",
    ):
        assert part in history, part
    for part in (ASKS, names[0], names[1]):
        assert part not in text_of(browser_of(room.officers["een"].person_id), f"{inside}geschiedenis/"), part
