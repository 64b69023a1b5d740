"""Reads of comparison: which contracts count, what was released to a board, who shows prices by name, what suppliers reply."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.choices import OPTIONS, Outlook, Reach, ServiceKind
from steunpunt.assess.inventory.models import Contract, Edition, PriceIndex, PriceRelease, SupplierReply
from steunpunt.assess.inventory.rules.comparison import Position, Terms, position
from steunpunt.assess.inventory.rules.prices import Price
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.figures.disclosure import MIN_GROUP
from steunpunt.foundation.organisations import public as organisations

MONTHS = 12
DEFAULT_YEARS = 4
"""Over so many years a one-off cost is spread where the contract runs for an indefinite time."""


def counted() -> QuerySet[Contract]:
    """Contracts that their boards let count, that run, and say what is paid for how many; the largest of a board first."""
    return (
        Contract.objects.select_related("current")
        .filter(
            current__is_counted=True,
            current__is_price_confidential=False,
            current__units__gt=0,
            current__yearly__isnull=False,
        )
        .exclude(outlook=Outlook.ENDED.value)
        .order_by("organisation_id", "-current__units", "-pk")
    )


def terms_of(edition: Edition) -> Terms:
    """What of a contract is compared."""
    years = edition.initial_months / MONTHS if edition.initial_months else DEFAULT_YEARS
    price = Price(
        units=float(edition.units or 1),
        yearly=float(edition.yearly or 0),
        once=float(edition.once or 0),
        years=years,
        first_year=edition.starts_on.year,
        includes_vat=edition.includes_vat,
        extras=float(edition.extras_yearly or 0),
        indexed_share=float(edition.indexed_share),
    )
    return Terms(price=price, options=edition.options)


def terms_by_board(kind: str, unit: str) -> dict[int, Terms]:
    """One contract of each board: the largest, when it has several. One query."""
    found: dict[int, Terms] = {}
    for row in counted().filter(current__kind=kind, current__unit=unit):
        if row.current and row.organisation_id not in found:
            found[row.organisation_id] = terms_of(row.current)
    return found


ALL_KINDS = ""
"""As kind of a release: over all that a board buys."""


def baskets(organisation_id: int | None = None) -> dict[int, dict[str, Terms]]:
    """What every board, or one, buys: “kind unit” → its largest contract. “Something else” is no line. One query."""
    rows = counted().exclude(current__kind=ServiceKind.OTHER).filter(current__yearly__gt=0)
    found: dict[int, dict[str, Terms]] = {}
    for row in rows.filter(organisation_id=organisation_id) if organisation_id else rows:
        if edition := row.current:
            found.setdefault(row.organisation_id, {}).setdefault(f"{edition.kind} {edition.unit}", terms_of(edition))
    return found


def asked_of(lines: Iterable[str]) -> dict[str, list[str]]:
    """Line → the options that are looked at."""
    return {line: list(OPTIONS[ServiceKind(line.split()[0])]) for line in lines}


def index() -> dict[int, float]:
    """Year → index, as was told last: one query."""
    rows = PriceIndex.objects.order_by("year", "-pk").distinct("year")
    return {row.year: float(row.value) for row in rows}


def released(board: int, kind: str, unit: str) -> list[PriceRelease]:
    """What a board was shown of a kind, the oldest first."""
    rows = PriceRelease.objects.filter(organisation_id=board, kind=kind, unit=unit)
    return list(rows.order_by("pk"))


@dataclass(frozen=True, slots=True)
class Compared:
    """A contract beside what its board was shown last; `position` is None where nothing can be shown."""

    release: PriceRelease | None
    position: Position | None
    asked: dict[str, str]


def compared(contract: Contract) -> Compared:
    """Two queries."""
    edition = contract.current
    if edition is None or not edition.unit or not edition.units or edition.yearly is None:
        return Compared(None, None, {})
    asked = {code: str(label) for code, label in OPTIONS[edition.kind].items()}
    shown = released(contract.organisation_id, edition.kind, edition.unit)
    if not shown:
        return Compared(None, None, asked)
    return Compared(shown[-1], position(terms_of(edition), shown[-1].figures, list(asked), index()), asked)


def shown_by_name(actor: Actor, contract: Contract, today: date) -> list[Contract]:
    """Contracts of the same kind and unit of boards of its partnerships that show theirs by name, while this one does so.

    Both ways, and each board for itself; prices that are confidential by contract never. Three queries at the most.
    """
    edition = contract.current
    is_own = contract.organisation_id == actor.organisation_id
    if edition is None or not is_own or edition.shown_to == Reach.NOBODY or not edition.units:
        return []
    groups = organisations.partnerships_of(contract.organisation_id, today)
    together = organisations.members_of_each([group.id for group in groups], today)
    partners = {board for members in together.values() for board in members} - {contract.organisation_id}
    rows = (
        Contract.objects.select_related("current", "organisation")
        .filter(
            organisation__in=partners,
            current__kind=edition.kind,
            current__unit=edition.unit,
            current__units__gt=0,
            current__yearly__isnull=False,
            current__is_price_confidential=False,
        )
        .exclude(current__shown_to=Reach.NOBODY.value)
        .exclude(outlook=Outlook.ENDED.value)
    )
    return list(rows.order_by("organisation__name", "pk"))


def reply_of(supplier_org: int | None, kind: str) -> SupplierReply | None:
    """What the supplier of a contract replied last about this kind of service."""
    if supplier_org is None:
        return None
    return SupplierReply.objects.filter(organisation_id=supplier_org, kind=kind).order_by("-pk").first()


def kinds_of_supplier(actor: Actor) -> list[tuple[str, int | None]]:
    """The kinds of service in which boards name this supplier, each with how many boards where these are enough; one query."""
    if not access.replies(actor):
        return []
    rows = Contract.objects.filter(current__supplier_org=actor.organisation_id, current__is_counted=True)
    boards: dict[str, set[int]] = {}
    for kind, board in (
        rows.exclude(outlook=Outlook.ENDED.value).order_by().values_list("current__kind", "organisation_id")
    ):
        boards.setdefault(kind, set()).add(board)
    return [(kind, len(some) if len(some) >= MIN_GROUP else None) for kind, some in sorted(boards.items())]


def kinds_in_use() -> Iterable[tuple[str, str]]:
    """Pairs of kind and unit of which some contract counts: one query."""
    rows = Contract.objects.filter(current__is_counted=True).order_by()
    return sorted(set(rows.values_list("current__kind", "current__unit")))
