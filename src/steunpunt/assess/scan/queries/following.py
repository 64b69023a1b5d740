"""Reads of rounds, for who follows them: how far the boards are, and what was made of a round."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When

from steunpunt.assess.scan import access
from steunpunt.assess.scan.choices import Occasion, ScanState
from steunpunt.assess.scan.models import OpenFile, Reminder, ReportArchive, Round, Scan
from steunpunt.assess.scan.queries import takes_answers
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import Role
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import Word, composed
from steunpunt.foundation.people import public as people


def rounds_with_progress(rounds: QuerySet[Round]) -> QuerySet[Round]:
    """Rounds with how many boards were invited, started and submitted: one query."""
    return (
        rounds.select_related("version")
        .defer("version__source")
        .annotate(
            boards=Count("scans"),
            started=Count("scans", filter=~Q(scans__state=ScanState.INVITED)),
            submitted=Count("scans", filter=Q(scans__state=ScanState.SUBMITTED)),
        )
        .order_by("-opens_on", "-pk")
    )


def response_rates(round_id: int) -> list[tuple[str, int, int]]:
    """Per type of board how many submitted, of how many: one query."""
    return list(_rates(round_id))


@composed
def _rates(round_id: int) -> QuerySet[Scan, tuple[str, int, int]]:
    boards = Scan.objects.filter(round_id=round_id).values("board_type").order_by("board_type")
    counted = boards.annotate(submitted=Count("pk", filter=Q(state=ScanState.SUBMITTED)), boards=Count("pk"))
    return counted.values_list("board_type", "submitted", "boards")


def in_round(scans: QuerySet[Scan], round_id: int) -> QuerySet[Scan]:
    """Those of a round as its list shows them, with the name of whoever helps the board as `adviser_name`."""
    names = people.names(pk for pk in _helping(round_id) if pk is not None)
    known = [When(adviser_id=pk, then=Value(name)) for pk, name in names.items()]
    rows = scans.filter(round_id=round_id).select_related("round", "organisation").only(*_LISTED)
    return rows.annotate(adviser_name=Case(*known, default=Value(""), output_field=CharField()))


_LISTED = (
    "board_type",
    "state",
    "answered",
    "asked",
    "adviser_id",
    "extended_to",
    "submitted_at",
    "round__deadline_on",
    "organisation__name",
)
"""Whole rows of three tables for each line would be a sixth of the work for the page."""


@composed
def _helping(round_id: int) -> QuerySet[Scan, int | None]:
    rows = Scan.objects.filter(round_id=round_id).exclude(adviser_id=None).order_by("adviser_id")
    return rows.values_list("adviser_id", flat=True).distinct()


def states_by_board(round_id: int, board_type: str) -> dict[int, tuple[ScanState, int]]:
    """How far each board of a type is in a round, with its scan: one query."""
    known = {state.value: state for state in ScanState}
    return {board: (known[state], pk) for board, state, pk in _states(round_id, Word(board_type))}


@composed
def _states(round_id: int, board_type: str) -> QuerySet[Scan, tuple[int, str, int]]:
    rows = Scan.objects.filter(round_id=round_id, board_type=board_type)
    return rows.values_list("organisation_id", "state", "pk")


@composed
def seen_round(actor: Actor, round_id: int) -> QuerySet[Round]:
    """The round with that id, if the actor sees it: at most one."""
    return access.visible_rounds(actor).filter(pk=round_id)


@dataclass(frozen=True, slots=True)
class TypeProgress:
    """How far the boards of a type are in a round."""

    board_type: str
    submitted: int
    boards: int
    started: int
    without_adviser: int


def progress_by_type(round_id: int) -> list[TypeProgress]:
    """Per type of board, in a round: one query."""
    return [TypeProgress(*row) for row in _progress(round_id)]


@composed
def _progress(round_id: int) -> QuerySet[Scan, tuple[str, int, int, int, int]]:
    boards = Scan.objects.filter(round_id=round_id).values("board_type").order_by("board_type")
    counted = boards.annotate(
        submitted=Count("pk", filter=Q(state=ScanState.SUBMITTED)),
        boards=Count("pk"),
        started=Count("pk", filter=~Q(state=ScanState.INVITED)),
        without_adviser=Count("pk", filter=Q(adviser_id=None)),
    )
    return counted.values_list("board_type", "submitted", "boards", "started", "without_adviser")


def unheard(scans: QuerySet[Scan], today: date) -> QuerySet[Scan]:
    """Those not submitted of boards where nobody has a log-in to read the scan, so that nobody hears a reminder."""
    readers = [Role(name) for name in sorted(access.READERS)]
    return scans.exclude(state=ScanState.SUBMITTED).exclude(people_of.somebody_at("organisation", readers, today))


@composed
def boards_unheard(round_id: int, today: date) -> QuerySet[Scan, int]:
    """The boards of a round where nobody hears a reminder."""
    return unheard(Scan.objects.filter(round_id=round_id), today).values_list("organisation_id", flat=True)


LATELY = timedelta(days=1)
"""So long after a reminder by hand another one is asked for in so many words."""


def reminded_lately(scan_ids: Collection[int], now: datetime) -> dict[int, datetime]:
    """Which of these scans were reminded by hand less than a day ago, and when last: one query."""
    rows = Reminder.objects.filter(scan_id__in=scan_ids, occasion=Occasion.BY_HAND, sent_at__gt=now - LATELY)
    return dict(rows.order_by("scan_id").values("scan_id").annotate(at=Max("sent_at")).values_list("scan_id", "at"))


def last_reminded(round_id: int) -> datetime | None:
    """When an adviser last reminded boards of a round by hand: one query."""
    return next(iter(_last_by_hand(round_id)), None)


@composed
def _last_by_hand(round_id: int) -> QuerySet[Reminder, datetime]:
    rows = Reminder.objects.filter(scan__round_id=round_id, occasion=Occasion.BY_HAND)
    return rows.order_by("-sent_at").values_list("sent_at", flat=True)[:1]


@composed
def made_archives(round_id: int) -> QuerySet[ReportArchive]:
    """The newest three that are ready."""
    return ReportArchive.objects.filter(round_id=round_id, made_at__isnull=False)[:3]


@composed
def open_files(round_id: int) -> QuerySet[OpenFile]:
    """When the figures were made public last; at most one."""
    return OpenFile.objects.filter(round_id=round_id).only("published_at")[:1]


def submitted_on(round_id: int, day: date) -> list[Scan]:
    """What was submitted in a round on one day, in that order: one query."""
    rows = Scan.objects.filter(round_id=round_id, state=ScanState.SUBMITTED, submitted_at__date=day)
    return list(rows.select_related("organisation").order_by("submitted_at", "pk"))


@composed
def boards_in_time(round_id: int, today: date) -> QuerySet[Scan, int]:
    """Who did not submit and still can, by the deadline or by the time that it got."""
    rows = Scan.objects.filter(round_id=round_id).exclude(state=ScanState.SUBMITTED)
    return rows.filter(takes_answers(today)).values_list("organisation_id", flat=True)


def helpers(scan: Scan, advisers: Collection[int]) -> list[int]:
    """Who of these helps the board with its scan; all of them when nobody does."""
    own = scan.adviser_id
    return [own] if own is not None and own in advisers else list(advisers)
