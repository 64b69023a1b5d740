"""Boards of the same scale, and a board's score beside theirs."""

import math
from collections.abc import Iterable, Sequence

from steunpunt.assess.scan.rules.parameters import (
    DISTANCE_STEP,
    LOWER_QUARTILE,
    MAX_RATIO,
    MEDIAN,
    MIN_PEERS,
    PEERS,
    UPPER_QUARTILE,
)
from steunpunt.assess.scan.rules.scoring import is_covered
from steunpunt.assess.scan.values import Comparison, DomainScore, Peer, Scale
from steunpunt.foundation.figures.statistics import percentile_rank, quantile


def peer_group(own: Scale, boards: Iterable[Scale], *, k: int = PEERS, ratio: float = MAX_RATIO) -> list[Peer]:
    """The `k` boards nearest in scale, nearest first; the own board is never among them.

    After CIPFA's Nearest Neighbours Model, with the two traits that describe scale here: inhabitants and ICT users.
    Of both the natural logarithm (8,000 is as far from 16,000 as 16,000 from 32,000), divided by its population
    standard deviation over all `boards` of the type; Euclidean distance; ties by id. Only boards of the same type with
    at least half and at most double the inhabitants (`ratio`).
    """
    if not _is_known(own):
        return []
    same_type = {board.id: board for board in boards if board.type == own.type and _is_known(board)}
    same_type[own.id] = own
    spread_inhabitants = _spread([math.log(board.inhabitants) for board in same_type.values()])
    spread_users = _spread([math.log(board.ict_users) for board in same_type.values()])

    def distance(other: Scale) -> float:
        return math.hypot(
            (math.log(own.inhabitants) - math.log(other.inhabitants)) / spread_inhabitants,
            (math.log(own.ict_users) - math.log(other.ict_users)) / spread_users,
        )

    candidates = [
        Peer(other.id, distance(other))
        for other in same_type.values()
        if other.id != own.id
        and own.inhabitants <= ratio * other.inhabitants
        and other.inhabitants <= ratio * own.inhabitants
    ]
    candidates.sort(key=lambda peer: (round(peer.distance / DISTANCE_STEP), peer.id))
    return candidates[:k]


def compare(own: DomainScore, others: Iterable[DomainScore]) -> Comparison:
    """A board's score in one domain beside the scores of its peers there.

    Peers that answered too little of the domain do not count; with too few left there is no comparison. Quartiles are
    of Hyndman & Fan's type 7, the percentile rank counts half of the equal scores.
    """
    scores = [other.score for other in others if other.score is not None and is_covered(other)]
    if len(scores) < MIN_PEERS:
        return Comparison(peers=len(scores))
    return Comparison(
        peers=len(scores),
        median=quantile(scores, MEDIAN),
        p25=quantile(scores, LOWER_QUARTILE),
        p75=quantile(scores, UPPER_QUARTILE),
        percentile_rank=None if own.score is None else percentile_rank(scores, own.score),
    )


def _is_known(board: Scale) -> bool:
    return board.inhabitants > 0 and board.ict_users > 0


def _spread(values: Sequence[float]) -> float:
    """The population standard deviation; 1 when all values are equal, so that the trait then tells nobody apart."""
    if min(values) == max(values):
        return 1.0
    mean = math.fsum(values) / len(values)
    return math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))
