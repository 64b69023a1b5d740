"""The specification: read as a whole, written part by part."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.tenders import access, actions, forms, queries, reasons, sentences
from steunpunt.contract.tenders.choices import Part, TenderState, words
from steunpunt.contract.tenders.models import Publication, Tender
from steunpunt.contract.tenders.values import Specification
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_GET
def specification(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Who prepares it reads the draft; others what was published, or the draft before that."""
    tender = tender_or_404(request, tender_id)
    may_change = _may_change(request, tender)
    spec, _publication = specification_for(request, tender)
    is_correction = may_change and tender.state == TenderState.PUBLISHED
    context = {
        **shell(request, tender, "specification"),
        **read(spec),
        "may_change": may_change,
        "is_correction": is_correction and queries.is_changed(tender),
        "adds": {part.value: one.add for part, one in forms.COLLECTIONS.items()},
    }
    return render(request, "tenders/specification.html", context)


def specification_for(request: ActorRequest, tender: Tender) -> tuple[Specification, Publication | None]:
    """The draft, as long as nothing was published and for who writes a correction; else what was published last."""
    last = tender.publications.order_by("-number").first()
    if last is None or (_may_change(request, tender) and queries.is_changed(tender)):
        return queries.draft(tender), None
    return queries.published(last), last


def read(spec: Any) -> dict[str, Any]:
    """What the page of a specification shows, inside and on the market alike."""
    return {
        "spec": spec,
        "parts": words.PARTS,
        "formula": words.FORMULAS[spec.method.formula],
        "reckoned": sentences.formula(spec.method),
        "ties": [words.TIE_BREAKS[one] for one in spec.method.tie_breaks],
        "criteria": [
            (one, [child for child in spec.criteria if child.parent == one.code])
            for one in spec.criteria
            if not one.parent
        ],
        "items_by_lot": [(lot, [item for item in spec.items if item.lot == lot.number]) for lot in spec.lots],
        "asked_by_envelope": [
            (word, [one for one in spec.asked if one.envelope == kind]) for kind, word in words.ENVELOPES.items()
        ],
        "levels": words.LEVELS,
        "item_kinds": words.ITEM_KINDS,
    }


def _may_change(request: ActorRequest, tender: Tender) -> bool:
    is_possible = not list(reasons.cannot_change(tender.state, tender.offers_until, timezone.now()))
    return access.may_prepare(request.actor) and is_possible


def _part(word: str) -> Part:
    if word not in set(Part):
        raise Http404
    return Part(word)


@signed_in
@require_http_methods(["GET", "POST"])
def single(request: ActorRequest, tender_id: int, part: str) -> HttpResponse:
    """A part that is one form."""
    tender = tender_or_404(request, tender_id)
    only_if(_may_change(request, tender) and part in forms.SINGLES)
    found = forms.SINGLES[_part(part)]
    spec = queries.draft(tender)
    initial = found.form.initial_of(spec) | {"edition": tender.draft_edition}
    form = found.form(request.POST or None, spec=spec, initial=initial)
    return _form(request, tender, found.part, form, form.change)


@signed_in
@require_http_methods(["GET", "POST"])
def entry(request: ActorRequest, tender_id: int, part: str, code: str = "") -> HttpResponse:
    """One entry of a part that has several; without a code a new one."""
    tender = tender_or_404(request, tender_id)
    only_if(_may_change(request, tender) and part in forms.COLLECTIONS)
    found = forms.COLLECTIONS[_part(part)]
    spec = queries.draft(tender)
    now = found.entry(spec, code) if code else None
    only_if(not code or now is not None)
    initial = (found.initial_of(now) if now else {}) | {"edition": tender.draft_edition}
    form = found.form(request.POST or None, spec=spec, code=code, initial=initial)
    return _form(request, tender, found.part, form, lambda whole: found.put(whole, form.value()), code=code)


def _form(
    request: ActorRequest, tender: Tender, part: Part, form: forms.PartForm, change: Any, *, code: str = ""
) -> HttpResponse:
    back = reverse("tenders:specification", args=[tender.pk]) + f"#{part.value}"

    def work() -> None:
        actions.change_specification(
            tender_id=tender.pk,
            edition=form.cleaned_data["edition"],
            part=part,
            change=change,
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is saved."))
        return redirect(back)
    if form.errors:  # who was second saves over what it now sees, having read that somebody was first
        typed = request.POST.copy()
        typed["edition"] = str(tender.draft_edition)
        form.data = typed
    context = {
        **shell(request, tender, "specification", str(words.PARTS[part])),
        "form": form,
        "back": back,
        "drop": reverse("tenders:entry_drop", args=[tender.pk, part.value, code]) if code else "",
    }
    return render(request, "tenders/form.html", context, status=422 if form.errors else 200)


@signed_in
@require_POST
def entry_drop(request: ActorRequest, tender_id: int, part: str, code: str) -> HttpResponse:
    tender = tender_or_404(request, tender_id)
    only_if(_may_change(request, tender) and part in forms.COLLECTIONS)
    found = forms.COLLECTIONS[_part(part)]
    only_if(found.entry(queries.draft(tender), code) is not None)
    try:
        actions.change_specification(
            tender_id=tender.pk,
            edition=tender.draft_edition,
            part=found.part,
            change=lambda whole: found.drop(whole, code),
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It is taken out."))
    return redirect(reverse("tenders:specification", args=[tender.pk]) + f"#{found.part.value}")
