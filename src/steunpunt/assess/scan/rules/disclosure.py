"""When figures of a group of boards may be shown: never so that a viewer can work out a single board.

Rules of official statistics (a least number, and no two groups that differ by a few), see the OECD Glossary of
Statistical Terms and the ESSNet Handbook on Statistical Disclosure Control.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from steunpunt.assess.scan.choices import Release
from steunpunt.assess.scan.rules.parameters import DOMINANT_SHARE, MIN_DIFFERENCE, MIN_GROUP, P_PERCENT
from steunpunt.assess.scan.values import ReleaseDecision


def release(
    members: AbstractSet[str],
    released: Iterable[tuple[str, AbstractSet[str]]],
    *,
    k: int = MIN_GROUP,
    difference: int = MIN_DIFFERENCE,
) -> ReleaseDecision:
    """Whether statistics over `members` (boards other than the viewer's) may be shown to a viewer.

    `released` are the groups, named, whose statistics this viewer was shown before. A group of fewer than `k` is too
    few; one that differs from a released group by more than nobody and less than `difference` boards is too close, and
    so is one that together with several released groups singles out a board (`singles_out`). A group that was released
    may be shown again.
    """
    if len(members) < k:
        return ReleaseDecision(Release.TOO_FEW)
    known = list(released)
    if any(members == earlier for _name, earlier in known):
        return ReleaseDecision(Release.VISIBLE)
    for name, earlier in known:
        if len(members ^ earlier) < difference:
            return ReleaseDecision(Release.TOO_CLOSE, too_close_to=name)
    if singles_out([*(earlier for _name, earlier in known), members]):
        return ReleaseDecision(Release.TOO_CLOSE)
    return ReleaseDecision(Release.VISIBLE)


def release_in_order(
    groups: Iterable[tuple[str, AbstractSet[str]]], *, k: int = MIN_GROUP, difference: int = MIN_DIFFERENCE
) -> dict[str, ReleaseDecision]:
    """The decision for named groups that are asked for one after the other: what was shown first decides."""
    decisions: dict[str, ReleaseDecision] = {}
    released: list[tuple[str, AbstractSet[str]]] = []
    for name, members in groups:
        decisions[name] = release(members, released, k=k, difference=difference)
        if decisions[name].release is Release.VISIBLE:
            released.append((name, members))
    return decisions


def singles_out(groups: Iterable[AbstractSet[str]]) -> bool:
    """Whether some board is the only one that is in exactly the groups that it is in.

    Boards that are always in the same groups change places without any figure changing, however the figures were made:
    sums, medians, ranks, differences. As long as nobody is alone in this way, all that was shown cannot say which of at
    least two boards has which score. Pairs of groups that differ enough can still leave somebody alone together: of
    {a,b,c}, {a,b,d} and {c,d,…} no two differ by one.
    """
    patterns: dict[str, list[int]] = {}
    for number, group in enumerate(groups):
        for member in group:
            patterns.setdefault(member, []).append(number)
    return 1 in Counter(map(tuple, patterns.values())).values()


def money_may_be_shown(amounts: Sequence[float]) -> bool:
    """Whether statistics over amounts of money of several boards (none below nought) hide each of them.

    Dominance: no board has more than half of the total. The p % rule: the second largest, who knows its own amount and
    takes it and the largest off the total, is left with at least p % of the largest as doubt.
    """
    ordered = sorted(amounts, reverse=True)
    total = sum(ordered)
    if len(ordered) < MIN_GROUP or total <= 0:
        return False
    rest = total - ordered[0] - ordered[1]
    return ordered[0] <= DOMINANT_SHARE * total and rest >= P_PERCENT / 100 * ordered[0]
