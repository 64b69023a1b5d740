"""The scan for programs: the same rows and the same rules as the pages."""

from datetime import datetime
from typing import Annotated, Literal

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions, figures, queries
from steunpunt.assess.scan.choices import BoardType, Insight, ReviewState, ScanState, Status
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries import reviews
from steunpunt.assess.scan.rules import is_covered, level
from steunpunt.assess.scan.values import DomainResult, DomainScore
from steunpunt.foundation.acting import ActorRequest

router = Router()
ScanId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the scan")]


class ScanOut(Schema):
    """One board's scan in one round."""

    id: int
    round: str
    version: str
    organisation_id: int
    organisation: str
    board_type: BoardType
    state: ScanState
    deadline_on: str
    answered: int
    asked: int
    submitted_at: datetime | None
    is_synthetic: bool = Field(description="The answers were generated, for a demonstration")


class AnswerOut(Schema):
    question: str
    answer: str = Field(description="Code of the chosen answer, `wn` (don't know) or `nvt` (not applicable)")
    explanation: str
    revision: int
    answered_at: datetime


class AnswerIn(Schema, extra="forbid"):
    answer: str = Field(min_length=1, max_length=60)
    explanation: str | None = Field(None, max_length=2_000)
    seen_revision: int | None = Field(
        None, ge=0, lt=2**31, description="The revision last seen: refused when a colleague saved another answer since"
    )


class ReceiptOut(Schema):
    revision: int
    answered_at: datetime
    answered: int
    asked: int


class AfterOut(Schema):
    """One domain after the review, by the same rules. Nothing of others rests on it."""

    score: float | None
    level: float | None
    coverage: float | None


class DomainOut(Schema):
    """The result of one domain. Figures of others are empty when they may not be shown, whatever the reason."""

    domain: str
    score: float | None
    level: float | None
    coverage: float | None
    lower: float | None
    upper: float | None
    dont_know: float | None
    status: Status
    insight: Insight
    boards: int | None
    median: float | None
    p25: float | None
    p75: float | None
    percentile_rank: float | None
    after_review: AfterOut | None = Field(description="Empty when these answers are not reviewed")


class SourceOut(Schema):
    label: str
    value: str | None
    url: str = Field(description="Path of the page with the record; may be empty.")


class FigureOut(Schema):
    """A figure that opens: its rule in a sentence, and what it came from."""

    value: float | None
    unit: str
    rule: str = Field(description="Stable key of the rule, such as `scan.domain_score`")
    sentence: str
    sources: list[SourceOut]


class DomainFiguresOut(Schema):
    domain: str
    score: FigureOut
    coverage: FigureOut
    lower: FigureOut
    upper: FigureOut
    median: FigureOut
    after_review: AfterOut | None


class ResultOut(Schema):
    """Everything but `after_review` rests on the board's own answers."""

    scan: ScanOut
    basis: Literal["own_answers"]
    review: ReviewState | None = Field(description="How far the review is; empty when there is none")
    compared_at: datetime | None
    domains: list[DomainOut]


def found_scan(request: ActorRequest, scan_id: int) -> Scan:
    scan = queries.with_round(access.visible_scans(request.actor)).filter(pk=scan_id).first()
    if scan is None:
        raise Http404
    return scan


def scan_out(scan: Scan) -> ScanOut:
    return ScanOut(
        id=scan.pk,
        round=scan.round.name,
        version=scan.round.version.number,
        organisation_id=scan.organisation_id,
        organisation=str(scan.organisation),
        board_type=BoardType(scan.board_type),
        state=ScanState(scan.state),
        deadline_on=scan.deadline_on.isoformat(),
        answered=scan.answered,
        asked=scan.asked,
        submitted_at=scan.submitted_at,
        is_synthetic=scan.round.is_synthetic,
    )


@router.get("", response=list[ScanOut], summary="Scans that you may see, newest first")
def scans(request: ActorRequest) -> list[ScanOut]:
    rows = queries.with_round(access.visible_scans(request.actor)).order_by("-pk")[:1_000]
    return [scan_out(scan) for scan in rows]


@router.get("/{scan_id}", response=ScanOut, summary="One scan")
def scan(request: ActorRequest, scan_id: ScanId) -> ScanOut:
    return scan_out(found_scan(request, scan_id))


@router.get("/{scan_id}/answers", response=list[AnswerOut], summary="The answers given so far")
def answers(request: ActorRequest, scan_id: ScanId) -> list[AnswerOut]:
    found = found_scan(request, scan_id)
    is_inside = access.may_read_remarks(request.actor, found)
    return [
        AnswerOut(
            question=row.question,
            answer=row.answer,
            explanation=row.explanation if is_inside else "",
            revision=row.revision,
            answered_at=row.answered_at,
        )
        for row in found.answers.order_by("question")
    ]


@router.put("/{scan_id}/answers/{question}", response=ReceiptOut, summary="Give or change one answer")
def answer(
    request: ActorRequest, scan_id: ScanId, question: Annotated[str, Path(..., max_length=60)], given: AnswerIn
) -> ReceiptOut:
    found_scan(request, scan_id)
    saved = actions.save_answer(
        scan_id=scan_id,
        question=question,
        answer=given.answer,
        explanation=given.explanation,
        seen_revision=given.seen_revision,
        now=timezone.now(),
        today=timezone.localdate(),
        by=request.actor,
    )
    return ReceiptOut(
        revision=saved.revision, answered_at=saved.answered_at, answered=saved.answered, asked=saved.asked
    )


def submitted(request: ActorRequest, scan_id: int, what: str) -> Scan:
    """The submitted scan; a look by the support point goes on record for the board to read."""
    scan = found_scan(request, scan_id)
    if scan.state != ScanState.SUBMITTED:
        raise Http404
    if request.actor.is_of_support_point:
        actions.note_look(scan_id=scan.pk, what=what, by=request.actor)
    return scan


@router.get("/{scan_id}/result", response=ResultOut, summary="The result of a submitted scan, with its comparison")
def result(request: ActorRequest, scan_id: ScanId) -> ResultOut:
    found = submitted(request, scan_id, gettext_noop("result"))
    shown, reviewed = queries.result(found), reviews.reviewed(found)
    counts = reviewed if reviewed and reviewed.counts else None
    scores = {code: score for code, score in counts.scores.items() if counts.has_looked_at(code)} if counts else {}
    return ResultOut(
        scan=scan_out(found),
        basis="own_answers",
        review=reviewed.state if reviewed else None,
        compared_at=shown.compared_at,
        domains=[_domain(item, scores.get(domain.code)) for domain, item in shown.domains],
    )


def _after(score: DomainScore | None) -> AfterOut | None:
    if score is None:
        return None
    shown = score.score if is_covered(score) else None
    return AfterOut(score=shown, level=level(shown), coverage=score.coverage)


def _domain(found: DomainResult, after: DomainScore | None) -> DomainOut:
    is_shown = found.status is not Status.INCOMPLETE
    is_compared = found.comparison.median is not None
    return DomainOut(
        domain=found.domain,
        score=found.score.score if is_shown else None,
        level=level(found.score.score) if is_shown else None,
        coverage=found.score.coverage,
        lower=found.score.lower,
        upper=found.score.upper,
        dont_know=found.score.dont_know,
        status=found.status,
        insight=found.insight,
        boards=found.comparison.peers if is_compared else None,
        median=found.comparison.median,
        p25=found.comparison.p25,
        p75=found.comparison.p75,
        percentile_rank=found.comparison.percentile_rank if is_shown else None,
        after_review=_after(after),
    )


@router.get("/{scan_id}/result/{domain}", response=DomainFiguresOut, summary="One domain of a result, opened")
def domain_result(
    request: ActorRequest, scan_id: ScanId, domain: Annotated[str, Path(..., max_length=60)]
) -> DomainFiguresOut:
    """Each figure with the rule that gave it and the answers it came from. Figures of others name no boards."""
    scan = submitted(request, scan_id, domain)
    found = queries.result(scan).by_code.get(domain)
    if found is None:
        raise Http404
    filled = queries.sheet(scan)
    reviewed = reviews.reviewed(scan, filled.codes)
    rows = figures.opened(
        queries.questionnaire_of(scan),
        domain,
        board_type=scan.board_type,
        filled=filled,
        with_explanations=False,
    )
    shown = figures.of_domain(scan, found, rows)
    opened = {name: getattr(shown, name).as_data() for name in ("score", "coverage", "lower", "upper", "median")}
    counts = reviewed and reviewed.counts and reviewed.has_looked_at(domain)
    after = reviewed.scores[domain] if reviewed and counts else None
    return DomainFiguresOut(domain=domain, after_review=_after(after), **opened)
