"""What boards need, put together: how much, how it spreads, what they ask, when their contracts of today end."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

from pydantic import TypeAdapter

from steunpunt.contract.tenders.choices import ItemKind, NeedLevel
from steunpunt.contract.tenders.values import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Something that an offer should have, in a board's own words."""

    level: NeedLevel
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What one board says that it needs."""

    likely: Mapping[str, Decimal] = field(default_factory=dict)
    """The quantity it counts on, by code of the item."""
    most: Mapping[str, Decimal] = field(default_factory=dict)
    """The most that it could come to order."""
    wanted: tuple[Wanted, ...] = ()
    supplier: str = ""
    """Of today's contract."""
    contract_ends_on: date | None = None
    from_inventory: str = ""
    """The contract in the board's own inventory of which supplier and end were taken over."""
    remark: str = ""


_ADAPTER: TypeAdapter[Needs] = TypeAdapter(Needs)


def as_data(needs: Needs) -> dict[str, Any]:
    found: dict[str, Any] = _ADAPTER.dump_python(needs, mode="json")
    return found


def read(data: dict[str, Any]) -> Needs:
    return _ADAPTER.validate_python(data)


@dataclass(frozen=True, slots=True)
class Together:
    """One item over all boards that said something about it; without any of them everything is nought."""

    item: Item
    boards: int
    likely: Decimal
    most: Decimal
    """Of boards that gave no most, what they count on."""
    least_of_one: Decimal
    median_of_one: Decimal
    most_of_one: Decimal


def together(items: Iterable[Item], needs: Iterable[Needs]) -> list[Together]:
    """Each item with the sum and the spread over boards; a board that says nought counts, one that is silent does not."""
    said = list(needs)
    found = []
    for item in items:
        likely = [one.likely[item.code] for one in said if item.code in one.likely]
        upper = [
            max(one.likely[item.code], one.most.get(item.code, Decimal(0))) for one in said if item.code in one.likely
        ]
        found.append(
            Together(
                item=item,
                boards=len(likely),
                likely=sum(likely, Decimal(0)),
                most=sum(upper, Decimal(0)),
                least_of_one=min(likely, default=Decimal(0)),
                median_of_one=Decimal(median(likely)) if likely else Decimal(0),
                most_of_one=max(likely, default=Decimal(0)),
            )
        )
    return found


def times(kind: ItemKind, months: int) -> Decimal:
    """How often an item is paid over a term of so many months: what is paid by use has the quantity of the whole term."""
    if kind is ItemKind.MONTHLY:
        return Decimal(months)
    if kind is ItemKind.YEARLY:
        return Decimal(months) / 12
    return Decimal(1)
