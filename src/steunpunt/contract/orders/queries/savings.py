"""What was saved, of the ledger."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.db.models import F, QuerySet, Sum

from steunpunt.bundle.projects import public as projects
from steunpunt.contract.orders.models import DaysSaved, Saving
from steunpunt.contract.orders.values import order_number
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.organisations import public as organisations

NOTHING = Euros()
Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A sum of savings: standard price, both parts that were paid, and what is left."""

    standard: Decimal = Decimal(0)
    paid: Euros = NOTHING

    def __add__(self, other: "Saved") -> "Saved":
        return Saved(standard=self.standard + other.standard, paid=self.paid + other.paid)

    @property
    def total(self) -> Decimal:
        return self.standard - self.paid.total

    @property
    def share(self) -> Decimal | None:
        """Of the standard price; None when that is nothing."""
        return self.total / self.standard if self.standard else None


_SUMS = {
    "standard_sum": Sum("standard"),
    "supplier_sum": Sum("supplier_part"),
    "support_sum": Sum("support_part"),
}


def _saved(row: Mapping[str, object]) -> Saved:
    def part(name: str) -> Decimal:
        value = row[name]
        return value if isinstance(value, Decimal) else Decimal(0)

    return Saved(
        standard=part("standard_sum"),
        paid=Euros(part("supplier_sum"), part("support_sum")),
    )


def saved(rows: QuerySet[Saving]) -> Saved:
    """Of all these rows together."""
    return _saved(rows.order_by().aggregate(**_SUMS))


def saved_by(rows: QuerySet[Saving], *fields: str) -> list[tuple[tuple[object, ...], Saved]]:
    """By year, board or contract: the most first."""
    found = rows.order_by().values(*fields).annotate(**_SUMS)
    return most_first((tuple(row[name] for name in fields), _saved(row)) for row in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedLine:
    """What one order line brought into the ledger of a year."""

    number: str
    """Of the order."""
    item: str
    units: int
    standard_price: Decimal
    source: str
    saved: Saved


def saved_by_line(rows: QuerySet[Saving], most: int) -> list[SavedLine]:
    """Line by line, in the order in which they were ordered; `most` at the most."""
    lines = (
        rows.order_by()
        .values("line_id")
        .annotate(**_SUMS)
        .annotate(
            order_id=F("line__order_id"),
            placed_on=F("line__order__placed_on"),
            item=F("line__item__title"),
            units=F("line__quantity"),
            price=F("line__standard_price"),
            source=F("line__standard_source"),
        )
        .order_by("placed_on", "order_id", "line_id")
    )
    return [
        SavedLine(
            number=order_number(row["placed_on"], row["order_id"]),
            item=row["item"],
            units=row["units"],
            standard_price=row["price"],
            source=row["source"],
            saved=_saved(row),
        )
        for row in lines[:most]
    ]


def most_first(sums: Iterable[tuple[Key, Saved]]) -> list[tuple[Key, Saved]]:
    return sorted(sums, key=lambda one: (-one[1].total, str(one[0])))


def added_by(sums: Iterable[tuple[tuple[object, ...], Saved]], place: int) -> list[tuple[int, Saved]]:
    """Sums by several ids, added up by one of them: the most first."""
    found: dict[int, Saved] = defaultdict(Saved)
    for key, one in sums:
        found[int(str(key[place]))] += one
    return most_first(found.items())


def days_saved(*, year: int | None = None, organisation_id: int | None = None) -> Decimal:
    """Working days, of a year and a board with those that merged into it, or of all."""
    rows = DaysSaved.objects.all()
    rows = rows.filter(year=year) if year else rows
    rows = rows.filter(organisation__in=organisations.with_predecessors(organisation_id)) if organisation_id else rows
    return rows.order_by().aggregate(n=Sum("days"))["n"] or Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What a board expected to save each year with a project, beside what it saved in one under the contract that came of it."""

    project_id: int
    title: str
    claimed: Decimal
    saved: Decimal


def claims(organisation_id: int, year: int) -> list[Claimed]:
    """Of every project of which the board kept a claim and under whose contract it ordered."""
    boards = organisations.with_predecessors(organisation_id)
    rows = Saving.objects.filter(organisation__in=boards, year=year, framework__project__isnull=False)
    by_project = {int(str(of)): one for (of,), one in saved_by(rows, "framework__project_id")}
    return [
        Claimed(
            project_id=claim.project_id,
            title=claim.title,
            claimed=claim.yearly,
            saved=by_project[claim.project_id].total,
        )
        for claim in projects.yearly_claims(organisation_id)
        if claim.project_id in by_project
    ]


def has_invented(rows: QuerySet[Saving]) -> bool:
    """Whether some of it was made up for the demonstration."""
    return rows.filter(line__order__is_invented=True).exists()
