"""Pages of documents: adding on the scan's own page, the list, and the file itself."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.documents import storage
from steunpunt.foundation.documents.models import Document
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.scan import TODAY, an_adviser
from tests.foundation.documents.files import PDF, VIRUS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_a, **_k: TODAY)


@pytest.fixture
def client(board):
    return logged_in(board, "ict_manager")


@pytest.fixture
def send(client, scan):
    def sent(name="verslag.pdf", content=PDF, **more):
        data = {"file": SimpleUploadedFile(name, content), **more}
        return client.post(reverse("documents:add", args=[f"scan:{scan.pk}"]), data, follow=True)

    return sent


def test_a_file_is_added_on_the_page_of_the_scan(send, scan):
    response = send()
    assert response.redirect_chain == [(reverse("scan:overview", args=[scan.pk]), 302)]
    page = response.content.decode()
    assert "verslag.pdf werd toegevoegd." in page
    assert reverse("documents:download", args=[Document.objects.get().pk]) in page


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("verslag.exe", PDF, "Deze soort bestand kunt u niet toevoegen. Wel: csv, docx,"),
        ("verslag.docx", PDF, "is geen gewone docx"),
        ("leeg.pdf", b"", "Dit bestand is leeg."),
        ("virus.txt", VIRUS, "Dit bestand is besmet met een virus."),
        ("n" * 180 + ".pdf", PDF, "De naam van dit bestand is te lang: hoogstens 150 tekens."),
    ],
)
def test_what_is_wrong_is_said_on_the_same_page(send, scan, name, content, said):
    response = send(name, content)
    assert response.redirect_chain == [(reverse("scan:overview", args=[scan.pk]), 302)]
    assert said in response.content.decode()
    assert not Document.objects.exists()


def test_no_file_is_said_too(client, scan):
    response = client.post(reverse("documents:add", args=[f"scan:{scan.pk}"]), {}, follow=True)
    assert "Kies eerst een bestand." in response.content.decode()


@pytest.mark.parametrize("above", [1, 64 * 1024 + 1], ids=["the file", "the request itself"])
def test_too_large_is_said_in_plain_words(send, settings, above):
    settings.MAX_UPLOAD_BYTES = 2 * 1024 * 1024
    page = send(content=PDF.ljust(settings.MAX_UPLOAD_BYTES + above)).content.decode()
    assert "Dit bestand is te groot: u kunt hoogstens 2 MB toevoegen." in page
    assert not Document.objects.exists()


def test_a_request_that_is_too_large_is_not_read_as_a_form(client, scan, settings, monkeypatch):
    settings.MAX_UPLOAD_BYTES = 1024
    monkeypatch.setattr("django.http.request.HttpRequest._load_post_and_files", lambda _self: pytest.fail("was read"))
    data = {"file": SimpleUploadedFile("a.pdf", PDF + b" " * 70_000)}
    response = client.post(reverse("documents:add", args=[f"scan:{scan.pk}"]), data)
    assert response.status_code == 302


def test_the_secret_of_the_form_is_asked(board, scan):
    client = Client(enforce_csrf_checks=True)
    client.cookies = logged_in(board, "ict_manager").cookies
    response = client.post(
        reverse("documents:add", args=[f"scan:{scan.pk}"]), {"file": SimpleUploadedFile("a.pdf", PDF)}
    )
    assert response.status_code == 403
    assert not Document.objects.exists()


def test_a_new_version_takes_the_place_of_the_former(send, client):
    send()
    former = Document.objects.get()
    page = send("verslag 2.pdf", replaces=str(former.pk)).content.decode()
    newer = Document.objects.get(replaces=former)
    assert reverse("documents:download", args=[newer.pk]) in page
    assert reverse("documents:download", args=[former.pk]) not in page
    everything = client.get(reverse("documents:list")).content.decode()
    assert reverse("documents:download", args=[former.pk]) in everything


def test_an_adviser_sees_the_scan_without_its_documents(add, scan):
    add()
    adviser = logged_in(OrganisationFactory(support_point=True), "adviser")
    page = adviser.get(reverse("scan:overview", args=[scan.pk])).content.decode()
    assert "verslag.pdf" not in page
    assert "documenten/bij" not in page
    assert "verslag.pdf" not in adviser.get(reverse("scan:history", args=[scan.pk])).content.decode()
    assert an_adviser().is_of_support_point


def test_the_file_comes_as_it_was_to_keep_and_in_a_sandbox(add, client):
    document = add('één & "twee".pdf')
    response = client.get(reverse("documents:download", args=[document.pk]))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%C3%A9%C3%A9n")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(PDF))
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "visitor",
    [
        lambda board: logged_in(OrganisationFactory(), "ict_manager", "secretary"),
        lambda board: logged_in(OrganisationFactory(supplier=True), "contact"),
        lambda board: logged_in(OrganisationFactory(support_point=True), "adviser"),
        lambda board: logged_in(board, "clerk"),
    ],
    ids=["neighbour", "supplier", "adviser", "clerk"],
)
def test_for_others_it_does_not_exist(add, board, visitor):
    document = add()
    visitor = visitor(board)
    assert visitor.get(reverse("documents:download", args=[document.pk])).status_code == 404
    assert visitor.get(f"/api/v1/documents/{document.pk}").status_code == 404
    assert visitor.get("/api/v1/documents").json() == {"count": 0, "results": []}
    posted = visitor.post(reverse("documents:add", args=[document.subject]), {"file": SimpleUploadedFile("a.pdf", PDF)})
    assert posted.status_code == 404
    assert document.name not in visitor.get(reverse("documents:list")).content.decode()


def test_a_document_whose_file_is_gone_is_not_found(add, client):
    document = add()
    storage.forget(document.place)
    assert client.get(reverse("documents:download", args=[document.pk])).status_code == 404


def rows_of(client, query):
    text = client.get(reverse("documents:list") + query).getvalue().decode("utf-8-sig")
    return [row[0] for row in csv.reader(io.StringIO(text), delimiter=";")][1:]


def test_the_list_searches_filters_and_exports(add, client):
    former = add("verslag 1.pdf")
    add("verslag 2.pdf", replaces_id=former.pk)
    add("tabel.csv", b"a;b\n")
    assert sorted(rows_of(client, "?export=csv")) == ["tabel.csv", "verslag 1.pdf", "verslag 2.pdf"]
    assert sorted(rows_of(client, "?export=csv&q=VERSLAG")) == ["verslag 1.pdf", "verslag 2.pdf"]
    assert rows_of(client, "?export=csv&state=former") == ["verslag 1.pdf"]
    assert sorted(rows_of(client, "?export=csv&state=current")) == ["tabel.csv", "verslag 2.pdf"]
    assert rows_of(client, "?export=csv&kind=csv") == ["tabel.csv"]
    assert rows_of(client, "?export=csv&kind=exe&sort=name")[0] == "tabel.csv"
    page = client.get(reverse("documents:list")).content.decode()
    assert "Samenwerkingsscan 2011" in page


@pytest.mark.parametrize("count", [1, 3])
def test_list_and_api_ask_the_same_number_of_queries_for_one_row_and_for_three(
    add, client, django_assert_num_queries, count
):
    for number in range(count):
        add(f"{number}.pdf")
    client.get(reverse("documents:list"))
    with django_assert_num_queries(12):
        client.get(reverse("documents:list"))
    with django_assert_num_queries(7):
        client.get("/api/v1/documents")


@pytest.mark.parametrize("count", [1, 3])
def test_the_part_asks_the_same_number_of_queries_for_one_row_and_for_three(
    add, scan, client, django_assert_num_queries, count
):
    for number in range(count):
        add(f"{number}.pdf")
    client.get(reverse("scan:overview", args=[scan.pk]))
    with django_assert_num_queries(15):  # of them: what colleagues were asked, who is where, whether one may be removed
        client.get(reverse("scan:overview", args=[scan.pk]))


def test_the_api_tells_what_a_document_is_and_where_to_get_it(add, client, scan):
    document = add()
    told = client.get(f"/api/v1/documents/{document.pk}").json()
    assert told == {
        "id": document.pk,
        "subject": f"scan:{scan.pk}",
        "part": "",
        "name": "verslag.pdf",
        "content_type": "application/pdf",
        "size": len(PDF),
        "sha256": document.sha256,
        "replaces_id": None,
        "added_at": "2011-04-01T12:00:00Z",
        "url": f"/api/v1/documents/{document.pk}/file",
    }
    assert client.get(f"/api/v1/documents?subject=scan:{scan.pk}").json() == {"count": 1, "results": [told]}
    assert client.get("/api/v1/documents?subject=scan:999999").json() == {"count": 0, "results": []}
    assert client.get("/api/v1/documents?subject=x").status_code == 422
