"""The face of partnerships to other modules."""

from steunpunt.bundle.partnerships.actions import (
    adopt_partnership,
    describe_partnership,
    give_seat,
    note_conversation,
    start_partnership,
)

__all__ = ["adopt_partnership", "describe_partnership", "give_seat", "note_conversation", "start_partnership"]
