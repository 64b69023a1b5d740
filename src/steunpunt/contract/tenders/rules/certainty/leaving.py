"""What changes when somebody leaves: another offer, or one of the assessors."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from steunpunt.contract.tenders.rules.quality import Marks, averaged
from steunpunt.contract.tenders.rules.ranking import Method, Offer, Ranking, ranking


@dataclass(frozen=True, slots=True, kw_only=True)
class Without:
    """The ranking without one offer or one assessor, beside the one with everybody."""

    left: str
    ranking: Ranking
    winner_changes: bool
    """Another offer of those that stay is first than was first among them."""
    swaps: tuple[tuple[str, str], ...]
    """Pairs of offers that stay and change places; the one that was ahead first. Level with one another counts as a place."""


def without_each_offer(
    offers: Mapping[str, Offer], method: Method, *, draws: Sequence[Sequence[str]] = ()
) -> dict[str, Without]:
    """For each offer that has a place: what becomes of the order of the others when it leaves (rank reversal).

    Nothing can, where points do not depend on the prices of others.
    """
    before = ranking(offers, method, draws=draws)
    return {
        left: _compared(
            left,
            before,
            ranking({name: offer for name, offer in offers.items() if name != left}, method, draws=draws),
        )
        for left in sorted(before.order())
    }


def without_each_assessor(
    offers: Mapping[str, Offer], marks: Mapping[str, Marks], method: Method, *, draws: Sequence[Sequence[str]] = ()
) -> dict[str, Without]:
    """For each assessor: the ranking by the mean marks of the others. `marks` by assessor; those of `offers` are not used.

    Empty when there are fewer than two assessors. Raises ValueError when not all marked the same.
    """
    if len(marks) < 2:
        return {}
    before = ranking(_marked(offers, averaged(marks)), method, draws=draws)
    return {
        left: _compared(
            left,
            before,
            ranking(
                _marked(offers, averaged({name: sheet for name, sheet in marks.items() if name != left})),
                method,
                draws=draws,
            ),
        )
        for left in sorted(marks)
    }


def _marked(offers: Mapping[str, Offer], marks: Marks) -> dict[str, Offer]:
    return {name: replace(offer, marks=marks.get(name, {})) for name, offer in offers.items()}


def _compared(left: str, before: Ranking, after: Ranking) -> Without:
    old, new = before.order(), after.order()
    staying = sorted(old.keys() & new.keys(), key=lambda name: (old[name], name))
    swaps = tuple(
        (one, other)
        for one, other in combinations(staying, 2)
        if _sign(old[one] - old[other]) != _sign(new[one] - new[other])
    )
    return Without(
        left=left,
        ranking=after,
        winner_changes=_first(old, staying) != _first(new, list(new)),
        swaps=swaps,
    )


def _first(places: Mapping[str, int], among: Sequence[str]) -> set[str]:
    least = min((places[name] for name in among), default=0)
    return {name for name in among if places[name] == least}


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)
