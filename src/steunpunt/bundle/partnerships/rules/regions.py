"""SKATER: areas divided into connected regions that are alike. A map to start a conversation, never a proposal: it knows
nothing of free choice, of how large a group may be, or of who would rather be elsewhere.

Source: R. M. Assunção, M. C. Neves, G. Câmara, C. da Costa Freitas, "Efficient regionalization techniques for
socio-economic geographical units using minimum spanning trees", 2006.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, connected_components, minimum_spanning_tree


@dataclass(frozen=True, slots=True)
class Regions:
    """The region of each area (1 is the largest), and the share of all variance that lies between regions (0-1)."""

    labels: tuple[int, ...]
    total: float
    within: float

    @property
    def between(self) -> float:
        return (self.total - self.within) / self.total if self.total else 0.0


def skater(rows: Sequence[Sequence[float]], borders: Iterable[tuple[int, int]], *, regions: int) -> Regions:
    """Cut the minimum spanning tree over the borders, each time where that brings the sum of squares within down most.

    `rows` are areas x measures, standardised here to z-scores (sample deviation). Raises `ValueError` when the areas
    hang together in more pieces than `regions`.
    """
    data = np.array(rows, dtype=float)
    spread = data.std(axis=0, ddof=1)
    data = (data - data.mean(axis=0)) / np.where(spread > 0, spread, 1)
    tree = _tree(data, borders)
    parts = [np.flatnonzero(_pieces(tree) == piece) for piece in range(_pieces(tree).max() + 1)]
    if len(parts) > regions:
        raise ValueError(f"The areas hang together in {len(parts)} pieces.")
    while len(parts) < regions:
        splits = [_best_split(data, tree, part) for part in parts]
        place = int(np.argmax([gain for gain, _ in splits]))
        gain, (one, other) = splits[place]
        if gain <= 0:
            break
        parts[place : place + 1] = [one, other]
    parts.sort(key=lambda part: (-len(part), part[0]))
    labels = np.zeros(len(data), dtype=int)
    for number, part in enumerate(parts, start=1):
        labels[part] = number
    return Regions(
        labels=tuple(int(label) for label in labels),
        total=_squares(data),
        within=sum(_squares(data[part]) for part in parts),
    )


def _tree(data: np.ndarray, borders: Iterable[tuple[int, int]]) -> csr_array:
    edges = np.array(sorted({(min(pair), max(pair)) for pair in borders}))
    lengths = np.linalg.norm(data[edges[:, 0]] - data[edges[:, 1]], axis=1)
    # A length of zero would be no edge to scipy: twins stay joined by the smallest length there is.
    lengths = np.maximum(lengths, np.finfo(float).tiny)
    size = len(data)
    tree = minimum_spanning_tree(csr_array((lengths, (edges[:, 0], edges[:, 1])), shape=(size, size)))
    return csr_array(tree + tree.T)


def _pieces(tree: csr_array) -> np.ndarray:
    return np.asarray(connected_components(tree, directed=False)[1])


def _best_split(data: np.ndarray, tree: csr_array, part: np.ndarray) -> tuple[float, tuple[np.ndarray, np.ndarray]]:
    """The edge of a part whose removal brings the sum of squares down most: sums of every subtree in one pass."""
    if len(part) < 2:
        return 0.0, (part, part)
    inside = csr_array(tree[part][:, part])
    order, parents = breadth_first_order(inside, 0, directed=False)
    sums, counts = data[part].copy(), np.ones(len(part))
    for node in order[:0:-1]:
        sums[parents[node]] += sums[node]
        counts[parents[node]] += counts[node]
    whole, size = data[part].sum(axis=0), len(part)
    below = order[1:]
    rest, left = whole - sums[below], size - counts[below]
    gains = (sums[below] ** 2).sum(axis=1) / counts[below] + (rest**2).sum(axis=1) / left - (whole**2).sum() / size
    cut = int(below[np.argmax(gains)])
    hangs = np.zeros(size, dtype=bool)
    hangs[cut] = True
    for node in order[1:]:
        hangs[node] = hangs[node] or hangs[parents[node]]
    return float(gains.max()), (part[~hangs], part[hangs])


def _squares(data: np.ndarray) -> float:
    return float(((data - data.mean(axis=0)) ** 2).sum())
