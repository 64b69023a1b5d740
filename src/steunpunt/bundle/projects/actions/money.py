"""What it costs and how that is divided; and what a board reckons for itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import ABOARD, Key
from steunpunt.bundle.projects.facts import (
    BusinessLineDropped,
    BusinessLineKept,
    CostLineDropped,
    CostLineKept,
    EstimateChanged,
)
from steunpunt.bundle.projects.models import BusinessLine, CostLine, Participation, Project
from steunpunt.bundle.projects.reasons import over
from steunpunt.bundle.projects.rules import taking_part
from steunpunt.bundle.projects.rules.business_case import Part, Timing, Way
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

MOST = Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """How one part is divided: keys with their percentage, which add up to 100; floor and cap in euros a board."""

    keys: tuple[tuple[Key, int], ...] = ((Key.EQUAL, 100),)
    floor: Decimal | None = None
    cap: Decimal | None = None

    def as_data(self) -> dict[str, Any]:
        return {
            "keys": [[key.value, percentage] for key, percentage in self.keys],
            "floor": int(self.floor * 100) if self.floor else 0,
            "cap": int(self.cap * 100) if self.cap is not None else None,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """A line of cost as somebody writes it down."""

    label: str
    timing: Timing
    supplier_fixed: Decimal = Decimal(0)
    supplier_tiers: tuple[tuple[int, Decimal], ...] = ()
    supplier_rule: Sharing = Sharing()
    support_fixed: Decimal = Decimal(0)
    support_unit: Decimal = Decimal(0)
    support_rule: Sharing = Sharing()


@transaction.atomic
def keep_cost_line(*, project_id: int, line_id: int | None, cost: Cost, now: datetime, by: Actor) -> CostLine:
    """Write down a cost, or write it anew: the former one counts no more and stays on record."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if(over(project.state))
    refuse_if(_wrong_cost(cost))
    if line_id is not None:
        former = CostLine.objects.select_for_update().get(pk=line_id, project=project, is_dropped=False)
        former.is_dropped = True
        former.save(update_fields=["is_dropped"])
    line = CostLine.objects.create(
        project=project,
        label=cost.label.strip(),
        timing=cost.timing,
        supplier_fixed=cost.supplier_fixed,
        supplier_tiers=[[start, str(price)] for start, price in sorted(cost.supplier_tiers)],
        supplier_rule=cost.supplier_rule.as_data(),
        support_fixed=cost.support_fixed,
        support_unit=cost.support_unit,
        support_rule=cost.support_rule.as_data(),
    )
    fact = CostLineKept(organisation_id=by.organisation_id, project_id=project.pk, line_id=line.pk, label=line.label)
    record(fact, by=by)
    _tell_aboard(project, now=now, by=by)
    return line


def _tell_aboard(project: Project, *, now: datetime, by: Actor) -> None:
    """Boards that signed hear that the costs changed: what they signed for stands in the call, and on record."""
    rows = project.participations.filter(standing__in=[one.value for one in ABOARD]).order_by("pk")
    boards = list(rows.values_list("organisation_id", flat=True))
    if not boards:
        return
    managers = people_of.members_at_each(boards, people_of.Role.ICT_MANAGER)
    deciders = people_of.mandated_at_each(boards, people_of.MandateKind.OPT_IN)
    for board in boards:
        people = {one.id: one for one in [*managers.get(board, []), *deciders.get(board, [])]}
        notices.notify(
            kind="projects.costs",
            organisation_id=board,
            to=list(people.values()),
            title=_("The costs of “%(title)s” were changed"),
            params={"title": project.title},
            url=reverse("projects:costs", args=[project.pk]),
            now=now,
            by=by,
        )


def _wrong_cost(cost: Cost) -> Iterator[Reason]:
    if not cost.label.strip():
        yield Reason("label_missing", _("Say what is paid for."), "label")
    amounts = [
        cost.supplier_fixed,
        cost.support_fixed,
        cost.support_unit,
        *(price for _n, price in cost.supplier_tiers),
    ]
    if not all(0 <= amount < MOST for amount in amounts):
        yield Reason("amount", _("An amount lies from zero to less than a billion euros."), "supplier_fixed")
    if not any(amounts):
        yield Reason("nothing", _("Give at least one amount."), "supplier_fixed")
    starts = sorted(start for start, _price in cost.supplier_tiers)
    if starts and (starts[0] != 1 or len(set(starts)) < len(starts)):
        yield Reason("tiers", _("Prices per unit start from 1, and each number stands there once."), "supplier_tiers")
    for name, rule in (("supplier", cost.supplier_rule), ("support", cost.support_rule)):
        if sum(percentage for _key, percentage in rule.keys) != 100 or any(
            percentage <= 0 for _key, percentage in rule.keys
        ):
            yield Reason("mix", _("The parts of a key add up to 100 %."), f"{name}_percentage")
        if len({key for key, _percentage in rule.keys}) < len(rule.keys):
            yield Reason("twice", _("Choose two different keys for a mix."), f"{name}_second")
        if (rule.floor or 0) < 0 or (rule.cap is not None and rule.cap < (rule.floor or 0)):
            yield Reason(
                "cap", _("The most that a board pays is at least the least, and not below zero."), f"{name}_cap"
            )


@transaction.atomic
def drop_cost_line(*, project_id: int, line_id: int, now: datetime, by: Actor) -> None:
    """A cost counts no more. What an open call says stays as it was."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if(over(project.state))
    line = CostLine.objects.select_for_update().get(pk=line_id, project=project)
    if line.is_dropped:
        return
    line.is_dropped = True
    line.save(update_fields=["is_dropped"])
    fact = CostLineDropped(organisation_id=by.organisation_id, project_id=project.pk, line_id=line.pk, label=line.label)
    record(fact, by=by)
    _tell_aboard(project, now=now, by=by)


@transaction.atomic
def estimate_units(*, project_id: int, participation_id: int, units: int | None, today: date, by: Actor) -> None:
    """With how many units of a board to reckon until it says itself. Not while boards decide: they reckon with them."""
    project = access.visible_projects(by).get(pk=project_id)
    require(access.may_run(by, project))
    row = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=participation_id, project=project)
    )
    refuse_if(_no_estimate(project, row, units, today))
    row.estimate = units
    row.save(update_fields=["estimate"])
    fact = EstimateChanged(organisation_id=by.organisation_id, project_id=project.pk, board=str(row.organisation))
    record(fact, by=by)


def _no_estimate(project: Project, row: Participation, units: int | None, today: date) -> Iterator[Reason]:
    if queries.open_call(project):
        text = _("Boards decide now, with the numbers as they are: change them once the call is closed.")
        yield Reason("call_open", text, "units")
    count = organisations.population(row.organisation_id, today)
    if units is not None and taking_part.absurd(units, count.inhabitants if count else None):
        yield Reason("absurd", _("This number cannot be right."), "units")


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumption:
    """One line of a business case."""

    label: str
    way: Way
    part: Part
    timing: Timing
    low: Decimal
    likely: Decimal
    high: Decimal


@transaction.atomic
def keep_business_line(*, project_id: int, assumption: Assumption, by: Actor) -> BusinessLine:
    """Write down an assumption of one's own board."""
    require(access.may_weigh(by))
    row = access.own_participations(by).select_for_update(of=("self",)).get(project_id=project_id)
    refuse_if(_wrong_assumption(assumption))
    line = BusinessLine.objects.create(
        participation=row,
        label=assumption.label.strip(),
        way=assumption.way,
        part=assumption.part,
        timing=assumption.timing,
        low=assumption.low,
        likely=assumption.likely,
        high=assumption.high,
    )
    record(
        BusinessLineKept(organisation_id=row.organisation_id, participation_id=row.pk, label=line.label),
        by=by,
    )
    return line


def _wrong_assumption(assumption: Assumption) -> Iterator[Reason]:
    if not assumption.label.strip():
        yield Reason("label_missing", _("Say what is paid for."), "label")
    if not 0 <= assumption.low <= assumption.likely <= assumption.high < MOST:
        yield Reason("range", _("Low, likely and high go upwards, from zero."), "likely")


@transaction.atomic
def drop_business_line(*, project_id: int, line_id: int, by: Actor) -> None:
    require(access.may_weigh(by))
    row = access.own_participations(by).get(project_id=project_id)
    line = BusinessLine.objects.select_for_update().get(pk=line_id, participation=row)
    if not line.is_dropped:
        line.is_dropped = True
        line.save(update_fields=["is_dropped"])
        record(
            BusinessLineDropped(organisation_id=row.organisation_id, participation_id=row.pk, label=line.label),
            by=by,
        )
