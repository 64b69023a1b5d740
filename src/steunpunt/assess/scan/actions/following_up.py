"""From finding to done: what a board plans to do, who sees to it, by when, and how far it is."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import PointState, ScanState
from steunpunt.assess.scan.facts import ActionPointChanged, ActionPointPlanned
from steunpunt.assess.scan.models import ActionPoint, Scan
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record

ENDED = frozenset({PointState.DONE, PointState.DROPPED})


@transaction.atomic
def plan_action_point(
    *,
    scan_id: int,
    domain: str,
    title: str,
    why: str,
    owner_id: int | None,
    due_on: date | None,
    now: datetime,
    by: Actor,
) -> ActionPoint:
    """Plan to do something about a domain of a submitted scan."""
    scan = queries.with_round(access.visible_scans(by)).get(pk=scan_id)
    require(access.may_plan(by))
    refuse_if(_objections(scan, domain, title, owner_id))
    point = ActionPoint.objects.create(
        scan=scan,
        organisation_id=scan.organisation_id,
        domain=domain,
        title=title.strip(),
        why=why.strip(),
        owner_id=owner_id,
        due_on=due_on,
        made_at=now,
    )
    fact = ActionPointPlanned(
        organisation_id=scan.organisation_id, scan_id=scan.pk, point_id=point.pk, domain=domain, title=point.title
    )
    record(fact, by=by)
    return point


@transaction.atomic
def change_action_point(
    *,
    point_id: int,
    title: str,
    owner_id: int | None,
    due_on: date | None,
    state: PointState,
    progress: str,
    seen_revision: int,
    now: datetime,
    by: Actor,
) -> ActionPoint:
    """Say how far it is, or who sees to it by when. Refused when a colleague changed it since it was on the screen."""
    point = access.visible_action_points(by).select_for_update(of=("self",)).get(pk=point_id)
    require(access.may_plan(by))
    scan = queries.with_round(Scan.objects.all()).get(pk=point.scan_id)
    text = _("A colleague changed this action point meanwhile. Look at it and try again.")
    refuse_if([Reason("changed_meanwhile", text)] if point.revision != seen_revision else [])
    refuse_if(_objections(scan, point.domain, title, owner_id))
    before = point.state
    point.title, point.owner_id, point.due_on, point.progress = title.strip(), owner_id, due_on, progress.strip()
    point.state, point.revision = state, point.revision + 1
    point.ended_at = (point.ended_at or now) if state in ENDED else None
    point.save()
    fact = ActionPointChanged(
        organisation_id=point.organisation_id,
        scan_id=point.scan_id,
        point_id=point.pk,
        title=point.title,
        state=state.value,
        before=before,
    )
    record(fact, by=by)
    return point


def _objections(scan: Scan, domain: str, title: str, owner_id: int | None) -> Iterator[Reason]:
    if scan.state != ScanState.SUBMITTED:
        yield Reason("not_submitted", _("This scan was not submitted yet."))
    if domain not in {known.code for known in queries.questionnaire_of(scan).domains}:
        yield Reason("unknown_domain", _("This domain does not exist."), "domain")
    if not title.strip():
        yield Reason("title_missing", _("Say in a few words what will be done."), "title")
    if owner_id is not None and owner_id not in people_of.working_for(scan.organisation_id, [owner_id]):
        yield Reason("not_a_colleague", _("Choose somebody who works for the board."), "owner")
    elif owner_id is not None and owner_id not in {one.id for one in queries.readers(scan.organisation_id)}:
        yield Reason("does_not_read", _("Choose somebody who may see the scan of the board."), "owner")
