"""Framework contracts in sentences for people."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.contract.frameworks.choices import FrameworkState, words
from steunpunt.contract.frameworks.models import Framework
from steunpunt.contract.frameworks.registry import Ordered
from steunpunt.contract.frameworks.values import Terms
from steunpunt.foundation.ui.templatetags.ui import day, number, percent


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


def price(amount: Decimal) -> str:
    """A unit price with the decimals that it has, two at least."""
    places = max(2, -int(amount.normalize().as_tuple().exponent))
    return f"€ {number(amount, places)}"
