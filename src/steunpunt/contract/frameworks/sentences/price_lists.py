"""What a price list changes, in rows and in sentences."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steunpunt.contract.frameworks.choices import words
from steunpunt.contract.frameworks.models import Item, PriceChange
from steunpunt.contract.frameworks.rules.completing import Completed
from steunpunt.contract.frameworks.rules.differing import Difference, step_changes
from steunpunt.contract.frameworks.rules.price_list import HEADINGS, Listed, Reading
from steunpunt.contract.frameworks.values import StandardPrice, Step, StepChange
from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui.templatetags.ui import day, number
from steunpunt.foundation.ui.templatetags.ui import price as unit_price

NAMED = 10
"""So many items are named in a sentence."""
_LABELS: Mapping[str, Text] = {
    "title": gettext_lazy("Name"),
    "category": gettext_lazy("Group"),
    "unit": gettext_lazy("Unit"),
    "charge": gettext_lazy("Paid"),
    "lot": gettext_lazy("Lot"),
    "place": gettext_lazy("Rank"),
    "least": gettext_lazy("Minimum"),
    "most_units": gettext_lazy("Maximum"),
    "option_of": gettext_lazy("Option of"),
}


def price(amount: Decimal) -> str:
    """A unit price with the decimals that it has, two at least."""
    return f"€ {unit_price(amount)}"


# ── rows ─────────────────────────────────────────────────────────────────────
def difference_rows(found: Sequence[Difference], units: Mapping[str, str]) -> list[dict[str, Any]]:
    """What a list would change, item by item; `units` gives units of a catalogue that are not those of the list."""
    return [
        {
            "code": one.code,
            "title": one.title,
            "state": "new" if one.before is None else "gone" if one.after is None else "",
            "notes": list(_notes(one, units.get(one.code, ""))),
            "steps": [_step_row(step) for step in one.steps],
        }
        for one in found
    ]


def coming_rows(items: Sequence[tuple[Item, tuple[Step, ...], tuple[Step, ...]]]) -> list[dict[str, Any]]:
    """What changes on a day that has not come."""
    return [
        {
            "code": row.code,
            "title": row.title,
            "state": "new" if not before else "gone" if not after else "",
            "notes": [],
            "steps": [_step_row(step) for step in step_changes(before, after)],
        }
        for row, before, after in items
    ]


def _step_row(step: StepChange) -> dict[str, Any]:
    was, becomes = step.before, step.after
    return {
        "from_units": step.from_units,
        "is_new": was is None,
        "is_gone": becomes is None,
        "parts": [
            _part(was.supplier if was else None, becomes.supplier if becomes else None),
            _part(was.support if was else None, becomes.support if becomes else None),
        ],
    }


def _part(was: Decimal | None, becomes: Decimal | None) -> tuple[str, str]:
    """What it is, and what it was where that is something else."""
    shown = "" if becomes is None else price(becomes)
    return shown, price(was) if was is not None and was != becomes else ""


def _notes(one: Difference, unit: str) -> Iterator[str]:
    """What else changes of an item than its prices."""
    if one.before is None and one.after is not None:
        yield f"{one.after.unit}, {words.CHARGES[one.after.charge]}"
    for name in one.changed:
        yield _change(str(_LABELS[name]), _word(name, one.before), _word(name, one.after))
    before, after = (side.standard if side else None for side in (one.before, one.after))
    if one.after is not None and before != after:
        yield _change(_("Standard price"), _standard(before), _standard(after))
    if unit:
        text = _("The catalogue counts in “%(unit)s”: is this the price of the same unit?")
        yield text % {"unit": unit}


def _change(what: str, before: str, after: str) -> str:
    if not after:
        return _("%(what)s falls away (was %(before)s)") % {"what": what, "before": before}
    if not before:
        return f"{what}: {after}"
    return _("%(what)s: %(after)s (was %(before)s)") % {"what": what, "before": before, "after": after}


def _word(name: str, item: Listed | None) -> str:
    value = getattr(item, name)
    if name == "charge":
        return str(words.CHARGES[value])
    return number(value) if isinstance(value, int) else value or ""


def _standard(one: StandardPrice | None) -> str:
    return f"{price(one.price)}, {one.source}, {day(one.stated_on)}" if one else ""


# ── sentences ────────────────────────────────────────────────────────────────
def told(reading: Reading, whole: Completed, found: Sequence[Difference], start: date) -> Iterator[tuple[str, str]]:
    """What somebody should know before taking a list over, each with its tone: first what is lost."""
    gone = [one.title for one in found if one.after is None]
    if gone:
        text = ngettext(
            "%(n)s item falls away: from %(day)s on it cannot be ordered any more (%(names)s).",
            "%(n)s items fall away: from %(day)s on they cannot be ordered any more (%(names)s).",
            len(gone),
        )
        yield "warning", text % {"n": len(gone), "day": day(start), "names": _names(gone)}
    without = [one.title for one in found if one.loses_support]
    if without:
        text = ngettext(
            "Of %(n)s item the part of the support point falls away (%(names)s).",
            "Of %(n)s items the part of the support point falls away (%(names)s).",
            len(without),
        )
        yield "warning", text % {"n": len(without), "names": _names(without)}
    flat = [one.title for one in found if one.before and one.after and any(step.after is None for step in one.steps)]
    if flat:
        text = ngettext(
            "Of %(n)s item a tier falls away (%(names)s).", "Of %(n)s items a tier falls away (%(names)s).", len(flat)
        )
        yield "warning", text % {"n": len(flat), "names": _names(flat)}
    if whole.left_out:
        text = ngettext(
            "%(n)s new item stays off the list, for the catalogue does not say what the support point gets of it (%(names)s). "
            "Fill that in above, or add it with a spreadsheet.",
            "%(n)s new items stay off the list, for the catalogue does not say what the support point gets of them (%(names)s). "
            "Fill that in above, or add them with a spreadsheet.",
            len(whole.left_out),
        )
        yield (
            "warning",
            text % {"n": len(whole.left_out), "names": _names([item.title for item in whole.left_out])},
        )
    yield from _told_of_file(reading, whole, found)


def _told_of_file(reading: Reading, whole: Completed, found: Sequence[Difference]) -> Iterator[tuple[str, str]]:
    if reading.is_catalogue:
        yield (
            "info",
            _(
                "A catalogue says name and price of the supplier. The part of the support point, tiers that it does not name, "
                "standard price, unit and way of paying stay as they are on the list."
            ),
        )
        kept = {item.code for item in whole.items}
        staying = [item.title for item in whole.unnamed if item.code in kept]
        if staying:
            text = ngettext(
                "%(n)s item of the list is not in the catalogue and stays as it is.",
                "%(n)s items of the list are not in the catalogue and stay as they are.",
                len(staying),
            )
            yield "info", text % {"n": len(staying)}
    else:
        lacking = [HEADINGS[name][0] for name in HEADINGS if name not in reading.says and name != "currency"]
        if lacking and any(one.before for one in found):
            text = _("The file has no column for %(columns)s: of items that are on the list that stays as it is.")
            yield "info", text % {"columns": ", ".join(lacking)}
    bare = [one.title for one in found if one.before is None and one.after and one.after.standard is None]
    if bare:
        text = ngettext(
            "%(n)s new item has no standard price: no saving is counted on it until one is stated.",
            "%(n)s new items have no standard price: no saving is counted on them until one is stated.",
            len(bare),
        )
        yield "info", text % {"n": len(bare)}


def _names(titles: Sequence[str]) -> str:
    shown = ", ".join(titles[:NAMED])
    return f"{shown}, …" if len(titles) > NAMED else shown


def withdrawing(change: PriceChange) -> str:
    text = _(
        "Prices of %(day)s on stay as they were before this list. The list itself stays to be read under the terms, with who "
        "withdrew it and why."
    )
    return text % {"day": day(change.valid_from)}
