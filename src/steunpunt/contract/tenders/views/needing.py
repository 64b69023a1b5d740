"""What boards need: each says it, the buyer sees it together."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.assess.inventory import public as inventory
from steunpunt.bundle.projects import public as projects
from steunpunt.contract.tenders import access, actions, forms, queries
from steunpunt.contract.tenders.choices import NeedLevel, TenderState, words
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.rules import needs as rules
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_GET
def needs(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Together for whoever may read it, one's own for a board."""
    tender = tender_or_404(request, tender_id)
    lines = queries.board_lines(tender)
    spec = queries.draft(tender)
    said = [line for line in lines if line.needs is not None]
    reads_sum = access.reads_sum_of_needs(request.actor, len(said))
    readable = [line for line in lines if access.reads_needs_of(request.actor, line.row.organisation_id)]
    own = next((line for line in lines if line.row.organisation_id == request.actor.organisation_id), None)
    is_buyer = access.is_buyer(request.actor)
    context = {
        **shell(request, tender, "needs"),
        "boards": lines,
        "said": len(said),
        "own": own,
        "may_state": own is not None and _may_state(request, tender),
        "together": rules.together(spec.items, [line.needs for line in said if line.needs]) if reads_sum else [],
        "reads_sum": reads_sum,
        "spec": spec,
        "readable": readable,
        "wishes": _wishes(readable) if is_buyer else [],
        "ends": sorted(
            ((line.needs.contract_ends_on, line) for line in readable if line.needs and line.needs.contract_ends_on),
            key=lambda pair: (pair[0], pair[1].name),
        ),
        "questions": queries.need_questions([line.row for line in readable]),
        "ask_form": forms.TextForm(prefix="ask"),
        "answer_form": forms.TextForm(prefix="answer"),
        "quantities_form": forms.QuantitiesForm(initial={"edition": tender.draft_edition}),
        "may_take_over": access.may_prepare(request.actor) and tender.state == TenderState.PREPARING,
    }
    return render(request, "tenders/needs.html", context)


def _may_state(request: ActorRequest, tender: Tender) -> bool:
    return access.may_state_needs(request.actor) and tender.state == TenderState.PREPARING


def _wishes(lines: list[queries.BoardLine]) -> list[dict[str, Any]]:
    """What boards asked, the heaviest first, each once with how many asked it."""
    counted = Counter((one.level, one.text.strip()) for line in lines if line.needs for one in line.needs.wanted)
    order = list(NeedLevel)
    rows = sorted(counted.items(), key=lambda pair: (order.index(pair[0][0]), -pair[1], pair[0][1]))
    return [
        {
            "level": level.value,
            "word": words.LEVELS[level][0],
            "tone": words.LEVELS[level][1],
            "text": text,
            "boards": n,
        }
        for (level, text), n in rows
    ]


@signed_in
@require_http_methods(["GET", "POST"])
def state(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Say what one's own board needs; filled in with what it said before, or what it counts on in the project."""
    tender = tender_or_404(request, tender_id)
    own = get_object_or_404(access.own_boards(request.actor).filter(tender=tender))
    only_if(_may_state(request, tender))
    spec = queries.draft(tender)
    before = next((line.needs for line in queries.board_lines(tender) if line.row.pk == own.pk), None)
    initial = forms.NeedsForm.initial_of(before) if before else {}
    source = ""
    if before is None and tender.project_id is not None:
        project = projects.project_in_short(tender.project_id, timezone.localdate())
        known = project.units.get(own.organisation_id) if project else None
        if project and known is not None:
            counted = {f"likely_{item.code}": known for item in spec.items if item.unit == project.unit}
            initial |= counted
            source = project.title if counted else ""
    contracts = inventory.own_running_contracts(request.actor)
    chosen = next((one for one in contracts if str(one.id) == request.POST.get("take")), None)
    is_taking = "take" in request.POST  # put in the form beside what was typed, and not saved before the board does so
    if is_taking:
        taken = (
            {"supplier": chosen.supplier, "contract_ends_on": chosen.ends_on, "from_inventory": chosen.title}
            if chosen
            else {}
        )
        initial = request.POST.dict() | taken
    form = forms.NeedsForm(None if is_taking else request.POST or None, items=spec.items, initial=initial)

    def work() -> None:
        actions.state_needs(tender_id=tender.pk, needs=form.needs(), now=timezone.now(), by=request.actor)

    if request.method == "POST" and not is_taking and worked(form, work):
        messages.success(
            request,
            _("Thank you: what your board needs is written down. You can change it until the tender is published."),
        )
        return redirect("tenders:needs", tender_id=tender.pk)
    context = {
        **shell(request, tender, "needs", _("What we need")),
        "form": form,
        "spec": spec,
        "contracts": contracts,
        "chosen": chosen,
        "source": source,
    }
    return render(request, "tenders/needs_state.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def ask(request: ActorRequest, tender_id: int, board_id: int) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    get_object_or_404(tender.boards, pk=board_id)
    form = forms.TextForm(request.POST, prefix="ask")

    def work() -> None:
        text = form.cleaned_data["text"]
        actions.ask_board(tender_id=tender.pk, board_id=board_id, text=text, now=timezone.now(), by=request.actor)

    return _asked(request, tender, form, work, _("Ask this board"))


@signed_in
@require_POST
def answer(request: ActorRequest, tender_id: int, need_question_id: int) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    own = get_object_or_404(access.own_boards(request.actor).filter(tender=tender))
    only_if(access.may_state_needs(request.actor))
    get_object_or_404(own.questions, pk=need_question_id)
    form = forms.TextForm(request.POST, prefix="answer")

    def work() -> None:
        actions.answer_buyer(
            tender_id=tender.pk,
            question_id=need_question_id,
            text=form.cleaned_data["text"],
            now=timezone.now(),
            by=request.actor,
        )

    return _asked(request, tender, form, work, _("Give an answer"))


@signed_in
@require_POST
def take_over(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Put the sums in the specification."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor))
    form = forms.QuantitiesForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Give the margin as a number from 0 to 200."))
        return redirect("tenders:needs", tender_id=tender.pk)
    return _done(
        request,
        tender,
        lambda: actions.take_over_quantities(
            tender_id=tender.pk, now=timezone.now(), by=request.actor, **form.cleaned_data
        ),
        done=_("The quantities stand in the specification."),
    )


@signed_in
@require_http_methods(["GET", "POST"])
def take_over_wish(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Make what boards asked a requirement, with the words that the market reads."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.state == TenderState.PREPARING)
    level = request.GET.get("niveau", "")
    form = forms.WishForm(
        request.POST or None,
        initial={
            "text": request.GET.get("tekst", "")[:2_000],
            "level": level if level in set(NeedLevel) else NeedLevel.MUST,
            "edition": tender.draft_edition,
        },
    )

    def work() -> None:
        given = form.cleaned_data
        actions.take_over_wish(
            tender_id=tender.pk,
            edition=given["edition"],
            level=NeedLevel(given["level"]),
            text=given["text"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is a requirement of the specification."))
        return redirect("tenders:needs", tender_id=tender.pk)
    context = {
        **shell(request, tender, "needs", _("Take over a requirement")),
        "form": form,
        "back": reverse("tenders:needs", args=[tender.pk]),
    }
    return render(request, "tenders/form.html", context, status=422 if form.errors else 200)


def _asked(
    request: ActorRequest, tender: Tender, form: forms.TextForm, work: Callable[[], None], title: str
) -> HttpResponse:
    """Back to the needs; when something is wrong a page of its own, with what was typed."""
    back = reverse("tenders:needs", args=[tender.pk])
    if worked(form, work):
        return redirect(back)
    return form_page(request, form, trail=shell(request, tender, "needs", title)["trail"], submit=title, back=back)


def _done(request: ActorRequest, tender: Tender, work: Any, *, done: str = "") -> HttpResponse:
    try:
        work()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
    return redirect("tenders:needs", tender_id=tender.pk)
