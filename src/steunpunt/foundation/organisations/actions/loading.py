"""Bring the list up to date from files: reference data, spreadsheets, boundaries. Safe to do twice."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection, transaction

from steunpunt.foundation.acting import Actor, refuse_if, require
from steunpunt.foundation.journal.public import Fact, record
from steunpunt.foundation.organisations import access, facts, queries
from steunpunt.foundation.organisations.actions import land
from steunpunt.foundation.organisations.choices import AddressKind, ChangeKind, RelationKind
from steunpunt.foundation.organisations.models import Address, Organisation, OrganisationName, Relation
from steunpunt.foundation.organisations.rules import boards
from steunpunt.foundation.organisations.rules.changes import changes, clashes, merged
from steunpunt.foundation.organisations.values import Change, Listed, LoadOutcome, ReferenceState

_NULLABLE = ("nis_code", "zone_code", "enterprise_number")
_TEXTS = ("name", "name_fr", "ovo_code", "uri", "province", "arrondissement", "website")


@transaction.atomic
def load_reference(*, state: ReferenceState, today: date, by: Actor, dry_run: bool = False) -> LoadOutcome:
    """Bring organisations, land and people up to date with reference files.

    A dry run does everything and takes it back, so that it shows what would happen and nothing else.
    """
    outcome = _load(state, today=today, by=by)
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def load_organisations(
    *, listed: Iterable[Listed], source: str, today: date, by: Actor, dry_run: bool = False
) -> LoadOutcome:
    """Bring organisations up to date with a list that somebody sent, such as a spreadsheet."""
    state = ReferenceState(source=source, organisations={one.key: one for one in listed})
    return load_reference(state=state, today=today, by=by, dry_run=dry_run)


@transaction.atomic
def load_boundaries(
    *, boundaries: Mapping[str, Mapping[str, Any]], source: str, on: date, by: Actor, dry_run: bool = False
) -> LoadOutcome:
    """Replace the drawn boundary of the land that municipalities have on a day, by NIS code."""
    require(access.may_keep_organisations(by))
    count = land.redraw(boundaries, on)
    if count:
        record(facts.BoundariesLoaded(organisation_id=by.organisation_id, source=source, count=count), by=by)
    if dry_run:
        transaction.set_rollback(True)
    return LoadOutcome((), {"boundaries": count})


def _load(state: ReferenceState, *, today: date, by: Actor) -> LoadOutcome:
    """Compare, then write.

    1. One load at a time: a second one waits at the lock.
    2. Refuse all of it when something does not fit.
    3. End first, then add, so that a number can pass from one organisation to the next.
    """
    require(access.may_keep_organisations(by))
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE organisations_organisation IN SHARE ROW EXCLUSIVE MODE")
    current = queries.as_listed()
    found = changes(current, state.organisations)
    after = {**current, **{key: merged(current.get(key), new) for key, new in state.organisations.items()}}
    gaps = (gap for key in sorted(state.organisations) for gap in boards.gaps(after[key]))
    refuse_if([*gaps, *(reason for _keys, reason in clashes(after))])
    rows = queries.by_key()
    touched = {change.key for change in found if change.kind != ChangeKind.ADDED}
    _update({key: after[key] for key in sorted(touched)}, rows, current, today)
    rows |= _add([after[change.key] for change in found if change.kind == ChangeKind.ADDED])
    _relate({change.key: after[change.key] for change in found}, rows)
    counts = land.load(state, {key: row.pk for key, row in rows.items()})
    for fact in _told(found, current, after, rows, today):
        record(fact, by=by)
    outcome = LoadOutcome(tuple(found), counts)
    if not outcome.is_empty:
        added = outcome.count(ChangeKind.ADDED)
        fact = facts.ReferenceDataLoaded(
            organisation_id=by.organisation_id, source=state.source, added=added, changed=len(found) - added
        )
        record(fact, by=by)
    return outcome


def _write_fields(row: Organisation, one: Listed) -> Organisation:
    for name in _TEXTS:
        setattr(row, name, getattr(one, name))
    for name in _NULLABLE:
        setattr(row, name, getattr(one, name) or None)
    row.valid_from, row.valid_to = one.period.valid_from, one.period.valid_to
    return row


def _update(
    after: Mapping[str, Listed], rows: Mapping[str, Organisation], before: Mapping[str, Listed], today: date
) -> None:
    """Endings one statement before the rest, because a number may pass to another that is changed in the same load."""
    changed = [_write_fields(rows[key], one) for key, one in after.items()]
    Organisation.objects.bulk_update(changed, ["valid_from", "valid_to"], batch_size=500)
    Organisation.objects.bulk_update(changed, [*_TEXTS, *_NULLABLE], batch_size=500)
    for key, one in after.items():
        for language, name in (("nl", "name"), ("fr", "name_fr")):
            if getattr(one, name) != getattr(before[key], name):
                running = OrganisationName.objects.filter(organisation=rows[key], language=language)
                running.filter(valid_from=today).delete()
                running.filter(valid_to=None).update(valid_to=today)
                OrganisationName.objects.create(
                    organisation=rows[key], language=language, name=getattr(one, name), valid_from=today
                )
        if one.seat and one.seat != before[key].seat:
            running_seat = Address.objects.filter(organisation=rows[key], kind=AddressKind.SEAT)
            running_seat.filter(valid_from=today).delete()
            running_seat.filter(valid_to=None).update(valid_to=today)
            _seat(rows[key], one, today).save()


def _add(new: list[Listed]) -> dict[str, Organisation]:
    added = Organisation.objects.bulk_create(
        [_write_fields(Organisation(kind=one.kind), one) for one in new], batch_size=500
    )
    rows = {one.key: row for one, row in zip(new, added, strict=True)}
    OrganisationName.objects.bulk_create(
        [
            OrganisationName(organisation=row, language=language, name=name, valid_from=row.valid_from)
            for row in added
            for language, name in (("nl", row.name), ("fr", row.name_fr))
            if name
        ],
        batch_size=1000,
    )
    Address.objects.bulk_create(_seat(rows[one.key], one, one.period.valid_from) for one in new if one.seat)
    return rows


def _seat(row: Organisation, one: Listed, valid_from: date | None) -> Address:
    if one.seat is None:
        raise ValueError(f"{one.name} has no seat to write.")
    return Address(
        organisation=row,
        street=one.seat.street,
        postal_code=one.seat.postal_code,
        locality=one.seat.locality,
        valid_from=valid_from,
    )


def _relate(after: Mapping[str, Listed], rows: Mapping[str, Organisation]) -> None:
    """Write the ties that the changed organisations should have; ties that no file names stay as they are."""
    wanted: dict[tuple[int, int, str], tuple[date | None, date | None]] = {}
    for key, one in after.items():
        source = rows[key].pk
        if one.merged_into:
            wanted[source, rows[one.merged_into].pk, RelationKind.MERGED_INTO] = (one.period.valid_to, None)
        if one.welfare_centre_of:
            target = rows[one.welfare_centre_of].pk
            wanted[source, target, RelationKind.WELFARE_CENTRE_OF] = (one.period.valid_from, one.period.valid_to)
        for zone, period in one.member_of.items():
            wanted[source, rows[zone].pk, RelationKind.MEMBER_OF] = (period.valid_from, period.valid_to)
    there = {(row.source_id, row.target_id, row.kind): row for row in Relation.objects.order_by("pk")}
    moved = []
    for tie, (valid_from, valid_to) in wanted.items():
        row = there.get(tie)
        if row and (row.valid_from, row.valid_to) != (valid_from, valid_to):
            row.valid_from, row.valid_to = valid_from, valid_to
            moved.append(row)
    Relation.objects.bulk_update(moved, ["valid_from", "valid_to"], batch_size=500)
    Relation.objects.bulk_create(
        [
            Relation(source_id=source, target_id=target, kind=kind, valid_from=valid_from, valid_to=valid_to)
            for (source, target, kind), (valid_from, valid_to) in wanted.items()
            if (source, target, kind) not in there
        ],
        batch_size=1000,
    )


def _told(
    found: Iterable[Change],
    before: Mapping[str, Listed],
    after: Mapping[str, Listed],
    rows: Mapping[str, Organisation],
    today: date,
) -> list[Fact]:
    """The same facts as when the list is kept by hand."""
    told: list[Fact] = []
    mergers: dict[tuple[str, date], list[str]] = {}
    for change in found:
        one, pk = after[change.key], rows[change.key].pk
        if change.kind == ChangeKind.ADDED:
            told.append(facts.OrganisationRegistered(organisation_id=pk, name=one.name, kind=one.kind))
        elif change.kind == ChangeKind.RENAMED:
            name = before[change.key].name
            told.append(facts.OrganisationRenamed(organisation_id=pk, name=one.name, before=name, on=today))
        elif change.kind == ChangeKind.ENDED and one.period.valid_to:
            told.append(facts.OrganisationEnded(organisation_id=pk, name=one.name, on=one.period.valid_to))
        elif change.kind == ChangeKind.CHANGED:
            fields = tuple(name for name, _, _ in change.details)
            values = tuple(value for _, value, _ in change.details)
            told.append(facts.OrganisationChanged(organisation_id=pk, name=one.name, changed=fields, before=values))
        if one.merged_into and one.period.valid_to and change.kind in {ChangeKind.MERGED, ChangeKind.ADDED}:
            mergers.setdefault((one.merged_into, one.period.valid_to), []).append(change.key)
    for (successor, on), keys in sorted(mergers.items()):
        told.append(
            facts.OrganisationsMerged(
                organisation_id=rows[successor].pk,
                name=after[successor].name,
                predecessor_ids=tuple(rows[key].pk for key in keys),
                predecessors=tuple(after[key].name for key in keys),
                on=on,
            )
        )
    return told
