"""The full report, and all reports of a round in one archive."""

import io
import zipfile

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from steunpunt.assess.scan import actions, papers, queries
from steunpunt.assess.scan.models import Answer, Consent, DomainView, ReportArchive, Scan
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Relation
from steunpunt.foundation.ui import press
from steunpunt.foundation.ui.templatetags.ui import number, percent
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
    job = Job.objects.get()
    assert job.kind == "scan.reports"
    assert answer.redirect_chain == [(reverse("jobs:detail", args=[job.pk]), 302)]


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


def test_the_full_report_holds_what_the_pages_hold(compared):
    """Table, facts, wishes, chances, plans and the day, as on the result and its pages."""
    scan, _round = compared
    DomainView.objects.update_or_create(
        scan=scan, domain="NET", defaults={"self_level": 1, "want": 2, "with_whom": ["GG"]}
    )
    actions.plan_action_point(
        scan_id=scan.pk,
        domain="NET",
        title="Tweede lijn aanvragen",
        why="",
        owner_id=None,
        due_on=None,
        now=NOW,
        by=an_ict_manager(scan.organisation),
    )
    found = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
    with override("nl"):
        said = " ".join(
            " ".join(page.extract_text().split())
            for page in PdfReader(io.BytesIO(papers.full_report(found, now=NOW))).pages
        )
        row = queries.result(found).by_code["NET"]
        line = f"{number(row.score.score)} {number(row.score.score / 20, 1)} {percent(row.score.coverage)}"
        assert line in said
        assert f"{number(row.score.lower)}–{number(row.score.upper)} {number(row.comparison.median)}" in said
    for words in (
        "01/04/2011",
        "Eigen inschatting",
        "ja, doet mee (met gemeenten)",
        "Tweede lijn aanvragen",
        "Kengetallen",
        "Beste kansen",
        "12.000",
    ):
        assert words in said, words


def test_on_paper_stand_only_boards_that_show_themselves_whoever_prints_it(compared):
    """An adviser sees everybody by name on screen; the report of a board is handed on."""
    scan, round_ = compared
    group = OrganisationFactory(partnership=True, name="Samen")
    others = [one.organisation for one in Scan.objects.filter(round=round_).exclude(pk=scan.pk).order_by("pk")[:2]]
    for board, name in zip(others, ("Zichtbaar", "Verborgen"), strict=True):
        type(board).objects.filter(pk=board.pk).update(name=name)
    for board in (scan.organisation, *others):
        Relation.objects.create(source=board, target=group, kind="member_of")
    for board in (scan.organisation, others[0]):
        Consent.objects.create(organisation=board, group=group, given_at=NOW)
    found = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
    said = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(papers.full_report(found, now=NOW))).pages)
    assert ("Zichtbaar" in said, "Verborgen" in said) == (True, False)
    table = papers.workbook(found, with_explanations=False, with_motivations=False)
    cells = str([list(sheet.values) for sheet in load_workbook(io.BytesIO(table))])
    assert ("Zichtbaar" in cells, "Verborgen" in cells) == (True, False)
