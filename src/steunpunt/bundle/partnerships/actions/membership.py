"""Coming in, leaving, and seats: each board for itself, or from its paper."""

from datetime import date, datetime
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import public as scan
from steunpunt.bundle.partnerships import access, facts
from steunpunt.bundle.partnerships.actions.life import locked
from steunpunt.bundle.partnerships.choices import Step, Way
from steunpunt.bundle.partnerships.models import MembershipRecord, Partnership, Seat
from steunpunt.bundle.partnerships.rules import life as rules
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def enter_partnership(*, partnership_id: int, on: date, now: datetime, today: date, by: Actor) -> MembershipRecord:
    """The actor's own board comes in, by its mandated person."""
    row = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_decide(by))
    board = by.organisation_id or 0
    refuse_if(_entry(row, board, today))
    refuse_if([Reason("past", _("The first day is today or later."), "on")] if on < today else [])
    return enter(row=row, organisation_id=board, on=on, way=Way.PLATFORM, basis=_basis(by), now=now, by=by)


@transaction.atomic
def record_entry_from_paper(
    *,
    partnership_id: int,
    organisation_id: int,
    on: date,
    basis: str,
    document: "File[bytes] | None",
    now: datetime,
    today: date,
    by: Actor,
) -> MembershipRecord:
    """Record that a board came in, from the paper of the board itself. The record says that it is from paper."""
    row = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_record_paper(by))
    refuse_if([*_entry(row, organisation_id, today), *_paper(document, basis)])
    kept = _kept(row, document, now=now, by=by)
    return enter(
        row=row, organisation_id=organisation_id, on=on, way=Way.PAPER, basis=basis, document_id=kept, now=now, by=by
    )


def _entry(row: Partnership, organisation_id: int, today: date) -> list[Reason]:
    card = organisations.organisation(organisation_id)
    invited = row.invitations.filter(organisation_id=organisation_id, ended_on=None).exists()
    found = rules.entry_objections(
        row.state,
        is_member=any(
            board == organisation_id and (period.valid_to is None or period.valid_to > today)
            for board, period in organisations.terms_of([row.pk])[row.pk]
        ),
        is_invited=invited,
        is_board=card is not None and card.kind in organisations.BOARD_KINDS,
    )
    return list(found)


@transaction.atomic
def enter(
    *,
    row: Partnership,
    organisation_id: int,
    on: date,
    way: Way,
    basis: str,
    document_id: int | None = None,
    now: datetime,
    by: Actor,
) -> MembershipRecord:
    """The dated membership, how it came about, and the end of the invitation. Inside a transaction that checked it.

    What the board showed of its scan when it was a member before does not count any more: it chooses anew.
    """
    organisations.relate_organisations(
        source_id=organisation_id,
        target_id=row.pk,
        kind=organisations.RelationKind.MEMBER_OF,
        on=on,
        by=the_platform(),
    )
    scan.begin_hidden(organisation_id=organisation_id, group_id=row.pk, now=now, by=the_platform())
    row.invitations.filter(organisation_id=organisation_id, ended_on=None).update(ended_on=on)
    return _record(
        row, organisation_id, Step.ENTRY, on=on, way=way, basis=basis, document_id=document_id, now=now, by=by
    )


@transaction.atomic
def give_notice(*, partnership_id: int, on: date, now: datetime, today: date, by: Actor) -> MembershipRecord:
    """The actor's own board leaves; `on` is the first day without it. From that day it reads nothing any more."""
    row = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_decide(by))
    board = by.organisation_id or 0
    refuse_if(_notice(row, board, on, today))
    return _leave(row, board, on=on, way=Way.PLATFORM, basis=_basis(by), now=now, by=by)


@transaction.atomic
def record_notice_from_paper(
    *,
    partnership_id: int,
    organisation_id: int,
    on: date,
    basis: str,
    document: "File[bytes] | None",
    now: datetime,
    today: date,
    by: Actor,
) -> MembershipRecord:
    """Record that a board gave notice, from the paper of the board itself."""
    row = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_record_paper(by))
    refuse_if([*_notice(row, organisation_id, on, today), *_paper(document, basis)])
    kept = _kept(row, document, now=now, by=by)
    return _leave(row, organisation_id, on=on, way=Way.PAPER, basis=basis, document_id=kept, now=now, by=by)


def _notice(row: Partnership, organisation_id: int, on: date, today: date) -> list[Reason]:
    terms = [
        period
        for board, period in organisations.terms_of([row.pk])[row.pk]
        if board == organisation_id and (period.valid_to is None or period.valid_to > today)
    ]
    found = rules.notice_objections(
        is_member=bool(terms),
        has_given=any(period.valid_to for period in terms),
        since=terms[0].valid_from if terms else None,
        leaves_on=on,
        today=today,
    )
    return list(found)


def _leave(
    row: Partnership,
    organisation_id: int,
    *,
    on: date,
    way: Way,
    basis: str,
    document_id: int | None = None,
    now: datetime,
    by: Actor,
) -> MembershipRecord:
    organisations.leave_group(member_id=organisation_id, group_id=row.pk, on=on, by=the_platform())
    seats = Seat.objects.filter(partnership=row, organisation_id=organisation_id)
    seats.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on).update(valid_to=on)
    return _record(
        row, organisation_id, Step.NOTICE, on=on, way=way, basis=basis, document_id=document_id, now=now, by=by
    )


def _record(
    row: Partnership,
    organisation_id: int,
    step: Step,
    *,
    on: date,
    way: Way,
    basis: str,
    document_id: int | None,
    now: datetime,
    by: Actor,
) -> MembershipRecord:
    made = MembershipRecord.objects.create(
        partnership=row,
        organisation_id=organisation_id,
        step=step,
        on=on,
        way=way,
        basis=basis.strip(),
        document_id=document_id,
        recorded_at=now,
        recorded_by_id=by.person_id or 0,
    )
    kind = facts.BoardEntered if step == Step.ENTRY else facts.BoardLeft
    fact = kind(
        organisation_id=organisation_id,
        partnership_id=row.pk,
        board_id=organisation_id,
        board=organisations.names([organisation_id])[organisation_id],
        on=on,
        way=way,
        basis=basis.strip(),
        document_id=document_id,
    )
    record(fact, by=by)
    return made


def _basis(by: Actor) -> str:
    return people_of.mandate_basis(by.organisation_id or 0, by.person_id or 0, people_of.MandateKind.SIGN)


def _paper(document: "File[bytes] | None", basis: str) -> list[Reason]:
    found = []
    if document is None:
        found.append(Reason("document", _("Attach the dated document of the board."), "document"))
    if not basis.strip():
        text = _("Say which decision of the board it is, with its date.")
        found.append(Reason("basis", text, "basis"))
    return found


def _kept(row: Partnership, document: "File[bytes] | None", *, now: datetime, by: Actor) -> int | None:
    if document is None:
        return None
    return add_document(subject=f"partnership:{row.pk}", name=document.name or "", content=document, now=now, by=by).pk


@transaction.atomic
def give_seat(*, partnership_id: int, body: str, person_id: int, leads: bool, today: date, by: Actor) -> Seat:
    """Let somebody of the actor's own organisation sit in a body, from today."""
    row = locked(partnership_id=partnership_id, today=today, by=by)
    organisation_id = by.organisation_id or 0
    require(access.may_seat(by, organisation_id) and access.is_within(by, row, today))
    roles = {
        role
        for role in (people_of.Role.POLICY_MAKER, people_of.Role.SECRETARY, people_of.Role.ICT_MANAGER,
                     people_of.Role.SECURITY_ADVISER)
        if person_id in {person.id for person in people_of.members(organisation_id, role)}
    }  # fmt: skip
    is_adviser = by.is_of_support_point and person_id in people_of.working_for(organisation_id, [person_id])
    running = Q(valid_to=None) | Q(valid_to__gt=today)
    is_taken = Seat.objects.filter(running, partnership=row, body=body, person_id=person_id).exists()
    refuse_if(
        rules.seat_objections(body, roles=[str(role) for role in roles], is_adviser=is_adviser, is_taken=is_taken)
    )
    has_vote = access.votes(by.organisation_kind, body)
    seat = Seat.objects.create(
        partnership=row,
        body=body,
        organisation_id=organisation_id,
        person_id=person_id,
        leads=leads and has_vote,
        has_vote=has_vote,
        valid_from=today,
    )
    record(facts.SeatTaken(**_seated(seat, today)), by=by)
    return seat


@transaction.atomic
def leave_seat(*, seat_id: int, today: date, by: Actor) -> None:
    """From today somebody of the actor's own organisation does not sit there any more."""
    seat = access.visible_seats(by, today).select_for_update(of=("self",)).get(pk=seat_id)
    require(access.may_seat(by, seat.organisation_id))
    refuse_if([Reason("left", _("This seat is empty already."))] if seat.valid_to and seat.valid_to <= today else [])
    seat.valid_to = today
    seat.save(update_fields=["valid_to"])
    record(facts.SeatLeft(**_seated(seat, today)), by=by)


def _seated(seat: Seat, on: date) -> dict[str, Any]:
    board = organisations.names([seat.organisation_id])[seat.organisation_id]
    return {
        "organisation_id": seat.organisation_id,
        "partnership_id": seat.partnership_id,
        "board_id": seat.organisation_id,
        "board": board,
        "body": seat.body,
        "on": on,
    }
