"""What each board was shown of others in a round: the groups that decide what may be shown next."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from steunpunt.assess.scan.models import Consent, OpenFile, ReleasedGroup, Scan
from steunpunt.assess.scan.rules.released import Figures
from steunpunt.foundation.figures.disclosure import Release, release

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

    Its own scan is left out of every group: it knows that itself. Groups are in the order in which they were shown.
    """

    viewer: int
    groups: dict[str, list[Members]]
    by_default: dict[str, list[Members]]
    """Those of boards of the same scale alone."""
    figures: dict[tuple[str, Members], Figures]
    """What each group was shown with."""
    named: Members
    """The scans whose scores it sees, or saw, by name."""

    def allows(self, domain: str, group: Members) -> bool:
        """Whether the figures of a group may be shown beside everything that was."""
        earlier = [(str(place), _names(members)) for place, members in enumerate(self.groups.get(domain, []))]
        named = frozenset() if domain in UNNAMED else _names(self.named)
        return release(_names(group), earlier, named=named).release is Release.VISIBLE

    def add(self, domain: str, group: Members, figures: Figures, *, chosen: bool) -> Figures:
        """Take a group along that is shown now; answers its figures: those that it was shown with before, if ever."""
        self.groups.setdefault(domain, []).append(group)
        if not chosen:
            self.by_default.setdefault(domain, []).append(group)
        return self.figures.setdefault((domain, group), figures)


@dataclass(frozen=True, slots=True)
class _Line:
    """One released group."""

    domain: str
    members: Members
    is_chosen: bool
    figures: Figures


@dataclass(slots=True)
class Ledger:
    """Released groups by viewer, and the groups that everybody may see by domain."""

    by_viewer: dict[int, list[_Line]] = field(default_factory=dict)
    public: dict[str, list[Members]] = field(default_factory=dict)
    circles: list[Members] = field(default_factory=list)
    """Per partnership the boards that ever showed themselves by name in it."""
    scans: dict[int, int] = field(default_factory=dict)
    """Scan of each of those boards."""

    def seen(self, viewer: int, *, own: int) -> Seen:
        found = Seen(viewer, {}, {}, {}, self._named(viewer) - {own})
        for line in self.by_viewer.get(viewer, []):
            found.add(line.domain, line.members, line.figures, chosen=line.is_chosen)
        for domain, shown in self.public.items():
            found.groups.setdefault(domain, []).extend(members - {own} for members in shown)
        return found

    def _named(self, viewer: int) -> Members:
        by_name = {board for circle in self.circles if viewer in circle for board in circle}
        return frozenset(self.scans[board] for board in by_name if board in self.scans)


def of_round(round_id: int) -> Ledger:
    """What all boards of a round were shown: four queries."""
    return _ledger(round_id, ReleasedGroup.objects.filter(round_id=round_id))


def of_viewer(scan: Scan) -> Ledger:
    """What one board was shown: four queries."""
    mine = ReleasedGroup.objects.filter(round_id=scan.round_id, viewer_id=scan.organisation_id)
    return _ledger(scan.round_id, mine)


def _ledger(round_id: int, rows: QuerySet[ReleasedGroup]) -> Ledger:
    found = Ledger()
    shown = rows.order_by("pk").values_list("viewer_id", "domain", "members", "chosen_as", "figures")
    for viewer, domain, members, chosen_as, figures in shown:
        line = _Line(domain, frozenset(members), bool(chosen_as), figures)
        found.by_viewer.setdefault(viewer, []).append(line)
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
