"""Reads of partnerships: the boards among which partners are sought, and the partnerships there are."""

from steunpunt.bundle.partnerships.queries.life import (
    Inside,
    Listed,
    coordinators,
    inside,
    invitations_waiting,
    listed,
    map_of,
    seats_on,
)
from steunpunt.bundle.partnerships.queries.seeking import (
    boards_among,
    found_as_data,
    found_of,
    is_enough,
    newest,
    region,
    region_as_data,
    region_of,
    wanted_as_data,
    wanted_of,
    without_levels,
)

__all__ = [
    "Inside",
    "Listed",
    "boards_among",
    "coordinators",
    "found_as_data",
    "found_of",
    "inside",
    "invitations_waiting",
    "is_enough",
    "listed",
    "map_of",
    "newest",
    "region",
    "region_as_data",
    "region_of",
    "seats_on",
    "wanted_as_data",
    "wanted_of",
    "without_levels",
]
