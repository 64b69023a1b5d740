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

    def money(amount: Euros) -> str:
        if amount == Euros():
            return "–"
        support = "" if is_supplier else f" + {number(amount.support, 2)}"
        return f"{number(amount.supplier, 2)}{support}"

    def back(one: Movements) -> str:
        return money(one.returned.amount + one.ended.amount)

    whole = found.whole
    data = {
        "title": _("Call-offs: %(title)s") % {"title": framework.title},
        "language": get_language() or "nl",
        "kicker": framework.reference,
        "foot": _("From the orders of the platform on %(day)s. Euros without VAT.") % {"day": day(now)},
        "page_word": _("page"),
        "warning": _("Demonstration: orders were made up.") if found.is_invented or framework.is_invented else "",
        "headline": sentences.called_off(found, is_supplier=is_supplier),
        "figures": _figures(framework, found, is_supplier=is_supplier),
        "parts": _("Units, and euros without VAT")
        if is_supplier
        else _("Units, and euros without VAT: supplier part + support part"),
        "items_title": _("By lot and item"),
        "items_head": [_("Item"), _("Ordered"), "€", _("Delivered"), _("Given back"), "€"],
        "items": [
            [
                f"{item.lot} · {item.code} · {item.title}",
                number(one.ordered.units),
                money(one.ordered.amount),
                number(one.delivered.units),
                number(one.returned.units + one.ended.units),
                back(one),
            ]
            for item, one in found.items
        ],
        "whole": [_("Together"), "", money(whole.ordered.amount), "", "", back(whole)],
        "boards_title": _("By board"),
        "boards_head": [_("Board"), _("Orders"), _("Ordered"), _("Given back")],
        "boards": [
            [board.name, number(found.orders.get(board, 0)), money(one.ordered.amount), back(one)]
            for board, one in found.boards
        ],
        "months_title": _("By month"),
        "months_head": [_("Month"), _("Orders"), _("Ordered"), _("Given back")],
        "months": [
            [f"{one.first:%m/%Y}", number(one.orders), money(one.ordered), money(one.given_back)]
            for one in found.months
        ],
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
