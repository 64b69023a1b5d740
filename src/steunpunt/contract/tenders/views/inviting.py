"""Suppliers in a procedure by invitation: who applied, who is invited, who is selected; and offers asked again."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.contract.tenders import access, actions, forms
from steunpunt.contract.tenders.choices import BY_CANDIDACY, BY_INVITATION, TenderState
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_http_methods(["GET", "POST"])
def candidates(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Who asked to take part or was invited; where nobody asks, the buyer invites."""
    tender = tender_or_404(request, tender_id)
    only_if(access.is_buyer(request.actor) and tender.procedure in BY_INVITATION)
    by_candidacy = tender.procedure in BY_CANDIDACY
    may_invite = access.may_prepare(request.actor) and not by_candidacy
    known = set(tender.candidacies.order_by().values_list("organisation_id", flat=True))
    suppliers = [(card.id, card.name) for card in organisations.suppliers() if card.id not in known]
    form = forms.InviteForm(request.POST or None, suppliers=suppliers if may_invite else [])

    def work() -> None:
        actions.invite(
            tender_id=tender.pk,
            organisation_id=form.cleaned_data["supplier"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST":
        only_if(may_invite)
        if worked(form, work):
            messages.success(request, _("The supplier is invited; it hears so once the tender is published."))
            return redirect("tenders:candidates", tender_id=tender.pk)
    rows = (
        tender.candidacies.select_related("organisation")
        .annotate(number=Count("files", filter=Q(files__dropped_at=None)))
        .order_by("organisation__name", "pk")
    )
    is_sealed = access.requests_are_sealed(tender)
    context = {
        **shell(request, tender, "candidates"),
        "rows": [] if is_sealed else rows,
        "is_sealed": is_sealed,
        "by_candidacy": by_candidacy,
        "form": form if may_invite else None,
        "may_select": access.may_prepare(request.actor) and by_candidacy,
    }
    return render(request, "tenders/candidates.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def candidate(request: ActorRequest, tender_id: int, candidacy_id: int) -> HttpResponse:
    """Select a supplier that asked, or not, with a reason."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.procedure in BY_CANDIDACY)
    only_if(not access.requests_are_sealed(tender))
    row = get_object_or_404(tender.candidacies.select_related("organisation"), pk=candidacy_id)
    initial = {"is_selected": "yes" if row.is_selected else "no", "reason": row.reason} if row.decided_at else {}
    form = forms.SelectForm(request.POST or None, initial=initial)

    def work() -> None:
        actions.select(
            tender_id=tender.pk, candidacy_id=row.pk, now=timezone.now(), by=request.actor, **form.cleaned_data
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is saved, and the supplier hears it."))
        return redirect("tenders:candidates", tender_id=tender.pk)
    context = {
        "tender": tender,
        "row": row,
        "files": access.readable_candidacy_files(request.actor).filter(candidacy=row).order_by("pk"),
        "form": form,
        "trail": shell(request, tender, "candidates", str(row.organisation))["trail"],
    }
    return render(request, "tenders/candidate.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def again(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Ask for better offers, where is negotiated."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and access.has_more_rounds(tender) and tender.state == TenderState.OPENED)
    form = forms.AgainForm(request.POST or None)

    def work() -> None:
        actions.ask_again(tender_id=tender.pk, now=timezone.now(), by=request.actor, **form.cleaned_data)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Better offers are asked, sealed as before."))
        return redirect("tenders:detail", tender_id=tender.pk)
    trail = shell(request, tender, "room", _("Ask for better offers"))["trail"]
    lead = _("Who made an offer in the former round can make a better one. The former offers stay as they were opened.")
    back = reverse("tenders:room", args=[tender.pk])
    return form_page(request, form, trail=trail, submit=_("Ask"), back=back, lead=lead)
