"""What is still open in a scan, who is where, submitting it and taking it back, over REST."""

from django.http import Http404
from django.utils import timezone
from ninja import Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.queries.presence import present
from steunpunt.assess.scan.rest.scans import ScanId, ScanOut, found_scan, scan_out
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.problems import SAYS_SOMETHING

router = Router(tags=["scan"])


class GapOut(Schema):
    section: str = Field(description="`facts`, `beforehand` (the own estimates) or a domain")
    code: str = Field(description="Of the fact, the domain or the question")


class TakeBackIn(Schema, extra="forbid"):
    reason: str = Field(min_length=1, max_length=500, pattern=SAYS_SOMETHING, description="Stays in the history")


class PresentOut(Schema):
    name: str
    section: str = Field(description="`facts`, `beforehand` or a domain")
    minutes: int = Field(description="So many minutes ago")


@router.get("/{scan_id}/gaps", response=list[GapOut], summary="What is still open, in the order of the screen")
def gaps(request: ActorRequest, scan_id: ScanId) -> list[GapOut]:
    scan = found_scan(request, scan_id)
    return [GapOut(section=gap.section, code=gap.code) for gap in queries.gaps(scan, queries.sheet(scan))]


@router.get("/{scan_id}/who", response=list[PresentOut], summary="Colleagues seen in the scan within the hour")
def who_is_where(request: ActorRequest, scan_id: ScanId) -> list[PresentOut]:
    """It stays inside the board: nobody of the support point sees it."""
    scan = found_scan(request, scan_id)
    if not access.may_read_remarks(request.actor, scan):
        raise Http404
    found = present(request.actor, scan, timezone.now())
    return [PresentOut(name=one.name, section=one.section, minutes=one.minutes) for one in found]


@router.post("/{scan_id}/submit", response=ScanOut, summary="Submit a scan")
def scan_submit(request: ActorRequest, scan_id: ScanId) -> ScanOut:
    """Takes the mandate to submit, which a key never carries: in a browser session only."""
    found_scan(request, scan_id)
    now, today = timezone.now(), timezone.localdate()
    actions.submit_scan(scan_id=scan_id, now=now, today=today, by=request.actor)
    return scan_out(found_scan(request, scan_id))


@router.post("/{scan_id}/take-back", response=ScanOut, summary="Take a submitted scan back to change it")
def scan_take_back(request: ActorRequest, scan_id: ScanId, given: TakeBackIn) -> ScanOut:
    """Takes the mandate to submit, and a deadline that did not pass."""
    found_scan(request, scan_id)
    actions.reopen_scan(scan_id=scan_id, reason=given.reason, today=timezone.localdate(), by=request.actor)
    return scan_out(found_scan(request, scan_id))
