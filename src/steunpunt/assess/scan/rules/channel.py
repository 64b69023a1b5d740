"""With whom a domain is best tackled: with the other half of the own local authority, or among boards of one's type.

Levels run from 0 to 5, priors from 0 to 3 (`scoring.prior`), potentials from 0 to 1. The rule is the project's own and
has no published counterpart; its verdict is a suggestion, shown beside what the board itself wishes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from steunpunt.assess.scan.choices import Scope, Verdict
from steunpunt.assess.scan.rules.parameters import (
    HELP_GAP,
    HELPER_FROM,
    NO_NEED_BELOW,
    PRIOR_SHIFT,
    TARGET_LEVEL,
    TIE_BAND,
    TOP_LEVEL,
    TOP_TAG,
)
from steunpunt.assess.scan.values import Channel, ChannelLevels


def need(level: float) -> float:
    """How much a board at this level needs: from 0 (at or above the target) to 0.7 (nothing in place)."""
    return max(0.0, TARGET_LEVEL - level) / TOP_LEVEL


def help_between(helper: float, helped: float) -> float:
    """How well a board at level `helper` can help one at level `helped`, 0-1: well ahead, and good in itself."""
    return _clip((helper - helped) / HELP_GAP) * _clip(helper - HELPER_FROM)


def pair(one: float, other: float) -> float:
    """What two boards at these levels have to gain, 0-1: a common need, or one that can help the other."""
    common = min(need(one), need(other)) / need(0)
    return max(common, help_between(one, other), help_between(other, one))


def welfare_centre_channel(
    levels: ChannelLevels, priors: Mapping[Scope, float], *, shared: bool = False
) -> Channel | None:
    """For a welfare centre: with its own municipality (GO), or among the welfare centres of the group (OO).

    ``None`` when it or its municipality answered nothing; without others the potential among them is 0. That the
    two halves `shared` all their ICT already replaces the verdict.
    """
    ways = _Ways(Scope.WELFARE_CENTRES, Verdict.WITH_OWN_MUNICIPALITY, Verdict.AMONG_WELFARE_CENTRES)
    return _channel(levels, priors, ways, shared=shared)


def municipality_channel(
    levels: ChannelLevels, priors: Mapping[Scope, float], *, shared: bool = False
) -> Channel | None:
    """The same for a municipality: with its own welfare centre (GO), or among the municipalities of the group (GG)."""
    ways = _Ways(Scope.MUNICIPALITIES, Verdict.WITH_OWN_WELFARE_CENTRE, Verdict.AMONG_MUNICIPALITIES)
    return _channel(levels, priors, ways, shared=shared)


@dataclass(frozen=True, slots=True)
class _Ways:
    """The scope of the way among boards of one type, and the verdicts in favour of either way."""

    among_scope: Scope
    own: Verdict
    among: Verdict

    def verdict(self, own_potential: float, among_potential: float) -> Verdict:
        if own_potential < NO_NEED_BELOW and among_potential < NO_NEED_BELOW:
            return Verdict.NO_NEED
        if abs(own_potential - among_potential) < TIE_BAND:
            return Verdict.EITHER
        return self.own if own_potential > among_potential else self.among


def _channel(levels: ChannelLevels, priors: Mapping[Scope, float], ways: _Ways, *, shared: bool) -> Channel | None:
    if levels.own is None or levels.other_half is None:
        return None
    own_gain = pair(levels.own, levels.other_half)
    among_gain = _mean([pair(levels.own, other) for other in levels.others])

    def potentials(own_shift: float = 0, among_shift: float = 0) -> tuple[float, float]:
        return (
            _potential(priors[Scope.OWN_AUTHORITY] + own_shift, own_gain),
            _potential(priors[ways.among_scope] + among_shift, among_gain),
        )

    own, among = potentials()
    if shared:
        return Channel(own, among, Verdict.ALREADY_SHARED, firm=True)
    verdict = ways.verdict(own, among)
    shifts = product((-PRIOR_SHIFT, 0, PRIOR_SHIFT), repeat=2)
    return Channel(own, among, verdict, firm=all(ways.verdict(*potentials(*shift)) is verdict for shift in shifts))


def _potential(prior: float, gain: float) -> float:
    return min(max(prior, 0), TOP_TAG) / TOP_TAG * gain


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def _clip(value: float) -> float:
    return min(max(value, 0.0), 1.0)
