"""Offers that are equal, put in order by the chain that the specifications give, as far as it goes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from steunpunt.contract.tenders.choices.method import TieBreak


@dataclass(frozen=True, slots=True)
class Tie:
    """One link of the chain; `criterion` names which, where it is about one."""

    by: TieBreak
    criterion: str = ""


@dataclass(frozen=True, slots=True)
class Equals:
    """Offers that share a place: one, but where a draw is still needed, or the chain ends before they differ."""

    names: tuple[str, ...]
    decided_by: tuple[Tie, ...] = ()
    """The links that put them above or below others."""
    needs_draw: bool = False


def untied(
    names: Iterable[str],
    chain: Sequence[Tie],
    measure: Callable[[str, Tie], Fraction],
    draws: Iterable[Sequence[str]] = (),
    decided_by: tuple[Tie, ...] = (),
) -> list[Equals]:
    """Put equals in order. `measure` of an offer for a link: the least comes first. Those that stay equal, by name.

    A draw counts when it was held for exactly the offers that are equal by then.
    """
    group = sorted(names)
    if len(group) == 1 or not chain:
        return [Equals(tuple(group), decided_by)]
    link, *rest = chain
    if link.by is TieBreak.DRAW:
        held = [draw for draw in draws if sorted(draw) == group]
        if not held:
            return [Equals(tuple(group), decided_by, needs_draw=True)]
        return [Equals((name,), (*decided_by, link)) for name in held[0]]
    measures = {name: measure(name, link) for name in group}
    steps = sorted(set(measures.values()))
    if len(steps) > 1:
        decided_by = (*decided_by, link)
    return [
        each
        for step in steps
        for each in untied([name for name in group if measures[name] == step], rest, measure, draws, decided_by)
    ]
