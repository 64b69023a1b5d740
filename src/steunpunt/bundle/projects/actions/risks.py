"""What could go wrong: written down by whoever sees it, weighed by whoever runs the project; nothing is overwritten."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.choices import RiskState
from steunpunt.bundle.projects.facts import RiskRaised, RiskWeighed
from steunpunt.bundle.projects.models import Project, Risk, RiskAppraisal
from steunpunt.bundle.projects.reasons import over
from steunpunt.bundle.projects.rules import risks
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@dataclass(frozen=True, slots=True, kw_only=True)
class Appraisal:
    """What somebody says of a risk."""

    title: str
    likelihood: int
    impact: int
    measure: str = ""
    who: str = ""
    state: RiskState = RiskState.OPEN


@transaction.atomic
def raise_risk(*, project_id: int, appraisal: Appraisal, now: datetime, today: date, by: Actor) -> Risk:
    """Write down something that could go wrong. It starts open."""
    project = access.visible_projects(by).select_for_update(of=("self",)).get(pk=project_id)
    require(access.may_raise_risk(by, project))
    refuse_if(over(project.state))
    refuse_if(_wrong(appraisal))
    if appraisal.state is not RiskState.OPEN:
        require(access.may_weigh_risk(by, project))
    risk = Risk.objects.create(project=project, number=project.risks.count() + 1)
    _keep(risk, appraisal, since_on=today, now=now, by=by)
    fact = RiskRaised(
        organisation_id=by.organisation_id, project_id=project.pk, number=risk.number, title=appraisal.title.strip()
    )
    record(fact, by=by)
    return risk


@transaction.atomic
def weigh_risk(
    *, project_id: int, risk_id: int, appraisal: Appraisal, seen: int | None, now: datetime, today: date, by: Actor
) -> RiskAppraisal:
    """Weigh a risk again, accept it or close it. `seen` is the appraisal that was on the screen: who was overtaken
    hears so and looks first. Saying the same again writes nothing.
    """
    project = access.visible_projects(by).get(pk=project_id)
    require(access.may_weigh_risk(by, project))
    risk = Risk.objects.select_for_update(of=("self",)).get(pk=risk_id, project=project)
    last = risk.appraisals.order_by("-pk")[0]
    refuse_if(_wrong(appraisal))
    refuse_if(_overtaken(last, seen))
    if _said(last) == appraisal:
        return last
    since_on = last.since_on if last.state == appraisal.state else today
    kept = _keep(risk, appraisal, since_on=since_on, now=now, by=by)
    record(_fact(project, risk, kept, by), by=by)
    return kept


def _keep(risk: Risk, said: Appraisal, *, since_on: date, now: datetime, by: Actor) -> RiskAppraisal:
    return RiskAppraisal.objects.create(
        risk=risk,
        title=said.title.strip(),
        likelihood=said.likelihood,
        impact=said.impact,
        measure=said.measure.strip(),
        who=said.who.strip(),
        state=said.state,
        since_on=since_on,
        told_at=now,
        told_by_id=by.person_id,
    )


def _said(row: RiskAppraisal) -> Appraisal:
    return Appraisal(
        title=row.title,
        likelihood=row.likelihood,
        impact=row.impact,
        measure=row.measure,
        who=row.who,
        state=RiskState(row.state),
    )


def _fact(project: Project, risk: Risk, kept: RiskAppraisal, by: Actor) -> RiskWeighed:
    return RiskWeighed(
        organisation_id=by.organisation_id,
        project_id=project.pk,
        number=risk.number,
        title=kept.title,
        state=kept.state,
        weight=risks.weight(kept.likelihood, kept.impact),
    )


def _wrong(said: Appraisal) -> Iterator[Reason]:
    if not said.title.strip():
        yield Reason("title_missing", _("Say in a few words what could go wrong."), "title")
    if not risks.is_step(said.likelihood):
        yield Reason("likelihood", _("Choose how likely it is, from 1 to 5."), "likelihood")
    if not risks.is_step(said.impact):
        yield Reason("impact", _("Choose how much it would hurt, from 1 to 5."), "impact")
    if said.state is not RiskState.OPEN and not said.measure.strip():
        yield Reason("why_missing", _("Say why it is accepted or closed."), "measure")


def _overtaken(last: RiskAppraisal, seen: int | None) -> Iterator[Reason]:
    if seen is not None and seen != last.pk:
        yield Reason("overtaken", _("Somebody else weighed this risk meanwhile. Look at what it says now, then save."))
