"""What may happen in the life of a partnership, and why something may not."""

from collections.abc import Collection, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.choices import Body, State
from steunpunt.foundation.acting import Reason

MOVES: dict[State, frozenset[State]] = {
    State.EXPLORATION: frozenset({State.INTENTION, State.ENDED}),
    State.INTENTION: frozenset({State.EXPLORATION, State.AGREEMENT, State.ENDED}),
    State.AGREEMENT: frozenset({State.INTENTION, State.ACTIVE, State.ENDED}),
    State.ACTIVE: frozenset({State.DORMANT, State.ENDED}),
    State.DORMANT: frozenset({State.ACTIVE, State.ENDED}),
    State.ENDED: frozenset(),
}
"""From each state where it can go."""

OPEN_TO_ENTRY = frozenset({State.INTENTION, State.AGREEMENT, State.ACTIVE})
"""States in which a board can come in."""

SEATED = {
    Body.STEERING: frozenset({"policy_maker", "secretary"}),
    Body.WORKING: frozenset({"ict_manager", "security_adviser"}),
}
"""Who of a board sits where: policy makers steer, ICT managers work."""


def is_decided_by_members(target: str, members: int) -> bool:
    """Whether a move is the members' decision, of which the document has to be there: from the moment there are members."""
    return target == State.ACTIVE or (members > 0 and target in {State.DORMANT, State.ENDED})


def move_objections(
    state: str, target: str, *, reason: str, members: int, has_document: bool, on: date, today: date, since: date
) -> Iterator[Reason]:
    """Why a partnership cannot go from one state to another on a day."""
    if target not in State.values or State(target) not in MOVES[State(state)]:
        yield Reason("move", _("A partnership cannot go from this state to that one."), "state")
        return
    if not reason.strip():
        yield Reason("reason", _("Say in one sentence why; everybody in the partnership reads it."), "reason")
    if on > today:
        yield Reason("future", _("Choose today or a day before it: the future is not yet on record."), "on")
    if on < since:
        yield Reason("before", _("The state before began later than this day."), "on")
    if target == State.ACTIVE and members < 2:
        yield Reason("alone", _("A partnership is active from two members on."), "state")
    if is_decided_by_members(target, members) and not has_document:
        text = _(
            "This is for the members to decide: attach their dated decision, such as minutes of the steering group."
        )
        yield Reason("document", text, "document")


def entry_objections(state: str, *, is_member: bool, is_invited: bool, is_board: bool) -> Iterator[Reason]:
    """Why a board cannot come in."""
    if not is_board:
        yield Reason("kind", _("Only boards are members of a partnership."), "organisation")
    elif is_member:
        yield Reason("member", _("This board is a member already."), "organisation")
    elif not is_invited:
        yield Reason("uninvited", _("Invite this board first."), "organisation")
    if State(state) not in OPEN_TO_ENTRY:
        yield Reason("state", _("In this state no board can come in."))


def notice_objections(
    *, is_member: bool, has_given: bool, since: date | None, leaves_on: date, today: date
) -> Iterator[Reason]:
    """Why a board cannot give notice for that day, the first one on which it is no member any more."""
    if not is_member:
        yield Reason("no_member", _("This board is no member."))
    elif has_given:
        yield Reason("given", _("Notice was given already."))
    if leaves_on < today:
        yield Reason("past", _("The day of leaving is today or later."), "on")
    elif since is not None and leaves_on < since:
        yield Reason("before", _("The board came in after that day."), "on")


def seat_objections(body: str, *, roles: Collection[str], is_adviser: bool, is_taken: bool) -> Iterator[Reason]:
    """Why somebody cannot sit in a body. Advisers of the support point sit in both, without a vote."""
    if is_taken:
        yield Reason("seated", _("This person sits there already."), "person")
    if is_adviser or not SEATED[Body(body)].isdisjoint(roles):
        return
    if body == Body.STEERING:
        yield Reason("role", _("In the steering group sit policy makers and secretaries of the members."), "person")
    else:
        yield Reason("role", _("In the working group sit ICT managers and security advisers of the members."), "person")
