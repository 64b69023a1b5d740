"""Running a round: who helps which board, reminders, more time for one board, closing; and a board that takes its scan back."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import Occasion, ScanState
from steunpunt.assess.scan.facts import AdviserAssigned, BoardReminded, DeadlineExtended, RoundClosed, ScanReopened
from steunpunt.assess.scan.models import Reminder, Round, Scan
from steunpunt.assess.scan.queries import following
from steunpunt.assess.scan.rules import filling
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import Role
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.people.public import PersonValue


# ── who helps ────────────────────────────────────────────────────────────────
@transaction.atomic
def assign_adviser(*, scan_ids: Collection[int], person_id: int, by: Actor) -> int:
    """Have somebody of the support point help these boards; answers how many changed hands."""
    require(access.may_start_rounds(by))
    advisers = {person.id: person.name for person in _advisers(by)}
    refuse_if([] if person_id in advisers else [Reason("not_an_adviser", _("This is no adviser."), "adviser")])
    return _assign(_locked(scan_ids, by), lambda _scan: person_id, advisers, by)


@transaction.atomic
def divide_boards(*, round_id: int, by: Actor) -> int:
    """Divide the boards that have no adviser yet over all advisers, so that each helps about as many."""
    require(access.may_start_rounds(by))
    round_ = access.visible_rounds(by).select_for_update().get(pk=round_id)
    advisers = {person.id: person.name for person in _advisers(by)}
    refuse_if([] if advisers else [Reason("no_advisers", _("The support point has no advisers."))])
    load = Counter(dict.fromkeys(advisers, 0))
    load.update(pk for pk in round_.scans.values_list("adviser_id", flat=True) if pk is not None)
    ids = round_.scans.filter(adviser_id=None).values_list("pk", flat=True)

    def least_loaded(_scan: Scan) -> int:
        chosen = min(sorted(advisers), key=lambda person: load[person])
        load[chosen] += 1
        return chosen

    return _assign(_locked(ids, by), least_loaded, advisers, by)


def _assign(scans: Sequence[Scan], chosen: Callable[[Scan], int], names: dict[int, str], by: Actor) -> int:
    moved = []
    for scan in scans:
        person_id = chosen(scan)
        if scan.adviser_id == person_id:
            continue
        scan.adviser_id = person_id
        moved.append(scan)
        name = names[person_id]
        fact = AdviserAssigned(organisation_id=scan.organisation_id, scan_id=scan.pk, person_id=person_id, name=name)
        record(fact, by=by)
    Scan.objects.bulk_update(moved, ["adviser_id"])
    return len(moved)


def _advisers(by: Actor) -> list[PersonValue]:
    return people_of.members(by.organisation_id or 0, Role.ADVISER)


def _locked(scan_ids: Collection[int], by: Actor) -> list[Scan]:
    wanted = access.visible_scans(by).filter(pk__in=scan_ids)
    return list(queries.with_round(wanted).select_for_update(of=("self",)).order_by("organisation__name", "pk"))


# ── time ─────────────────────────────────────────────────────────────────────
@transaction.atomic
def extend_deadline(*, scan_id: int, until: date, reason: str, today: date, by: Actor) -> Scan:
    """Give one board more time, and say why."""
    scan = queries.with_round(access.visible_scans(by)).select_for_update(of=("self",)).get(pk=scan_id)
    require(access.may_start_rounds(by))
    refuse_if(_extension_objections(scan, until, reason, today))
    before, scan.extended_to = scan.deadline_on, until
    scan.save(update_fields=["extended_to"])
    fact = DeadlineExtended(
        organisation_id=scan.organisation_id, scan_id=scan.pk, until=until, before=before, reason=reason.strip()
    )
    record(fact, by=by)
    return scan


def _extension_objections(scan: Scan, until: date, reason: str, today: date) -> Iterator[Reason]:
    if scan.round.closed_at:
        yield Reason("round_closed", _("The support point closed this round."))
    if scan.state == ScanState.SUBMITTED:
        yield Reason("submitted", _("This scan was submitted. It can no longer be changed."))
    if until < today or until <= scan.deadline_on:
        yield Reason("not_later", _("Choose a later day than the deadline is now."), "until")
    if not reason.strip():
        yield Reason("reason_missing", _("Say why: the board reads it in the history."), "reason")


@transaction.atomic
def close_round(*, round_id: int, now: datetime, by: Actor) -> Round:
    """Close a round for good: what was not submitted stays unsubmitted."""
    require(access.may_start_rounds(by))
    round_ = access.visible_rounds(by).select_for_update().get(pk=round_id)
    refuse_if([Reason("round_closed", _("The support point closed this round."))] if round_.closed_at else [])
    round_.closed_at = now
    round_.save(update_fields=["closed_at"])
    states = Counter(round_.scans.values_list("state", flat=True))
    fact = RoundClosed(
        organisation_id=by.organisation_id,
        round_id=round_.pk,
        name=round_.name,
        submitted=states[ScanState.SUBMITTED],
        boards=states.total(),
    )
    record(fact, by=by)
    return round_


@transaction.atomic
def reopen_scan(*, scan_id: int, reason: str, today: date, by: Actor) -> Scan:
    """The board takes a submitted scan back to change it, as long as its deadline allows.

    The figures frozen before stay until it submits again: what others were shown of their groups does not change.
    """
    scan = queries.with_round(access.visible_scans(by)).select_for_update(of=("self",)).get(pk=scan_id)
    require(access.may_submit(by, scan))
    refuse_if(_reopening_objections(scan, reason, today))
    scan.state, scan.submitted_at, scan.submitted_by_id = ScanState.STARTED, None, None
    scan.save(update_fields=["state", "submitted_at", "submitted_by_id"])
    record(ScanReopened(organisation_id=scan.organisation_id, scan_id=scan.pk, reason=reason.strip()), by=by)
    return scan


def _reopening_objections(scan: Scan, reason: str, today: date) -> Iterator[Reason]:
    if scan.state != ScanState.SUBMITTED:
        yield Reason("not_submitted", _("This scan was not submitted yet."))
    if scan.round.closed_at or scan.deadline_on < today:
        yield Reason("too_late", _("The deadline has passed: it cannot be taken back in this round any more."))
    if not reason.strip():
        yield Reason("reason_missing", _("Say why: it stays in the history of the scan."), "reason")


# ── reminders ────────────────────────────────────────────────────────────────
@transaction.atomic
def remind(*, scan_ids: Collection[int], message: str, now: datetime, by: Actor, again: bool = False) -> list[int]:
    """An adviser reminds boards that did not submit, with a message of one's own; answers which.

    Whoever was reminded by hand less than a day ago is passed over, unless that is asked with `again`.
    """
    require(access.may_start_rounds(by))
    waiting = _unsubmitted(_locked(scan_ids, by))
    lately = {} if again else following.reminded_lately([scan.pk for scan in waiting], now)
    due = [scan for scan in waiting if scan.pk not in lately]
    refuse_if([_reminded_already(max(lately.values()))] if lately and not due else [])
    _remind([(scan, Occasion.BY_HAND) for scan in due], message.strip(), now, by)
    return [scan.organisation_id for scan in due]


def _reminded_already(at: datetime) -> Reason:
    text = _("Last reminded on %(moment)s, less than a day ago. Tick that you want to remind again.")
    return Reason("reminded_lately", text % {"moment": f"{localtime(at):%d/%m/%Y %H:%M}"}, "again")


@transaction.atomic
def remind_by_calendar(*, now: datetime, today: date, by: Actor) -> int:
    """Every morning: whoever did not submit is reminded on each occasion once. Safe to run again."""
    running = Scan.objects.exclude(state=ScanState.SUBMITTED).filter(
        round__closed_at=None, round__opens_on__lte=today, round__is_synthetic=False
    )
    scans = list(queries.with_round(running).select_for_update(of=("self",)).order_by("pk"))
    sent = set(Reminder.objects.filter(scan__in=scans).values_list("scan_id", "occasion", "deadline_on"))
    due = [(scan, occasion) for scan in scans if (occasion := filling.occasion(scan.deadline_on, today))]
    return _remind([(scan, at) for scan, at in due if (scan.pk, at, scan.deadline_on) not in sent], "", now, by)


def _unsubmitted(scans: Sequence[Scan]) -> list[Scan]:
    return [scan for scan in scans if scan.state != ScanState.SUBMITTED and not scan.round.closed_at]


def _remind(due: Sequence[tuple[Scan, Occasion]], message: str, now: datetime, by: Actor) -> int:
    Reminder.objects.bulk_create(
        Reminder(scan=scan, occasion=occasion, deadline_on=scan.deadline_on, sent_at=now) for scan, occasion in due
    )
    for scan, occasion in due:
        fact = BoardReminded(
            organisation_id=scan.organisation_id,
            scan_id=scan.pk,
            occasion=occasion.value,
            deadline_on=scan.deadline_on,
            message=message,
        )
        record(fact, by=by)
    return len(due)
