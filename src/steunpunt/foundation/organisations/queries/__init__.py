"""Reads of organisations: the directory, one organisation, its scale, its ties, its land."""

from steunpunt.foundation.organisations.queries.dated import holding
from steunpunt.foundation.organisations.queries.directory import (
    by_nis,
    card,
    cards,
    counts_by_kind,
    describe,
    directory,
    first_of_kind,
    matching,
    names,
    provinces,
    standing,
)
from steunpunt.foundation.organisations.queries.land import (
    bordering,
    boundaries,
    centres,
    figures_of_others,
    lands_of,
    neighbours,
    territory_of,
)
from steunpunt.foundation.organisations.queries.listed import (
    as_listed,
    by_key,
    listing_key,
)
from steunpunt.foundation.organisations.queries.portrait import portrait_of, with_portrait
from steunpunt.foundation.organisations.queries.scale import (
    last_counted_year,
    population_and_series,
    population_series,
    populations,
    with_inhabitants,
)
from steunpunt.foundation.organisations.queries.ties import (
    members_of,
    municipality_of,
    predecessors,
    relations_of,
    successors,
    welfare_centre_of,
)

__all__ = [
    "as_listed",
    "bordering",
    "boundaries",
    "by_key",
    "by_nis",
    "card",
    "cards",
    "centres",
    "counts_by_kind",
    "describe",
    "directory",
    "figures_of_others",
    "first_of_kind",
    "holding",
    "lands_of",
    "last_counted_year",
    "listing_key",
    "matching",
    "members_of",
    "municipality_of",
    "names",
    "neighbours",
    "population_and_series",
    "population_series",
    "populations",
    "portrait_of",
    "predecessors",
    "provinces",
    "relations_of",
    "standing",
    "successors",
    "territory_of",
    "welfare_centre_of",
    "with_inhabitants",
    "with_portrait",
]
