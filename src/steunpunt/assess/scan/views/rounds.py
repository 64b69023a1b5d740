"""Rounds, for advisers of the support point; and the way in for everybody."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan import access, actions, forms, queries
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import ReportArchive, Scan
from steunpunt.assess.scan.queries import following
from steunpunt.assess.scan.queries.inviting import choosable
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.views.round_forms import BOARD_TYPE_NAMES, BoardsForm, RoundForm, board_filters
from steunpunt.foundation.access.public import Role, members, signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, Refused, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import maps
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens, export, list_page

STATES = {
    ScanState.INVITED: pgettext_lazy("scan", "invited"),
    ScanState.STARTED: pgettext_lazy("scan", "under way"),
    ScanState.SUBMITTED: pgettext_lazy("scan", "submitted"),
}


@signed_in
@require_GET
def index(request: ActorRequest) -> HttpResponse:
    """For a board its scans, newest first; for an adviser the rounds."""
    if access.may_follow_rounds(request.actor):
        rounds = following.rounds_with_progress(access.visible_rounds(request.actor))
        return render(request, "scan/rounds.html", {"rounds": rounds, "today": timezone.localdate()})
    require(access.sees_scans(request.actor))
    scans = queries.with_round(access.visible_scans(request.actor)).order_by("-pk")
    return render(request, "scan/index.html", {"scans": scans, "states": STATES, "today": timezone.localdate()})


@signed_in
@require_http_methods(["GET", "POST"])
def start(request: ActorRequest) -> HttpResponse:
    """Start a round: choose boards, version, deadline, message."""
    require(access.may_start_rounds(request.actor))
    today = timezone.localdate()
    boards, partnerships = choosable(today)
    form = RoundForm(request.POST or None, boards=boards, today=today, initial={"opens_on": today})
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
    context = {"form": form, "filters": board_filters(boards, partnerships), "round": None, "trail": trail}
    return render(request, "scan/round_form.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest, round_id: int) -> HttpResponse:
    """Invite more boards to a round that runs."""
    require(access.may_start_rounds(request.actor))
    round_ = get_object_or_404(access.visible_rounds(request.actor).filter(closed_at=None), pk=round_id)
    asked = set(round_.scans.order_by("pk").values_list("organisation_id", flat=True))
    found, partnerships = choosable(timezone.localdate())
    boards = [board for board in found if board.id not in asked]
    form = BoardsForm(request.POST if request.method == "POST" else None, boards=boards)

    def invited() -> None:
        ids = [int(item) for item in form.cleaned_data["organisations"]]
        n = len(actions.invite_boards(round_id=round_id, organisation_ids=ids, now=timezone.now(), by=request.actor))
        messages.success(request, ngettext("%(n)s board is invited.", "%(n)s boards are invited.", n) % {"n": n})

    if request.method == "POST" and worked(form, invited):
        return redirect("scan:round", round_id=round_id)
    place = reverse("scan:round", args=[round_id])
    trail = [(_("Cooperation scan"), reverse("scan:index")), (round_.name, place), (_("Invite more boards"), "")]
    context = {"form": form, "filters": board_filters(boards, partnerships), "round": round_, "trail": trail}
    context["is_late"] = round_.deadline_on < timezone.localdate()
    return render(request, "scan/round_form.html", context, status=422 if form.errors else 200)


def _by_name(rows: QuerySet[Scan], words: str) -> QuerySet[Scan]:
    return rows.filter(organisation__name__icontains=words)


def _adviser_name(scan: Scan) -> str:
    return str(getattr(scan, "adviser_name", None) or "")


GUIDANCE = Opens("scan:guidance")
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
            link=GUIDANCE,
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
        Column(key="adviser", label=gettext_lazy("Adviser"), value=_adviser_name, order_by=("adviser_name",)),
        Column(
            key="deadline",
            label=gettext_lazy("Deadline"),
            value=lambda scan: scan.deadline_on,
            order_by=("extended_to",),
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
        Filter(
            key="reach",
            label=gettext_lazy("Reminders"),
            choices=lambda: [("nobody", gettext_lazy("Nobody hears them"))],
            apply=lambda rows, _nobody: following.unheard(rows, timezone.localdate()),
        ),
    ],
)


def _boards_of(actor: Actor) -> ListSpec[Scan]:
    """The list of boards, for an adviser who looks for the own ones."""
    helped: Filter[Scan] = Filter(
        key="adviser",
        label=gettext_lazy("Adviser"),
        choices=lambda: [("me", gettext_lazy("myself")), ("nobody", gettext_lazy("nobody"))],
        apply=lambda rows, value: rows.filter(adviser_id=actor.person_id if value == "me" else None),
    )
    return replace(SCANS, filters=[*SCANS.filters, helped])


@signed_in
@require_GET
def round_page(request: ActorRequest, round_id: int) -> HttpResponse:
    """Who has started and how far, who helps whom, and what there is to do."""
    found = following.seen_round(request.actor, round_id)
    if not found:
        raise Http404
    round_ = found[0]
    scans = following.in_round(access.visible_scans(request.actor), round_id)
    spec = _boards_of(request.actor)
    if file := export(request, spec, scans):
        return file
    today = timezone.localdate()
    by_type = following.progress_by_type(round_id)
    boards, submitted = sum(one.boards for one in by_type), sum(one.submitted for one in by_type)
    reminded_at = following.last_reminded(round_id)
    context: dict[str, Any] = {
        "round": round_,
        "state": filling.round_state(round_.opens_on, round_.deadline_on, today),
        "list": list_page(request, spec, scans),
        "rates": [(BOARD_TYPE_NAMES[one.board_type], one.submitted, one.boards) for one in by_type],
        "submitted": submitted,
        "boards": boards,
        "started": sum(one.started for one in by_type),
        "map": _map(round_id, request.GET.get("kind", BoardType.MUNICIPALITY), today),
        "without_adviser": sum(one.without_adviser for one in by_type),
        "waiting": boards - submitted,
        "in_time": following.boards_in_time.count(round_id, today) if boards > submitted else 0,
        "unheard": following.boards_unheard.count(round_id, today) if boards > submitted else 0,
        "reminded_at": reminded_at,
        "remind": forms.RemindForm(lately=_is_lately(reminded_at)),
        "archives": following.made_archives(round_id),
        "open_file": next(iter(following.open_files(round_id)), None),
        "may_run_reports": access.may_start_rounds(request.actor),
        "may_run": access.may_start_rounds(request.actor) and not round_.closed_at,
        "trail": [(_("Assess"), ""), (_("Cooperation scan"), reverse("scan:index")), (round_.name, "")],
    }
    return render(request, "scan/round.html", context)


def _is_lately(reminded_at: datetime | None) -> bool:
    return reminded_at is not None and timezone.now() - reminded_at < following.LATELY


MAP_TONES = {ScanState.SUBMITTED: "blue", ScanState.STARTED: "pale", ScanState.INVITED: "plain"}


def _map(round_id: int, kind: str, today: date) -> maps.Map | None:
    """The boards of a kind on the land they work for, coloured by how far they are; zones have no land of their own."""
    states = following.states_by_board(round_id, kind)
    is_own = kind == BoardType.MUNICIPALITY
    lands = {board: board for board in states} if is_own else organisations.land_of(states, today)
    drawn = organisations.outlines(lands.values(), today)
    on_map = {feature["id"] for feature in drawn["features"]}
    words = {state: str(STATES[state]) for state in MAP_TONES}
    shown = [(lands[board], *found) for board, found in states.items() if lands.get(board) in on_map]
    tones = {land: (MAP_TONES[state], words[state]) for land, state, _scan in shown}
    hrefs = {land: GUIDANCE.at(scan_id) for land, _state, scan_id in shown}
    legend = [(tone, words[state]) for state, tone in MAP_TONES.items()]
    return maps.draw(drawn, label=_("Map of the boards by how far they are"), tones=tones, hrefs=hrefs, legend=legend)


@signed_in
@require_POST
def run(request: ActorRequest, round_id: int) -> HttpResponse:
    """What an adviser does to a whole round: divide its boards, remind who did not submit, close it. Work in the background
    is followed on its own page.
    """
    get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    try:
        done = _run(request, round_id)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if isinstance(done, int):
            return redirect("jobs:detail", job_id=done)
        messages.success(request, done)
    return redirect("scan:round", round_id=round_id)


def _run(request: ActorRequest, round_id: int) -> str | int:
    """What was done, in words; or the id of the work that was begun in the background."""
    by, now = request.actor, timezone.now()
    match request.POST.get("do"):
        case "divide":
            n = actions.divide_boards(round_id=round_id, by=by)
            return ngettext("%(n)s board has an adviser now.", "%(n)s boards have an adviser now.", n) % {"n": n}
        case "remind":
            form = forms.RemindForm(request.POST, lately=True)
            given = form.cleaned_data if form.is_valid() else {"message": ""}
            unheard = set(following.boards_unheard(round_id, timezone.localdate(now)))
            ids = access.visible_scans(by).filter(round_id=round_id).values_list("pk", flat=True)
            n = len(set(actions.remind(scan_ids=ids, **given, now=now, by=by)) - unheard)
            return ngettext("%(n)s board is reminded.", "%(n)s boards are reminded.", n) % {"n": n}
        case "reports":
            return actions.ask_reports(round_id=round_id, now=now, by=by)
        case "open_data":
            return actions.ask_open_file(round_id=round_id, by=by)
        case "close":
            actions.close_round(round_id=round_id, now=now, by=by)
            return _("The round is closed.")
    raise Http404


@signed_in  # type: ignore[arg-type]  # a file is streamed: no HttpResponse, but an answer all the same
@require_GET
def archive(request: ActorRequest, round_id: int, archive_id: int) -> FileResponse:
    """All reports of a round, as one file."""
    rounds = access.visible_rounds(request.actor).filter(pk=round_id)
    found = get_object_or_404(ReportArchive, pk=archive_id, round__in=rounds, made_at__isnull=False)
    name = f"{slugify(found.round.name)}-{found.made_at:%Y%m%d}.zip"
    try:
        content = default_storage.open(found.place)
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(content, as_attachment=True, filename=name, content_type="application/zip")
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_http_methods(["GET", "POST"])
def guidance(request: ActorRequest, scan_id: int) -> HttpResponse:
    """What an adviser does for one board: who helps it, more time, a reminder."""
    require(access.may_follow_rounds(request.actor))
    scan = get_object_or_404(queries.with_round(access.visible_scans(request.actor)), pk=scan_id)
    advisers = [(person.id, person.name) for person in members(request.actor.organisation_id or 0, Role.ADVISER)]
    do = request.POST.get("do", "")
    lately = bool(following.reminded_lately([scan.pk], timezone.now()))
    shown: dict[str, Any] = {
        "adviser": forms.AdviserForm(
            request.POST if do == "adviser" else None, advisers=advisers, initial={"adviser": scan.adviser_id}
        ),
        "more_time": forms.MoreTimeForm(request.POST if do == "more_time" else None),
        "remind": forms.RemindForm(request.POST if do == "remind" else None, lately=lately),
    }
    if do in shown and worked(shown[do], lambda: _guide(request, scan, do, shown[do].cleaned_data)):
        messages.success(request, GUIDED[do])
        return redirect("scan:guidance", scan_id=scan.pk)
    context = {
        "scan": scan,
        "forms": shown,
        "is_open": scan.state != ScanState.SUBMITTED and not scan.round.closed_at,
        "reminders": list(scan.reminders.all()[:10]),
        "state": STATES[ScanState(scan.state)],
        "may_run": access.may_start_rounds(request.actor),
        "may_review": access.may_review(request.actor),
        "trail": [
            (_("Assess"), ""),
            (_("Cooperation scan"), reverse("scan:index")),
            (scan.round.name, reverse("scan:round", args=[scan.round_id])),
            (str(scan.organisation), ""),
        ],
    }
    return render(
        request, "scan/guidance.html", context, status=422 if do and shown.get(do) and shown[do].errors else 200
    )


GUIDED = {
    "adviser": gettext_lazy("The adviser is changed."),
    "more_time": gettext_lazy("The board has more time."),
    "remind": gettext_lazy("The board is reminded."),
}


def _guide(request: ActorRequest, scan: Scan, do: str, given: dict[str, Any]) -> None:
    by, now, today = request.actor, timezone.now(), timezone.localdate()
    if do == "adviser":
        actions.assign_adviser(scan_ids=[scan.pk], person_id=given["adviser"], by=by)
    elif do == "more_time":
        actions.extend_deadline(scan_id=scan.pk, until=given["until"], reason=given["reason"], today=today, by=by)
    else:
        actions.remind(scan_ids=[scan.pk], **given, now=now, by=by)
