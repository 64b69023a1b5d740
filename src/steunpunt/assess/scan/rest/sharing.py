"""Links to read a result, and the open figures, over REST."""

from datetime import datetime
from typing import Annotated

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Router, Schema, Status
from pydantic import Field

from steunpunt.assess.scan import access, actions, papers
from steunpunt.assess.scan.models import OpenFile, ResultLink
from steunpunt.assess.scan.queries import open_data
from steunpunt.assess.scan.rest.scans import ScanId, submitted
from steunpunt.assess.scan.rules.parameters import LINK_DAYS, LINK_DAYS_AT_MOST
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.problems import SAYS_SOMETHING

router = Router(tags=["scan"])
public = Router(tags=["open data"])
LinkId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the link")]
RoundId = Annotated[int, Path(..., ge=1, lt=2**31, description="Number of the round")]


class LinkIn(Schema, extra="forbid"):
    for_whom: str = Field(min_length=1, max_length=120, pattern=SAYS_SOMETHING)
    days: int = Field(LINK_DAYS, ge=1, le=LINK_DAYS_AT_MOST)


class LinkOut(Schema):
    id: int
    for_whom: str
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    openings: int
    last_opened_at: datetime | None


class NewLinkOut(LinkOut):
    url: str = Field(description="Shown this once: whoever has it reads the result until it ends or is taken back")


class OpenFileOut(Schema):
    round_id: int
    round: str
    version: str
    is_synthetic: bool
    published_at: datetime
    csv_url: str
    json_url: str
    dictionary_url: str = Field(description="What the columns and the codes in them mean, in nl, en and fr, as CSV")


def _fields(row: ResultLink) -> dict[str, object]:
    return {name: getattr(row, name) for name in LinkOut.model_fields}


@router.get(
    "/{scan_id}/links", response=list[LinkOut], summary="Links by which colleagues without account read a result"
)
def links(request: ActorRequest, scan_id: ScanId) -> list[ResultLink]:
    scan = submitted(request, scan_id, gettext_noop("result"))
    return list(access.visible_links(request.actor).filter(scan=scan).order_by("-pk")[:500])


@router.post("/{scan_id}/links", response={201: NewLinkOut}, summary="Make a link to read a result")
def link_make(request: ActorRequest, scan_id: ScanId, given: LinkIn) -> Status[NewLinkOut]:
    scan = submitted(request, scan_id, gettext_noop("result"))
    made = actions.make_link(
        scan_id=scan.pk, for_whom=given.for_whom, days=given.days, now=timezone.now(), by=request.actor
    )
    url = request.build_absolute_uri(reverse("scan:read", args=[made.token]))
    return Status(201, NewLinkOut.model_validate({**_fields(made.link), "url": url}))


@router.delete("/links/{link_id}", response=LinkOut, summary="Take a link back, at once")
def link_take_back(request: ActorRequest, link_id: LinkId) -> ResultLink:
    row = access.visible_links(request.actor).filter(pk=link_id).first()
    if row is None:
        raise Http404
    return actions.revoke_link(link_id=row.pk, now=timezone.now(), by=request.actor)


@public.get("", response=list[OpenFileOut], auth=None, summary="Open figures of rounds, newest first")
def open_files(request: ActorRequest) -> list[OpenFileOut]:
    """For everybody, without logging in."""
    return [
        OpenFileOut(
            round_id=row.round_id,
            round=row.round.name,
            version=row.round.version.number,
            is_synthetic=row.round.is_synthetic,
            published_at=row.published_at,
            csv_url=reverse("scan:open_data_csv", args=[row.round_id]),
            json_url=reverse("scan:open_data_json", args=[row.round_id]),
            dictionary_url=reverse("scan:open_data_dictionary", args=[row.round_id]),
        )
        for row in open_data.published()
    ]


@public.get("/{round_id}", auth=None, summary="The open figures of one round, as JSON with what they mean")
def open_figures(request: ActorRequest, round_id: RoundId) -> HttpResponse:
    row = OpenFile.objects.select_related("round").only("data", "round__name").filter(round_id=round_id).first()
    if row is None:
        raise Http404
    return papers.open_file(row.data, row, "json", "application/json")
