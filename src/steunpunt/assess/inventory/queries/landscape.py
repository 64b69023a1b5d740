"""Reads of the landscape: what a board uses, who else does, what ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.models import Application, Product, ProductUse, SoftwareTitle, SupportEnd
from steunpunt.assess.inventory.rules.software import is_of_version
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

AHEAD = timedelta(days=548)
"""A year and a half: as long as replacing something takes."""


def own_products(actor: Actor) -> QuerySet[Product]:
    """What one's own board uses or has on its devices, each with its hosting, version and number of devices."""
    board = actor.organisation_id or 0
    uses = ProductUse.objects.filter(product=OuterRef("pk"), organisation_id=board)
    applications = Application.objects.filter(product=OuterRef("pk"), organisation_id=board, until_on=None)
    rows = Product.objects.annotate(
        devices=Subquery(uses.values("devices")[:1]),
        application_id=Subquery(applications.values("pk")[:1]),
        hosting=Subquery(applications.values("hosting")[:1]),
        version=Subquery(applications.values("version")[:1]),
        supported_until=Subquery(
            SupportEnd.objects.filter(product=OuterRef("pk")).order_by("ends_on").values("ends_on")[:1]
        ),
    )
    if not access.sees_landscape(actor):
        return rows.none()
    return rows.filter(Q(Exists(uses)) | Q(Exists(applications)), merged_into=None).order_by("name", "pk")


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A board that uses a product, as it lets others see it."""

    board_id: int
    board: str
    version: str
    hosting: str
    users: int | None
    devices: int | None


def who_uses(actor: Actor, product: Product, today: date) -> list[Neighbour]:
    """The boards that use a product and show it to this actor, by name: five queries, however many there are."""
    own = actor.organisation_id or 0
    boards = access.boards_that_show(own, today) if access.sees_landscape(actor) else set()
    told = {
        row.organisation_id: row
        for row in Application.objects.filter(product=product, organisation_id__in=boards, until_on=None).order_by("pk")
    }
    devices = dict(
        ProductUse.objects.filter(product=product, organisation_id__in=boards).values_list("organisation_id", "devices")
    )
    names = organisations.names({*told, *devices})
    found = [
        Neighbour(
            board,
            name,
            told[board].version if board in told else "",
            told[board].hosting if board in told else "",
            told[board].users if board in told else None,
            devices.get(board),
        )
        for board, name in names.items()
    ]
    return sorted(found, key=lambda one: one.board)


def shown_applications(actor: Actor, today: date) -> QuerySet[Application]:
    """What boards use that show it to this actor, own board among them."""
    rows = access.visible_applications(actor, today).select_related("product", "organisation")
    return rows.order_by("organisation__name", "product__name", "pk")


def like_us(actor: Actor, today: date) -> set[int]:
    """Boards of at least half and at most twice as many inhabitants: whom a board lays itself beside."""
    own = organisations.population(actor.organisation_id or 0, today)
    if own is None or not own.inhabitants:
        return set()
    boards = access.boards_that_show(actor.organisation_id or 0, today)
    found = organisations.populations(boards, today)
    return {
        board
        for board, count in found.items()
        if count.inhabitants and own.inhabitants / 2 <= count.inhabitants <= 2 * own.inhabitants
    }


@dataclass(frozen=True, slots=True)
class Ending:
    """A version of a product at one's own board that is or will be no longer supported."""

    product: Product
    version: str
    ends_on: date
    source: str
    devices: int
    """On how many devices; 0 for what runs elsewhere."""


def ending(actor: Actor, today: date) -> list[Ending]:
    """What one's own board has whose support ends within a year and a half, or ended: three queries."""
    if not access.sees_landscape(actor):
        return []
    board = actor.organisation_id or 0
    ends = list(SupportEnd.objects.filter(ends_on__lte=today + AHEAD).select_related("product").order_by("-pk"))
    products = {end.product_id for end in ends}
    found = _versions_on_devices(board, products)
    for application in Application.objects.filter(organisation_id=board, until_on=None, product__in=products).order_by(
        "pk"
    ):
        found.setdefault((application.product_id, application.version), 0)
    newest: dict[tuple[int, str], SupportEnd] = {}
    for end in ends:
        newest.setdefault((end.product_id, end.version), end)
    rows = [
        Ending(end.product, version, end.ends_on, end.source, devices)
        for (product, version), devices in found.items()
        for end in [_end_of(version, [one for (of, _v), one in newest.items() if of == product])]
        if end is not None
    ]
    return sorted(rows, key=lambda one: (one.ends_on, one.product.name, one.version))


def _end_of(version: str, ends: Sequence[SupportEnd]) -> SupportEnd | None:
    """The most particular end that is about a version: of 10.0.1, that of 10.0 before that of 10."""
    fitting = [end for end in ends if is_of_version(version, end.version)]
    return max(fitting, key=lambda end: len(end.version), default=None)


def _versions_on_devices(board: int, products: set[int]) -> dict[tuple[int, str], int]:
    rows = (
        SoftwareTitle.objects.filter(
            product__in=products,
            installations__gone_at=None,
            installations__asset__organisation_id=board,
            installations__asset__merged_into=None,
        )
        .order_by()
        .values_list("product_id", "version")
        .annotate(n=Count("installations__asset", distinct=True))
    )
    return {(product, version): n for product, version, n in rows}
