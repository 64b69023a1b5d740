"""The time line of a project: phases as stretches, and days on which something falls due or happened."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from steunpunt.bundle.projects.choices import MomentKind, Outcome, Phase


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A stretch or a day. Boards for which the same holds on the same day stand together."""

    kind: MomentKind
    on: date
    until: date | None = None
    """Last day of a stretch."""
    phase: Phase | None = None
    outcome: Outcome | None = None
    boards: tuple[str, ...] = ()


def in_order(moments: Iterable[Moment]) -> list[Moment]:
    """By day; boards of the same kind on the same day together, by name."""
    alone: list[Moment] = []
    boards: dict[tuple[MomentKind, date], set[str]] = {}
    for moment in moments:
        if moment.boards:
            boards.setdefault((moment.kind, moment.on), set()).update(moment.boards)
        else:
            alone.append(moment)
    together = [Moment(kind=kind, on=on, boards=tuple(sorted(names))) for (kind, on), names in boards.items()]
    order = list(MomentKind)
    return sorted([*alone, *together], key=lambda one: (one.on, order.index(one.kind), one.until or one.on))


def next_after(moments: Sequence[Moment], today: date) -> Moment | None:
    """What comes next, of moments in order."""
    return next((one for one in moments if one.on > today), None)
