"""The levels of boards by name, for what other modules reckon with them."""

from collections.abc import Collection
from datetime import date

from steunpunt.assess.scan import access, rules
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import DomainOutcome, Scan
from steunpunt.assess.scan.queries import score_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.organisations import public as organisations


def seen_by_name(actor: Actor, ids: Collection[int], on: date) -> set[int]:
    """Which of these boards this actor sees by name: an adviser all of them; a board itself and those that consented
    within a partnership of its own, or as the other half of its own local authority.
    """
    if access.may_follow_rounds(actor):
        return set(ids)
    own = actor.organisation_id
    if own is None:
        return set()
    partnerships = [group.id for group in organisations.partnerships_of(own, on)]
    half = organisations.welfare_centre_of(own, on) or organisations.municipality_of(own, on)
    circles: dict[int | None, Collection[int]] = {None: [own, half] if half else [own]}
    circles.update(organisations.members_of_each(partnerships, on).items())
    return access.names_within_each(actor, circles) & set(ids)


def newest_scans(ids: Collection[int]) -> dict[int, int]:
    """The scan that each board submitted last: one query."""
    rows = (
        Scan.objects.filter(organisation_id__in=ids, state=ScanState.SUBMITTED)
        .order_by("organisation_id", "-round__opens_on", "-pk")
        .distinct("organisation_id")
    )
    return dict(rows.values_list("organisation_id", "pk"))


def levels_by_name(actor: Actor, ids: Collection[int], on: date) -> dict[int, dict[str, float]]:
    """The level (0-5) per domain of the boards that this actor sees by name, from the scan each submitted last.

    Without domains of which too little was answered; a board without a scan has none. These are the board's own answers.
    """
    boards = {scan: board for board, scan in newest_scans(seen_by_name(actor, ids, on)).items()}
    found: dict[int, dict[str, float]] = {}
    for row in DomainOutcome.objects.filter(scan_id__in=boards).order_by("scan_id", "domain"):
        level = rules.level(row.score)
        if level is not None and rules.is_covered(score_of(row)):
            found.setdefault(boards[row.scan_id], {})[row.domain] = level
    return found


def newest_rounds(ids: Collection[int]) -> dict[int, str]:
    """The name of the round of the scan that each board submitted last, the newest round first: two queries."""
    rows = Scan.objects.filter(pk__in=newest_scans(ids).values()).order_by("-round__opens_on", "-round_id", "pk")
    return dict(rows.values_list("organisation_id", "round__name"))


def heat_cell(level: float | None) -> tuple[float | None, str]:
    """A level with its tone in a heat table: a whole level for each tone, the two highest together."""
    return level, "none" if level is None else str(min(int(level), 4))
