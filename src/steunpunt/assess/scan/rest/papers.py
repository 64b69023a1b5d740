"""The papers of one result over REST: the page for the mayor, the full report, the workbook."""

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Router

from steunpunt.assess.scan import access, papers
from steunpunt.assess.scan.rest.scans import ScanId, submitted
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui import spreadsheets

router = Router(tags=["scan"])


@router.get("/{scan_id}/mayor-page.pdf", summary="The page for the mayor")
def scan_mayor_page(request: ActorRequest, scan_id: ScanId) -> HttpResponse:
    scan = submitted(request, scan_id, gettext_noop("page for the mayor"))
    content = papers.mayor_page(scan, now=timezone.now())
    return spreadsheets.download(content, f"scan-{scan.pk}-mayor.pdf", "application/pdf")


@router.get("/{scan_id}/report.pdf", summary="The full report of a result")
def scan_report(request: ActorRequest, scan_id: ScanId) -> HttpResponse:
    scan = submitted(request, scan_id, gettext_noop("full report"))
    content = papers.full_report(scan, now=timezone.now())
    return spreadsheets.download(content, f"scan-{scan.pk}.pdf", "application/pdf")


@router.get("/{scan_id}/workbook.xlsx", summary="All figures of a result")
def scan_workbook(request: ActorRequest, scan_id: ScanId) -> HttpResponse:
    """Explanations for people of the board alone; motivations of a review for them and for advisers."""
    scan = submitted(request, scan_id, gettext_noop("workbook"))
    content = papers.workbook(
        scan,
        with_explanations=access.may_read_remarks(request.actor, scan),
        with_motivations=access.may_read_review(request.actor, scan),
    )
    return spreadsheets.download(content, f"scan-{scan.pk}.xlsx", spreadsheets.XLSX)
