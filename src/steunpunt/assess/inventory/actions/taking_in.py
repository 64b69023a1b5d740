"""The one way in: what a form, a spreadsheet or an agent tells becomes things of the estate, many at a time.

Known again by agent, UUID, serial number, network address, and by the board's own number where people say so; what is
known is changed, never doubled, and how it was stays on record.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from steunpunt.assess.inventory.actions.installing import install
from steunpunt.assess.inventory.choices import AssetState, Door, Verdict
from steunpunt.assess.inventory.models import AgentReport, Asset, AssetChange
from steunpunt.assess.inventory.rules.identity import serial_key, uuid_key
from steunpunt.assess.inventory.values import Answer, Fault, Found, Row
from steunpunt.foundation.acting import Actor

BATCH = 500
TOLD_BY_AGENTS = ("manufacturer", "model", "serial", "uuid", "device_id", "macs")
"""What an agent knows better than anybody; the rest it only fills."""
FILLED_BY_AGENTS = ("kind", "name", "tag")
TOLD_BY_PEOPLE = (
    "kind",
    "name",
    "tag",
    "manufacturer",
    "model",
    "serial",
    "uuid",
    "macs",
    "place",
    "user_group",
    "state",
    "count",
    "cost",
    "bought_on",
    "ends_on",
    "supplier",
    "note",
)
_SEEN_ALIVE = frozenset({AssetState.RETIRED, AssetState.LOST, AssetState.IN_STOCK})
"""A thing in one of these states of which its agent tells is in use."""
_STORED = [*dict.fromkeys((*TOLD_BY_PEOPLE, *TOLD_BY_AGENTS)), "serial_key", "uuid_key", "seen_at"]


@dataclass(slots=True)
class _Known:
    """The things of a board by their marks; what was merged leads to what goes on."""

    by_device: dict[str, Asset] = field(default_factory=dict)
    by_uuid: dict[str, Asset] = field(default_factory=dict)
    by_serial: dict[str, Asset] = field(default_factory=dict)
    by_mac: dict[str, Asset] = field(default_factory=dict)
    by_tag: dict[str, Asset] = field(default_factory=dict)

    def add(self, asset: Asset, marks: Asset | None = None) -> None:
        """`marks` is the record whose marks lead to `asset`: itself, or one that was merged into it."""
        of = marks or asset
        for table, mark in (
            (self.by_device, of.device_id),
            (self.by_uuid, of.uuid_key),
            (self.by_serial, of.serial_key),
            (self.by_tag, of.tag),
        ):
            if mark:
                table.setdefault(mark, asset)
        for mac in of.macs:
            self.by_mac.setdefault(mac, asset)

    def find(self, found: Found, door: Door) -> Asset | None:
        uuid, serial = uuid_key(found.uuid), serial_key(found.serial)
        asset = self.by_device.get(found.device_id) or self.by_uuid.get(uuid)
        if asset is None and (other := self.by_serial.get(serial)) and not _differ(other.uuid_key, uuid):
            asset = other
        for mac in found.macs if asset is None else ():
            other = self.by_mac.get(mac)
            if other and not _differ(other.uuid_key, uuid) and not _differ(other.serial_key, serial):
                asset = other
                break
        if asset is None and door is not Door.AGENT:
            asset = self.by_tag.get(found.tag)
        return asset


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


@transaction.atomic
def take_in(
    *, organisation_id: int, rows: Iterable[Row], door: Door, now: datetime, by: Actor, is_invented: bool = False
) -> list[Answer]:
    """Take rows in, `BATCH` at a time; answers what became of each, in their order. The caller asked whether it may."""
    answers: list[Answer] = []
    batch: list[Row] = []
    for row in rows:
        batch.append(row)
        if len(batch) == BATCH:
            answers += _batch(organisation_id, batch, door, now, by, is_invented=is_invented)
            batch = []
    return answers + _batch(organisation_id, batch, door, now, by, is_invented=is_invented)


def _batch(
    organisation_id: int, rows: Sequence[Row], door: Door, now: datetime, by: Actor, *, is_invented: bool
) -> list[Answer]:
    """1. What is known is read at once. 2. Row by row it is changed, or made. 3. All is written at once."""
    there = [row for row in rows if row.found and not any(fault.is_grave for fault in row.faults)]
    known = _known(organisation_id, [row.found for row in there if row.found])
    new: list[Asset] = []
    before: dict[int, dict[str, Any]] = {}  # by the identity of the object: new ones have no id yet
    touched: dict[int, Asset] = {}
    asset_of: dict[int, Asset] = {}
    for place, row in enumerate(rows):
        found = row.found
        if found is None or any(fault.is_grave for fault in row.faults):
            continue
        asset = known.find(found, door)
        if asset is None:
            asset = Asset(organisation_id=organisation_id, door=door, made_at=now, seen_at=now, is_invented=is_invented)
            _fill(asset, found, door)
            new.append(asset)
        else:
            changed = _change(asset, found, door)
            if asset.pk:
                before.setdefault(id(asset), {}).update(
                    {name: value for name, value in changed.items() if name not in before.get(id(asset), {})}
                )
                touched[id(asset)] = asset
            asset.seen_at = now
        known.add(asset)
        asset_of[place] = asset
    Asset.objects.bulk_create(new)
    Asset.objects.bulk_update(touched.values(), _STORED, batch_size=BATCH)
    AssetChange.objects.bulk_create(
        AssetChange(asset=touched[key], before=values, door=door, told_at=now, told_by_id=by.person_id)
        for key, values in before.items()
        if values
    )
    latest = {id(asset_of[place]): rows[place].found for place in asset_of}
    _report([(asset_of[place], rows[place].found) for place in asset_of], now)
    moved = install(
        [
            (asset, found.software)
            for asset in {id(one): one for one in asset_of.values()}.values()
            if (found := latest[id(asset)]) and found.software is not None
        ],
        now=now,
    )
    created = {id(asset) for asset in new}
    return list(_answers(rows, asset_of, created, before, moved))


def _answers(
    rows: Sequence[Row],
    asset_of: Mapping[int, Asset],
    created: set[int],
    before: Mapping[int, Mapping[str, Any]],
    moved: set[int],
) -> Iterator[Answer]:
    told: set[int] = set()
    for place, row in enumerate(rows):
        asset = asset_of.get(place)
        if asset is None:
            yield Answer(row=_bare(row), verdict=Verdict.REFUSED, faults=row.faults)
            continue
        key = id(asset)
        is_first, told = key not in told, told | {key}
        if key in created and is_first:
            verdict = Verdict.NEW
        elif not is_first or before.get(key) or asset.pk in moved:
            verdict = Verdict.CHANGED
        else:
            verdict = Verdict.SAME
        twice = () if is_first else (Fault("twice_in_file", value=asset.name),)
        yield Answer(row=_bare(row), verdict=verdict, asset_id=asset.pk, faults=(*row.faults, *twice))


def _bare(row: Row) -> Row:
    """The row without what it brought: thousands of answers stay small."""
    return replace(row, found=None)


def _known(organisation_id: int, found: Sequence[Found]) -> _Known:
    """The things of a board that one of these could be: one query, and one for what merged ones lead to."""
    marks = Q(device_id__in={one.device_id for one in found} - {""})
    marks |= Q(uuid_key__in={uuid_key(one.uuid) for one in found} - {""})
    marks |= Q(serial_key__in={serial_key(one.serial) for one in found} - {""})
    marks |= Q(tag__in={one.tag for one in found} - {""})
    macs = sorted({mac for one in found for mac in one.macs})
    if macs:
        marks |= Q(macs__overlap=macs)
    rows = Asset.objects.filter(marks, organisation_id=organisation_id).select_for_update().order_by("pk")
    known, merged = _Known(), []
    for row in rows:
        if row.merged_into_id is None:
            known.add(row)
        else:
            merged.append(row)
    if merged:
        there = {asset.pk: asset for table in (known.by_device, known.by_uuid) for asset in table.values()}
        kept = {row.pk: row for row in Asset.objects.filter(pk__in={one.merged_into_id for one in merged})}
        for row in merged:
            into = there.get(row.merged_into_id or 0) or kept.get(row.merged_into_id or 0)
            if into and into.merged_into_id is None:
                known.add(into, row)
    return known


def _fill(asset: Asset, found: Found, door: Door) -> None:
    """A new thing: everything that was said."""
    for name in (*TOLD_BY_PEOPLE, "device_id"):
        value = getattr(found, name)
        if value not in (None, "", ()):
            setattr(asset, name, list(value) if name == "macs" else value)
    asset.state = asset.state or AssetState.IN_USE
    _mark(asset)


def _change(asset: Asset, found: Found, door: Door) -> dict[str, Any]:
    """What changes of a thing that is known, as it was. What is empty says nothing."""
    before: dict[str, Any] = {}
    names = TOLD_BY_PEOPLE if door is not Door.AGENT else (*TOLD_BY_AGENTS, *_filled(asset))
    for name in names:
        value = getattr(found, name)
        if value in (None, "", ()):
            continue
        value = sorted({*asset.macs, *value}) if name == "macs" else value
        if value != getattr(asset, name):
            before[name] = _as_data(getattr(asset, name))
            setattr(asset, name, value)
    if door is Door.AGENT and asset.state in _SEEN_ALIVE:
        before["state"], asset.state = asset.state, AssetState.IN_USE
    _mark(asset)
    return before


def _filled(asset: Asset) -> tuple[str, ...]:
    """What an agent may say of a thing beside what it knows best: the names that it gave itself, and what is still empty."""
    if asset.door == Door.AGENT:
        return FILLED_BY_AGENTS
    return tuple(name for name in FILLED_BY_AGENTS if not getattr(asset, name))


def _mark(asset: Asset) -> None:
    asset.serial_key, asset.uuid_key = serial_key(asset.serial), uuid_key(asset.uuid)


def _as_data(value: Any) -> Any:
    return value if isinstance(value, str | int | list) or value is None else str(value)


def _report(told: Sequence[tuple[Asset, Found | None]], now: datetime) -> None:
    """Keep what agents told: the whole, or for a partial inventory the sections that it has."""
    found = [(asset, one) for asset, one in told if one and one.content is not None]
    partial = [asset.pk for asset, one in found if one.is_partial]
    earlier = dict(AgentReport.objects.filter(asset__in=partial).values_list("asset_id", "content")) if partial else {}
    rows: dict[int, AgentReport] = {}
    for asset, one in found:
        old = rows[asset.pk].content if asset.pk in rows else earlier.get(asset.pk, {})
        content = {**old, **(one.content or {})} if one.is_partial else dict(one.content or {})
        rows[asset.pk] = AgentReport(asset=asset, content=content, told_at=now)
    AgentReport.objects.bulk_create(
        rows.values(), update_conflicts=True, unique_fields=["asset"], update_fields=["content", "told_at"]
    )
