"""Points for quality: marks of assessors, or the one mark they agreed on, by criterion and sub-criterion.

points = weight * mark / best mark. Assessors are averaged before anything is weighed. A criterion with parts has no mark of its
own: its points are those of its parts together, and its mark is what these points come to on its own scale.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from steunpunt.contract.tenders.rules.exact import Number, mean

Marks = Mapping[str, Mapping[str, Number]]
"""For each offer, its mark for each criterion without parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """What is judged. Raises ValueError when its parts do not weigh together what it weighs."""

    id: str
    weight: Number
    """In points; under award on value, in euros that the best mark is worth."""
    best: Number = 10
    """The highest mark of its scale; the lowest is 0."""
    minimum: Number | None = None
    """A mark: an offer with a lower one is out."""
    parts: tuple["Criterion", ...] = ()

    def __post_init__(self) -> None:
        if self.weight < 0 or self.best <= 0:
            raise ValueError("a criterion weighs something, on a scale above zero")
        if self.parts and sum(Fraction(part.weight) for part in self.parts) != self.weight:
            raise ValueError(f"the parts of {self.id} do not weigh together what it weighs")
        if self.parts and not self.weight:
            raise ValueError(f"{self.id} has parts, and weighs nothing")

    def leaves(self) -> Iterator["Criterion"]:
        """What has a mark."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionPoints:
    """What an offer has for one criterion, and from what."""

    criterion: Criterion
    mark: Fraction
    points: Fraction
    parts: tuple["CriterionPoints", ...] = ()

    @property
    def share(self) -> Fraction:
        """Of what can be had, from 0 to 1."""
        return self.mark / Fraction(self.criterion.best)

    def all(self) -> Iterator["CriterionPoints"]:
        yield self
        for part in self.parts:
            yield from part.all()


def criterion_points(criterion: Criterion, marks: Mapping[str, Number]) -> CriterionPoints:
    """Raises KeyError for a criterion without a mark, ValueError for a mark outside its scale."""
    if not criterion.parts:
        mark = Fraction(marks[criterion.id])
        if not 0 <= mark <= criterion.best:
            raise ValueError(f"a mark for {criterion.id} lies outside its scale")
        points = Fraction(criterion.weight) * mark / Fraction(criterion.best)
        return CriterionPoints(criterion=criterion, mark=mark, points=points)
    parts = tuple(criterion_points(part, marks) for part in criterion.parts)
    points = sum((part.points for part in parts), Fraction(0))
    mark = points / Fraction(criterion.weight) * Fraction(criterion.best)
    return CriterionPoints(criterion=criterion, mark=mark, points=points, parts=parts)


def averaged(marks: Mapping[str, Marks]) -> dict[str, dict[str, Fraction]]:
    """From the marks of each assessor, the mean mark of each offer for each criterion.

    Raises ValueError when not all assessors marked the same: a mean over other people is another measure.
    """
    sheets = [marks[assessor] for assessor in sorted(marks)]
    if not sheets:
        raise ValueError("nobody has marked anything")
    asked = {(offer, criterion) for offer, row in sheets[0].items() for criterion in row}
    if any({(offer, criterion) for offer, row in sheet.items() for criterion in row} != asked for sheet in sheets):
        raise ValueError("not every assessor has marked the same offers for the same criteria")
    return {
        offer: {criterion: mean(sheet[offer][criterion] for sheet in sheets) for criterion in row}
        for offer, row in sheets[0].items()
    }


def leaves(criteria: Sequence[Criterion]) -> list[Criterion]:
    return [leaf for criterion in criteria for leaf in criterion.leaves()]
