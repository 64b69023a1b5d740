"""The lists of framework contracts, and a price list that can be read in again."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from steunpunt.contract.frameworks.choices import FrameworkState, words
from steunpunt.contract.frameworks.models import Entitlement, Framework
from steunpunt.contract.frameworks.rules.price_list import CHARGE_IN_SHEET, HEADINGS
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def frameworks(today: date) -> ListSpec[Framework]:
    return ListSpec(
        key="frameworks",
        title=_("Framework contracts"),
        empty=_("No framework contract yet."),
        order="title",
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(reference__icontains=words) | Q(items__title__icontains=words)
        ).distinct(),
        columns=[
            Column(
                key="title",
                label=_("Framework contract"),
                value=lambda row: row.title,
                order_by=("title",),
                link=Opens("frameworks:detail"),
            ),
            Column(key="reference", label=_("Reference"), value=lambda row: row.reference, order_by=("reference",)),
            Column(
                key="supplier",
                label=_("Supplier"),
                value=lambda row: row.supplier_name or "",  # type: ignore[attr-defined]  # annotated
                order_by=("supplier_name",),
            ),
            Column(key="state", label=_("State"), value=lambda row: str(state(row, today)[0]), order_by=("state",)),
            Column(
                key="boards",
                label=_("Boards"),
                value=lambda row: row.board_count or 0,  # type: ignore[attr-defined]
                order_by=("board_count",),
                is_number=True,
            ),
            Column(key="starts", label=_("From"), value=lambda row: row.starts_on, order_by=("starts_on",)),
            Column(key="ends", label=_("Last day to order"), value=lambda row: row.ends_on, order_by=("ends_on",)),
            Column(
                key="most",
                label=_("Maximum"),
                value=lambda row: row.most_amount,
                order_by=("most_amount",),
                is_number=True,
            ),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: [(key, label) for key, (label, _tone) in words.STATES.items()],
                apply=lambda rows, value: rows.filter(state=value),
            ),
        ],
    )


def state(row: Framework, today: date) -> Any:
    """In words, with a colour; a contract whose last day has passed has ended."""
    if row.state == FrameworkState.IN_FORCE and row.ends_on < today:
        return words.ENDED
    return words.STATES[row.state]


def boards() -> ListSpec[Entitlement]:
    return ListSpec(
        key="boards",
        title=_("Who can order"),
        empty=_("No board can order under this contract yet."),
        order="board",
        search=lambda rows, words: rows.filter(organisation__name__icontains=words),
        columns=[
            Column(
                key="board",
                label=_("Board"),
                value=lambda row: str(row.organisation),
                order_by=("organisation__name", "valid_from"),
            ),
            Column(
                key="origin", label=_("Why"), value=lambda row: str(words.ORIGINS[row.origin]), order_by=("origin",)
            ),
            Column(key="from", label=_("From"), value=lambda row: row.valid_from, order_by=("valid_from",)),
            Column(key="until", label=_("Until"), value=lambda row: row.valid_to, order_by=("valid_to",)),
        ],
    )


_NOT_FOR_SUPPLIERS = frozenset({"support", "standard", "standard_source", "standard_on"})


def price_list_table(items: Sequence[Any], *, is_whole: bool = True) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of a price list as it is read in again: one row for each step; whole, or as its supplier sees it."""
    names = [
        name for name in HEADINGS if name != "currency" and (is_whole or name not in _NOT_FOR_SUPPLIERS)
    ]  # prices are in euros
    rows = []
    for row, value in items:
        for step in value.steps if value else ():
            standard = value.standard
            cells = {
                "charge": CHARGE_IN_SHEET[value.charge],
                "from_units": step.from_units,
                "supplier": _in_euros(step.price.supplier),
                "support": _in_euros(step.price.support),
                "most": row.most_units,
                "standard": _in_euros(standard.price) if standard else None,
                "standard_source": standard.source if standard else "",
                "standard_on": standard.stated_on if standard else None,
            }
            rows.append([cells[name] if name in cells else getattr(row, name) for name in names])
    return [HEADINGS[name][0] for name in names], rows


def _in_euros(price: Decimal) -> Decimal:
    """With two decimals where they suffice."""
    in_cents = price.quantize(Decimal("0.01"))
    return in_cents if in_cents == price else price.normalize()
