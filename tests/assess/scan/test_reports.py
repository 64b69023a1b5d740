"""The full report, and all reports of a round in one archive."""

import io
import zipfile

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from steunpunt.assess.scan import actions, papers
from steunpunt.assess.scan.models import Answer, ReportArchive, Scan
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.ui import press
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, a_compared_round, a_scan, an_ict_manager

pytestmark = pytest.mark.django_db


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def adviser(support):
    return an_actor(support, "adviser", person_id=a_member(support, "adviser").pk)


@pytest.fixture
def compared():
    scan, round_ = a_compared_round(others=5)
    Answer.objects.filter(scan=scan).update(explanation="blijft binnen het bestuur")
    return scan, round_


def test_the_full_report_says_every_answer_and_no_explanation(compared):
    scan, _round = compared
    found = Scan.objects.select_related("round__version", "organisation").get(pk=scan.pk)
    pages = PdfReader(io.BytesIO(papers.full_report(found, now=NOW))).pages
    said = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert len(pages) >= 5
    assert "blijft binnen" not in said
    assert "Heeft u een overzicht van alle ICT-contracten" in said
    assert "punten op 100" in said


def asked(round_, by):
    return actions.ask_reports(round_id=round_.pk, now=NOW, by=by)


def test_one_archive_holds_everything_of_every_board(compared, adviser, support):
    _scan, round_ = compared
    job_id = asked(round_, adviser)
    assert Entry.objects.filter(fact="scan.result_looked_at").count() == 6, "every board reads it"
    jobs.run(job_id, connecting=jobs.same_connection)
    job = Job.objects.get(pk=job_id)
    assert (job.state, job.done, job.total) == ("done", 6, 6)
    client = logged_in(support, "adviser")
    file = b"".join(client.get(job.result_url).streaming_content)
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert len(archive.namelist()) == 18
        assert archive.read("keerbergen/keerbergen-blad.pdf").startswith(b"%PDF")
        sheet = load_workbook(io.BytesIO(archive.read("keerbergen/keerbergen-werkboek.xlsx")))
        assert "blijft binnen het bestuur" not in str([list(one.values) for one in sheet])


def test_made_again_it_is_the_same_archive(compared, adviser):
    _scan, round_ = compared
    asked(round_, adviser)
    archive = ReportArchive.objects.get()
    for _ in range(2):
        actions.fill_archive(archive_id=archive.pk, make=papers.all_reports, now=NOW, step=lambda _done, _total: None)
    archive.refresh_from_db()
    assert (archive.boards, ReportArchive.objects.count()) == (6, 1)
    assert archive.size > 100_000


def test_nothing_submitted_is_nothing_to_report(adviser):
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        asked(scan.round, adviser)
    assert refused.value.codes == {"nothing_submitted"}
    assert not ReportArchive.objects.exists()


def test_only_an_adviser_asks_and_fetches(compared, adviser, support):
    scan, round_ = compared
    for somebody in (an_ict_manager(scan.organisation), an_actor(support, "administrator")):
        with pytest.raises((Denied, round_.DoesNotExist)):
            asked(round_, somebody)
    asked(round_, adviser)
    archive = ReportArchive.objects.get()
    actions.fill_archive(archive_id=archive.pk, make=papers.all_reports, now=NOW, step=lambda _done, _total: None)
    path = f"/scan/rondes/{round_.pk}/verslagen/{archive.pk}.zip"
    assert logged_in(support, "adviser").get(path).status_code == 200
    for client in (logged_in(scan.organisation, "ict_manager"), logged_in(support, "helpdesk_agent")):
        assert client.get(path).status_code == 404


def test_an_archive_that_is_not_made_yet_is_not_found(compared, adviser, support):
    _scan, round_ = compared
    asked(round_, adviser)
    path = f"/scan/rondes/{round_.pk}/verslagen/{ReportArchive.objects.get().pk}.zip"
    assert logged_in(support, "adviser").get(path).status_code == 404


def test_the_round_offers_its_reports(compared, support):
    _scan, round_ = compared
    client = logged_in(support, "adviser")
    answer = client.post(f"/scan/rondes/{round_.pk}/uitvoeren/", {"do": "reports"}, follow=True)
    assert "De verslagen worden gemaakt." in answer.content.decode()
    assert Job.objects.get().kind == "scan.reports"


def test_papers_made_by_helpers_are_those_of_the_single_downloads(compared):
    """Byte for byte: a helper keeps its compiler, but nothing of the board before."""
    _scan, round_ = compared
    scans = list(Scan.objects.filter(round=round_).select_related("round__version", "organisation").order_by("pk")[:3])
    into = io.BytesIO()
    seen = []
    papers.all_reports(scans, into, now=NOW, step=seen.append)
    assert seen == [1, 2, 3]
    with zipfile.ZipFile(into) as archive:
        made = {name.rsplit("-", 1)[1]: archive.read(name) for name in archive.namelist()[-3:]}
    assert made["blad.pdf"] == papers.mayor_page(scans[-1], now=NOW)
    assert made["verslag.pdf"] == papers.full_report(scans[-1], now=NOW)


def test_what_goes_wrong_in_a_helper_is_raised_and_the_next_paper_is_made(compared):
    with press.running(1) as pages:
        broken = pages.put([press.Paper("steunpunt.assess.scan", "none", {})], charts={}, made_at=NOW)
        with pytest.raises(RuntimeError, match="FileNotFoundError"):
            broken.result(60)
        process = pages._helpers[0]
        assert process.poll() is None
    assert process.poll() == 0, "the helper ends with the block"
