"""The verbs of the journal: record a fact, deliver it to a listener, shred what it says about a person."""

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
    require(by.looking_in_id is None or fact.ends_a_look)
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("A fact is recorded in the transaction of what it tells about.")
    data = fact.as_data()
    about_a_person = {name: data.pop(name) for name in fact.personal_fields()}
    entry = Entry.objects.create(
        at=timezone.now(),
        fact=fact.key,
        organisation_id=data.pop("organisation_id"),
        subject=fact.subject,
        person_id=by.person_id,
        on_behalf_of_id=by.organisation_id,
        via=by.via,
        looking_in_id=by.looking_in_id,
        data=data,
    )
    if about_a_person:
        PersonalPart.objects.create(entry=entry, data=about_a_person)
    if facts.listeners.get(fact.key):
        from steunpunt.foundation.journal.tasks import deliver  # tasks call this file's actions

        for listener in facts.listeners[fact.key]:
            deliver.defer(entry_id=entry.pk, listener=listener)
    return entry


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
