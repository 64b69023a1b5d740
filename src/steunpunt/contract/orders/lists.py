"""The lists of orders and of savings."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from steunpunt.contract.orders.choices import words
from steunpunt.contract.orders.models import Order, Saving
from steunpunt.contract.orders.queries.accounting import Booking
from steunpunt.contract.orders.queries.call_offs import Movements, Report
from steunpunt.contract.orders.sentences import days_of
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens
from steunpunt.foundation.ui.spreadsheets import Row

_NUMBER = re.compile(r"(?:\d{4}-)?0*(\d{1,9})")


def _numbered(field: str, words: str) -> Q:
    """Orders by their number, whole or only its last part."""
    found = _NUMBER.fullmatch(words.strip())
    return Q(**{field: int(found[1])}) if found else Q(pk__in=[])


def orders(
    *,
    shows_board: bool,
    is_supplier: bool = False,
    contracts: Sequence[tuple[str, str]] = (),
    years: Sequence[int] = (),
) -> ListSpec[Order]:
    """The list of orders; what all boards called off under one contract stands on its own page (`views.call_offs`)."""
    boards: list[Column[Order]] = [
        Column(
            key="board",
            label=_("Board"),
            value=lambda row: str(row.organisation),
            order_by=("organisation__name",),
        )
    ]
    suppliers: list[Column[Order]] = [
        Column(key="supplier", label=_("Supplier"), value=lambda row: str(row.supplier), order_by=("supplier__name",))
    ]
    support_parts: list[Column[Order]] = [
        Column(
            key="support_part",
            label=_("Commits to, support point"),
            value=lambda row: row.support_part,
            order_by=("support_part",),
            is_number=True,
        )
    ]
    return ListSpec(
        key="orders",
        title=_("Orders"),
        empty=_("No order yet."),
        order="-placed",
        search=lambda rows, words: rows.filter(
            _numbered("pk", words)
            | Q(note__icontains=words)
            | Q(framework__title__icontains=words)
            | Q(framework__reference__icontains=words)
            | Q(organisation__name__icontains=words)
            | Q(supplier__name__icontains=words)
        ),
        columns=[
            Column(
                key="number",
                label=_("Order number"),
                value=lambda row: row.number,
                order_by=("pk",),
                link=Opens("orders:order"),
            ),
            Column(key="placed", label=_("Placed"), value=lambda row: row.placed_on, order_by=("placed_at",)),
            *(boards if shows_board else []),
            Column(
                key="framework",
                label=_("Framework contract"),
                value=lambda row: str(row.framework),
                order_by=("framework__title",),
            ),
            *([] if is_supplier else suppliers),
            Column(
                key="state", label=_("State"), value=lambda row: str(words.STATES[row.state][0]), order_by=("state",)
            ),
            Column(
                key="supplier_part",
                label=_("Commits to, supplier"),
                value=lambda row: row.supplier_part,
                order_by=("supplier_part",),
                is_number=True,
            ),
            *([] if is_supplier else support_parts),
            Column(key="note", label=_("What for"), value=lambda row: row.note, only_export=True),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: [(key, label) for key, (label, _tone) in words.STATES.items()],
                apply=lambda rows, value: rows.filter(state=value),
            ),
            Filter(
                key="contract",
                label=_("Framework contract"),
                choices=lambda: contracts,
                apply=lambda rows, value: rows.filter(framework_id=int(value)),
            ),
            Filter(
                key="year",
                label=_("Year"),
                choices=lambda: [(str(year), str(year)) for year in years],
                apply=lambda rows, value: rows.filter(placed_on__year=int(value)),
            ),
        ],
    )


def savings(*, shows_board: bool) -> ListSpec[Saving]:
    """Every row of the ledger: the lowest step down, where a euro that was saved opens."""
    boards: list[Column[Saving]] = [
        Column(key="board", label=_("Board"), value=lambda row: str(row.organisation), order_by=("organisation__name",))
    ]
    return ListSpec(
        key="savings",
        title=_("Ledger of savings"),
        empty=_("Nothing was booked: savings count from the first delivery under a framework contract on."),
        order="-period",
        search=lambda rows, words: rows.filter(
            _numbered("line__order_id", words)
            | Q(line__item__title__icontains=words)
            | Q(framework__title__icontains=words)
            | Q(organisation__name__icontains=words)
        ),
        columns=[
            Column(
                key="order",
                label=_("Order number"),
                value=lambda row: row.line.order.number,
                link=lambda row: _order_page.at(row.line.order_id),
            ),
            Column(
                key="period", label=_("From"), value=lambda row: row.period_from, order_by=("period_from", "line_id")
            ),
            Column(key="until", label=_("Until"), value=lambda row: row.period_to, only_export=True),
            *(boards if shows_board else []),
            Column(
                key="framework",
                label=_("Framework contract"),
                value=lambda row: str(row.framework),
                order_by=("framework__title",),
                only_export=True,
            ),
            Column(key="item", label=_("Item"), value=lambda row: row.line.item.title, order_by=("line__item__title",)),
            Column(
                key="reason",
                label=_("Why"),
                value=lambda row: str(words.SAVING_REASONS[row.reason]),
                order_by=("reason",),
            ),
            Column(key="units", label=_("Units"), value=lambda row: row.units, is_number=True),
            Column(
                key="standard_price",
                label=_("Standard price of a unit"),
                value=lambda row: row.line.standard_price,
                is_number=True,
            ),
            Column(
                key="standard",
                label=_("At the standard price"),
                value=lambda row: row.standard,
                order_by=("standard",),
                is_number=True,
                has_total=True,
            ),
            Column(
                key="supplier_part",
                label=_("Supplier part"),
                value=lambda row: row.supplier_part,
                is_number=True,
                has_total=True,
            ),
            Column(
                key="support_part",
                label=_("Support part"),
                value=lambda row: row.support_part,
                is_number=True,
                has_total=True,
            ),
            Column(
                key="saved",
                label=_("Saved"),
                value=lambda row: row.standard - row.supplier_part - row.support_part,
                is_number=True,
                has_total=True,
            ),
            Column(
                key="source",
                label=_("Source of the standard price"),
                value=lambda row: row.line.standard_source,
                only_export=True,
            ),
            Column(
                key="stated",
                label=_("Stated on"),
                value=lambda row: row.line.standard_on,
                only_export=True,
            ),
        ],
        filters=[],
    )


_order_page = Opens("orders:order")


def bookings(*, is_support: bool) -> tuple[list[str], Callable[[Booking], list[Any]]]:
    """What accounting takes over: headings, and the cells of a row. The support point reads who pays it."""
    columns: list[tuple[str, Callable[[Booking], Any]]] = [
        (_("Date"), lambda one: one.row.on),
        (_("Why"), lambda one: str(words.COMMIT_REASONS[one.row.reason])),
        (_("Financial year"), lambda one: one.row.year),
        (_("Board that pays") if is_support else _("Creditor"), lambda one: one.partner.name),
        (_("Enterprise number"), lambda one: one.partner.number),
        (_("Which part"), lambda one: _("Support part") if one.is_support else _("Supplier part")),
        (_("Amount without VAT"), lambda one: one.amount),
        (_("Order number"), lambda one: one.row.order.number),
        (_("Placed"), lambda one: one.row.order.placed_on),
        (_("Line"), lambda one: one.row.line),
        (_("Item"), lambda one: one.row.item.title),
        (_("Code"), lambda one: one.row.item.code),
        (_("Units"), lambda one: one.row.units),
        (_("Framework contract"), lambda one: one.row.framework.title),
        (_("Reference"), lambda one: one.row.framework.reference),
        (_("What for"), lambda one: one.row.order.note),
        (_("Made up"), lambda one: _("yes") if one.row.order.is_invented else ""),
    ]
    return [label for label, _value in columns], lambda one: [value(one) for _label, value in columns]


def call_offs(framework: Any, found: Report, *, is_supplier: bool) -> dict[str, tuple[Sequence[str], Iterable[Row]]]:
    """The sheets of the report of one contract: by item, by board, both, by month, and how suppliers keep their word."""
    moved = [
        label % {"kind": kind}
        for kind in words.MOVEMENTS
        for label in (
            _("%(kind)s: units"),
            _("%(kind)s: supplier part"),
            *([] if is_supplier else [_("%(kind)s: support part")]),
        )
    ]
    amounts = [
        label % {"kind": kind}
        for kind in words.MOVEMENTS
        for label in (_("%(kind)s: supplier part"), *([] if is_supplier else [_("%(kind)s: support part")]))
    ]
    item, money = [_("Lot"), _("Code"), _("Item"), _("Unit")], _money_headings(is_supplier=is_supplier)

    def cells(one: Movements) -> list[Any]:
        return [cell for each in one.all for cell in (each.units, *_money(each.amount, is_supplier=is_supplier))]

    def euros(one: Movements) -> list[Any]:
        """Units of unlike items are not added up."""
        return [cell for each in one.all for cell in _money(each.amount, is_supplier=is_supplier)]

    def named(key: Any) -> list[Any]:
        return [key.lot, key.code, key.title, key.unit]

    about = [
        [_("Framework contract"), framework.title],
        [_("Reference"), framework.reference],
        [_("From"), found.since],
        [_("Until and with"), found.until],
        [_("Boards that ordered"), found.ordering],
        [_("Boards that could order"), found.entitled],
        [_("Open orders"), found.open_orders],
        *([] if is_supplier else [[_("Maximum"), framework.most_amount], [_("Ordered of the maximum"), found.used]]),
        *([[_("Made up"), _("yes")]] if found.is_invented or framework.is_invented else []),
    ]
    return {
        _("Report"): ([_("What"), ""], about),
        _("By item"): ([*item, *moved], [[*named(key), *cells(one)] for key, one in found.items]),
        _("By board"): (
            [_("Board"), _("Orders"), *amounts],
            [[board.name, found.orders.get(board, 0), *euros(one)] for board, one in found.boards],
        ),
        _("By board and item"): (
            [_("Board"), *item, *moved],
            [
                [board.name, *named(key), *cells(one)]
                for (key, board), one in sorted(
                    found.cells.items(), key=lambda each: (each[0][1], each[0][0].lot, each[0][0].code)
                )
            ],
        ),
        _("By month"): (
            [_("Month"), _("Orders"), *money, *[_("Given back: %(what)s") % {"what": word.lower()} for word in money]],
            [
                [
                    month.first,
                    month.orders,
                    *_money(month.ordered, is_supplier=is_supplier),
                    *_money(month.given_back, is_supplier=is_supplier),
                ]
                for month in found.months
            ],
        ),
        _("Suppliers"): (
            [
                _("Supplier"),
                _("Orders"),
                _("Waits for an answer"),
                _("Refused"),
                _("Days until the answer, the middle one"),
                _("Days until the answer, the longest"),
                _("Came whole, with an agreed day"),
                _("Of those in time"),
                _("Late today"),
            ],
            [
                [
                    one.name,
                    one.orders,
                    one.waiting,
                    one.refused,
                    days_of(one.median),
                    days_of(one.longest),
                    one.due,
                    one.in_time,
                    one.late,
                ]
                for one in found.suppliers
            ],
        ),
    }


def _money_headings(*, is_supplier: bool) -> list[str]:
    return [_("Supplier part")] if is_supplier else [_("Supplier part"), _("Support part")]


def _money(amount: Euros, *, is_supplier: bool) -> list[Any]:
    return [amount.supplier] if is_supplier else [amount.supplier, amount.support]
