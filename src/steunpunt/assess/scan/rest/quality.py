"""The quality of a questionnaire in a round over REST: for advisers, as it was reckoned last."""

from datetime import datetime
from typing import Annotated

from django.http import Http404
from ninja import Path, Router, Schema

from steunpunt.assess.scan import access
from steunpunt.assess.scan.queries import quality
from steunpunt.foundation.acting import ActorRequest

router = Router(tags=["scan"])
RoundId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the round")]


class QuestionQualityOut(Schema):
    question: str
    item_rest: float | None
    dont_know: float
    unused: list[str]


class DomainQualityOut(Schema):
    """Empty when too few boards answered. `low` and `high` hold alpha in 95 of 100 cases."""

    domain: str
    boards: int
    alpha: float | None
    low: float | None
    high: float | None
    covered: int
    kept: float | None
    questions: list[QuestionQualityOut]


class KindQualityOut(Schema):
    board_type: str
    boards: int
    domains: list[DomainQualityOut]


class QualityOut(Schema):
    made_at: datetime
    boards: int
    kinds: list[KindQualityOut]


@router.get("/rounds/{round_id}/quality", response=QualityOut, summary="How good the questionnaire proved to be")
def questionnaire_quality(request: ActorRequest, round_id: RoundId) -> QualityOut:
    round_ = access.visible_rounds(request.actor).filter(pk=round_id).first()
    report = quality.latest(round_) if round_ else None
    if report is None or report.made_at is None:
        raise Http404
    return QualityOut(made_at=report.made_at, boards=report.boards, kinds=report.content["kinds"])
