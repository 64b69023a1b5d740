"""Whether assessors agree: before their marks are averaged, so that they can talk first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from steunpunt.contract.tenders.rules.exact import Number, mean
from steunpunt.contract.tenders.rules.quality import Marks

TALK_BELOW = 0.5
"""Under this agreement of a single assessor, a group does well to talk before it averages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intraclass:
    """The six intraclass correlations of P. Shrout and J. Fleiss, "Intraclass correlations: uses in assessing rater
    reliability", Psychological Bulletin 86(2), 1979. Those with a k are of the mean of all assessors.

    1: every object has assessors of its own; 2: the same assessors, drawn from many, who must agree on the mark itself; 3: just
    these assessors, who must agree on the order. The platform shows the second. None where it is not defined, as when all marks are alike.
    """

    icc1: float | None
    icc2: float | None
    icc3: float | None
    icc1k: float | None
    icc2k: float | None
    icc3k: float | None

    @property
    def should_talk(self) -> bool:
        return self.icc2 is not None and self.icc2 < TALK_BELOW


def intraclass(table: Sequence[Sequence[Number]]) -> Intraclass:
    """From marks with a row for each object and a column for each assessor, at least two of both; exact up to the last step.

    Raises ValueError for a table that is smaller, or has gaps.
    """
    n, k = len(table), len(table[0]) if table else 0
    if n < 2 or k < 2 or any(len(row) != k for row in table):
        raise ValueError("agreement needs two objects, two assessors and no gaps")
    exact = [[Fraction(mark) for mark in row] for row in table]
    all_marks = [mark for row in exact for mark in row]
    overall = mean(all_marks)
    total = _squares(all_marks, overall)
    between = k * _squares([mean(row) for row in exact], overall)
    of_assessors = n * _squares([mean(column) for column in zip(*exact, strict=True)], overall)
    rows = between / (n - 1)
    columns = of_assessors / (k - 1)
    within = (total - between) / (n * (k - 1))
    rest = (total - between - of_assessors) / ((n - 1) * (k - 1))
    return Intraclass(
        icc1=_ratio(rows - within, rows + (k - 1) * within),
        icc2=_ratio(rows - rest, rows + (k - 1) * rest + Fraction(k, n) * (columns - rest)),
        icc3=_ratio(rows - rest, rows + (k - 1) * rest),
        icc1k=_ratio(rows - within, rows),
        icc2k=_ratio(rows - rest, rows + (columns - rest) / n),
        icc3k=_ratio(rows - rest, rows),
    )


def table_of(marks: Mapping[str, Marks], criterion: str | None = None) -> list[list[Number]]:
    """The marks by assessor as a table: a row for each offer, or for each offer and criterion when none is named."""
    assessors = sorted(marks)
    asked = sorted({(offer, each) for sheet in marks.values() for offer, row in sheet.items() for each in row})
    return [
        [marks[assessor][offer][each] for assessor in assessors]
        for offer, each in asked
        if criterion is None or each == criterion
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far the marks of one offer for one criterion lie apart."""

    offer: str
    criterion: str
    lowest: Number
    highest: Number
    mean: Fraction
    middle: Fraction
    """The median."""
    deviations: Mapping[str, Fraction]
    """For each assessor: the own mark less the median of the others. Empty with one assessor."""

    @property
    def width(self) -> Fraction:
        return Fraction(self.highest) - Fraction(self.lowest)

    def deviating(self, least: Number) -> list[str]:
        """Who lies at least so far from the others, the furthest first."""
        far = [name for name, by in self.deviations.items() if by and abs(by) >= least]
        return sorted(far, key=lambda name: (-abs(self.deviations[name]), name))


def spreads(marks: Mapping[str, Marks]) -> list[Spread]:
    """Of every offer and criterion that somebody marked, the widest first; marks by assessor, who need not all have marked."""
    by_cell: dict[tuple[str, str], dict[str, Number]] = {}
    for assessor in sorted(marks):
        for offer, row in marks[assessor].items():
            for criterion, mark in row.items():
                by_cell.setdefault((offer, criterion), {})[assessor] = mark
    found = [_spread(offer, criterion, given) for (offer, criterion), given in by_cell.items()]
    return sorted(found, key=lambda each: (-each.width, each.offer, each.criterion))


def _spread(offer: str, criterion: str, given: Mapping[str, Number]) -> Spread:
    exact = {assessor: Fraction(mark) for assessor, mark in given.items()}
    deviations = {
        assessor: mark - median(other for name, other in exact.items() if name != assessor)
        for assessor, mark in exact.items()
        if len(exact) > 1
    }
    return Spread(
        offer=offer,
        criterion=criterion,
        lowest=min(given.values()),
        highest=max(given.values()),
        mean=mean(exact.values()),
        middle=median(exact.values()),
        deviations=deviations,
    )


def _squares(values: Sequence[Fraction], middle: Fraction) -> Fraction:
    return sum(((value - middle) ** 2 for value in values), Fraction(0))


def _ratio(part: Fraction, whole: Fraction) -> float | None:
    return float(part / whole) if whole > 0 else None
