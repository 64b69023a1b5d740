"""Reads of the journal, in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, QuerySet

from steunpunt.foundation.journal.facts import Fact, facts
from steunpunt.foundation.journal.models import Entry


@dataclass(frozen=True, slots=True)
class Line:
    """One line of history: what happened, when, by whom, for whom."""

    at: datetime
    sentence: str
    fact: str
    person_id: int | None
    on_behalf_of_id: int | None
    via: str
    is_looking_in: bool


def fact_of(entry: Entry) -> Fact:
    """The fact that an entry keeps; what was shredded is empty."""
    part = getattr(entry, "personal_part", None)
    about_a_person = part.data if part else {}
    return facts.kinds[entry.fact].from_data({**entry.data, **about_a_person, "organisation_id": entry.organisation_id})


def entries_about(subject: str) -> QuerySet[Entry]:
    return Entry.objects.filter(subject=subject).select_related("personal_part").order_by("-id")


def entries_of(organisation_id: int, *, kinds: str = "") -> QuerySet[Entry]:
    """What happened to an organisation; with `kinds` only facts of one module, as "access."."""
    rows = Entry.objects.filter(organisation_id=organisation_id, fact__startswith=kinds)
    return rows.select_related("personal_part").order_by("-id")


def entries_by(person_id: int) -> QuerySet[Entry]:
    """What a person did, for whichever organisation."""
    return Entry.objects.filter(person_id=person_id).select_related("personal_part").order_by("-id")


def moment(clock: datetime) -> datetime:
    """What time it is: what the clock says, unless something was written down at a later one. For where a deadline counts: a
    clock that is set back opens nothing again.
    """
    later = Entry.objects.filter(at__gt=clock).aggregate(last=Max("at"))["last"]
    return later or clock


def lines(entries: Iterable[Entry]) -> list[Line]:
    """Entries as people read them. A kind of fact that this release no longer knows is shown by its key."""
    return [
        Line(
            at=entry.at,
            sentence=fact_of(entry).say() if entry.fact in facts.kinds else entry.fact,
            fact=entry.fact,
            person_id=entry.person_id,
            on_behalf_of_id=entry.on_behalf_of_id,
            via=entry.via,
            is_looking_in=entry.looking_in_id is not None,
        )
        for entry in entries
    ]
