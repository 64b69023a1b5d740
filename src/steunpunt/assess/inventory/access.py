"""Who may see and do what with contracts, the estate and the landscape. Pages, files, agents and search all ask here."""

from datetime import date

from django.db.models import Q, QuerySet

from steunpunt.assess.inventory.choices import Reach
from steunpunt.assess.inventory.models import AgentKey, Application, Asset, Contract, EstateChoice, Import
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

READERS = ("ict_manager", "secretary", "policy_maker", "finance_officer")
KEEPERS = ("ict_manager", "secretary")


def _is_of_board(actor: Actor, *roles: str) -> bool:
    is_here = actor.is_known and actor.scopes is None
    return is_here and actor.organisation_kind in organisations.BOARD_KINDS and actor.has_role(*roles)


def advises(actor: Actor) -> bool:
    return actor.is_known and actor.scopes is None and actor.is_of_support_point and actor.has_role("adviser")


def sees_contracts(actor: Actor) -> bool:
    return _is_of_board(actor, *READERS) or advises(actor)


def may_keep(actor: Actor) -> bool:
    """Write contracts of one's own board down, and what was done about them."""
    return _is_of_board(actor, *KEEPERS) and actor.looking_in_id is None


def visible_contracts(actor: Actor) -> QuerySet[Contract]:
    """Those of one's own board; for an adviser those that a board shares. Nobody else sees any, suppliers the least."""
    rows = Contract.objects.select_related("current", "organisation")
    if _is_of_board(actor, *READERS):
        return rows.filter(organisation_id=actor.organisation_id or 0)
    if advises(actor):
        return rows.filter(current__is_shared=True)
    return rows.none()


def own_contracts(actor: Actor) -> QuerySet[Contract]:
    """Those that the actor may change."""
    return visible_contracts(actor) if may_keep(actor) else Contract.objects.none()


def sees_price(actor: Actor, contract: Contract) -> bool:
    """Prices that are confidential by contract stay with the board."""
    is_own = contract.organisation_id == actor.organisation_id
    return is_own or bool(contract.current and not contract.current.is_price_confidential)


# ── the estate ───────────────────────────────────────────────────────────────
def _has_scope(actor: Actor, scope: str) -> bool:
    return actor.scopes is None or scope in actor.scopes


def _reads_estate(actor: Actor) -> bool:
    is_of_board = actor.is_known and actor.organisation_kind in organisations.BOARD_KINDS
    return is_of_board and actor.has_role(*READERS) and _has_scope(actor, "inventory:read")


def sees_estate(actor: Actor) -> bool:
    """The estate stays with its board: what it has and where is a map for whoever means harm."""
    return _reads_estate(actor)


def may_keep_estate(actor: Actor) -> bool:
    """Write things down, read files in, join two records of one thing, make keys for agents."""
    is_keeper = _reads_estate(actor) and actor.has_role(*KEEPERS)
    return is_keeper and actor.looking_in_id is None and _has_scope(actor, "inventory:write")


def visible_assets(actor: Actor) -> QuerySet[Asset]:
    """Those of one's own board that stand by themselves; nobody else sees any, neither adviser nor supplier."""
    if not _reads_estate(actor):
        return Asset.objects.none()
    return Asset.objects.filter(organisation_id=actor.organisation_id or 0, merged_into=None)


def own_assets(actor: Actor) -> QuerySet[Asset]:
    """Those that the actor may change, those that were merged among them."""
    if not may_keep_estate(actor):
        return Asset.objects.none()
    return Asset.objects.filter(organisation_id=actor.organisation_id or 0)


def visible_imports(actor: Actor) -> QuerySet[Import]:
    if not may_keep_estate(actor) or actor.scopes is not None:
        return Import.objects.none()
    return Import.objects.filter(organisation_id=actor.organisation_id or 0)


def visible_agent_keys(actor: Actor) -> QuerySet[AgentKey]:
    if not may_keep_estate(actor) or actor.scopes is not None:
        return AgentKey.objects.none()
    return AgentKey.objects.filter(organisation_id=actor.organisation_id or 0)


# ── the landscape ────────────────────────────────────────────────────────────
def keeps_products(actor: Actor) -> bool:
    """Names of products are the support point's: an adviser."""
    return advises(actor) and actor.looking_in_id is None


def sees_landscape(actor: Actor) -> bool:
    """Who uses what, among boards alone: never a supplier, nor the support point."""
    return _reads_estate(actor)


def visible_applications(actor: Actor, today: date) -> QuerySet[Application]:
    """Those of one's own board, and of boards that let its kind of neighbour see theirs, while it does so itself.

    Seeing others asks to be seen: whoever shows nobody anything sees nobody's.
    """
    if not sees_landscape(actor):
        return Application.objects.none()
    own = actor.organisation_id or 0
    rows = Application.objects.filter(Q(until_on=None) | Q(until_on__gt=today))
    return rows.filter(organisation_id__in=boards_that_show(own, today) | {own})


def boards_that_show(own: int, today: date) -> set[int]:
    """Boards whose landscape and part of a joint inventory this board sees, by name, as they chose: two queries."""
    newest = EstateChoice.objects.order_by("organisation_id", "-pk").distinct("organisation_id")
    chosen = {row.organisation_id: row.reach for row in newest}
    if chosen.get(own, Reach.NOBODY) == Reach.NOBODY:
        return set()
    groups = organisations.partnerships_of(own, today)
    together = organisations.members_of_each([group.id for group in groups], today)
    partners = {board for members in together.values() for board in members}
    everybody = {board for board, reach in chosen.items() if reach == Reach.BOARDS}
    among = everybody if chosen[own] == Reach.BOARDS else everybody & partners
    return (among | {board for board in partners if chosen.get(board) == Reach.PARTNERS}) - {own}


def own_applications(actor: Actor) -> QuerySet[Application]:
    if not may_keep_estate(actor):
        return Application.objects.none()
    return Application.objects.filter(organisation_id=actor.organisation_id or 0)


def replies(actor: Actor) -> bool:
    """Reply to what concerns it: somebody of a supplier. It sees no price, and no board by name."""
    is_here = actor.is_known and actor.scopes is None and actor.looking_in_id is None
    return is_here and actor.organisation_kind == "supplier" and actor.has_role("contact", "bidder")
