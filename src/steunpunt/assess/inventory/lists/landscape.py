"""Lists of the landscape: what one's own board uses, what others use, and all products."""

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.assess.inventory.choices import Hosting, ServiceKind
from steunpunt.assess.inventory.models import Application, Product
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


def _task(code: str) -> str:
    return str(ServiceKind(code).label) if code else ""


def _hosting(code: str | None) -> str:
    return str(Hosting(code).label) if code else ""


def _called(rows: QuerySet[Product], words: str) -> QuerySet[Product]:
    return rows.filter(Q(name__unaccent__icontains=words) | Q(publisher__unaccent__icontains=words))


def own_products() -> ListSpec[Product]:
    """Rows of `queries.own_products`."""
    return ListSpec(
        key="software",
        title=_("Software"),
        empty=_("Nothing yet. Write down what your board uses; what is on devices comes along with their agents."),
        order="name",
        search=_called,
        columns=[
            Column(
                key="name",
                label=_("Product"),
                value=lambda row: row.name,
                order_by=("name",),
                link=Opens("inventory:product"),
            ),
            Column(key="publisher", label=_("Maker"), value=lambda row: row.publisher, order_by=("publisher",)),
            Column(key="task", label=_("For what"), value=lambda row: _task(row.task), order_by=("task",)),
            Column(key="version", label=_("Version"), value=lambda row: row.version or ""),  # type: ignore[attr-defined]  # annotated
            Column(
                key="hosting",
                label=_("Where it runs"),
                value=lambda row: _hosting(row.hosting),  # type: ignore[attr-defined]
                order_by=("hosting",),
            ),
            Column(
                key="devices",
                label=_("On devices"),
                value=lambda row: row.devices,  # type: ignore[attr-defined]
                order_by=("devices",),
                is_number=True,
            ),
        ],
        filters=[
            Filter(
                key="taak",
                label=_("For what"),
                choices=lambda: ServiceKind.choices,
                apply=lambda rows, value: rows.filter(task=value),
            ),
            Filter(
                key="wat",
                label=_("Kind"),
                choices=lambda: [("toepassing", _("written down as application")), ("systeem", _("operating systems"))],
                apply=lambda rows, value: (
                    rows.filter(is_system=True) if value == "systeem" else rows.exclude(hosting=None)  # type: ignore[misc]  # annotated
                ),
            ),
        ],
    )


def shown_applications(like_us: Collection[int]) -> ListSpec[Application]:
    """Rows of `queries.shown_applications`: what boards use that show it."""
    return ListSpec(
        key="landscape",
        title=_("What boards use"),
        empty=_("No board shows you anything yet. Boards see each other once they choose so, both ways."),
        order="board",
        search=lambda rows, words: rows.filter(
            Q(product__name__unaccent__icontains=words) | Q(organisation__name__unaccent__icontains=words)
        ),
        columns=[
            Column(
                key="board", label=_("Board"), value=lambda row: row.organisation.name, order_by=("organisation__name",)
            ),
            Column(
                key="product",
                label=_("Product"),
                value=lambda row: row.product.name,
                order_by=("product__name",),
                link=lambda row: reverse("inventory:product", args=[row.product_id]),
            ),
            Column(
                key="task", label=_("For what"), value=lambda row: _task(row.product.task), order_by=("product__task",)
            ),
            Column(key="version", label=_("Version"), value=lambda row: row.version),
            Column(
                key="hosting", label=_("Where it runs"), value=lambda row: _hosting(row.hosting), order_by=("hosting",)
            ),
            Column(key="users", label=_("Users"), value=lambda row: row.users, order_by=("users",), is_number=True),
        ],
        filters=[
            Filter(
                key="taak",
                label=_("For what"),
                choices=lambda: ServiceKind.choices,
                apply=lambda rows, value: rows.filter(product__task=value),
            ),
            Filter(
                key="wie",
                label=_("Which boards"),
                choices=lambda: [("schaal", _("of our scale"))],
                apply=lambda rows, _value: rows.filter(organisation__in=list(like_us)),
            ),
            Filter(
                key="waar",
                label=_("Where it runs"),
                choices=lambda: Hosting.choices,
                apply=lambda rows, value: rows.filter(hosting=value),
            ),
        ],
    )


def products() -> ListSpec[Product]:
    """All products, for the support point: names alone, nothing of who uses them."""
    return ListSpec(
        key="products",
        title=_("Products"),
        empty=_("No product is known yet."),
        order="name",
        search=_called,
        columns=[
            Column(
                key="name",
                label=_("Product"),
                value=lambda row: row.name,
                order_by=("name",),
                link=Opens("inventory:product_keep"),
            ),
            Column(key="publisher", label=_("Maker"), value=lambda row: row.publisher, order_by=("publisher",)),
            Column(key="task", label=_("For what"), value=lambda row: _task(row.task), order_by=("task",)),
            Column(
                key="kept",
                label=_("Looked at"),
                value=lambda row: _("yes") if row.is_kept else "",
                order_by=("is_kept",),
            ),
        ],
        filters=[
            Filter(
                key="bekeken",
                label=_("Looked at"),
                choices=lambda: [("nee", _("not yet")), ("ja", _("yes"))],
                apply=lambda rows, value: rows.filter(is_kept=value == "ja"),
            ),
            Filter(
                key="taak",
                label=_("For what"),
                choices=lambda: ServiceKind.choices,
                apply=lambda rows, value: rows.filter(task=value),
            ),
        ],
    )
