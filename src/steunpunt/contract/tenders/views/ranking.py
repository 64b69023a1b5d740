"""What comes of marks and prices: the ranking with every step, how sure it is, prices that seem low, drawing lots."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.contract.tenders import access, actions, charts, forms, queries, sentences
from steunpunt.contract.tenders.choices import TenderState, words
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.models import PriceQuestion, Tender
from steunpunt.contract.tenders.rules.certainty.acceptability import acceptability
from steunpunt.contract.tenders.rules.certainty.bands import band_around
from steunpunt.contract.tenders.rules.certainty.leaving import without_each_assessor, without_each_offer
from steunpunt.contract.tenders.rules.certainty.tipping import tipping_points
from steunpunt.contract.tenders.rules.judging import method_of
from steunpunt.contract.tenders.rules.ranking import PRICE, Method, Placed, shares, weights
from steunpunt.contract.tenders.values import Lot, Specification
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.forms import form_page, worked

BAND = 10
"""Points by which each weight is moved, up and down (methods 4.3)."""


@signed_in
@require_GET
def ranking(request: ActorRequest, tender_id: int, lot: int = 1) -> HttpResponse:
    """One lot: who is first and why, and how firm that is."""
    tender = tender_or_404(request, tender_id)
    only_if(access.reads_prices(request.actor, tender))
    spec = queries.specification(tender)
    here = _lot(spec, lot)
    judged = queries.judged(tender, spec, here.number)
    names = _names(judged.rows)
    method = method_of(spec)
    found = judged.ranking
    context = {
        **shell(request, tender, "ranking"),
        "lots": [(one, reverse("tenders:ranking", args=[tender.pk, one.number]), one == here) for one in spec.lots],
        "headline": sentences.outcome(found, names, is_on_value=method.is_on_value),
        "placed": [_placed(each, names, method) for each in found.placed],
        "excluded": [
            {
                "name": names[each.offer],
                "reasons": [(words.EXCLUSIONS[reason.why], reason.about) for reason in each.reasons],
            }
            for each in found.excluded
        ],
        "out": [row for row in judged.rows if str(row.pk) not in judged.offers],
        "to_say": judged.to_say if tender.state == TenderState.PRICED else [],
        "flags": [words.PARADOXES[flag] for flag in found.flags],
        "warned": judged.warned,
        "low": [(names[name], reverse("tenders:bid", args=[tender.pk, int(name)])) for name in judged.warned.flagged],
        "draws": [
            (
                [names[name] for name in group],
                reverse("tenders:draw", args=[tender.pk, here.number]) + f"?groep={number}",
            )
            for number, group in enumerate(found.draws_needed)
        ],
        "is_on_value": method.is_on_value,
        "criteria": spec.marked,
        "chart": None
        if method.is_on_value or not found.placed
        else charts.stacked(
            found.placed, names, spec, title=sentences.outcome(found, names, is_on_value=method.is_on_value)
        ),
        **_certainty(tender, judged, names, method, charts.titles_of(spec)),
        "frozen": tender.frozen_hash,
    }
    return render(request, "tenders/ranking.html", context)


def _lot(spec: Specification, number: int) -> Lot:
    found = next((one for one in spec.lots if one.number == number), None)
    if found is None:
        raise Http404
    return found


def _names(rows: Sequence[Any]) -> dict[str, str]:
    """By id of the offer; variants told apart."""
    variant = _("%(supplier)s, variant %(n)s")
    return {
        str(row.pk): variant % {"supplier": row.bid.supplier, "n": row.bid.variant}
        if row.bid.variant
        else str(row.bid.supplier)
        for row in rows
    }


def _placed(each: Placed, names: Mapping[str, str], method: Method) -> dict[str, Any]:
    return {
        "place": each.place,
        "name": names[each.offer],
        "id": int(each.offer),
        "price": each.price,
        "total": each.printed,
        "quality": sentences.points(each.quality_points),
        "price_points": sentences.points(each.price_points.points) if each.price_points else None,
        "parts": [
            (
                one.criterion.id,
                sentences.points(one.mark),
                sentences.points(one.points),
                sentences.points(Fraction(one.criterion.weight)),
            )
            for top in each.quality
            for one in top.all()
            if not one.parts
        ],
        "decided_by": [words.TIE_BREAKS[tie.by] for tie in each.decided_by],
    }


def _certainty(
    tender: Tender, judged: queries.Judged, names: Mapping[str, str], method: Method, titles: Mapping[str, str]
) -> dict[str, Any]:
    """How firm the ranking is: only for more than one offer, and where weights weigh against one another."""
    winner = judged.ranking.winner
    if method.price.formula is PriceFormula.AWARD_ON_VALUE or winner is None or len(judged.ranking.placed) < 2:
        return {"tipping": [], "wins": None, "without": []}
    parts, weighed = shares(judged.ranking.placed, method), weights(method)
    intervals = tipping_points(parts, weighed, winner)
    found = acceptability(parts, band_around(weighed, BAND))
    rows = [row for row in judged.rows if str(row.pk) in judged.offers]
    marks = queries.marks_by_assessor(tender, rows)
    first = found.ranks[winner][0]
    assessors = without_each_assessor(judged.offers, marks, method)
    others = without_each_offer(judged.offers, method)
    title = _("%(name)s is first over %(share)s %% of all weights") % {
        "name": names[winner],
        "share": round(100 * first),
    }
    return {
        "tipping": [
            {
                "name": _("Price") if criterion == PRICE else titles[criterion],
                "weight": sentences.percent(interval.weight),
                "least": sentences.percent(interval.least),
                "most": sentences.percent(interval.most),
                "is_narrow": interval.most - interval.weight < Fraction(1, 20)
                or interval.weight - interval.least < Fraction(1, 20),
            }
            for criterion, interval in intervals.items()
        ],
        "wins": charts.win_shares(
            found.ranks,
            names,
            title=title,
            subtitle=_("Every weight moved by at most %(n)s points; %(draws)s draws, standard error %(error)s %%.")
            % {
                "n": BAND,
                "draws": sentences.plain(Decimal(found.draws)),
                "error": sentences.plain(Decimal(f"{100 * found.error:.2f}")),
            },
        ),
        "without": [
            (
                _("without one member of the working group, for any of them"),
                not any(one.winner_changes for one in assessors.values()),
            ),
            (_("when any other offer leaves"), not any(one.winner_changes for one in others.values())),
        ]
        if assessors
        else [],
    }


@signed_in
@require_http_methods(["GET", "POST"])
def draw(request: ActorRequest, tender_id: int, lot: int) -> HttpResponse:
    """Write down how lots were drawn."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.state == TenderState.PRICED)
    spec = queries.specification(tender)
    judged = queries.judged(tender, spec, _lot(spec, lot).number)
    word = request.GET.get("groep", "0")
    place = int(word) if word.isascii() and word.isdecimal() and len(word) < 4 else 0
    groups = judged.ranking.draws_needed
    if place >= len(groups):
        messages.info(request, _("There is nothing to draw: what was drawn stands in the ranking."))
        return redirect("tenders:ranking", tender_id=tender.pk, lot=lot)
    names = _names(judged.rows)
    form = forms.DrawForm(request.POST or None, offers=[(int(name), names[name]) for name in groups[place]])

    def work() -> None:
        actions.write_down_draw(
            tender_id=tender.pk,
            lot=lot,
            order=form.order(),
            witnesses=form.cleaned_data["witnesses"],
            now=timezone.now(),
            by=request.actor,
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The draw is written down."))
        return redirect("tenders:ranking", tender_id=tender.pk, lot=lot)
    trail = shell(request, tender, "ranking", _("Draw lots"))["trail"]
    back = reverse("tenders:ranking", args=[tender.pk, lot])
    lead = _(
        "These offers are equal in everything that comes before. Draw lots with witnesses, then write it down: it stays as it is "
        "written."
    )
    return form_page(request, form, trail=trail, submit=_("Write it down"), back=back, lead=lead)


@signed_in
@require_http_methods(["GET", "POST"])
def price_ask(request: ActorRequest, tender_id: int, bid_lot_id: int) -> HttpResponse:
    """Ask a supplier to explain its price."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.state == TenderState.PRICED)
    row = get_object_or_404(queries.bid_lots(tender), pk=bid_lot_id)
    form = forms.PriceQuestionForm(request.POST or None, initial={"text": sentences.price_question(tender)})

    def work() -> None:
        actions.ask_price(
            tender_id=tender.pk, bid_lot_id=row.pk, now=timezone.now(), by=request.actor, **form.cleaned_data
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The supplier is asked to explain its price."))
        return redirect("tenders:bid", tender_id=tender.pk, bid_lot_id=row.pk)
    trail = shell(request, tender, "room", _("Ask to explain the price"))["trail"]
    back = reverse("tenders:bid", args=[tender.pk, row.pk])
    return form_page(request, form, trail=trail, submit=_("Ask"), back=back)


@signed_in
@require_http_methods(["GET", "POST"])
def price_verdict(request: ActorRequest, tender_id: int, price_question_id: int) -> HttpResponse:
    """What the explanation came to."""
    tender = tender_or_404(request, tender_id)
    only_if(access.may_prepare(request.actor) and tender.state == TenderState.PRICED)
    row = get_object_or_404(
        PriceQuestion.objects.select_related("bid_lot"), pk=price_question_id, bid_lot__in=queries.bid_lots(tender)
    )
    form = forms.PriceVerdictForm(request.POST or None)

    def work() -> None:
        actions.judge_price(
            tender_id=tender.pk, question_id=row.pk, now=timezone.now(), by=request.actor, **form.cleaned_data
        )

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("It is saved."))
        return redirect("tenders:bid", tender_id=tender.pk, bid_lot_id=row.bid_lot_id)
    trail = shell(request, tender, "room", _("Judge the explanation"))["trail"]
    back = reverse("tenders:bid", args=[tender.pk, row.bid_lot_id])
    lead = row.reply or _("The supplier did not answer yet.")
    return form_page(request, form, trail=trail, submit=_("Save"), back=back, lead=lead)
