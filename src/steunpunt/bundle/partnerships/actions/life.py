"""The life of a partnership: begin, invite, answer, describe, note what was said."""

from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships import access, facts, queries
from steunpunt.bundle.partnerships.actions.telling import tell_invited
from steunpunt.bundle.partnerships.choices import Answer, State
from steunpunt.bundle.partnerships.models import Conversation, PartnerInvitation, Partnership
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.values import Listed

NAME_LENGTH = 120


@transaction.atomic
def start_partnership(
    *, name: str, purpose: str, board_ids: Collection[int], now: datetime, today: date, by: Actor
) -> Partnership:
    """Begin to explore with others: they are invited, nobody is a member. A board that begins explores itself."""
    require(access.may_start(by))
    own = {by.organisation_id} if by.organisation_kind in organisations.BOARD_KINDS else set()
    boards = organisations.organisations({*board_ids, *filter(None, own)})
    refuse_if(_start_objections(name, [card.kind for card in boards.values()], today))
    provinces = {card.province for card in boards.values()}
    row = organisations.register_organisation(
        details=Listed(
            key=f"partnership:{name.strip()}",
            kind=organisations.Kind.PARTNERSHIP,
            name=name.strip(),
            province=provinces.pop() if len(provinces) == 1 else "",
        ),
        by=the_platform(),
    )
    partnership = Partnership.objects.create(
        organisation_id=row.pk,
        state_since=today,
        purpose=purpose.strip(),
        coordinator_id=by.person_id if by.is_of_support_point else None,
        started_at=now,
        started_by_id=by.person_id,
    )
    fact = facts.PartnershipStarted(organisation_id=row.pk, partnership_id=row.pk, name=row.name)
    record(fact, by=by)
    for board in boards.values():
        _invite(partnership, board, now=now, by=by, is_own=board.id in own)
    return partnership


def _start_objections(name: str, kinds: Collection[str], today: date) -> Iterator[Reason]:
    if not name.strip():
        yield Reason("name", _("Give the partnership a name; it can change later."), "name")
    elif len(name.strip()) > NAME_LENGTH:
        yield Reason("name_long", _("A name has at most %(n)s characters.") % {"n": NAME_LENGTH}, "name")
    elif any(card.name.casefold() == name.strip().casefold() for card in organisations.partnerships(today)):
        yield Reason("name_taken", _("A partnership with this name exists already."), "name")
    if len(kinds) < 2:
        yield Reason("boards", _("Choose at least two boards to explore with."), "boards")
    if any(kind not in organisations.BOARD_KINDS for kind in kinds):
        yield Reason("kind", _("Only boards are members of a partnership."), "boards")


def _invite(
    partnership: Partnership, board: organisations.OrganisationCard, *, now: datetime, by: Actor, is_own: bool = False
) -> None:
    """`is_own`: whoever begins for a board has said yes for it to exploring, and to nothing else."""
    PartnerInvitation.objects.create(
        partnership=partnership,
        organisation_id=board.id,
        invited_at=now,
        invited_by_id=by.person_id or 0,
        answer=Answer.INTERESTED if is_own else "",
        answered_at=now if is_own else None,
        answered_by_id=by.person_id if is_own else None,
    )
    kind = facts.BoardInterested if is_own else facts.BoardInvited
    fact = kind(organisation_id=board.id, partnership_id=partnership.pk, board_id=board.id, board=board.name)
    record(fact, by=by)
    if not is_own:
        tell_invited(partnership, board.id, now=now, by=by)


@transaction.atomic
def adopt_partnership(*, organisation_id: int, state: str, since: date, now: datetime, by: Actor) -> Partnership:
    """A partnership that stands in the list of organisations gets a page of its own. Done again it changes nothing."""
    require(not by.is_known)
    found = Partnership.objects.filter(pk=organisation_id).first()
    if found:
        return found
    row = Partnership.objects.create(organisation_id=organisation_id, state=state, state_since=since, started_at=now)
    card = organisations.organisation(organisation_id)
    fact = facts.PartnershipStarted(
        organisation_id=organisation_id, partnership_id=organisation_id, name=card.name if card else ""
    )
    record(fact, by=by)
    return row


@transaction.atomic
def locked(*, partnership_id: int, today: date, by: Actor) -> Partnership:
    """The row, locked, of a partnership whose inside the actor sees."""
    require(access.visible_partnerships(by, today).filter(pk=partnership_id).exists())
    return Partnership.objects.select_related("organisation").select_for_update(of=("self",)).get(pk=partnership_id)


@transaction.atomic
def invite_boards(*, partnership_id: int, board_ids: Collection[int], now: datetime, today: date, by: Actor) -> int:
    """Ask more boards to explore; answers how many were asked."""
    partnership = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_coordinate(by, partnership, today) or _started(by, partnership))
    boards = organisations.organisations(board_ids)
    members = set(organisations.members_of(partnership_id, today))
    asked = set(partnership.invitations.filter(ended_on=None).values_list("organisation_id", flat=True))
    refuse_if(_invite_objections(partnership, boards.values(), members | asked))
    for board in boards.values():
        _invite(partnership, board, now=now, by=by)
    return len(boards)


def _started(by: Actor, partnership: Partnership) -> bool:
    """Whoever began goes on inviting while all is still being explored."""
    return access.may_start(by) and partnership.started_by_id == by.person_id and partnership.state == State.EXPLORATION


def _invite_objections(
    partnership: Partnership, boards: Collection[organisations.OrganisationCard], there: set[int]
) -> Iterator[Reason]:
    if partnership.state in {State.DORMANT, State.ENDED}:
        yield Reason("state", _("In this state no board can come in."))
    if not boards:
        yield Reason("boards", _("Choose at least one board."), "boards")
    for board in boards:
        if board.kind not in organisations.BOARD_KINDS:
            yield Reason("kind", _("Only boards are members of a partnership."), "boards")
        elif board.id in there:
            yield Reason("there", _("%(board)s is invited or a member already.") % {"board": board.name}, "boards")


@transaction.atomic
def withdraw_invitation(*, invitation_id: int, today: date, by: Actor) -> None:
    """The board is no longer asked, and sees nothing inside from now on."""
    row = PartnerInvitation.objects.select_for_update(of=("self",)).get(pk=invitation_id, ended_on=None)
    partnership = locked(partnership_id=row.partnership_id, today=today, by=by)
    require(access.may_coordinate(by, partnership, today) or _started(by, partnership))
    row.ended_on = today
    row.save(update_fields=["ended_on"])
    record(facts.InvitationWithdrawn(**_about(row)), by=by)


@transaction.atomic
def answer_invitation(*, invitation_id: int, answer: str, now: datetime, by: Actor) -> None:
    """Say for one's own board whether it explores; can be changed as long as it is no member."""
    row = PartnerInvitation.objects.select_for_update().get(pk=invitation_id)
    require(access.may_answer(by) and row.organisation_id == by.organisation_id)
    refuse_if([Reason("ended", _("This invitation is over."))] if row.ended_on else [])
    refuse_if([] if answer in Answer.values else [Reason("answer", _("Choose an answer."), "answer")])
    row.answer, row.answered_at, row.answered_by_id = answer, now, by.person_id
    row.save(update_fields=["answer", "answered_at", "answered_by_id"])
    kind = facts.BoardInterested if answer == Answer.INTERESTED else facts.BoardNotInterested
    record(kind(**_about(row)), by=by)


def _about(row: PartnerInvitation) -> dict[str, Any]:
    board = organisations.names([row.organisation_id])[row.organisation_id]
    return {
        "organisation_id": row.organisation_id,
        "partnership_id": row.partnership_id,
        "board_id": row.organisation_id,
        "board": board,
    }


@transaction.atomic
def describe_partnership(
    *,
    partnership_id: int,
    purpose: str,
    coordinator_id: int | None,
    public_text: str,
    is_public: bool,
    today: date,
    by: Actor,
) -> Partnership:
    """What for, who coordinates, and what everybody may read of it."""
    row = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_coordinate(by, row, today))
    refuse_if(_description_objections(coordinator_id, public_text, partnership_id, today, is_public=is_public))
    row.purpose, row.coordinator_id = purpose.strip(), coordinator_id
    row.public_text, row.is_public = public_text.strip(), is_public
    row.save(update_fields=["purpose", "coordinator_id", "public_text", "is_public"])
    record(facts.PartnershipDescribed(organisation_id=row.pk, partnership_id=row.pk), by=by)
    return row


def _description_objections(
    coordinator_id: int | None, public_text: str, partnership_id: int, today: date, *, is_public: bool
) -> Iterator[Reason]:
    if is_public and not public_text.strip():
        yield Reason("public", _("Write the text that everybody may read first."), "public_text")
    if coordinator_id is not None and coordinator_id not in queries.coordinators(partnership_id, today):
        text = _("The coordinator is somebody of the support point or of a member.")
        yield Reason("coordinator", text, "coordinator")


@transaction.atomic
def note_conversation(
    *, partnership_id: int, organisation_id: int, held_on: date, text: str, now: datetime, today: date, by: Actor
) -> Conversation:
    """Write down what came up in a talk with one board: for advisers and that board alone."""
    partnership = locked(partnership_id=partnership_id, today=today, by=by)
    require(access.may_note(by))
    invited = partnership.invitations.filter(organisation_id=organisation_id, ended_on=None).exists()
    is_member = organisation_id in organisations.members_of(partnership_id, today)
    refuse_if(_note_objections(text, held_on, today, is_concerned=invited or is_member))
    row = Conversation.objects.create(
        partnership=partnership,
        organisation_id=organisation_id,
        held_on=held_on,
        text=text.strip(),
        written_at=now,
        written_by_id=by.person_id or 0,
    )
    board = organisations.names([organisation_id])[organisation_id]
    fact = facts.ConversationNoted(
        organisation_id=organisation_id,
        partnership_id=partnership_id,
        board_id=organisation_id,
        board=board,
        on=held_on,
    )
    record(fact, by=by)
    return row


def _note_objections(text: str, held_on: date, today: date, *, is_concerned: bool) -> Iterator[Reason]:
    if not is_concerned:
        yield Reason("board", _("Choose a board that was invited or is a member."), "board")
    if not text.strip():
        yield Reason("text", _("Write what came up."), "text")
    if held_on > today:
        yield Reason("future", _("Choose today or a day before it: the future is not yet on record."), "held_on")
