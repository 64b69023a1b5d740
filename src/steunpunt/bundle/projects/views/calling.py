"""Interest, and the call: open it, decide on it, write down what stood on paper, sign, leave, and say whether it goes on."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.bundle.projects import access, actions, forms, papers, queries, sentences
from steunpunt.bundle.projects.choices import ABOARD, OVER, Act, Outcome, Standing, words
from steunpunt.bundle.projects.models import Call, Participation
from steunpunt.bundle.projects.rules.business_case import Horizon
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.bundle.projects.rules.taking_part import earliest_exit, exit_cost
from steunpunt.bundle.projects.views.shared import only_if, own_or_404, project_or_404, shell
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def interest(request: ActorRequest, project_id: int) -> HttpResponse:
    """Say that the board is interested, in how much: it binds to nothing."""
    own = own_or_404(request, project_id)
    project = own.project
    last = own.interests.order_by("-pk").first()
    initial: dict[str, Any] = {"units": own.estimate}
    if last:
        word = "yes" if last.is_interested else "no"
        initial = {"is_interested": word, "units": last.units, "wishes": last.wishes}
    may_say = access.may_say_interest(request.actor)
    form = forms.InterestForm(request.POST or None, unit=project.unit, initial=initial)

    def work() -> None:
        actions.say_interest(
            project_id=project.pk,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
            **form.cleaned_data,
        )

    if request.method == "POST":
        only_if(may_say)
        if worked(form, work):
            messages.success(request, _("Your interest is known. It binds to nothing."))
            return redirect("projects:detail", project_id=project.pk)
    context = {
        **shell(request, project, "", _("Interest")),
        "form": form if may_say else None,
        "last": last,
        "board": str(own.organisation),
    }
    return render(request, "projects/interest.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def open_call(request: ActorRequest, project_id: int) -> HttpResponse:
    """Call the boards to decide; a later call is an entry moment."""
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    asked = queries.asked_by(queries.board_lines(project, timezone.localdate()))
    form = forms.CallForm(request.POST or None, initial={"text": project.purpose})

    def work() -> None:
        actions.open_call(
            project_id=project.pk,
            question=form.question(),
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The call is open; the boards are told."))
        return redirect("projects:detail", project_id=project.pk)
    context = {
        **shell(request, project, "", _("Call the boards to decide")),
        "form": form,
        "asked": sentences.listed([line.name for line in asked]),
        "n": len(asked),
    }
    return render(request, "projects/open_call.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def close_call(request: ActorRequest, project_id: int) -> HttpResponse:
    """Write down whether it goes on."""
    project = project_or_404(request, project_id)
    only_if(access.may_run(request.actor, project))
    call = get_object_or_404(Call, project=project, closed_at=None)
    boards = queries.board_lines(project, timezone.localdate())
    counted = queries.tally(call, boards, queries.verdicts(call))
    form = forms.OutcomeForm(
        request.POST or None,
        only_steering_group=request.actor.is_of_support_point,
        initial={"taken_on": timezone.localdate()},
    )

    def work() -> None:
        actions.close_call(
            project_id=project.pk,
            now=timezone.now(),
            today=timezone.localdate(),
            by=request.actor,
            **form.decided(),
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The decision is written down."))
        return redirect("projects:detail", project_id=project.pk)
    context = {
        **shell(request, project, "", _("Does it go on?")),
        "form": form,
        "call": call,
        "headline": sentences.headline(project, boards, call, counted),
        "needed": sentences.needed(call),
        "so_far": sentences.so_far(counted, project.unit),
        "still": _still(call, boards) if timezone.localdate() <= call.deadline_on else "",
    }
    return render(request, "projects/close_call.html", context, status=422 if form.errors else 200)


def _still(call: Call, boards: Sequence[BoardLine]) -> str:
    """Which boards did not answer yet while they still can."""
    answered = queries.verdicts(call).keys() | queries.can_sign(call.project)
    return sentences.listed([line.name for line in queries.asked_by(boards) if line.board not in answered])


@signed_in
@require_http_methods(["GET", "POST"])
def decide(request: ActorRequest, project_id: int) -> HttpResponse:
    """The proposal, what it costs this board, and its decision."""
    own = own_or_404(request, project_id)
    project = own.project
    call = Call.objects.filter(project=project).order_by("-number").first()
    only_if(call is not None)
    today = timezone.localdate()
    may_decide = access.may_decide(request.actor)
    is_aboard = own.standing in ABOARD or own.organisation_id in queries.can_sign(project)
    is_open = call is not None and call.closed_at is None and today <= call.deadline_on and not is_aboard
    is_to_confirm = call is not None and actions.can_confirm(own, call)
    form = _stand_form(request, Act.DECISION)
    if request.method == "POST":
        only_if(may_decide)
        if worked(form, lambda: actions.decide(project_id=project.pk, **_given(request, form))):
            messages.success(request, _("The decision of your board is on record."))
            return redirect("projects:detail", project_id=project.pk)
    context = {
        **shell(request, project, "", _("Decision of your board")),
        "form": form if may_decide and (is_open or is_to_confirm or form.errors) else None,
        "is_to_confirm": is_to_confirm,
        "is_aboard": is_aboard,
        "may_decide": may_decide,
        "is_open": is_open,
        "call": call,
        "board": str(own.organisation),
        "needed": sentences.needed(call) if call else "",
        "acts": _acts(request, own),
        "claim": _claim(own, call) if may_decide and is_open else "",
        **_cost(own, call),
    }
    return render(request, "projects/decide.html", context, status=422 if form.errors else 200)


def _cost(own: Participation, call: Call | None) -> dict[str, Any]:
    """What the call costs this board, with those who would join now and with all."""
    lines = queries.lines_of(call.costs if call else [])
    boards = queries.board_lines(own.project, timezone.localdate())
    alive = [line for line in boards if line.standing is not Standing.LEFT]
    # Once it goes on only those count that said yes; before that also who is interested.
    sure = {*ABOARD, Standing.JOINING} if call and call.outcome == Outcome.GO else queries.LIKELY
    likely = {line.board for line in alive if line.standing in sure} | {own.organisation_id}
    years, rows = own.project.years, []
    for label, chosen in (
        (
            _("with the %(n)s boards that would join now") % {"n": len(likely)}
            if len(likely) > 1
            else _("if only your board joins"),
            likely,
        ),
        (_("with all %(n)s boards") % {"n": len(alive)}, {line.board for line in alive}),
    ):
        found = queries.preview(lines, boards, chosen, years)
        if own.organisation_id in found.charges:
            charge = found.charges[own.organisation_id]
            rows.append(
                {
                    "label": label,
                    "once": _two(charge.once),
                    "yearly": _two(charge.yearly),
                    "whole": _two(charge.over(years)),
                }
            )
    return {"cost_rows": rows, "years": years}


def _claim(own: Participation, call: Call | None) -> str:
    """What the board reckons to save today, which stays with what it says now; empty where its business case is none."""
    lines = queries.case_lines(own, call, timezone.localdate())
    return sentences.claimed(lines, Horizon(own.project.years, own.project.discount)) if lines else ""


def _two(amount: Any) -> dict[str, str]:
    return {
        "supplier": sentences.euro(amount.supplier),
        "support": sentences.euro(amount.support),
        "total": sentences.euro(amount.total),
    }


def _acts(request: ActorRequest, own: Participation) -> list[dict[str, Any]]:
    """Everything that this board decided, the newest first: the first counts."""
    rows = list(own.acts.select_related("document", "claim").order_by("-pk"))
    mine = access.acts_to_document(request.actor).filter(participation=own, document=None)
    open_acts = set(mine.values_list("pk", flat=True)) if any(row.document_id is None for row in rows) else set()
    return [
        {
            "row": row,
            "may_document": row.pk in open_acts,
            "act": words.ACTS[row.act],
            "verdict": words.VERDICTS.get(row.verdict, ""),
            "paper": sentences.from_paper(row),
            "readers": words.READERS[row.readers],
            "claim": sentences.claimed(queries.claimed_lines(row.claim), Horizon(row.claim.years, row.claim.discount))
            if hasattr(row, "claim")
            else "",
        }
        for row in rows
    ]


def _stand_form(request: ActorRequest, act: Act | None) -> forms.StandForm:
    return forms.StandForm(
        request.POST or None, request.FILES or None, act=act, initial={"decided_on": timezone.localdate()}
    )


def _given(request: ActorRequest, form: forms.StandForm) -> dict[str, Any]:
    return {
        "stand": form.stand(),
        "paper": form.paper(),
        "now": timezone.now(),
        "today": timezone.localdate(),
        "by": request.actor,
    }


@signed_in
@require_http_methods(["GET", "POST"])
def sign(request: ActorRequest, project_id: int) -> HttpResponse:
    """Sign the participation of one's own board."""
    own = own_or_404(request, project_id)
    project = own.project
    call = queries.call_of_yes(own)
    only_if((call is None or call.outcome == Outcome.GO) and project.state not in OVER)
    only_if(access.may_sign(request.actor) and call is not None and own.standing == Standing.JOINING)
    form = _stand_form(request, Act.SIGNATURE)
    if request.method == "POST" and worked(form, lambda: actions.sign(project_id=project.pk, **_given(request, form))):
        messages.success(request, _("Your board takes part: its signature is on record."))
        return redirect("projects:detail", project_id=project.pk)
    context = {
        **shell(request, project, "", _("Sign")),
        "form": form,
        "board": str(own.organisation),
        "claim": _claim(own, call),
        **_cost(own, call),
    }
    return render(request, "projects/sign.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def decision_document(request: ActorRequest, project_id: int, act_id: int) -> HttpResponse:
    """Add the document of a decision that was given before its paper was there."""
    own = own_or_404(request, project_id)
    rows = access.acts_to_document(request.actor).filter(participation=own, document=None)
    act = get_object_or_404(rows, pk=act_id)
    form = forms.FollowingForm(request.POST, request.FILES) if request.method == "POST" else forms.FollowingForm()

    def work() -> None:
        actions.add_decision_document(act_id=act.pk, paper=form.paper(), now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The document stands with the decision."))
        return redirect("projects:decide", project_id=project_id)
    context = {
        **shell(request, own.project, "", _("Add the document")),
        "form": form,
        "what": f"{words.ACTS[act.act]} · {sentences.day(act.decided_on)}.",
    }
    return render(request, "projects/decision_document.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, project_id: int) -> HttpResponse:
    """Give notice: from when the board can be out, and what it pays until then."""
    own = own_or_404(request, project_id)
    project = own.project
    only_if(access.may_decide(request.actor) and own.standing in {Standing.SIGNED, Standing.ACTIVE})
    today = timezone.localdate()
    earliest = earliest_exit(today, project.notice_months)
    form = _stand_form(request, Act.NOTICE)
    form.fields["leaves_on"].initial = earliest
    if request.method == "POST" and worked(
        form, lambda: actions.give_notice(project_id=project.pk, **_given(request, form))
    ):
        messages.success(request, _("The notice of your board is on record."))
        return redirect("projects:detail", project_id=project.pk)
    yearly = queries.yearly_share(own, today)
    context = {
        **shell(request, project, "", _("Leave the project")),
        "form": form,
        "board": str(own.organisation),
        "earliest": earliest,
        "cost": _two(exit_cost(yearly, today, earliest)) if yearly else None,
    }
    return render(request, "projects/leave.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def on_paper(request: ActorRequest, project_id: int, participation_id: int) -> HttpResponse:
    """Write down what a board decided on paper, with that paper."""
    project = project_or_404(request, project_id)
    rows = access.participations_to_record(request.actor).select_related("organisation")
    row = get_object_or_404(rows, pk=participation_id, project=project)
    form = _stand_form(request, None)
    if request.method == "POST" and worked(
        form, lambda: actions.record_on_paper(participation_id=row.pk, **_given(request, form))
    ):
        messages.success(request, _("The decision is written down, with its document."))
        return redirect("projects:detail", project_id=project.pk)
    context = {**shell(request, project, "", str(row.organisation)), "form": form, "board": str(row.organisation)}
    return render(request, "projects/on_paper.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def draft_decision(request: ActorRequest, project_id: int) -> HttpResponse:
    """The draft decision of one's own board as a PDF, for the agenda."""
    own = own_or_404(request, project_id)
    call = Call.objects.filter(project=own.project).order_by("-number").first()
    only_if(call is not None)
    response = HttpResponse(content_type="application/pdf")
    name = f"ontwerpbeslissing-{slugify(own.project.title)}-{slugify(str(own.organisation))}.pdf"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    if call is not None:
        response.write(papers.draft_decision(own, call, now=timezone.now()))
    return response
