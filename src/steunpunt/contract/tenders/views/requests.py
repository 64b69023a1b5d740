"""A supplier that asks to take part: its request and files, taken back or changed until the deadline, and its letter."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.choices import BY_CANDIDACY
from steunpunt.contract.tenders.views.market import market_or_404, trail_of
from steunpunt.contract.tenders.views.shared import only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents.public import content_of
from steunpunt.foundation.journal.public import moment
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_http_methods(["GET", "POST"])
def apply(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Ask to take part, in a procedure in which suppliers are selected first."""
    tender = market_or_404(request, tender_id)
    only_if(access.may_act_on_the_market(request.actor) and tender.procedure in BY_CANDIDACY)
    own = access.own_candidacies(request.actor).filter(tender=tender).first()
    is_new = own is None or own.withdrawn_at is not None
    files = list(own.files.filter(dropped_at=None).order_by("pk")) if own else []
    form = forms.RequestForm(
        request.POST or None,
        request.FILES or None,
        initial={"text": own.text if own else ""},
        there=[(one.pk, one.name) for one in files],
        megabytes=settings.MAX_UPLOAD_BYTES // (1024 * 1024),
    )

    def work() -> None:
        actions.apply(tender_id=tender.pk, now=moment(timezone.now()), by=request.actor, **form.asked())

    if request.method == "POST" and worked(form, work):
        if is_new:
            messages.success(request, _("You asked to take part. You hear whether you are selected."))
        else:
            messages.success(request, _("Your request is changed. Until the deadline you can change it again."))
        return redirect("tenders:market_apply", tender_id=tender.pk)
    context = {
        "tender": tender,
        "form": form,
        "own": own,
        "is_new": is_new,
        "selection": queries.specification(tender).selection,
        "files": files,
        "is_open": access.takes_requests(tender, moment(timezone.now())),
        "trail": [*trail_of(tender), (_("Ask to take part"), "")],
    }
    return render(request, "tenders/apply.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "POST"])
def withdraw_request(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Asked once more, then taken back."""
    tender, now = market_or_404(request, tender_id), moment(timezone.now())
    only_if(access.may_act_on_the_market(request.actor) and tender.procedure in BY_CANDIDACY)
    get_object_or_404(access.own_candidacies(request.actor), tender=tender, withdrawn_at=None)
    form = forms.NothingForm(request.POST if request.method == "POST" else None)

    def work() -> None:
        actions.withdraw_request(tender_id=tender.pk, now=now, by=request.actor)

    here = reverse("tenders:market_apply", args=[tender.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your request is taken back: nobody sees that it was there."))
        return redirect("tenders:market", tender_id=tender.pk)
    trail = [*trail_of(tender), (_("Ask to take part"), here), (_("Take this request back"), "")]
    lead = _("The text and all files of your request go. You can ask again until the deadline.")
    return form_page(request, form, trail=trail, submit=_("Take it back"), back=here, lead=lead)


@signed_in
@require_GET
def request_letter(request: ActorRequest, tender_id: int) -> HttpResponse:
    """What one's own supplier was told of its request, as a sealed paper."""
    tender = market_or_404(request, tender_id)
    rows = access.own_candidacies(request.actor).filter(tender=tender, letter__isnull=False)
    row = get_object_or_404(rows.select_related("letter"))
    response = HttpResponse(content_of(row.letter_id or 0), content_type="application/pdf")
    response["Content-Disposition"] = sentences.attachment(row.letter.name if row.letter else "")
    response["Cache-Control"] = "private, no-store"
    return response
