"""Who may see and do what in mini-competitions. Pages, files, papers, the API and tasks all ask here."""

from datetime import datetime

from django.db.models import Q, QuerySet

from steunpunt.contract.competitions.choices import READ, CompetitionState
from steunpunt.contract.competitions.models import Competition, Invitation
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.acting import Actor

READERS = ("ict_manager", "policy_maker", "secretary", "finance_officer")
"""Roles at a board that read its competitions, as they read its orders."""
KEEPERS = ("buyer", "adviser", "finance")
_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone", "rescue_zone"})
_SUPPLIERS = ("contact", "bidder")


def is_of_a_board(actor: Actor) -> bool:
    return actor.organisation_kind in _BOARDS


def is_supplier(actor: Actor) -> bool:
    return actor.organisation_kind == "supplier" and actor.has_role(*_SUPPLIERS)


def is_keeper(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role(*KEEPERS)


def _reads(actor: Actor) -> bool:
    return actor.is_known and (actor.scopes is None or "orders:read" in actor.scopes)


def _at_the_keyboard(actor: Actor) -> bool:
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


def _reads_of_board(actor: Actor) -> bool:
    return is_of_a_board(actor) and (actor.has_role(*READERS) or orders.may_place(actor))


def sees_competitions(actor: Actor) -> bool:
    """Whether competitions stand in this actor's menu."""
    return _reads(actor) and (is_keeper(actor) or is_supplier(actor) or _reads_of_board(actor))


def visible_competitions(actor: Actor) -> QuerySet[Competition]:
    """For a board its own; for the support point all that were sent; for a supplier those in which it was asked."""
    if not sees_competitions(actor):
        return Competition.objects.none()
    own = actor.organisation_id or 0
    if is_keeper(actor):
        return Competition.objects.exclude(sent_at=None)
    if is_supplier(actor):
        asked = Invitation.objects.filter(supplier_id=own)
        return Competition.objects.exclude(sent_at=None).filter(pk__in=asked.order_by().values("competition"))
    return Competition.objects.filter(organisation_id=own)


def own_invitations(actor: Actor) -> QuerySet[Invitation]:
    """Where the actor's own supplier was asked."""
    if not (_reads(actor) and is_supplier(actor)):
        return Invitation.objects.none()
    return Invitation.objects.filter(supplier_id=actor.organisation_id or 0)


# ── the board ────────────────────────────────────────────────────────────────
def may_start(actor: Actor) -> bool:
    """Ask prices: who may fill a basket. It binds the board to nothing."""
    return _at_the_keyboard(actor) and orders.may_fill(actor)


def may_lead(actor: Actor, competition: Competition) -> bool:
    """Prepare, send, answer questions, open, judge: people of the board that fill its baskets, or may order for it."""
    is_own = is_of_a_board(actor) and actor.organisation_id == competition.organisation_id
    return is_own and (may_start(actor) or orders.may_place(actor))


def may_award(actor: Actor, competition: Competition) -> bool:
    """Bind the board: by the mandate to order; up to how much the limits say."""
    return orders.may_place(actor) and actor.organisation_id == competition.organisation_id


def reads_offers(actor: Actor, competition: Competition) -> bool:
    """What stands in offers, once they were opened; never while looking in as somebody else."""
    return (
        actor.looking_in_id is None
        and competition.opened_at is not None
        and competition.state in READ
        and not is_supplier(actor)
        and (is_keeper(actor) or (actor.organisation_id == competition.organisation_id and _reads_of_board(actor)))
    )


def reads_prices(actor: Actor, competition: Competition) -> bool:
    """Once the marks are fixed."""
    return reads_offers(actor, competition) and competition.fixed_at is not None


# ── suppliers ────────────────────────────────────────────────────────────────
def may_answer(actor: Actor) -> bool:
    """Make, replace and take back an offer, decline, ask: a contact or bidder of the supplier."""
    return _at_the_keyboard(actor) and is_supplier(actor)


def takes_answers(competition: Competition, now: datetime) -> bool:
    is_open = competition.answers_until is not None and now < competition.answers_until
    return competition.state == CompetitionState.SENT and is_open


def reads_own_offer(actor: Actor) -> bool:
    """A supplier what it handed in itself; never while looking in."""
    return is_supplier(actor) and actor.looking_in_id is None and actor.scopes is None


def adds_documents(actor: Actor, competition_id: int) -> bool:
    """While it is prepared: what was sent stays."""
    rows = visible_competitions(actor).filter(Q(state=CompetitionState.DRAFT), pk=competition_id)
    return may_start(actor) and rows.exists()
