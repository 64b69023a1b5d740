"""What was saved in a year: for the council of a board down to its order lines, for the press by kind of board and by board."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypedDict

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.contract.orders import sentences
from steunpunt.contract.orders.queries import Saved, SavedLine
from steunpunt.foundation.ui import papers
from steunpunt.foundation.ui.templatetags.ui import day, number

PACKAGE = "steunpunt.contract.orders"
MOST_LINES = 400
"""More order lines do not go on paper: the ledger has them all."""
TOP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Savings:
    """Sums of one year, of a board (`is_own`) or of the region."""

    name: str
    year: int
    whole: Saved
    days: Decimal
    contracts: Sequence[tuple[str, Saved]]
    years: Sequence[tuple[int, Saved]]
    claims: Sequence[tuple[str, Decimal, Decimal]]
    """Of a board: project, what was expected each year, what was saved."""
    lines: Sequence[SavedLine]
    """Of a board."""
    kinds: Sequence[tuple[str, int, Saved]]
    """Of the region: kind of board, how many saved, what."""
    boards: Sequence[tuple[str, Saved]]
    """Of the region: the most first."""
    is_own: bool
    is_invented: bool


class _Table(TypedDict):
    title: str
    head: list[str]
    rows: list[list[str]]
    texts: int
    """How many columns are words; the others are amounts."""


def savings_pdf(found: Savings, *, now: datetime) -> bytes:
    """One picture of the year in figures, then what they are made of."""
    ledger = settings.BASE_URL + reverse("orders:ledger") + f"?year={found.year}"
    data = {
        "title": _("Savings in %(year)s") % {"year": found.year},
        "language": get_language() or "nl",
        "kicker": found.name,
        "foot": _("From the ledger of savings of the platform on %(day)s. Amounts without VAT.") % {"day": day(now)},
        "page_word": _("page"),
        "warning": _("Demonstration: orders were made up.") if found.is_invented else "",
        "headline": sentences.saved_headline(found.whole, year=found.year, days=found.days, is_own=found.is_own),
        "figures": [
            *([] if found.is_own else [[_("Boards that saved"), number(len(found.boards))]]),
            [_("At the standard price"), sentences.euros(found.whole.standard)],
            [_("Paid to suppliers"), sentences.euros(found.whole.paid.supplier)],
            [_("Paid to the support point"), sentences.euros(found.whole.paid.support)],
            [_("Saved"), sentences.euros(found.whole.total)],
            [_("Working days not spent on tendering"), sentences.days_in_words(found.days)],
        ],
        "tables": [table for table in (_of_board(found) if found.is_own else _of_region(found)) if table["rows"]],
        "how": [
            sentences.how_counted(),
            sentences.how_days_counted(),
            _("Every row, with its order: %(address)s") % {"address": ledger},
        ],
    }
    return papers.pdf(PACKAGE, "savings", data, made_at=now)


def _of_board(found: Savings) -> list[_Table]:
    claims = [[title, sentences.euros(claimed), sentences.euros(saved)] for title, claimed, saved in found.claims]
    lines = [
        [
            f"{one.number} · {number(one.units)} × {one.item}",
            f"{sentences.euros(one.standard_price)}, {one.source}",
            sentences.euros(one.saved.standard),
            sentences.euros(one.saved.paid.total),
            sentences.euros(one.saved.total),
        ]
        for one in found.lines
    ]
    head = [_("Order and item"), _("Standard price of a unit"), _("At the standard price"), _("Paid"), _("Saved")]
    return [
        _sums(_("By framework contract"), _("Framework contract"), found.contracts),
        {
            "title": _("Beside what was expected"),
            "head": [_("Project"), _("Expected a year"), _("Saved")],
            "rows": claims,
            "texts": 1,
        },
        {"title": _("Line by line"), "head": head, "rows": lines, "texts": 2},
    ]


def _of_region(found: Savings) -> list[_Table]:
    kinds = [[label, number(count), sentences.euros(one.total)] for label, count, one in found.kinds]
    top = [[label, sentences.euros(one.total)] for label, one in found.boards[:TOP]]
    return [
        {
            "title": _("By kind of board"),
            "head": [_("Kind of board"), _("Boards"), _("Saved")],
            "rows": kinds,
            "texts": 1,
        },
        {"title": _("Who saved most"), "head": [_("Board"), _("Saved")], "rows": top, "texts": 1},
        _sums(_("By framework contract"), _("Framework contract"), found.contracts),
        _sums(_("By year"), _("Year"), [(str(year), one) for year, one in found.years]),
        _sums(_("By board"), _("Board"), found.boards),
    ]


def _sums(title: str, word: str, rows: Sequence[tuple[str, Saved]]) -> _Table:
    return {
        "title": title,
        "head": [word, _("At the standard price"), _("Supplier part"), _("Support part"), _("Saved")],
        "rows": [
            [
                label,
                sentences.euros(one.standard),
                sentences.euros(one.paid.supplier),
                sentences.euros(one.paid.support),
                sentences.euros(one.total),
            ]
            for label, one in rows
        ],
        "texts": 1,
    }
