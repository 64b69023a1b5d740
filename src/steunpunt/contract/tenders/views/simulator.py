"""Try the method before it is fixed: three imagined offers, another formula, other weights. Nothing is kept."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.contract.tenders import access, charts, forms, queries, sentences
from steunpunt.contract.tenders.choices import words
from steunpunt.contract.tenders.choices.method import RELATIVE, PriceFormula
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.judging import method_of
from steunpunt.contract.tenders.rules.prices import price_points
from steunpunt.contract.tenders.rules.simulating import Simulation, reweighed, simulated
from steunpunt.contract.tenders.values import Specification
from steunpunt.contract.tenders.views.shared import only_if, shell, tender_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.figures.typed import typed_number

POINTS_ON_THE_LINE = 41


@signed_in
@require_GET
def simulator(request: ActorRequest, tender_id: int) -> HttpResponse:
    """Who wins among three imagined offers, what a point is worth, which known paradoxes the method has."""
    tender = tender_or_404(request, tender_id)
    only_if(access.is_buyer(request.actor) or access.is_adviser(request.actor))
    spec = queries.draft(tender)
    initial = forms.SimulatorForm.initial_of(spec.method, spec.estimate)
    typed = {name: request.GET.get(name, "") for name in forms.SimulatorForm().fields}
    is_asked = any(typed.values())
    bound = typed if is_asked else {name: _typed(value) for name, value in initial.items()}
    form = forms.SimulatorForm(bound)
    context: dict[str, Any] = {**shell(request, tender, "simulator"), "form": form, "is_possible": bool(spec.marked)}
    if spec.marked and form.is_valid():
        tried = _tried(spec, form)
        try:
            found = simulated(tried, form.offers())
        except (ValueError, KeyError):
            form.add_error(
                None,
                _("This method is not whole: a range needs a floor below a ceiling, a logarithm a factor above 1."),
            )
        else:
            context |= _shown(tried, form, found)
    return render(request, "tenders/simulator.html", context, status=422 if is_asked and form.errors else 200)


def _typed(value: Any) -> str:
    """As somebody here would type it: 50, never 5E+1."""
    return typed_number(value) if isinstance(value, Decimal) else "" if value is None else str(value)


def _tried(spec: Specification, form: forms.SimulatorForm) -> Specification:
    given = form.cleaned_data
    other = reweighed(spec, formula=form.chosen_formula(), price_points=given["price_points"])
    method = replace(other.method, floor=given["floor"], ceiling=given["ceiling"], spread=given["spread"])
    return replace(other, method=method)


def _shown(spec: Specification, form: forms.SimulatorForm, found: Simulation) -> dict[str, Any]:
    names = {key: str(label) for key, label in forms.BIDS}
    is_on_value = spec.method.formula is PriceFormula.AWARD_ON_VALUE
    return {
        "headline": sentences.outcome(found.ranking, names, is_on_value=is_on_value),
        "placed": [
            {
                "place": each.place,
                "name": names[each.offer],
                "price": each.price,
                "quality": sentences.points(each.quality_points),
                "price_points": sentences.points(each.price_points.points) if each.price_points else None,
                "total": each.printed,
                "worth": found.euro_per_point.get(each.offer),
            }
            for each in found.ranking.placed
        ],
        "excluded": [
            (names[each.offer], [words.EXCLUSIONS[reason.why] for reason in each.reasons])
            for each in found.ranking.excluded
        ],
        "worths": [
            (names[key], sentences.euro(Decimal(value.numerator) / Decimal(value.denominator)))
            for key, value in found.euro_per_point.items()
            if value is not None
        ],
        "steps_worth": _steps(spec, found),
        "paradoxes": [words.PARADOXES[one] for one in found.paradoxes],
        "swap": _("A fourth offer of %(price)s that cannot win makes %(winner)s win in the place of %(other)s.")
        % {
            "price": sentences.euro(found.swap.price),
            "winner": names[found.swap.winner],
            "other": names[found.swap.instead_of],
        }
        if found.swap
        else "",
        "is_relative": spec.method.formula in RELATIVE,
        "is_on_value": is_on_value,
        "chart": None if is_on_value else _line(spec, form),
    }


def _steps(spec: Specification, found: Simulation) -> list[tuple[str, str, str]]:
    """What the upper step of the scale of each criterion is worth in euros at the middle offer: what a working group gives."""
    value = found.euro_per_point.get("middle")
    is_on_value = spec.method.formula is PriceFormula.AWARD_ON_VALUE
    rows = []
    for one in spec.marked:
        marks = sorted((step.mark for step in spec.scale_of(one).steps), reverse=True)
        share = Fraction(marks[0] - marks[1]) / Fraction(marks[0])
        step = f"{sentences.plain(marks[1])} → {sentences.plain(marks[0])}"
        name = f"{one.code} · {one.title}"
        if is_on_value and one.worth is not None:
            rows.append((name, step, sentences.euro(rounded(Fraction(one.worth) * share, 2))))
        elif value is not None:
            points = Fraction(one.points) * share
            worth = sentences.euro(rounded(points * value, 2))
            rows.append((name, step, f"{sentences.points(points)} · {worth}"))
    return rows


def _line(spec: Specification, form: forms.SimulatorForm) -> Any:
    """How points fall over prices: each price as if it were offered beside the three."""
    offers = form.offers()
    prices = {key: one.price for key, one in offers.items()}
    rule = method_of(replace(spec, criteria=tuple(replace(one, parent="") for one in spec.marked))).price
    least, most = min(prices.values()), max(prices.values())
    step = (most * Decimal("1.25") - least * Decimal("0.75")) / (POINTS_ON_THE_LINE - 1)
    rows = []
    for number in range(POINTS_ON_THE_LINE):
        price = (least * Decimal("0.75") + step * number).quantize(Decimal("0.01"))
        if price > 0:
            rows.append((float(price), float(price_points({**prices, "tried": price}, rule)["tried"].points)))
    marks = [
        (str(label), float(prices[key]), float(price_points(prices, rule)[key].points)) for key, label in forms.BIDS
    ]
    return charts.falling(rows, marks)
