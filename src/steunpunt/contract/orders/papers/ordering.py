"""The order on paper: for the supplier with what it gets, for the board with both parts."""

from datetime import datetime
from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.contract.frameworks.values import RECURRING
from steunpunt.contract.orders import sentences
from steunpunt.contract.orders.models import Order, OrderLine
from steunpunt.foundation.ui import papers
from steunpunt.foundation.ui.templatetags.ui import day, number

PACKAGE = "steunpunt.contract.orders"


def order_pdf(order: Order, *, for_supplier: bool, now: datetime) -> bytes:
    """An order of `queries.with_lines`."""
    lines = list(order.lines.all())
    data = {
        "title": _("Order %(number)s") % {"number": order.number},
        "language": get_language() or "nl",
        "kicker": f"{order.framework.reference} · {order.framework.title}",
        "foot": _("Amounts without VAT. Placed under the terms of the framework contract."),
        "page_word": _("page"),
        "warning": _("Demonstration: this order was made up.") if order.is_invented else "",
        "facts": [
            [_("Board"), str(order.organisation)],
            [_("Supplier"), str(order.supplier)],
            [_("Framework contract"), f"{order.framework.reference} · {order.framework.title}"],
            [_("Placed on"), day(order.placed_on)],
            *([[_("What it is for"), order.note]] if order.note else []),
            *([[_("Deliver to"), order.deliver_to]] if order.deliver_to else []),
            *([[_("Delivered by"), day(order.due_on)]] if order.due_on else []),
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
        f"{line.item.code} · {line.item.title}",
        f"{number(line.quantity)} {line.item.unit}",
        sentences.charge(line.charge),
        *(sentences.euros(amount) for amount in amounts),
    ]


def _totals(lines: list[OrderLine], *, for_supplier: bool) -> list[list[str]]:
    """What is paid once, and what each time: two sums that are never one."""
    found = []
    for label, some in (
        (_("Paid once"), [line for line in lines if line.charge not in RECURRING]),
        (_("Paid each time"), [line for line in lines if line.charge in RECURRING]),
    ):
        if some:
            supplier = sum((line.supplier_part for line in some), Decimal(0))
            support = sum((line.support_part for line in some), Decimal(0))
            amounts = [supplier] if for_supplier else [supplier, support, supplier + support]
            found.append([label, "", "", *(sentences.euros(amount) for amount in amounts)])
    return found


def _total(line: OrderLine) -> Decimal:
    return line.supplier_part + line.support_part
