"""Maps of groups of boards."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from steunpunt.bundle.partnerships.values import Division, Region
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.organisations.public import Kind
from steunpunt.foundation.ui import maps

TONES = 8
"""Colours that neighbouring groups can have: `map-g0` to `map-g7` in the style sheet."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The land of boards, read once for all maps of a page."""

    lands: Mapping[int, int]
    """The board of each piece of land."""
    outlines: Mapping[str, Any]

    def coloured(self, words: Mapping[int, tuple[str, str]], label: str) -> maps.Map | None:
        tones = {land: words[board] for land, board in self.lands.items() if board in words}
        return maps.draw(self.outlines, label=label, tones=tones)


def ground(boards: Sequence[int], kind: str, on: date) -> Ground:
    """Of an OCMW the land of its municipality, of a zone that of all its members."""
    if kind == Kind.POLICE_ZONE:
        lands = {land: zone for zone, members in organisations.members_of_each(boards, on).items() for land in members}
    else:
        lands = {land: board for board, land in organisations.land_of(boards, on).items()}
    return Ground(lands, organisations.outlines(set(lands), on))


def tones(division: Division, region: Region) -> list[str]:
    """A colour for each group such that groups that touch differ, as far as there are colours."""
    of = {board: number for number, group in enumerate(division.groups) for board in group.members}
    touching: dict[int, set[int]] = {}
    for one, other in region.borders:
        if one in of and other in of and of[one] != of[other]:
            touching.setdefault(of[one], set()).add(of[other])
            touching.setdefault(of[other], set()).add(of[one])
    chosen: dict[int, int] = {}
    for number in range(len(division.groups)):
        taken = {chosen[other] for other in touching.get(number, ()) if other in chosen}
        chosen[number] = next((tone for tone in range(TONES) if tone not in taken), number % TONES)
    return [f"g{chosen[number]}" for number in range(len(division.groups))]
