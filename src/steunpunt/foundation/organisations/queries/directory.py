"""Who there is: cards, names, the directory and its search."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.organisations.choices import BOARD_KINDS, Kind
from steunpunt.foundation.organisations.models import (
    Organisation,
    OrganisationName,
    Territory,
)
from steunpunt.foundation.organisations.queries.dated import holding
from steunpunt.foundation.organisations.queries.scale import populations, with_inhabitants
from steunpunt.foundation.organisations.rules.numbers import plain_enterprise_number
from steunpunt.foundation.organisations.values import (
    OrganisationCard,
)


def card(organisation: Organisation) -> OrganisationCard:
    return OrganisationCard(
        id=organisation.pk,
        kind=organisation.kind,
        name=organisation.name,
        name_fr=organisation.name_fr,
        nis_code=organisation.nis_code or "",
        enterprise_number=organisation.enterprise_number or "",
        province=organisation.province,
        period=organisation.period,
        is_demo=organisation.is_demo,
    )


def cards(ids: Iterable[int]) -> dict[int, OrganisationCard]:
    return {row.pk: card(row) for row in _by_ids(set(ids))}


@composed
def _by_ids(ids: Collection[int]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(among("pk", ids))


def names(ids: Iterable[int]) -> dict[int, str]:
    return dict(_names(set(ids)))


def names_and_codes(ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Name and NIS code, for maps."""
    return {pk: (name, nis_code or "") for pk, name, nis_code in _names_and_codes(set(ids))}


@composed
def _names_and_codes(ids: Collection[int]) -> QuerySet[Organisation, tuple[int, str, str | None]]:
    return Organisation.objects.filter(among("pk", ids)).values_list("pk", "name", "nis_code")


@composed
def _names(ids: Collection[int]) -> QuerySet[Organisation, tuple[int, str]]:
    return Organisation.objects.filter(among("pk", ids)).values_list("pk", "name")


def with_number(enterprise_number: str, today: date) -> OrganisationCard | None:
    rows = Organisation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), enterprise_number=enterprise_number)
    found = rows.order_by("valid_from", "pk").first()
    return card(found) if found else None


def standing(on: date, *, kinds: Iterable[str] = (), province: str = "") -> QuerySet[Organisation]:
    """Organisations that exist on a day, of some kinds and one province when asked."""
    rows = Organisation.objects.filter(holding(on))
    if kinds:
        rows = rows.filter(kind__in=tuple(kinds))
    if province:
        rows = rows.filter(province=province)
    return rows.order_by("name", "pk")


def boards_by_code(code: str) -> list[OrganisationCard]:
    """Boards by a code that stands on their papers: an enterprise number is of one, a NIS code of a municipality and its
    welfare centre, in that order.
    """
    digits = plain_enterprise_number(code)
    found = Q(nis_code=code.strip()) | (Q(enterprise_number=digits) if digits.isdigit() else Q(pk=None))
    rows = Organisation.objects.filter(found, kind__in=BOARD_KINDS)
    return [card(row) for row in sorted(rows, key=lambda row: (row.kind != Kind.MUNICIPALITY, row.pk))]


def by_nis(nis_code: str, kind: str) -> OrganisationCard | None:
    row = Organisation.objects.filter(nis_code=nis_code, kind=kind).first()
    return card(row) if row else None


def of_kind(kind: str) -> list[OrganisationCard]:
    return [card(row) for row in Organisation.objects.filter(kind=kind).order_by("name", "pk")]


def first_of_kind(kind: str) -> OrganisationCard | None:
    row = Organisation.objects.filter(kind=kind).order_by("pk").first()
    return card(row) if row else None


def counts_by_kind(on: date) -> dict[str, int]:
    """How many organisations of each kind exist on a day."""
    rows = Organisation.objects.filter(holding(on)).order_by().values_list("kind")
    return dict(rows.annotate(count=Count("pk")))


@composed
def provinces() -> QuerySet[Organisation, str]:
    return Organisation.objects.exclude(province="").order_by("province").values_list("province", flat=True).distinct()


def matching(rows: QuerySet[Organisation], text: str) -> QuerySet[Organisation]:
    """Rows whose name (also a former one), French name or code holds the text; accents and capitals do not count."""
    digits = plain_enterprise_number(text)
    found = (
        Q(name__unaccent__icontains=text)
        | Q(name_fr__unaccent__icontains=text)
        | Q(nis_code=text)
        | Q(zone_code=text)
        | Q(pk__in=OrganisationName.objects.filter(name__unaccent__icontains=text).values("organisation"))
    )
    return rows.filter(found | Q(enterprise_number=digits) if digits.isdigit() else found)


def directory(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """The rows with what the list can be sorted on: inhabitants, and the area of the land that day."""
    area = Territory.objects.filter(holding(on), organisation=OuterRef("pk")).values("area_km2")[:1]
    return with_inhabitants(rows, on).annotate(area_km2=Subquery(area))


def describe(rows: Iterable[Organisation], on: date) -> None:
    """Gives some rows what `directory` gives all, in four queries: quicker where the order does not depend on it."""
    shown = {row.pk: row for row in rows}
    counted = populations(shown, on)
    known = dict(_areas(shown.keys(), on))
    for pk, row in shown.items():
        row.inhabitants = counted[pk].inhabitants if pk in counted else None  # type: ignore[attr-defined]
        row.area_km2 = known.get(pk)  # type: ignore[attr-defined]


@composed
def _areas(ids: Collection[int], on: date) -> QuerySet[Territory, tuple[int, Decimal | None]]:
    rows = Territory.objects.filter(holding(on), among("organisation", ids))
    return rows.order_by().values_list("organisation_id", "area_km2")
