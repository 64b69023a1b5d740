"""The list of background work."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.jobs.choices import State
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens

JOBS: ListSpec[Job] = ListSpec(
    key="jobs",
    title=_("Background tasks"),
    order="-asked",
    search=lambda rows, words: rows.filter(title__icontains=words),
    filters=[
        Filter(
            key="state",
            label=_("State"),
            choices=lambda: State.choices,
            apply=lambda rows, value: rows.filter(state=value),
        )
    ],
    columns=[
        Column(
            key="title",
            label=_("Task"),
            value=lambda job: job.title,
            order_by=("title",),
            link=Opens("jobs:detail"),
        ),
        Column(key="state", label=_("State"), value=lambda job: job.get_state_display(), order_by=("state",)),
        Column(key="asked", label=_("Asked for"), value=lambda job: job.created_at, order_by=("created_at",)),
        Column(key="finished", label=_("Finished"), value=lambda job: job.finished_at, order_by=("finished_at",)),
    ],
    empty=_("Reports, imports and other long work that you ask for will stand here while it runs and afterwards."),
)
