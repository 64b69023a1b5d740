"""Files with a request to take part: checked before they are kept, secret until the deadline, for the buyer alone after it."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile

from steunpunt.contract.tenders import access, actions
from steunpunt.contract.tenders.actions import Given
from steunpunt.contract.tenders.models import Candidacy, CandidacyFile
from steunpunt.foundation.acting import STRANGER, Denied, Refused
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.documents.rules import TEST_VIRUS
from steunpunt.foundation.journal.models import Entry
from tests.contract.tenders.test_inviting import CANDIDATES_UNTIL, RESTRICTED
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of, logged_in
from tests.factories.projects import somebody
from tests.factories.rooms import Room
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
TEXT = b"Wij deden dit al voor drie besturen."


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """A moment that a test can move."""
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return moment


def given(name="referenties.txt", content=TEXT):
    return Given(asked="", name=name, content=ContentFile(content, name=name))


def apply(room, *files, by=None, now=NOW, **changed):
    return actions.apply(
        tender_id=room.tender.pk, text="Wij doen dit al", files=files, now=now, by=by or room.suppliers[0], **changed
    )


def download(client, row):
    return client.get(f"/documenten/{row.document_id}/")


def test_the_buyer_gets_them_after_the_deadline_and_nobody_else_ever(clock):
    room = Room(spec=RESTRICTED)
    row = apply(room, given(), given("nota.txt"))
    file = row.files.first()
    people = [room.buyer, room.suppliers[0], room.suppliers[1], room.officers["een"]]
    neighbour = OrganisationFactory()
    for moment, is_read in ((NOW, False), (CANDIDATES_UNTIL - timedelta(seconds=1), False), (CANDIDATES_UNTIL, True)):
        clock[0] = moment
        buyer, own, *others = [browser_of(who.person_id) for who in people]
        others += [
            logged_in(neighbour, "ict_manager", "secretary"),
            logged_in(room.support, "adviser"),
            logged_in(room.support, "administrator", "helpdesk_agent"),
        ]
        assert (download(buyer, file).status_code == 200) is is_read
        assert download(own, file).status_code == 200
        for client in others:
            assert download(client, file).status_code == 404
            assert "referenties.txt" not in client.get("/documenten/").content.decode()
    assert b"".join(download(buyer, file).streaming_content) == TEXT


def test_a_supplier_that_is_no_bidder_there_or_a_stranger_reads_none(clock):
    room = Room(spec=RESTRICTED)
    apply(room, given())
    clock[0] = CANDIDATES_UNTIL
    colleague = somebody(OrganisationFactory(supplier=True), "contact")
    for who in (colleague, STRANGER, room.suppliers[1], room.officers["een"]):
        assert not access.readable_candidacy_files(who).exists()
    assert access.readable_candidacy_files(room.buyer).count() == 1


@pytest.mark.parametrize(
    ("code", "file"),
    [
        ("empty", given("leeg.txt", b"")),
        ("type", given("programma.exe", b"MZ")),
        ("content", given("geen.pdf", b"tekst")),
        ("infected", given("virus.txt", TEST_VIRUS)),
    ],
)
def test_one_wrong_file_is_refused_with_its_name_and_changes_nothing(code, file):
    room = Room(spec=RESTRICTED)
    apply(room, given("eerst.txt"))
    told = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        apply(room, given("goed.txt"), file)
    assert refused.value.codes == {code}
    assert file.name in str(refused.value)
    assert [one.name for one in CandidacyFile.objects.all()] == ["eerst.txt"]
    assert (Document.objects.count(), Entry.objects.count()) == (1, told)


def test_too_large_or_too_many_is_refused(settings, monkeypatch):
    room = Room(spec=RESTRICTED)
    settings.MAX_UPLOAD_BYTES = 10
    monkeypatch.setattr("steunpunt.contract.tenders.actions.inviting.MOST_REQUEST_FILES", 2)
    monkeypatch.setattr("steunpunt.contract.tenders.actions.inviting.MOST_REQUEST_BYTES", 25)
    codes = []
    for files in ([given()], [given(content=b"a")] * 3, [given(content=b"123456789")] * 3):
        with pytest.raises(Refused) as refused:
            apply(room, *files)
        codes.append(refused.value.codes)
    assert codes == [{"large_together", "too_large"}, {"many_files"}, {"many_files", "large_together"}]
    assert not Candidacy.objects.exists()


def test_until_the_deadline_files_are_added_and_taken_out_and_after_it_nothing_changes(clock):
    room = Room(spec=RESTRICTED)
    first = apply(room, given("oud.txt"), given("blijft.txt"))
    gone, stays = first.files.order_by("pk")
    apply(room, given("nieuw.txt"), dropped=[gone.pk])
    with pytest.raises(Refused) as refused:
        apply(room, given("laat.txt"), dropped=[stays.pk], now=CANDIDATES_UNTIL)
    assert refused.value.codes == {"late"}
    clock[0] = CANDIDATES_UNTIL
    buyer = browser_of(room.buyer.person_id)
    page = buyer.get(f"/aankopen/bestekken/{room.tender.pk}/leveranciers/{first.pk}/").content.decode()
    assert [name in page for name in ("oud.txt", "blijft.txt", "nieuw.txt", "laat.txt")] == [False, True, True, False]
    assert download(buyer, gone).status_code == 404
    assert download(buyer, stays).status_code == 200


def test_nobody_takes_out_a_file_of_another():
    room = Room(spec=RESTRICTED)
    theirs = apply(room, given()).files.get()
    apply(room, by=room.suppliers[1], dropped=[theirs.pk])
    theirs.refresh_from_db()
    assert theirs.dropped_at is None


def test_no_file_comes_in_beside_the_request(clock):
    """The page and the API of documents add to a subject by its name: to a request only the request itself adds."""
    room = Room(spec=RESTRICTED)
    file = apply(room, given()).files.get()
    own = browser_of(room.suppliers[0].person_id)
    for client in (own, browser_of(room.buyer.person_id), browser_of(room.suppliers[1].person_id)):
        sent = client.post(f"/documenten/bij/candidacy_file:{file.pk}/", {"file": ContentFile(TEXT, name="bij.txt")})
        assert sent.status_code in {403, 404}
    assert Document.objects.count() == 1


def test_what_is_on_record_tells_nobody_else_who_asks():
    room = Room(spec=RESTRICTED)
    told = Entry.objects.count()
    apply(room, given())
    new = Entry.objects.order_by("pk")[told:]
    supplier = room.suppliers[0].organisation_id
    assert {(entry.fact, entry.organisation_id) for entry in new} == {
        ("documents.added", supplier),
        ("tenders.request_handed_in", supplier),
    }


def test_a_request_is_no_way_around_the_market():
    room = Room(spec=RESTRICTED)
    for by in (room.buyer, room.officers["een"], STRANGER):
        with pytest.raises(Denied):
            apply(room, given(), by=by)
    assert not Document.objects.exists()


def test_the_page_keeps_the_text_and_says_which_file_is_wrong():
    room = Room(spec=RESTRICTED)
    client = browser_of(room.suppliers[0].person_id)
    path = f"/opdrachten/{room.tender.pk}/deelnemen/"
    wrong = client.post(path, {"text": "Wij doen dit al", "files": [ContentFile(b"MZ", name="programma.exe")]})
    assert wrong.status_code == 422
    assert "Wij doen dit al" in wrong.content.decode()
    assert "programma.exe" in wrong.content.decode()
    good = [ContentFile(TEXT, name="een.txt"), ContentFile(TEXT, name="twee.txt")]
    assert client.post(path, {"text": "Wij doen dit al", "files": good}).status_code == 302
    page = client.get(f"/opdrachten/{room.tender.pk}/").content.decode()
    assert "met 2 bestanden" in page
    first = CandidacyFile.objects.order_by("pk").first()
    assert client.post(path, {"text": "Wij doen dit al", "dropped": [first.pk]}).status_code == 302
    assert "twee.txt" in client.get(path).content.decode()
    assert "een.txt" not in client.get(path).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_and_the_page_of_candidates_take_the_same_queries(count, clock, django_assert_num_queries):
    room = Room(spec=RESTRICTED, suppliers=count)
    rows = [apply(room, *[given(f"{n}.txt") for n in range(count)], by=who) for who in room.suppliers]
    clock[0] = CANDIDATES_UNTIL
    buyer = browser_of(room.buyer.person_id)
    for path, queries in (("", 9), (f"{rows[0].pk}/", 7)):
        with django_assert_num_queries(queries):
            assert buyer.get(f"/aankopen/bestekken/{room.tender.pk}/leveranciers/{path}").status_code == 200
