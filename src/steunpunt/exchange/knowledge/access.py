"""Who may see and do what with knowledge. Pages, tasks and files all ask here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from steunpunt.bundle.partnerships import public as partnerships
from steunpunt.exchange.knowledge.choices import Audience, HelpState, ShownTo, Step
from steunpunt.exchange.knowledge.models import Answer, HelpRequest, Profile, ProfileBoard, SpecialismRole, Thread
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

KEEPERS = ("ict_manager", "security_adviser", "secretary", "finance_officer")
"""Roles at a board whose people say what they know."""

READERS = (*KEEPERS, "policy_maker")
"""Roles at a board whose people read and answer questions."""

SUPPLIERS = ("contact", "bidder")
"""Roles at a supplier whose people read and answer what suppliers are asked too."""


def _is_at_keyboard(actor: Actor) -> bool:
    return actor.is_known and actor.scopes is None


def _writes(actor: Actor) -> bool:
    return _is_at_keyboard(actor) and actor.looking_in_id is None


def _is_of_board(actor: Actor, *roles: str) -> bool:
    return _is_at_keyboard(actor) and actor.organisation_kind in organisations.BOARD_KINDS and actor.has_role(*roles)


def is_adviser(actor: Actor) -> bool:
    return _is_at_keyboard(actor) and actor.is_of_support_point and actor.has_role("adviser")


# ── who knows what ───────────────────────────────────────────────────────────
def sees_people(actor: Actor) -> bool:
    """Open the page: to look for somebody, or at least to find oneself there."""
    return is_adviser(actor) or _is_of_board(actor, *KEEPERS)


def may_keep_own(actor: Actor) -> bool:
    return _writes(actor) and _is_of_board(actor, *KEEPERS)


def may_keep_board(actor: Actor) -> bool:
    """Say what one's board knows as a whole."""
    return _writes(actor) and _is_of_board(actor, "ict_manager", "secretary")


def may_keep_topics(actor: Actor) -> bool:
    return _writes(actor) and actor.is_of_support_point and actor.has_role("adviser", "editor")


def fellow_boards(organisation_id: int, today: date) -> set[int]:
    """A board and the members of its partnerships that day: two queries."""
    groups = organisations.partnership_ids_of(organisation_id, today)
    members = organisations.members_of_each(groups, today)
    return {organisation_id, *(board for boards in members.values() for board in boards)}


def visible_profiles(actor: Actor, today: date) -> QuerySet[Profile]:
    """One's own and one's board's; for ICT managers and advisers also those shown to them.

    Of people who work nowhere any more nothing is shown.
    """
    if not sees_people(actor):
        return Profile.objects.none()
    own = actor.organisation_id or 0
    rows = Profile.objects.filter(Q(person=None) | people_of.works_somewhere("person_id", today))
    mine = Q(person_id=actor.person_id) | Q(organisation_id=own)
    if is_adviser(actor):
        return rows.filter(mine | Q(shown_to__in=[ShownTo.PARTNERSHIPS, ShownTo.BOARDS]))
    if not actor.has_role("ict_manager"):
        return rows.filter(mine)
    fellows = fellow_boards(own, today)
    near = Q(organisation_id__in=fellows) | people_of.works_somewhere("person_id", today, at=fellows)
    chosen = Exists(ProfileBoard.objects.filter(profile=OuterRef("pk"), organisation_id=own))
    return rows.filter(
        mine
        | Q(shown_to=ShownTo.BOARDS)
        | Q(near, shown_to=ShownTo.PARTNERSHIPS)
        | Q(Q(chosen), shown_to=ShownTo.CHOSEN)
    )


# ── questions and answers ────────────────────────────────────────────────────
def is_of_supplier(actor: Actor) -> bool:
    return _is_at_keyboard(actor) and actor.organisation_kind == organisations.Kind.SUPPLIER


def sees_threads(actor: Actor) -> bool:
    """Open the list: people of boards, of the support point, and of suppliers, each finding what is theirs to read."""
    if is_of_supplier(actor):
        return actor.has_role(*SUPPLIERS)
    return _is_of_board(actor, *READERS) or (_is_at_keyboard(actor) and actor.is_of_support_point)


def visible_threads(actor: Actor, today: date) -> QuerySet[Thread]:
    """Questions of which the actor is among the audience. A board that left a partnership reads its questions no more."""
    rows = Thread.objects.filter(withdrawn_at=None)
    if not sees_threads(actor):
        return rows.none()
    if is_of_supplier(actor):
        return rows.filter(audience=Audience.EVERYBODY)
    open_to = [Audience.SUPPORT, Audience.EVERYBODY]
    if not actor.is_of_support_point:
        open_to.append(Audience.BOARDS)
    within = partnerships.partnerships_within(actor, today)
    return rows.filter(Q(audience__in=open_to) | Q(audience=Audience.PARTNERSHIP, partnership__in=within))


def audiences(actor: Actor) -> list[Audience]:
    """Of whom this actor can ask something; nobody asks where they would not read the answer."""
    if not _writes(actor):
        return []
    if is_adviser(actor):
        return [Audience.PARTNERSHIP, Audience.SUPPORT, Audience.EVERYBODY]
    return list(Audience) if _is_of_board(actor, *READERS) else []


def may_answer(actor: Actor) -> bool:
    """Answer a question that one sees."""
    return _writes(actor) and sees_threads(actor)


def may_change_answer(actor: Actor, answer: Answer) -> bool:
    is_own = (answer.given_by_id, answer.given_for_id) == (actor.person_id, actor.organisation_id)
    return may_answer(actor) and is_own


def may_accept(actor: Actor, thread: Thread) -> bool:
    """Say which answer helped: the board that asked, or the advisers where the support point did."""
    if not may_answer(actor) or actor.organisation_id != thread.asked_for_id:
        return False
    return is_adviser(actor) or not actor.is_of_support_point


def may_check(actor: Actor) -> bool:
    """Say whether an accepted answer is still right: whoever reads it, but suppliers."""
    return may_answer(actor) and not is_of_supplier(actor)


def may_withdraw(actor: Actor, thread: Thread) -> bool:
    """Take a question away: whoever asked it, and the support point's editors and advisers who read it."""
    is_own = (thread.asked_by_id, thread.asked_for_id) == (actor.person_id, actor.organisation_id)
    keeps_order = actor.is_of_support_point and actor.has_role("adviser", "editor")
    return may_answer(actor) and (is_own or keeps_order)


def sees_names(actor: Actor) -> bool:
    """Suppliers read which board asks, not which of its people."""
    return not is_of_supplier(actor)


# ── specialisms and help within a partnership ────────────────────────────────
def visible_roles(actor: Actor, today: date) -> QuerySet[SpecialismRole]:
    """Who does what, for people within the partnership."""
    return SpecialismRole.objects.filter(partnership__in=partnerships.partnerships_within(actor, today))


def may_propose(actor: Actor, partnership_id: int, today: date) -> bool:
    """Propose who takes which specialism: the coordinator and the advisers. Nobody takes one up but the person."""
    return _writes(actor) and partnerships.may_coordinate(actor, partnership_id, today)


def may_answer_role(actor: Actor, role: SpecialismRole) -> bool:
    """Take a role up, decline it, lay it down: the person alone, for the board that gives the days."""
    is_own = (role.person_id, role.organisation_id) == (actor.person_id, actor.organisation_id)
    return _writes(actor) and not actor.is_of_support_point and is_own


def visible_help(actor: Actor, today: date) -> QuerySet[HelpRequest]:
    """Requests for help of partnerships that the actor is within."""
    return HelpRequest.objects.filter(partnership__in=partnerships.partnerships_within(actor, today))


def may_ask_help(actor: Actor, partnership_id: int, today: date) -> bool:
    is_member = actor.organisation_id in organisations.members_of(partnership_id, today)
    return _writes(actor) and is_member and _is_of_board(actor, "ict_manager", "secretary", "security_adviser")


def may_take(actor: Actor, row: HelpRequest) -> bool:
    """Help: who is asked now, and in the later steps whoever of another member, or an adviser, wants to."""
    if not _writes(actor) or row.state != HelpState.OPEN:
        return False
    if actor.organisation_id == row.asked_for_id or actor.person_id == row.asked_by_id:
        # Who works for two boards would give hours to themselves.
        return False
    if actor.person_id == row.asked_person_id:
        return True
    if row.step == Step.SUPPORT and is_adviser(actor):
        return True
    return row.step in (Step.GROUP, Step.SUPPORT) and _is_of_board(actor, "ict_manager", "security_adviser")


def may_pass_on(actor: Actor, row: HelpRequest) -> bool:
    """Ask the next instead: who is asked now, and who asked."""
    if not _writes(actor) or row.state != HelpState.OPEN or row.step == Step.SUPPORT:
        return False
    return actor.person_id == row.asked_person_id or _asked(actor, row)


def _asked(actor: Actor, row: HelpRequest) -> bool:
    return actor.organisation_id == row.asked_for_id and _is_of_board(
        actor, "ict_manager", "secretary", "security_adviser"
    )


def may_log(actor: Actor, row: HelpRequest) -> bool:
    """Write down hours: who took it, for the organisation that helps."""
    is_own = (row.taken_by_id, row.taken_for_id) == (actor.person_id, actor.organisation_id)
    return _writes(actor) and row.state in (HelpState.TAKEN, HelpState.DONE) and is_own


def may_close(actor: Actor, row: HelpRequest) -> bool:
    """Say that it is done: who helps, and the board that asked."""
    is_own = (row.taken_by_id, row.taken_for_id) == (actor.person_id, actor.organisation_id)
    return _writes(actor) and row.state == HelpState.TAKEN and (is_own or _asked(actor, row))


def may_take_back(actor: Actor, row: HelpRequest) -> bool:
    """Not need it any more: the board that asked, as long as nobody is done."""
    return _writes(actor) and row.state in (HelpState.OPEN, HelpState.TAKEN) and _asked(actor, row)
