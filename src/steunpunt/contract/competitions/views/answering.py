"""A supplier answers: its offer, taking it back, declining, asking."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from steunpunt.contract.competitions import access, actions, forms, queries
from steunpunt.contract.competitions.views.shared import competition_or_404, only_if, trail, tried
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal.public import moment
from steunpunt.foundation.ui.forms import form_page, worked


def _uploading(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Sets the upload handlers before the form secret is looked for, which reads the request: no file lies readable on a disk."""

    @csrf_exempt
    def guarded(request: ActorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if tenders.is_too_large(request):
            return HttpResponse(status=413)
        tenders.kept_unreadable(request)
        return csrf_protect(view)(request, *args, **kwargs)

    return guarded


@_uploading
@signed_in
@require_http_methods(["GET", "POST"])
def offer(request: ActorRequest, competition_id: int) -> HttpResponse:
    """One's own offer: made, or replaced as a whole, until the deadline."""
    row, now = competition_or_404(request, competition_id), moment(timezone.now())
    only_if(access.may_answer(request.actor))
    own = get_object_or_404(access.own_invitations(request.actor), competition=row)
    before = own.offers.filter(replaced_at=None, withdrawn_at=None).select_related("invitation").first()
    form = forms.OfferForm(
        request.POST or None,
        request.FILES or None,
        request=queries.request_of(row),
        supplier=own.supplier_id,
        initial=forms.OfferForm.initial_of(queries.own_quality(before), queries.own_prices(before)) if before else {},
    )

    def work() -> None:
        actions.hand_in(competition_id=row.pk, answer=form.answer(), now=moment(timezone.now()), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your offer is in, under seal. You can replace it until the deadline."))
        return redirect("competitions:detail", competition_id=row.pk)
    context = {
        "competition": row,
        "form": form,
        "is_open": access.takes_answers(row, now),
        "before": before,
        "limit": tenders.limit_in_megabytes(),
        "trail": trail(row, (_("Our offer"), "")),
    }
    return render(request, "competitions/offer.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def withdraw(request: ActorRequest, competition_id: int) -> HttpResponse:
    row = competition_or_404(request, competition_id)
    only_if(access.may_answer(request.actor))
    tried(
        request,
        lambda: actions.withdraw(competition_id=row.pk, now=moment(timezone.now()), by=request.actor),
        _("Your offer is taken back. It is opened by nobody."),
    )
    return redirect("competitions:detail", competition_id=row.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def decline(request: ActorRequest, competition_id: int) -> HttpResponse:
    """Make no offer, and say why."""
    row = competition_or_404(request, competition_id)
    only_if(access.may_answer(request.actor))
    form = forms.ReasonForm(request.POST or None)

    def work() -> None:
        actions.decline(
            competition_id=row.pk, reason=form.cleaned_data["reason"], now=moment(timezone.now()), by=request.actor
        )

    back = reverse("competitions:detail", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The board reads it after the deadline. Until then you can still make an offer."))
        return redirect(back)
    lead = _("Say why you make no offer. An offer that is in is taken back by it.")
    way = trail(row, (_("Make no offer"), ""))
    return form_page(request, form, trail=way, submit=_("Make no offer"), back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def ask(request: ActorRequest, competition_id: int) -> HttpResponse:
    """Ask something: the answer goes to all, and nobody reads who asked."""
    row = competition_or_404(request, competition_id)
    only_if(access.may_answer(request.actor))
    form = forms.QuestionForm(request.POST or None)

    def work() -> None:
        actions.ask(competition_id=row.pk, text=form.cleaned_data["text"], now=moment(timezone.now()), by=request.actor)

    back = reverse("competitions:detail", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your question is asked. The answer goes to everybody, without saying who asked."))
        return redirect(back)
    way = trail(row, (_("Ask a question"), ""))
    return form_page(request, form, trail=way, submit=_("Ask"), back=back)
