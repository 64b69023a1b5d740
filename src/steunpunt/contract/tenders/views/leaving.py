"""Somebody leaves the working group: what that changes is read before it is written down."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.models import BidLot
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui import registry
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def leave(request: ActorRequest, tender_id: int, assessor_id: int) -> HttpResponse:
    """Once marks can be read, with what changes, and asked once more whether that was read."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.frozen_at is None)
    row = get_object_or_404(tender.assessors.select_related("organisation"), pk=assessor_id, out_at=None)
    changes = queries.changes_without(tender, row)
    form = forms.LeaveForm(request.POST or None, sees_marks=changes is not None)

    def work() -> None:
        reason = form.cleaned_data["reason"]
        actions.leave_room(tender_id=tender.pk, assessor_id=row.pk, reason=reason, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is written down, with the reason."))
        return redirect("tenders:room", tender_id=tender.pk)
    offers = BidLot.objects.filter(pk__in=[one.bid_lot_id for one in changes or ()]).select_related("bid__supplier")
    names = {offer.pk: sentences.offer_name(offer) for offer in offers}
    context = {
        **shell(request, tender, "room", _("Judges no more")),
        "form": form,
        "who": registry.names_of(registry.person_names, [row.person_id]).get(row.person_id, ""),
        "row": row,
        "sees_marks": changes is not None,
        "changes": [(names.get(one.bid_lot_id, "–"), one.criterion, one.before, one.after) for one in changes or ()],
        "back": reverse("tenders:room", args=[tender.pk]),
    }
    return render(request, "tenders/leave.html", context, status=422 if form.errors else 200)
