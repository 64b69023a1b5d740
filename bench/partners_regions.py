"""Partners from regions: SKATER and max-p of spopt make a start, which is improved greedily under the platform's objective."""

import warnings
from collections.abc import Iterator
from typing import Any

import networkx as nx
import numpy as np

from bench.partners_plain import objective

STARTS = (6, 10, 16, 24)
"""Numbers of regions to start from, for each hundred boards."""
SEED = 2011
Groups = list[frozenset[int]]


def grown_from_regions(region: Any, wanted: Any) -> float:
    """The worth of the best division that any start grows into."""
    from steunpunt.bundle.partnerships.rules.affinity import affinities

    made = _Place(region, wanted, affinities(region).total)
    return max(made.worth(made.improved(start)) for start in _starts(region))


def _starts(region: Any) -> Iterator[Groups]:
    import geopandas
    from libpysal.weights import W
    from spopt.region import MaxPHeuristic, Skater

    graph = nx.Graph(sorted(region.borders))
    inside = sorted(max(nx.connected_components(graph), key=len))
    alone = [frozenset([number]) for number in range(len(region.candidates)) if number not in set(inside)]
    place = {number: at for at, number in enumerate(inside)}
    around = {place[number]: [place[other] for other in sorted(graph[number])] for number in inside}
    boards = [region.candidates[number] for number in inside]
    names = sorted(boards[0].levels)
    columns = {name: [candidate.levels[name] for candidate in boards] for name in names}
    scale = np.log([candidate.inhabitants for candidate in boards])
    frame = geopandas.GeoDataFrame({**columns, "scale": scale, "one": np.ones(len(scale))})
    attributes = [*names, "scale"]

    def groups(labels: Any) -> Groups:
        """Regions of places as groups of boards; boards that touch no other stay alone."""
        found = np.asarray(labels)
        return [*alone, *(frozenset(inside[at] for at in np.flatnonzero(found == one)) for one in np.unique(found))]

    yield [frozenset([number]) for number in range(len(region.candidates))]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        weights = W(around, silence_warnings=True)
        for per_hundred in STARTS:
            regions = max(2, round(per_hundred * len(scale) / 100))
            made = Skater(frame, weights, attributes, n_clusters=regions, floor=2, trace=False)
            made.solve()
            yield groups(made.labels_)
        for floor in (3, 5):
            np.random.seed(SEED)  # noqa: NPY002 - spopt draws from the old generator
            grown = MaxPHeuristic(frame, weights, attributes, "one", floor, top_n=2, max_iterations_construction=20)
            grown.solve()
            yield groups(grown.labels_)


def _singles(members: frozenset[int]) -> Groups:
    return [frozenset([member]) for member in sorted(members)]


class _Place:
    """Boards with their borders and limits, and divisions improved step by step until no step helps."""

    def __init__(self, region: Any, wanted: Any, affinity: np.ndarray) -> None:
        self.sizes = [candidate.inhabitants for candidate in region.candidates]
        self.wanted, self.affinity = wanted, affinity
        self.around: list[set[int]] = [set() for _ in self.sizes]
        for one, other in region.borders:
            self.around[one].add(other)
            self.around[other].add(one)

    def value(self, members: frozenset[int]) -> float:
        return 0.0 if len(members) < 2 else objective(self.affinity, tuple(sorted(members)))

    def worth(self, groups: Groups) -> float:
        return sum(self.value(members) for members in groups if len(members) >= self.wanted.min_size)

    def holds(self, members: frozenset[int]) -> bool:
        if len(members) == 1:
            return True
        scale = [self.sizes[member] for member in members]
        is_like = max(scale) <= self.wanted.max_ratio * min(scale)
        return self.wanted.min_size <= len(members) <= self.wanted.max_size and is_like and self._hangs(members)

    def _hangs(self, members: frozenset[int]) -> bool:
        seen, waiting = set(), [next(iter(members))]
        while waiting:
            one = waiting.pop()
            if one not in seen:
                seen.add(one)
                waiting += self.around[one] & members
        return len(seen) == len(members)

    def improved(self, start: Groups) -> Groups:
        """Regions that do not hold are broken up first; then the best step of each round is taken."""
        groups = [one for members in start for one in ([members] if self.holds(members) else _singles(members))]
        while True:
            gain, old, new = max(self._steps(groups), key=lambda step: step[0], default=(0.0, [], []))
            if gain <= 1e-9:
                return groups
            groups = [members for members in groups if members not in old] + [members for members in new if members]

    def _steps(self, groups: Groups) -> Iterator[tuple[float, Groups, Groups]]:
        home = {member: members for members in groups for member in members}
        for board, own in home.items():
            rest = own - {board}
            if len(own) > 1:
                yield from self._step([own], [rest, frozenset([board])])
            for other in {home[near] for near in self.around[board]} - {own}:
                yield from self._step([own, other], [rest, other | {board}])
                yield from self._step([own, other], [own | other])
            near = sorted(self.around[board])
            for place, second in enumerate(near):
                for third in near[place + 1 :]:
                    three = frozenset((board, second, third))
                    old = list({home[member] for member in three})
                    yield from self._step(old, [three, *[members - three for members in old]])

    def _step(self, old: Groups, new: Groups) -> Iterator[tuple[float, Groups, Groups]]:
        made = []
        for members in new:
            if members and not self.holds(members):
                if len(members) >= self.wanted.min_size:
                    return
                made += [frozenset([member]) for member in members]
            elif members:
                made.append(members)
        yield self.worth(made) - self.worth(old), old, made
