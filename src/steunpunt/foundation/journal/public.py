"""The face of the journal to other modules."""

from steunpunt.foundation.journal.actions import record, record_all, shred
from steunpunt.foundation.journal.facts import Fact, personal, when
from steunpunt.foundation.journal.queries import Line, entries_about, entries_by, entries_of, lines, moment

__all__ = [
    "Fact",
    "Line",
    "entries_about",
    "entries_by",
    "entries_of",
    "lines",
    "moment",
    "personal",
    "record",
    "record_all",
    "shred",
    "when",
]
