"""What each board was shown of others in a round: the groups that decide what may be shown next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import Release
from steunpunt.assess.scan.models import Consent, OpenFile, ReleasedGroup, Scan

Members = frozenset[int]
WHOLE = "*"
"""Stands in place of a domain for the chosen group as a whole."""

FACTS = "facts"
"""Stands in place of a domain for the facts, which share one group."""

UNNAMED = frozenset({WHOLE, FACTS})
"""What boards never show by name."""


@dataclass(slots=True)
class Seen:
    """What one board was shown: by the default rule, by its own choice, and in the open file of the round.

    Its own scan is left out of every group: it knows that itself.
    """

    viewer: int
    groups: Mapping[str, list[Members]]
    of_same_scale: frozenset[tuple[str, Members]]
    named: Members
    """The scans whose scores it sees, or saw, by name."""

    def allows(self, domain: str, group: Members) -> bool:
        """Whether the figures of a group may be shown beside everything that was."""
        earlier = [(str(place), _names(members)) for place, members in enumerate(self.groups.get(domain, []))]
        named = frozenset() if domain in UNNAMED else _names(self.named)
        return rules.release(_names(group), earlier, named=named).release is Release.VISIBLE


@dataclass(slots=True)
class Ledger:
    """Released groups by viewer, and the groups that everybody may see by domain."""

    by_viewer: dict[int, list[tuple[str, Members, bool]]] = field(default_factory=dict)
    """Domain, members, whether it was the board's own choice."""
    public: dict[str, list[Members]] = field(default_factory=dict)
    circles: list[Members] = field(default_factory=list)
    """Per partnership the boards that ever showed themselves by name in it."""
    scans: dict[int, int] = field(default_factory=dict)
    """Scan of each of those boards."""

    def seen(self, viewer: int, *, own: int) -> Seen:
        groups: dict[str, list[Members]] = {}
        for domain, members, _is_chosen in self.by_viewer.get(viewer, []):
            groups.setdefault(domain, []).append(members)
        for domain, shown in self.public.items():
            groups.setdefault(domain, []).extend(members - {own} for members in shown)
        same_scale = {(domain, members) for domain, members, chosen in self.by_viewer.get(viewer, []) if not chosen}
        by_name = {board for circle in self.circles if viewer in circle for board in circle}
        named = frozenset(self.scans[board] for board in by_name if board in self.scans) - {own}
        return Seen(viewer, groups, frozenset(same_scale), named)


def of_round(round_id: int) -> Ledger:
    """What all boards of a round were shown: four queries."""
    return _ledger(round_id, ReleasedGroup.objects.filter(round_id=round_id))


def of_viewer(scan: Scan) -> Ledger:
    """What one board was shown: four queries."""
    mine = ReleasedGroup.objects.filter(round_id=scan.round_id, viewer_id=scan.organisation_id)
    return _ledger(scan.round_id, mine)


def _ledger(round_id: int, rows: Iterable[ReleasedGroup]) -> Ledger:
    found = Ledger()
    shown = rows.order_by("-pk").values_list("viewer_id", "domain", "members", "chosen_as")  # type: ignore[attr-defined]
    for viewer, domain, members, chosen_as in shown:
        found.by_viewer.setdefault(viewer, []).append((domain, frozenset(members), bool(chosen_as)))
    file = OpenFile.objects.filter(round_id=round_id).only("groups").first()
    for group in file.groups if file else []:
        found.public.setdefault(group["domain"], []).append(frozenset(group["members"]))
    circles: dict[int, set[int]] = {}
    for group_id, board in (
        Consent.objects.exclude(group_id=None).order_by("pk").values_list("group_id", "organisation_id")
    ):
        circles.setdefault(group_id, set()).add(board)
    found.circles = [frozenset(boards) for boards in circles.values()]
    everybody = {board for boards in circles.values() for board in boards}
    scans = Scan.objects.filter(round_id=round_id, organisation_id__in=everybody).order_by("pk")
    found.scans = dict(scans.values_list("organisation_id", "pk"))
    return found


def _names(members: Members) -> frozenset[str]:
    return frozenset(str(member) for member in members)
