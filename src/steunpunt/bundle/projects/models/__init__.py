"""Projects as kept."""

from steunpunt.bundle.projects.models.calls import BoardAct, Call, Interest, Participation
from steunpunt.bundle.projects.models.money import BusinessLine, CostLine, SavingClaim
from steunpunt.bundle.projects.models.needs import Need, NeedVoice
from steunpunt.bundle.projects.models.project import PhasePlace, PhasePlan, Project, RolloutStep, Todo
from steunpunt.bundle.projects.models.risks import Risk, RiskAppraisal

__all__ = [
    "BoardAct",
    "BusinessLine",
    "Call",
    "CostLine",
    "Interest",
    "Need",
    "NeedVoice",
    "Participation",
    "PhasePlace",
    "PhasePlan",
    "Project",
    "Risk",
    "RiskAppraisal",
    "RolloutStep",
    "SavingClaim",
    "Todo",
]
