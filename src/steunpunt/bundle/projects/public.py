"""The face of projects to other modules."""

from datetime import date

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.actions import (
    close_call,
    enter_phase,
    estimate_units,
    join_need,
    keep_business_line,
    keep_cost_line,
    open_call,
    place_boards,
    plan_phases,
    propose_project,
    raise_need,
    raise_risk,
    record_on_paper,
    start_project,
    tell_rollout,
)
from steunpunt.bundle.projects.actions.calling import Question
from steunpunt.bundle.projects.actions.deciding import Paper, Stand
from steunpunt.bundle.projects.actions.money import Assumption, Cost, Sharing
from steunpunt.bundle.projects.actions.proposing import Proposal
from steunpunt.bundle.projects.actions.risks import Appraisal
from steunpunt.bundle.projects.choices import (
    BEFORE_START,
    Act,
    Key,
    Origin,
    Outcome,
    Phase,
    ProjectState,
    Readers,
    RiskState,
    RolloutState,
    TakenBy,
    Template,
    Verdict,
)
from steunpunt.bundle.projects.models import Project
from steunpunt.bundle.projects.queries import open_calls, participation_ids, yearly_claims
from steunpunt.bundle.projects.registry import (
    NEEDS,
    Booked,
    Offer,
    OriginSource,
    SavingsBook,
    project_origins,
    savings_books,
)
from steunpunt.bundle.projects.rules.business_case import Part, Timing, Way
from steunpunt.bundle.projects.values import ProjectInShort
from steunpunt.foundation.acting import Actor

__all__ = [
    "NEEDS",
    "Act",
    "Appraisal",
    "Assumption",
    "Booked",
    "Cost",
    "Key",
    "Offer",
    "Origin",
    "OriginSource",
    "Outcome",
    "Paper",
    "Part",
    "Phase",
    "ProjectInShort",
    "Proposal",
    "Question",
    "Readers",
    "RiskState",
    "RolloutState",
    "SavingsBook",
    "Sharing",
    "Stand",
    "TakenBy",
    "Template",
    "Timing",
    "Verdict",
    "Way",
    "close_call",
    "enter_phase",
    "estimate_units",
    "join_need",
    "keep_business_line",
    "keep_cost_line",
    "open_call",
    "open_calls",
    "participation_ids",
    "place_boards",
    "plan_phases",
    "project_in_short",
    "project_origins",
    "projects_in_short",
    "propose_project",
    "raise_need",
    "raise_risk",
    "record_on_paper",
    "savings_books",
    "sees_project",
    "start_project",
    "tell_rollout",
    "yearly_claims",
]


def project_in_short(project_id: int, today: date) -> ProjectInShort | None:
    """A project that was started, for a module that decides itself who comes there; None when there is none."""
    found = queries.in_short(Project.objects.filter(pk=project_id).exclude(state__in=BEFORE_START), today)
    return found[0] if found else None


def projects_in_short(today: date) -> list[ProjectInShort]:
    """Projects that run, the newest first."""
    return queries.in_short(Project.objects.filter(state=ProjectState.RUNNING), today)


def sees_project(actor: Actor, project_id: int) -> bool:
    """Whether the page of a project is there for this actor."""
    return access.visible_projects(actor).filter(pk=project_id).exists()
