"""What a supplier hears of the award: its own letters, its own result, and what it can bring in."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.tenders import access, actions, forms, queries, sentences
from steunpunt.contract.tenders.choices import TenderState, words
from steunpunt.contract.tenders.models import Letter, Tender
from steunpunt.contract.tenders.views.market import market_or_404
from steunpunt.contract.tenders.views.shared import only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.documents.public import content_of
from steunpunt.foundation.ui.forms import form_page, worked


def _trail(tender: Tender, *more: tuple[Any, str]) -> list[tuple[Any, str]]:
    return [
        (_("Public contracts"), reverse("tenders:market_list")),
        (tender.title, reverse("tenders:market", args=[tender.pk])),
        *more,
    ]


@signed_in
@require_GET
def result(request: ActorRequest, tender_id: int) -> HttpResponse:
    """One's own letters; a supplier without an offer has none, and no such page."""
    tender = market_or_404(request, tender_id)
    rows = access.own_letters(request.actor).filter(decision__tender=tender)
    letters = list(
        rows.select_related("decision", "bid_lot__bid").order_by("bid_lot__lot", "bid_lot__bid__variant", "-pk")
    )
    only_if(bool(letters))
    titles = {lot.number: lot.title for lot in queries.specification(tender).lots}
    told = {letter.kind for letter in letters if letter.decision.withdrawn_at is None}
    own = queries.objections(tender).filter(supplier_id=request.actor.organisation_id)
    can_object = access.may_act_on_the_market(request.actor) and tender.state != TenderState.CONCLUDED
    context = {
        "tender": tender,
        "letters": [
            {
                "row": letter,
                "title": sentences.lot_of(letter.bid_lot, titles.get(letter.bid_lot.lot, "")),
                "result": words.LETTERS[letter.kind],
                "can_object": can_object and letter.decision.withdrawn_at is None,
            }
            for letter in letters
        ],
        "headline": words.LETTERS[told.pop()]
        if len(told) == 1
        else _("You have %(n)s letters: the outcome differs by lot or by offer.") % {"n": len(letters)},
        "wait": queries.standstill_of(tender, queries.specification(tender)),
        "objections": list(own),
        "has_lots": len(titles) > 1,
        "trail": _trail(tender, (_("Our result"), "")),
    }
    return render(request, "tenders/result.html", context)


def _letter_or_404(request: ActorRequest, tender: Tender, letter_id: int) -> Letter:
    only_if(access.may_act_on_the_market(request.actor))
    return get_object_or_404(access.own_letters(request.actor), pk=letter_id, decision__tender=tender)


@signed_in
@require_POST
def letter(request: ActorRequest, tender_id: int, letter_id: int) -> HttpResponse:
    """Open one's own letter; that it was read stands on record."""
    tender = market_or_404(request, tender_id)
    found = _letter_or_404(request, tender, letter_id)
    row = actions.read_letter(letter_id=found.pk, now=timezone.now(), by=request.actor)
    response = HttpResponse(content_of(row.document_id), content_type="application/pdf")
    response["Content-Disposition"] = sentences.attachment(row.document.name)
    response["Cache-Control"] = "private, no-store"
    return response


@signed_in
@require_http_methods(["GET", "POST"])
def objecting(request: ActorRequest, tender_id: int, letter_id: int) -> HttpResponse:
    """Object to the decision of which one's own letter tells."""
    tender = market_or_404(request, tender_id)
    found = _letter_or_404(request, tender, letter_id)
    form = forms.TextForm(request.POST or None)

    def work() -> None:
        text = form.cleaned_data["text"]
        actions.bring_objection(letter_id=found.pk, text=text, now=timezone.now(), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Your objection is in. No contract is concluded before it is answered."))
        return redirect("tenders:result", tender_id=tender.pk)
    back = reverse("tenders:result", args=[tender.pk])
    about = _("lot %(n)s") % {"n": found.decision.lot}
    verb = _("Object")
    trail = _trail(tender, (_("Our result"), back), (f"{verb} · {about}", ""))
    lead = _("Say what you object to and why. It does not take the place of going to court, nor of its periods.")
    return form_page(request, form, trail=trail, submit=_("Bring it in"), back=back, lead=lead)
