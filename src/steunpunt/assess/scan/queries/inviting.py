"""Which boards can be asked in a round, and by what they can be chosen together."""

from dataclasses import dataclass
from datetime import date

from steunpunt.assess.scan.choices import BoardType
from steunpunt.foundation.organisations import public as organisations

BOARD_TYPES = {
    "municipality": BoardType.MUNICIPALITY,
    "welfare_centre": BoardType.WELFARE_CENTRE,
    "police_zone": BoardType.POLICE_ZONE,
}
"""The kinds of organisation for which the questionnaire is written."""


@dataclass(frozen=True, slots=True)
class Choosable:
    """A board that can be asked, with the partnerships that it is a member of."""

    id: int
    name: str
    type: BoardType
    province: str
    partnerships: tuple[int, ...]


def choosable(today: date) -> tuple[list[Choosable], dict[int, str]]:
    """The boards by name, and the partnerships that have members among them: three queries."""
    boards = organisations.boards(today, kinds=BOARD_TYPES)
    names = {group.id: group.name for group in organisations.partnerships(today)}
    groups: dict[int, list[int]] = {}
    for group, members in organisations.members_of_each(names, today).items():
        for member in members:
            groups.setdefault(member, []).append(group)
    found = [
        Choosable(board.id, board.name, BOARD_TYPES[board.kind], board.province, tuple(groups.get(board.id, ())))
        for board in boards
    ]
    used = {group for board in found for group in board.partnerships}
    return found, {group: name for group, name in names.items() if group in used}
