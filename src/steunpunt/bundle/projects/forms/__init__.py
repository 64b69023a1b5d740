"""What people fill in about projects: parsed, not saved."""

from steunpunt.bundle.projects.forms.money import AssumptionForm, CostForm, EstimateForm
from steunpunt.bundle.projects.forms.taking_part import (
    BoardsForm,
    CallForm,
    FollowingForm,
    InterestForm,
    OutcomeForm,
    OverForm,
    ProjectForm,
    ProposalForm,
    RolloutForm,
    StandForm,
    TodoForm,
)
from steunpunt.bundle.projects.forms.working import NeedForm, PlacesForm, RiskForm

__all__ = [
    "AssumptionForm",
    "BoardsForm",
    "CallForm",
    "CostForm",
    "EstimateForm",
    "FollowingForm",
    "InterestForm",
    "NeedForm",
    "OutcomeForm",
    "OverForm",
    "PlacesForm",
    "ProjectForm",
    "ProposalForm",
    "RiskForm",
    "RolloutForm",
    "StandForm",
    "TodoForm",
]
