"""Who may see and do what with contracts. Pages, files, reminders and search all ask here."""

from django.db.models import QuerySet

from steunpunt.assess.inventory.models import Contract
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
