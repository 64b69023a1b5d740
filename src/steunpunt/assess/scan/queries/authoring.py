"""Reads of questionnaires as they are written: drafts with what is left to look at, and published versions."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.fields.json import KT

from steunpunt.assess.scan.models import QuestionnaireDraft, QuestionnaireVersion
from steunpunt.assess.scan.queries import base_of
from steunpunt.assess.scan.questionnaires.content import Content
from steunpunt.assess.scan.questionnaires.remarks import Remark, blocking, remarks


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list: what it is called, how large it is, how much keeps it from being published."""

    draft: QuestionnaireDraft
    title: str
    number: str
    domains: int
    questions: int
    blocking: int

    @property
    def name(self) -> str:
        return f"{self.title} {self.number}".strip()


def draft_line(draft: QuestionnaireDraft) -> DraftLine:
    """One draft in a line; `draft.based_on` is read once per process."""
    content: Content = draft.content
    title = content["title"]
    return DraftLine(
        draft=draft,
        title=title["nl"] or title["en"] or title["fr"] or "–",
        number=content["version"],
        domains=len(content["domains"]),
        questions=sum(len(domain["questions"]) for domain in content["domains"]),
        blocking=len(blocking(remarks_of(draft))),
    )


def unpublished(drafts: QuerySet[QuestionnaireDraft]) -> QuerySet[QuestionnaireDraft]:
    """Drafts that were not published, last changed first, with the number of the version they came from: one query."""
    rows = with_number_taken(drafts.filter(published_as=None).select_related("based_on").defer("based_on__source"))
    return rows.order_by("-changed_at", "-pk")


def with_number_taken(drafts: QuerySet[QuestionnaireDraft]) -> QuerySet[QuestionnaireDraft]:
    """Whether another version was published under the number of each draft, which `remarks_of` says."""
    taken = QuestionnaireVersion.objects.filter(number=OuterRef("number_now"))
    rows = drafts.annotate(number_now=KT("content__version"))
    return rows.annotate(is_number_taken=Exists(taken) & Q(published_as=None))


def remarks_of(draft: QuestionnaireDraft) -> list[Remark]:
    """What is left to look at in a draft that was read `with_number_taken`."""
    return remarks(draft.content, base_of(draft), is_number_taken=draft.is_number_taken)  # type: ignore[attr-defined]


def versions_with_rounds(versions: QuerySet[QuestionnaireVersion]) -> QuerySet[QuestionnaireVersion]:
    """Published versions, newest first, with how many rounds used each: one query."""
    return versions.defer("source").annotate(used=Count("rounds")).order_by("-published_at", "-pk")
