"""Looking in as somebody else: by an administrator of the support point, for a while, with a reason, on record."""

from datetime import date, datetime, timedelta

from django.db import transaction

from steunpunt.foundation.access import access, queries, reasons
from steunpunt.foundation.access.facts import LookInEnded, LookInStarted
from steunpunt.foundation.access.models import LookIn, Membership
from steunpunt.foundation.acting import Actor, refuse_if, require
from steunpunt.foundation.journal.public import record

MINUTES = 30


@transaction.atomic
def start_look_in(*, membership_id: int, reason: str, now: datetime, today: date, by: Actor) -> LookIn:
    """Begin; the fact stands in the history of the organisation looked in at, and the person is told."""
    membership = Membership.objects.select_related("organisation", "person").get(pk=membership_id)
    require(access.may_look_in_at(by, membership))
    is_current = queries.current_memberships(today).filter(pk=membership.pk, person__is_active=True).exists()
    refuse_if(reasons.about_look_in(reason=reason, is_current=is_current))
    look_in = LookIn.objects.create(
        looker_id=by.person_id or 0,
        person_id=membership.person_id,
        organisation_id=membership.organisation_id,
        reason=reason.strip(),
        started_at=now,
        ends_at=now + timedelta(minutes=MINUTES),
    )
    record(
        LookInStarted(
            organisation_id=membership.organisation_id,
            person_id=membership.person_id,
            name=membership.person.name,
            look_in_id=look_in.pk,
            looker_id=look_in.looker_id,
            minutes=MINUTES,
            reason=look_in.reason,
        ),
        by=by,
    )
    return look_in


@transaction.atomic
def stop_look_in(*, look_in_id: int, now: datetime, by: Actor) -> LookIn:
    """Stop before the time is over; stopping twice is the same as once."""
    look_in = LookIn.objects.select_for_update(of=("self",)).select_related("person").get(pk=look_in_id)
    require(look_in.looker_id == by.person_id)
    if look_in.ended_at is None:
        look_in.ended_at = now
        look_in.save(update_fields=["ended_at"])
        record(
            LookInEnded(
                organisation_id=look_in.organisation_id,
                person_id=look_in.person_id,
                name=look_in.person.name,
                look_in_id=look_in.pk,
            ),
            by=by,
        )
    return look_in
