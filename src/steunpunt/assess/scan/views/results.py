"""The result of a submitted scan: page, one domain opened, page for the mayor, workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from steunpunt.assess.scan import access, actions, charts, figures, forms, papers, queries, review_words, sentences
from steunpunt.assess.scan.choices import PointState, ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries import reviews, trends
from steunpunt.assess.scan.rules import level
from steunpunt.assess.scan.views.filling import scan_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents.public import counts_by_part
from steunpunt.foundation.ui import spreadsheets


def submitted_or_404(request: ActorRequest, scan_id: int, what: str) -> Scan:
    """The submitted scan; a look by the support point goes on record for the board to read."""
    return _looked_at(request, scan_or_404(request, scan_id), what)


def _looked_at(request: ActorRequest, scan: Scan, what: str) -> Scan:
    if scan.state != ScanState.SUBMITTED:
        raise Http404
    if request.actor.is_of_support_point:
        actions.note_look(scan_id=scan.pk, what=what, by=request.actor)
    return scan


@signed_in
@require_GET
def result(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Where the board stands, in a sentence, a picture and a table that opens."""
    scan = scan_or_404(request, scan_id)
    if scan.state != ScanState.SUBMITTED:
        return redirect("scan:overview", scan_id=scan_id)
    _looked_at(request, scan, gettext_noop("result"))
    found = queries.result(scan)
    board = str(scan.organisation)
    weak = sentences.weakest(found)
    trend = trends.trend(scan)
    reviewed = reviews.reviewed(scan)
    counts = reviewed if reviewed and reviewed.counts else None
    rows = [
        {
            "name": forms.say(domain.name),
            "change": trend.changes.get(domain.code) if trend else None,
            "url": reverse("scan:domain_result", args=[scan.pk, domain.code]),
            "found": domain_result,
            "level": level(domain_result.score.score),
            "after": (after := counts.after(domain.code)) and after.score if counts else None,
            "is_shown": domain_result.status != "incomplete",
            "status": sentences.STATUS[domain_result.status],
            "tone": sentences.TONE[domain_result.status],
            "insight": sentences.INSIGHT[domain_result.insight],
        }
        for domain, domain_result in charts.by_gap(found)
    ]
    return render(
        request,
        "scan/result.html",
        {
            "scan": scan,
            "board": board,
            "headline": sentences.headline(found, board),
            "chart": charts.strip(found, board=board),
            "rows": rows,
            "figures": figures.of_result(scan, found),
            "how_many": sentences.how_many(found, answered=scan.answered, asked=scan.asked),
            "new": [pair for pair in weak if pair[1].insight == "new"],
            "result": found,
            "has_after": bool(counts),
            "is_reviewed": reviewed is not None,
            "basis": review_words.basis(reviewed),
            "review_url": _review_url(request, scan, is_reviewed=reviewed is not None),
            "trend": trend,
            "became": [(point, forms.POINT_STATES[PointState(point.state)]) for point in queries.earlier_points(scan)],
            "can_take_back": access.may_submit(request.actor, scan)
            and not scan.round.closed_at
            and scan.deadline_on >= timezone.localdate(),
            "may_share": access.may_share_result(request.actor, scan),
            "how_to_read": papers.how_to_read(),
            "warning": papers.synthetic_warning(scan),
            "trail": [
                (_("Assess"), ""),
                (scan.round.name, reverse("scan:overview", args=[scan.pk])),
                (_("Result"), ""),
            ],
        },
    )


def _review_url(request: ActorRequest, scan: Scan, *, is_reviewed: bool) -> str:
    """To the review, for whoever may read it; to start one, for an adviser."""
    may = access.may_read_review(request.actor, scan) if is_reviewed else access.may_review(request.actor)
    return reverse("scan:review", args=[scan.pk]) if may else ""


@signed_in
@require_GET
def domain_result(request: ActorRequest, scan_id: int, code: str) -> HttpResponse:
    """One score, opened: every answer with its level and weight, the sum, the comparison and the rules."""
    scan = submitted_or_404(request, scan_id, code)
    found = queries.result(scan).by_code.get(code)
    if found is None:
        raise Http404
    questionnaire, filled = queries.questionnaire_of(scan), queries.sheet(scan)
    is_inside = access.may_read_remarks(request.actor, scan)
    rows = figures.opened(questionnaire, code, board_type=scan.board_type, filled=filled, with_explanations=is_inside)
    name = forms.say(questionnaire.domain(code).name)
    view = filled.views.get(code)
    reviewed = reviews.reviewed(scan, filled.codes)
    may_read = access.may_read_review(request.actor, scan)
    counts = reviewed if reviewed and reviewed.counts else None
    after = counts.after(code) if counts else None
    said = reviews.lines(counts, language=forms.language(), with_motivations=may_read) if counts else {}
    return render(
        request,
        "scan/domain_result.html",
        {
            "scan": scan,
            "name": name,
            "found": found,
            "rows": [(row, said.get(row.id)) for row in rows],
            "figures": figures.of_domain(scan, found, rows),
            "after": after,
            "after_level": level(after.score) if after else None,
            "has_after": bool(counts),
            "basis": review_words.basis(reviewed),
            "review_url": reverse("scan:review_domain", args=[scan.pk, code]) if reviewed and may_read else "",
            "level": level(found.score.score),
            "view": view,
            "is_inside": is_inside,
            "files": counts_by_part(request.actor, f"scan:{scan.pk}") if is_inside else {},
            "note": view.note if view and is_inside else "",
            "status": sentences.STATUS[found.status],
            "tone": sentences.TONE[found.status],
            "insight": sentences.INSIGHT[found.insight],
            "insight_why": sentences.INSIGHT_WHY[found.insight],
            "is_shown": found.status != "incomplete",
            "may_plan": access.may_plan(request.actor),
            "levels": {number: forms.say(text) for number, text in questionnaire.levels.items()},
            "how_to_read": papers.how_to_read(),
            "warning": papers.synthetic_warning(scan),
            "trail": [
                (_("Assess"), ""),
                (scan.round.name, reverse("scan:overview", args=[scan.pk])),
                (_("Result"), reverse("scan:result", args=[scan.pk])),
                (name, ""),
            ],
        },
    )


@signed_in
@require_GET
def mayor_page(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The page for the mayor, as PDF."""
    scan = submitted_or_404(request, scan_id, gettext_noop("page for the mayor"))
    content = papers.mayor_page(scan, now=timezone.now())
    return spreadsheets.download(content, _filename(scan, _("page-mayor"), "pdf"), "application/pdf")


@signed_in
@require_GET
def full_report(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Every domain and answer, as PDF."""
    scan = submitted_or_404(request, scan_id, gettext_noop("full report"))
    content = papers.full_report(scan, now=timezone.now())
    return spreadsheets.download(content, _filename(scan, _("report"), "pdf"), "application/pdf")


@signed_in
@require_GET
def workbook(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The full result as a workbook."""
    scan = submitted_or_404(request, scan_id, gettext_noop("workbook"))
    content = papers.workbook(
        scan,
        with_explanations=access.may_read_remarks(request.actor, scan),
        with_motivations=access.may_read_review(request.actor, scan),
    )
    return spreadsheets.download(content, _filename(scan, _("result"), "xlsx"), spreadsheets.XLSX)


def _filename(scan: Scan, what: str, ending: str) -> str:
    return f"{slugify(f'{scan.round.name}-{scan.organisation}-{what}')}.{ending}"
