"""What a board says of itself over REST: figures and names, what it thinks of a domain beforehand, and its wishes."""

from datetime import datetime
from typing import Annotated

from django.http import Http404
from django.utils import timezone
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.forms import shown_fact
from steunpunt.assess.scan.models import DomainView, Scan
from steunpunt.assess.scan.rest.scans import ScanId, found_scan
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.sentences.facts import doubts_of
from steunpunt.foundation.acting import ActorRequest

router = Router(tags=["scan"])
Code = Annotated[str, Path(..., max_length=60)]


class FactOut(Schema):
    fact: str
    value: str = Field(description="As people here type it: `1250` or `12,5`; empty when it was not given")
    answered_at: datetime | None
    doubt: str = Field(description="Why it may be a slip of the fingers; it counts all the same. Empty for most")


class FactIn(Schema, extra="forbid"):
    value: str = Field(max_length=200, description="Empty to take it away")
    seen: str | None = Field(
        None, max_length=200, description="What was last seen: refused when a colleague filled in something else since"
    )


class DomainViewOut(Schema):
    domain: str
    self_level: int | None = Field(description="The own estimate beforehand, 0-5")
    has_issue: bool | None = Field(description="Whether an issue was known beforehand")
    want: int | None = Field(description="The wish to work together: 0 no, 1 perhaps, 2 yes, 3 wants to lead")
    with_whom: list[str]
    note: str = Field(description="A remark; empty for everybody outside the board")


class DomainViewIn(Schema, extra="forbid"):
    """What is left out stays as it was."""

    self_level: int | None = Field(None, ge=0, le=5)
    has_issue: bool | None = None
    want: int | None = Field(None, ge=0, le=3)
    with_whom: list[Annotated[str, Field(max_length=20)]] | None = Field(None, max_length=20)
    note: str | None = Field(None, max_length=4_000)


@router.get("/{scan_id}/facts", response=list[FactOut], summary="What the board said of itself so far")
def facts(request: ActorRequest, scan_id: ScanId) -> list[FactOut]:
    return _facts(found_scan(request, scan_id))


@router.put("/{scan_id}/facts/{fact}", response=FactOut, summary="Give, change or take away a figure of the board")
def fact(request: ActorRequest, scan_id: ScanId, fact: Code, given: FactIn) -> FactOut:
    scan = found_scan(request, scan_id)
    actions.save_board_fact(
        scan_id=scan_id,
        fact=fact,
        typed=given.value,
        seen=None if given.seen is None else [given.seen],
        now=timezone.now(),
        today=timezone.localdate(),
        by=request.actor,
    )
    return next(row for row in _facts(scan) if row.fact == fact)


@router.get("/{scan_id}/domain-views", response=list[DomainViewOut], summary="Own estimates and wishes so far")
def domain_views(request: ActorRequest, scan_id: ScanId) -> list[DomainViewOut]:
    scan = found_scan(request, scan_id)
    return [_view(request, scan, row) for row in scan.domain_views.order_by("domain")]


@router.put("/{scan_id}/domain-views/{domain}", response=DomainViewOut, summary="Own estimate, wish and remark")
def domain_view(request: ActorRequest, scan_id: ScanId, domain: Code, given: DomainViewIn) -> DomainViewOut:
    scan = found_scan(request, scan_id)
    actions.save_domain_view(
        scan_id=scan_id,
        domain=domain,
        **given.dict(),
        now=timezone.now(),
        today=timezone.localdate(),
        by=request.actor,
    )
    row = scan.domain_views.filter(domain=domain).first()
    if row is None:
        raise Http404
    return _view(request, scan, row)


def _facts(scan: Scan) -> list[FactOut]:
    """Every fact that this kind of board is asked, in the order of the screen."""
    rows = {row.fact: row for row in scan.facts.order_by("fact")}
    asked_about = doubts_of(scan, rows)
    asked = filling.facts_asked(queries.questionnaire_of(scan), BoardType(scan.board_type))
    return [
        FactOut(
            fact=one.id,
            value=shown_fact(rows[one.id]) if one.id in rows else "",
            answered_at=rows[one.id].answered_at if one.id in rows else None,
            doubt=asked_about.get(one.id, ""),
        )
        for one in asked
        if one.id not in queries.GIVEN_BY_THE_PLATFORM
    ]


def _view(request: ActorRequest, scan: Scan, row: DomainView) -> DomainViewOut:
    return DomainViewOut(
        domain=row.domain,
        self_level=row.self_level,
        has_issue=row.has_issue,
        want=row.want,
        with_whom=list(row.with_whom),
        note=row.note if access.may_read_remarks(request.actor, scan) else "",
    )
