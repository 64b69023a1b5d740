"""Files with which a board shows what it answered: at the question, counted, and inside the board alone."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from steunpunt.assess.scan import actions
from steunpunt.foundation.access.actions import make_key
from steunpunt.foundation.documents.models import Document, Removal
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member
from tests.factories.scan import NOW, TODAY, a_round, a_scan, an_adviser, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def scan(today):
    return a_scan(OrganisationFactory(name="Keerbergen"))


def place(scan, code="BEL01"):
    return reverse("scan:evidence", args=[scan.pk, code])


def add(scan, code="BEL01", name="bewijs.txt"):
    by = an_actor(scan.organisation, "ict_manager")
    return add_document(
        subject=f"scan:{scan.pk}", part=code, name=name, content=ContentFile(b"Een bewijs."), now=NOW, by=by
    )


def adding(scan, part):
    return f"{reverse('documents:add', args=[f'scan:{scan.pk}'])}?{urlencode({'deel': part})}"


def text(response):
    return response.content.decode()


def test_a_file_is_added_at_its_question_and_counted_there(scan, as_somebody):
    ict = as_somebody(scan.organisation, "ict_manager")
    assert "Bewijs bij BEL01" in text(ict.get(place(scan)))
    answer = ict.post(adding(scan, "BEL01"), {"file": SimpleUploadedFile("besluit.txt", b"Het besluit.")})
    assert (answer["Location"], Document.objects.get().part) == (place(scan), "BEL01")
    assert "besluit.txt" in text(ict.get(place(scan)))
    assert "besluit.txt" not in text(ict.get(place(scan, "BEL02")))
    page = text(ict.get(reverse("scan:domain", args=[scan.pk, "BEL"])))
    assert f'{place(scan)}">' in page
    assert page.count("</span> (1)</a>") == 1
    overview = text(ict.get(reverse("scan:overview", args=[scan.pk])))
    assert ("besluit.txt" in overview, "· BEL01" in overview) == (True, True)


def test_the_page_tells_the_browser_how_large_a_file_may_be(scan, as_somebody, settings):
    settings.MAX_UPLOAD_BYTES = 3 * 1024 * 1024
    page = text(as_somebody(scan.organisation, "ict_manager").get(place(scan)))
    assert 'data-most="3" data-most-said="Dit bestand is te groot: u kunt hoogstens 3 MB toevoegen."' in page
    assert "scan/evidence.js" in page


@pytest.mark.parametrize("part", ["XXX99", "p_users", "../x", "PZ"])
def test_a_file_goes_to_no_question_that_is_not_asked(scan, as_somebody, part):
    ict = as_somebody(scan.organisation, "ict_manager")
    sent = {"file": SimpleUploadedFile("besluit.txt", b"Het besluit.")}
    assert ict.post(adding(scan, part), sent).status_code == 404
    assert not Document.objects.exists()


def test_the_result_lists_it_and_only_for_the_board_itself(today, as_somebody):
    board, support_point = OrganisationFactory(), OrganisationFactory(support_point=True)
    round_ = a_round(board, is_synthetic=True)
    scan = round_.scans.select_related("organisation").get()
    document = add(scan)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    result = reverse("scan:domain_result", args=[scan.pk, "BEL"])
    assert f'{place(scan)}">' in text(as_somebody(board, "policy_maker").get(result))
    adviser = as_somebody(support_point, "adviser")
    actions.start_review(scan_id=scan.pk, now=NOW, by=an_actor(support_point, "adviser"))
    assert place(scan) not in text(adviser.get(result))
    others = [adviser, as_somebody(OrganisationFactory(), "ict_manager"), as_somebody(board, "clerk")]
    assert [client.get(place(scan)).status_code for client in others] == [404] * 3
    assert [client.get(reverse("documents:download", args=[document.pk])).status_code for client in others] == [404] * 3


@pytest.mark.parametrize("count", [1, 3])
def test_a_domain_asks_as_many_queries_for_three_files(scan, as_somebody, django_assert_num_queries, count):
    for number in range(count):
        add(scan, f"BEL0{number + 1}", f"bewijs{number}.txt")
    ict = as_somebody(scan.organisation, "ict_manager")
    ict.get(reverse("scan:domain", args=[scan.pk, "BEL"]))
    with django_assert_num_queries(13):
        ict.get(reverse("scan:domain", args=[scan.pk, "BEL"]))


def test_a_file_that_is_too_large_leads_back_to_its_question_and_says_so(scan, as_somebody, settings):
    settings.MAX_UPLOAD_BYTES = 1_000
    ict = as_somebody(scan.organisation, "ict_manager")
    answer = ict.post(adding(scan, "BEL01"), {"file": a_file(content=b"x" * 100_000)}, follow=True)
    assert answer.redirect_chain == [(place(scan), 302)]
    assert "Dit bestand is te groot" in text(answer)


# ── taking one away ──────────────────────────────────────────────────────────
def removing(document):
    return reverse("documents:remove", args=[document.pk])


def test_a_file_is_taken_away_after_a_question_with_the_version_before_it(scan, as_somebody):
    former = add(scan)
    document = add_document(
        subject=f"scan:{scan.pk}",
        name="beter.txt",
        content=ContentFile(b"Beter."),
        replaces_id=former.pk,
        now=NOW,
        by=an_actor(scan.organisation, "ict_manager"),
    )
    ict = as_somebody(scan.organisation, "ict_manager")
    assert f'href="{removing(document)}"' in text(ict.get(place(scan)))
    asked = text(ict.get(removing(document)))
    assert ("beter.txt verwijderen?" in asked, "De versie ervoor gaat ook weg." in asked) == (True, True)
    answer = ict.post(removing(document), follow=True)
    assert answer.redirect_chain == [(place(scan), 302)]
    assert "beter.txt is verwijderd." in text(answer)
    assert ict.get(f"/api/v1/scans/{scan.pk}/evidence").json() == []
    everything = text(ict.get(reverse("documents:list")))
    assert ("bewijs.txt" in everything, "beter.txt" in everything) == (False, False)
    urls = [reverse("documents:download", args=[one.pk]) for one in (former, document)]
    assert [ict.get(url).status_code for url in [*urls, removing(document)]] == [404] * 3
    assert Entry.objects.get(fact="documents.removed").data["name"] == "beter.txt"


def test_what_was_submitted_keeps_its_evidence_and_gets_no_other(today, as_somebody):
    board = OrganisationFactory()
    round_ = a_round(board, is_synthetic=True)
    scan = round_.scans.select_related("organisation").get()
    document = add(scan)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    ict = as_somebody(board, "ict_manager")
    assert removing(document) not in text(ict.get(place(scan)))
    assert [ict.get(removing(document)).status_code, ict.post(removing(document)).status_code] == [404, 404]
    assert ict.delete(f"{files(scan)}/{document.pk}").status_code == 403
    assert ict.get(files(scan)).json()[0]["id"] == document.pk
    page = text(ict.get(place(scan)))
    assert "Deze scan is ingediend. Hij kan niet meer wijzigen. Bestanden toevoegen kan alleen zolang" in page
    assert adding(scan, "BEL01") not in page
    sent = {"file": SimpleUploadedFile("later.txt", b"Later.")}
    assert ict.post(adding(scan, "BEL01"), sent).status_code == 404
    assert ict.post(files(scan), {"file": a_file()}).status_code == 403
    assert [one.name for one in Document.objects.all()] == ["bewijs.txt"]


def test_a_closed_round_takes_no_evidence(scan, as_somebody):
    actions.close_round(round_id=scan.round_id, now=NOW, by=an_adviser())
    ict = as_somebody(scan.organisation, "ict_manager")
    assert "Het steunpunt sloot deze ronde." in text(ict.get(place(scan)))
    assert ict.post(files(scan), {"file": a_file()}).status_code == 403
    assert not Document.objects.exists()


def test_others_take_nothing_away(scan, as_somebody):
    document = add(scan)
    support_point = OrganisationFactory(support_point=True)
    others = [
        as_somebody(OrganisationFactory(), "ict_manager"),
        as_somebody(support_point, "adviser"),
        as_somebody(scan.organisation, "clerk"),
    ]
    assert [one.post(removing(document)).status_code for one in others] == [404] * 3
    assert [one.delete(f"{files(scan)}/{document.pk}").status_code for one in others] == [404] * 3
    assert [one.delete(f"/api/v1/documents/{document.pk}").status_code for one in others] == [404] * 3
    assert not Removal.objects.exists()


def test_a_program_takes_evidence_away(scan, as_somebody):
    document, other = add(scan), add(scan, "BEL02")
    ict = as_somebody(scan.organisation, "ict_manager")
    assert ict.delete(f"{files(scan)}/{other.pk}").status_code == 404, "it stands at another question"
    assert ict.delete(f"{files(scan)}/{document.pk}").status_code == 204
    assert [one["id"] for one in ict.get(f"/api/v1/scans/{scan.pk}/evidence").json()] == [other.pk]
    assert ict.delete(f"{files(scan)}/{document.pk}").status_code == 404
    assert ict.delete(f"/api/v1/documents/{other.pk}").status_code == 204
    assert ict.get(f"/api/v1/scans/{scan.pk}/evidence").json() == []


# ── for programs ─────────────────────────────────────────────────────────────
def files(scan, code="BEL01"):
    return f"/api/v1/scans/{scan.pk}/evidence/{code}/files"


def a_file(name="besluit.txt", content=b"Het besluit."):
    return SimpleUploadedFile(name, content)


def test_a_program_adds_lists_and_gets_evidence_and_its_new_version(scan, as_somebody):
    ict = as_somebody(scan.organisation, "ict_manager")
    first = ict.post(files(scan), {"file": a_file()}).json()
    assert {key: first[key] for key in ("question", "name", "size", "is_new_version")} == {
        "question": "BEL01",
        "name": "besluit.txt",
        "size": 12,
        "is_new_version": False,
    }
    second = ict.post(f"{files(scan)}?replaces_id={first['id']}", {"file": a_file(content=b"Beter.")}).json()
    assert (second["is_new_version"], ict.get(files(scan)).json()) == (True, [second])
    assert ict.get(f"/api/v1/scans/{scan.pk}/evidence").json() == [second]
    assert ict.get(files(scan, "BEL02")).json() == []
    got = ict.get(second["url"])
    assert (b"".join(got.streaming_content), got["X-Content-Type-Options"]) == (b"Beter.", "nosniff")
    assert b"".join(ict.get(first["url"]).streaming_content) == b"Het besluit.", "the former version stays"


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("besluit.txt", b"", "empty"),
        ("besluit.exe", b"MZ", "type"),
        ("besluit.pdf", b"Geen pdf.", "content"),
        ("besluit.txt", b"<html><script>", "content"),
        ("x" * 300 + ".txt", b"Lang.", "name_too_long"),
    ],
)
def test_a_program_hears_why_a_file_cannot_be_kept(scan, as_somebody, name, content, reason):
    refused = as_somebody(scan.organisation, "ict_manager").post(files(scan), {"file": a_file(name, content)})
    assert (refused.status_code, refused["Content-Type"]) == (409, "application/problem+json")
    assert [each["code"] for each in refused.json()["reasons"]] == [reason]
    assert not Document.objects.exists()


def test_a_file_that_is_too_large_is_not_even_read(scan, as_somebody, settings):
    settings.MAX_UPLOAD_BYTES = 1_000
    ict = as_somebody(scan.organisation, "ict_manager")
    answer = ict.post(files(scan), {"file": a_file(content=b"x" * 1_001)})
    assert (answer.status_code, answer.json()["reasons"][0]["code"]) == (409, "too_large")
    answer = ict.post(files(scan), {"file": a_file(content=b"x" * 100_000)})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
    assert not Document.objects.exists()


def test_what_is_no_form_with_a_file_is_refused(scan, as_somebody):
    ict = as_somebody(scan.organisation, "ict_manager")
    answers = [
        ict.post(files(scan), {"file": "x"}, "application/json"),
        ict.post(files(scan), b"x", "multipart/form-data"),
        ict.post(files(scan), {"naam": "1"}),
        ict.post(f"{files(scan)}?replaces_id=x", {"file": a_file()}),
        ict.post(f"{files(scan)}?replaces_id=999999", {"file": a_file()}),
        ict.post(files(scan, "XXX99"), {"file": a_file()}),
    ]
    assert [answer.status_code for answer in answers] == [415, 400, 422, 422, 403, 404]
    assert {answer["Content-Type"] for answer in answers} == {"application/problem+json"}
    assert not Document.objects.exists()


def test_nobody_but_the_board_itself_gets_or_adds_evidence(scan, as_somebody):
    document = add(scan)
    board, support_point = scan.organisation, OrganisationFactory(support_point=True)
    others = [
        as_somebody(OrganisationFactory(), "ict_manager"),
        as_somebody(OrganisationFactory(supplier=True), "contact"),
        as_somebody(support_point, "adviser"),
        as_somebody(board, "clerk"),
    ]
    places = [files(scan), f"/api/v1/scans/{scan.pk}/evidence", f"/api/v1/documents/{document.pk}/file"]
    for place_ in places:
        assert [client.get(place_).status_code for client in others] == [404] * 4
    assert [client.post(files(scan), {"file": a_file()}).status_code for client in others] == [404] * 4
    assert Document.objects.get() == document
    reader = as_somebody(board, "policy_maker")
    assert [reader.get(place_).status_code for place_ in places] == [200] * 3
    assert reader.post(files(scan), {"file": a_file()}).status_code == 200, "as on its page: whoever reads may add"


def test_a_colleague_who_was_asked_for_one_domain_gets_no_evidence_of_it(scan, today):
    document = add(scan)
    colleague = a_member(scan.organisation, "clerk")
    actions.ask_colleague(
        scan_id=scan.pk,
        domain="BEL",
        questions=[],
        colleague_id=colleague.pk,
        due_on=TODAY,
        message="",
        now=NOW,
        today=TODAY,
        by=an_actor(scan.organisation, "ict_manager"),
    )
    client = Client()
    client.force_login(colleague)
    assert len(client.get("/api/v1/scans/contributions/asked-of-me").json()) == 1
    for place_ in (files(scan), f"/api/v1/scans/{scan.pk}/evidence", f"/api/v1/documents/{document.pk}/file"):
        assert client.get(place_).status_code == 404


def test_a_key_reads_evidence_with_the_scope_to_read_and_adds_with_the_scope_to_write(scan):
    owner = a_member(scan.organisation, "ict_manager")
    document = add(scan)

    def tried(*scopes):
        _key, secret = make_key(
            name="Toepassing",
            scopes=scopes,
            expires_on=TODAY + timedelta(days=30),
            now=NOW,
            today=TODAY,
            by=an_actor(scan.organisation, "ict_manager", person_id=owner.pk),
        )
        client = Client(headers={"authorization": f"Bearer {secret}"})
        read = [client.get(place_).status_code for place_ in (files(scan), f"/api/v1/documents/{document.pk}/file")]
        return read, client.post(files(scan), {"file": a_file()}).status_code

    assert tried("scan:read") == ([200, 200], 403)
    assert tried("scan:read", "scan:write") == ([200, 200], 200)
    assert tried("projects:read") == ([404, 404], 404)


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_of_evidence_asks_as_many_queries_for_three_files(scan, as_somebody, django_assert_num_queries, count):
    for number in range(count):
        add(scan, name=f"bewijs{number}.txt")
    ict = as_somebody(scan.organisation, "ict_manager")
    ict.get(files(scan))
    with django_assert_num_queries(9):
        assert len(ict.get(files(scan)).json()) == count
