"""The page of a project: where it stands, who takes part, what has to be done, what happened."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.scan.public import domain_names, opportunity_url
from steunpunt.bundle.projects import access, actions, charts, forms, queries, sentences
from steunpunt.bundle.projects.choices import ABOARD, Outcome, Phase, ProjectState, Standing, Verdict, words
from steunpunt.bundle.projects.models import BoardAct, Call, Project
from steunpunt.bundle.projects.queries.born import from_scan
from steunpunt.bundle.projects.registry import project_origins
from steunpunt.bundle.projects.rules.phases import PLACEABLE
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, seen_projects, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.documents.public import documents_of
from steunpunt.foundation.journal.public import Line, entries_about, lines
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_GET
def detail(request: ActorRequest, project_id: int) -> HttpResponse:
    """The project on one page."""
    project = get_object_or_404(queries.with_plan(seen_projects(request)), pk=project_id)
    plan, today = queries.plan_of(project), timezone.localdate()
    boards = queries.board_lines(project, today)
    calls = list(Call.objects.filter(project=project).order_by("-number"))
    call = calls[0] if calls else None
    open_call = call if call and call.closed_at is None else None
    acts = queries.acts(project)
    latest = queries.latest_of(acts)
    said = queries.verdicts(open_call, acts) if open_call else {}
    if open_call and open_call.number > 1:  # an entry moment asks nothing of who said yes to what goes on
        said = dict.fromkeys(queries.can_sign(project), Verdict.YES) | said
    counted = queries.tally(open_call, boards, said) if open_call else None
    own = next((line for line in boards if line.board == request.actor.organisation_id), None)
    moments = queries.timeline(plan.phases, calls, acts, boards)
    context = {
        **shell(request, project, "detail"),
        "headline": sentences.headline(project, boards, call, counted),
        "phases": _phases(project, plan, boards),
        "chart": charts.timeline(moments, now_in=Phase(project.phase), today=today) if moments else None,
        "boards": [
            _board(request, project, line, latest.get(line.participation_id), open_call, said) for line in boards
        ],
        "has_places": any(line.standing in PLACEABLE for line in boards),
        "call": call,
        "open_call": open_call,
        "needed": sentences.needed(open_call) if open_call else "",
        "so_far": sentences.so_far(counted, project.unit) if counted else "",
        "outcome": words.OUTCOMES[call.outcome] if call and call.outcome else "",
        "taken_by": words.TAKEN_BY[call.taken_by] if call and call.taken_by else "",
        "own": own,
        "next": _next(request, project, own, call, said, today=today),
        "money": _money(project, plan, boards, own),
        "has_costs": bool(plan.costs),
        **_origin(request, project, today),
        "from_scan": from_scan(request.actor, project, today),
        "owner": registry.names_of(registry.person_names, [project.owner_id]).get(project.owner_id or 0, ""),
        "state": words.STATES[project.state],
        "may_start": access.may_start(request.actor, project),
        "may_todo": access.may_add_todo(request.actor, project),
        "todo_form": forms.TodoForm(),
        "todos": plan.todos,
        "phase_choices": [(key, label, key == project.phase) for key, label in words.PHASES.items()],
        "today": today,
    }
    return render(request, "projects/detail.html", context)


def _phases(project: Project, plan: queries.Plan, boards: Sequence[BoardLine]) -> list[dict[str, Any]]:
    planned = {row.phase: row for row in plan.phases}
    order = list(Phase)
    now = order.index(Phase(project.phase))
    return [
        {
            "label": words.PHASES[phase],
            "plan": planned.get(phase.value),
            "boards": sentences.in_phase(boards, phase),
            "is_done": place < now,
            "is_now": place == now,
        }
        for place, phase in enumerate(order)
    ]


def _board(
    request: ActorRequest,
    project: Project,
    line: BoardLine,
    act: BoardAct | None,
    call: Call | None,
    said: Mapping[int, Verdict],
) -> dict[str, Any]:
    word, tone = words.STANDINGS[line.standing]
    is_own = line.board == request.actor.organisation_id
    reads = act is not None and access.reads_reason(request.actor, act)
    is_awaited = call is not None and line.board not in said and line.standing not in {*ABOARD, Standing.LEFT}
    return {
        "line": line,
        "word": word,
        "tone": tone,
        "is_own": is_own,
        "is_awaited": is_awaited,
        "units": line.units if access.reads_units(request.actor, project, line.board) else None,
        "is_estimate": line.is_estimate,
        "act": act,
        "paper": sentences.from_paper(act) if act else "",
        "condition": act.condition if act else "",
        "reason": act.reason if act and reads else "",
        "is_document_to_come": act is not None
        and not act.document_id
        and (is_own or access.may_run(request.actor, project)),
        "document": act.document if act and act.document and (is_own or _shares_document(request, act)) else None,
        "wishes": line.wishes if access.reads_wishes(request.actor, project, line.board) else "",
    }


def _shares_document(request: ActorRequest, act: BoardAct) -> bool:
    """The same as `subjects.ParticipationDocuments` says of the file itself."""
    return request.actor.is_of_support_point and access.reads_reason(request.actor, act)


def _after_go(request: ActorRequest, project: Project, own: BoardLine, call: Call | None) -> dict[str, Any] | None:
    """What a board does that said yes, or yes if, to what goes on."""
    if own.standing is Standing.CONDITIONAL and call and call.outcome == Outcome.GO:
        text = _("The project goes on. Your board said yes, if: is that met now? Then it decides yes, and can sign.")
        url = reverse("projects:decide", args=[project.pk])
        return {"text": text, "label": _("To the decision"), "url": url, "is_urgent": True}
    if own.standing is not Standing.JOINING or own.board not in queries.can_sign(project):
        return None
    if not access.may_sign(request.actor):
        text = _("The project goes on. Your board said yes; somebody with the mandate to sign can sign now.")
        return {"text": text, "url": "", "is_urgent": False}
    url = reverse("projects:sign", args=[project.pk])
    text = _("The project goes on. Your board said yes and can sign now.")
    return {"text": text, "label": _("Sign"), "url": url, "is_urgent": True}


def _next(
    request: ActorRequest,
    project: Project,
    own: BoardLine | None,
    call: Call | None,
    said: Mapping[int, Verdict],
    *,
    today: Any,
) -> dict[str, Any] | None:
    """What this board can do now: at most one thing stands on top."""
    if own is None or project.state != ProjectState.RUNNING:
        return None
    is_open = call is not None and call.closed_at is None and today <= call.deadline_on
    if after := _after_go(request, project, own, call):
        return after
    if is_open and call and own.standing not in ABOARD:
        text = (
            _("Your board decided; it can decide again until %(day)s.")
            if own.board in said
            else _("Your board can decide until %(day)s. You find the proposal, the costs and a draft decision.")
        )
        url = reverse("projects:decide", args=[project.pk])
        return {
            "text": text % {"day": sentences.day(call.deadline_on)},
            "label": _("To the decision"),
            "url": url,
            "is_urgent": own.board not in said,
        }
    if own.standing is Standing.INVITED:
        url = reverse("projects:interest", args=[project.pk])
        text = _("Is your board interested? Your answer binds to nothing.")
        return {"text": text, "label": _("Give interest"), "url": url, "is_urgent": True}
    return None


def _money(
    project: Project, plan: queries.Plan, boards: list[BoardLine], own: BoardLine | None
) -> dict[str, Any] | None:
    """What it costs: for a board its own share with those who would join now, for others the whole."""
    cost_lines = queries.read_lines(plan.costs)
    if not cost_lines:
        return None
    there = [line for line in boards if line.standing is not Standing.LEFT]
    chosen = queries.joining(there, own.board if own else None)
    found = queries.preview(cost_lines, boards, chosen, project.years)
    charge = found.charges.get(own.board) if own else found.total
    if charge is None or not chosen:
        return None
    whole = charge.over(project.years)
    return {
        "n": len(chosen),
        "is_known": any(line.standing in queries.LIKELY for line in there),
        "once": {"supplier": sentences.euro(charge.once.supplier), "support": sentences.euro(charge.once.support)},
        "yearly": {
            "supplier": sentences.euro(charge.yearly.supplier),
            "support": sentences.euro(charge.yearly.support),
        },
        "whole": {
            "supplier": sentences.euro(whole.supplier),
            "support": sentences.euro(whole.support),
            "total": sentences.euro(whole.total),
        },
    }


def _origin(request: ActorRequest, project: Project, today: date) -> dict[str, Any]:
    """Where it comes from, and the way back for whoever may go there."""
    label, url, title = words.ORIGINS[project.origin], "", ""
    if project.origin_source:
        for source in project_origins.ask(lambda one: one, only=project.origin_source):
            offer = source.offer(request.actor, project.origin_ref, today)
            label, url, title = source.label, offer.url if offer else "", offer.title if offer else ""
    elif project.round_id:
        url = opportunity_url(request.actor, project.round_id, project.origin_boards)
    domain = domain_names().get(project.domain, project.domain) if project.domain else ""
    return {"origin": label, "origin_url": url, "origin_title": title, "domain": domain}


def _names(request: ActorRequest, history: list[Line]) -> dict[str, Any]:
    """Names in the history: people of one's own organisation by name, others as somebody of their board."""
    own = [line.person_id for line in history if line.on_behalf_of_id == request.actor.organisation_id]
    people: dict[int | None, str] = {line.person_id: _("somebody") for line in history if line.person_id}
    return {
        "people": people | registry.names_of(registry.person_names, own),
        "organisations": organisations.names({line.on_behalf_of_id for line in history if line.on_behalf_of_id}),
    }


@signed_in
@require_GET
def history(request: ActorRequest, project_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    shown = lines(entries_about(f"project:{project.pk}")[:300])
    context = {**shell(request, project, "history", _("History")), "lines": shown, **_names(request, shown)}
    return render(request, "projects/history.html", context)


@signed_in
@require_GET
def documents(request: ActorRequest, project_id: int) -> HttpResponse:
    """Files of the project, for everybody who sees it."""
    project = project_or_404(request, project_id)
    found = documents_of(request.actor, f"project:{project.pk}")
    return render(request, "projects/documents.html", {**shell(request, project, "documents"), "documents": found})


@signed_in
@require_http_methods(["GET", "POST"])
def edit(request: ActorRequest, project_id: int) -> HttpResponse:
    """Texts, dates, terms, who runs it."""
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    planned = {row.phase: row for row in project.phases.order_by("pk")}
    initial: dict[str, Any] = {
        "title": project.title,
        "purpose": project.purpose,
        "unit": project.unit,
        "owner": project.owner_id,
        "years": project.years,
        "discount": round(project.discount * 100, 2),
        "notice_months": project.notice_months,
    }
    for phase, row in planned.items():
        initial |= {f"{phase}_from": row.starts_on, f"{phase}_to": row.ends_on}
    known = organisations.names({board for _id, _name, board in queries.owners(project, request.actor)})
    people = [(one, f"{name} · {known.get(board, '')}") for one, name, board in queries.owners(project, request.actor)]
    if project.owner_id and project.owner_id not in {one for one, _label in people}:
        current = registry.names_of(registry.person_names, [project.owner_id]).get(project.owner_id, "")
        people.insert(0, (project.owner_id, current))
    form = forms.ProjectForm(
        request.POST or None,
        owners=people if project.owner_id else [("", _("nobody yet")), *people],
        initial=initial,
    )
    if request.method == "POST" and worked(
        form, lambda: actions.change_project(project_id=project.pk, changes=form.changes(), by=request.actor)
    ):
        messages.success(request, _("The project is changed."))
        return redirect("projects:detail", project_id=project.pk)
    context = {**shell(request, project, "", _("Change")), "form": form}
    return render(request, "projects/edit.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def invite(request: ActorRequest, project_id: int) -> HttpResponse:
    """Ask more boards."""
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    known = set(project.participations.order_by().values_list("organisation_id", flat=True))
    cards = [card for card in organisations.boards(timezone.localdate()) if card.id not in known]
    choices = [(card.id, f"{card.name} · {card.province}" if card.province else card.name) for card in cards]
    form = forms.BoardsForm(request.POST or None, boards=choices)

    def work() -> None:
        boards = form.cleaned_data["boards"]
        actions.invite_boards(project_id=project.pk, boards=boards, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The boards are asked."))
        return redirect("projects:detail", project_id=project.pk)
    context = {**shell(request, project, "", _("Ask more boards")), "form": form}
    return render(request, "projects/invite.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def start(request: ActorRequest, project_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    only_if(access.is_adviser(request.actor))
    return _done(
        request, project, lambda: actions.start_project(project_id=project.pk, now=timezone.now(), by=request.actor)
    )


@signed_in
@require_POST
def phase(request: ActorRequest, project_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    word = request.POST.get("phase", "")
    only_if(word in set(Phase))
    return _done(
        request, project, lambda: actions.enter_phase(project_id=project.pk, phase=Phase(word), by=request.actor)
    )


@signed_in
@require_POST
def todo_add(request: ActorRequest, project_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    only_if(access.may_add_todo(request.actor, project))
    form = forms.TodoForm(request.POST)
    if worked(
        form,
        lambda: actions.add_todo(project_id=project.pk, now=timezone.now(), by=request.actor, **form.cleaned_data),
    ):
        return redirect(reverse("projects:detail", args=[project.pk]) + "#actiepunten")
    context = {**shell(request, project, "", _("Action point")), "form": form}
    return render(request, "projects/todo.html", context, status=422)


@signed_in
@require_POST
def todo_done(request: ActorRequest, project_id: int, todo_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    only_if(access.may_add_todo(request.actor, project))
    todo = get_object_or_404(project.todos, pk=todo_id)
    actions.finish_todo(project_id=project.pk, todo_id=todo.pk, now=timezone.now(), by=request.actor)
    return redirect(reverse("projects:detail", args=[project.pk]) + "#actiepunten")


def _done(request: ActorRequest, project: Project, work: Any) -> HttpResponse:
    try:
        work()
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("projects:detail", project_id=project.pk)
