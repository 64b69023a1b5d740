"""What was called off under one contract in a period, on paper for its contracting authority."""

from datetime import datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.contract.orders import sentences
from steunpunt.contract.orders.queries.call_offs import Movements, Report
from steunpunt.foundation.figures.money import Euros
from steunpunt.foundation.ui import papers
from steunpunt.foundation.ui.templatetags.ui import day, number

PACKAGE = "steunpunt.contract.orders"


def call_offs_pdf(framework: Any, found: Report, *, is_supplier: bool, now: datetime) -> bytes:
    """For a supplier without the part of the support point."""

    def money(amount: Euros) -> list[str]:
        return [number(amount.supplier, 2)] if is_supplier else [number(amount.supplier, 2), number(amount.support, 2)]

    def cells(one: Movements) -> list[str]:
        units = [number(each.units) for each in one.all]
        back = one.returned.amount + one.ended.amount
        return [
            units[0],
            *money(one.ordered.amount),
            units[1],
            number(one.returned.units + one.ended.units),
            *money(back),
        ]

    parts = [_("Supplier part")] if is_supplier else [_("Supplier part"), _("Support part")]
    head = [_("Ordered"), *parts, _("Delivered"), _("Given back"), *parts]
    data = {
        "title": _("Call-offs: %(title)s") % {"title": framework.title},
        "language": get_language() or "nl",
        "kicker": framework.reference,
        "foot": _("From the orders of the platform on %(day)s. Euros without VAT.") % {"day": day(now)},
        "page_word": _("page"),
        "warning": _("Demonstration: orders were made up.") if found.is_invented or framework.is_invented else "",
        "headline": sentences.called_off(found, is_supplier=is_supplier),
        "figures": _figures(framework, found, is_supplier=is_supplier),
        "items_title": _("By lot and item"),
        "items_head": [_("Item"), *head],
        "items": [[f"{item.lot} · {item.code} · {item.title}", *cells(one)] for item, one in found.items],
        "whole": [_("Together"), *cells(found.whole)],
        "boards_title": _("By board"),
        "boards_head": [_("Board"), *head],
        "boards": [[board.name, *cells(one)] for board, one in found.boards],
        "months_title": _("By month"),
        "months_head": [_("Month"), _("Orders"), *parts],
        "months": [[f"{one.first:%m/%Y}", number(one.orders), *money(one.ordered)] for one in found.months],
        "kept_title": _("Answers and deliveries"),
        "kept": [[one.name, " ".join(sentences.kept(one))] for one in found.suppliers],
        "how": sentences.how_called_off(),
    }
    return papers.pdf(PACKAGE, "call_offs", data, made_at=now)


def _figures(framework: Any, found: Report, *, is_supplier: bool) -> list[list[str]]:
    figures = [
        [_("Contracting authority"), str(framework.authority)],
        [_("Period"), f"{day(found.since)} – {day(found.until)}"],
        [_("Open orders"), number(found.open_orders)],
    ]
    if not is_supplier and framework.most_amount is not None:
        left = framework.most_amount - found.used
        figures += [
            [_("Maximum"), sentences.euros(framework.most_amount)],
            [_("Ordered of the maximum"), sentences.euros(found.used)],
            [_("Left of the maximum"), sentences.euros(left)],
        ]
    return figures
