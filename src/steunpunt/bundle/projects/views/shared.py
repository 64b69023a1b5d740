"""What all pages of one project need."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.choices import BEFORE_START
from steunpunt.bundle.projects.models import Participation, Project
from steunpunt.foundation.acting import ActorRequest


def seen_projects(request: ActorRequest) -> QuerySet[Project]:
    return access.visible_projects(request.actor).select_related("partnership", "owner_for", "proposed_for")


def project_or_404(request: ActorRequest, project_id: int) -> Project:
    return get_object_or_404(seen_projects(request), pk=project_id)


def own_or_404(request: ActorRequest, project_id: int) -> Participation:
    """How the actor's own board stands to a project."""
    rows = access.own_participations(request.actor).select_related(
        "project__partnership", "project__owner_for", "organisation"
    )
    return get_object_or_404(rows, project_id=project_id)


def only_if(allowed: bool) -> None:  # noqa: FBT001 - reads as a sentence
    """A page for something that this actor cannot do is no page."""
    if not allowed:
        raise Http404


def shell(request: ActorRequest, project: Project, here: str = "", label: str = "") -> dict[str, Any]:
    """Trail and tabs of a project's page; `here` names the tab, `label` a page below it."""
    is_started = project.state not in BEFORE_START
    has_own = not access.is_adviser(request.actor)
    tabs = [
        ("detail", _("Overview"), True),
        ("costs", _("Costs"), True),
        ("case", _("Business case"), is_started and has_own),
        ("rollout", _("Roll-out"), is_started),
        ("risks", _("Risks"), True),
        ("documents", _("Documents"), True),
        ("history", _("History"), True),
    ]
    overview = reverse("projects:detail", args=[project.pk])
    trail = [
        (_("Cooperate"), ""),
        (_("Projects"), reverse("projects:list")),
        (project.title, overview if label else ""),
    ]
    return {
        "project": project,
        "may_run": access.may_run(request.actor, project),
        "tabs": [
            (name, reverse(f"projects:{key}", args=[project.pk]), key == here)
            for key, name, is_there in tabs
            if is_there
        ],
        "trail": [*trail, (label, "")] if label else trail,
    }
