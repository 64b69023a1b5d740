"""Documents of "voter:7": what a board answered on paper, seen by that board and by the advisers."""

from collections.abc import Mapping

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from steunpunt.bundle.questions import access
from steunpunt.bundle.questions.choices import State
from steunpunt.bundle.questions.models import Voter
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.documents.public import SubjectName


class VoterDocuments:
    def seen_among(self, actor: Actor, ids: frozenset[int]) -> frozenset[int]:
        return frozenset(_seen(actor).filter(pk__in=ids).values_list("pk", flat=True))

    def shared_with(self, actor: Actor) -> frozenset[int]:
        return frozenset(_seen(actor).values_list("pk", flat=True))

    def may_add(self, actor: Actor, subject_id: int) -> bool:
        return access.voters_to_record(actor, timezone.localdate()).filter(pk=subject_id).exists()

    def names(self, ids: frozenset[int]) -> Mapping[int, SubjectName]:
        rows = Voter.objects.filter(pk__in=ids).select_related("question", "organisation").order_by("pk")
        return {
            row.pk: SubjectName(
                f"{row.question} · {row.organisation}", reverse("questions:question", args=[row.question_id])
            )
            for row in rows
        }

    def part_name(self, subject_id: int, part: str) -> SubjectName | None:
        return None


def _seen(actor: Actor) -> QuerySet[Voter]:
    today = timezone.localdate()
    if access.is_adviser(actor):
        # While the answers are hidden, so are the papers in which they stand.
        shown = Q(question__state=State.CLOSED) | Q(question__shows="all")
        return Voter.objects.filter(shown, question__in=access.visible_questions(actor, today)).order_by()
    return access.own_voters(actor, today).order_by()
