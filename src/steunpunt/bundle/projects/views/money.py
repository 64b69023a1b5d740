"""What it costs: the preview with checkboxes, and the lines behind it."""

from collections.abc import Collection, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.bundle.projects import access, actions, charts, forms, queries, sentences
from steunpunt.bundle.projects.choices import ProjectState, Standing, words
from steunpunt.bundle.projects.models import CostLine
from steunpunt.bundle.projects.rules import costing
from steunpunt.bundle.projects.rules.parameters import EXACT_GROUPS
from steunpunt.bundle.projects.rules.previews import BoardLine, Preview
from steunpunt.bundle.projects.views.shared import only_if, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_safe
def costs(request: ActorRequest, project_id: int) -> HttpResponse:
    """If these boards join, what does it cost? Boards see their own amounts; whoever runs it sees those of all."""
    project = project_or_404(request, project_id)
    boards = [line for line in queries.board_lines(project, timezone.localdate()) if line.standing is not Standing.LEFT]
    own = next((line for line in boards if line.board == request.actor.organisation_id), None)
    rows = list(CostLine.objects.filter(project=project, is_dropped=False).order_by("pk"))
    lines = queries.lines_of(queries.line_as_data(row) for row in rows)
    chosen = queries.joining(boards, own.board if own else None, _wanted(request))
    found = queries.preview(lines, boards, chosen, project.years)
    may_run = access.may_run(request.actor, project)
    context = {
        **shell(request, project, "costs"),
        "boards": [(line, line.board in chosen, words.STANDINGS[line.standing][0]) for line in boards],
        "own": own,
        "headline": _headline(found, own),
        "lines": [_line(row, line) for row, line in zip(rows, lines, strict=True)],
        "problem": words.PROBLEMS.get(found.problem, ""),
        "unknown": sentences.listed([line.name for line in boards if line.board in found.unknown]),
        "rows": _rows(boards, found, own, everybody=may_run),
        **_whole(found),
        "reads_sum": access.reads_sum(request.actor, project, found.boards),
        **_fairness(lines, boards, found, own, may_run=may_run),
        "chart": _chart(lines, boards, own, chosen, project.years),
        "estimates": [line for line in boards if line.units is None or line.is_estimate] if may_run else [],
    }
    template = "projects/costs.html#preview" if request.htmx else "projects/costs.html"
    return render(request, template, context)


@signed_in
@require_safe
def together(request: ActorRequest, group_id: int) -> HttpResponse:
    """What the projects of a partnership cost together, as each project says it: who would join now, and one's own board."""
    today, own = timezone.localdate(), request.actor.organisation_id
    only_if(group_id in partnerships.partnerships_within(request.actor, today))
    projects = list(access.visible_projects(request.actor).filter(partnership_id=group_id).order_by("-pk"))
    boards, lines = queries.board_lines_of(projects, today), queries.cost_lines_of(projects)
    rows = []
    for project in projects:
        there = [line for line in boards[project.pk] if line.standing is not Standing.LEFT]
        found = queries.preview(lines[project.pk], there, queries.joining(there, own), project.years)
        charge = found.charges.get(own or 0)
        rows.append(
            {
                "project": project,
                "state": words.PHASES[project.phase]
                if project.state == ProjectState.RUNNING
                else words.STATES[project.state],
                "n": len(found.boards),
                "years": project.years,
                "has_costs": bool(lines[project.pk]) and not found.problem,
                "reads_sum": access.reads_sum(request.actor, project, found.boards),
                **_whole(found),
                "own": _two(charge.over(project.years)) if charge else None,
            }
        )
    name = organisations.names([group_id]).get(group_id, "")
    context = {
        "rows": rows,
        "name": name,
        "trail": partnerships.trail_within(group_id, name, (_("What the projects cost"), "")),
    }
    return render(request, "projects/together.html", context)


def _wanted(request: HttpRequest) -> set[int] | None:
    """Who is ticked; None where nobody chose yet."""
    if "kies" not in request.GET:
        return None
    return {int(word) for word in request.GET.getlist("bestuur") if word.isdecimal() and len(word) < 18}


def _headline(found: Preview, own: BoardLine | None) -> str:
    if own and own.board in found.charges:
        return sentences.pays(own.name, found.charges[own.board].over(found.years), found.years)
    if found.charges:
        return sentences.pay_together(len(found.boards), found.total.over(found.years), found.years)
    return _("Write down what it costs, and each board sees here what it would pay.")


def _rows(
    boards: Sequence[BoardLine], found: Preview, own: BoardLine | None, *, everybody: bool
) -> list[dict[str, Any]]:
    shown = []
    for line in boards:
        is_own = own is not None and line.board == own.board
        if line.board in found.charges and (everybody or is_own):
            charge = found.charges[line.board]
            alone = found.alone[line.board].total
            whole = charge.over(found.years)
            shown.append(
                {
                    "name": line.name,
                    "units": line.units,
                    "is_own": is_own,
                    "once": _two(charge.once),
                    "yearly": _two(charge.yearly),
                    "whole": _two(whole),
                    "alone": sentences.euro(alone),
                    "is_dearer": whole.total > alone,
                }
            )
    return shown


def _whole(found: Preview) -> dict[str, Any]:
    whole = found.total
    return {
        "all_once": _two(whole.once),
        "all_yearly": _two(whole.yearly),
        "all_whole": _two(whole.over(found.years)),
        "n": len(found.boards),
        "years": found.years,
    }


def _two(amount: Any) -> dict[str, str]:
    return {
        "supplier": sentences.euro(amount.supplier),
        "support": sentences.euro(amount.support),
        "total": sentences.euro(amount.total),
    }


def _line(row: CostLine, line: costing.CostLine) -> dict[str, Any]:
    tiers = [(start, sentences.euro(float(price) * 100)) for start, price in row.supplier_tiers]
    return {
        "row": row,
        "timing": words.TIMINGS[row.timing],
        "supplier_fixed": sentences.euro(row.supplier_fixed * 100) if row.supplier_fixed else "",
        "tiers": tiers,
        "support_fixed": sentences.euro(row.support_fixed * 100) if row.support_fixed else "",
        "support_unit": sentences.euro(row.support_unit * 100) if row.support_unit else "",
        "supplier_rule": sentences.rule(line.supplier.rule),
        "support_rule": sentences.rule(line.support.rule),
    }


def _fairness(
    lines: Sequence[costing.CostLine],
    boards: Sequence[BoardLine],
    found: Preview,
    own: BoardLine | None,
    *,
    may_run: bool,
) -> dict[str, Any]:
    """In one sentence for everybody; the expert's figures for whoever sees the amounts."""
    fair = queries.is_fair(lines, found)
    if fair is None:
        return {"fair": "", "references": [], "is_unfair": False}
    names = {line.board: line.name for line in boards}
    reference = queries.references(lines, found)
    shown = [
        {
            "name": names[board],
            "share": sentences.euro(found.charges[board].over(found.years).total),
            "shapley": sentences.round_euro(shapley),
            "nucleolus": sentences.round_euro(nucleolus),
        }
        for board, (shapley, nucleolus) in reference.items()
        if may_run or (own is not None and own.board == board)
    ]
    return {
        "fair": sentences.fair(fair, found, names, None if may_run else own.board if own else 0),
        "is_unfair": bool(fair.worse_off or fair.groups),
        "references": shown,
        "exact_groups": EXACT_GROUPS,
    }


def _chart(
    lines: Sequence[costing.CostLine],
    boards: Sequence[BoardLine],
    own: BoardLine | None,
    chosen: Collection[int],
    years: int,
) -> Any:
    """For a board its own line; for whoever runs it, that of the board that is surest."""
    line = own or next(iter(boards), None)
    steps = queries.steps(lines, boards, line.board, years) if line else []
    if line is None or len(steps) < 2:
        return None
    return charts.by_number(steps, board=line.name, now=len(chosen), years=years)


# ── the lines behind it ──────────────────────────────────────────────────────
@signed_in
@require_http_methods(["GET", "POST"])
def cost_line(request: ActorRequest, project_id: int, line_id: int | None = None) -> HttpResponse:
    """Write down a cost, or change one."""
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    row = get_object_or_404(CostLine, pk=line_id, project=project, is_dropped=False) if line_id else None
    form = forms.CostForm(request.POST or None, initial=_initial(row) if row else {"timing": "yearly"})
    if request.method == "POST" and worked(
        form,
        lambda: actions.keep_cost_line(
            project_id=project.pk,
            line_id=row.pk if row else None,
            cost=form.cost(),
            now=timezone.now(),
            by=request.actor,
        ),
    ):
        messages.success(request, _("The cost is written down."))
        return redirect("projects:costs", project_id=project.pk)
    context = {**shell(request, project, "", _("Cost")), "form": form, "row": row}
    return render(request, "projects/cost_line.html", context, status=422 if form.errors else 200)


def _initial(row: CostLine) -> dict[str, Any]:
    found: dict[str, Any] = {
        "label": row.label,
        "timing": row.timing,
        "supplier_fixed": row.supplier_fixed,
        "supplier_tiers": "; ".join(f"{start}: {price.replace('.', ',')}" for start, price in row.supplier_tiers),
        "support_fixed": row.support_fixed,
        "support_unit": row.support_unit,
    }
    for part, rule in (("supplier", row.supplier_rule), ("support", row.support_rule)):
        keys = rule.get("keys") or [["equal", 100]]
        found[f"{part}_key"], share = keys[0]
        found[f"{part}_percentage"] = share if len(keys) > 1 else None
        found[f"{part}_second"] = keys[1][0] if len(keys) > 1 else ""
        found[f"{part}_floor"] = rule["floor"] / 100 if rule.get("floor") else None
        found[f"{part}_cap"] = rule["cap"] / 100 if rule.get("cap") is not None else None
    return found


@signed_in
@require_POST
def cost_line_drop(request: ActorRequest, project_id: int, line_id: int) -> HttpResponse:
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    row = get_object_or_404(CostLine, pk=line_id, project=project)
    actions.drop_cost_line(project_id=project.pk, line_id=row.pk, now=timezone.now(), by=request.actor)
    messages.success(request, _("“%(label)s” counts no more.") % {"label": row.label})
    return redirect("projects:costs", project_id=project.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def estimate(request: ActorRequest, project_id: int, participation_id: int) -> HttpResponse:
    """With how many units of a board to reckon until it says itself."""
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    row = get_object_or_404(project.participations.select_related("organisation"), pk=participation_id)
    form = forms.EstimateForm(request.POST or None, unit=project.unit, initial={"units": row.estimate})
    if request.method == "POST" and worked(
        form,
        lambda: actions.estimate_units(
            project_id=project.pk,
            participation_id=row.pk,
            units=form.cleaned_data["units"],
            today=timezone.localdate(),
            by=request.actor,
        ),
    ):
        return redirect("projects:costs", project_id=project.pk)
    context = {**shell(request, project, "", str(row.organisation)), "form": form, "board": str(row.organisation)}
    return render(request, "projects/estimate.html", context, status=422 if form.errors else 200)
