"""The report of a partnership, or of a whole round, on paper and as workbook; and asking for the figures behind it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.assess.scan import access, actions, group_papers
from steunpunt.assess.scan.group_papers import GroupReport
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui import spreadsheets


@signed_in
@require_GET
def partnership_pdf(request: ActorRequest, round_id: int, group_id: int) -> HttpResponse:
    return _as_pdf(group_papers.of_partnership(request.actor, round_id, group_id))


@signed_in
@require_GET
def partnership_workbook(request: ActorRequest, round_id: int, group_id: int) -> HttpResponse:
    return _as_workbook(group_papers.of_partnership(request.actor, round_id, group_id))


@signed_in
@require_GET
def round_pdf(request: ActorRequest, round_id: int) -> HttpResponse:
    return _as_pdf(group_papers.of_round(request.actor, round_id))


@signed_in
@require_GET
def round_workbook(request: ActorRequest, round_id: int) -> HttpResponse:
    return _as_workbook(group_papers.of_round(request.actor, round_id))


@signed_in
@require_POST
def show(request: ActorRequest, round_id: int, group_id: int) -> HttpResponse:
    """A member asks for the figures of all other members of its kind: decided once, as for a group of its own choice."""
    group_papers.of_partnership(request.actor, round_id, group_id)
    round_ = get_object_or_404(access.rounds_taken_part_in(request.actor), pk=round_id)
    own = group_papers.own_scan(request.actor, round_)
    if own is None:
        raise Http404
    now, today = timezone.now(), timezone.localdate()
    try:
        actions.release_partnership(scan_id=own.pk, group_id=group_id, now=now, today=today, by=request.actor)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The figures of the members stand below."))
    return redirect("scan:partnership", round_id=round_id, group_id=group_id)


def _as_pdf(report: GroupReport) -> HttpResponse:
    content = group_papers.pdf(report, now=timezone.now())
    return spreadsheets.download(content, _filename(report, "pdf"), "application/pdf")


def _as_workbook(report: GroupReport) -> HttpResponse:
    return spreadsheets.download(group_papers.workbook(report), _filename(report, "xlsx"), spreadsheets.XLSX)


def _filename(report: GroupReport, ending: str) -> str:
    return f"{slugify(f'{report.round.name}-{report.title}')}.{ending}"
