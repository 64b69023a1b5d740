"""Projects as what documents belong to: those of the project for all, those with a decision for whom the board chose."""

from collections.abc import Mapping

from django.db.models import QuerySet
from django.urls import reverse

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.models import Participation, Project
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class ProjectDocuments:
    """Documents of "project:3": everybody who sees the project sees them."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        rows = access.visible_projects(actor).filter(pk__in=ids)
        return frozenset(rows.order_by().values_list("pk", flat=True))

    def shared_with(self, actor: Actor) -> frozenset[int]:
        return frozenset(access.visible_projects(actor).order_by().values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        project = access.visible_projects(actor).filter(pk=subject_id).first()
        return project is not None and access.may_add_todo(actor, project)

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Project.objects.filter(pk__in=ids).order_by("pk")
        return {row.pk: SubjectName(row.title, reverse("projects:documents", args=[row.pk])) for row in rows}

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None


class _OfParticipation:
    """What belongs to how one board stands to a project."""

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Participation.objects.filter(pk__in=ids).select_related("project", "organisation").order_by("pk")
        return {
            row.pk: SubjectName(
                f"{row.project.title} · {row.organisation}", reverse("projects:detail", args=[row.project_id])
            )
            for row in rows
        }

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None


class ParticipationDocuments(_OfParticipation):
    """Documents of "participation:7", with a decision: seen by that board and by the advisers."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return frozenset(_seen(actor, with_advisers=True).filter(pk__in=ids).values_list("pk", flat=True))

    def shared_with(self, actor: Actor) -> frozenset[int]:
        return frozenset(_seen(actor, with_advisers=True).values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        is_own = access.own_participations(actor).filter(pk=subject_id).exists() and _keeps_decisions(actor)
        return is_own or access.participations_to_record(actor).filter(pk=subject_id).exists()


class BoardFiles(_OfParticipation):
    """Documents of "board_file:7", with a decision whose reasons are not for the support point: the board's alone."""

    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return frozenset(_seen(actor, with_advisers=False).filter(pk__in=ids).values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.own_participations(actor).filter(pk=subject_id).exists() and _keeps_decisions(actor)


def _seen(actor: Actor, *, with_advisers: bool) -> QuerySet[Participation]:
    rows = access.own_participations(actor)
    if with_advisers and access.sees_projects(actor) and access.is_adviser(actor):
        rows = Participation.objects.all()
    return rows.order_by()


def _keeps_decisions(actor: Actor) -> bool:
    return access.may_decide(actor) or access.may_sign(actor) or access.may_say_interest(actor)
