"""The review of a scan over REST: advisers write, the board reads and reacts; nobody else knows of it."""

from datetime import datetime
from typing import Annotated

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.actions.reviewing import MAX_MOTIVATION, MAX_REACTION, MAX_REASON, MAX_SUMMARY
from steunpunt.assess.scan.choices import ReviewState
from steunpunt.assess.scan.models import Review, Scan
from steunpunt.assess.scan.queries import reviews
from steunpunt.assess.scan.rest.scans import ScanId, found_scan
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.problems import NO_NUL

router = Router(tags=["scan"])
Code = Annotated[str, Path(..., max_length=60)]


class ReactionOut(Schema):
    text: str
    by: str
    written_at: datetime


class ReviewedOut(Schema):
    """One question: both answers, side by side."""

    question: str
    own: str = Field(description="The board's own answer now; empty when it is open")
    answer: str = Field(description="The reviewed answer; the same as `own` when it was confirmed")
    is_confirmed: bool
    holds: bool = Field(description="Not when the board answered otherwise since: then its own answer counts")
    motivation: str
    revision: int
    reviewed_at: datetime


class ReviewOut(Schema):
    state: ReviewState
    submission_at: datetime = Field(description="When the answers that it is about were submitted")
    started_at: datetime
    finished_at: datetime | None
    summary: str
    done: int
    asked: int
    changed: int
    answers: list[ReviewedOut]
    reactions: dict[str, list[ReactionOut]] = Field(description="By question what the board said")


class ReviewedIn(Schema, extra="forbid"):
    answer: str = Field(
        max_length=60,
        pattern=NO_NUL,
        description="One of the question's answers; empty leaves it open, as the board did",
    )
    motivation: str = Field(
        "", max_length=MAX_MOTIVATION, pattern=NO_NUL, description="Needed with another answer than the board's"
    )
    seen_revision: int | None = Field(None, ge=0, lt=2**31, description="The revision last seen; 0 for none")


class ReactionIn(Schema, extra="forbid"):
    question: str = Field(max_length=60, pattern=NO_NUL)
    text: str = Field(min_length=1, max_length=MAX_REACTION, pattern=NO_NUL)


class FinishIn(Schema, extra="forbid"):
    summary: str = Field(min_length=1, max_length=MAX_SUMMARY, pattern=NO_NUL)


class TakeUpIn(Schema, extra="forbid"):
    reason: str = Field(min_length=1, max_length=MAX_REASON, pattern=NO_NUL)


def _scan(request: ActorRequest, scan_id: int) -> Scan:
    scan = found_scan(request, scan_id)
    if not access.may_read_review(request.actor, scan):
        raise Http404
    return scan


def _reviewed(request: ActorRequest, scan_id: int) -> Scan:
    """A scan that has a review, in sight of this actor."""
    scan = _scan(request, scan_id)
    if not Review.objects.filter(scan=scan).exists():
        raise Http404
    return scan


def _out(scan: Scan) -> ReviewOut:
    found = reviews.reviewed(scan)
    if found is None:
        raise Http404
    return ReviewOut(
        state=found.state,
        submission_at=found.review.submission_at,
        started_at=found.review.started_at,
        finished_at=found.review.finished_at,
        summary=found.review.summary,
        done=found.done,
        asked=found.asked,
        changed=found.changed,
        answers=[
            ReviewedOut(
                question=code,
                own=found.own.get(code, ""),
                answer=row.answer,
                is_confirmed=found.judged[code].is_confirmed,
                holds=found.judged[code].holds(found.own.get(code, "")),
                motivation=row.motivation,
                revision=row.revision,
                reviewed_at=row.reviewed_at,
            )
            for code, row in found.rows.items()
        ],
        reactions={
            code: [ReactionOut(text=row.text, by=name, written_at=row.written_at) for row, name in said]
            for code, said in reviews.reactions(found.review).items()
        },
    )


@router.get("/{scan_id}/review", response=ReviewOut, summary="The review of a scan, beside the board's own answers")
def review(request: ActorRequest, scan_id: ScanId) -> ReviewOut:
    scan = _reviewed(request, scan_id)
    if request.actor.is_of_support_point:
        actions.note_look(scan_id=scan.pk, what=gettext_noop("review"), by=request.actor)
    return _out(scan)


@router.post("/{scan_id}/review", response=ReviewOut, summary="Start to review a submitted scan")
def start_review(request: ActorRequest, scan_id: ScanId) -> ReviewOut:
    """For advisers of the support point. From this moment the board reads what is written in it."""
    scan = _scan(request, scan_id)
    actions.start_review(scan_id=scan.pk, now=timezone.now(), by=request.actor)
    return _out(scan)


@router.put("/{scan_id}/review/answers/{question}", response=ReviewOut, summary="Review one question")
def review_answer(request: ActorRequest, scan_id: ScanId, question: Code, given: ReviewedIn) -> ReviewOut:
    """Confirms the board's own answer, or sets another beside it, with a motivation. Refused after another change."""
    scan = _reviewed(request, scan_id)
    actions.review_answer(
        scan_id=scan.pk,
        question=question,
        answer=given.answer,
        motivation=given.motivation,
        seen_revision=given.seen_revision,
        now=timezone.now(),
        by=request.actor,
    )
    return _out(scan)


@router.post("/{scan_id}/review/domains/{domain}/confirm", response=ReviewOut, summary="Confirm the rest of a domain")
def confirm_rest(request: ActorRequest, scan_id: ScanId, domain: Code) -> ReviewOut:
    scan = _reviewed(request, scan_id)
    actions.confirm_rest(scan_id=scan.pk, domain=domain, now=timezone.now(), by=request.actor)
    return _out(scan)


@router.post("/{scan_id}/review/reactions", response=ReviewOut, summary="React to the review of a question")
def react_to_review(request: ActorRequest, scan_id: ScanId, given: ReactionIn) -> ReviewOut:
    """For people of the board. A reaction is added to, never changed."""
    scan = _reviewed(request, scan_id)
    actions.react_to_review(
        scan_id=scan.pk, question=given.question, text=given.text, now=timezone.now(), by=request.actor
    )
    return _out(scan)


@router.post("/{scan_id}/review/finish", response=ReviewOut, summary="Finish the review with a summary")
def finish_review(request: ActorRequest, scan_id: ScanId, given: FinishIn) -> ReviewOut:
    scan = _reviewed(request, scan_id)
    actions.finish_review(scan_id=scan.pk, summary=given.summary, now=timezone.now(), by=request.actor)
    return _out(scan)


@router.post("/{scan_id}/review/take-up", response=ReviewOut, summary="Take a review up again")
def reopen_review(request: ActorRequest, scan_id: ScanId, given: TakeUpIn) -> ReviewOut:
    """A finished one, or one about an earlier submission, which is then about the new one."""
    scan = _reviewed(request, scan_id)
    actions.reopen_review(scan_id=scan.pk, reason=given.reason, now=timezone.now(), by=request.actor)
    return _out(scan)
