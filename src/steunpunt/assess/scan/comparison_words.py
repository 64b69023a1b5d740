"""A choice of boards in words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from steunpunt.assess.scan.rules.groups import Criteria


def choice_words(criteria: Criteria) -> str:
    """Such as: Vlaams-Brabant, from 10,000 to 20,000 inhabitants."""
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
