"""What somebody does to the things of a board by hand: write down, change, join two records, say that it is still there."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory import access, queries
from steunpunt.assess.inventory.actions.taking_in import TOLD_BY_PEOPLE
from steunpunt.assess.inventory.choices import AssetKind, Door, Reach
from steunpunt.assess.inventory.facts import (
    AssetChanged,
    AssetKept,
    AssetsMerged,
    AssetStillThere,
    EstateChosen,
    MergeUndone,
    UnseenAsked,
)
from steunpunt.assess.inventory.models import (
    AgentReport,
    Asset,
    AssetChange,
    Contract,
    EstateChoice,
    Installation,
    Merge,
)
from steunpunt.assess.inventory.rules.identity import serial_key, uuid_key
from steunpunt.assess.inventory.values import Found
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

_FILLED = (
    *(name for name in TOLD_BY_PEOPLE if name not in {"kind", "name", "state", "macs"}),
    "device_id",
    "serial_key",
    "uuid_key",
)
"""What the record that goes on takes over from the other, where it says nothing itself."""


@transaction.atomic
def keep_asset(*, found: Found, now: datetime, by: Actor, is_invented: bool = False) -> Asset:
    """Write a thing of one's own board down. One that is there already, by its serial number, is refused and named."""
    require(access.may_keep_estate(by))
    refuse_if(_wrong(found))
    board = by.organisation_id or 0
    twin = queries.same_thing(board, found)
    refuse_if([Reason("there", _("“%(name)s” has this serial number already.") % {"name": twin.name})] if twin else [])
    row = Asset(organisation_id=board, door=Door.HAND, made_at=now, seen_at=now, is_invented=is_invented)
    _write(row, found)
    row.save()
    record(AssetKept(organisation_id=board, asset_id=row.pk, name=row.name), by=by)
    return row


@transaction.atomic
def change_asset(*, asset_id: int, found: Found, seen: datetime | None, now: datetime, by: Actor) -> Asset:
    """Write down what is known now; how it was stays on record. `seen` is when it was last told of, as the form had it."""
    row = _own(asset_id, by)
    newer = _("Somebody, or its agent, told of this meanwhile. Look at it first; what you typed is kept here.")
    refuse_if([*([Reason("newer", newer)] if seen and row.seen_at != seen else []), *_wrong(found)])
    before = {name: getattr(row, name) for name in TOLD_BY_PEOPLE}
    _write(row, found)
    changed = {name: _as_data(value) for name, value in before.items() if value != getattr(row, name)}
    if not changed:
        return row
    row.seen_at = now
    row.save()
    AssetChange.objects.create(asset=row, before=changed, door=Door.HAND, told_at=now, told_by_id=by.person_id)
    record(AssetChanged(organisation_id=row.organisation_id, asset_id=row.pk, name=row.name), by=by)
    return row


@transaction.atomic
def cover_assets(*, asset_id: int, contract_ids: frozenset[int], by: Actor) -> Asset:
    """Say which contracts of one's own board cover a thing."""
    row = _own(asset_id, by)
    contracts = Contract.objects.filter(organisation_id=row.organisation_id, pk__in=contract_ids)
    if set(row.contracts.values_list("pk", flat=True)) != contract_ids:
        row.contracts.set(contracts)
        record(AssetChanged(organisation_id=row.organisation_id, asset_id=row.pk, name=row.name), by=by)
    return row


@transaction.atomic
def say_still_there(*, asset_id: int, now: datetime, by: Actor) -> Asset:
    """A thing that was not seen any more is still there."""
    row = _own(asset_id, by)
    row.seen_at = now
    row.save(update_fields=["seen_at"])
    record(AssetStillThere(organisation_id=row.organisation_id, asset_id=row.pk, name=row.name), by=by)
    return row


def _own(asset_id: int, by: Actor) -> Asset:
    row = access.own_assets(by).filter(merged_into=None).select_for_update(of=("self",)).filter(pk=asset_id).first()
    if row is None:
        raise Denied
    return row


def _write(row: Asset, found: Found) -> None:
    """All fields that people tell, as they are now: an emptied field is empty."""
    for name in TOLD_BY_PEOPLE:
        value = getattr(found, name)
        if name == "state":
            row.state = value or row.state
        elif name == "macs":
            row.macs = sorted({*row.macs, *value})
        else:
            setattr(row, name, value.strip() if isinstance(value, str) else value)
    row.kind = AssetKind(found.kind)
    row.serial_key, row.uuid_key = serial_key(row.serial), uuid_key(row.uuid)


def _wrong(found: Found) -> Iterator[Reason]:
    if not found.name.strip():
        yield Reason("name", _("Give it a name."), "name")
    if found.cost is not None and not 0 <= found.cost < Decimal(1_000_000_000):
        yield Reason("cost", _("An amount lies from zero to less than a billion euros."), "cost")
    for name in ("bought_on", "ends_on"):
        day = getattr(found, name)
        if day is not None and not date(1950, 1, 1) <= day <= date(2150, 1, 1):
            yield Reason("day", _("This day cannot be right."), name)


def _as_data(value: Any) -> Any:
    return value if isinstance(value, str | int | list) or value is None else str(value)


# ── two records of one thing ─────────────────────────────────────────────────
@transaction.atomic
def merge_assets(*, kept_id: int, gone_id: int, now: datetime, by: Actor) -> Merge:
    """Two records are of one thing: the first goes on, with what only the other knew. It can be undone.

    1. Both are locked. 2. Empty fields are filled, installations and contracts come along. 3. What it takes to undo it is kept.
    """
    rows = {
        row.pk: row
        for row in access.own_assets(by)
        .filter(merged_into=None, pk__in=[kept_id, gone_id])
        .select_for_update(of=("self",))
        .order_by("pk")
    }
    if kept_id == gone_id or rows.keys() != {kept_id, gone_id}:
        raise Denied
    kept, gone = rows[kept_id], rows[gone_id]
    before = {name: _as_data(getattr(kept, name)) for name in (*_FILLED, "macs")}
    gone_device, gone.device_id = gone.device_id, "" if not kept.device_id else gone.device_id
    gone.merged_into = kept
    gone.save(update_fields=["merged_into", "device_id"])
    for name in _FILLED:
        value = gone_device if name == "device_id" else getattr(gone, name)
        if getattr(kept, name) in ("", None):
            setattr(kept, name, value)
    kept.macs, kept.seen_at = sorted({*kept.macs, *gone.macs}), max(kept.seen_at, gone.seen_at)
    kept.save()
    moved = _bring_along(kept, gone)
    row = Merge.objects.create(
        kept=kept,
        gone=gone,
        before=before | {"gone_device_id": gone_device},
        moved=moved,
        merged_at=now,
        merged_by_id=by.person_id,
    )
    fact = AssetsMerged(organisation_id=kept.organisation_id, asset_id=kept.pk, name=kept.name, other=gone.name)
    record(fact, by=by)
    return row


def _bring_along(kept: Asset, gone: Asset) -> dict[str, Any]:
    here = set(kept.installations.filter(gone_at=None).values_list("title_id", flat=True))
    moving = gone.installations.filter(gone_at=None).exclude(title__in=here)
    installations = list(moving.order_by("pk").values_list("pk", flat=True))
    Installation.objects.filter(pk__in=installations).update(asset=kept)
    covers = set(gone.contracts.values_list("pk", flat=True)) - set(kept.contracts.values_list("pk", flat=True))
    kept.contracts.add(*covers)
    has_report = AgentReport.objects.filter(asset=kept).exists()
    took_report = not has_report and bool(AgentReport.objects.filter(asset=gone).exists())
    if took_report:
        old = AgentReport.objects.get(asset=gone)
        AgentReport.objects.create(asset=kept, content=old.content, told_at=old.told_at)
    return {"installations": installations, "contracts": sorted(covers), "report": took_report}


@transaction.atomic
def undo_merge(*, merge_id: int, now: datetime, by: Actor) -> Merge:
    """They are two things after all: both stand as before, but for what was told of the one that went on since."""
    row = Merge.objects.select_for_update().select_related("kept", "gone").filter(pk=merge_id).first()
    if row is None or not access.own_assets(by).filter(pk=row.kept_id).exists():
        raise Denied
    refuse_if([Reason("undone", _("This was undone already."))] if row.undone_at else [])
    kept, gone, before = row.kept, row.gone, dict(row.before)
    gone_device = before.pop("gone_device_id", "")
    for name, value in before.items():
        taken = gone_device if name == "device_id" else getattr(gone, name)
        if name == "macs":
            kept.macs = [mac for mac in kept.macs if mac in value or mac not in gone.macs]
        elif _as_data(getattr(kept, name)) == _as_data(taken):
            setattr(kept, name, _typed(name, value))
    kept.save()
    gone.merged_into, gone.device_id = None, gone_device
    gone.save(update_fields=["merged_into", "device_id"])
    Installation.objects.filter(pk__in=row.moved["installations"], asset=kept).update(asset=gone)
    kept.contracts.remove(*row.moved["contracts"])
    if row.moved["report"]:
        AgentReport.objects.filter(asset=kept).delete()
    row.undone_at, row.undone_by_id = now, by.person_id
    row.save(update_fields=["undone_at", "undone_by_id"])
    fact = MergeUndone(organisation_id=kept.organisation_id, asset_id=kept.pk, name=kept.name, other=gone.name)
    record(fact, by=by)
    return row


def _typed(name: str, value: Any) -> Any:
    if name in {"bought_on", "ends_on"}:
        return parse_date(value) if value else None
    return Decimal(value) if name == "cost" and value is not None else value


# ── what the board chose, and what is not seen any more ──────────────────────
@transaction.atomic
def choose(*, reach: Reach, unseen_weeks: int, now: datetime, by: Actor) -> EstateChoice:
    """Choose which boards see the landscape, and after how many weeks to ask about what is not seen."""
    require(access.may_keep_estate(by))
    text = _("Choose from 1 to 104 weeks.")
    refuse_if([] if 1 <= unseen_weeks <= 104 else [Reason("weeks", text, "unseen_weeks")])
    row = EstateChoice.objects.create(
        organisation_id=by.organisation_id or 0,
        reach=reach,
        unseen_weeks=unseen_weeks,
        told_at=now,
        told_by_id=by.person_id,
    )
    fact = EstateChosen(organisation_id=row.organisation_id, reach=reach.value, weeks=unseen_weeks)
    record(fact, by=by)
    return row


def ask_about_unseen(*, now: datetime, by: Actor) -> int:
    """Ask boards about devices that their agents do not tell of any more; answers how many boards. Each by itself."""
    return sum(_ask_board(board, now=now, by=by) for board in queries.boards_with_agents())


@transaction.atomic
def _ask_board(board: int, *, now: datetime, by: Actor) -> bool:
    weeks = queries.choice_of(board).unseen_weeks
    # Those that crossed the line in the week behind us: a board is asked once about each, and again when it comes back.
    upto = now - timedelta(weeks=weeks)
    count = queries.unseen(board, upto).filter(seen_at__gt=upto - timedelta(weeks=1)).count()
    if not count:
        return False
    notices.notify(
        kind="inventory.unseen",
        organisation_id=board,
        to=people_of.members(board, people_of.Role.ICT_MANAGER),
        title=_("%(n)s devices were not seen for %(weeks)s weeks: are they still there?"),
        params={"n": count, "weeks": weeks},
        url=reverse("inventory:assets") + "?gezien=lang",
        now=now,
        by=by,
    )
    record(UnseenAsked(organisation_id=board, assets=count), by=by)
    return True
