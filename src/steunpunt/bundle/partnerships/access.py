"""Who may see and do what with partnerships. Pages, exports and tasks all ask here."""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from steunpunt.bundle.partnerships.choices import Answer, Body, State
from steunpunt.bundle.partnerships.models import (
    Agreement,
    Conversation,
    PartnerInvitation,
    PartnerSearch,
    Partnership,
    Seat,
    Signature,
)
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

SEEKERS = ("ict_manager", "policy_maker", "secretary")
"""Roles at a board that look for partners."""

INSIDERS = (*SEEKERS, "finance_officer", "security_adviser")
"""Roles at a member that read what is inside a partnership."""

DECIDERS = ("policy_maker", "secretary")
"""Roles at a board that start a partnership, answer for it and give its seats; deciding itself takes a mandate."""

_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone"})


def sees_partners(actor: Actor) -> bool:
    """Whether looking for partners stands in this actor's menu: for boards themselves, and for advisers."""
    if not actor.is_known or actor.scopes is not None:
        return False
    if actor.is_of_support_point:
        return actor.has_role("adviser")
    return actor.organisation_kind in _BOARDS and actor.has_role(*SEEKERS)


def may_seek(actor: Actor) -> bool:
    return sees_partners(actor) and actor.looking_in_id is None


def visible_searches(actor: Actor) -> QuerySet[PartnerSearch]:
    """The searches of one's own board, or of the support point for its advisers: what somebody else looks for is theirs."""
    if actor.organisation_id is None or not sees_partners(actor):
        return PartnerSearch.objects.none()
    return PartnerSearch.objects.filter(organisation_id=actor.organisation_id)


# ── partnerships ─────────────────────────────────────────────────────────────
def advises(actor: Actor) -> bool:
    return actor.is_known and actor.scopes is None and actor.is_of_support_point and actor.has_role("adviser")


def _writes(actor: Actor) -> bool:
    """Somebody at the keyboard, as themselves."""
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


def _is_insider(actor: Actor) -> bool:
    is_board = actor.organisation_kind in organisations.BOARD_KINDS
    return actor.is_known and actor.scopes is None and is_board and actor.has_role(*INSIDERS)


def open_invitations(organisation_id: int) -> QuerySet[PartnerInvitation]:
    """Invitations that let a board look inside while it explores: neither ended nor declined."""
    return PartnerInvitation.objects.filter(organisation_id=organisation_id, ended_on=None).exclude(
        answer=Answer.NOT_NOW
    )


def visible_partnerships(actor: Actor, today: date) -> QuerySet[Partnership]:
    """Partnerships of which the actor sees the inside: of one's own board that day, or to which it was invited.

    A board that left reads nothing any more from that day. Advisers see all; others of the support point only what
    they coordinate.
    """
    own = actor.organisation_id or 0
    rows = within_partnerships(actor, today)
    if not _is_insider(actor):
        return rows
    invited = open_invitations(own).filter(partnership=OuterRef("pk"))
    everything = Partnership.objects.select_related("organisation")
    return everything.filter(Q(pk__in=organisations.partnership_ids_of(own, today)) | Q(Exists(invited)))


def within_partnerships(actor: Actor, today: date) -> QuerySet[Partnership]:
    """The same without those to which one's board is only invited: their documents and history are not for guests."""
    rows = Partnership.objects.select_related("organisation")
    if advises(actor):
        return rows
    if actor.is_known and actor.scopes is None and actor.is_of_support_point:
        return rows.filter(coordinator_id=actor.person_id)
    if not _is_insider(actor):
        return rows.none()
    return rows.filter(pk__in=organisations.partnership_ids_of(actor.organisation_id or 0, today))


def public_partnerships() -> QuerySet[Partnership]:
    """What everybody may read of: only where the partnership wants it."""
    shown = (State.INTENTION, State.AGREEMENT, State.ACTIVE, State.DORMANT)
    return Partnership.objects.select_related("organisation").filter(is_public=True, state__in=shown)


def sees_partnerships(actor: Actor) -> bool:
    return advises(actor) or _is_insider(actor)


def is_within(actor: Actor, partnership: Partnership, today: date) -> bool:
    """Whether the actor's own board is a member that day, or the actor is an adviser or coordinates."""
    if advises(actor) or is_coordinator(actor, partnership, today):
        return True
    return _is_insider(actor) and partnership.pk in organisations.partnership_ids_of(actor.organisation_id or 0, today)


def is_coordinator(actor: Actor, partnership: Partnership, today: date) -> bool:
    if not actor.is_known or partnership.coordinator_id != actor.person_id:
        return False
    return actor.is_of_support_point or (
        actor.organisation_id is not None
        and partnership.pk in organisations.partnership_ids_of(actor.organisation_id, today)
    )


def may_start(actor: Actor) -> bool:
    """Ask boards to explore: advisers, and policy makers and secretaries of a board."""
    return _writes(actor) and (advises(actor) or (_is_insider(actor) and actor.has_role(*DECIDERS)))


def may_coordinate(actor: Actor, partnership: Partnership, today: date) -> bool:
    """Keep what is written about it, invite, record the members' decisions."""
    return _writes(actor) and (advises(actor) or is_coordinator(actor, partnership, today))


def may_answer(actor: Actor) -> bool:
    """Say for one's own board whether it explores: it obliges to nothing."""
    return _writes(actor) and _is_insider(actor) and actor.has_role(*DECIDERS)


def may_decide(actor: Actor) -> bool:
    """Bind one's own board: come in, give notice, sign. Only a person whom that board mandated."""
    is_board = actor.organisation_kind in organisations.BOARD_KINDS
    return _writes(actor) and is_board and actor.organisation_id is not None and "sign" in actor.mandates


def may_record_paper(actor: Actor) -> bool:
    """Record what a board decided on paper, with its dated document: advisers only."""
    return _writes(actor) and advises(actor)


def may_seat(actor: Actor, organisation_id: int) -> bool:
    """Give a seat to somebody of one's own organisation: each board its own people, the support point its advisers."""
    if not _writes(actor) or actor.organisation_id != organisation_id:
        return False
    return advises(actor) or (_is_insider(actor) and actor.has_role(*DECIDERS))


def may_add_documents(actor: Actor, partnership: Partnership, today: date) -> bool:
    if not _writes(actor):
        return False
    return is_within(actor, partnership, today) or (may_bring_own_paper(actor) and _signs(actor, partnership))


def _signs(actor: Actor, partnership: Partnership) -> bool:
    """Whether the actor's board, not yet a member, is asked to sign."""
    return Signature.objects.filter(
        agreement__partnership=partnership, agreement__state="signing", organisation_id=actor.organisation_id or 0
    ).exists()


def may_note(actor: Actor) -> bool:
    return _writes(actor) and advises(actor)


def visible_conversations(actor: Actor, today: date) -> QuerySet[Conversation]:
    """Notes of what a board said: for advisers, and for that board itself."""
    rows = Conversation.objects.filter(partnership__in=visible_partnerships(actor, today).values("pk"))
    if advises(actor):
        return rows
    if not _is_insider(actor):
        return rows.none()
    return rows.filter(organisation_id=actor.organisation_id or 0)


def visible_seats(actor: Actor, today: date) -> QuerySet[Seat]:
    return Seat.objects.filter(partnership__in=visible_partnerships(actor, today).values("pk"))


def votes(organisation_kind: str, body: str) -> bool:
    """Whether a seat has a vote: those of boards; the support point advises."""
    return body in Body.values and organisation_kind in organisations.BOARD_KINDS


# ── agreements ───────────────────────────────────────────────────────────────
def visible_agreements(actor: Actor, today: date) -> QuerySet[Agreement]:
    """Those of partnerships whose inside the actor sees: a board that is asked to sign reads what it signs."""
    seen = visible_partnerships(actor, today).values("pk")
    return Agreement.objects.filter(partnership__in=seen).select_related("partnership__organisation")


def may_remark(actor: Actor) -> bool:
    """People of the boards that will sign; whether theirs is one of them, the visible rows say."""
    return _writes(actor) and _is_insider(actor)


def may_bring_own_paper(actor: Actor) -> bool:
    """Upload the own board's signed paper: who may sign for it, its policy makers and its secretary."""
    return may_decide(actor) or may_answer(actor)
