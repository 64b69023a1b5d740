"""Write land, borders, population and published figures as files give them. Called by the loads, never by itself."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from django.db import models
from django.db.models import Manager

from steunpunt.foundation.organisations import queries
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.models import Border, FigureOfOthers, PopulationCount, Territory
from steunpunt.foundation.organisations.models.dated import Dated
from steunpunt.foundation.organisations.values import ReferenceState

M = TypeVar("M", bound=models.Model)


def load(state: ReferenceState, ids: Mapping[str, int]) -> dict[str, int]:
    """How many rows of each table are new or changed."""
    return {
        "territories": _load_territories(state, ids),
        "borders": _load_borders(state, ids),
        "population": _load_population(state, ids),
        "figures": _load_figures(state, ids),
    }


def _load_territories(state: ReferenceState, ids: Mapping[str, int]) -> int:
    rows = (
        Territory(
            organisation_id=ids[one.key],
            valid_from=one.period.valid_from,
            valid_to=one.period.valid_to,
            area_km2=one.area_km2,
            latitude=one.latitude,
            longitude=one.longitude,
            postal_codes=" ".join(one.postal_codes),
            boundary=one.boundary,
        )
        for one in state.territories
    )
    fields = ["valid_to", "area_km2", "latitude", "longitude", "postal_codes", "boundary"]
    return _bring_up_to_date(Territory.objects, rows, lambda row: (row.organisation_id, row.valid_from), fields)


def _load_borders(state: ReferenceState, ids: Mapping[str, int]) -> int:
    rows = []
    for one in state.borders:
        first, second = sorted((ids[one.first], ids[one.second]))
        rows.append(
            Border(
                first_id=first,
                second_id=second,
                shared_border_m=one.shared_border_m,
                valid_from=one.period.valid_from,
                valid_to=one.period.valid_to,
            )
        )
    fields = ["valid_to", "shared_border_m"]
    return _bring_up_to_date(Border.objects, rows, lambda row: (row.first_id, row.second_id, row.valid_from), fields)


def _load_population(state: ReferenceState, ids: Mapping[str, int]) -> int:
    rows = (
        PopulationCount(organisation_id=ids[key], year=year, inhabitants=count)
        for key, counts in state.population.items()
        for year, count in counts.items()
    )
    return _bring_up_to_date(
        PopulationCount.objects, rows, lambda row: (row.organisation_id, row.year), ["inhabitants"]
    )


def _load_figures(state: ReferenceState, ids: Mapping[str, int]) -> int:
    rows = (
        FigureOfOthers(organisation_id=ids[key], kind=one.kind, year=one.year, value=one.value, source=one.source)
        for key, figures in state.figures.items()
        for one in figures
    )
    return _bring_up_to_date(
        FigureOfOthers.objects, rows, lambda row: (row.organisation_id, row.kind, row.year), ["value", "source"]
    )


def _bring_up_to_date(
    manager: "Manager[M]", rows: Iterable[M], key: Callable[[M], tuple[Any, ...]], fields: list[str]
) -> int:
    """Update the rows that differ, then add the missing ones; how many of both.

    What no file names stays, and so does an end that is known.
    """
    there = {key(row): row for row in manager.order_by("pk")}
    changed, added = [], []
    for row in rows:
        known = there.get(key(row))
        if known is None:
            added.append(row)
            continue
        if isinstance(row, Dated) and isinstance(known, Dated) and row.valid_to is None:
            row.valid_to = known.valid_to
        if any(getattr(known, name) != getattr(row, name) for name in fields):
            row.pk = known.pk
            changed.append(row)
    manager.bulk_update(changed, fields, batch_size=200)
    manager.bulk_create(added, batch_size=500)
    return len(changed) + len(added)


def redraw(boundaries: Mapping[str, Mapping[str, Any]], on: date) -> int:
    """How many boundaries were replaced. Codes that are no municipality of that day are left alone."""
    rows = Territory.objects.filter(
        queries.holding(on), organisation__kind=Kind.MUNICIPALITY, organisation__nis_code__in=boundaries
    ).select_related("organisation")
    changed = []
    for row in rows:
        drawn = boundaries[row.organisation.nis_code or ""]
        if row.boundary != drawn:
            row.boundary = drawn
            changed.append(row)
    Territory.objects.bulk_update(changed, ["boundary"], batch_size=200)
    return len(changed)
