"""Doing it: action points, and how far each board is."""

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import ABOARD, Phase, RolloutState, Standing
from steunpunt.bundle.projects.facts import RolloutTold, TodoAdded, TodoDone
from steunpunt.bundle.projects.models import Participation, RolloutStep, Todo
from steunpunt.bundle.projects.reasons import over
from steunpunt.bundle.projects.rules.phases import takes_part
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def add_todo(*, project_id: int, title: str, who: str, due_on: date | None, now: datetime, by: Actor) -> Todo:
    """Write down something that has to be done."""
    project = access.visible_projects(by).get(pk=project_id)
    require(access.may_add_todo(by, project))
    refuse_if(over(project.state))
    refuse_if([] if title.strip() else [Reason("title_missing", _("Say in a few words what will be done."), "title")])
    todo = Todo.objects.create(
        project=project, title=title.strip(), who=who.strip(), due_on=due_on, made_at=now, made_by_id=by.person_id
    )
    record(TodoAdded(organisation_id=by.organisation_id, project_id=project.pk, title=todo.title), by=by)
    return todo


@transaction.atomic
def finish_todo(*, project_id: int, todo_id: int, now: datetime, by: Actor) -> None:
    project = access.visible_projects(by).get(pk=project_id)
    require(access.may_add_todo(by, project))
    todo = Todo.objects.select_for_update().get(pk=todo_id, project=project)
    if todo.done_at is None:
        todo.done_at, todo.done_by_id = now, by.person_id
        todo.save(update_fields=["done_at", "done_by_id"])
        record(TodoDone(organisation_id=by.organisation_id, project_id=project.pk, title=todo.title), by=by)


@transaction.atomic
def tell_rollout(
    *,
    project_id: int,
    participation_id: int,
    state: RolloutState,
    planned_on: date | None,
    note: str,
    now: datetime,
    by: Actor,
) -> RolloutStep:
    """Say how far a board is. Whoever runs the project, or the ICT manager of the board itself."""
    project = access.visible_projects(by).get(pk=project_id)
    row = (
        Participation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=participation_id, project=project)
    )
    require(access.may_run(by, project) or _is_its_manager(row, by))
    refuse_if(over(project.state))
    text = _("Only a board that signed is rolled out.")
    refuse_if([] if row.standing in ABOARD else [Reason("not_aboard", text)])
    is_in = takes_part(Standing(row.standing), Phase.ROLLOUT, queries.places(project).get(row.pk, {}))
    refuse_if([] if is_in else [Reason("left_out", _("This board does not take part in the roll-out."))])
    text = _("A board is in use from a day that came: for a day to come it is planned.")
    is_ahead = state is RolloutState.LIVE and planned_on is not None and planned_on > localdate(now)
    refuse_if([Reason("ahead", text, "planned_on")] if is_ahead else [])
    step = RolloutStep.objects.create(
        participation=row,
        state=state,
        planned_on=planned_on,
        note=note.strip(),
        told_at=now,
        told_by_id=by.person_id,
    )
    if state is RolloutState.LIVE and row.standing == Standing.SIGNED:
        row.standing = Standing.ACTIVE
        row.save(update_fields=["standing"])
    fact = RolloutTold(
        organisation_id=row.organisation_id, project_id=project.pk, board=str(row.organisation), state=state.value
    )
    record(fact, by=by)
    return step


def _is_its_manager(row: Participation, by: Actor) -> bool:
    return row.organisation_id == by.organisation_id and access.may_say_interest(by)
