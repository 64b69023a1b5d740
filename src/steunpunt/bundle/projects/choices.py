"""Kinds of cost key."""

from enum import StrEnum


class Key(StrEnum):
    """By what a cost is divided (verdeelsleutel)."""

    EQUAL = "equal"
    INHABITANTS = "inhabitants"
    UNITS = "units"
    """Mailboxes, users, megabits: whatever is used."""
    ALONE = "alone"
    """In proportion to what each would pay by itself: nobody pays more than alone while together is cheaper."""
