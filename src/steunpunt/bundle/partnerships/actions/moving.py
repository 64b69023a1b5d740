"""From one state to another: what is the members' decision takes their document."""

from datetime import date, datetime

from django.core.files.base import File
from django.db import transaction

from steunpunt.bundle.partnerships import access, facts
from steunpunt.bundle.partnerships.actions.life import locked
from steunpunt.bundle.partnerships.choices import State, Step, Way
from steunpunt.bundle.partnerships.models import MembershipRecord, PartnerInvitation, Partnership, Seat
from steunpunt.bundle.partnerships.rules import life as rules
from steunpunt.foundation.acting import Actor, refuse_if, require, the_platform
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def move_partnership(
    *,
    partnership_id: int,
    state: str,
    on: date,
    reason: str,
    document: "File[bytes] | None" = None,
    now: datetime,
    today: date,
    by: Actor,
) -> Partnership:
    """To another state from a day on. What is the members' decision takes their dated document.

    1. The partnership is locked, then everything is checked.
    2. The document is kept with the partnership, for all members to read.
    3. When the partnership ends, its memberships, seats and invitations end that day.
    """
    row = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_coordinate(by, row, today))
    members = organisations.members_of(partnership_id, today)
    objections = rules.move_objections(
        row.state,
        state,
        reason=reason,
        members=len(members),
        has_document=document is not None,
        on=on,
        today=today,
        since=row.state_since,
    )
    refuse_if(objections)
    kept = None
    if document is not None:
        subject = f"partnership:{partnership_id}"
        kept = add_document(subject=subject, name=document.name or "", content=document, now=now, by=by).pk
    before, row.state, row.state_since = row.state, state, on
    row.save(update_fields=["state", "state_since"])
    fact = facts.PartnershipMoved(
        organisation_id=row.pk,
        partnership_id=row.pk,
        before=before,
        state=state,
        on=on,
        reason=reason.strip(),
        document_id=kept,
    )
    record(fact, by=by)
    if state == State.ENDED:
        _end(row, members, on=max(on, today), document_id=kept, now=now, by=by)
    return row


def _end(row: Partnership, members: list[int], *, on: date, document_id: int | None, now: datetime, by: Actor) -> None:
    names = organisations.names(members)
    for member in members:
        organisations.leave_group(member_id=member, group_id=row.pk, on=on, by=the_platform())
        MembershipRecord.objects.create(
            partnership=row,
            organisation_id=member,
            step=Step.NOTICE,
            on=on,
            way=Way.ENDING,
            document_id=document_id,
            recorded_at=now,
            recorded_by_id=by.person_id or 0,
        )
        fact = facts.BoardLeft(
            organisation_id=member,
            partnership_id=row.pk,
            board_id=member,
            board=names[member],
            on=on,
            way=Way.ENDING,
            document_id=document_id,
        )
        record(fact, by=by)
    PartnerInvitation.objects.filter(partnership=row, ended_on=None).update(ended_on=on)
    Seat.objects.filter(partnership=row, valid_to=None, valid_from__lte=on).update(valid_to=on)
