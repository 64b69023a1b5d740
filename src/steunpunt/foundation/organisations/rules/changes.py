"""What a new reference file would change: the same list for the dry run that shows and the action that does."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date

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
        (name, getattr(before, name), getattr(after, name))
        for name in names
        if getattr(after, name) and getattr(after, name) != getattr(before, name)
    )


def _memberships(before: Listed, after: Listed) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        ("member_of", f"{zone} {_days(before.member_of.get(zone))}".strip(), f"{zone} {_days(period)}".strip())
        for zone, period in sorted(after.member_of.items())
        if before.member_of.get(zone) != period
    )


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
    period = Period(
        after.period.valid_from or before.period.valid_from, after.period.valid_to or before.period.valid_to
    )
    return replace(after, period=period, member_of={**before.member_of, **after.member_of}, **kept)
