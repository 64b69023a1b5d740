"""Reads of organisations: the directory, one organisation, its land, its neighbours, its past."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from steunpunt.foundation.organisations.choices import AddressKind, Kind, RelationKind
from steunpunt.foundation.organisations.models import (
    Address,
    Border,
    FigureOfOthers,
    Organisation,
    OrganisationName,
    PopulationCount,
    Relation,
    Territory,
)
from steunpunt.foundation.organisations.rules.boards import key_of
from steunpunt.foundation.organisations.rules.numbers import plain_enterprise_number
from steunpunt.foundation.organisations.values import (
    Listed,
    Neighbour,
    OrganisationCard,
    Period,
    Place,
    Population,
    PublishedFigure,
)


def holding(on: date, prefix: str = "") -> Q:
    """The condition that a dated row holds on a day. An empty day means from ever, or until further notice."""
    begun = Q(**{f"{prefix}valid_from": None}) | Q(**{f"{prefix}valid_from__lte": on})
    return begun & (Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": on}))


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


# ── scale ────────────────────────────────────────────────────────────────────


def last_counted_year(on: date) -> int:
    """The newest year with population counts by that day."""
    return PopulationCount.objects.filter(year__lte=on.year).aggregate(last=Max("year"))["last"] or on.year


def with_inhabitants(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Annotates `inhabitants`: a municipality's own newest count by that day; an OCMW has those of its municipality.

    A merged board without a count of its own has the sum of its predecessors; a zone the sum of those who were members
    when people were counted. `own_year` is the year of a board's own count, `counted_year` that of the sums.
    """
    year = last_counted_year(on)
    counted_on = date(year, 1, 1)
    counts = PopulationCount.objects.order_by()
    own = counts.filter(organisation=OuterRef("pk"), year__lte=on.year).order_by("-year")
    municipality = counts.filter(
        organisation__relations_to__source=OuterRef("pk"),
        organisation__relations_to__kind=RelationKind.WELFARE_CENTRE_OF,
        year__lte=on.year,
    ).order_by("-year")
    predecessors = counts.filter(
        organisation__relations_from__target=OuterRef("pk"),
        organisation__relations_from__kind=RelationKind.MERGED_INTO,
        year=year,
    )
    predecessors_of_municipality = counts.filter(
        organisation__relations_from__kind=RelationKind.MERGED_INTO,
        organisation__relations_from__target__relations_to__source=OuterRef("pk"),
        organisation__relations_from__target__relations_to__kind=RelationKind.WELFARE_CENTRE_OF,
        year=year,
    )
    members = counts.filter(
        holding(counted_on, "organisation__relations_from__"),
        organisation__relations_from__target=OuterRef("pk"),
        organisation__relations_from__kind=RelationKind.MEMBER_OF,
        year=year,
    )
    return rows.annotate(
        own_year=Subquery(own.values("year")[:1]),
        counted_year=Value(year, IntegerField()),
        inhabitants=Coalesce(
            Subquery(own.values("inhabitants")[:1]),
            Subquery(municipality.values("inhabitants")[:1]),
            _total(predecessors),
            _total(predecessors_of_municipality),
            _total(members),
        ),
    )


def _total(counts: QuerySet[PopulationCount]) -> Subquery:
    grouped = counts.annotate(every=Value(1)).values("every").annotate(total=Sum("inhabitants")).values("total")
    return Subquery(grouped, output_field=IntegerField())


def populations(ids: Iterable[int], on: date) -> dict[int, Population]:
    """Inhabitants by organisation, as counted by that day; without those of whom nothing is known."""
    rows = with_inhabitants(Organisation.objects.filter(pk__in=set(ids)), on)
    return {row.pk: found for row in rows if (found := population_of(row))}


def population_of(row: Organisation) -> Population | None:
    """What `with_inhabitants` found for a row."""
    inhabitants, own_year, year = row.inhabitants, row.own_year, row.counted_year  # type: ignore[attr-defined]
    if inhabitants is None:
        return None
    is_of_predecessors = row.kind == Kind.MUNICIPALITY and own_year is None
    return Population(inhabitants, own_year or year, is_of_predecessors=is_of_predecessors)


def population_series(organisation_id: int) -> dict[int, int]:
    """Inhabitants per year; without counts of its own the sum of the predecessors, in years when all were counted."""
    predecessors = Relation.objects.filter(target_id=organisation_id, kind=RelationKind.MERGED_INTO).values("source")
    found: dict[int, dict[int, int]] = {}
    counts = PopulationCount.objects.filter(Q(organisation_id=organisation_id) | Q(organisation_id__in=predecessors))
    for pk, year, inhabitants in counts.order_by("year", "pk").values_list("organisation_id", "year", "inhabitants"):
        found.setdefault(pk, {})[year] = inhabitants
    if own := found.get(organisation_id):
        return own
    years = set.intersection(*map(set, found.values())) if found else set()
    return {year: sum(counted[year] for counted in found.values()) for year in sorted(years)}


def lands_of(rows: QuerySet[Organisation], on: date) -> set[int]:
    """The municipalities on whose land these organisations are: themselves, that of an OCMW, the members of a zone."""
    asked = rows.order_by().values("pk")
    of_welfare_centres = Relation.objects.filter(
        holding(on), source_id__in=asked, kind=RelationKind.WELFARE_CENTRE_OF
    ).values("target")
    of_zones = Relation.objects.filter(holding(on), target_id__in=asked, kind=RelationKind.MEMBER_OF).values("source")
    lands = Organisation.objects.filter(
        Q(pk__in=asked) | Q(pk__in=of_welfare_centres) | Q(pk__in=of_zones), kind=Kind.MUNICIPALITY
    )
    return set(lands.values_list("pk", flat=True))


# ── the directory ────────────────────────────────────────────────────────────


def directory(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """The rows with what the list shows: inhabitants, and the area of the land that day."""
    area = Territory.objects.filter(holding(on), organisation=OuterRef("pk")).values("area_km2")[:1]
    return with_inhabitants(rows, on).annotate(area_km2=Subquery(area))


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


def cards(ids: Iterable[int]) -> dict[int, OrganisationCard]:
    return {row.pk: card(row) for row in Organisation.objects.filter(pk__in=set(ids))}


def names(ids: Iterable[int]) -> dict[int, str]:
    return dict(Organisation.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def standing(on: date, *, kinds: Iterable[str] = (), province: str = "") -> QuerySet[Organisation]:
    """Organisations that exist on a day, of some kinds and one province when asked."""
    rows = Organisation.objects.filter(holding(on))
    if kinds:
        rows = rows.filter(kind__in=tuple(kinds))
    if province:
        rows = rows.filter(province=province)
    return rows.order_by("name", "pk")


def by_nis(nis_code: str, kind: str) -> OrganisationCard | None:
    row = Organisation.objects.filter(nis_code=nis_code, kind=kind).first()
    return card(row) if row else None


def first_of_kind(kind: str) -> OrganisationCard | None:
    row = Organisation.objects.filter(kind=kind).order_by("pk").first()
    return card(row) if row else None


def provinces() -> list[str]:
    return list(
        Organisation.objects.exclude(province="").order_by("province").values_list("province", flat=True).distinct()
    )


# ── relations ────────────────────────────────────────────────────────────────


def relations_of(organisation_id: int) -> QuerySet[Relation]:
    """All relations of an organisation, both ways, the running ones first."""
    return (
        Relation.objects.filter(Q(source_id=organisation_id) | Q(target_id=organisation_id))
        .select_related("source", "target")
        .order_by(F("valid_to").desc(nulls_first=True), "kind", "source__name", "target__name", "pk")
    )


def municipality_of(welfare_centre_id: int, on: date) -> int | None:
    return (
        Relation.objects.filter(holding(on), source_id=welfare_centre_id, kind=RelationKind.WELFARE_CENTRE_OF)
        .values_list("target_id", flat=True)
        .first()
    )


def welfare_centre_of(municipality_id: int, on: date) -> int | None:
    return (
        Relation.objects.filter(holding(on), target_id=municipality_id, kind=RelationKind.WELFARE_CENTRE_OF)
        .values_list("source_id", flat=True)
        .first()
    )


def members_of(group_id: int, on: date) -> list[int]:
    """The members of a zone or a partnership that day, by name."""
    return members_of_each([group_id], on)[group_id]


def members_of_each(group_ids: Iterable[int], on: date) -> dict[int, list[int]]:
    """The members of zones or partnerships that day, by name: one query."""
    found: dict[int, list[int]] = {group: [] for group in group_ids}
    rows = Relation.objects.filter(holding(on), target_id__in=found, kind=RelationKind.MEMBER_OF)
    for group, member in rows.order_by("source__name", "source_id").values_list("target_id", "source_id"):
        found[group].append(member)
    return found


def partnerships_of(organisation_id: int, on: date) -> list[OrganisationCard]:
    """The partnerships that an organisation is a member of that day, by name."""
    member = Relation.objects.filter(holding(on), source_id=organisation_id, kind=RelationKind.MEMBER_OF)
    found = Organisation.objects.filter(pk__in=member.values("target"), kind=Kind.PARTNERSHIP).order_by("name", "pk")
    return [card(row) for row in found]


def partnerships(on: date) -> list[OrganisationCard]:
    """All partnerships that exist that day, by name."""
    return [card(row) for row in standing(on, kinds=[Kind.PARTNERSHIP])]


def land_of(ids: Iterable[int], on: date) -> dict[int, int]:
    """On which municipality's land a board works: its own, or that of the municipality of an OCMW. Not of zones."""
    wanted = set(ids)
    found = Organisation.objects.filter(pk__in=wanted, kind=Kind.MUNICIPALITY).values_list("pk", flat=True)
    served = Relation.objects.filter(holding(on), source_id__in=wanted, kind=RelationKind.WELFARE_CENTRE_OF)
    return {pk: pk for pk in found} | dict(served.order_by("pk").values_list("source_id", "target_id"))


def other_halves(ids: Iterable[int], on: date) -> dict[int, int]:
    """Of the OCMW's among these the municipality they serve, as far as it is among these too."""
    wanted = set(ids)
    found = Relation.objects.filter(
        holding(on), source_id__in=wanted, target_id__in=wanted, kind=RelationKind.WELFARE_CENTRE_OF
    )
    return dict(found.order_by("pk").values_list("source_id", "target_id"))


def zones_within(ids: Iterable[int], on: date) -> list[tuple[int, int]]:
    """Pairs of a municipality and its police zone that are both among these."""
    wanted = set(ids)
    found = Relation.objects.filter(
        holding(on),
        source_id__in=wanted,
        target_id__in=wanted,
        target__kind=Kind.POLICE_ZONE,
        kind=RelationKind.MEMBER_OF,
    )
    return list(found.order_by("source_id", "target_id").values_list("source_id", "target_id"))


def successors(ids: Iterable[int]) -> dict[int, int]:
    """Where merged organisations went on, followed to the last one; organisations that did not merge are left out."""
    step = dict(Relation.objects.filter(kind=RelationKind.MERGED_INTO).values_list("source_id", "target_id"))
    found: dict[int, int] = {}
    for first in set(ids):
        last, seen = first, {first}
        while last in step and step[last] not in seen:
            last = step[last]
            seen.add(last)
        if last != first:
            found[first] = last
    return found


def predecessors(organisation_id: int) -> list[int]:
    return list(
        Relation.objects.filter(target_id=organisation_id, kind=RelationKind.MERGED_INTO)
        .order_by("source__name", "source_id")
        .values_list("source_id", flat=True)
    )


# ── land ─────────────────────────────────────────────────────────────────────


def neighbours(organisation_id: int, on: date) -> list[Neighbour]:
    """Municipalities that touch this one on a day, the longest border first."""
    rows = (
        Border.objects.filter(holding(on), Q(first_id=organisation_id) | Q(second_id=organisation_id))
        .select_related("first", "second")
        .order_by("-shared_border_m", "pk")
    )
    sides = ((row, row.second if row.first_id == organisation_id else row.first) for row in rows)
    return [Neighbour(other.pk, other.name, row.shared_border_m) for row, other in sides]


def territory_of(organisation_id: int, on: date) -> Territory | None:
    """The land on a day; of an organisation that ended, the last it had."""
    rows = Territory.objects.filter(organisation_id=organisation_id)
    return rows.filter(holding(on)).first() or rows.order_by(F("valid_to").desc(nulls_first=True), "pk").first()


def boundaries(ids: Iterable[int], on: date) -> dict[int, Mapping[str, object]]:
    """GeoJSON geometries by municipality, for maps; without those that have no drawn boundary that day."""
    rows = Territory.objects.filter(holding(on), organisation_id__in=set(ids), boundary__isnull=False)
    return {pk: boundary for pk, boundary in rows.values_list("organisation_id", "boundary") if boundary}


def figures_of_others(organisation_id: int) -> list[PublishedFigure]:
    rows = FigureOfOthers.objects.filter(organisation_id=organisation_id).order_by("kind", "-year")
    return [PublishedFigure(row.kind, row.year, row.value, row.source) for row in rows]


# ── what a file is compared with ─────────────────────────────────────────────


def as_listed() -> dict[str, Listed]:
    """All organisations the way a file lists them. Three queries."""
    rows = list(Organisation.objects.order_by("pk"))
    keys = {row.pk: listing_key(row) for row in rows}
    seats = {
        row.organisation_id: Place(street=row.street, postal_code=row.postal_code, locality=row.locality)
        for row in Address.objects.filter(kind=AddressKind.SEAT, valid_to=None).order_by("pk")
    }
    ties: dict[tuple[int, str], list[tuple[str, Period]]] = {}
    for relation in Relation.objects.order_by("pk"):
        ties.setdefault((relation.source_id, relation.kind), []).append((keys[relation.target_id], relation.period))
    return {
        keys[row.pk]: Listed(
            key=keys[row.pk],
            kind=row.kind,
            name=row.name,
            name_fr=row.name_fr,
            nis_code=row.nis_code or "",
            zone_code=row.zone_code or "",
            enterprise_number=row.enterprise_number or "",
            ovo_code=row.ovo_code,
            uri=row.uri,
            province=row.province,
            arrondissement=row.arrondissement,
            website=row.website,
            seat=seats.get(row.pk),
            period=row.period,
            merged_into=next((key for key, _ in ties.get((row.pk, RelationKind.MERGED_INTO), ())), ""),
            welfare_centre_of=next((key for key, _ in ties.get((row.pk, RelationKind.WELFARE_CENTRE_OF), ())), ""),
            member_of=dict(ties.get((row.pk, RelationKind.MEMBER_OF), ())),
        )
        for row in rows
    }


def listing_key(row: Organisation) -> str:
    return key_of(
        kind=row.kind,
        nis_code=row.nis_code or "",
        zone_code=row.zone_code or "",
        enterprise_number=row.enterprise_number or "",
        name=row.name,
    )


def by_key() -> dict[str, Organisation]:
    return {listing_key(row): row for row in Organisation.objects.order_by("pk")}
