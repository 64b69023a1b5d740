"""The face of projects to other modules."""

from steunpunt.bundle.projects.actions import (
    close_call,
    enter_phase,
    estimate_units,
    join_need,
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
from steunpunt.bundle.projects.actions.money import Cost, Sharing
from steunpunt.bundle.projects.actions.proposing import Proposal
from steunpunt.bundle.projects.actions.risks import Appraisal
from steunpunt.bundle.projects.choices import (
    Act,
    Key,
    Origin,
    Outcome,
    Phase,
    Readers,
    RiskState,
    RolloutState,
    TakenBy,
    Template,
    Verdict,
)
from steunpunt.bundle.projects.queries import open_calls, participation_ids
from steunpunt.bundle.projects.registry import NEEDS, Offer, OriginSource, project_origins
from steunpunt.bundle.projects.rules.business_case import Timing

__all__ = [
    "NEEDS",
    "Act",
    "Appraisal",
    "Cost",
    "Key",
    "Offer",
    "Origin",
    "OriginSource",
    "Outcome",
    "Paper",
    "Phase",
    "Proposal",
    "Question",
    "Readers",
    "RiskState",
    "RolloutState",
    "Sharing",
    "Stand",
    "TakenBy",
    "Template",
    "Timing",
    "Verdict",
    "close_call",
    "enter_phase",
    "estimate_units",
    "join_need",
    "keep_cost_line",
    "open_call",
    "open_calls",
    "participation_ids",
    "place_boards",
    "plan_phases",
    "project_origins",
    "propose_project",
    "raise_need",
    "raise_risk",
    "record_on_paper",
    "start_project",
    "tell_rollout",
]
