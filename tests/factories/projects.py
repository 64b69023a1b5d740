"""Projects, through the actions that make them."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.base import ContentFile

from steunpunt.bundle.projects import actions
from steunpunt.bundle.projects.actions.calling import Question
from steunpunt.bundle.projects.actions.deciding import Paper, Stand
from steunpunt.bundle.projects.actions.money import Cost, Sharing
from steunpunt.bundle.projects.actions.proposing import Proposal
from steunpunt.bundle.projects.actions.risks import Appraisal
from steunpunt.bundle.projects.choices import Act, Key, Outcome, Readers, TakenBy, Verdict
from steunpunt.bundle.projects.models import Call, Participation, Project, Risk
from steunpunt.bundle.projects.rules.business_case import Timing
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import a_member
from tests.factories.scan import NOW, TODAY

DEADLINE = TODAY + timedelta(days=30)
PER_UNIT = Cost(
    label="Hosting",
    timing=Timing.YEARLY,
    supplier_fixed=Decimal(1_000),
    supplier_tiers=((1, Decimal("10.00")), (100, Decimal("8.00"))),
    supplier_rule=Sharing(keys=((Key.UNITS, 100),)),
    support_fixed=Decimal("100.01"),
)


def an_adviser_of(support: Organisation | None = None) -> Actor:
    return somebody(support or OrganisationFactory(support_point=True), "adviser")


def somebody(board: Organisation, *roles: str, mandates: tuple[str, ...] = ()) -> Actor:
    """A person who works there, as an actor."""
    person = a_member(board, *roles, mandates=mandates)
    return an_actor(board, *roles, person_id=person.pk, mandates=frozenset(mandates))


def a_mayor(board: Organisation) -> Actor:
    return somebody(board, "policy_maker", mandates=("opt_in", "sign"))


def a_project(*boards: Organisation, by: Actor, is_started: bool = True, **changed: Any) -> Project:
    """A project that was proposed and taken up."""
    values: dict[str, Any] = {"title": "GIS", "purpose": "Samen kaarten maken", "unit": "licenties"}
    proposal = Proposal(boards=[board.pk for board in boards], **(values | changed))
    project = actions.propose_project(proposal=proposal, now=NOW, today=TODAY, by=by)
    return actions.start_project(project_id=project.pk, now=NOW, by=by) if is_started else project


def a_call(project: Project, *, by: Actor, cost: Cost = PER_UNIT, **changed: Any) -> Call:
    """An open call until a month from now."""
    actions.keep_cost_line(now=NOW, project_id=project.pk, line_id=None, cost=cost, by=by)
    question = Question(**({"text": "Doet u mee?", "deadline_on": DEADLINE} | changed))
    return actions.open_call(project_id=project.pk, question=question, now=NOW, today=TODAY, by=by)


def a_stand(verdict: Verdict = Verdict.YES, **changed: Any) -> Stand:
    values: dict[str, Any] = {"act": Act.DECISION, "verdict": verdict, "decided_on": TODAY}
    return Stand(**(values | {"readers": Readers.SUPPORT_TOO} | changed))


def a_paper(name: str = "besluit.txt", text: str = "Besluit van 1 april 2011") -> Paper:
    return Paper(name=name, content=ContentFile(text.encode()))


def said_yes(project: Project, board: Organisation, *, by: Actor | None = None, today: date = TODAY) -> None:
    actions.decide(project_id=project.pk, stand=a_stand(), paper=None, now=NOW, today=today, by=by or a_mayor(board))


def gone_on(project: Project, *, by: Actor) -> None:
    """The steering group decided that it goes on."""
    actions.close_call(
        project_id=project.pk,
        outcome=Outcome.GO,
        taken_by=TakenBy.STEERING_GROUP,
        taken_on=TODAY,
        note="",
        now=NOW,
        today=TODAY,
        by=by,
    )


def signed(project: Project, board: Organisation) -> None:
    stand = Stand(act=Act.SIGNATURE, decided_on=TODAY)
    actions.sign(project_id=project.pk, stand=stand, paper=None, now=NOW, today=TODAY, by=a_mayor(board))


def a_risk(project: Project, *, by: Actor, **changed: Any) -> Risk:
    values: dict[str, Any] = {"title": "De leverancier levert te laat", "likelihood": 3, "impact": 4}
    appraisal = Appraisal(**(values | changed))
    return actions.raise_risk(project_id=project.pk, appraisal=appraisal, now=NOW, today=TODAY, by=by)


def of(project: Project, board: Organisation) -> Participation:
    return Participation.objects.get(project=project, organisation=board)
