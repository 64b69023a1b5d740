"""Reads of contracts: how each stands, and what is due."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import QuerySet

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.choices import Outlook, StepKind
from steunpunt.assess.inventory.models import Contract, Edition, Step
from steunpunt.assess.inventory.rules import terms as rules
from steunpunt.assess.inventory.rules.terms import Standing
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed


def contracts(actor: Actor) -> QuerySet[Contract]:
    return access.visible_contracts(actor)


def standing(edition: Edition, steps: Sequence[Step], today: date) -> Standing:
    """How a contract stands; `steps` are all of it, the oldest first."""
    return rules.standing(edition.terms, today, renewed=renewed(steps), ends_on=ended_by(steps))


def renewed(steps: Sequence[Step]) -> int:
    return sum(step.kind == StepKind.RENEWED for step in steps)


def ended_by(steps: Sequence[Step]) -> date | None:
    """The last day that follows from a notice or an agreement that stands."""
    ends_on = None
    for step in steps:
        if step.kind in {StepKind.NOTICE, StepKind.AGREED}:
            ends_on = step.ends_on
        elif step.kind == StepKind.WITHDRAWN:
            ends_on = None
    return ends_on


def steps_of(contract: Contract) -> list[Step]:
    return list(contract.steps.order_by("pk"))


@composed
def due(actor: Actor, today: date) -> QuerySet[Contract]:
    """Contracts of one's own board for which the time to look has come, the most pressing first: one query."""
    rows = access.own_contracts(actor).filter(remind_from__lte=today, due_on__gte=today)
    return rows.exclude(outlook=Outlook.ENDED.value).order_by("due_on", "pk")


def ahead(boards: Collection[int], today: date) -> QuerySet[Contract]:
    """Contracts of these boards about which something has to be done from today on, or that end: one query."""
    rows = Contract.objects.select_related("current").filter(organisation__in=boards, due_on__gte=today)
    return rows.exclude(outlook=Outlook.ENDED.value).order_by("due_on", "pk")
