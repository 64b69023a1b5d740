"""Doing it: how far each board is, and what could go wrong."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, QuerySet, When

from steunpunt.bundle.projects.choices import RiskState
from steunpunt.bundle.projects.models import Project, Risk, RiskAppraisal, RolloutStep


def rollout(project: Project) -> dict[int, RolloutStep]:
    """The newest step of each board, by participation: one query."""
    rows = (
        RolloutStep.objects.filter(participation__project=project)
        .order_by("participation_id", "-pk")
        .distinct("participation_id")
    )
    return {row.participation_id: row for row in rows}


def risks(project: Project) -> QuerySet[RiskAppraisal]:
    """What is said now of each risk, with its `weight`; and its `rank`, in which closed ones come last."""
    newer = RiskAppraisal.objects.filter(risk=OuterRef("risk"), pk__gt=OuterRef("pk"))
    return (
        RiskAppraisal.objects.filter(~Exists(newer), risk__project=project)
        .select_related("risk")
        .annotate(weight=F("likelihood") * F("impact"))
        .annotate(
            rank=Case(
                When(state=RiskState.CLOSED, then=F("weight") - 100), default=F("weight"), output_field=IntegerField()
            )
        )
    )


def appraisals(risk: Risk) -> list[RiskAppraisal]:
    """Everything that was said of a risk, the newest first: the first counts."""
    return list(risk.appraisals.order_by("-pk"))
