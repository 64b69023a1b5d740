"""A board beside boards that show themselves by name, and beside itself in an earlier round, over REST."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Router, Schema
from pydantic import Field

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.queries import naming, trends
from steunpunt.assess.scan.rest.scans import ScanId, submitted
from steunpunt.foundation.acting import ActorRequest

router = Router(tags=["scan"])


class NamedLevelOut(Schema):
    organisation_id: int
    name: str
    level: float | None = Field(description="0 to 5, from the board's own answers; empty when it answered too little")


class NamedDomainOut(Schema):
    domain: str
    boards: list[NamedLevelOut]


class ByNameOut(Schema):
    domains: list[NamedDomainOut]
    hidden: int = Field(description="Boards of the same partnerships that do not show themselves, or not to this board")


class MoveOut(Schema):
    domain: str
    then: float | None
    now: float | None
    questions: int = Field(description="The questions that stayed comparable, on which both are reckoned anew")
    asked: int


class OverTimeOut(Schema):
    before_scan_id: int
    moves: list[MoveOut]


@router.get("/{scan_id}/by-name", response=ByNameOut, summary="Levels beside boards that show themselves by name")
def by_name(request: ActorRequest, scan_id: ScanId) -> ByNameOut:
    """Asked anew at each request: whoever takes its consent back is gone from here at once."""
    scan = submitted(request, scan_id, gettext_noop("comparison by name"))
    found = naming.named(request.actor, scan, today=timezone.localdate())
    if request.actor.is_of_support_point:
        others = set(found.scans.values()) - {scan.pk}
        actions.note_looks(scan_ids=others, what=gettext_noop("comparison by name"), by=request.actor)
    return ByNameOut(
        domains=[
            NamedDomainOut(
                domain=domain,
                boards=[
                    NamedLevelOut(
                        organisation_id=card.id,
                        name=card.name,
                        level=standings[card.id].level if card.id in standings else None,
                    )
                    for card in found.boards
                ],
            )
            for domain, standings in found.standings.items()
        ],
        hidden=found.hidden,
    )


@router.get(
    "/{scan_id}/over-time", response=OverTimeOut, summary="Scores on comparable questions since the earlier scan"
)
def over_time(request: ActorRequest, scan_id: ScanId) -> OverTimeOut:
    scan = submitted(request, scan_id, gettext_noop("comparison over time"))
    found = trends.trend(scan)
    if found is None:
        raise Http404
    return OverTimeOut(
        before_scan_id=found.before.pk,
        moves=[
            MoveOut(domain=move.domain, then=move.then, now=move.now, questions=move.questions, asked=move.asked)
            for move in found.moves.values()
        ],
    )
