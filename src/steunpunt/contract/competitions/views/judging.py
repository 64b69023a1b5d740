"""After the deadline: open, read side by side, mark, put aside, fix, draw."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.contract.competitions import access, actions, forms, queries, sentences
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.models import OfferFile
from steunpunt.contract.competitions.views.shared import competition_or_404, led_or_404, only_if, trail, tried
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal.public import moment
from steunpunt.foundation.ui.forms import form_page, worked


@signed_in
@require_POST
def open_offers(request: ActorRequest, competition_id: int) -> HttpResponse:
    row = led_or_404(request, competition_id)
    is_open = tried(
        request,
        lambda: actions.open_offers(
            competition_id=row.pk, today=timezone.localdate(), now=moment(timezone.now()), by=request.actor
        ),
        _("The offers are open, but for their prices."),
    )
    return redirect("competitions:offers" if is_open else "competitions:detail", competition_id=row.pk)


@signed_in
@require_http_methods(["GET", "POST"])
def offers(request: ActorRequest, competition_id: int) -> HttpResponse:
    """The offers side by side; whoever leads it gives marks with an argument."""
    row = competition_or_404(request, competition_id)
    only_if(access.reads_offers(request.actor, row))
    known = queries.standing(row)
    counting = [one.offer for one in known.rows if not one.offer.aside_reason]
    is_judging = row.state == CompetitionState.OPENED and access.may_lead(request.actor, row)
    only_if(is_judging or request.method == "GET")
    form = forms.MarksForm(
        request.POST or None,
        comparison=known.comparison,
        offers=counting if is_judging else [],
        initial=forms.MarksForm.initial_of(counting),
    )

    def work() -> None:
        actions.give_marks(competition_id=row.pk, marks=form.marks(), now=moment(timezone.now()), by=request.actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The marks are kept. They can be changed until they are fixed."))
        return redirect("competitions:offers", competition_id=row.pk)
    context = {
        "competition": row,
        "known": known,
        "criteria": [_criterion(form, one, known.rows) for one in known.comparison.criteria],
        "form": form,
        "is_judging": is_judging,
        "missing": queries.missing_marks(known.comparison, counting),
        "trail": trail(row, (_("Offers side by side"), "")),
    }
    return render(request, "competitions/offers.html", context, status=422 if form.errors else 200)


def _criterion(form: forms.MarksForm, one: Any, rows: Sequence[queries.Row]) -> dict[str, Any]:
    """A criterion with, for each offer, its answer, its mark and the fields to give one."""
    return {
        "criterion": one,
        "cells": [
            {
                "row": row,
                "answer": row.quality.answers.get(one.code, ""),
                "mark": (mark := row.marks.get(one.code)),
                "said": sentences.mark(mark.mark) if mark else "",
                "fields": [form[f"{name}_{row.offer.pk}_{one.code}"] for name in ("mark", "why")]
                if f"mark_{row.offer.pk}_{one.code}" in form.fields
                else [],
            }
            for row in rows
        ],
    }


@signed_in
@require_http_methods(["GET", "POST"])
def put_aside(request: ActorRequest, competition_id: int, competition_offer_id: int) -> HttpResponse:
    """Say that an offer does not count, and why."""
    row = led_or_404(request, competition_id)
    only_if(row.state == CompetitionState.OPENED and access.reads_offers(request.actor, row))
    offer = get_object_or_404(queries.current_offers(row), pk=competition_offer_id, aside_reason="")
    form = forms.ReasonForm(request.POST or None)

    def work() -> None:
        actions.put_aside(
            competition_id=row.pk,
            offer_id=offer.pk,
            reason=form.cleaned_data["reason"],
            now=moment(timezone.now()),
            by=request.actor,
        )

    here = reverse("competitions:offers", args=[row.pk])
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The offer does not count. Its supplier reads why with the outcome."))
        return redirect(here)
    way = trail(row, (_("Offers side by side"), here), (_("Put this offer aside"), ""))
    lead = _("The offer of %(supplier)s does not count then, and its prices stay closed. This is not taken back.")
    return form_page(
        request,
        form,
        trail=way,
        submit=_("Put this offer aside"),
        back=here,
        lead=lead % {"supplier": offer.invitation.supplier},
    )


@signed_in
@require_POST
def fix(request: ActorRequest, competition_id: int) -> HttpResponse:
    row = led_or_404(request, competition_id)
    is_fixed = tried(
        request,
        lambda: actions.fix(
            competition_id=row.pk, today=timezone.localdate(), now=moment(timezone.now()), by=request.actor
        ),
        _("The marks are fixed and the prices are open."),
    )
    return redirect("competitions:detail" if is_fixed else "competitions:offers", competition_id=row.pk)


@signed_in
@require_POST
def draw(request: ActorRequest, competition_id: int) -> HttpResponse:
    row = led_or_404(request, competition_id)
    tried(
        request,
        lambda: actions.draw(
            competition_id=row.pk, today=timezone.localdate(), now=moment(timezone.now()), by=request.actor
        ),
        _("The draw is held, and its outcome stays."),
    )
    return redirect("competitions:detail", competition_id=row.pk)


@signed_in
@require_GET
def file(request: ActorRequest, competition_id: int, competition_file_id: int) -> HttpResponse:
    """A file of an offer, decrypted while it goes out: for its own supplier, and after the opening for who reads offers."""
    row, actor = competition_or_404(request, competition_id), request.actor
    is_own = access.is_supplier(actor)
    only_if(access.reads_own_offer(actor) if is_own else access.reads_offers(actor, row))
    rows = OfferFile.objects.select_related("offer__invitation").filter(
        offer__invitation__competition=row, offer__replaced_at=None, offer__withdrawn_at=None
    )
    if is_own:
        rows = rows.filter(offer__invitation__supplier_id=actor.organisation_id or 0)
    else:
        rows = rows.filter(offer__quality_key__isnull=False)
    found = get_object_or_404(rows, pk=competition_file_id)
    quality = queries.own_quality(found.offer) if is_own else queries.quality_of(found.offer)
    only_if(quality is not None)
    entry = next(one for one in quality.files if one.number == found.number) if quality else None
    if entry is None:
        raise ValueError("a file of a closed offer")
    content = queries.content_of(found, is_own=is_own)
    response = StreamingHttpResponse(content, content_type=entry.content_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=entry.name) or "attachment"
    )
    response["Content-Length"] = str(entry.size)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)
