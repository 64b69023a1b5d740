"""The verbs of projects, and the only place that writes."""

from steunpunt.bundle.projects.actions.calling import close_call, end_participations, open_call, remind_boards
from steunpunt.bundle.projects.actions.deciding import (
    can_confirm,
    decide,
    give_notice,
    record_on_paper,
    say_interest,
    sign,
)
from steunpunt.bundle.projects.actions.documenting import add_decision_document
from steunpunt.bundle.projects.actions.ending import end_project, resume_project
from steunpunt.bundle.projects.actions.money import (
    drop_business_line,
    drop_cost_line,
    estimate_units,
    keep_business_line,
    keep_cost_line,
)
from steunpunt.bundle.projects.actions.needs import close_need, join_need, raise_need
from steunpunt.bundle.projects.actions.proposing import (
    change_project,
    enter_phase,
    invite_boards,
    place_boards,
    plan_phases,
    propose_project,
    start_project,
)
from steunpunt.bundle.projects.actions.reminding import remind_of_interest, remind_to_sign
from steunpunt.bundle.projects.actions.risks import raise_risk, weigh_risk
from steunpunt.bundle.projects.actions.working import add_todo, finish_todo, tell_rollout

__all__ = [
    "add_decision_document",
    "add_todo",
    "can_confirm",
    "change_project",
    "close_call",
    "close_need",
    "decide",
    "drop_business_line",
    "drop_cost_line",
    "end_participations",
    "end_project",
    "enter_phase",
    "estimate_units",
    "finish_todo",
    "give_notice",
    "invite_boards",
    "join_need",
    "keep_business_line",
    "keep_cost_line",
    "open_call",
    "place_boards",
    "plan_phases",
    "propose_project",
    "raise_need",
    "raise_risk",
    "record_on_paper",
    "remind_boards",
    "remind_of_interest",
    "remind_to_sign",
    "resume_project",
    "say_interest",
    "sign",
    "start_project",
    "tell_rollout",
    "weigh_risk",
]
