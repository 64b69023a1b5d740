"""Who could work with whom: every feasible group weighed, the best divisions, and what each board would rather have."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from steunpunt.bundle.partnerships.rules import groups as grouping
from steunpunt.bundle.partnerships.rules.affinity import Affinities, affinities
from steunpunt.bundle.partnerships.rules.division import pack
from steunpunt.bundle.partnerships.rules.groups import Enough, Members, Step, never, no_step
from steunpunt.bundle.partnerships.rules.parameters import BEST_OF_EACH, DIVISIONS, MOST_GROUPS
from steunpunt.bundle.partnerships.values import Division, Found, Group, Joiner, Pair, Reasons, Region, Wanted


class Search:
    """A region made ready: places instead of ids, affinities, who is near and who fits. Same input, same answer."""

    def __init__(self, region: Region, wanted: Wanted) -> None:
        self.region = region
        self.wanted = wanted
        self.ids = [candidate.id for candidate in region.candidates]
        self.place = {board: number for number, board in enumerate(self.ids)}
        self.affinities: Affinities = affinities(region)
        self.touching = grouping.near(len(self.ids), self._placed(region.borders))
        self.near = grouping.near(len(self.ids), self._placed(region.borders), steps=wanted.steps)
        self.fits = grouping.fitting(
            [candidate.inhabitants for candidate in region.candidates],
            max_ratio=wanted.max_ratio,
            apart=self._placed(wanted.apart),
            out=sum(1 << self.place[board] for board in wanted.left_out if board in self.place),
        )

    def _placed(self, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
        return [
            (self.place[one], self.place[other]) for one, other in pairs if one in self.place and other in self.place
        ]

    def worth(self, groups: Sequence[Members]) -> np.ndarray:
        return grouping.values(groups, self.affinities.total)

    def group(self, members: Members, value: float) -> Group:
        return Group(members=tuple(self.ids[place] for place in members), value=float(value))

    def is_feasible(self, members: Iterable[int]) -> bool:
        """Whether these boards (places) are a group that is wanted: of the right size, near, and fitting each other."""
        found = sorted(members)
        return (
            self.wanted.min_size <= len(found) <= self.wanted.max_size
            and all(self.fits[one] >> other & 1 for one in found for other in found if one != other)
            and grouping.is_connected(found, self.near)
        )


def search(
    region: Region, wanted: Wanted, *, most: int = MOST_GROUPS, step: Step = no_step, enough: Enough = never
) -> Found:
    """Weigh every feasible group, divide the boards best, and find what boards would rather have.

    `step(done, total)` is called on the way, and may raise to stop; once `enough()`, the best so far is given.
    """
    made = Search(region, wanted)
    together = frozenset(made.place[board] for board in wanted.together if board in made.place)
    boards = len(made.ids)
    weighed, complete_to = grouping.feasible(
        made.near,
        made.fits,
        wanted,
        together=together,
        most=most,
        step=lambda done, _total: step(done, 2 * boards),
        enough=enough,
    )
    grown = [] if complete_to >= wanted.max_size or enough() else _grown(made, weighed, together, complete_to)
    weighed += sorted(set(grown) - set(weighed))
    worth = made.worth(weighed)
    packed = pack(
        weighed,
        worth,
        boards=boards,
        count=DIVISIONS,
        together=together,
        step=lambda done, total: step(boards + boards * done // total, 2 * boards),
        enough=enough,
    )
    divisions = tuple(_division(made, weighed, worth, chosen) for chosen in packed.best)
    return Found(
        feasible=len(weighed),
        complete_to=complete_to,
        divisions=divisions,
        bound=packed.bound,
        is_proven=packed.is_proven and complete_to >= wanted.max_size,
        best_of=_best_of(made, weighed, worth),
        blocking=_blocking(made, weighed, worth, divisions),
    )


def _division(made: Search, weighed: Sequence[Members], worth: np.ndarray, chosen: Members) -> Division:
    found = sorted((made.group(weighed[place], worth[place]) for place in chosen), key=lambda one: one.members)
    return Division(groups=tuple(found), value=float(sum(one.value for one in found)))


def _best_of(made: Search, weighed: Sequence[Members], worth: np.ndarray) -> dict[int, tuple[Group, ...]]:
    """Per board its best groups by what they are worth to each member; of equals the larger one."""
    sizes = np.array([len(members) for members in weighed], dtype=float)
    best: dict[int, list[int]] = {board: [] for board in made.ids}
    for place in np.lexsort((-sizes, -worth / sizes)) if len(weighed) else ():
        for member in weighed[place]:
            if len(best[made.ids[member]]) < BEST_OF_EACH:
                best[made.ids[member]].append(int(place))
    return {board: tuple(made.group(weighed[place], worth[place]) for place in found) for board, found in best.items()}


def _blocking(
    made: Search, weighed: Sequence[Members], worth: np.ndarray, divisions: Sequence[Division]
) -> tuple[Group, ...]:
    if not divisions:
        return ()
    share_now = np.zeros(len(made.ids))
    for group in divisions[0].groups:
        share_now[[made.place[board] for board in group.members]] = group.share
    found = [made.group(weighed[place], worth[place]) for place in grouping.blocking(weighed, worth, share_now)]
    return tuple(sorted(found, key=lambda one: (-one.share, one.members)))


def _grown(made: Search, weighed: Sequence[Members], together: frozenset[int], size: int) -> list[Members]:
    """For each board its best group of the largest size that was weighed, grown by the best joiner while that pays.

    Groups larger than those are too many to weigh one by one; these are good ones, not proven to be the best.
    """
    full = [members for members in weighed if len(members) == size] or [(place,) for place in range(len(made.ids))]
    order = np.argsort(-made.worth(full), kind="stable")
    starts: dict[int, Members] = {}
    for place in order:
        for member in full[place]:
            starts.setdefault(member, full[place])
    found: set[Members] = set()
    for start in sorted(set(starts.values())):
        members = start
        while len(members) < made.wanted.max_size:
            wider = [
                tuple(sorted((*members, place)))
                for place in range(len(made.ids))
                if place not in members
                and all(made.fits[place] >> other & 1 for other in members)
                and any(made.near[place] >> other & 1 for other in members)
            ]
            if not wider:
                break
            members = wider[int(np.argmax(made.worth(wider)))]
            if len(members) >= made.wanted.min_size and (together.isdisjoint(members) or together <= set(members)):
                found.add(members)
    return sorted(found)


def reasons(made: Search, members: Sequence[int]) -> list[Reasons]:
    """For each member (by id) what it has with the others, and what its leaving would change."""
    places = [made.place[board] for board in members]
    found = []
    for place in places:
        others = [other for other in places if other != place]
        left = made.worth([tuple(others)])[0] / len(others) if made.is_feasible(others) else None
        parts = made.affinities
        found.append(
            Reasons(
                board=made.ids[place],
                scale=float(parts.scale[place, others].mean()),
                common=float(parts.common[place, others].mean()),
                complement=float(parts.complement[place, others].mean()),
                tie=float(parts.tie[place, others].mean()),
                borders=sum(made.touching[place] >> other & 1 for other in others),
                share_without=None if left is None else float(left),
            )
        )
    return found


def joiners(made: Search, members: Sequence[int]) -> list[Joiner]:
    """Every other board as the next member of a group, those that could first, then by what it brings each member."""
    places = tuple(sorted(made.place[board] for board in members))
    now = made.worth([places])[0] / len(places)
    found = []
    for place in range(len(made.ids)):
        if place in places:
            continue
        wider = tuple(sorted((*places, place)))
        share = made.worth([wider])[0] / len(wider)
        fits = all(made.fits[place] >> other & 1 for other in places)
        near = any(made.near[place] >> other & 1 for other in places)
        found.append(
            Joiner(board=made.ids[place], share=float(share), gain=float(share - now), is_feasible=bool(fits and near))
        )
    return sorted(found, key=lambda one: (not one.is_feasible, -one.gain, one.board))


def zone_borders(members: Mapping[int, Iterable[int]], borders: Iterable[Pair]) -> frozenset[Pair]:
    """Which zones touch: those of which any municipalities do. `members` are the municipalities of each zone."""
    zones_of: dict[int, set[int]] = {}
    for zone, municipalities in members.items():
        for municipality in municipalities:
            zones_of.setdefault(municipality, set()).add(zone)
    return frozenset(
        (min(one, other), max(one, other))
        for first, second in borders
        for one in zones_of.get(first, ())
        for other in zones_of.get(second, ())
        if one != other
    )
