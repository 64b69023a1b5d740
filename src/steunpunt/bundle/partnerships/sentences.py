"""What a search for partners found, in plain sentences made from the figures."""

from collections.abc import Mapping, Sequence

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steunpunt.bundle.partnerships.values import Found, Group, Reasons, Wanted
from steunpunt.foundation.organisations.public import Kind

KINDS = {
    Kind.MUNICIPALITY: gettext_lazy("municipalities"),
    Kind.WELFARE_CENTRE: gettext_lazy("social-welfare centres"),
    Kind.POLICE_ZONE: gettext_lazy("police zones"),
}


def listed(names: Sequence[str]) -> str:
    """one, two and three."""
    if len(names) < 2:
        return "".join(names)
    return _("%(first)s and %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}


def headline(found: Found, *, boards: int, kind: str) -> str:
    """The answer: how many groups, who stays alone."""
    if not found.divisions or not found.divisions[0].groups:
        return _("No group of these boards does what you ask.")
    best = found.divisions[0]
    alone = boards - sum(len(group.members) for group in best.groups)
    said = ngettext(
        "The best division of these %(boards)s %(kind)s has %(groups)s group",
        "The best division of these %(boards)s %(kind)s has %(groups)s groups",
        len(best.groups),
    ) % {"boards": boards, "kind": KINDS[Kind(kind)], "groups": len(best.groups)}
    rest = ngettext("%(n)s board stays alone", "%(n)s boards stay alone", alone) % {"n": alone}
    return f"{said}; {rest}." if alone else f"{said}."


def certainty(found: Found, wanted: Wanted) -> str:
    """How sure that is, always said."""
    counted = {"n": formats.number_format(found.feasible, force_grouping=True), "size": found.complete_to}
    if found.is_proven:
        return _("Proven: all %(n)s possible groups were weighed, and no division of them is worth more.") % counted
    if not found.complete_to:
        return _("Not proven: the search was ended before the end. %(n)s groups were weighed.") % counted
    if found.complete_to < wanted.max_size:
        return (
            _(
                "Not proven: there are too many groups to weigh one by one. Up to %(size)s boards all were weighed; larger ones "
                "were grown from the best."
            )
            % counted
        )
    return _("Not proven: the time was over. All %(n)s possible groups were weighed, but not every division.") % counted


def blocking(group: Group, now: Mapping[int, float], names: Mapping[int, str]) -> str:
    """Who would rather go together, and how much that would be worth to them."""
    return _("%(boards)s: %(share)s each, and now at most %(now)s.") % {
        "boards": listed(sorted(names.get(board, "?") for board in group.members)),
        "share": points(group.share),
        "now": points(max(now.get(board, 0.0) for board in group.members)),
    }


def points(share: float) -> str:
    """A share of worth as points out of 100."""
    return formats.number_format(round(100 * share, 1), 1)


def why(reasons: Reasons, *, known: bool) -> str:
    """What a board has with the others, the strongest first."""
    parts = [
        (reasons.scale, _("same scale")),
        (reasons.common, _("common needs")),
        (reasons.complement, _("can help or be helped")),
        (reasons.tie, _("share something already")),
    ]
    said = [words for share, words in sorted(parts, key=lambda part: -part[0]) if share >= 0.25]
    touches = ngettext("touches %(n)s member", "touches %(n)s members", reasons.borders) % {"n": reasons.borders}
    return ", ".join([*said, touches] if known or said else [touches])
