"""The verbs of the journal: record a fact, deliver it to a listener, shred what it says about a person."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from steunpunt.foundation.acting import Actor, require
from steunpunt.foundation.journal.facts import Fact, facts
from steunpunt.foundation.journal.models import Delivery, Entry, PersonalPart
from steunpunt.foundation.journal.queries import fact_of


def record(fact: Fact, *, by: Actor) -> Entry:
    """Append the fact to the journal and queue its listeners, all in the transaction of what it tells about.

    Who looks in as somebody else does nothing in that name: of a look, only its end is recorded.
    """
    return record_all([fact], by=by)[0]


def record_all(told: Iterable[Fact], *, by: Actor) -> list[Entry]:
    """The same for several facts, in their order."""
    told = list(told)
    require(by.looking_in_id is None or all(fact.ends_a_look for fact in told))
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A fact is recorded in the transaction of what it tells about.")
    data = [fact.as_data() for fact in told]
    about_people = [
        {name: one.pop(name) for name in fact.personal_fields()} for fact, one in zip(told, data, strict=True)
    ]
    entries = Entry.objects.bulk_create(
        Entry(
            at=timezone.now(),
            fact=fact.key,
            organisation_id=one.pop("organisation_id"),
            subject=fact.subject,
            person_id=by.person_id,
            on_behalf_of_id=by.organisation_id,
            via=by.via,
            looking_in_id=by.looking_in_id,
            data=one,
        )
        for fact, one in zip(told, data, strict=True)
    )
    PersonalPart.objects.bulk_create(
        PersonalPart(entry=entry, data=parts) for entry, parts in zip(entries, about_people, strict=True) if parts
    )
    for entry in entries:
        _queue_listeners(entry)
    return entries


def _queue_listeners(entry: Entry) -> None:
    if facts.listeners.get(entry.fact):
        from steunpunt.foundation.journal.tasks import deliver  # tasks call this file's actions

        for listener in facts.listeners[entry.fact]:
            deliver.defer(entry_id=entry.pk, listener=listener)


@transaction.atomic
def deliver_to(listener: str, *, entry_id: int) -> bool:
    """Let one listener deal with one entry; False when it was done before.

    1. The delivery row is written first: a second worker with the same task waits for the first one's outcome.
    2. The listener's own work and that row are one transaction: both are kept, or neither.
    """
    entry = Entry.objects.select_related("personal_part").get(pk=entry_id)
    _, is_first = Delivery.objects.get_or_create(entry=entry, listener=listener, defaults={"at": timezone.now()})
    if is_first:
        facts.listeners[entry.fact][listener](fact_of(entry))
    return is_first


@transaction.atomic
def shred(*, person_id: int) -> int:
    """Delete what the journal says about a person in the facts that name them; the entries themselves stay."""
    parts = PersonalPart.objects.filter(entry__data__person_id=person_id)
    count, _ = parts.delete()
    return count
