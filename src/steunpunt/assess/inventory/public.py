"""The face of inventory to other modules."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.access import visible_contracts
from steunpunt.assess.inventory.actions import (
    Agreed,
    Generated,
    Used,
    keep_contract,
    load_generated,
    name_product,
    release_prices,
    tell_index,
    tell_support_end,
)
from steunpunt.assess.inventory.choices import (
    Hosting,
    NoticeForm,
    NoticeUnit,
    Outlook,
    Reach,
    Renewal,
    ServiceKind,
    Unit,
)
from steunpunt.assess.inventory.models import Product
from steunpunt.assess.inventory.queries.landscape import ending
from steunpunt.assess.inventory.queries.together import ending_together
from steunpunt.assess.inventory.registry import onward
from steunpunt.assess.inventory.rules.glpi import read as read_inventory
from steunpunt.assess.inventory.sentences import window
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.figures.periods import shifted

__all__ = [
    "Agreed",
    "CurrentContract",
    "EndingTogether",
    "Generated",
    "Hosting",
    "NoticeForm",
    "NoticeUnit",
    "Reach",
    "Renewal",
    "ServiceKind",
    "Unit",
    "Used",
    "contracts_ending_together",
    "keep_contract",
    "load_generated",
    "name_product",
    "onward",
    "own_running_contracts",
    "product_ids",
    "read_inventory",
    "release_prices",
    "shifted",
    "support_ending",
    "tell_index",
    "tell_support_end",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndingTogether:
    """Contracts of several boards that end in the same half year: what a project could start from."""

    ref: str
    title: str
    why: str
    boards: tuple[int, ...]
    url: str


def contracts_ending_together(actor: Actor, today: date) -> list[EndingTogether]:
    """Those that this actor may lay beside each other, the soonest first."""
    return [
        EndingTogether(
            ref=found.ref,
            title=str(ServiceKind(found.kind).label),
            why=window(found, str(ServiceKind(found.kind).label)),
            boards=found.boards,
            url=reverse("inventory:together"),
        )
        for found, _contracts in ending_together(actor, today)
    ]


@dataclass(frozen=True, slots=True)
class CurrentContract:
    """A contract of a board that runs, as far as is known."""

    id: int
    title: str
    supplier: str
    ends_on: date | None
    """On which it ends if nobody does anything more; None when it runs on."""


def own_running_contracts(actor: Actor) -> list[CurrentContract]:
    """Contracts that the actor's own board wrote down and that did not end, by title: one query."""
    rows = visible_contracts(actor).filter(organisation_id=actor.organisation_id or 0, current__isnull=False)
    return [
        CurrentContract(row.pk, row.current.title, row.current.supplier, row.ends_on)
        for row in rows.exclude(outlook=Outlook.ENDED.value).order_by("current__title", "pk")
        if row.current
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportEnding:
    """A product of the actor's board whose support ended or ends soon, and on how many devices it runs."""

    product: str
    version: str
    ends_on: date
    devices: int
    url: str


def support_ending(actor: Actor, today: date) -> list[SupportEnding]:
    """What a board may want to replace; nothing for whoever does not see its landscape."""
    if not access.sees_landscape(actor):
        return []
    return [
        SupportEnding(
            product=str(one.product),
            version=one.version,
            ends_on=one.ends_on,
            devices=one.devices,
            url=reverse("inventory:product", args=[one.product.pk]),
        )
        for one in ending(actor, today)
        if one.devices
    ]


def product_ids() -> dict[str, int]:
    """Names of products, with their ids."""
    return dict(Product.objects.filter(merged_into=None).order_by("pk").values_list("name", "pk"))
