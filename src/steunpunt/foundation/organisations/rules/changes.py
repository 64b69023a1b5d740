"""What a new reference file would change: the same list for the dry run that shows and the action that does."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.organisations import reasons
from steunpunt.foundation.organisations.choices import ChangeKind
from steunpunt.foundation.organisations.values import Change, Listed, Period

_PLAIN = (
    "nis_code",
    "zone_code",
    "enterprise_number",
    "ovo_code",
    "uri",
    "province",
    "arrondissement",
    "website",
    "seat",
    "welfare_centre_of",
)
_NAMES = ("name", "name_fr")


def changes(current: Mapping[str, Listed], new: Mapping[str, Listed]) -> list[Change]:
    """Additions, other names, mergers, endings and other changes, in the order of the keys.

    An organisation that the new file does not list stays as it is: a file says what it knows, not what it lacks.
    A value that the new file leaves empty stays as well.
    """
    return [change for key in sorted(new) for change in _changes_of(current.get(key), new[key])]


def _changes_of(before: Listed | None, after: Listed) -> Iterator[Change]:
    if before is None:
        details = (("valid_from", "", _day(after.period.valid_from)),) if after.period.valid_from else ()
        yield Change(ChangeKind.ADDED, after.key, after.name, details)
        return
    renamed = _differences(before, after, _NAMES)
    if renamed:
        yield Change(ChangeKind.RENAMED, after.key, after.name, renamed)
    end = after.period.valid_to
    if after.merged_into and after.merged_into != before.merged_into:
        yield Change(
            ChangeKind.MERGED,
            after.key,
            after.name,
            (("merged_into", "", after.merged_into), ("valid_to", "", _day(end))),
        )
    elif end and end != before.period.valid_to:
        yield Change(ChangeKind.ENDED, after.key, after.name, (("valid_to", _day(before.period.valid_to), _day(end)),))
    other = _differences(before, after, _PLAIN) + _memberships(before, after)
    if other:
        yield Change(ChangeKind.CHANGED, after.key, after.name, other)


def _differences(before: Listed, after: Listed, names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (name, str(getattr(before, name) or ""), str(getattr(after, name)))
        for name in names
        if getattr(after, name) and getattr(after, name) != getattr(before, name)
    )


def _memberships(before: Listed, after: Listed) -> tuple[tuple[str, str, str], ...]:
    now = _members(before, after)
    return tuple(
        ("member_of", f"{zone} {_days(before.member_of.get(zone))}".strip(), f"{zone} {_days(now[zone])}".strip())
        for zone in sorted(after.member_of)
        if before.member_of.get(zone) != now[zone]
    )


def _members(before: Listed, after: Listed) -> dict[str, Period]:
    """Zones with their days: an end that is known stays, also when an older file does not know it yet."""
    now = {zone: _kept(before.member_of.get(zone), period) for zone, period in after.member_of.items()}
    return {**before.member_of, **now}


def _kept(before: Period | None, after: Period) -> Period:
    known = before or after
    return Period(after.valid_from or known.valid_from, after.valid_to or known.valid_to)


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _days(period: Period | None) -> str:
    if period is None:
        return "–"
    return f"{_day(period.valid_from)} – {_day(period.valid_to)}"


def merged(before: Listed | None, after: Listed) -> Listed:
    """The organisation after the new file: what the file leaves empty stays."""
    if before is None:
        return after
    kept = {
        item.name: getattr(before, item.name)
        for item in fields(Listed)
        if item.name not in {"key", "kind", "period", "member_of"} and not getattr(after, item.name)
    }
    return replace(after, period=_kept(before.period, after.period), member_of=_members(before, after), **kept)


def clashes(after: Mapping[str, Listed]) -> Iterator[tuple[frozenset[str], Reason]]:
    """Which organisations cannot stand side by side, and why: one enterprise number twice at a time, or a loose end."""
    holders: dict[str, list[Listed]] = {}
    for one in after.values():
        if one.enterprise_number:
            for other in holders.setdefault(one.enterprise_number, []):
                if one.period.overlaps(other.period):
                    yield frozenset({other.key, one.key}), reasons.clash("enterprise_number", other.name, one.name)
            holders[one.enterprise_number].append(one)
        for key in filter(None, (one.merged_into, one.welfare_centre_of, *one.member_of)):
            if key not in after:
                yield frozenset({one.key}), reasons.unknown_key(key, one.name)
