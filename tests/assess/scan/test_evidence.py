"""Files with which a board shows what it answered: at the question, counted, and inside the board alone."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.documents.public import add_document
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import NOW, a_round, a_scan, filled

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


def text(response):
    return response.content.decode()


def test_a_file_is_added_at_its_question_and_counted_there(scan, as_somebody):
    ict = as_somebody(scan.organisation, "ict_manager")
    assert "Bewijs bij BEL01" in text(ict.get(place(scan)))
    sent = {"part": "BEL01", "file": SimpleUploadedFile("besluit.txt", b"Het besluit.")}
    answer = ict.post(reverse("documents:add", args=[f"scan:{scan.pk}"]), sent)
    assert (answer["Location"], Document.objects.get().part) == (place(scan), "BEL01")
    assert "besluit.txt" in text(ict.get(place(scan)))
    assert "besluit.txt" not in text(ict.get(place(scan, "BEL02")))
    page = text(ict.get(reverse("scan:domain", args=[scan.pk, "BEL"])))
    assert f'{place(scan)}">' in page
    assert page.count("</span> (1)</a>") == 1
    overview = text(ict.get(reverse("scan:overview", args=[scan.pk])))
    assert ("besluit.txt" in overview, "· BEL01" in overview) == (True, True)


@pytest.mark.parametrize("part", ["XXX99", "p_users", "../x", "PZ"])
def test_a_file_goes_to_no_question_that_is_not_asked(scan, as_somebody, part):
    ict = as_somebody(scan.organisation, "ict_manager")
    sent = {"part": part, "file": SimpleUploadedFile("besluit.txt", b"Het besluit.")}
    assert ict.post(reverse("documents:add", args=[f"scan:{scan.pk}"]), sent).status_code == 404
    assert not Document.objects.exists()


def test_the_result_lists_it_and_only_for_the_board_itself(today, as_somebody):
    board, support_point = OrganisationFactory(), OrganisationFactory(support_point=True)
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    scan = round_.scans.select_related("organisation").get()
    document = add(scan)
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
