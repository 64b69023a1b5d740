"""The face of inventory to other modules."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from steunpunt.assess.inventory.actions import Agreed, keep_contract
from steunpunt.assess.inventory.choices import NoticeForm, NoticeUnit, Renewal, ServiceKind, Unit
from steunpunt.assess.inventory.queries.together import ending_together
from steunpunt.assess.inventory.rules.terms import shifted
from steunpunt.assess.inventory.sentences import window
from steunpunt.foundation.acting import Actor

__all__ = [
    "Agreed",
    "EndingTogether",
    "NoticeForm",
    "NoticeUnit",
    "Renewal",
    "ServiceKind",
    "Unit",
    "contracts_ending_together",
    "keep_contract",
    "shifted",
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
