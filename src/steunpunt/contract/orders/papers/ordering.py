"""The order on paper: for the supplier with what it gets, for the board with both parts."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.contract.orders import queries, sentences
from steunpunt.contract.orders.models import Order, OrderLine
from steunpunt.contract.orders.papers.parties import parties_of
from steunpunt.foundation.ui import papers
from steunpunt.foundation.ui.templatetags.ui import day, number

PACKAGE = "steunpunt.contract.orders"


def order_pdf(order: Order, *, for_supplier: bool, now: datetime) -> bytes:
    """An order of `queries.with_lines`."""
    lines = list(order.lines.all())
    board, supplier = parties_of(order)
    data = {
        "title": _("Order %(number)s") % {"number": order.number},
        "language": get_language() or "nl",
        "kicker": f"{order.framework.reference} · {order.framework.title}",
        "foot": _("Amounts without VAT. Placed under the terms of the framework contract."),
        "page_word": _("page"),
        "warning": _("Demonstration: this order was made up.") if order.is_invented else "",
        "facts": [
            [_("Board"), str(board)],
            [_("Supplier"), str(supplier)],
            [_("Framework contract"), f"{order.framework.reference} · {order.framework.title}"],
            [_("Placed on"), day(order.placed_on)],
            *([[_("What it is for"), order.note]] if order.note else []),
            *([[_("Deliver to"), order.deliver_to]] if order.deliver_to else []),
            *([[_("Delivered by"), day(order.due_on)]] if order.due_on else []),
            [_("On the invoice"), _("Mention order number %(number)s.") % {"number": order.number}],
        ],
        "head": [
            _("Item"),
            _("Quantity"),
            _("Paid"),
            _("Supplier part"),
            *([] if for_supplier else [_("Support part"), _("Total")]),
        ],
        "rows": [_row(line, for_supplier=for_supplier) for line in lines],
        "totals": _totals(lines, for_supplier=for_supplier),
        "how": _("Recurring lines show what is paid each time; they are paid from the delivery on, until notice."),
    }
    return papers.pdf(PACKAGE, "order", data, made_at=now)


def _row(line: OrderLine, *, for_supplier: bool) -> list[str]:
    amounts = [line.supplier_part] if for_supplier else [line.supplier_part, line.support_part, _total(line)]
    return [
        f"{line.item.code} · {line.item.title}{_start(line)}",
        f"{number(line.quantity)} {line.item.unit}",
        sentences.charge(line.charge),
        *(sentences.euros(amount) for amount in amounts),
    ]


def _start(line: OrderLine) -> str:
    return ", " + _("wanted from %(day)s") % {"day": day(line.starts_on)} if line.starts_on else ""


def _totals(lines: list[OrderLine], *, for_supplier: bool) -> list[list[str]]:
    """What is paid once, each month, each year: sums that are never one."""
    found = []
    for charge, one in queries.sums(lines):
        amounts = [one.supplier] if for_supplier else [one.supplier, one.support, one.total]
        found.append([sentences.paid(charge), "", "", *(sentences.euros(amount) for amount in amounts)])
    return found


def _total(line: OrderLine) -> Decimal:
    return line.supplier_part + line.support_part
