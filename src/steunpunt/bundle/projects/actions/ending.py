"""A project that is not taken up, is stopped or has ended, and is taken up again: always with a reason."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import BEFORE_START, OVER, ProjectState
from steunpunt.bundle.projects.facts import ProjectOver, ProjectResumed
from steunpunt.bundle.projects.models import Project
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


@transaction.atomic
def end_project(*, project_id: int, state: ProjectState, reason: str, now: datetime, today: date, by: Actor) -> Project:
    """Say that a proposal is not taken up, or that a project is stopped or has ended, and why: whoever sees it reads that.

    The boards that were asked hear of it; of a proposal the board that made it.
    """
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_end(by, project))
    refuse_if(_not_to_end(project, state, reason))
    boards = [project.proposed_for_id] if project.state in BEFORE_START else queries.boards_asked(project)
    project.state, project.over_reason, project.over_on = state, reason.strip(), today
    project.save(update_fields=["state", "over_reason", "over_on"])
    record(ProjectOver(organisation_id=by.organisation_id, project_id=project.pk, state=state.value), by=by)
    for board in boards:
        notices.notify(
            kind="projects.over",
            organisation_id=board,
            to=people_of.members(board, people_of.Role.ICT_MANAGER),
            title=_TITLES[state],
            params={"title": project.title},
            url=reverse("projects:detail", args=[project.pk]),
            now=now,
            by=by,
        )
    return project


_TITLES = {
    ProjectState.DECLINED: _("“%(title)s” is not taken up"),
    ProjectState.STOPPED: _("“%(title)s” is stopped"),
    ProjectState.ENDED: _("“%(title)s” has ended"),
}


def _not_to_end(project: Project, state: ProjectState, reason: str) -> Iterator[Reason]:
    if project.state in OVER:
        yield Reason("over", _("This project is over."))
    if state not in (OVER - {ProjectState.DECLINED} if project.state not in BEFORE_START else {ProjectState.DECLINED}):
        yield Reason("state", _("Choose what becomes of it."), "state")
    if not reason.strip():
        yield Reason("reason", _("Say why: whoever sees the project reads it."), "reason")
    if queries.open_call(project):
        yield Reason("call_open", _("A call is open: write down first whether it goes on."))


@transaction.atomic
def resume_project(*, project_id: int, by: Actor) -> Project:
    """Go on with a project that was stopped or had ended."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    is_over = project.state in OVER - BEFORE_START
    refuse_if([] if is_over else [Reason("not_over", _("This project is not over."))])
    project.state, project.over_reason, project.over_on = ProjectState.RUNNING, "", None
    project.save(update_fields=["state", "over_reason", "over_on"])
    record(ProjectResumed(organisation_id=by.organisation_id, project_id=project.pk), by=by)
    return project
