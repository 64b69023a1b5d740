"""One kind of list for the whole platform: search, filters in the address, sort, pages, totals, export.

A module declares a `ListSpec` once; its page, its CSV, JSON and workbook come from the same columns and the same rows, which
the module has fetched through its own `visible_…`.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page, Paginator
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import slugify

from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui import spreadsheets

M = TypeVar("M", bound=Model)


class Opens:
    """Leads from a row to the page of that name that takes the row's id.

    The address is resolved once in a process, not for each row: resolving takes longer than all else that is done for a cell.
    """

    _ID = 1_234_567_890

    def __init__(self, view_name: str) -> None:
        self._view_name = view_name

    @cached_property
    def _around(self) -> tuple[str, str]:
        before, _id, after = reverse(self._view_name, args=[self._ID]).partition(str(self._ID))
        return before, after

    def __call__(self, row: Model) -> str:
        return self.at(row.pk)

    def at(self, pk: int) -> str:
        before, after = self._around
        return f"{before}{pk}{after}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[M]):
    """A column: `value` gives what is shown and exported, `order_by` the fields to sort on, `link` where a cell leads."""

    key: str
    label: Text
    value: Callable[[M], Any]
    order_by: tuple[str, ...] = ()
    link: Callable[[M], str] | None = None
    press: Callable[[M], str] | None = None
    """Where pressing the cell posts to: for what changes by being opened, such as a notice that counts as read.
    Who looks in as somebody else gets the link instead."""
    is_number: bool = False
    has_total: bool = False
    only_export: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter(Generic[M]):
    """A choice that narrows the list. An unknown value in the address is ignored."""

    key: str
    label: Text
    choices: Callable[[], Sequence[tuple[str, Text]]]
    apply: Callable[[QuerySet[M], str], QuerySet[M]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSpec(Generic[M]):
    key: str
    title: Text
    columns: Sequence[Column[M]]
    filters: Sequence[Filter[M]] = ()
    search: Callable[[QuerySet[M], str], QuerySet[M]] | None = None
    describe: Callable[[Sequence[M]], None] | None = None
    """Reads at once, for the rows of one page, what their columns show beside the rows' own fields."""
    order: str
    """Key of the column to sort on at first; a minus in front turns it round."""
    per_page: int = 50
    empty: Text = ""


@dataclass(slots=True)
class ShownFilter:
    key: str
    label: Text
    choices: Sequence[tuple[str, Text]]
    chosen: str


@dataclass(slots=True)
class Cell:
    column: Column[Any]
    value: Any
    link: str
    press: str = ""

    @property
    def attributes(self) -> SafeString:
        """Of the table cell: its heading, which a phone shows beside it, and whether it holds a number."""
        return _attributes(str(self.column.label), self.column.is_number)


@cache
def _attributes(label: str, is_number: bool) -> SafeString:  # noqa: FBT001 - a key of the cache
    """Written once for every column, not for every cell."""
    return format_html(' data-label="{}" class="number"' if is_number else ' data-label="{}"', label)


@dataclass(slots=True)
class ListPage:
    """What the list template needs; `rows` holds the cells of one page."""

    spec: ListSpec[Any]
    page: Page[Any]
    columns: list[Column[Any]]
    filters: list[ShownFilter]
    search: str
    order: str
    rows: list[list[Cell]] = field(default_factory=list)
    totals: list[Any] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.page.paginator.count

    @property
    def found(self) -> QuerySet[Any]:
        """The rows of all pages, as narrowed and ordered."""
        return self.page.paginator.object_list  # type: ignore[return-value]

    @property
    def has_search(self) -> bool:
        """Asked by the template, which would call the function itself."""
        return self.spec.search is not None

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search or any(shown.chosen for shown in self.filters))


def narrowed(request: HttpRequest, spec: ListSpec[M], rows: QuerySet[M]) -> tuple[QuerySet[M], list[ShownFilter], str]:
    """The rows after search and filters of the address, and how these stand."""
    search = request.GET.get("q", "").strip()[:100].replace("\x00", "")
    if search and spec.search:
        rows = spec.search(rows, search)
    shown = []
    for item in spec.filters:
        choices = item.choices()
        chosen = request.GET.get(item.key, "")
        if chosen not in {str(value) for value, _ in choices}:
            chosen = ""
        if chosen:
            rows = item.apply(rows, chosen)
        shown.append(ShownFilter(item.key, item.label, choices, chosen))
    return rows, shown, search


def ordered(request: HttpRequest, spec: ListSpec[M], rows: QuerySet[M]) -> tuple[QuerySet[M], str]:
    """The rows in the order that the address asks for, ties by id; and that order."""
    by_key = {column.key: column for column in spec.columns if column.order_by}
    asked = request.GET.get("sort", "")
    order = asked if asked.removeprefix("-") in by_key else spec.order
    fields = by_key[order.removeprefix("-")].order_by
    if order.startswith("-"):
        fields = tuple(name[1:] if name.startswith("-") else f"-{name}" for name in fields)
    return rows.order_by(*fields, "pk"), order


def list_page(request: HttpRequest, spec: ListSpec[M], rows: QuerySet[M]) -> ListPage:
    """One page of the list as the address asks for it. A page number that does not exist gives the nearest one."""
    rows, filters, search = narrowed(request, spec, rows)
    rows, order = ordered(request, spec, rows)
    page = Paginator(rows, spec.per_page).get_page(request.GET.get("page"))
    on_page = list(page)
    if spec.describe:
        spec.describe(on_page)
    columns = [replace(column, label=str(column.label)) for column in spec.columns if not column.only_export]
    shown = [
        [
            Cell(
                column,
                column.value(row),
                column.link(row) if column.link else "",
                column.press(row) if column.press else "",
            )
            for column in columns
        ]
        for row in on_page
    ]
    totals: list[Any] = []
    if any(column.has_total for column in columns):
        totals = [
            sum(cell.value for cell in cells if cell.value is not None) if column.has_total else None
            for column, cells in zip(columns, zip(*shown, strict=True), strict=False)
        ]
    return ListPage(
        spec=spec, page=page, columns=columns, filters=filters, search=search, order=order, rows=shown, totals=totals
    )


def export(request: HttpRequest, spec: ListSpec[M], rows: QuerySet[M]) -> HttpResponse | None:
    """The whole list as a file, when the address says `export=csv`, `xlsx` or `json`; otherwise nothing.

    JSON is for programs: an object for each row, under the keys of the columns, days and moments as ISO 8601.
    """
    kind = request.GET.get("export")
    if kind != "json" and kind not in spreadsheets.WRITERS:
        return None
    rows, _, _ = narrowed(request, spec, rows)
    rows, _ = ordered(request, spec, rows)
    name = slugify(str(spec.title))
    if kind == "json":
        found = [{column.key: column.value(row) for column in spec.columns} for row in rows.iterator(chunk_size=2000)]
        text = json.dumps(found, default=_as_json, ensure_ascii=False, indent=1)
        return spreadsheets.download(text.encode(), f"{name}-{timezone.localdate():%Y-%m-%d}.json", "application/json")
    header = [str(column.label) for column in spec.columns]
    table = ([column.value(row) for column in spec.columns] for row in rows.iterator(chunk_size=2000))
    return spreadsheets.response(kind, name, header, table)


def _as_json(value: Any) -> Any:
    try:
        return DjangoJSONEncoder().default(value)
    except TypeError:
        return str(value)  # as the page shows it
