"""Rounds, for advisers of the support point; and the way in for everybody."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.scan import access, actions, forms, queries
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.rules import filling
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, export, list_page

STATES = {
    ScanState.INVITED: pgettext_lazy("scan", "invited"),
    ScanState.STARTED: pgettext_lazy("scan", "under way"),
    ScanState.SUBMITTED: pgettext_lazy("scan", "submitted"),
}
BOARD_TYPE_NAMES = {
    "gemeente": gettext_lazy("municipality"),
    "ocmw": gettext_lazy("social welfare centre"),
    "politiezone": gettext_lazy("police zone"),
}


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """For a board its scans, newest first; for an adviser the rounds."""
    if access.may_follow_rounds(request.actor):
        rounds = queries.rounds_with_progress(access.visible_rounds(request.actor))
        return render(request, "scan/rounds.html", {"rounds": rounds, "today": timezone.localdate()})
    scans = queries.with_round(access.visible_scans(request.actor)).order_by("-pk")
    return render(request, "scan/index.html", {"scans": scans, "states": STATES, "today": timezone.localdate()})


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Start a round: choose boards, version, deadline, message."""
    require(access.may_start_rounds(request.actor))
    found = organisations.boards(timezone.localdate(), kinds=actions.BOARD_TYPES)
    boards = [(str(board.id), f"{board.name} · {board.province}" if board.province else board.name) for board in found]
    today = timezone.localdate()
    form = forms.RoundForm(request.POST or None, boards=boards, initial={"opens_on": today})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            round_ = actions.start_round(
                name=given["name"],
                version_id=given["version"].pk,
                opens_on=given["opens_on"],
                deadline_on=given["deadline_on"],
                message=given["message"],
                organisation_ids=[int(item) for item in given["organisations"]],
                now=timezone.now(),
                today=today,
                by=request.actor,
            )
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        else:
            return redirect("scan:round", round_id=round_.pk)
    trail = [(_("Assess"), ""), (_("Cooperation scan"), reverse("scan:index")), (_("Start a round"), "")]
    return render(request, "scan/round_form.html", {"form": form, "trail": trail}, status=422 if form.errors else 200)


def _by_name(rows: QuerySet[Scan], words: str) -> QuerySet[Scan]:
    return rows.filter(organisation__name__icontains=words)


SCANS: ListSpec[Scan] = ListSpec(
    key="scans",
    title=gettext_lazy("Boards in this round"),
    empty=gettext_lazy("No board was invited yet."),
    order="board",
    search=_by_name,
    columns=[
        Column(
            key="board",
            label=gettext_lazy("Board"),
            value=lambda scan: str(scan.organisation),
            order_by=("organisation__name",),
            link=lambda scan: reverse(
                "scan:result" if scan.state == ScanState.SUBMITTED else "scan:overview", args=[scan.pk]
            ),
        ),
        Column(
            key="kind",
            label=gettext_lazy("Kind"),
            value=lambda scan: str(BOARD_TYPE_NAMES[scan.board_type]),
            order_by=("board_type",),
        ),
        Column(
            key="state",
            label=gettext_lazy("State"),
            value=lambda scan: str(STATES[ScanState(scan.state)]),
            order_by=("state",),
        ),
        Column(
            key="answered",
            label=gettext_lazy("Answered"),
            value=lambda scan: scan.answered,
            order_by=("answered",),
            is_number=True,
        ),
        Column(
            key="asked", label=gettext_lazy("Asked"), value=lambda scan: scan.asked, order_by=("asked",), is_number=True
        ),
        Column(
            key="submitted",
            label=gettext_lazy("Submitted"),
            value=lambda scan: scan.submitted_at,
            order_by=("submitted_at",),
        ),
    ],
    filters=[
        Filter(
            key="kind",
            label=gettext_lazy("Kind"),
            choices=lambda: list(BOARD_TYPE_NAMES.items()),
            apply=lambda rows, value: rows.filter(board_type=value),
        ),
        Filter(
            key="state",
            label=gettext_lazy("State"),
            choices=lambda: [(state.value, label) for state, label in STATES.items()],
            apply=lambda rows, value: rows.filter(state=value),
        ),
    ],
)


@signed_in
@require_GET
def round_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """Who has started and how far."""
    round_ = get_object_or_404(queries.rounds_with_progress(access.visible_rounds(request.actor)), pk=round_id)
    scans = queries.with_round(access.visible_scans(request.actor)).filter(round_id=round_id)
    if file := export(request, SCANS, scans):
        return file
    rates = queries.response_rates(round_id)
    context: dict[str, Any] = {
        "round": round_,
        "state": filling.round_state(round_.opens_on, round_.deadline_on, timezone.localdate()),
        "list": list_page(request, SCANS, scans),
        "rates": [(BOARD_TYPE_NAMES[kind], submitted, total) for kind, submitted, total in rates],
        "trail": [(_("Assess"), ""), (_("Cooperation scan"), reverse("scan:index")), (round_.name, "")],
    }
    return render(request, "scan/round.html", context)
