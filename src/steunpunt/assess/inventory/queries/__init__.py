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

__all__ = [
    "WORDS",
    "ahead",
    "assets",
    "boards_with_agents",
    "choice_of",
    "contracts",
    "due",
    "ended_by",
    "key_by",
    "names_another_board",
    "renewed",
    "same_thing",
    "software_on",
    "standing",
    "steps_of",
    "totals",
    "twins",
    "unseen",
    "words_of",
]
