"""May this organisation be, change, end, merge or relate? Reasons when not."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.organisations import reasons
from steunpunt.foundation.organisations.choices import BOARD_KINDS, ZONE_KINDS, Kind, RelationKind
from steunpunt.foundation.organisations.rules.numbers import enterprise_number_gaps, nis_code_gaps, zone_code_gaps
from steunpunt.foundation.organisations.values import Listed, OrganisationCard, Period


def key_of(*, kind: str, nis_code: str = "", zone_code: str = "", enterprise_number: str = "", name: str = "") -> str:
    """The key that tells an organisation apart in files: "municipality:24048", "police_zone:5395".

    The name serves when there is nothing official: "supplier:acme".
    """
    return f"{kind}:{nis_code or zone_code or enterprise_number or name.strip().casefold()}"


def gaps(organisation: Listed) -> Iterator[Reason]:
    """What is missing or wrong about an organisation on its own."""
    if not organisation.name.strip():
        yield reasons.name_missing()
    if organisation.enterprise_number:
        yield from enterprise_number_gaps(organisation.enterprise_number)
    if organisation.nis_code:
        if organisation.kind in {Kind.MUNICIPALITY, Kind.WELFARE_CENTRE}:
            yield from nis_code_gaps(organisation.nis_code)
        else:
            yield reasons.nis_code_only_of_municipality()
    if organisation.zone_code:
        yield from zone_code_gaps(organisation.zone_code)
    period = organisation.period
    if period.valid_from and period.valid_to and period.valid_to < period.valid_from:
        yield reasons.end_before_start()


def standing_objections(organisation: OrganisationCard, on: date) -> Iterator[Reason]:
    """Why an organisation cannot act or be acted upon on a day: it is gone, or not there yet."""
    if organisation.period.valid_to is not None and organisation.period.valid_to <= on:
        yield reasons.ended_already(organisation.name, organisation.period.valid_to)
    elif on not in organisation.period:
        yield reasons.not_there_yet(organisation.name)


def merger_objections(
    predecessors: Iterable[OrganisationCard], successor: OrganisationCard, *, on: date
) -> Iterator[Reason]:
    """Why these cannot merge into the successor on that day, the first one without them.

    The predecessors must have stood the day before. The successor may be new, or one that takes the others in.
    """
    found = list(predecessors)
    if not found:
        yield reasons.merger_of_one()
    for one in found:
        if one.id == successor.id:
            yield reasons.merger_into_itself(one.name)
        elif one.kind != successor.kind:
            yield reasons.merger_across_kinds(one.name)
        yield from standing_objections(one, on - timedelta(days=1))
    yield from standing_objections(successor, on)


_ALLOWED = {
    RelationKind.WELFARE_CENTRE_OF: frozenset({(Kind.WELFARE_CENTRE, Kind.MUNICIPALITY)}),
    RelationKind.MEMBER_OF: frozenset(
        {(Kind.MUNICIPALITY, zone) for zone in ZONE_KINDS} | {(board, Kind.PARTNERSHIP) for board in BOARD_KINDS}
    ),
}
"""Which kinds of organisation may have a relation: (source, target)."""


def relation_objections(
    source: OrganisationCard, target: OrganisationCard, kind: str, *, on: date | None
) -> Iterator[Reason]:
    """Why two organisations cannot have this relation from a day on, or from before we know.

    Mergers have their own rule and action.
    """
    if source.id == target.id:
        yield reasons.relation_with_itself()
        return
    if (source.kind, target.kind) not in _ALLOWED.get(RelationKind(kind), frozenset()):
        yield reasons.relation_of_other_kinds()
    for one in (source, target):
        if on:
            yield from standing_objections(one, on)
        elif one.period.valid_to:
            yield reasons.ended_already(one.name, one.period.valid_to)


def relation_choices(kind: str) -> Iterator[tuple[RelationKind, bool, tuple[str, ...]]]:
    """The relations that can be made by hand: which, whether as source, and kinds of the other one.

    Boards enter a partnership by their own decision, elsewhere.
    """
    for relation, pairs in _ALLOWED.items():
        by_hand = [pair for pair in pairs if Kind.PARTNERSHIP not in pair]
        if targets := tuple(sorted(target for source, target in by_hand if source == kind)):
            yield relation, True, targets
        if sources := tuple(sorted(source for source, target in by_hand if target == kind)):
            yield relation, False, sources


def relation_end_objections(kind: str, period: Period, on: date) -> Iterator[Reason]:
    """Why a relation that holds for a period cannot end on a day, the first one without it."""
    if kind == RelationKind.MERGED_INTO:
        yield reasons.merger_stays()
    elif period.valid_to is not None and period.valid_to <= on:
        yield reasons.relation_ended_already(period.valid_to)
    elif period.valid_from is not None and on < period.valid_from:
        yield reasons.relation_end_before_start(period.valid_from)


def common_period(first: Period, second: Period) -> Period | None:
    """The days that lie in both, or None."""
    if not first.overlaps(second):
        return None
    starts = [period.valid_from for period in (first, second) if period.valid_from]
    ends = [period.valid_to for period in (first, second) if period.valid_to]
    return Period(max(starts, default=None), min(ends, default=None))
