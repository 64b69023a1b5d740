"""The business case of one's own board: alone beside together, and what it claimed when it decided."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.bundle.projects import access, actions, charts, forms, queries, sentences
from steunpunt.bundle.projects.choices import words
from steunpunt.bundle.projects.models import Participation, Project
from steunpunt.bundle.projects.registry import savings_books
from steunpunt.bundle.projects.rules import business_case
from steunpunt.bundle.projects.rules.business_case import Horizon
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.bundle.projects.rules.taking_part import months_of_use
from steunpunt.bundle.projects.views.shared import only_if, own_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def case(request: ActorRequest, project_id: int) -> HttpResponse:
    """Alone beside together, for one's own board: nobody else sees it."""
    own = own_or_404(request, project_id)
    project = own.project
    may_weigh = access.may_weigh(request.actor)
    form = forms.AssumptionForm(request.POST or None)
    if request.method == "POST":
        only_if(may_weigh)
        if worked(
            form,
            lambda: actions.keep_business_line(project_id=project.pk, assumption=form.assumption(), by=request.actor),
        ):
            return redirect(reverse("projects:case", args=[project.pk]))
    boards = queries.board_lines(project, timezone.localdate())
    rows = list(own.business_lines.filter(is_dropped=False).order_by("pk"))
    context = {
        **shell(request, project, "case"),
        "board": str(own.organisation),
        "form": form if may_weigh else None,
        "own_rows": [(row, words.WAYS[row.way], words.PARTS[row.part], words.TIMINGS[row.timing]) for row in rows],
        "years": project.years,
        "discount": project.discount * 100,
        **_case(project, boards, own.organisation_id, rows),
        **_claimed(request, own),
    }
    return render(request, "projects/case.html", context, status=422 if form.errors else 200)


def _case(project: Project, boards: Sequence[BoardLine], board: int, rows: Sequence[Any]) -> dict[str, Any]:
    joint, left_out = queries.joint_lines(queries.cost_lines(project), boards, board)
    found = [*queries.own_lines(rows), *joint]
    horizon = Horizon(project.years, project.discount)
    shown: dict[str, Any] = {
        "joint": [
            (line, words.PARTS[line.part], words.TIMINGS[line.timing], *map(_euro, (line.low, line.likely, line.high)))
            for line in joint
        ],
        "left_out": left_out,
        "is_complete": business_case.is_complete(found) and bool(joint) and not left_out,
    }
    if not shown["is_complete"]:
        return shown
    likely = business_case.case(found, horizon)
    least = business_case.case(found, horizon, business_case.least_saving)
    most = business_case.case(found, horizon, business_case.greatest_saving)
    swings = business_case.swings([_named(line) for line in found], horizon)
    back = business_case.pays_back_in(found, horizon)
    return shown | {
        "headline": sentences.worth(likely, least.saving, most.saving, project.years),
        "alone": _amounts(likely.alone),
        "together": _amounts(likely.together),
        "pays_back": back,
        "saving_now": _amounts(likely.savings),
        "chart": charts.swings(swings, float(likely.saving)) if swings else None,
    }


def _claimed(request: ActorRequest, own: Participation) -> dict[str, Any]:
    """What the board claimed when it decided, beside what should be saved by now and what was booked."""
    claim = queries.standing_claim(own)
    if claim is None:
        return {"claim": None}
    lines, horizon = queries.claimed_lines(claim), Horizon(claim.years, claim.discount)
    today, since = timezone.localdate(), queries.live_since(own)
    shown: dict[str, Any] = {
        "claim": claim,
        "claim_act": words.ACTS[claim.act.act],
        "claimed": sentences.claimed(lines, horizon),
        "claim_amounts": _amounts(business_case.case(lines, horizon).savings),
        "claim_since": since,
    }
    if since is None:
        return shown
    months = months_of_use(since, today)
    books = savings_books.ask(lambda book: book.booked(request.actor, own.project_id, today))
    booked = [entry for entry in books if entry is not None]
    sums = business_case.Amounts(
        sum((entry.supplier for entry in booked), business_case.ZERO),
        sum((entry.support for entry in booked), business_case.ZERO),
    )
    return shown | {
        "claim_months": months,
        "expected": _amounts(business_case.saved_by(lines, months, horizon)),
        "expected_least": sentences.round_euro(
            business_case.saved_by(lines, months, horizon, business_case.least_saving).total
        ),
        "expected_most": sentences.round_euro(
            business_case.saved_by(lines, months, horizon, business_case.greatest_saving).total
        ),
        "booked": _amounts(sums) if booked else None,
        "booked_pages": [entry.url for entry in booked],
    }


def _named(line: business_case.CostLine) -> business_case.CostLine:
    """Under a name of its own: the same cost has two parts, and may stand there alone and together."""
    return replace(
        line, label=f"{line.label} ({words.WAYS[line.way]}, {words.PARTS[line.part]}, {words.TIMINGS[line.timing]})"
    )


def _euro(amount: Any) -> str:
    return sentences.euro(amount * 100)


def _amounts(found: business_case.Amounts) -> dict[str, str]:
    return {
        "supplier": sentences.round_euro(found.supplier),
        "support": sentences.round_euro(found.support),
        "total": sentences.round_euro(found.total),
    }


@signed_in
@require_POST
def case_drop(request: ActorRequest, project_id: int, line_id: int) -> HttpResponse:
    own = own_or_404(request, project_id)
    only_if(access.may_weigh(request.actor))
    row = get_object_or_404(own.business_lines, pk=line_id)
    actions.drop_business_line(project_id=own.project_id, line_id=row.pk, by=request.actor)
    return redirect("projects:case", project_id=own.project_id)
