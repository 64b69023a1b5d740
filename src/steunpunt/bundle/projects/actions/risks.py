"""Risks of a project: noted, weighed again, closed. Each weighing stands in the history."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.facts import RiskClosed, RiskNoted
from steunpunt.bundle.projects.models import Risk
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record

SCALE = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """What could go wrong, how likely and how bad (each 1 to 5), and what is done about it by whom."""

    title: str
    likelihood: int
    impact: int
    measure: str = ""
    who: str = ""


@transaction.atomic
def keep_risk(*, project_id: int, risk_id: int | None, weighing: Weighing, now: datetime, by: Actor) -> Risk:
    """Note a risk, or weigh one again; one that was closed is open again."""
    project = access.visible_projects(by).get(pk=project_id)
    require(access.may_add_todo(by, project))
    refuse_if(_unclear(weighing))
    row = Risk.objects.select_for_update().get(pk=risk_id, project=project) if risk_id else Risk(project=project)
    row.title, row.measure, row.who = weighing.title.strip(), weighing.measure.strip(), weighing.who.strip()
    row.likelihood, row.impact = weighing.likelihood, weighing.impact
    row.noted_at, row.noted_by_id, row.closed_at = now, by.person_id, None
    row.save()
    fact = RiskNoted(
        organisation_id=by.organisation_id,
        project_id=project.pk,
        title=row.title,
        likelihood=row.likelihood,
        impact=row.impact,
    )
    record(fact, by=by)
    return row


def _unclear(weighing: Weighing) -> Iterator[Reason]:
    if not weighing.title.strip():
        yield Reason("title_missing", _("Say in a few words what could go wrong."), "title")
    if weighing.likelihood not in SCALE or weighing.impact not in SCALE:
        yield Reason("scale", _("Likelihood and impact are weighed from 1 to 5."), "likelihood")


@transaction.atomic
def close_risk(*, project_id: int, risk_id: int, now: datetime, by: Actor) -> None:
    project = access.visible_projects(by).get(pk=project_id)
    require(access.may_add_todo(by, project))
    row = Risk.objects.select_for_update().get(pk=risk_id, project=project)
    if row.closed_at is None:
        row.closed_at = now
        row.save(update_fields=["closed_at"])
        record(RiskClosed(organisation_id=by.organisation_id, project_id=project.pk, title=row.title), by=by)
