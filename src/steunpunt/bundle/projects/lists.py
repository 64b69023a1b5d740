"""The lists of projects, and what is written as a file of one: its risks, how far each board is."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.bundle.projects.choices import words
from steunpunt.bundle.projects.models import Need, Participation, Project, RiskAppraisal
from steunpunt.bundle.projects.rules.risks import gravity
from steunpunt.foundation.ui.lists import Column, Filter, ListSpec, Opens


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
                link=Opens("projects:detail"),
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


def risks(project: Project) -> ListSpec[RiskAppraisal]:
    """Rows of `queries.risks`: what weighs most comes first, what is closed last."""
    return ListSpec(
        key="risks",
        title=_("Risks of %(project)s") % {"project": project.title},
        empty=_("Nothing that could go wrong was written down yet."),
        order="-weight",
        search=lambda rows, words: rows.filter(
            Q(title__icontains=words) | Q(measure__icontains=words) | Q(who__icontains=words)
        ),
        columns=[
            Column(key="number", label=_("Risk"), value=lambda row: f"R{row.risk.number}", order_by=("risk__number",)),
            Column(
                key="title",
                label=_("What could go wrong"),
                value=lambda row: row.title,
                order_by=("title",),
                link=lambda row: reverse("projects:risk", args=[project.pk, row.risk_id]),
            ),
            Column(
                key="weight",
                label=_("Weight"),
                value=lambda row: row.weight,
                order_by=("rank",),
                is_number=True,
            ),
            Column(
                key="gravity",
                label=_("Gravity"),
                value=lambda row: str(words.GRAVITIES[gravity(row.weight)][0]),
            ),
            Column(
                key="likelihood",
                label=_("Likelihood"),
                value=lambda row: row.likelihood,
                order_by=("likelihood",),
                is_number=True,
                only_export=True,
            ),
            Column(
                key="impact",
                label=_("Impact"),
                value=lambda row: row.impact,
                order_by=("impact",),
                is_number=True,
                only_export=True,
            ),
            Column(key="measure", label=_("Measure"), value=lambda row: row.measure, only_export=True),
            Column(key="who", label=_("Who sees to it"), value=lambda row: row.who, order_by=("who",)),
            Column(
                key="state", label=_("State"), value=lambda row: str(words.RISKS[row.state][0]), order_by=("state",)
            ),
            Column(key="since", label=_("Since"), value=lambda row: row.since_on, order_by=("since_on",)),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: [(key, label) for key, (label, _tone) in words.RISKS.items()],
                apply=lambda rows, value: rows.filter(state=value),
            ),
        ],
    )


def rollout(project: Project) -> ListSpec[Participation]:
    """Rows of `queries.rollout`, as a file; on screen they stand in columns."""
    return ListSpec(
        key="rollout",
        title=_("Roll-out of %(project)s") % {"project": project.title},
        order="board",
        columns=[
            Column(
                key="board",
                label=_("Board"),
                value=lambda row: str(row.organisation),
                order_by=("organisation__name",),
            ),
            Column(key="standing", label=_("Participation"), value=lambda row: str(words.STANDINGS[row.standing][0])),
            Column(
                key="state",
                label=_("How far"),
                value=lambda row: str(words.ROLLOUT[row.state][0]),  # type: ignore[attr-defined]  # annotated
            ),
            Column(
                key="planned",
                label=_("Live on"),
                value=lambda row: row.planned_on,  # type: ignore[attr-defined]
            ),
            Column(
                key="note",
                label=_("Remark"),
                value=lambda row: row.note or "",  # type: ignore[attr-defined]
            ),
            Column(
                key="told",
                label=_("Told on"),
                value=lambda row: timezone.localtime(row.told_at).date() if row.told_at else None,  # type: ignore[attr-defined]
            ),
        ],
    )


def needs() -> ListSpec[Need]:
    """Rows of `queries.needs_with_counts`: what most boards need comes first."""
    return ListSpec(
        key="needs",
        title=_("Needs"),
        empty=_("No need yet. Write down what your board needs; others can say that they need it too."),
        order="-boards",
        search=lambda rows, words: rows.filter(Q(title__icontains=words) | Q(why__icontains=words)),
        columns=[
            Column(
                key="title",
                label=_("What is needed"),
                value=lambda row: row.title,
                order_by=("title",),
                link=Opens("projects:need"),
            ),
            Column(
                key="boards",
                label=_("Boards that need it"),
                value=lambda row: row.boards,  # type: ignore[attr-defined]  # annotated
                order_by=("boards",),
                is_number=True,
            ),
            Column(
                key="board",
                label=_("Written down by"),
                value=lambda row: str(row.raised_for),
                order_by=("raised_for__name",),
            ),
            Column(
                key="raised",
                label=_("On"),
                value=lambda row: timezone.localtime(row.raised_at).date(),
                order_by=("raised_at",),
            ),
            Column(key="state", label=_("State"), value=lambda row: _("Closed") if row.closed_at else _("Open")),
        ],
        filters=[
            Filter(
                key="state",
                label=_("State"),
                choices=lambda: [("open", _("Open")), ("closed", _("Closed"))],
                apply=lambda rows, value: rows.filter(closed_at__isnull=value == "open"),
            ),
        ],
    )
