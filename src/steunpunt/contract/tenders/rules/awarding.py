"""From a ranking to a decision, and from a decision to what it means: for a supplier, and for a board."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.judging import PriceLine, price_lines
from steunpunt.contract.tenders.rules.needs import Needs
from steunpunt.contract.tenders.rules.ranking import Placed, Ranking
from steunpunt.contract.tenders.values import Specification


def choosable(ranking: Ranking, suppliers: Mapping[str, int]) -> tuple[str, ...]:
    """Offers in the order in which they can be chosen, by name with whose they are: of each supplier the best alone, since a
    variant of who was chosen is no other supplier.
    """
    found: dict[int, str] = {}
    for each in ranking.placed:
        found.setdefault(suppliers[each.offer], each.offer)
    return tuple(found.values())


def follows(order: Sequence[str], winners: Sequence[str], most: int) -> bool:
    """Whether these are the first that can be chosen, in their order, and not more than can be."""
    return 0 < len(winners) <= most and tuple(winners) == tuple(order[: len(winners)])


def most_winners(spec: Specification) -> int:
    """How many offers of a lot can be chosen."""
    return spec.framework.suppliers if spec.framework else 1


def equal_at(ranking: Ranking, order: Sequence[str], count: int) -> tuple[str, ...]:
    """The equal offers among which it is still open who is among the first `count`, or in which order; none when all is told."""
    if not order[:count]:
        return ()
    places = ranking.order()
    last = places[order[:count][-1]]
    groups = (*ranking.draws_needed, *ranking.undecided)
    return next((group for group in groups if places[group[0]] <= last), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """One criterion of an offer that was not chosen, beside that of a winner."""

    code: str
    own: Decimal
    own_points: Decimal
    theirs: Decimal
    their_points: Decimal

    @property
    def is_their_advantage(self) -> bool:
        return self.theirs > self.own


def beside(own: Placed, theirs: Placed) -> tuple[Beside, ...]:
    """Every criterion that is marked, in the order of the specification."""
    chosen = {one.criterion.id: one for top in theirs.quality for one in top.all() if not one.parts}
    return tuple(
        Beside(
            code=one.criterion.id,
            own=rounded(one.mark, 2),
            own_points=rounded(one.points, 2),
            theirs=rounded(chosen[one.criterion.id].mark, 2),
            their_points=rounded(chosen[one.criterion.id].points, 2),
        )
        for top in own.quality
        for one in top.all()
        if not one.parts
    )


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an award costs one board: lines at its own quantities, over the whole term; the supplier's part alone."""

    lines: Sequence[tuple[PriceLine, Decimal]]
    """Each with its amount, to the cent."""
    total: Decimal
    silent: tuple[str, ...]
    """Items of which the board did not say how many it needs."""


def meaning(spec: Specification, lot: int, prices: Mapping[str, Decimal], needs: Needs) -> Meaning:
    """At the quantities that the board counts on, and the unit prices of a winner."""
    items = [item for item in spec.items if item.lot == lot]
    own = tuple(
        replace(item, quantity=needs.likely[item.code]) for item in items if needs.likely.get(item.code) is not None
    )
    lines = price_lines(replace(spec, items=own), lot, prices)
    return Meaning(
        lines=[(line, rounded(line.amount, 2)) for line in lines],
        total=rounded(sum((line.amount for line in lines), Fraction(0)), 2),
        silent=tuple(item.title for item in items if item.code not in needs.likely),
    )
