"""A choice of boards in words, and where a board stands among them."""

from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steunpunt.assess.scan.choices import Status
from steunpunt.assess.scan.queries import Result
from steunpunt.assess.scan.rules.groups import Criteria, Trait

RANGES: dict[Trait, tuple[Any, Any, Any]] = {
    Trait.INHABITANTS: (
        gettext_lazy("from %(low)s to %(high)s inhabitants"),
        gettext_lazy("from %(low)s inhabitants"),
        gettext_lazy("up to %(high)s inhabitants"),
    ),
    Trait.DENSITY: (
        gettext_lazy("from %(low)s to %(high)s inhabitants per km²"),
        gettext_lazy("from %(low)s inhabitants per km²"),
        gettext_lazy("up to %(high)s inhabitants per km²"),
    ),
    Trait.AREA: (
        gettext_lazy("from %(low)s to %(high)s km²"),
        gettext_lazy("from %(low)s km²"),
        gettext_lazy("up to %(high)s km²"),
    ),
    Trait.NEIGHBOURS: (
        gettext_lazy("neighbours in the round: from %(low)s to %(high)s"),
        gettext_lazy("neighbours in the round: from %(low)s"),
        gettext_lazy("neighbours in the round: up to %(high)s"),
    ),
}
"""How a range is said: with both ends, from one number on, up to one number."""


def choice_words(criteria: Criteria | None) -> str:
    """Such as: Vlaams-Brabant, from 10,000 to 20,000 inhabitants, up to 50 km²."""
    if criteria is None:
        return _("Boards of the same scale")
    said = [criteria.province or _("All of the round")]
    for trait, (low, high) in criteria.ranges.items():
        if (low, high) != (None, None):
            both, from_on, up_to = RANGES[trait]
            sentence = up_to if low is None else from_on if high is None else both
            said.append(sentence % {"low": _number(low), "high": _number(high)})
    return ", ".join(said)


def _number(number: int | None) -> str:
    return "" if number is None else number_format(number, use_l10n=True, force_grouping=True)


def position_words(found: Result, board: str) -> str:
    """Where the board stands in a group, in one or two sentences."""
    pairs = [
        (one.score.score, one.comparison)
        for _domain, one in found.domains
        if one.status is not Status.INCOMPLETE and one.score.score is not None and one.comparison.median is not None
    ]
    if not pairs:
        return _("There are no figures of this group to show yet.")
    above = sum(score >= (compared.median or 0) for score, compared in pairs)
    below = sum(score < (compared.p25 or 0) for score, compared in pairs)
    first = _("%(board)s is at or above the median in %(above)s of %(n)s domains.") % {
        "board": board,
        "above": above,
        "n": len(pairs),
    }
    if not below:
        return first + " " + _("Nowhere is it in the lower quarter.")
    second = ngettext(
        "In %(n)s domain it is in the lower quarter.", "In %(n)s domains it is in the lower quarter.", below
    )
    return first + " " + second % {"n": below}
