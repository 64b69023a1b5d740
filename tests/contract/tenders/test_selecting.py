"""Selection: a draft for each request, then a decision of the authority's body of which all candidates hear at once."""

import io
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from docx import Document as Word
from pypdf import PdfReader

from steunpunt.contract.tenders import access, actions, papers, queries
from steunpunt.contract.tenders.choices import EnvelopeKind
from steunpunt.contract.tenders.choices.law import StepCode
from steunpunt.contract.tenders.models import Candidacy, Selection
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.notices.models import Notice
from tests.contract.tenders.test_inviting import CANDIDATES_UNTIL, RESTRICTED, selected, sent
from tests.factories.people import browser_of
from tests.factories.rooms import Room
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return moment


def asked(suppliers=3):
    room = Room(spec=RESTRICTED, suppliers=suppliers)
    texts = [f"Wij van nummer {number} kunnen dit" for number in range(suppliers)]
    room.requests = [
        actions.apply(tender_id=room.tender.pk, text=text, now=NOW, by=who)
        for text, who in zip(texts, room.suppliers, strict=True)
    ]
    return room


def judged():
    room = asked()
    selected(room, room.requests[0])
    selected(room, room.requests[1])
    selected(room, room.requests[2], is_selected=False, reason="Maar één referentie, drie gevraagd")
    return room


def test_all_are_told_at_once_and_nobody_before():
    room = judged()
    assert not Notice.objects.filter(kind="tenders.market").exists()
    assert not access.invited(room.tender).exists()
    found = sent(room)
    assert {row.selection_id for row in Candidacy.objects.all()} == {found.pk}
    told = Notice.objects.filter(kind="tenders.market").order_by("organisation_id")
    assert [(row.organisation_id, row.detail) for row in told] == [
        (room.suppliers[0].organisation_id, "U bent geselecteerd: u kunt een offerte indienen."),
        (room.suppliers[1].organisation_id, "U bent geselecteerd: u kunt een offerte indienen."),
        (room.suppliers[2].organisation_id, "U werd niet geselecteerd."),
    ]
    assert access.invited(room.tender).count() == 2


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"body": " "}, "no_body"),
        ({"decided_on": CANDIDATES_UNTIL.date() + timedelta(days=1)}, "in_the_future"),
        ({"decided_on": CANDIDATES_UNTIL.date() - timedelta(days=1)}, "too_early"),
        ({"now": CANDIDATES_UNTIL - timedelta(seconds=1)}, "too_early"),
    ],
)
def test_a_decision_says_who_took_it_and_when_that_can_be(changed, code):
    room = judged()
    documents = Document.objects.count()
    with pytest.raises(Refused) as refused:
        sent(room, **changed)
    assert code in refused.value.codes
    assert not Selection.objects.exists()
    assert Document.objects.count() == documents


def test_nobody_is_told_while_a_request_is_not_judged_nor_when_nobody_is_selected():
    room = asked()
    selected(room, room.requests[0], is_selected=False, reason="Geen referentie")
    with pytest.raises(Refused) as refused:
        sent(room)
    assert refused.value.codes == {"not_judged", "nobody"}


def test_only_who_prepares_the_tender_tells():
    room = judged()
    for by in (room.suppliers[0], room.officers["een"]):
        with pytest.raises(Denied):
            sent(room, by=by)


def test_who_is_judged_otherwise_afterwards_is_told_anew_and_makes_no_offer_until_then():
    room = judged()
    sent(room)
    selected(room, room.requests[2])
    with pytest.raises(Denied):
        room.hand_in(EnvelopeKind.PRICE, room.suppliers[2])
    later = sent(room)
    assert [row.selection_id == later.pk for row in Candidacy.objects.order_by("pk")] == [False, False, True]
    room.hand_in(EnvelopeKind.PRICE, room.suppliers[2])


def test_who_handed_in_an_offer_stays_selected():
    room = judged()
    sent(room)
    room.hand_in(EnvelopeKind.PRICE, room.suppliers[0])
    with pytest.raises(Refused) as refused:
        selected(room, room.requests[0], is_selected=False, reason="Toch niet")
    assert refused.value.codes == {"has_offer"}


def test_after_the_deadline_for_offers_the_selection_stays():
    room = judged()
    until = room.tender.offers_until
    with pytest.raises(Refused) as refused:
        sent(room, now=until, decided_on=until.date())
    assert "too_late" in refused.value.codes


def test_each_letter_tells_of_one_request_alone_and_a_refusal_says_why_and_where_to_go(clock):
    room = judged()
    clock[0] = CANDIDATES_UNTIL
    spec = queries.specification(room.tender)
    texts = []
    for row in Candidacy.objects.select_related("organisation").order_by("pk"):
        letter = papers.selection_letter(room.tender, spec, row, body="College", decided_on=TODAY, now=CANDIDATES_UNTIL)
        texts.append(" ".join(word_text(papers.as_word(letter, now=CANDIDATES_UNTIL)).split()))
    names = [str(row.organisation) for row in Candidacy.objects.select_related("organisation").order_by("pk")]
    for own, text in enumerate(texts):
        assert [name in text for name in names] == [place == own for place in range(3)]
    for part in ("Maar één referentie, drie gevraagd", "Drie referenties van de laatste drie jaar", "Raad van State"):
        assert [part in text for text in texts] == [False, False, True], part
    assert ["Uitnodiging om een offerte in te dienen" in text for text in texts] == [True, True, False]


def word_text(content):
    paper = Word(io.BytesIO(content))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in paper.paragraphs), *cells])


def test_the_buyer_sends_the_letters_from_the_page_and_each_supplier_reads_its_own(clock):
    room = judged()
    clock[0] = CANDIDATES_UNTIL + timedelta(minutes=1)
    buyer = browser_of(room.buyer.person_id)
    here = f"/aankopen/bestekken/{room.tender.pk}/leveranciers/"
    assert f"{here}brieven/" in buyer.get(here).content.decode()
    assert buyer.post(f"{here}brieven/", {"body": "College"}).status_code == 422
    given = {
        "body": "College",
        "decided_on": clock[0].date().isoformat(),
        "document": ContentFile(b"Besluit", name="besluit.txt"),
    }
    assert buyer.post(f"{here}brieven/", given).status_code == 302
    shown = buyer.get(here).content.decode()
    assert "College" in shown
    assert buyer.get(f"{here}brieven/").status_code == 404, "nobody waits any more"
    refused = browser_of(room.suppliers[2].person_id)
    paper = refused.get(f"/opdrachten/{room.tender.pk}/deelnemen/brief/")
    text = "\n".join(page.extract_text() for page in PdfReader(paper_file(paper)).pages)
    assert "Maar één referentie" in " ".join(text.split())
    for who in (room.officers["een"], room.buyer):
        assert browser_of(who.person_id).get(f"/opdrachten/{room.tender.pk}/deelnemen/brief/").status_code == 404


def paper_file(response):
    return io.BytesIO(b"".join(response.streaming_content) if response.streaming else response.content)


def test_the_check_list_says_whether_all_were_told(clock):
    room = judged()

    def is_done():
        spec = queries.specification(room.tender)
        rows = {row.step.code: row.is_done for row in queries.checklist(room.tender, spec, clock[0])}
        return rows[StepCode.SELECTED]

    assert is_done() is False
    sent(room)
    assert is_done() is True
