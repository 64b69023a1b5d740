"""What is worth tackling together, and with whom: every domain of a group of boards in every way of working together.

The potential of a way is the formula of the channel (`rules.channel`) over a whole group: how well the domain lends itself
(its prior) times what two boards of that way have to gain on average. It is a suggestion, shown beside the wishes of the
boards, never instead of them. The rule is the project's own and has no published counterpart.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from steunpunt.assess.scan.choices import BoardType, Mark, Scope
from steunpunt.assess.scan.rules.channel import pair
from steunpunt.assess.scan.rules.parameters import (
    HELPER_FROM,
    NO_NEED_BELOW,
    PRIOR_SHIFT,
    STRONG_LEVEL,
    TARGET_LEVEL,
    TOP_TAG,
    WANTS_FROM,
    WANTS_TO_LEAD,
)
from steunpunt.assess.scan.rules.scoring import prior
from steunpunt.assess.scan.values import Opportunity, Questionnaire, Standing

Pairs = Sequence[tuple[int, int]]
"""Pairs of boards, by the ids of their organisations."""

ASKED_AS = {
    Scope.MUNICIPALITIES: BoardType.MUNICIPALITY,
    Scope.OWN_AUTHORITY: BoardType.WELFARE_CENTRE,
    Scope.WELFARE_CENTRES: BoardType.WELFARE_CENTRE,
    Scope.POLICE_ZONE: BoardType.POLICE_ZONE,
}
"""Of which type of board the prior of a way is taken: the type that seeks company in it."""


def marks(standing: Standing) -> frozenset[Mark]:
    """What is to be said of a board in a domain, on fixed lines, so that it does not depend on who looks.

    Strong from level 3; it can share from 3.5, where a helper helps fully; it needs something below 2.5, where nobody can
    be helped by it; it wants company when it answered "yes"; a blind spot is much that it does not know.
    """
    found = set()
    if standing.level is not None:
        if standing.level >= STRONG_LEVEL:
            found.add(Mark.STRONG)
        if standing.level >= TARGET_LEVEL:
            found.add(Mark.CAN_SHARE)
        if standing.level < HELPER_FROM:
            found.add(Mark.NEEDS)
    if standing.want is not None and standing.want >= WANTS_FROM:
        found.add(Mark.WANTS)
    if standing.is_blind:
        found.add(Mark.BLIND_SPOT)
    return frozenset(found)


def opportunities(
    questionnaire: Questionnaire,
    standings: Mapping[str, Sequence[Standing]],
    *,
    halves: Pairs = (),
    zones: Pairs = (),
    own: int | None = None,
) -> list[Opportunity]:
    """Everything that the boards could tackle together, the greatest potential first; below 0.15 nothing is worth it.

    `standings` are by domain; `halves` are (OCMW, municipality) of one local authority that do not share all their ICT
    yet, `zones` (municipality, police zone). With `own` only pairs with that board count: what is in it for one board.
    """
    found = []
    for domain in questionnaire.domains:
        there = {one.board: one for one in standings.get(domain.code, ()) if one.level is not None}
        for scope, pairs in _ways(there, halves, zones):
            asked_as = ASKED_AS[scope]
            if not any(asked_as in question.who for question in domain.questions):
                continue
            pairs_here = [each for each in pairs if own is None or own in each]
            if not pairs_here:
                continue
            gain = sum(pair(_level(there[one]), _level(there[other])) for one, other in pairs_here) / len(pairs_here)
            suits = prior(domain, asked_as)[scope]
            potential = _potential(suits, gain)
            if potential < NO_NEED_BELOW:
                continue
            boards = {board for each in pairs_here for board in each}
            found.append(
                Opportunity(
                    domain=domain.code,
                    scope=scope,
                    prior=suits,
                    gain=gain,
                    potential=potential,
                    is_firm=_potential(suits - PRIOR_SHIFT, gain) >= NO_NEED_BELOW,
                    pairs=len(pairs_here),
                    boards=tuple(sorted((there[board] for board in boards), key=lambda one: (_level(one), one.board))),
                )
            )
    order = {domain.code: place for place, domain in enumerate(questionnaire.domains)}
    return sorted(found, key=lambda one: (-round(one.potential, 9), order[one.domain], one.scope))


def helpers(opportunity: Opportunity) -> list[Standing]:
    """The boards that could help the others, the best first."""
    return [one for one in reversed(opportunity.boards) if Mark.CAN_SHARE in marks(one)]


def needing(opportunity: Opportunity) -> list[Standing]:
    """The boards that need something, the lowest first."""
    return [one for one in opportunity.boards if Mark.NEEDS in marks(one)]


def wishing(opportunity: Opportunity) -> list[Standing]:
    """The boards that said they want this: to work together on the domain, in this way or with whomever."""
    return [one for one in opportunity.boards if wishes(one, opportunity.scope)]


def wishes(standing: Standing, scope: Scope) -> bool:
    """Whether a board said that it wants to work together in this way, or with whomever."""
    return Mark.WANTS in marks(standing) and (not standing.with_whom or scope in standing.with_whom)


def leading(opportunity: Opportunity) -> list[Standing]:
    """Those of them that want to lead."""
    return [one for one in wishing(opportunity) if (one.want or 0) >= WANTS_TO_LEAD]


def _ways(there: Mapping[int, Standing], halves: Pairs, zones: Pairs) -> Iterable[tuple[Scope, Pairs]]:
    of_type: dict[BoardType, list[int]] = {}
    for board, one in sorted(there.items()):
        of_type.setdefault(one.type, []).append(board)
    yield Scope.MUNICIPALITIES, list(combinations(of_type.get(BoardType.MUNICIPALITY, ()), 2))
    yield Scope.WELFARE_CENTRES, list(combinations(of_type.get(BoardType.WELFARE_CENTRE, ()), 2))
    yield Scope.OWN_AUTHORITY, [each for each in halves if set(each) <= there.keys()]
    yield Scope.POLICE_ZONE, [each for each in zones if set(each) <= there.keys()]


def _level(standing: Standing) -> float:
    return standing.level if standing.level is not None else 0.0


def _potential(suits: float, gain: float) -> float:
    return min(max(suits, 0), TOP_TAG) / TOP_TAG * gain
