"""Reads with a name: contracts, the estate, what runs on it, and the words for what could not be read."""

from steunpunt.assess.inventory.queries.contracts import (
    ahead,
    contracts,
    due,
    ended_by,
    renewed,
    standing,
    steps_of,
)
from steunpunt.assess.inventory.queries.estate import (
    assets,
    boards_with_agents,
    choice_of,
    key_by,
    names_another_board,
    same_thing,
    software_on,
    totals,
    twins,
    unseen,
)
from steunpunt.assess.inventory.queries.faults import WORDS, words_of
from steunpunt.assess.inventory.queries.landscape import ending, like_us, own_products, shown_applications, who_uses

__all__ = [
    "WORDS",
    "ahead",
    "assets",
    "boards_with_agents",
    "choice_of",
    "contracts",
    "due",
    "ended_by",
    "ending",
    "key_by",
    "like_us",
    "names_another_board",
    "own_products",
    "renewed",
    "same_thing",
    "shown_applications",
    "software_on",
    "standing",
    "steps_of",
    "totals",
    "twins",
    "unseen",
    "who_uses",
    "words_of",
]
