"""Pages and papers around the award: as buyer, mandated mayor, winner, loser, neighbour, and a supplier without an offer."""

import io
import zipfile
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from steunpunt.contract.tenders import actions
from steunpunt.contract.tenders.choices import EnvelopeKind, TenderState
from steunpunt.contract.tenders.models import AwardDecision, Letter, Objection
from steunpunt.contract.tenders.rules.needs import Needs
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.awarding import LATER, OUT, SECOND, WINNER, AwardRoom, a_decision_on_paper, a_judged_room
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.rooms import AFTER, Room
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import a_tender
from tests.kept import kept

pytestmark = pytest.mark.django_db
RULING = {
    "winners": "1",
    "motivation": "De beste verhouding",
    "body": "College van 12 mei 2011",
    "decided_on": "2011-05-12",
}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def room():
    return kept(a_judged_room)


def page(who, name, *args):
    return browser_of(who.person_id).get(reverse(f"tenders:{name}", args=args))


def sent(who, name, *args, **data):
    return browser_of(who.person_id).post(reverse(f"tenders:{name}", args=args), data)


def body(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def pdf_text(answer):
    return "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)


def word_text(answer):
    document = Document(io.BytesIO(answer.content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def name_of(room, place):
    return str(room.offers[place].bid.supplier)


def test_the_mayor_decides_on_the_page_and_the_buyer_only_with_a_document(room):
    assert room.tender.title in browser_of(room.mayor.person_id).get("/").content.decode(), "it waits for the mayor"
    shown = body(page(room.mayor, "award", room.tender.pk))
    assert reverse("tenders:decide", args=[room.tender.pk, 1]) in shown
    refused = sent(room.buyer, "decide", room.tender.pk, 1, **RULING)
    assert refused.status_code == 422
    assert not AwardDecision.objects.exists()
    with_paper = RULING | {"document": a_decision_on_paper()}
    assert sent(room.buyer, "decide", room.tender.pk, 1, **with_paper).status_code == 302
    assert AwardDecision.objects.get().is_from_paper
    actions.withdraw_decision(tender_id=room.tender.pk, lot=1, reason="Fout", now=LATER, by=room.mayor)
    assert sent(room.mayor, "decide", room.tender.pk, 1, **RULING).status_code == 302
    assert not AwardDecision.objects.get(withdrawn_at=None).is_from_paper


def test_before_the_decision_the_award_is_for_who_reads_the_report(room):
    inside = [room.buyer, room.mayor, room.assessors[0]]
    outside = [
        somebody(room.support, "adviser"),
        somebody(room.boards[1], "secretary"),
        somebody(OrganisationFactory(), "secretary"),
        room.supplier_of(WINNER),
    ]
    assert [page(who, "award", room.tender.pk).status_code for who in inside] == [200] * 3
    assert [page(who, "award", room.tender.pk).status_code for who in outside] == [404] * 4
    for name in ("report_pdf", "report_docx"):
        assert [page(who, name, room.tender.pk).status_code for who in outside] == [404] * 4
    assert [sent(who, "decide", room.tender.pk, 1, **RULING).status_code for who in outside] == [404] * 4
    assert not AwardDecision.objects.exists()


def test_the_report_is_the_same_as_pdf_and_to_edit(room):
    room.decide()
    actions.tick(
        tender_id=room.tender.pk,
        code="exclusion",
        label="Uitsluiting",
        note="Attesten opgevraagd en nagekeken",
        now=LATER,
        by=room.buyer,
    )
    texts = [
        pdf_text(page(room.mayor, "report_pdf", room.tender.pk)),
        word_text(page(room.buyer, "report_docx", room.tender.pk)),
    ]
    for text in texts:
        parts = ("De beste verhouding van kwaliteit en prijs", "Attesten opgevraagd en nagekeken", "Raad van State")
        for part in (name_of(room, WINNER), name_of(room, OUT), *parts):
            assert part in " ".join(text.split())


def test_after_the_award_boards_read_who_won_and_no_marks_or_prices_of_others(room):
    room.awarded()
    shown = body(page(somebody(room.boards[1], "secretary"), "award", room.tender.pk))
    assert name_of(room, WINNER) in shown
    assert name_of(room, SECOND) not in shown
    assert "15.400" not in shown
    assert page(somebody(OrganisationFactory(), "secretary"), "award", room.tender.pk).status_code == 404


def test_letters_go_out_from_the_page_as_sealed_papers(room):
    room.decide()
    assert sent(room.mayor, "letters", room.tender.pk).status_code == 404
    assert sent(room.buyer, "letters", room.tender.pk).status_code == 302
    assert Letter.objects.count() == 3
    loser = room.supplier_of(SECOND)
    letter = room.letter_of(SECOND)
    answer = sent(loser, "letter", room.tender.pk, letter.pk)
    text = " ".join(pdf_text(answer).split())
    assert name_of(room, WINNER) in text
    assert name_of(room, OUT) not in text
    assert "20.200" in text, "what it was awarded for is public"
    letter.refresh_from_db()
    assert letter.read_at is not None
    assert page(loser, "letter", room.tender.pk, letter.pk).status_code == 405
    for other in (room.supplier_of(WINNER), room.buyer, somebody(OrganisationFactory(supplier=True), "bidder")):
        assert sent(other, "letter", room.tender.pk, letter.pk).status_code == 404


def test_a_supplier_reads_its_own_result_and_who_made_no_offer_has_none(room):
    room.awarded()
    assert "gekozen" in body(page(room.supplier_of(WINNER), "result", room.tender.pk))
    assert "niet gekozen" in body(page(room.supplier_of(SECOND), "result", room.tender.pk))
    stranger = somebody(OrganisationFactory(supplier=True), "bidder")
    for who in (stranger, room.buyer, room.mayor):
        assert page(who, "result", room.tender.pk).status_code == 404
    assert reverse("tenders:result", args=[room.tender.pk]) not in body(page(stranger, "market", room.tender.pk))


def test_an_objection_comes_in_is_answered_and_nobody_else_reads_it(room):
    room.awarded()
    loser, letter = room.supplier_of(SECOND), room.letter_of(SECOND)
    assert sent(loser, "objecting", room.tender.pk, letter.pk, text="De punten kloppen niet").status_code == 302
    row = Objection.objects.get()
    assert "De punten kloppen niet" in body(page(loser, "result", room.tender.pk))
    assert "De punten kloppen niet" in body(page(room.mayor, "award", room.tender.pk))
    for who in (somebody(room.boards[1], "secretary"), room.assessors[1]):
        assert "De punten kloppen niet" not in body(page(who, "award", room.tender.pk))
    assert "De punten kloppen niet" not in body(page(room.supplier_of(WINNER), "result", room.tender.pk))
    assert sent(room.mayor, "objection", room.tender.pk, row.pk, text="Neen").status_code == 404
    assert sent(room.buyer, "objection", room.tender.pk, row.pk, text="Zie de motivering").status_code == 302
    assert "Zie de motivering" in body(page(loser, "result", room.tender.pk))


def test_the_buyer_writes_down_the_contract(room):
    room.awarded()
    dates = {"concluded_on": "2011-05-30", "starts_on": "2011-06-01", "ends_on": "2015-05-31"}
    winner = room.offers[WINNER].pk
    early = sent(room.buyer, "conclude", room.tender.pk, winner, **dates)
    assert early.status_code == 422
    assert (
        sent(room.buyer, "conclude", room.tender.pk, winner, **dates | {"concluded_on": "2011-05-31"}).status_code
        == 302
    )
    room.tender.refresh_from_db()
    assert room.tender.state == TenderState.CONCLUDED
    assert "01/06/2011" in body(page(room.buyer, "award", room.tender.pk))


def test_stopping_and_taking_back_on_the_page(room):
    assert sent(room.mayor, "award_stop", room.tender.pk, **RULING).status_code == 302
    room.tender.refresh_from_db()
    assert room.tender.state == TenderState.STOPPED
    assert sent(room.mayor, "take_back", room.tender.pk, 1, reason="Toch budget").status_code == 302
    room.tender.refresh_from_db()
    assert room.tender.state == TenderState.PRICED
    assert "Toch" not in body(page(room.mayor, "award", room.tender.pk))


def test_a_board_reads_what_the_award_means_at_its_own_quantities():
    room = AwardRoom()
    board = room.boards[1]
    reader = somebody(board, "ict_manager")
    type(room.tender).objects.update(state=TenderState.PREPARING)
    actions.state_needs(tender_id=room.tender.pk, needs=Needs(likely={"P1": Decimal(25)}), now=NOW, by=reader)
    type(room.tender).objects.update(state=TenderState.PUBLISHED)
    room.judged().awarded()
    shown = body(page(reader, "meaning", room.tender.pk))
    assert "4.800,00" in shown, "25 mailboxes at € 4 a month over 48 months"
    assert "Migratie" in shown, "of which the board named no quantity"
    assert name_of(room, SECOND) not in shown
    for who in (room.buyer, somebody(OrganisationFactory(), "ict_manager"), room.supplier_of(WINNER)):
        assert page(who, "meaning", room.tender.pk).status_code == 404


def test_a_board_that_takes_part_reads_who_won_once_the_letters_left_and_not_before(room):
    board = somebody(room.boards[1], "ict_manager")
    judge = room.assessors[0]
    room.decide()
    here = f"/aankopen/bestekken/{room.tender.pk}/"
    winner = name_of(room, WINNER)
    for name in ("award", "meaning"):
        assert page(board, name, room.tender.pk).status_code == 404
    overview = body(browser_of(board.person_id).get(here))
    assert "Gegund" in overview
    assert reverse("tenders:meaning", args=[room.tender.pk]) not in overview
    assert winner not in overview + body(page(board, "history", room.tender.pk))
    for who in (room.buyer, room.mayor, judge):
        assert winner in body(page(who, "award", room.tender.pk)), "who judged, prepares or decides"
    room.send()
    assert winner in body(page(board, "award", room.tender.pk))
    assert page(board, "meaning", room.tender.pk).status_code == 200
    assert reverse("tenders:meaning", args=[room.tender.pk]) in body(browser_of(board.person_id).get(here))


def test_before_the_award_it_means_nothing_yet(room):
    assert page(somebody(room.boards[1], "secretary"), "meaning", room.tender.pk).status_code == 404


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_specification_as_a_paper_is_read_by_who_reads_the_page(room, form):
    read = pdf_text if form == "pdf" else word_text
    draft = a_tender(*room.boards, by=room.buyer, reference="2011-HM-2")
    stranger = somebody(OrganisationFactory(supplier=True), "bidder")
    assert "Beschikbaarheid van 99,9" in read(page(room.buyer, f"specification_{form}", draft.pk))
    assert page(stranger, f"market_{form}", draft.pk).status_code == 404, "a draft is for who sees the tender"
    assert page(stranger, f"specification_{form}", room.tender.pk).status_code == 404
    published = read(page(stranger, f"market_{form}", room.tender.pk))
    assert "Hosted Mail" in published
    assert "900.000" not in published, "not the estimate"
    assert "Postbus" in read(page(room.buyer, f"version_{form}", room.tender.pk, 1))


def test_a_word_document_holds_no_program_and_opens(room):
    answer = page(room.buyer, "specification_docx", room.tender.pk)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert not [name for name in archive.namelist() if "vba" in name.lower()]
    assert answer["Content-Disposition"].endswith('.docx"')


def test_the_page_of_the_award_asks_as_much_for_three_letters_as_for_one(room):
    room.awarded()
    client, url = browser_of(room.buyer.person_id), reverse("tenders:award", args=[room.tender.pk])
    counts = []
    for _letters in (3, 1):
        with CaptureQueriesContext(connection) as asked:
            client.get(url)
        counts.append(len(asked))
        Letter.objects.exclude(bid_lot=room.offers[WINNER]).delete()
    assert counts[0] == counts[1]


def test_the_form_to_decide_begins_with_a_motivation_from_the_record_that_says_nothing_of_others(room):
    shown = " ".join(body(page(room.buyer, "decide", room.tender.pk, 1)).split())
    begun = shown.split("<textarea", 1)[1].split("</textarea>", 1)[0]
    winner, others = name_of(room, WINNER), [name_of(room, SECOND), name_of(room, OUT)]
    assert "Offertes voor dit perceel: 3. Daarvan regelmatig: 2. Met een plaats in de rangschikking: 2." in begun
    assert f"De offerte van {winner} heeft het hoogste totaal." in begun
    assert "Op K1 · Technische kwaliteit heeft geen andere offerte meer punten. Zo staat het in de nota" in begun
    assert "Ze heeft de laagste prijs" not in begun, "it has not"
    assert "Zo is ze de economisch meest voordelige offerte" in begun
    assert not [name for name in others if name in begun]


def test_the_minutes_of_an_opening_are_a_paper_to_sign_without_a_price(room):
    content, price = room.tender.rounds.get().openings.order_by("pk")
    for row in (content, price):
        text = " ".join(pdf_text(page(room.buyer, "minutes_pdf", room.tender.pk, row.pk)).split())
        for part in ("Proces-verbaal van de opening", "Handtekeningen", "Geen omslag werd geweigerd."):
            assert part in text, part
        for place in (WINNER, SECOND, OUT):
            assert name_of(room, place) in text
        assert text.count(str(row.first.organisation)) >= 2
        assert "20.200" not in text, "who opens reads no price"
        assert row.minutes["offers"][0]["envelopes"][0]["fingerprint"] in text.replace(" ", "")
    officer = room.officers["een"]
    assert page(officer, "minutes_pdf", room.tender.pk, price.pk).status_code == 200
    for who in (room.supplier_of(WINNER), somebody(room.boards[1], "secretary")):
        assert page(who, "minutes_pdf", room.tender.pk, price.pk).status_code == 404


def test_the_minutes_say_which_envelopes_were_refused_on_arrival_of_whom_and_why(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    room = Room()
    with pytest.raises(Refused):
        room.hand_in(EnvelopeKind.PRICE, room.suppliers[0], prices={})
    monkeypatch.setattr("django.utils.timezone.now", lambda: AFTER)
    room.opened()
    row = room.tender.rounds.get().openings.get()
    name = str(Organisation.objects.get(pk=room.suppliers[0].organisation_id))
    text = " ".join(pdf_text(page(room.buyer, "minutes_pdf", room.tender.pk, row.pk)).split())
    assert f"{name}: De omslag “prijs” werd geweigerd: een prijs ontbreekt." in text
    shown = body(page(room.buyer, "minutes", room.tender.pk, row.pk))
    assert name in shown.split("Geweigerd bij aankomst", 1)[1]
