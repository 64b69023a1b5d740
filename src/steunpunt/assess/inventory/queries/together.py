"""Reads of what boards have beside each other: contracts that end together, a joint inventory, doubles after a merger."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from steunpunt.assess.inventory import access
from steunpunt.assess.inventory.choices import AssetKind, AssetState, Outlook, Reach
from steunpunt.assess.inventory.models import Asset, Contract
from steunpunt.assess.inventory.rules.together import Ends, Window, windows
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations

AHEAD = timedelta(days=3 * 365)
_HERE = [AssetState.IN_USE, AssetState.IN_STOCK, AssetState.IN_REPAIR]


def comparable_in_time(actor: Actor, today: date) -> QuerySet[Contract]:
    """Contracts whose ends this actor may lay beside each other: for an adviser those that boards share, for a board its own
    and those that boards of its partnerships show by name.
    """
    rows = Contract.objects.select_related("current", "organisation").exclude(outlook=Outlook.ENDED.value)
    rows = rows.filter(ends_on__gt=today, ends_on__lte=today + AHEAD)
    if access.advises(actor):
        return rows.filter(current__is_shared=True)
    own = actor.organisation_id or 0
    groups = organisations.partnerships_of(own, today) if access.sees_contracts(actor) else []
    together = organisations.members_of_each([group.id for group in groups], today)
    partners = {board for members in together.values() for board in members} - {own}
    shown = Q(organisation__in=partners) & ~Q(current__shown_to=Reach.NOBODY.value)
    return rows.filter(Q(organisation_id=own) | shown) if access.sees_contracts(actor) else rows.none()


def ending_together(actor: Actor, today: date) -> list[tuple[Window, list[Contract]]]:
    """Windows in which contracts of several boards end, with those contracts; a board sees those in which its own ends."""
    rows = {row.pk: row for row in comparable_in_time(actor, today).order_by("ends_on", "pk")}
    found = windows(
        Ends(
            contract_id=row.pk,
            board=row.organisation_id,
            kind=row.current.kind,
            unit=row.current.unit,
            on=row.ends_on,
            units=row.current.units,
        )
        for row in rows.values()
        if row.current and row.ends_on
    )
    if not access.advises(actor):
        found = [window for window in found if actor.organisation_id in window.boards]
    return [(window, [rows[one.contract_id] for one in window.contracts]) for window in found]


@dataclass(frozen=True, slots=True)
class Joint:
    """What one board of a partnership has, as it lets the others see it: numbers by kind."""

    board_id: int
    board: str
    counts: dict[str, int]


def joint_inventory(actor: Actor, group_id: int, today: date) -> tuple[list[Joint], list[str]]:
    """What members have that show it, one's own board first to consent; and the names of those that do not. Five queries."""
    own = actor.organisation_id or 0
    members = set(organisations.members_of(group_id, today))
    if own not in members or not access.sees_landscape(actor):
        return [], []
    shown = (access.boards_that_show(own, today) & members) | {own}
    names = organisations.names(members)
    rows = Asset.objects.filter(organisation_id__in=shown, merged_into=None, state__in=_HERE).order_by()
    counts: dict[int, dict[str, int]] = {board: {} for board in shown}
    for board, kind, n in rows.values_list("organisation_id", "kind").annotate(n=Sum(Coalesce("count", 1))):
        counts[board][kind] = n
    found = [Joint(board, names[board], counts[board]) for board in shown]
    hidden = sorted(names[board] for board in members - shown)
    return sorted(found, key=lambda one: one.board), hidden


def kinds_of(rows: Sequence[Joint]) -> list[AssetKind]:
    there = {kind for row in rows for kind in row.counts}
    return [kind for kind in AssetKind if kind.value in there]


def doubles(actor: Actor) -> list[list[Contract]]:
    """Contracts of one's own board with the same supplier for the same kind of service: perhaps one too many. One query."""
    groups: dict[tuple[str, str], list[Contract]] = {}
    for row in access.visible_contracts(actor).exclude(outlook=Outlook.ENDED.value).order_by("pk"):
        if row.current and not actor.is_of_support_point:
            groups.setdefault((row.current.kind, row.current.supplier.strip().lower()), []).append(row)
    return [rows for rows in groups.values() if len(rows) > 1]


def yearly_of(rows: Sequence[Contract]) -> Decimal:
    """What contracts cost together each year, as far as it may be seen."""
    return sum(
        (
            row.current.yearly
            for row in rows
            if row.current and row.current.yearly and not row.current.is_price_confidential
        ),
        Decimal(0),
    )
