"""Groups of one's own choice over REST: the same action, the same refusals, the same count."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_noop
from ninja import Path, Router, Schema
from pydantic import Field

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.models import ReleasedGroup, Scan
from steunpunt.assess.scan.queries import comparison
from steunpunt.assess.scan.rest.scans import ScanId, submitted
from steunpunt.assess.scan.rules.groups import MOST, Criteria, Trait
from steunpunt.foundation.acting import ActorRequest

router = Router(tags=["scan"])
ChoiceId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the group")]


class ChoiceIn(Schema, extra="forbid"):
    """From and to are both inclusive; a board of which a number is unknown falls outside."""

    province: str = Field("", max_length=40)
    from_inhabitants: int | None = Field(None, ge=0, le=MOST[Trait.INHABITANTS])
    to_inhabitants: int | None = Field(None, ge=0, le=MOST[Trait.INHABITANTS])
    from_density: int | None = Field(None, ge=0, le=MOST[Trait.DENSITY], description="Inhabitants per km²")
    to_density: int | None = Field(None, ge=0, le=MOST[Trait.DENSITY])
    from_area: int | None = Field(None, ge=0, le=MOST[Trait.AREA], description="Area in km²")
    to_area: int | None = Field(None, ge=0, le=MOST[Trait.AREA])
    from_neighbours: int | None = Field(
        None, ge=0, le=MOST[Trait.NEIGHBOURS], description="Boards of its kind in the round with a border in common"
    )
    to_neighbours: int | None = Field(None, ge=0, le=MOST[Trait.NEIGHBOURS])


class GroupOut(Schema):
    """A group of your own choice that you were shown; never which boards."""

    id: int
    province: str
    from_inhabitants: int | None
    to_inhabitants: int | None
    from_density: int | None
    to_density: int | None
    from_area: int | None
    to_area: int | None
    from_neighbours: int | None
    to_neighbours: int | None
    boards: int
    released_at: datetime


class BesideOut(Schema):
    """Empty when it may not be shown, whatever the reason."""

    key: str = Field(description="A domain, or a fact such as `cost_per_user`")
    own: float | None
    median: float | None
    p25: float | None
    p75: float | None


class ComparisonOut(Schema):
    group: GroupOut
    domains: list[BesideOut]
    facts: list[BesideOut]


def _group(row: ReleasedGroup) -> GroupOut:
    criteria = asdict(Criteria.of_key(row.chosen_as))
    return GroupOut(id=row.pk, boards=len(row.members), released_at=row.released_at, **criteria)


def _choices(scan: Scan) -> list[ReleasedGroup]:
    return comparison.choices_of(queries.released_groups(scan))


def _comparison(scan: Scan, row: ReleasedGroup) -> ComparisonOut:
    found = comparison.chosen_result(scan, row, queries.released_groups(scan))
    return ComparisonOut(
        group=_group(row),
        domains=_domains(found),
        facts=_facts(found),
    )


def _domains(found: comparison.Beside) -> list[BesideOut]:
    return [
        BesideOut(
            key=domain.code,
            own=one.score.score if one.status != "incomplete" else None,
            median=one.comparison.median,
            p25=one.comparison.p25,
            p75=one.comparison.p75,
        )
        for domain, one in found.result.domains
    ]


def _facts(found: comparison.Beside) -> list[BesideOut]:
    return [
        BesideOut(key=fact.key, own=fact.own, median=fact.group.median, p25=fact.group.p25, p75=fact.group.p75)
        for fact in found.facts
    ]


class DefaultOut(Schema):
    """Beside the boards of the same scale, as they were released last."""

    compared_at: datetime | None
    boards: int = Field(description="On how many boards it rests at the most; 0 when none may be shown")
    domains: list[BesideOut]
    facts: list[BesideOut]


@router.get(
    "/{scan_id}/comparison", response=DefaultOut, summary="Beside the boards of the same scale, with key figures"
)
def comparison_default(request: ActorRequest, scan_id: ScanId) -> DefaultOut:
    scan = submitted(request, scan_id, gettext_noop("comparison"))
    found = comparison.default_result(scan, queries.released_groups(scan))
    return DefaultOut(
        compared_at=found.result.compared_at, boards=found.boards, domains=_domains(found), facts=_facts(found)
    )


@router.get("/{scan_id}/comparisons", response=list[GroupOut], summary="Groups of your own choice that you were shown")
def comparisons(request: ActorRequest, scan_id: ScanId) -> list[GroupOut]:
    return [_group(row) for row in _choices(submitted(request, scan_id, gettext_noop("comparison")))]


@router.post("/{scan_id}/comparisons", response=ComparisonOut, summary="Ask for the figures of a group")
def compare(request: ActorRequest, scan_id: ScanId, given: ChoiceIn) -> ComparisonOut:
    """Refused when there are too few boards, or when the group is too close to one that you saw before."""
    scan = submitted(request, scan_id, gettext_noop("comparison"))
    criteria = Criteria(**given.dict())
    row = actions.release_choice(scan_id=scan.pk, criteria=criteria, now=timezone.now(), by=request.actor)
    return _comparison(scan, row)


@router.get("/{scan_id}/comparisons/{choice_id}", response=ComparisonOut, summary="A group that you were shown, again")
def comparison_again(request: ActorRequest, scan_id: ScanId, choice_id: ChoiceId) -> ComparisonOut:
    scan = submitted(request, scan_id, gettext_noop("comparison"))
    for row in _choices(scan):
        if row.pk == choice_id:
            return _comparison(scan, row)
    raise Http404
