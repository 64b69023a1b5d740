"""The list of projects."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.bundle.projects.choices import words
from steunpunt.bundle.projects.models import Project
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec


def projects() -> ListSpec[Project]:
    return ListSpec(
        key="projects",
        title=_("Projects"),
        empty=_("No project yet. Propose one, or open an opportunity of the cooperation scan and make it a project."),
        order="-proposed",
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(purpose__icontains=words) | Q(partnership__name__icontains=words)
        ),
        columns=[
            Column(
                key="title",
                label=_("Project"),
                value=lambda row: row.title,
                order_by=("title",),
                link=lambda row: reverse("projects:detail", args=[row.pk]),
            ),
            Column(
                key="partnership",
                label=_("Partnership"),
                value=lambda row: str(row.partnership) if row.partnership else "",
                order_by=("partnership__name",),
            ),
            Column(key="state", label=_("State"), value=lambda row: str(words.STATES[row.state]), order_by=("state",)),
            Column(key="phase", label=_("Phase"), value=lambda row: str(words.PHASES[row.phase]), order_by=("phase",)),
            Column(key="aboard", label=_("Join"), value=lambda row: row.aboard, order_by=("aboard",), is_number=True),  # type: ignore[attr-defined]  # annotated
            Column(
                key="asked",
                label=_("Boards asked"),
                value=lambda row: row.asked,  # type: ignore[attr-defined]
                order_by=("asked",),
                is_number=True,
            ),
            Column(
                key="deadline",
                label=_("Decide by"),
                value=lambda row: row.deadline_on,  # type: ignore[attr-defined]
                order_by=("deadline_on",),
            ),
            Column(
                key="proposed", label=_("Proposed"), value=lambda row: row.proposed_at.date(), order_by=("proposed_at",)
            ),
        ],
        filters=[
            Filter(
                key="phase",
                label=_("Phase"),
                choices=lambda: list(words.PHASES.items()),
                apply=lambda rows, value: rows.filter(phase=value),
            ),
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: list(words.STATES.items()),
                apply=lambda rows, value: rows.filter(state=value),
            ),
        ],
    )
