"""Who may see and do what with framework contracts. Pages, papers, files and tasks all ask here.

Prices are for whoever can order at them, for their supplier, and for the support point that keeps them.
"""

from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from steunpunt.contract.frameworks.choices import FrameworkState
from steunpunt.contract.frameworks.models import Entitlement, Framework, FrameworkSupplier, Item
from steunpunt.foundation.acting import Actor

READERS = ("ict_manager", "policy_maker", "secretary", "finance_officer", "security_adviser")
"""Roles at a board that see what it can order."""
KEEPERS = ("buyer", "adviser", "finance")
"""Roles at the support point that see all framework contracts."""
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


def sees_frameworks(actor: Actor) -> bool:
    """Whether framework contracts stand in this actor's menu."""
    if not _reads(actor):
        return False
    return is_keeper(actor) or is_supplier(actor) or (is_of_a_board(actor) and actor.has_role(*READERS))


def visible_frameworks(actor: Actor) -> QuerySet[Framework]:
    """For keepers all; for a board those under which it can or could order, and of which it is the contracting
    authority; for a supplier those under which it supplies, once signed.
    """
    if not sees_frameworks(actor):
        return Framework.objects.none()
    if is_keeper(actor):
        return Framework.objects.all()
    own = actor.organisation_id or 0
    signed = Framework.objects.exclude(state=FrameworkState.DRAFT)
    if is_supplier(actor):
        return signed.filter(Exists(FrameworkSupplier.objects.filter(framework=OuterRef("pk"), organisation_id=own)))
    entitled = Entitlement.objects.filter(framework=OuterRef("pk"), organisation_id=own)
    return signed.filter(Q(Exists(entitled)) | Q(authority_id=own))


def open_frameworks(actor: Actor, today: date) -> QuerySet[Framework]:
    """Those that the actor's board could come into, by its kind: title and purpose are told, no prices."""
    if not (sees_frameworks(actor) and is_of_a_board(actor)):
        return Framework.objects.none()
    in_force = Framework.objects.filter(state=FrameworkState.IN_FORCE, ends_on__gte=today)
    is_in = Entitlement.objects.filter(framework=OuterRef("pk"), organisation_id=actor.organisation_id or 0)
    return in_force.filter(open_kinds__contains=[actor.organisation_kind]).exclude(Exists(is_in))


def visible_items(actor: Actor) -> QuerySet[Item]:
    """Whatever stands on the price lists of visible contracts; a supplier sees what it supplies itself, not its competitors."""
    rows = Item.objects.filter(framework__in=visible_frameworks(actor))
    if not is_supplier(actor):
        return rows
    own = FrameworkSupplier.objects.filter(
        framework=OuterRef("framework"),
        lot=OuterRef("lot"),
        place=OuterRef("place"),
        organisation_id=actor.organisation_id or 0,
    )
    return rows.filter(Exists(own))


def seen_suppliers(actor: Actor, framework: Framework) -> QuerySet[FrameworkSupplier]:
    """All who supply; for a supplier itself alone, since they compete."""
    rows = framework.suppliers.order_by("lot", "place")
    return rows.filter(organisation_id=actor.organisation_id or 0) if is_supplier(actor) else rows


def sees_support_part(actor: Actor) -> bool:
    """What goes to the support point, and what a board would pay elsewhere, is no business of a supplier."""
    return not is_supplier(actor)


def sees_what_all_ordered(actor: Actor) -> bool:
    """What all boards ordered of all suppliers, with the part of the support point: a supplier has its own orders."""
    return not is_supplier(actor)


def sees_call_offs(actor: Actor, framework: Framework) -> bool:
    """The report of what was called off: of its own for a supplier's contact, who gets orders; whole for the others."""
    return sees_boards(actor, framework) and (not is_supplier(actor) or actor.has_role("contact"))


def _writes(actor: Actor) -> bool:
    return _reads(actor) and actor.looking_in_id is None and actor.scopes is None


def may_keep(actor: Actor) -> bool:
    """Enter a framework contract, its terms, prices and boards: a buyer of the support point."""
    return _writes(actor) and actor.is_of_support_point and actor.has_role("buyer")


def may_come_in(actor: Actor) -> bool:
    """Join a contract that is open to boards of one's kind: who may decide for the board that it takes part."""
    return _writes(actor) and is_of_a_board(actor) and "opt_in" in actor.mandates


def sees_boards(actor: Actor, framework: Framework) -> bool:
    """Which boards can order is for keepers, and for the supplier that gets their orders."""
    return is_keeper(actor) or is_supplier(actor) or framework.authority_id == actor.organisation_id
