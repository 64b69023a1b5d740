"""Framework contracts in sentences for people."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.frameworks.choices import FrameworkState, words
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.registry import Ordered
from steunpunt.contract.frameworks.sentences.price_lists import (
    coming_rows,
    difference_rows,
    price,
    told,
    withdrawing,
)
from steunpunt.contract.frameworks.values import Comparison, Lot, Terms
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.ui.templatetags.ui import day, number, percent

__all__ = [
    "coming_rows",
    "comparisons",
    "difference_rows",
    "facts",
    "formula",
    "headline",
    "price",
    "share",
    "told",
    "weights",
    "withdrawing",
]


def headline(framework: Framework, ordered: Ordered | None, today: date) -> str:
    """What matters most about a contract today; `ordered` is None for who does not see what all ordered."""
    if framework.state == FrameworkState.DRAFT:
        return _("A draft: nobody can order before it is signed.")
    if framework.state == FrameworkState.STOPPED:
        return _("Stopped on %(day)s: what runs is served.") % {"day": day(framework.stopped_on)}
    if today > framework.ends_on:
        return _("Ended on %(day)s: what runs is served.") % {"day": day(framework.ends_on)}
    if today < framework.starts_on:
        return _("Signed; boards can order from %(day)s on.") % {"day": day(framework.starts_on)}
    until = _("Boards can order until %(day)s.") % {"day": day(framework.ends_on)}
    if framework.most_amount is None or ordered is None:
        return until
    left = max(framework.most_amount - ordered.amount, Decimal(0))
    return f"{until} " + _("€ %(left)s of the maximum is left.") % {"left": number(left)}


def share(framework: Framework, ordered: Ordered) -> Decimal | None:
    """Of the maximum, from 0 to 1."""
    return ordered.amount / framework.most_amount if framework.most_amount else None


def facts(framework: Framework, terms: Terms, *, has_tiers: bool) -> Iterator[tuple[str, str]]:
    """The terms in short; of tiers only where a price falls."""
    yield _("Reference"), framework.reference
    yield _("From"), day(terms.starts_on)
    yield _("Last day to order"), day(terms.ends_on)
    if terms.extensions:
        text = ngettext("%(n)s time, %(months)s months each", "%(n)s times, %(months)s months each", terms.extensions)
        yield _("Can be extended"), text % {"n": terms.extensions, "months": terms.extension_months}
    if terms.most_amount is not None:
        yield _("Maximum"), f"€ {number(terms.most_amount)}"
        yield _("Warning from"), percent(float(terms.warn_share))
    if has_tiers:
        yield _("Tiers by"), str(words.BASES[terms.tier_basis][0]).lower()
        yield _("A tier holds for"), str(words.KINDS[terms.tier_kind][0]).lower()
    if has_tiers and terms.tier_basis == "joint":
        yield _("Settled"), str(words.SETTLING[terms.settling][0]).lower()
    if terms.ratchet:
        yield _("Ratchet"), _("at the end of the year all drop to the lowest tariff paid")
    months = ngettext("%(n)s month", "%(n)s months", terms.notice_months) % {"n": terms.notice_months}
    yield _("Notice of a service"), months
    if terms.delivery_days:
        yield (
            _("Delivery"),
            ngettext("%(n)s working day", "%(n)s working days", terms.delivery_days) % {"n": terms.delivery_days},
        )
    if terms.indexation:
        yield (
            _("Index"),
            _("%(index)s, from %(base)s on %(day)s; %(share)s does not follow it")
            % {
                "index": terms.indexation.index,
                "base": number(terms.indexation.base, 2),
                "day": day(terms.indexation.base_on),
                "share": percent(float(terms.indexation.fixed_share)),
            },
        )
    if terms.days_alone:
        yield (
            _("Working days saved"),
            f"{number(terms.days_alone, 0 if terms.days_alone == int(terms.days_alone) else 1)} · {terms.days_source}",
        )


def comparisons(terms: Terms) -> list[tuple[Lot, Comparison, list[tuple[str, str, str]]]]:
    """Of each lot by competition how offers are compared: a name, a weight and what is meant."""
    return [(lot, lot.comparison, weights(lot.comparison)) for lot in terms.lots if lot.comparison]


def weights(one: Comparison) -> list[tuple[str, str, str]]:
    """The price first, with its formula in words; then what is judged."""
    return [
        (_("Price"), typed_number(one.price_weight), formula(one)),
        *((row.title, typed_number(row.weight), row.meaning) for row in one.criteria),
    ]


def formula(one: Comparison) -> str:
    """How points for a price are reckoned. The ends of the absolute formula are known with each request."""
    label, _note = tenders.FORMULAS[one.formula]
    if one.floor_share is not None and one.formula == "absoluut_bereik":
        text = _("%(formula)s: between the price list and %(share)s of it")
        return text % {"formula": label, "share": percent(float(one.floor_share))}
    return tenders.formula_in_words(
        tenders.Method(formula=one.formula, price_points=one.price_weight, spread=one.spread)
    )
