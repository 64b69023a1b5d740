"""The same sums for all boards at once, in arrays: `scoring`, `peers` and `status`, equal to them to the last digits.

Boards are rows, in the order of their ids; domains are columns, in the order of the questionnaire. NaN stands for the
``None`` of the plain rules, -1 for "no further peer". Memory beyond the results is bounded, because boards are taken in
blocks; time grows in step with the number of boards.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from steunpunt.assess.scan.choices import BoardType, SpecialAnswer, Status
from steunpunt.assess.scan.rules.bulk_peers import peer_table
from steunpunt.assess.scan.rules.parameters import (
    FULL_SCORE,
    LOWER_QUARTILE,
    MEDIAN,
    MIN_COVERAGE,
    MIN_PEERS,
    PEERS,
    STRONG_FROM,
    TOP_LEVEL,
    UPPER_QUARTILE,
    WEAK_BELOW,
)
from steunpunt.assess.scan.values import Answers, Questionnaire

Floats = NDArray[np.float64]

DONT_KNOW, NOT_APPLICABLE, BLANK = -1, -2, -3
"""How answers without a level are stored; the others are stored as their level, 0-5."""

TYPES = tuple(BoardType)
STATUSES = (Status.INCOMPLETE, Status.IMPROVEMENT, Status.ADEQUATE, Status.STRONG)
"""What the numbers in `BoardTable.types` and `ResultTable.status` stand for."""

BLOCK = 512
"""Boards taken at a time: few enough for a processor's own memory, enough to make numpy's overhead small."""


@dataclass(frozen=True)
class Grid:
    """The questions as arrays: per question its `weights` and domain number, per board type which are `asked`."""

    domains: tuple[str, ...]
    questions: tuple[str, ...]
    weights: NDArray[np.int64]
    domain_of: NDArray[np.int64]
    asked: NDArray[np.bool_]

    @classmethod
    def of(cls, questionnaire: Questionnaire) -> "Grid":
        codes = tuple(domain.code for domain in questionnaire.domains)
        questions = tuple(questionnaire.questions.values())
        return cls(
            domains=codes,
            questions=tuple(questionnaire.questions),
            weights=np.array([question.weight for question in questions]),
            domain_of=np.array([codes.index(question.domain) for question in questions]),
            asked=np.array([[board_type in question.who for question in questions] for board_type in TYPES]),
        )


@dataclass(frozen=True)
class BoardTable:
    """What boards filled in: `answers` (boards x questions, int8), and per board its type number and size."""

    answers: NDArray[np.int8]
    types: NDArray[np.int8]
    inhabitants: NDArray[np.int64]
    ict_users: NDArray[np.int64]


@dataclass(frozen=True)
class ResultTable:
    """Everything about every board and domain (boards x domains), and the `peers` of each board (boards x k, rows)."""

    score: Floats
    coverage: Floats
    lower: Floats
    upper: Floats
    dont_know: Floats
    peers: NDArray[np.int32]
    peers_counted: NDArray[np.int8]
    median: Floats
    p25: Floats
    p75: Floats
    percentile_rank: Floats
    status: NDArray[np.int8]


def stored(questionnaire: Questionnaire, answers: Answers) -> NDArray[np.int8]:
    """One board's answers as a row of `BoardTable.answers`."""
    special: dict[str | None, int] = {
        None: BLANK,
        SpecialAnswer.DONT_KNOW: DONT_KNOW,
        SpecialAnswer.NOT_APPLICABLE: NOT_APPLICABLE,
    }
    row = [
        special[answer] if answer in special else question.levels[str(answer)]
        for question in questionnaire.questions.values()
        for answer in (answers.get(question.id),)
    ]
    return np.array(row, dtype=np.int8)


def compare_everyone(grid: Grid, boards: BoardTable, *, k: int = PEERS) -> ResultTable:
    """Scores, peers, comparison and status of every board among all of them, with the `k` nearest as peers."""
    number, width = len(boards.answers), len(grid.domains)
    result = ResultTable(
        score=np.empty((number, width)),
        coverage=np.empty((number, width)),
        lower=np.empty((number, width)),
        upper=np.empty((number, width)),
        dont_know=np.empty((number, width)),
        peers=peer_table(boards.types, boards.inhabitants, boards.ict_users, k=k),
        peers_counted=np.empty((number, width), dtype=np.int8),
        median=np.empty((number, width)),
        p25=np.empty((number, width)),
        p75=np.empty((number, width)),
        percentile_rank=np.empty((number, width)),
        status=np.empty((number, width), dtype=np.int8),
    )
    with np.errstate(invalid="ignore", divide="ignore"):  # nothing applicable is 0 / 0: NaN, as meant
        _score(grid, boards, result)
        _compare(result)
    return result


def _blocks(number: int) -> Iterator[slice]:
    return (slice(start, min(start + BLOCK, number)) for start in range(0, number, BLOCK))


# ── scores ───────────────────────────────────────────────────────────────────
def _score(grid: Grid, boards: BoardTable, result: ResultTable) -> None:
    """Fill in score, coverage, lower, upper and dont_know.

    Four sums of weights are wanted per domain: points, answered, missing, unknown. They are made by one matrix product,
    exactly, as four fields of bits in one number: a cell is worth ``level + field * answered + field² * missing +
    field³ * unknown``, and a double holds whole numbers of up to 53 bits.
    """
    membership = (grid.domain_of[:, None] == np.arange(len(grid.domains))) * grid.weights[:, None]
    heaviest = TOP_LEVEL * int(membership.sum(axis=0).max(initial=1))
    bits = heaviest.bit_length()
    if 4 * bits > 53:
        raise ValueError(f"weights of one domain add up to {heaviest // TOP_LEVEL}; the limit is 1638")
    worth = np.zeros(256)
    worth[: TOP_LEVEL + 1] = np.arange(TOP_LEVEL + 1) + 2.0**bits
    worth[DONT_KNOW] = 2.0 ** (2 * bits) + 2.0 ** (3 * bits)
    worth[BLANK] = 2.0 ** (2 * bits)
    weighted = [(membership * asked[:, None]).astype(np.float64) for asked in grid.asked]
    for block in _blocks(len(boards.answers)):
        cells = worth.take(boards.answers[block].view(np.uint8))
        types = boards.types[block]
        packed = np.empty((len(types), len(grid.domains)), dtype=np.int64)
        for type_number, weights in enumerate(weighted):
            of_type = types == type_number
            packed[of_type] = cells[of_type] @ weights
        field = (1 << bits) - 1
        points, answered, missing, unknown = (packed >> place * bits & field for place in range(4))
        total = answered + missing
        lower = FULL_SCORE * points / (TOP_LEVEL * total)
        result.score[block] = FULL_SCORE * points / (TOP_LEVEL * answered)
        result.coverage[block] = answered / total
        result.lower[block] = lower
        result.upper[block] = lower + FULL_SCORE * missing / total
        result.dont_know[block] = unknown / total


# ── comparison and status ───────────────────────────────────────────────────────────────
def _compare(result: ResultTable) -> None:
    """Fill in how many peers count, median, quartiles, percentile rank and status.

    The peers' scores are sorted for a whole block at once by a network of minima and maxima; a peer that does not count
    is infinitely high, and so comes last.
    """
    number, width = result.score.shape
    counting = np.full((number + 1, width), np.inf)  # the last row stands for "no further peer"
    np.copyto(counting[:-1], result.score, where=(result.coverage >= MIN_COVERAGE))
    exchanges = sorting_network(result.peers.shape[1])
    for block in _blocks(number):
        own = result.score[block].ravel()
        theirs = counting.take(result.peers[block].T, axis=0, mode="wrap").reshape(result.peers.shape[1], -1)
        counted = np.zeros(own.size, dtype=np.int8)
        twice_the_rank = np.zeros(own.size, dtype=np.int8)
        for scores in theirs:
            counted += scores < np.inf
            twice_the_rank += scores < own
            twice_the_rank += scores <= own
        _sort_columns(theirs, exchanges)
        enough = counted >= MIN_PEERS
        shape = result.score[block].shape
        result.peers_counted[block] = counted.reshape(shape)
        result.p25[block] = _quantile(theirs, counted, enough, LOWER_QUARTILE).reshape(shape)
        result.median[block] = _quantile(theirs, counted, enough, MEDIAN).reshape(shape)
        result.p75[block] = _quantile(theirs, counted, enough, UPPER_QUARTILE).reshape(shape)
        rank = np.where(enough & ~np.isnan(own), 50 * twice_the_rank.astype(np.float64) / counted, np.nan)
        result.percentile_rank[block] = rank.reshape(shape)
        result.status[block] = _status(result, block)


def sorting_network(size: int) -> tuple[tuple[int, int], ...]:
    """Pairs of places that, each put in order in turn, sort any `size` values (Batcher's odd-even merge sort, 1968)."""
    pairs: list[tuple[int, int]] = []
    span = 1
    while span < size:
        step = span
        while step >= 1:
            pairs += (
                (low, low + step)
                for start in range(step % span, size - step, 2 * step)
                for low in range(start, min(start + step, size - step))
                if low // (2 * span) == (low + step) // (2 * span)
            )
            step //= 2
        span *= 2
    return tuple(pairs)


def _sort_columns(rows: Floats, exchanges: tuple[tuple[int, int], ...]) -> None:
    lower = np.empty_like(rows[0])
    for low, high in exchanges:
        np.minimum(rows[low], rows[high], out=lower)
        np.maximum(rows[low], rows[high], out=rows[high])
        rows[low] = lower


def _quantile(rows: Floats, counted: NDArray[np.int8], enough: NDArray[np.bool_], p: float) -> Floats:
    """Hyndman & Fan's type 7 of the first `counted` of each column's sorted values; NaN where there are not enough."""
    last = np.maximum(counted, 1).astype(np.intp) - 1
    place = last * p
    below = place.astype(np.intp)
    column = np.arange(rows.shape[1])
    low = rows.ravel()[below * rows.shape[1] + column]
    high = rows.ravel()[np.minimum(below + 1, last) * rows.shape[1] + column]
    return np.where(enough, low + (place - below) * (high - low), np.nan)


def _status(result: ResultTable, block: slice) -> NDArray[np.int8]:
    """The rules of `scoring.status`; a comparison with NaN is false, which is what they mean by "no peers"."""
    score, p25, median = result.score[block], result.p25[block], result.median[block]
    found = np.full(score.shape, STATUSES.index(Status.ADEQUATE), dtype=np.int8)
    found[(score >= STRONG_FROM) & ~(score < median)] = STATUSES.index(Status.STRONG)
    found[(score < WEAK_BELOW) | (score < p25)] = STATUSES.index(Status.IMPROVEMENT)
    found[~(result.coverage[block] >= MIN_COVERAGE)] = STATUSES.index(Status.INCOMPLETE)
    return found
