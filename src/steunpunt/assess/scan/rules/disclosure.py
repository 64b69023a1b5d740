"""When figures of a group of boards may be shown: never so that a viewer can work out a single board.

Rules of official statistics (a least number, and no two groups that differ by a few), see the OECD Glossary of
Statistical Terms and the ESSNet Handbook on Statistical Disclosure Control.
"""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from steunpunt.assess.scan.choices import Release
from steunpunt.assess.scan.rules.parameters import MIN_DIFFERENCE, MIN_GROUP
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
    few; one that differs from a released group by more than nobody and less than `difference` boards is too close.
    """
    if len(members) < k:
        return ReleaseDecision(Release.TOO_FEW)
    for name, earlier in released:
        if 0 < len(members ^ earlier) < difference:
            return ReleaseDecision(Release.TOO_CLOSE, too_close_to=name)
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
