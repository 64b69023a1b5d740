"""Reads of the estate: what a board has, what looks like one thing twice, what is not seen any more."""

from datetime import datetime
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.choices import AssetKind, AssetState, Reach
from steunpunt.assess.inventory.models import AgentKey, Asset, EstateChoice, Installation
from steunpunt.assess.inventory.rules.identity import serial_key, uuid_key
from steunpunt.assess.inventory.values import Found
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

_HERE = [AssetState.IN_USE, AssetState.IN_STOCK, AssetState.IN_REPAIR]


def assets(actor: Actor) -> QuerySet[Asset]:
    return access.visible_assets(actor).order_by("name", "pk")


def totals(rows: QuerySet[Asset]) -> list[tuple[AssetKind, int, Decimal]]:
    """By kind: how many there are (mailboxes and seats as counted), and what they cost together. One query."""
    here = rows.filter(state__in=_HERE).order_by().values_list("kind")
    found = here.annotate(n=Sum(Coalesce("count", 1)), cost=Coalesce(Sum("cost"), Decimal(0)))
    by_kind = {kind: (n, cost) for kind, n, cost in found}
    return [(kind, *by_kind[kind.value]) for kind in AssetKind if kind.value in by_kind]


def same_thing(board: int, found: Found) -> Asset | None:
    """A thing of the board with the same serial number or UUID: one query, none without either."""
    serial, uuid = serial_key(found.serial), uuid_key(found.uuid)
    rows = Asset.objects.filter(organisation_id=board, merged_into=None)
    if serial:
        return rows.filter(serial_key=serial).order_by("pk").first()
    return rows.filter(uuid_key=uuid).order_by("pk").first() if uuid else None


def twins(actor: Actor) -> list[tuple[str, list[Asset]]]:
    """Records of one board that look like one thing, by the mark that they share: four queries."""
    rows, found = access.visible_assets(actor), []
    for name in ("serial_key", "uuid_key"):
        marks = rows.exclude(**{name: ""}).order_by().values_list(name).annotate(n=Count("pk")).filter(n__gt=1)
        shared = [mark for mark, _n in marks[:50]]
        groups: dict[str, list[Asset]] = {mark: [] for mark in shared}
        for row in rows.filter(**{f"{name}__in": shared}).order_by("pk"):
            groups[getattr(row, name)].append(row)
        found += list(groups.items())
    seen: set[frozenset[int]] = set()
    unique = []
    for mark, group in found:
        ids = frozenset(row.pk for row in group)
        if ids not in seen:
            seen.add(ids)
            unique.append((mark, group))
    return unique


def software_on(asset: Asset) -> list[Installation]:
    """What runs on it now, the system first: one query."""
    rows = asset.installations.filter(gone_at=None).select_related("title__product")
    return list(rows.order_by("-title__product__is_system", "title__product__name", "pk"))


def choice_of(board: int) -> EstateChoice:
    """What a board chose; what holds as long as it chose nothing."""
    row = EstateChoice.objects.filter(organisation_id=board).order_by("-pk").first()
    return row or EstateChoice(organisation_id=board, reach=Reach.NOBODY)


def unseen(board: int, upto: datetime) -> QuerySet[Asset]:
    """Devices with an agent of which nothing was heard since a moment, and that should be there."""
    rows = Asset.objects.filter(organisation_id=board, merged_into=None, seen_at__lte=upto, state=AssetState.IN_USE)
    return rows.exclude(device_id="").order_by("seen_at", "pk")


def boards_with_agents() -> list[int]:
    rows = Asset.objects.exclude(device_id="").order_by("organisation_id").distinct("organisation_id")
    return list(rows.values_list("organisation_id", flat=True))


def key_by(mark: str) -> AgentKey | None:
    return AgentKey.objects.select_related("organisation").filter(mark=mark, ended_at=None).first()


def names_another_board(tag: str, own: int) -> bool:
    """Whether a tag that an agent sends is the code of a board, and not of its own: NIS code or enterprise number."""
    boards = {board.id for board in organisations.boards_by_code(tag)} if any(map(str.isdigit, tag)) else set()
    return bool(boards) and own not in boards
