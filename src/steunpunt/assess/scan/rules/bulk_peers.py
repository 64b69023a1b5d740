"""The peers of every board at once: `peers.peer_group` for whole tables.

A board's nearest neighbours are looked up in a k-d tree, a few more than are wanted. That settles nearly every board;
where the ratio filter or a tie at the edge leaves doubt, more neighbours are fetched, and in the end all boards within
the ratio are measured.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from steunpunt.assess.scan.rules.parameters import DISTANCE_STEP, MAX_RATIO

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Rows = NDArray[np.intp]

NO_PEER = -1
MARGINS = (2, 45)
"""So many more neighbours than peers are fetched, at first and on second thoughts."""

BLOCK = 2048
"""Boards looked up at a time."""


def peer_table(types: NDArray[np.int8], inhabitants: Integers, ict_users: Integers, *, k: int) -> NDArray[np.int32]:
    """Per board the rows of its `k` nearest peers, nearest first, ties in the order of the rows; -1 fills up."""
    peers = np.full((len(types), k), NO_PEER, dtype=np.int32)
    known = (inhabitants > 0) & (ict_users > 0)
    for type_number in np.unique(types[known]):
        rows = np.flatnonzero(known & (types == type_number))
        found = _Neighbourhood(inhabitants[rows], ict_users[rows], k).peers()
        peers[rows] = np.where(found == NO_PEER, NO_PEER, rows[found])
    return peers


class _Neighbourhood:
    """The boards of one type as points in (ln inhabitants, ln ICT users), both divided by their spread."""

    def __init__(self, inhabitants: Integers, ict_users: Integers, k: int) -> None:
        self.k = k
        self.inhabitants = inhabitants
        self.points = np.column_stack([_scaled(inhabitants), _scaled(ict_users)])
        self.kept = _first_of_each_place(inhabitants, ict_users, k + 1)
        self.tree = cKDTree(self.points[self.kept], balanced_tree=False, compact_nodes=False)

    def peers(self) -> Rows:
        found = np.full((len(self.points), self.k), NO_PEER, dtype=np.intp)
        in_doubt = self._in_order_of_the_tree()
        for margin in MARGINS:
            fetched = min(self.k + 1 + margin, len(self.kept))
            still = [
                self._look_up(in_doubt[start : start + BLOCK], fetched, found)
                for start in range(0, len(in_doubt), BLOCK)
            ]
            in_doubt = np.concatenate([*still, np.empty(0, dtype=np.intp)])
        self._measure(in_doubt, found)
        return found

    def _in_order_of_the_tree(self) -> Rows:
        """All boards, those close together after one another: what is looked up then is still at hand."""
        others = np.setdiff1d(np.arange(len(self.points)), self.kept)
        return np.concatenate([self.kept[self.tree.indices], others])

    def _look_up(self, asking: Rows, fetched: int, found: Rows) -> Rows:
        """Fill in `found` for the boards `asking`, and answer with those for whom more neighbours are needed."""
        distance, neighbour = self.tree.query(self.points[asking], k=np.arange(1, fetched + 1))
        steps, neighbour = np.rint(distance / DISTANCE_STEP), self.kept[neighbour]
        _settle_ties(steps, neighbour)
        fits = self._fits(asking[:, None], neighbour)
        fits &= (steps < steps[:, -1:]) | (fetched == len(self.kept))  # beyond the last one fetched, all is unknown
        place = fits.cumsum(axis=1) - 1
        settled = (place[:, -1] >= self.k - 1) | (fetched == len(self.kept))
        row, column = np.nonzero(fits & (place < self.k))
        found[asking[row], place[row, column]] = neighbour[row, column]
        return asking[~settled]

    def _measure(self, asking: Rows, found: Rows) -> None:
        """Fill in `found` for the boards `asking` by measuring the distance to all within the ratio."""
        by_inhabitants = self.kept[np.argsort(self.inhabitants[self.kept], kind="stable")]
        ordered = self.inhabitants[by_inhabitants]
        for own in asking:
            low = np.searchsorted(ordered, self.inhabitants[own] / MAX_RATIO, side="left")
            high = np.searchsorted(ordered, self.inhabitants[own] * MAX_RATIO, side="right")
            others = by_inhabitants[low:high]
            others = others[self._fits(np.full(len(others), own), others)]
            steps = np.rint(np.hypot(*(self.points[others] - self.points[own]).T) / DISTANCE_STEP)
            nearest = others[np.lexsort((others, steps))][: self.k]
            found[own, : len(nearest)] = nearest
            found[own, len(nearest) :] = NO_PEER

    def _fits(self, own: Rows, other: Rows) -> NDArray[np.bool_]:
        mine, theirs = self.inhabitants[own], self.inhabitants[other]
        fits: NDArray[np.bool_] = (own != other) & (mine <= MAX_RATIO * theirs) & (theirs <= MAX_RATIO * mine)
        return fits


def _scaled(values: Integers) -> Floats:
    """Logarithms divided by their population standard deviation; the mean may stay, as only distances matter."""
    logarithms = np.log(values.astype(np.float64))
    if logarithms.min() == logarithms.max():
        return np.zeros(len(values))
    scaled: Floats = (logarithms - logarithms.mean()) / logarithms.std()
    return scaled


def _first_of_each_place(inhabitants: Integers, ict_users: Integers, number: int) -> Rows:
    """The rows that are among the first `number` with their size; the others can be nobody's peer.

    Without this, thousands of boards of one size would all be each other's neighbours in doubt.
    """
    order = np.lexsort((np.arange(len(inhabitants)), ict_users, inhabitants))
    new_place = np.ones(len(order), dtype=bool)
    new_place[1:] = (np.diff(inhabitants[order]) != 0) | (np.diff(ict_users[order]) != 0)
    starts = np.flatnonzero(new_place)
    rank = np.arange(len(order)) - starts[new_place.cumsum() - 1]
    return np.sort(order[rank < number])


def _settle_ties(steps: Floats, neighbour: Rows) -> None:
    """Put neighbours at equal distance, in place, in the order of their rows."""
    tied = np.flatnonzero((steps[:, 1:] == steps[:, :-1]).any(axis=1))
    order = np.lexsort((neighbour[tied], steps[tied]), axis=1)
    neighbour[tied] = np.take_along_axis(neighbour[tied], order, axis=1)
