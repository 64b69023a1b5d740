"""How many people live there: of a municipality, its OCMW, a zone, a merged board."""

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import (
    Organisation,
    PopulationCount,
    Relation,
)
from steunpunt.foundation.organisations.queries.dated import holding
from steunpunt.foundation.organisations.values import (
    Population,
)


def last_counted_year(on: date) -> int:
    """The newest year with population counts by that day."""
    found = _last_counted(on.year)
    return found[0] if found else on.year


@composed
def _last_counted(until: int) -> QuerySet[PopulationCount, int]:
    return PopulationCount.objects.filter(year__lte=until).order_by("-year").values_list("year", flat=True)[:1]


def with_inhabitants(rows: QuerySet[Organisation], on: date) -> QuerySet[Organisation]:
    """Annotates `inhabitants`: a municipality's own newest count by that day; an OCMW has those of its municipality.

    A merged board without a count of its own has the sum of its predecessors; a zone the sum of those who were members
    when people were counted. For sorting and narrowing; `populations` knows the year and the source as well.
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
    """Inhabitants by organisation, as counted by that day; without those of whom nothing is known.

    The same numbers as `with_inhabitants`, for some organisations whose ids are known. Three queries, however many.
    """
    wanted = set(ids)
    year = last_counted_year(on)
    ties = _ties(wanted, date(year, 1, 1))
    newest = {
        pk: Population(inhabitants, counted_in)
        for pk, inhabitants, counted_in in _newest_counts(wanted.union(*ties.values()), on.year)
    }
    return {pk: found for pk in wanted if (found := _population(pk, ties, newest, year))}


def population_and_series(organisation_id: int, on: date) -> tuple[Population | None, dict[int, int]]:
    """What `populations` and `population_series` say of one organisation, in three queries."""
    year = last_counted_year(on)
    ties = _ties({organisation_id}, date(year, 1, 1))
    newest: dict[int, Population] = {}
    found: _Series = {}
    for pk, inhabitants, counted_in in _counts({organisation_id}, ties).order_by("year", "organisation_id"):
        found.setdefault(pk, {})[counted_in] = inhabitants
        if counted_in <= on.year:
            newest[pk] = Population(inhabitants, counted_in)
    predecessors = ties.get((organisation_id, RelationKind.MERGED_INTO), set())
    return _population(organisation_id, ties, newest, year), _series(organisation_id, predecessors, found)


@composed
def _newest_counts(ids: Collection[int], until: int) -> QuerySet[PopulationCount, tuple[int, int, int]]:
    rows = PopulationCount.objects.filter(among("organisation", ids), year__lte=until)
    newest = rows.order_by("organisation_id", "-year").distinct("organisation_id")
    return newest.values_list("organisation_id", "inhabitants", "year")


def _counts(wanted: set[int], ties: "_Ties") -> QuerySet[PopulationCount, tuple[int, int, int]]:
    """Organisation, inhabitants and year of those asked for and all they are tied to."""
    rows = PopulationCount.objects.filter(organisation__in=wanted.union(*ties.values()))
    return rows.values_list("organisation_id", "inhabitants", "year")


_Ties = dict[tuple[int, str], set[int]]


def _ties(wanted: set[int], counted_on: date) -> _Ties:
    """By id and relation: the municipality of an OCMW, the predecessors of these, the members of a zone that day."""
    found: _Ties = {}
    for source, target, kind in _tied(wanted, counted_on):
        pk, other = (source, target) if kind == RelationKind.WELFARE_CENTRE_OF else (target, source)
        found.setdefault((pk, kind), set()).add(other)
    return found


@composed
def _tied(wanted: Collection[int], counted_on: date) -> QuerySet[Relation, tuple[int, int, str]]:
    asked, target = Relation.objects.order_by(), among("target", wanted)
    municipalities = asked.filter(among("source", wanted), kind=RelationKind.WELFARE_CENTRE_OF)
    mergers = asked.filter(kind=RelationKind.MERGED_INTO).filter(
        Q(target) | Q(target__in=municipalities.values("target"))
    )
    members = asked.filter(target, holding(counted_on), kind=RelationKind.MEMBER_OF)
    return municipalities.union(mergers, members).values_list("source_id", "target_id", "kind")


def _population(pk: int, ties: _Ties, newest: dict[int, Population], year: int) -> Population | None:
    """Its own count; else that of its municipality; else the sum of predecessors, or of members, in the last year."""
    municipalities = ties.get((pk, RelationKind.WELFARE_CENTRE_OF), set())
    own = [newest[pk]] if pk in newest else [newest[one] for one in sorted(municipalities) if one in newest]
    if own:
        return max(own, key=lambda count: count.year)
    for one in (pk, *sorted(municipalities)):
        merged = _sum(ties.get((one, RelationKind.MERGED_INTO), ()), newest, year)
        if merged is not None:
            return Population(merged, year, is_of_predecessors=True)
    members = _sum(ties.get((pk, RelationKind.MEMBER_OF), ()), newest, year)
    return None if members is None else Population(members, year)


def _sum(ids: Iterable[int], newest: dict[int, Population], year: int) -> int | None:
    counted = [newest[pk].inhabitants for pk in ids if pk in newest and newest[pk].year == year]
    return sum(counted) if counted else None


_Series = dict[int, dict[int, int]]


def population_series(organisation_id: int) -> dict[int, int]:
    """Inhabitants per year; without counts of its own the sum of the predecessors, in years when all were counted."""
    predecessors = set(
        Relation.objects.filter(target_id=organisation_id, kind=RelationKind.MERGED_INTO).values_list(
            "source_id", flat=True
        )
    )
    found: _Series = {}
    ties = {(organisation_id, RelationKind.MERGED_INTO.value): predecessors}
    for pk, inhabitants, year in _counts({organisation_id}, ties).order_by("year", "organisation_id"):
        found.setdefault(pk, {})[year] = inhabitants
    return _series(organisation_id, predecessors, found)


def _series(organisation_id: int, predecessors: set[int], found: _Series) -> dict[int, int]:
    if own := found.get(organisation_id):
        return own
    theirs = [found[pk] for pk in sorted(predecessors) if pk in found]
    years = set.intersection(*map(set, theirs)) if theirs else set()
    return {year: sum(counted[year] for counted in theirs) for year in sorted(years)}
