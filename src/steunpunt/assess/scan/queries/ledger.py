"""What each board was shown of others in a round: the groups that decide what may be shown next."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from steunpunt.assess.scan.models import Consent, OpenFile, ReleasedGroup, Scan
from steunpunt.assess.scan.rules.released import Figures
from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.figures.disclosure import Release, release
from steunpunt.foundation.organisations import public as organisations

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
    taken_back: Members = frozenset()
    """Those of them that do not show themselves any more, or not to this board: nobody knows whether it looked in time."""

    def allows(self, domain: str, group: Members) -> bool:
        """Whether the figures of a group may be shown beside everything that was."""
        return _allows(domain, group, self.groups.get(domain, []), named=self.named, taken_back=self.taken_back)

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


def _allows(domain: str, group: Members, earlier: Sequence[Members], *, named: Members, taken_back: Members) -> bool:
    """Boards seen by name hide nobody. One that showed itself once is weighed both ways: as known, so that it hides nobody
    else, and as unknown, so that nobody who never saw it works it out. Then it does not help that the same group was shown.
    """
    if domain in UNNAMED:
        return _is_visible(group, earlier, frozenset())
    others = [members for members in earlier if members != group]
    unsure = taken_back & group.union(*earlier)
    return _is_visible(group, earlier, named) and all(
        _is_visible(group, others, named - {one}) for one in sorted(unsure)
    )


def _is_visible(group: Members, earlier: Iterable[Members], named: Members) -> bool:
    known = [(str(place), _names(members)) for place, members in enumerate(earlier)]
    return release(_names(group), known, named=_names(named)).release is Release.VISIBLE


@dataclass(frozen=True, slots=True)
class Circle:
    """Within one partnership the boards that ever showed themselves by name, and those that do so now.

    Who leaves the partnership is hidden at once, and so counts as one that took its consent back; from the moment that an
    end of its membership is written down, since that only makes it stricter.
    """

    ever: Members
    now: Members


@dataclass(slots=True)
class Ledger:
    """Released groups by viewer, and the groups that everybody may see by domain."""

    by_viewer: dict[int, list[_Line]] = field(default_factory=dict)
    public: dict[str, list[Members]] = field(default_factory=dict)
    circles: list[Circle] = field(default_factory=list)
    scans: dict[int, int] = field(default_factory=dict)
    """Scan of each of those boards."""

    def seen(self, viewer: int, *, own: int) -> Seen:
        ever, now = self._named(viewer)
        found = Seen(viewer, {}, {}, {}, ever - {own}, ever - now - {own})
        for line in self.by_viewer.get(viewer, []):
            found.add(line.domain, line.members, line.figures, chosen=line.is_chosen)
        for domain, shown in self.public.items():
            found.groups.setdefault(domain, []).extend(members - {own} for members in shown)
        return found

    def _named(self, viewer: int) -> tuple[Members, Members]:
        """The scans that it ever saw by name, and those that it sees so now."""
        ever = {board for circle in self.circles if viewer in circle.ever for board in circle.ever}
        now = {board for circle in self.circles if viewer in circle.now for board in circle.now}
        return self._scans_of(ever), self._scans_of(now)

    def _scans_of(self, boards: Iterable[int]) -> Members:
        return frozenset(self.scans[board] for board in boards if board in self.scans)


def of_round(round_id: int) -> Ledger:
    """What all boards of a round were shown: five queries."""
    return _ledger(round_id, ReleasedGroup.objects.filter(round_id=round_id))


def of_viewer(scan: Scan) -> Ledger:
    """What one board was shown: five queries."""
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
    _add_circles(found, round_id, Consent.objects.exclude(group_id=None).order_by("pk"))
    return found


def _add_circles(found: Ledger, round_id: int, consents: Iterable[Consent]) -> None:
    """Who showed itself by name, and shows itself now; two queries if there are any, for memberships and scans."""
    ever: dict[int, set[int]] = {}
    running: dict[int, set[int]] = {}
    for one in consents:
        ever.setdefault(one.group_id or 0, set()).add(one.organisation_id)
        if one.withdrawn_at is None:
            running.setdefault(one.group_id or 0, set()).add(one.organisation_id)
    members = organisations.lasting_members(running) if running else {}
    found.circles = [
        Circle(frozenset(boards), frozenset(running.get(group, set()) & members.get(group, set())))
        for group, boards in ever.items()
    ]
    everybody = set().union(*ever.values())
    if everybody:
        found.scans = dict(_scans_of(round_id, everybody))


@composed
def _scans_of(round_id: int, boards: Collection[int]) -> QuerySet[Scan, tuple[int, int]]:
    rows = Scan.objects.filter(among("organisation_id", boards), round_id=round_id).order_by("pk")
    return rows.values_list("organisation_id", "pk")


# ── what a board was shown, as far as it may still be shown ──────────────────
def still_shown(viewer: int, round_id: int, rows: Sequence[ReleasedGroup]) -> list[ReleasedGroup]:
    """Of what a board was shown that which does not give away, beside the names that it sees, who is not among them.

    Names come and go after a group was released: the groups are weighed once more, in the order in which they were shown.
    One query, and two more for a board that ever showed itself by name.
    """
    found = Ledger()
    _add_circles(found, round_id, _consents_around(viewer) if rows else [])
    if not found.circles:
        return list(rows)
    seen = found.seen(viewer, own=0)
    shown = []
    for row in rows:
        members = frozenset(row.members)
        if row.domain in UNNAMED or seen.allows(row.domain, members):
            seen.groups.setdefault(row.domain, []).append(members)
            shown.append(row)
    return shown


@composed
def _consents_around(viewer: int) -> QuerySet[Consent]:
    """Who ever showed itself in the partnerships in which this board ever did."""
    own = Consent.objects.filter(organisation_id=viewer).exclude(group_id=None)
    return Consent.objects.filter(group_id__in=own.values("group_id")).order_by("pk")


def _names(members: Members) -> frozenset[str]:
    return frozenset(str(member) for member in members)
