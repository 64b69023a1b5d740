"""What a draft of a questionnaire says, for programs: domains and questions, read and written one at a time.

Facts, lists of choices and the words around the questions travel with the workbook.
"""

from typing import Annotated, Any

from django.http import Http404
from django.utils import timezone
from ninja import Path, Router, Schema, Status
from pydantic import Field

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.choices import BoardType, Scope
from steunpunt.assess.scan.models import QuestionnaireDraft
from steunpunt.assess.scan.questionnaires.changes import question_of
from steunpunt.assess.scan.questionnaires.content import (
    CODE_LENGTH,
    MAX_TEXT,
    MAX_WEIGHT,
    OptionContent,
    QuestionContent,
    Texts,
    clean,
)
from steunpunt.assess.scan.rest.drafts import DraftId, DraftWholeOut, found_draft, whole
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.problems import NO_NUL

router = Router()
Code = Annotated[str, Field(max_length=CODE_LENGTH, pattern=NO_NUL)]
Said = Annotated[str, Field(max_length=MAX_TEXT, pattern=NO_NUL)]
DomainCode = Annotated[str, Path(..., max_length=CODE_LENGTH, description="Code of a domain of the draft")]
QuestionCode = Annotated[str, Path(..., max_length=CODE_LENGTH, description="Code of a question of the draft")]
Seen = Annotated[
    str | None,
    Field(
        max_length=64,
        pattern=NO_NUL,
        description="`seen` as it was read: refused when a colleague changed the question since",
    ),
]


class TextsIn(Schema, extra="forbid"):
    """A text in three languages; one may still be empty."""

    nl: Said = ""
    en: Said = ""
    fr: Said = ""

    @property
    def content(self) -> Texts:
        return Texts(nl=clean(self.nl), en=clean(self.en), fr=clean(self.fr))


class OptionIn(Schema, extra="forbid"):
    code: Code = Field("", description="Empty to get one")
    level: int | None = Field(None, ge=0, le=5)
    text: TextsIn = TextsIn()
    explanation: TextsIn = TextsIn()


class QuestionIn(Schema, extra="forbid"):
    """A question, whole: what is left out is empty."""

    id: Code
    domain: Code = Field(description="The domain in which it stands; another one moves it there")
    weight: int = Field(1, ge=1, le=MAX_WEIGHT)
    who: list[BoardType] = Field(default_factory=lambda: list(BoardType))
    not_applicable: bool = False
    tags: dict[Scope, Annotated[int, Field(ge=0, le=3)]] = Field(default_factory=dict, description="Left out is 0")
    comparable_with: Code = ""
    text: TextsIn
    hint: TextsIn = TextsIn()
    options: list[OptionIn] = Field(max_length=40)
    seen: Seen = None

    @property
    def content(self) -> QuestionContent:
        return QuestionContent(
            id=clean(self.id),
            weight=self.weight,
            who=[kind.value for kind in BoardType if kind in self.who],
            not_applicable=self.not_applicable,
            tags={scope.value: self.tags.get(scope, 0) for scope in Scope},
            comparable_with=clean(self.comparable_with),
            text=self.text.content,
            hint=self.hint.content,
            options=[
                OptionContent(
                    code=clean(one.code), level=one.level, text=one.text.content, explanation=one.explanation.content
                )
                for one in self.options
            ],
        )


class DomainIn(Schema, extra="forbid"):
    code: Code
    text: TextsIn


class HeadingIn(Schema, extra="forbid"):
    number: str = Field(max_length=100, pattern=NO_NUL, description="The version it is to become")
    title: TextsIn


class TextsOut(Schema):
    nl: str
    en: str
    fr: str


class WrittenOptionOut(Schema):
    code: str
    level: int | None
    text: TextsOut
    explanation: TextsOut


class WrittenQuestionOut(Schema):
    id: str
    domain: str
    weight: int
    who: list[BoardType]
    not_applicable: bool
    tags: dict[str, int] = Field(description="0-3 per scope: GG, GO, OO, PZ")
    comparable_with: str
    text: TextsOut
    hint: TextsOut
    options: list[WrittenOptionOut]
    seen: str = Field(description="Stands for what the question says now: send it along with a change")


class WrittenDomainOut(Schema):
    code: str
    text: TextsOut
    questions: list[WrittenQuestionOut]


def _question(question: QuestionContent, domain: str) -> dict[str, Any]:
    return {**question, "domain": domain, "seen": digest_of(question)}


def _domains(draft: QuestionnaireDraft) -> list[WrittenDomainOut]:
    return [
        WrittenDomainOut.model_validate(
            {**domain, "questions": [_question(each, domain["code"]) for each in domain["questions"]]}
        )
        for domain in draft.content["domains"]
    ]


def _one_question(request: ActorRequest, draft_id: int, identifier: str) -> WrittenQuestionOut:
    try:
        domain, question = question_of(found_draft(request, draft_id).content, identifier)
    except KeyError:
        raise Http404 from None
    return WrittenQuestionOut.model_validate(_question(question, domain["code"]))


def _place(request: ActorRequest, draft_id: int) -> dict[str, Any]:
    return {"draft_id": found_draft(request, draft_id).pk, "now": timezone.now(), "by": request.actor}


@router.get("/drafts/{draft_id}/domains", response=list[WrittenDomainOut], summary="What a draft asks, per domain")
def draft_domains(request: ActorRequest, draft_id: DraftId) -> list[WrittenDomainOut]:
    return _domains(found_draft(request, draft_id))


@router.put("/drafts/{draft_id}/heading", response=DraftWholeOut, summary="Change title and number of a draft")
def draft_heading(request: ActorRequest, draft_id: DraftId, given: HeadingIn) -> DraftWholeOut:
    actions.edit_heading(number=given.number, title=given.title.content, **_place(request, draft_id))
    return whole(found_draft(request, draft_id))


@router.post("/drafts/{draft_id}/domains", response={201: list[WrittenDomainOut]}, summary="Add a domain to a draft")
def draft_domain_add(request: ActorRequest, draft_id: DraftId, given: DomainIn) -> Status[list[WrittenDomainOut]]:
    actions.add_domain(code=clean(given.code), text=given.text.content, **_place(request, draft_id))
    return Status(201, _domains(found_draft(request, draft_id)))


@router.put(
    "/drafts/{draft_id}/domains/{domain}", response=list[WrittenDomainOut], summary="Change name or code of a domain"
)
def draft_domain_change(
    request: ActorRequest, draft_id: DraftId, domain: DomainCode, given: DomainIn
) -> list[WrittenDomainOut]:
    place = _place(request, draft_id)
    actions.edit_domain(code=domain, new_code=clean(given.code), text=given.text.content, **place)
    return _domains(found_draft(request, draft_id))


@router.delete(
    "/drafts/{draft_id}/domains/{domain}", response={204: None}, summary="Remove a domain, with its questions"
)
def draft_domain_remove(request: ActorRequest, draft_id: DraftId, domain: DomainCode) -> Status[None]:
    """Undoing brings it back whole."""
    actions.remove_domain(code=domain, **_place(request, draft_id))
    return Status(204, None)


@router.post(
    "/drafts/{draft_id}/domains/{domain}/questions",
    response={201: WrittenQuestionOut},
    summary="Add an empty question at the end of a domain",
)
def draft_question_add(request: ActorRequest, draft_id: DraftId, domain: DomainCode) -> Status[WrittenQuestionOut]:
    """It gets the next free code; fill it in afterwards."""
    code = actions.add_question(domain=domain, **_place(request, draft_id))
    return Status(201, _one_question(request, draft_id, code))


@router.get("/drafts/{draft_id}/questions/{question}", response=WrittenQuestionOut, summary="One question of a draft")
def draft_question(request: ActorRequest, draft_id: DraftId, question: QuestionCode) -> WrittenQuestionOut:
    return _one_question(request, draft_id, question)


@router.put("/drafts/{draft_id}/questions/{question}", response=WrittenQuestionOut, summary="Change a question, whole")
def draft_question_change(
    request: ActorRequest, draft_id: DraftId, question: QuestionCode, given: QuestionIn
) -> WrittenQuestionOut:
    content = given.content
    actions.edit_question(
        identifier=question, question=content, domain=given.domain, seen=given.seen, **_place(request, draft_id)
    )
    return _one_question(request, draft_id, content["id"])


@router.delete("/drafts/{draft_id}/questions/{question}", response={204: None}, summary="Remove a question")
def draft_question_remove(request: ActorRequest, draft_id: DraftId, question: QuestionCode) -> Status[None]:
    """Undoing brings it back with its answers."""
    actions.remove_question(identifier=question, **_place(request, draft_id))
    return Status(204, None)


@router.post("/drafts/{draft_id}/undo", response=DraftWholeOut, summary="Undo the last step in a draft that stands")
def draft_undo(request: ActorRequest, draft_id: DraftId) -> DraftWholeOut:
    actions.undo_step(**_place(request, draft_id))
    return whole(found_draft(request, draft_id))
