"""A file and the list in force make the new list: what the file has no word of stays as it is.

A spreadsheet is a whole list, but a column that it lacks is kept: a supplier's own list has no support part. A PEPPOL
catalogue says name, unit and price alone, and may name but what changes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from steunpunt.contract.frameworks.rules.price_list import Listed, Reading
from steunpunt.contract.frameworks.values import Step
from steunpunt.foundation.figures.money import Euros

KEPT = ("unit", "lot", "place", "category", "charge", "least", "most", "option_of")
"""Columns besides the price that are kept when a file lacks them."""
ANY_UNIT = "stuks"
"""What a catalogue calls whatever has no unit of its own."""
_FIELDS = {"most": "most_units"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """The whole list as it would hold, and what somebody should know of how it came about."""

    items: tuple[Listed, ...]
    unnamed: tuple[Listed, ...] = ()
    """On the list in force and not in the file."""
    left_out: tuple[Listed, ...] = ()
    """New in a catalogue, while nobody said what the support point gets: they do not come on the list."""
    units: Mapping[str, str] = field(default_factory=dict)
    """By code the unit of a catalogue that is not the one of the list."""
    keeps_support: bool = False
    """Whether parts of the support point are those of the list in force."""


def completed(
    reading: Reading, current: Mapping[str, Listed], *, is_whole: bool, new_support: Decimal | None = None
) -> Completed:
    """`current` is the list in force by code. What a file does not name stays where it is not the `is_whole` list;
    `new_support` is what the support point gets of new items whose file does not say so.
    """
    named, left_out, units = [], [], {}
    for item in reading.items:
        before = current.get(item.code)
        if before is not None:
            named.append(_kept(item, before, reading))
            if "unit" not in reading.says and item.unit not in {before.unit, ANY_UNIT}:
                units[item.code] = item.unit
        elif "support" in reading.says or new_support is not None:
            named.append(item if "support" in reading.says else _supported(item, new_support or Decimal(0)))
        elif reading.is_catalogue:
            left_out.append(item)
        else:
            named.append(item)
    codes = {item.code for item in reading.items}
    unnamed = tuple(item for code, item in current.items() if code not in codes and code not in reading.dropped)
    return Completed(
        items=(*named, *(() if is_whole else unnamed)),
        unnamed=unnamed,
        left_out=tuple(left_out),
        units=units,
        keeps_support="support" not in reading.says,
    )


def _kept(item: Listed, before: Listed, reading: Reading) -> Listed:
    """An item of a file with what the file does not say of it."""
    fields = [_FIELDS.get(name, name) for name in KEPT if name not in reading.says]
    return replace(
        item,
        **{name: getattr(before, name) for name in fields},
        steps=_steps(item.steps, before.steps, reading.says),
        standard=item.standard or before.standard,
    )


def _steps(named: Sequence[Step], before: Sequence[Step], says: frozenset[str]) -> tuple[Step, ...]:
    """One price alone says nothing of tiers where no column does: those of the list stay."""
    found = {step.from_units: step for step in named}
    if "from_units" not in says and (len(found) == 1 or 1 not in found):
        found = {step.from_units: step for step in before} | found
    steps = tuple(found[units] for units in sorted(found))
    if "support" in says:
        return steps
    return tuple(replace(one, price=Euros(one.price.supplier, _support(one.from_units, before))) for one in steps)


def _support(units: int, before: Sequence[Step]) -> Decimal:
    """What the support point gets of that many units on the list in force."""
    reached = [step for step in before if step.from_units <= units] or list(before[:1])
    return reached[-1].price.support


def _supported(item: Listed, support: Decimal) -> Listed:
    return replace(item, steps=tuple(replace(step, price=Euros(step.price.supplier, support)) for step in item.steps))
