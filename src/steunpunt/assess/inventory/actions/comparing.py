"""Showing boards where their contracts stand: figures of groups are released once, and kept as they were shown."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory import access, queries
from steunpunt.assess.inventory.choices import OPTIONS, ServiceKind
from steunpunt.assess.inventory.facts import IndexTold, PriceLevelReleased, PricesReleased, SupplierReplied
from steunpunt.assess.inventory.models import Contract, PriceIndex, PriceRelease, SupplierReply
from steunpunt.assess.inventory.rules import baskets, comparison, levels
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.figures.disclosure import Release, next_groups, release
from steunpunt.foundation.journal.public import record


def release_prices(*, now: datetime, by: Actor) -> int:
    """Show every board whose contracts count where it stands among the others; answers how many new figures there are.

    Safe to run again: a group that was shown is not shown anew. Each kind by itself, then over all kinds, under a lock.
    """
    each = sum(_release_kind(kind, unit, now=now, by=by) for kind, unit in queries.kinds_in_use())
    return each + _release_levels(now=now, by=by)


@transaction.atomic
def _release_kind(kind: str, unit: str, *, now: datetime, by: Actor) -> int:
    _hold(queries.counted().filter(current__kind=kind, current__unit=unit))
    terms, index, made = queries.terms_by_board(kind, unit), queries.index(), 0
    for board in terms:
        earlier = _earlier(board, kind, unit)
        group = _next(frozenset(terms) - {board}, earlier)
        if group:
            figures = comparison.figures([terms[one] for one in sorted(group)], list(OPTIONS[kind]), index, now.year)
            PriceRelease.objects.create(
                organisation_id=board, kind=kind, unit=unit, boards=sorted(group), figures=figures, released_at=now
            )
            record(PricesReleased(organisation_id=board, kind=kind, boards=len(group)), by=by)
            made += 1
    return made


@transaction.atomic
def _release_levels(*, now: datetime, by: Actor) -> int:
    _hold(queries.counted())
    bought, index, made = queries.baskets(), queries.index(), 0
    lines_of = {board: frozenset(basket) for board, basket in bought.items()}
    for board, own in lines_of.items():
        others, _lines = baskets.in_common(own, {one: lines for one, lines in lines_of.items() if one != board})
        shown = queries.released(board, queries.ALL_KINDS, "")
        group = _next(others, [frozenset(row.boards) for row in shown])
        if not group:
            continue
        lines = frozenset(line for line in own if _line_may_be_shown(line, group, lines_of, shown))
        if len(lines) < levels.LEAST_COMMON_LINES:
            continue
        found = baskets.figures({one: bought[one] for one in group}, lines, queries.asked_of(lines), index, now.year)
        if found:
            PriceRelease.objects.create(
                organisation_id=board, kind=queries.ALL_KINDS, boards=sorted(group), figures=found, released_at=now
            )
            record(PriceLevelReleased(organisation_id=board, boards=len(group), kinds=len(lines)), by=by)
            made += 1
    return made


def _line_may_be_shown(
    line: str, group: frozenset[int], lines_of: Mapping[int, frozenset[str]], shown: list[PriceRelease]
) -> bool:
    """Each line by itself too: of three boards that came perhaps one buys it, and the difference would be about that one."""
    buyers = frozenset(board for board in group if line in lines_of[board])
    lines = [row.figures["lines"] for row in shown]
    return _may_be_shown(buyers, [frozenset(one[line]["boards"]) for one in lines if line in one])


def _hold(rows: QuerySet[Contract]) -> None:
    list(rows.select_for_update(of=("self",)).values_list("pk", flat=True))


def _earlier(board: int, kind: str, unit: str) -> list[frozenset[int]]:
    return [frozenset(row.boards) for row in queries.released(board, kind, unit)]


def _next(others: frozenset[int], earlier: list[frozenset[int]]) -> frozenset[int] | None:
    """The group of which figures can be shown now; None when there is none, or none that was not shown already."""
    for group in next_groups(others, earlier):
        if group in earlier:
            return None
        if group <= others and _may_be_shown(group, earlier):
            return group
    return None


def _may_be_shown(group: frozenset[int], earlier: list[frozenset[int]]) -> bool:
    known = [(str(place), frozenset(map(str, one))) for place, one in enumerate(earlier)]
    return release(frozenset(map(str, group)), known).release is Release.VISIBLE


@transaction.atomic
def tell_index(
    *, year: int, value: Decimal, source: str, now: datetime, by: Actor, is_invented: bool = False
) -> PriceIndex:
    """Say what the index was in a year, and who says so: the support point."""
    require(access.keeps_products(by))
    refuse_if(_wrong_index(year, value, source))
    row = PriceIndex.objects.create(
        year=year, value=value, source=source.strip(), is_invented=is_invented, told_at=now, told_by_id=by.person_id
    )
    record(IndexTold(organisation_id=by.organisation_id, year=year, value=value), by=by)
    return row


def _wrong_index(year: int, value: Decimal, source: str) -> Iterator[Reason]:
    if not 1950 <= year <= 2150:
        yield Reason("year", _("This year cannot be right."), "year")
    if not 0 < value < 100_000:
        yield Reason("value", _("An index lies above zero."), "value")
    if not source.strip():
        yield Reason("source", _("Say where this stands."), "source")


@transaction.atomic
def reply(*, kind: ServiceKind, text: str, now: datetime, by: Actor) -> SupplierReply:
    """A supplier says what it has to say about a kind of service in which boards name it; it sees no price of anybody."""
    require(access.replies(by))
    known = {one for one, _n in queries.kinds_of_supplier(by)}
    refuse_if([] if kind.value in known else [Reason("kind", _("No contract with you counts in this kind."), "kind")])
    refuse_if([Reason("long", _("At most 2,000 signs."), "text")] if len(text) > 2_000 else [])
    row = SupplierReply.objects.create(
        organisation_id=by.organisation_id or 0, kind=kind, text=text.strip(), told_at=now, told_by_id=by.person_id
    )
    record(SupplierReplied(organisation_id=row.organisation_id, kind=kind.value), by=by)
    return row
