"""What goes to accounting: rows of the ledger of a period, and their sums by creditor and financial year."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet, Sum

from steunpunt.contract.orders.models import Commitment
from steunpunt.foundation.organisations import public as organisations


@dataclass(frozen=True, slots=True)
class Partner:
    """Who is paid, or pays (crediteur, debiteur)."""

    name: str
    number: str
    """Of the enterprise, as people write it; empty where it is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """An amount of one part, with one creditor, in one financial year: what accounting takes over."""

    row: Commitment
    is_support: bool
    partner: Partner
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Of one creditor, or of one board that pays: by year, in the order of the years."""

    partner: Partner
    is_support: bool
    by_year: tuple[tuple[int, Decimal], ...]

    @property
    def total(self) -> Decimal:
        return sum((amount for _year, amount in self.by_year), Decimal(0))


def of_period(rows: QuerySet[Commitment], since: date, until: date) -> QuerySet[Commitment]:
    """What was written on these days, both included."""
    return rows.filter(on__gte=since, on__lte=until)


def listed(rows: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """With all that a row of the export shows, in the order in which they were written."""
    return rows.select_related("order", "item", "framework", "supplier", "organisation").order_by("on", "pk")


def support_point() -> Partner:
    """The support point as a creditor."""
    card = organisations.support_point()
    return as_partner(card.name, card.enterprise_number) if card else Partner("", "")


def as_partner(name: str, number: str | None) -> Partner:
    """With the number as people write it."""
    return Partner(name, organisations.shown_enterprise_number(number) if number else "")


def payable(rows: Iterable[Commitment]) -> Iterator[Booking]:
    """What a board pays: to the supplier and to the support point, each a creditor by itself."""
    support = support_point()
    for row in rows:
        supplier = as_partner(row.supplier.name, row.supplier.enterprise_number)
        for is_support, partner, amount in ((False, supplier, row.supplier_part), (True, support, row.support_part)):
            if amount:
                yield Booking(row=row, is_support=is_support, partner=partner, amount=amount)


def receivable(rows: Iterable[Commitment]) -> Iterator[Booking]:
    """What the support point gets: its own part, from every board."""
    for row in rows:
        if row.support_part:
            board = as_partner(row.organisation.name, row.organisation.enterprise_number)
            yield Booking(row=row, is_support=True, partner=board, amount=row.support_part)


def years_of(rows: QuerySet[Commitment]) -> list[int]:
    return list(rows.order_by("year").values_list("year", flat=True).distinct())


def payable_sums(rows: QuerySet[Commitment], years: list[int]) -> list[Sums]:
    """By creditor: suppliers by name, then the support point."""
    found = _sums(rows, "supplier", "supplier_part", years, is_support=False)
    by_year = dict(rows.order_by().values_list("year").annotate(n=Sum("support_part")))
    if not any(by_year.values()):
        return found
    return [*found, Sums(partner=support_point(), is_support=True, by_year=_over(years, by_year))]


def _over(years: list[int], amounts: Mapping[int, Decimal]) -> tuple[tuple[int, Decimal], ...]:
    return tuple((year, amounts.get(year, Decimal(0))) for year in years)


def receivable_sums(rows: QuerySet[Commitment], years: list[int]) -> list[Sums]:
    """What every board pays to the support point, by name."""
    return _sums(rows.exclude(support_part=0), "organisation", "support_part", years, is_support=True)


def _sums(rows: QuerySet[Commitment], who: str, part: str, years: list[int], *, is_support: bool) -> list[Sums]:
    amounts: dict[tuple[str, int], dict[int, Decimal]] = {}
    numbers: dict[int, str | None] = {}
    found = (
        rows.order_by()
        .values("year", who=F(who), name=F(f"{who}__name"), number=F(f"{who}__enterprise_number"))
        .annotate(n=Sum(part))
    )
    for row in found:
        amounts.setdefault((row["name"], row["who"]), {})[row["year"]] = row["n"]
        numbers[row["who"]] = row["number"]
    return [
        Sums(
            partner=as_partner(name, numbers[pk]),
            is_support=is_support,
            by_year=_over(years, of_year),
        )
        for (name, pk), of_year in sorted(amounts.items())
    ]
