"""What may happen in the life of a partnership, and why something may not."""

from collections.abc import Collection, Iterator
from datetime import date

from steunpunt.bundle.partnerships.choices import Body, State
from steunpunt.bundle.partnerships.reasons import because
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
        yield because("move", field="state")
        return
    if not reason.strip():
        yield because("reason", field="reason")
    if on > today:
        yield because("future", field="on")
    if on < since:
        yield because("before", field="on")
    if target == State.ACTIVE and members < 2:
        yield because("alone", field="state")
    if is_decided_by_members(target, members) and not has_document:
        yield because("document", field="document")


def entry_objections(state: str, *, is_member: bool, is_invited: bool, is_board: bool) -> Iterator[Reason]:
    """Why a board cannot come in."""
    if not is_board:
        yield because("kind", field="organisation")
    elif is_member:
        yield because("member", field="organisation")
    elif not is_invited:
        yield because("uninvited", field="organisation")
    if State(state) not in OPEN_TO_ENTRY:
        yield because("state")


def notice_objections(
    *, is_member: bool, has_given: bool, since: date | None, leaves_on: date, today: date
) -> Iterator[Reason]:
    """Why a board cannot give notice for that day, the first one on which it is no member any more."""
    if not is_member:
        yield because("no_member")
    elif has_given:
        yield because("given")
    if leaves_on < today:
        yield because("past", field="on")
    elif since is not None and leaves_on < since:
        yield because("before_2", field="on")


def seat_objections(body: str, *, roles: Collection[str], is_adviser: bool, is_taken: bool) -> Iterator[Reason]:
    """Why somebody cannot sit in a body. Advisers of the support point sit in both, without a vote."""
    if is_taken:
        yield because("seated", field="person")
    if is_adviser or not SEATED[Body(body)].isdisjoint(roles):
        return
    if body == Body.STEERING:
        yield because("role", field="person")
    else:
        yield because("role_2", field="person")
