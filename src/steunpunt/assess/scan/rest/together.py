"""What boards of a round could do together over REST: the members of a partnership, any boards, the whole round."""

from typing import Annotated

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Query, Router, Schema, Status
from pydantic import Field

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries import opportunities as queries
from steunpunt.assess.scan.rest.opportunities import ChancesOut, chances_out
from steunpunt.assess.scan.rest.rounds import GroupId, Id, RoundId, RoundJobOut
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations

router = Router(tags=["scan"])
MOST = 150


class TogetherOut(ChancesOut):
    missing: list[int] = Field(description="Boards of the group that did not submit")


class TallyOut(Schema):
    """How many boards of one kind are what in one domain. Computed, but for `wants` and `leads`: those are wished."""

    board_type: BoardType
    domain: str
    boards: int
    strong: int
    can_share: int
    needs: int
    blind_spots: int
    wants: int
    leads: int


class BoardsAsked(Schema):
    board: list[Id] = Field(min_length=2, max_length=MOST, description="Number of a board; as often as needed")


def _out(found: queries.Group) -> TogetherOut:
    return TogetherOut(**chances_out(found).dict(), missing=[card.id for card in found.missing])


def _followed(request: ActorRequest, round_id: int) -> Round:
    row = access.visible_rounds(request.actor).select_related("version").filter(pk=round_id).first()
    if row is None:
        raise Http404
    return row


@router.get("/{round_id}/together", response=TogetherOut, summary="What any boards could do together (advisers)")
def boards_together(request: ActorRequest, round_id: RoundId, asked: Annotated[BoardsAsked, Query(...)]) -> TogetherOut:
    """Each board reads in its history that it was looked at."""
    round_ = _followed(request, round_id)
    found = queries.group(request.actor, round_, asked.board, group_id=None, today=timezone.localdate())
    _note(request, found, gettext_noop("boards beside one another"))
    return _out(found)


@router.get(
    "/{round_id}/partnerships/{group_id}/opportunities",
    response=TogetherOut,
    summary="What the members of a partnership could do together",
)
def partnership_together(request: ActorRequest, round_id: RoundId, group_id: GroupId) -> TogetherOut:
    """For advisers, and for its members among themselves: by name only boards that show themselves."""
    rows = access.rounds_taken_part_in(request.actor).select_related("version")
    round_, card = rows.filter(pk=round_id).first(), organisations.organisation(group_id)
    members = organisations.members_of(group_id, timezone.localdate())
    is_inside = access.may_follow_rounds(request.actor) or request.actor.organisation_id in members
    if round_ is None or card is None or card.kind != organisations.Kind.PARTNERSHIP or not is_inside:
        raise Http404
    found = queries.group(request.actor, round_, members, group_id=group_id, today=timezone.localdate())
    _note(request, found, card.name)
    return _out(found)


@router.get("/{round_id}/tallies", response=list[TallyOut], summary="A whole round in counts (advisers)")
def round_tallies(request: ActorRequest, round_id: RoundId) -> list[TallyOut]:
    rows = queries.tallies(_followed(request, round_id).pk)
    return [TallyOut.model_validate(row, from_attributes=True) for row in rows]


@router.post("/{round_id}/quality", response={202: RoundJobOut}, summary="Reckon the quality of the questionnaire")
def quality_ask(request: ActorRequest, round_id: RoundId) -> Status[RoundJobOut]:
    """In the background; what came of it stands under `/scans/rounds/…/quality`."""
    job_id = actions.ask_quality(round_id=_followed(request, round_id).pk, now=timezone.now(), by=request.actor)
    return Status(202, RoundJobOut(job_id=job_id))


def _note(request: ActorRequest, found: queries.Group, what: str) -> None:
    if request.actor.is_of_support_point:
        looked_at = {*found.scans.values(), *found.halves.values()}
        actions.note_looks(scan_ids=looked_at, what=what, by=request.actor)
