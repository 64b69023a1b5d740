"""Asking a colleague over REST: asking, answering, withdrawing, taking over. It stays inside the board, as on the pages."""

from datetime import date, datetime
from typing import Annotated

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions, forms, queries
from steunpunt.assess.scan.actions.contributing import MAX_MESSAGE
from steunpunt.assess.scan.actions.filling import MAX_EXPLANATION
from steunpunt.assess.scan.models import Contribution, HelpRequest, Scan
from steunpunt.assess.scan.queries import contributions
from steunpunt.assess.scan.rest.scans import ScanId, found_scan
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.problems import NO_NUL

router = Router(tags=["scan"])
HelpId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the question to a colleague")]
ContributionId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the answer of a colleague")]
Code = Annotated[str, Path(..., max_length=60, description="Code of a question, or of a fact such as `p_users`")]


class GivenOut(Schema):
    """What a colleague answered to one question or fact. It is not the board's answer until it is taken over."""

    id: int
    question: str
    answer: str
    explanation: str
    revision: int
    answered_at: datetime


class HelpOut(Schema):
    id: int
    scan_id: int
    domain: str = Field(description="A domain, or `facts` for the facts about the board")
    questions: list[str] = Field(description="Codes of what is asked, in the order of the screen")
    colleague_id: int
    asked_by_id: int
    message: str
    due_on: date
    asked_at: datetime
    done_at: datetime | None
    withdrawn_at: datetime | None
    answers: list[GivenOut]


class AskIn(Schema, extra="forbid"):
    domain: str = Field(max_length=60, pattern=NO_NUL, description="A domain, or `facts` for the facts about the board")
    questions: list[Annotated[str, Field(max_length=60, pattern=NO_NUL)]] = Field(
        [], description="Empty for all of them", max_length=200
    )
    colleague_id: int = Field(ge=1, lt=2**63, description="Somebody who works for the board")
    due_on: date
    message: str = Field("", max_length=MAX_MESSAGE, pattern=NO_NUL)


class ContributionIn(Schema, extra="forbid"):
    answer: str = Field(
        min_length=1, max_length=200, pattern=NO_NUL, description="Code of an answer; of a fact what would be typed"
    )
    explanation: str = Field("", max_length=MAX_EXPLANATION, pattern=NO_NUL)
    seen_revision: int | None = Field(None, ge=0, lt=2**31, description="The revision last seen; 0 for none")


class TakeOverIn(Schema, extra="forbid"):
    seen_revision: int | None = Field(None, ge=0, lt=2**31, description="The revision of the board's answer last seen")
    seen_fact: str | None = Field(
        None, max_length=200, pattern=NO_NUL, description="Of a fact: the board's own value last seen"
    )


class DifferenceOut(Schema):
    question: str
    board: str
    contribution_id: int
    colleague: str
    answer: str


def _out(request: HelpRequest, scan: Scan) -> HelpOut:
    return HelpOut(
        id=request.pk,
        scan_id=request.scan_id,
        domain=request.domain,
        questions=contributions.codes_of(scan, request),
        colleague_id=request.colleague_id,
        asked_by_id=request.asked_by_id,
        message=request.message,
        due_on=request.due_on,
        asked_at=request.asked_at,
        done_at=request.done_at,
        withdrawn_at=request.withdrawn_at,
        answers=[
            GivenOut.model_validate(row, from_attributes=True)
            for row in sorted(request.contributions.all(), key=lambda row: row.question)
        ],
    )


def _of_mine(request: ActorRequest, help_id: int) -> tuple[HelpRequest, Scan]:
    """What was asked of whoever acts, and its scan; nothing else of it is opened."""
    row = get_object_or_404(access.answerable_help_requests(request.actor), pk=help_id)
    return row, queries.with_round(Scan.objects.filter(pk=row.scan_id)).get()


def _inside(request: ActorRequest, scan_id: int) -> Scan:
    scan = found_scan(request, scan_id)
    if not access.may_read_remarks(request.actor, scan):
        raise Http404
    return scan


@router.get("/{scan_id}/help-requests", response=list[HelpOut], summary="What colleagues were asked and answered")
def help_requests(request: ActorRequest, scan_id: ScanId) -> list[HelpOut]:
    scan = _inside(request, scan_id)
    rows = access.visible_help_requests(request.actor).filter(scan=scan).prefetch_related("contributions")
    return [_out(row, scan) for row in rows.order_by("-pk")[:1_000]]


@router.post("/{scan_id}/help-requests", response=HelpOut, summary="Ask a colleague")
def ask_colleague(request: ActorRequest, scan_id: ScanId, given: AskIn) -> HelpOut:
    """For a whole domain, some of its questions, or facts about the board."""
    scan = _inside(request, scan_id)
    now, today = timezone.now(), timezone.localdate()
    row = actions.ask_colleague(scan_id=scan.pk, **given.dict(), now=now, today=today, by=request.actor)
    return _out(row, scan)


@router.post("/help-requests/{help_id}/withdraw", response=HelpOut, summary="Take a question to a colleague back")
def withdraw_help_request(request: ActorRequest, help_id: HelpId) -> HelpOut:
    row = get_object_or_404(access.visible_help_requests(request.actor), pk=help_id)
    row = actions.withdraw_help_request(request_id=row.pk, now=timezone.now(), by=request.actor)
    return _out(row, queries.with_round(Scan.objects.filter(pk=row.scan_id)).get())


@router.get("/{scan_id}/to-discuss", response=list[DifferenceOut], summary="Where board and colleagues are far apart")
def to_discuss(request: ActorRequest, scan_id: ScanId) -> list[DifferenceOut]:
    scan = _inside(request, scan_id)
    answers = dict(scan.answers.order_by("question").values_list("question", "answer"))
    answers |= {row.fact: forms.shown_fact(row) for row in scan.facts.order_by("fact")}
    given = contributions.given_answers(scan, request.actor, answers, language=forms.language())
    return [
        DifferenceOut(
            question=item.code,
            board=item.board,
            contribution_id=item.given.contribution.pk,
            colleague=item.given.colleague,
            answer=item.given.text,
        )
        for item in contributions.differences(scan, answers, given, language=forms.language())
    ]


@router.post("/{scan_id}/contributions/{contribution_id}/take-over", response=HelpOut, summary="Take an answer over")
def take_over(request: ActorRequest, scan_id: ScanId, contribution_id: ContributionId, given: TakeOverIn) -> HelpOut:
    """It becomes the board's own, by the same check as an answer typed in. Refused after another answer."""
    scan = _inside(request, scan_id)
    visible = access.visible_help_requests(request.actor).filter(scan=scan)
    row = get_object_or_404(
        Contribution.objects.filter(request__in=visible).select_related("request"), pk=contribution_id
    )
    actions.take_over(
        contribution_id=row.pk,
        seen_revision=given.seen_revision,
        seen_fact=None if given.seen_fact is None else [given.seen_fact],
        now=timezone.now(),
        today=timezone.localdate(),
        by=request.actor,
    )
    return _out(row.request, scan)


@router.get("/contributions/asked-of-me", response=list[HelpOut], summary="What colleagues asked you, and is not done")
def asked_of_me(request: ActorRequest) -> list[HelpOut]:
    lines = contributions.asked_of(request.actor, timezone.localdate(), language=forms.language())
    return [_out(line.request, line.request.scan) for line in lines]


@router.get("/contributions/{help_id}", response=HelpOut, summary="One question that a colleague asked you")
def contribution(request: ActorRequest, help_id: HelpId) -> HelpOut:
    return _out(*_of_mine(request, help_id))


@router.put("/contributions/{help_id}/answers/{question}", response=HelpOut, summary="Answer a colleague")
def contribute(request: ActorRequest, help_id: HelpId, question: Code, given: ContributionIn) -> HelpOut:
    row, scan = _of_mine(request, help_id)
    now, today = timezone.now(), timezone.localdate()
    actions.contribute(request_id=row.pk, question=question, **given.dict(), now=now, today=today, by=request.actor)
    return _out(row, scan)


@router.post("/contributions/{help_id}/done", response=HelpOut, summary="Say to a colleague that you are done")
def finish_contributing(request: ActorRequest, help_id: HelpId) -> HelpOut:
    _row, scan = _of_mine(request, help_id)
    now, today = timezone.now(), timezone.localdate()
    return _out(actions.finish_contributing(request_id=help_id, now=now, today=today, by=request.actor), scan)
