"""What each board was shown of others in a round: the groups that decide what may be shown next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from steunpunt.assess.scan import rules
from steunpunt.assess.scan.choices import Release
from steunpunt.assess.scan.models import OpenFile, ReleasedGroup, Scan

Members = frozenset[int]


@dataclass(slots=True)
class Seen:
    """What one board was shown: by the default rule, by its own choice, and in the open file of the round.

    Its own scan is left out of every group: it knows that itself.
    """

    viewer: int
    groups: Mapping[str, list[Members]]
    of_same_scale: frozenset[tuple[str, Members]]

    def allows(self, domain: str, group: Members) -> bool:
        """Whether the figures of a group may be shown beside everything that was."""
        earlier = [(str(place), _names(members)) for place, members in enumerate(self.groups.get(domain, []))]
        return rules.release(_names(group), earlier).release is Release.VISIBLE


@dataclass(slots=True)
class Ledger:
    """Released groups by viewer, and the groups that everybody may see by domain."""

    by_viewer: dict[int, list[tuple[str, Members, bool]]] = field(default_factory=dict)
    """Domain, members, whether it was the board's own choice."""
    public: dict[str, list[Members]] = field(default_factory=dict)

    def seen(self, viewer: int, *, own: int) -> Seen:
        groups: dict[str, list[Members]] = {}
        for domain, members, _is_chosen in self.by_viewer.get(viewer, []):
            groups.setdefault(domain, []).append(members)
        for domain, shown in self.public.items():
            groups.setdefault(domain, []).extend(members - {own} for members in shown)
        same_scale = {(domain, members) for domain, members, chosen in self.by_viewer.get(viewer, []) if not chosen}
        return Seen(viewer, groups, frozenset(same_scale))


def of_round(round_id: int) -> Ledger:
    """What all boards of a round were shown: two queries."""
    return _ledger(round_id, ReleasedGroup.objects.filter(round_id=round_id))


def of_viewer(scan: Scan) -> Ledger:
    """What one board was shown: two queries."""
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
    return found


def _names(members: Members) -> frozenset[str]:
    return frozenset(str(member) for member in members)
