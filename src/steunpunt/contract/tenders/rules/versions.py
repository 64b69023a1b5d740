"""Two versions of a specification beside one another: what came, what went, what changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from steunpunt.contract.tenders.choices import Part
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.values import Specification

_ENTRIES = {
    "lots": (Part.LOTS, "number"),
    "items": (Part.ITEMS, "code"),
    "requirements": (Part.REQUIREMENTS, "code"),
    "scales": (Part.SCALES, "code"),
    "criteria": (Part.CRITERIA, "code"),
    "asked": (Part.ASKED, "code"),
}
_INSIDE = {"method": Part.METHOD, "calendar": Part.CALENDAR, "framework": Part.GENERAL}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field, or one whole entry, that differs; texts as they stood."""

    part: Part
    kind: Literal["added", "dropped", "changed"]
    code: str
    """Of the entry; empty for what is of the whole."""
    field: str
    """Which changed; empty where a whole entry came or went."""
    before: str
    after: str


def differences(before: Specification, after: Specification) -> list[Difference]:
    """In the order of the specification; nothing when both say the same."""
    old, new = specifications.as_data(before), specifications.as_data(after)
    found: list[Difference] = []
    for name in old:
        if name in _ENTRIES:
            found += _of_entries(name, old[name], new[name])
        elif name in _INSIDE:
            found += _of_fields(_INSIDE[name], "", old[name] or {}, new[name] or {})
        elif old[name] != new[name]:
            found.append(Difference(Part.GENERAL, "changed", "", name, _text(old[name]), _text(new[name])))
    return found


def _of_entries(name: str, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> Iterator[Difference]:
    part, key = _ENTRIES[name]
    was, is_now = {one[key]: one for one in old}, {one[key]: one for one in new}
    for code, entry in was.items():
        if code not in is_now:
            yield Difference(part, "dropped", str(code), "", _in_short(entry), "")
    for code, entry in is_now.items():
        if code not in was:
            yield Difference(part, "added", str(code), "", "", _in_short(entry))
        else:
            yield from _of_fields(part, str(code), was[code], entry)


def _of_fields(part: Part, code: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Difference]:
    for name in dict.fromkeys([*old, *new]):
        if old.get(name) != new.get(name):
            yield Difference(part, "changed", code, name, _text(old.get(name)), _text(new.get(name)))


def _in_short(entry: Mapping[str, Any]) -> str:
    return str(entry.get("title") or entry.get("text") or "")


def _text(value: Any) -> str:
    if value is None or value == []:
        return ""
    if isinstance(value, list):
        return "; ".join(_text(one) for one in value)
    if isinstance(value, dict):
        return " = ".join(_text(one) for one in value.values())
    return str(value)
