"""The face of organisations to other modules: ids in, values out."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import access, queries
from steunpunt.foundation.organisations.access import may_keep_organisations, may_read_directory
from steunpunt.foundation.organisations.actions import (
    end_organisation,
    leave_group,
    load_reference,
    merge_organisations,
    register_organisation,
    relate_organisations,
)
from steunpunt.foundation.organisations.choices import BOARD_KINDS, Kind, RelationKind
from steunpunt.foundation.organisations.queries import (
    areas,
    borders,
    boundaries,
    fellow_members,
    figures_of_others,
    halves_of,
    land_of,
    lasting_members,
    members_of,
    members_of_each,
    municipality_of,
    names,
    neighbours,
    partnership_ids_of,
    partnerships,
    partnerships_of,
    population_series,
    populations,
    predecessors,
    provinces,
    seats,
    successors,
    terms_of,
    welfare_centre_of,
    with_predecessors,
    zones_within,
)
from steunpunt.foundation.organisations.rules.numbers import (
    enterprise_number_gaps,
    plain_enterprise_number,
    shown_enterprise_number,
)
from steunpunt.foundation.organisations.rules.outlines import wound
from steunpunt.foundation.organisations.values import Listed, OrganisationCard, Period, Place, Population

__all__ = [
    "BOARD_KINDS",
    "Kind",
    "Listed",
    "OrganisationCard",
    "Period",
    "Place",
    "RelationKind",
    "area_km2",
    "areas",
    "boards",
    "boards_by_code",
    "borders",
    "boundaries",
    "end_organisation",
    "enterprise_number_gaps",
    "fellow_members",
    "figures_of_others",
    "halves_of",
    "land_of",
    "lasting_members",
    "leave_group",
    "load_reference",
    "may_keep_organisations",
    "may_read_directory",
    "members_of",
    "members_of_each",
    "merge_organisations",
    "municipality_of",
    "names",
    "neighbours",
    "organisation",
    "organisation_by_nis",
    "organisation_with_number",
    "organisations",
    "outlines",
    "partnership_ids_of",
    "partnerships",
    "partnerships_of",
    "plain_enterprise_number",
    "population",
    "population_series",
    "populations",
    "predecessors",
    "provinces",
    "register_organisation",
    "register_support_point",
    "relate_organisations",
    "seats",
    "shown_enterprise_number",
    "successors",
    "suppliers",
    "support_point",
    "terms_of",
    "visible_ids",
    "welfare_centre_of",
    "with_predecessors",
    "zones_within",
]


def organisation(organisation_id: int) -> OrganisationCard | None:
    return queries.cards([organisation_id]).get(organisation_id)


def organisations(ids: Iterable[int]) -> dict[int, OrganisationCard]:
    return queries.cards(ids)


def boards(on: date, *, kinds: Iterable[str] = BOARD_KINDS, province: str = "") -> list[OrganisationCard]:
    """Boards that exist on a day, by name."""
    return [queries.card(row) for row in queries.standing(on, kinds=kinds, province=province)]


def suppliers() -> list[OrganisationCard]:
    """Suppliers that are known, by name."""
    return queries.of_kind(Kind.SUPPLIER)


def organisation_with_number(enterprise_number: str, today: date) -> OrganisationCard | None:
    """Whoever has this enterprise number today or will; none when who had it is gone."""
    return queries.with_number(enterprise_number, today)


def boards_by_code(code: str) -> list[OrganisationCard]:
    return queries.boards_by_code(code)


def organisation_by_nis(nis_code: str, kind: str = Kind.MUNICIPALITY) -> OrganisationCard | None:
    return queries.by_nis(nis_code, kind)


def support_point() -> OrganisationCard | None:
    """The support point itself: the first of its kind that was registered."""
    return queries.first_of_kind(Kind.SUPPORT_POINT)


def register_support_point(*, name: str, by: Actor) -> int:
    """Put the support point itself on the list; answers its id."""
    details = Listed(key="", kind=Kind.SUPPORT_POINT, name=name)
    return register_organisation(details=details, by=by).pk


def population(organisation_id: int, on: date) -> Population | None:
    """Inhabitants as counted by that day; of an OCMW those of its municipality, of a zone those of its members."""
    return populations([organisation_id], on).get(organisation_id)


def area_km2(organisation_id: int, on: date) -> Decimal | None:
    """Cadastral area of a municipality that day; None for others."""
    land = queries.territory_of(organisation_id, on)
    return land.area_km2 if land else None


def visible_ids(actor: Actor) -> set[int]:
    return set(access.visible_organisations(actor).values_list("pk", flat=True))


def outlines(ids: Iterable[int], on: date, *, for_drawing: bool = True) -> dict[str, Any]:
    """A GeoJSON FeatureCollection of municipalities: the feature's `id` and `properties.id` are ours.

    For drawing by Vega outer rings go clockwise; for other programs counter-clockwise, as RFC 7946 says.
    """
    geometries = _wound(queries.edition(ids, on), clockwise=for_drawing)
    known = queries.names_and_codes(geometries)
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": pk,
                "properties": {"id": pk, "name": known[pk][0], "nis_code": known[pk][1]},
                "geometry": geometry,
            }
            for pk, geometry in geometries.items()
        ],
    }


@lru_cache(maxsize=32)
def _wound(edition: queries.Edition, *, clockwise: bool) -> Mapping[int, dict[str, Any]]:
    """Every boundary turned the way it is asked for, by id; shared by all who draw it."""
    drawn = queries.drawn(edition)
    return MappingProxyType({pk: wound(drawn[pk], clockwise=clockwise) for pk in sorted(drawn)})
