"""What is missing, what goes out, and how it changed since."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.choices import AFTER_OPENING, Part, Procedure, TenderState
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.rules.versions import differences
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.contract.tenders.views.specification import read
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.journal.public import moment

PLACES = {
    "general": ("single", Part.GENERAL),
    "items": ("specification", Part.ITEMS),
    "criteria": ("specification", Part.CRITERIA),
    "method": ("single", Part.METHOD),
    "calendar": ("single", Part.CALENDAR),
}
"""Where what is missing can be filled in, by the field of its reason."""
PAGES = {"boards": "tenders:name_boards", "officers": "tenders:officers"}
"""The same, for what is no part of the specification."""


@signed_in
@require_http_methods(["GET", "POST"])
def publication(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Publish, or publish a correction; what goes out is what was looked at."""
    tender, now = tender_or_404(request, tender_id), moment(timezone.now())
    only_if(access.may_prepare(request.actor))
    is_first = tender.state == TenderState.PREPARING
    form = forms.ReasonForm(request.POST or None)
    if request.method == "POST":
        fingerprint = request.POST.get("fingerprint", "")
        try:
            if is_first:
                actions.publish(tender_id=tender.pk, fingerprint=fingerprint, now=now, by=request.actor)
            else:
                reason = form.cleaned_data["reason"] if form.is_valid() else ""
                actions.correct(tender_id=tender.pk, fingerprint=fingerprint, reason=reason, now=now, by=request.actor)
        except Refused as refused:
            form.is_valid()
            for each in refused.reasons:
                if str(each) not in form.non_field_errors():
                    form.add_error(None, str(each))
        else:
            messages.success(request, _("The tender is published.") if is_first else _("The correction is published."))
            return redirect("tenders:publication", tender_id=tender.pk)
    publications = list(tender.publications.order_by("-number"))
    changed = differences(queries.published(publications[0]), queries.draft(tender)) if publications else []
    context = {
        **shell(request, tender, "publication"),
        "form": form,
        "is_first": is_first,
        "gaps": [(reason, _place(tender.pk, reason.field)) for reason in queries.gaps(tender, now)],
        "by_invitation": tender.procedure == Procedure.NEGOTIATED_UNPUBLISHED,
        "invited": tender.candidacies.filter(is_selected=True).count(),
        "fingerprint": specifications.fingerprint(tender.draft),
        "warned": sentences.warned(queries.draft(tender), queries.law_day(tender, now)),
        "publications": [(one.row, sentences.version(one)) for one in queries.versions(publications)],
        "changed": [sentences.difference(one) for one in changed],
        "may_correct": not is_first and access.is_open_for_offers(tender, now),
        "may_stop": tender.state not in {TenderState.STOPPED, *AFTER_OPENING},
    }
    return render(request, "tenders/publication.html", context, status=422 if request.method == "POST" else 200)


def _place(tender_id: int, field: str) -> str:
    if field in PAGES:
        return reverse(PAGES[field], args=[tender_id])
    if field not in PLACES:
        return ""
    name, part = PLACES[field]
    if name == "single":
        return reverse("tenders:single", args=[tender_id, part.value])
    return reverse("tenders:specification", args=[tender_id]) + f"#{part.value}"


@signed_in
@require_GET
def version(request: ActorRequest, tender_id: int, number: int) -> HttpResponse:
    """One publication as it went out, with what it changed."""
    tender = tender_or_404(request, tender_id)
    row = get_object_or_404(tender.publications, number=number)
    before = tender.publications.filter(number=number - 1).first()
    spec = queries.published(row)
    upto = queries.versions(tender.publications.filter(number__lte=number))
    label = sentences.version(upto[0])
    context = {
        **shell(request, tender, "specification", label),
        **read(spec),
        "publication": row,
        "label": label,
        "changed": [sentences.difference(one) for one in differences(queries.published(before), spec)]
        if before
        else [],
    }
    return render(request, "tenders/version.html", context)
