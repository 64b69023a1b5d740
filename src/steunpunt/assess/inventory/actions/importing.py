"""Reading files in: handed over, columns told, tried, done part by part; and what agents report by themselves.

A file is read in parts, each with its answers in one transaction. What is interrupted goes on after the last part that
stands; no row comes in twice, and the report says of every row whether it is in.
"""

import secrets
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from itertools import islice

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory import access, queries
from steunpunt.assess.inventory.actions.landscape import count_use
from steunpunt.assess.inventory.actions.taking_in import BATCH, take_in
from steunpunt.assess.inventory.choices import AssetKind, Door, ImportState, Verdict
from steunpunt.assess.inventory.facts import (
    AgentKeyEnded,
    AgentKeyMade,
    AssetReported,
    ColumnsTold,
    FileGiven,
    FileReadIn,
)
from steunpunt.assess.inventory.models import AgentKey, ColumnMemory, Import, ImportPart
from steunpunt.assess.inventory.reading import Unreadable, devices, is_of_devices, table
from steunpunt.assess.inventory.rules import columns
from steunpunt.assess.inventory.rules.columns import Field
from steunpunt.assess.inventory.values import Answer, Row
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.journal.public import record

KEY_START = "ag_"
Step = Callable[[int, int], None]
"""How many rows are behind, of how many."""


# ── a file ───────────────────────────────────────────────────────────────────
@transaction.atomic
def give_file(*, name: str, content: bytes, now: datetime, by: Actor) -> Import:
    """Hand a file over. Of a spreadsheet the columns are guessed, or remembered from the last one with these headings."""
    require(access.may_keep_estate(by))
    board, is_sheet = by.organisation_id or 0, not is_of_devices(content, name)
    row = Import(organisation_id=board, name=name[-200:], is_sheet=is_sheet, given_at=now, given_by_id=by.person_id)
    if is_sheet:
        headings = _opened(content, name)
        mapping, kind = remembered(board, headings)
        row.headings, row.mapping, row.kind = list(headings), _as_data(mapping), kind
    row.content = content
    row.save()
    record(FileGiven(organisation_id=board, import_id=row.pk, name=row.name), by=by)
    return row


def _opened(content: bytes, name: str) -> tuple[str, ...]:
    try:
        return table(content).headings
    except Unreadable as unreadable:
        refuse_if([Reason(unreadable.fault.code, queries.words_of(unreadable.fault), "file")])
        raise


def remembered(board: int, headings: Sequence[str]) -> tuple[dict[int, Field], str]:
    """How the board meant these headings before; else a guess."""
    known = ColumnMemory.objects.filter(organisation_id=board, headings=list(headings)).order_by("-pk").first()
    if known is None:
        kind = columns.kind_of(headings)
        return columns.guess(headings), kind.value if kind else ""
    return {int(place): Field(field) for place, field in known.mapping.items()}, known.kind


def _as_data(mapping: Mapping[int, Field]) -> dict[str, str]:
    return {str(place): field.value for place, field in mapping.items()}


@transaction.atomic
def tell_columns(
    *, import_id: int, mapping: Mapping[int, Field], kind: AssetKind | None, now: datetime, by: Actor
) -> Import:
    """Say what the columns mean; remembered for the next file with the same headings."""
    row = _own(import_id, by)
    fields = list(mapping.values())
    twice = sorted({field.value for field in fields if fields.count(field) > 1})
    marks = {Field.NAME, Field.TAG, Field.SERIAL, Field.UUID, Field.MAC, Field.MODEL}
    refuse_if(
        [
            *([Reason("twice", _("Two columns cannot mean the same."))] if twice else []),
            *([] if marks & set(fields) else [Reason("no_name", _("Say in which column names or numbers stand."))]),
            *([Reason("done", _("This file was read in already."))] if _is_begun(row) else []),
        ]
    )
    row.mapping, row.kind, row.state = _as_data(mapping), kind.value if kind else "", ImportState.GIVEN
    row.save(update_fields=["mapping", "kind", "state"])
    row.parts.all().delete()
    ColumnMemory.objects.create(
        organisation_id=row.organisation_id,
        headings=row.headings,
        mapping=row.mapping,
        kind=row.kind,
        told_at=now,
        told_by_id=by.person_id,
    )
    record(ColumnsTold(organisation_id=row.organisation_id, import_id=row.pk, name=row.name), by=by)
    return row


def _is_begun(row: Import) -> bool:
    return row.state in {ImportState.DOING, ImportState.DONE}


def _own(import_id: int, by: Actor) -> Import:
    row = access.visible_imports(by).select_for_update(of=("self",)).filter(pk=import_id).first()
    if row is None:
        raise Denied
    return row


@transaction.atomic
def start_reading(*, import_id: int, is_try: bool, by: Actor) -> int:
    """Set the reading going, or a try of it that keeps nothing; answers the job to follow."""
    row = _own(import_id, by)
    refuse_if([Reason("done", _("This file was read in already."))] if row.state == ImportState.DONE else [])
    title = _("Trying %(name)s") if is_try else _("Reading %(name)s in")
    asked = {"import_id": row.pk, "is_try": is_try}
    return jobs.start("inventory.import", asked, by=by, title=str(title % {"name": row.name}))


def try_file(*, import_id: int, now: datetime, step: Step, by: Actor) -> Import:
    """Read a file in and take everything back but the answers."""
    row = Import.objects.get(pk=import_id)
    with transaction.atomic():
        with transaction.atomic():
            answers = _all(row, now, step, by)
            transaction.set_rollback(True)
        _keep_try(row, answers)
    return row


def _all(row: Import, now: datetime, step: Step, by: Actor) -> list[Answer]:
    rows = list(rows_of(bytes(row.content or b""), row.name, row.mapping, row.kind))
    door, found = _door(row), []
    for start in range(0, len(rows), BATCH):
        found += take_in(
            organisation_id=row.organisation_id, rows=rows[start : start + BATCH], door=door, now=now, by=by
        )
        step(len(found), len(rows))
    return found


def _keep_try(row: Import, answers: Sequence[Answer]) -> None:
    row.parts.all().delete()
    ImportPart.objects.bulk_create(
        ImportPart(
            of=row,
            number=start // BATCH,
            answers=[one.as_data() | {"asset": None} for one in answers[start : start + BATCH]],
        )
        for start in range(0, len(answers), BATCH)
    )
    row.counts, row.state = counted(answers), ImportState.TRIED
    row.save(update_fields=["counts", "state"])


def read_file(*, import_id: int, now: datetime, step: Step, by: Actor) -> Import:
    """Read a file in, part by part; a reading that was interrupted goes on where it was."""
    row = _begin(import_id)
    if row.state == ImportState.DONE:
        return row
    rows = list(rows_of(bytes(row.content or b""), row.name, row.mapping, row.kind))
    parts = max((len(rows) + BATCH - 1) // BATCH, 1)
    for number in range(row.parts.count(), parts):
        _part(row, number, rows[number * BATCH : (number + 1) * BATCH], now=now, by=by)
        step(min((number + 1) * BATCH, len(rows)), len(rows))
    return _end(row, now=now, by=by)


@transaction.atomic
def _begin(import_id: int) -> Import:
    """From now on parts are kept; what a try left goes."""
    row = Import.objects.select_for_update().get(pk=import_id)
    if row.state in {ImportState.GIVEN, ImportState.TRIED}:
        row.parts.all().delete()
        row.state = ImportState.DOING
        row.save(update_fields=["state"])
    return row


@transaction.atomic
def _part(row: Import, number: int, rows: Sequence[Row], *, now: datetime, by: Actor) -> None:
    """The rows and their answers, together or not at all; the unique number keeps two workers apart."""
    part = ImportPart.objects.create(of=row, number=number, answers=[])
    answers = take_in(organisation_id=row.organisation_id, rows=rows, door=_door(row), now=now, by=by)
    part.answers = [answer.as_data() for answer in answers]
    part.save(update_fields=["answers"])


@transaction.atomic
def _end(row: Import, *, now: datetime, by: Actor) -> Import:
    row.counts = dict(
        Counter(one["verdict"] for answers in row.parts.values_list("answers", flat=True) for one in answers)
    )
    count_use(organisation_id=row.organisation_id)
    row.content, row.state, row.done_at = None, ImportState.DONE, now
    row.save(update_fields=["content", "counts", "state", "done_at"])
    counts = {verdict.value: row.counts.get(verdict.value, 0) for verdict in Verdict}
    record(FileReadIn(organisation_id=row.organisation_id, import_id=row.pk, name=row.name, **counts), by=by)
    return row


def _door(row: Import) -> Door:
    return Door.SHEET if row.is_sheet else Door.AGENT


def rows_of(content: bytes, name: str, mapping: Mapping[str, str] | None = None, kind: str = "") -> Iterator[Row]:
    """Every row of a file, of agents or of a spreadsheet. Raises `Unreadable` when the file cannot be opened."""
    if is_of_devices(content, name):
        yield from devices(content, name)
        return
    found = table(content)
    meant = {int(place): Field(field) for place, field in mapping.items()} if mapping else columns.guess(found.headings)
    yield from columns.rows(
        found.rows, meant, file=name, first_row=found.first_row, kind=AssetKind(kind) if kind else None
    )


def counted(answers: Sequence[Answer]) -> dict[str, int]:
    return dict(Counter(one.verdict.value for one in answers))


def read_rows(
    *, organisation_id: int, name: str, rows: Iterator[Row], door: Door, is_try: bool, now: datetime, by: Actor
) -> list[Answer]:
    """Read rows in for the command, part by part, each wholly or not at all; a try keeps nothing.

    The command runs on the platform's own machine and asks nobody.
    """
    if is_try:
        with transaction.atomic():
            answers = take_in(organisation_id=organisation_id, rows=rows, door=door, now=now, by=by)
            transaction.set_rollback(True)
        return answers
    answers = []
    while part := list(islice(rows, BATCH)):
        answers += take_in(organisation_id=organisation_id, rows=part, door=door, now=now, by=by)
    _tell(organisation_id, name, answers, by)
    return answers


@transaction.atomic
def _tell(organisation_id: int, name: str, answers: Sequence[Answer], by: Actor) -> None:
    count_use(organisation_id=organisation_id)
    counts = {verdict.value: counted(answers).get(verdict.value, 0) for verdict in Verdict}
    record(FileReadIn(organisation_id=organisation_id, import_id=0, name=name[-200:], **counts), by=by)


def rows_for(board: int, content: bytes, name: str) -> Iterator[Row]:
    """The rows of a file, its columns as the board meant them before, or else guessed."""
    if is_of_devices(content, name):
        yield from devices(content, name)
        return
    meant, kind = remembered(board, table(content).headings)
    yield from rows_of(content, name, _as_data(meant), kind)


# ── agents ───────────────────────────────────────────────────────────────────
@transaction.atomic
def make_agent_key(*, name: str, now: datetime, by: Actor) -> tuple[AgentKey, str]:
    """Make a key with which agents report for one's own board; it is told once, only its mark is kept."""
    require(access.may_keep_estate(by))
    refuse_if([] if name.strip() else [Reason("name", _("Say for what this key is."), "name")])
    key = KEY_START + secrets.token_urlsafe(32)
    row = AgentKey.objects.create(
        organisation_id=by.organisation_id or 0,
        name=name.strip()[:80],
        mark=marked(key),
        made_at=now,
        made_by_id=by.person_id,
    )
    record(AgentKeyMade(organisation_id=row.organisation_id, name=row.name), by=by)
    return row, key


@transaction.atomic
def end_agent_key(*, key_id: int, now: datetime, by: Actor) -> AgentKey:
    """From now on nothing reports with it."""
    row = access.visible_agent_keys(by).select_for_update().filter(pk=key_id).first()
    if row is None:
        raise Denied
    refuse_if([Reason("ended", _("This key has ended already."))] if row.ended_at else [])
    row.ended_at, row.ended_by_id = now, by.person_id
    row.save(update_fields=["ended_at", "ended_by_id"])
    record(AgentKeyEnded(organisation_id=row.organisation_id, name=row.name), by=by)
    return row


def marked(key: str) -> str:
    """A key of 190 bits or more needs no slow hash."""
    return sha256(key.encode()).hexdigest()


@transaction.atomic
def report_device(*, key: AgentKey, row: Row, tag: str, now: datetime, today: date, by: Actor) -> Answer:
    """What an agent tells of its device, for the board of its key. One that says that it is of another board is refused."""
    if queries.names_another_board(tag, key.organisation_id):
        raise Denied
    (answer,) = take_in(organisation_id=key.organisation_id, rows=[row], door=Door.AGENT, now=now, by=by)
    if key.last_used_on != today:
        AgentKey.objects.filter(pk=key.pk).update(last_used_on=today)
    if answer.verdict is Verdict.NEW and answer.asset_id:
        fact = AssetReported(organisation_id=key.organisation_id, asset_id=answer.asset_id, name=row.label)
        record(fact, by=by)
    return answer
