"""The board asks prices: begin, write, send, answer questions, stop."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.competitions import access, actions, forms, queries
from steunpunt.contract.competitions.choices import OVER, CompetitionState
from steunpunt.contract.competitions.models import Competition
from steunpunt.contract.competitions.views.shared import competition_or_404, led_or_404, only_if, trail, tried
from steunpunt.contract.frameworks.values import OrderTerms, PricedItem
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal.public import moment
from steunpunt.foundation.ui.forms import form_page, worked


def _ids(request: ActorRequest) -> tuple[int, ...]:
    asked = request.GET.getlist("item")[:100]
    return tuple(int(one) for one in asked if one.isascii() and one.isdecimal() and len(one) < 18)


@signed_in
@require_http_methods(["GET", "POST"])
def begin(request: ActorRequest) -> HttpResponse:
    """From an item or a basket: everything of its lot can be asked together."""
    only_if(access.may_start(request.actor))
    ids, today = _ids(request), timezone.localdate()
    found = queries.lot_items(request.actor, ids, today)
    if found is None:
        raise Http404
    terms, lot, items = found
    basket = orders.in_basket(request.actor, [item.id for item in items])
    first = {item.id: item.least for item in items if item.id in ids}
    initial = {f"units_{pk}": units for pk, units in (first | {pk: one.quantity for pk, one in basket.items()}).items()}
    form = _form(request, terms, lot, items, initial)
    made: list[Competition] = []

    def work() -> None:
        made.append(actions.begin(item_ids=ids, wish=form.wish(), today=today, now=timezone.now(), by=request.actor))

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Kept, and no supplier has heard of it. Add files, look at it, then send it."))
        return redirect("competitions:detail", competition_id=made[0].pk)
    back = reverse("competitions:list")
    way = [(_("Procure"), ""), (_("Small competitions"), back), (_("Ask prices"), "")]
    return form_page(request, form, trail=way, submit=_("Keep"), back=back, lead=_lead())


def _lead() -> str:
    return _(
        "You ask all suppliers of the lot for their price. It binds your board to nothing: only the award does, by who may "
        "order for it."
    )


def _form(
    request: ActorRequest, terms: OrderTerms, lot: int, items: list[PricedItem], initial: dict[str, Any]
) -> forms.WishForm:
    comparison = terms.terms.lot(lot).comparison
    days = comparison.least_days if comparison else 1
    return forms.WishForm(request.POST or None, items=items, least_days=days, initial=initial)


@signed_in
@require_http_methods(["GET", "POST"])
def change(request: ActorRequest, competition_id: int) -> HttpResponse:
    """Write the draft anew."""
    row, today = led_or_404(request, competition_id), timezone.localdate()
    only_if(access.may_start(request.actor) and row.state == CompetitionState.DRAFT)
    asked = queries.request_of(row)
    found = queries.lot_items(request.actor, [line.item_id for line in asked.lines], today)
    if found is None:
        raise Http404
    terms, lot, items = found
    form = _form(request, terms, lot, items, forms.WishForm.initial_of(asked, row.answers_until))

    def work() -> None:
        actions.change(competition_id=row.pk, wish=form.wish(), today=today, by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("What you ask is kept."))
        return redirect("competitions:detail", competition_id=row.pk)
    back = reverse("competitions:detail", args=[row.pk])
    way = trail(row, (_("Write what you ask"), ""))
    return form_page(request, form, trail=way, submit=_("Keep"), back=back, lead=_lead())


@signed_in
@require_POST
def send(request: ActorRequest, competition_id: int) -> HttpResponse:
    """To all suppliers of the lot at once."""
    row = led_or_404(request, competition_id)
    only_if(access.may_start(request.actor))
    tried(
        request,
        lambda: actions.send(
            competition_id=row.pk, today=timezone.localdate(), now=moment(timezone.now()), by=request.actor
        ),
        _("The suppliers are asked. You hear when the deadline is over."),
    )
    return redirect("competitions:detail", competition_id=row.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def stop(request: ActorRequest, competition_id: int) -> HttpResponse:
    """End it without an award, and say why: the suppliers read it."""
    row = led_or_404(request, competition_id)
    only_if(row.state not in OVER)
    form = forms.ReasonForm(request.POST or None)

    def work() -> None:
        actions.stop(
            competition_id=row.pk, reason=form.cleaned_data["reason"], now=moment(timezone.now()), by=request.actor
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The competition is stopped."))
        return redirect("competitions:detail", competition_id=row.pk)
    back = reverse("competitions:detail", args=[row.pk])
    lead = _("Nothing is ordered. Suppliers that were asked read why; offers that are closed stay closed.")
    way = trail(row, (_("Stop without an award"), ""))
    return form_page(request, form, trail=way, submit=_("Stop without an award"), back=back, lead=lead)


# ── questions ────────────────────────────────────────────────────────────────
@signed_in
@require_GET
def questions(request: ActorRequest, competition_id: int) -> HttpResponse:
    """What suppliers ask, without who asks."""
    row = competition_or_404(request, competition_id)
    only_if(not access.is_supplier(request.actor))
    context = {
        "competition": row,
        "open_questions": row.questions.filter(answered_at=None).order_by("asked_at", "pk"),
        "answered": row.questions.exclude(answered_at=None).order_by("answered_at", "pk"),
        "may_answer": access.may_lead(request.actor, row) and access.takes_answers(row, moment(timezone.now())),
        "trail": trail(row, (_("Questions of suppliers"), "")),
    }
    return render(request, "competitions/questions.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def answer_question(request: ActorRequest, competition_id: int, competition_question_id: int) -> HttpResponse:
    """Answer to all at once."""
    row = led_or_404(request, competition_id)
    question = get_object_or_404(row.questions, pk=competition_question_id, answered_at=None)
    form = forms.AnswerQuestionForm(request.POST or None, initial={"public_text": question.text})

    def work() -> None:
        actions.answer_question(
            competition_id=row.pk,
            question_id=question.pk,
            public_text=form.cleaned_data["public_text"],
            text=form.cleaned_data["answer"],
            now=moment(timezone.now()),
            by=request.actor,
        )

    here = reverse("competitions:questions", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("All suppliers read your answer."))
        return redirect(here)
    way = trail(row, (_("Questions of suppliers"), here), (_("Give an answer"), ""))
    return form_page(request, form, trail=way, submit=_("Answer to all"), back=here)
