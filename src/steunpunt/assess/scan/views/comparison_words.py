"""A choice of boards in words, and where a board stands among them."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.assess.scan.choices import Status
from steunpunt.assess.scan.queries import Result
from steunpunt.assess.scan.rules.groups import Criteria


def choice_words(criteria: Criteria | None) -> str:
    """Such as: Vlaams-Brabant, from 10,000 to 20,000 inhabitants."""
    if criteria is None:
        return _("Boards of the same scale")
    low, high = (
        None if number is None else number_format(number, use_l10n=True, force_grouping=True)
        for number in (criteria.from_inhabitants, criteria.to_inhabitants)
    )
    where = criteria.province or _("All of the round")
    if low is not None and high is not None:
        return _("%(where)s, from %(low)s to %(high)s inhabitants") % {"where": where, "low": low, "high": high}
    if low is not None:
        return _("%(where)s, from %(low)s inhabitants") % {"where": where, "low": low}
    if high is not None:
        return _("%(where)s, up to %(high)s inhabitants") % {"where": where, "high": high}
    return where


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
