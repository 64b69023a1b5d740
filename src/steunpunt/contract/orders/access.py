"""Who may see and do what with orders and savings. Pages, papers, files, links and tasks all ask here."""

from datetime import date

from django.db.models import QuerySet

from steunpunt.contract.orders.choices import OrderState, PurchaseState
from steunpunt.contract.orders.models import Commitment, Limit, Order, Purchase, Saving, StandIn
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

READERS = ("ict_manager", "policy_maker", "secretary", "finance_officer")
"""Roles at a board that see its orders and savings."""
FILLERS = ("ict_manager", "finance_officer", "secretary")
"""Roles at a board that fill a basket, and write down what was delivered."""
KEEPERS = ("buyer", "adviser", "finance")
BOOKKEEPERS = ("finance_officer", "secretary")
"""Roles at a board that take what it committed to into its accounts; at the support point `finance` does."""
_BOARDS = frozenset({"municipality", "welfare_centre", "police_zone", "rescue_zone"})


def is_of_a_board(actor: Actor) -> bool:
    return actor.organisation_kind in _BOARDS


def is_supplier(actor: Actor) -> bool:
    return actor.organisation_kind == "supplier" and actor.has_role("contact")


def is_keeper(actor: Actor) -> bool:
    return actor.is_of_support_point and actor.has_role(*KEEPERS)


def _reads(actor: Actor) -> bool:
    return actor.is_known and (actor.scopes is None or "orders:read" in actor.scopes)


def _writes(actor: Actor) -> bool:
    return _reads(actor) and actor.looking_in_id is None and (actor.scopes is None or "orders:write" in actor.scopes)


def _at_the_keyboard(actor: Actor) -> bool:
    """What binds is done by a person, never over a key or while looking in as somebody else."""
    return actor.is_known and actor.looking_in_id is None and actor.scopes is None


def sees_orders(actor: Actor) -> bool:
    """Whether orders stand in this actor's menu."""
    if not _reads(actor):
        return False
    return is_keeper(actor) or is_supplier(actor) or (is_of_a_board(actor) and actor.has_role(*READERS))


def sees_catalogue(actor: Actor) -> bool:
    return is_of_a_board(actor) and sees_orders(actor)


def visible_orders(actor: Actor) -> QuerySet[Order]:
    """For a board its own, for a supplier those it got, for the support point all."""
    if not sees_orders(actor):
        return Order.objects.none()
    if is_keeper(actor):
        return Order.objects.all()
    own = actor.organisation_id or 0
    return Order.objects.filter(supplier_id=own) if is_supplier(actor) else Order.objects.filter(organisation_id=own)


def sees_tiers(actor: Actor) -> bool:
    """How far all boards together are under a contract that the actor sees: for the support point and for boards."""
    return sees_orders(actor) and not is_supplier(actor)


def sees_call_offs(actor: Actor, authority_id: int) -> bool:
    """Whether there is a report of a contract for this actor, who sees the contract: for its contracting authority, the support
    point and its supplier. Other boards have none.
    """
    is_authority = actor.organisation_id == authority_id
    return sees_orders(actor) and (is_keeper(actor) or is_supplier(actor) or is_authority)


def call_offs(actor: Actor, framework_id: int, authority_id: int) -> QuerySet[Order]:
    """Orders for that report: of all boards; for a supplier those that it got itself."""
    if not sees_call_offs(actor, authority_id):
        return Order.objects.none()
    rows = visible_orders(actor) if is_supplier(actor) else Order.objects.all()
    return rows.filter(framework_id=framework_id)


# ── inside the board ─────────────────────────────────────────────────────────
def may_fill(actor: Actor) -> bool:
    """Fill a basket and ask for approval: it binds to nothing."""
    return _writes(actor) and is_of_a_board(actor) and actor.has_role(*FILLERS)


def visible_purchases(actor: Actor) -> QuerySet[Purchase]:
    """What the actor's board asked or placed, and one's own basket; a basket of a colleague is that colleague's."""
    if not (_reads(actor) and is_of_a_board(actor) and (actor.has_role(*READERS) or may_place(actor))):
        return Purchase.objects.none()
    board = Purchase.objects.filter(organisation_id=actor.organisation_id or 0)
    return board.exclude(state=PurchaseState.BASKET) | board.filter(made_by_id=actor.person_id or 0)


def own_basket(actor: Actor) -> QuerySet[Purchase]:
    """The basket that this person fills for its board."""
    if not may_fill(actor):
        return Purchase.objects.none()
    return Purchase.objects.filter(
        organisation_id=actor.organisation_id or 0, made_by_id=actor.person_id or 0, state=PurchaseState.BASKET
    )


def may_place(actor: Actor) -> bool:
    """Order, or approve what a colleague asks: by the mandate; up to how much the limits say."""
    return _at_the_keyboard(actor) and is_of_a_board(actor) and "order" in actor.mandates


def may_keep_limits(actor: Actor) -> bool:
    return _at_the_keyboard(actor) and is_of_a_board(actor) and actor.has_role("local_administrator")


def reads_limits(actor: Actor) -> bool:
    return may_keep_limits(actor) or (_reads(actor) and is_of_a_board(actor) and actor.has_role(*READERS))


def visible_limits(actor: Actor, today: date) -> QuerySet[Limit]:
    if not reads_limits(actor):
        return Limit.objects.none()
    return Limit.objects.filter(organisation_id=actor.organisation_id or 0)


def visible_stand_ins(actor: Actor) -> QuerySet[StandIn]:
    if not reads_limits(actor):
        return StandIn.objects.none()
    return StandIn.objects.filter(organisation_id=actor.organisation_id or 0)


def may_receive(actor: Actor, order: Order) -> bool:
    """Write down what came, what went back, give notice: people of the board that ordered."""
    return (
        _at_the_keyboard(actor)
        and is_of_a_board(actor)
        and actor.organisation_id == order.organisation_id
        and (actor.has_role(*FILLERS) or may_place(actor))
    )


def may_decide_on(actor: Actor, order: Order) -> bool:
    """Accept a proposal, cancel, end a service: who may place orders of the board."""
    return may_place(actor) and actor.organisation_id == order.organisation_id


# ── the supplier ─────────────────────────────────────────────────────────────
def may_answer(actor: Actor, order: Order) -> bool:
    """Confirm, propose, refuse: a contact of the supplier, as long as nobody did."""
    return is_its_contact(actor, order) and order.state == OrderState.PLACED


def is_its_contact(actor: Actor, order: Order) -> bool:
    """Whether somebody answers for the supplier that got the order."""
    return _at_the_keyboard(actor) and is_supplier(actor) and actor.organisation_id == order.supplier_id


# ── savings ──────────────────────────────────────────────────────────────────
def visible_savings(actor: Actor) -> QuerySet[Saving]:
    """A board's own, and of boards that merged into it; for the support point all. Suppliers see none."""
    if not _reads(actor):
        return Saving.objects.none()
    if is_keeper(actor):
        return Saving.objects.all()
    if is_of_a_board(actor) and actor.has_role(*READERS):
        return Saving.objects.filter(organisation__in=organisations.with_predecessors(actor.organisation_id or 0))
    return Saving.objects.none()


def sees_savings(actor: Actor) -> bool:
    return _reads(actor) and (is_keeper(actor) or (is_of_a_board(actor) and actor.has_role(*READERS)))


def may_settle(actor: Actor) -> bool:
    """Settle tiers that were reached, apply the ratchet: a buyer of the support point."""
    return _at_the_keyboard(actor) and actor.is_of_support_point and actor.has_role("buyer")


def may_tell(actor: Actor) -> bool:
    """Put out what was called off as open data: a buyer of the support point, and the platform itself once a quarter."""
    return may_settle(actor) or (actor.via == "task" and not actor.is_known)


# ── accounting ───────────────────────────────────────────────────────────────
def sees_commitments(actor: Actor) -> bool:
    """Who does the accounts, of a board or of the support point. Suppliers have accounts of their own."""
    if not _reads(actor):
        return False
    is_finance = actor.is_of_support_point and actor.has_role("finance")
    return is_finance or (is_of_a_board(actor) and actor.has_role(*BOOKKEEPERS))


def visible_commitments(actor: Actor) -> QuerySet[Commitment]:
    """What a board committed to, and boards that merged into it; for finance of the support point that of all, which pay it its
    part.
    """
    if not sees_commitments(actor):
        return Commitment.objects.none()
    if actor.is_of_support_point:
        return Commitment.objects.all()
    return Commitment.objects.filter(organisation__in=organisations.with_predecessors(actor.organisation_id or 0))
