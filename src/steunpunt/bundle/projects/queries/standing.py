"""Who stands where: which boards were asked, what they said and decided, and what waits for them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse

from steunpunt.bundle.projects import access
from steunpunt.bundle.projects.choices import (
    ABOARD,
    BEFORE_DECIDING,
    Act,
    Outcome,
    Phase,
    ProjectState,
    RolloutState,
    Standing,
    Verdict,
)
from steunpunt.bundle.projects.models import BoardAct, Call, Interest, Participation, PhasePlace, Project, RolloutStep
from steunpunt.bundle.projects.rules import taking_part
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.bundle.projects.values import ProjectInShort
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.organisations import public as organisations

ORDER = (
    Standing.ACTIVE,
    Standing.SIGNED,
    Standing.LEAVING,
    Standing.JOINING,
    Standing.CONDITIONAL,
    Standing.INTERESTED,
    Standing.INVITED,
    Standing.NOT_INTERESTED,
    Standing.DECLINED,
    Standing.LEFT,
)
"""From those who are in for certain to those who are not."""
LIKELY = frozenset({*ABOARD, Standing.JOINING, Standing.CONDITIONAL, Standing.INTERESTED})
"""Boards that a preview starts with."""


def with_counts(projects: QuerySet[Project]) -> QuerySet[Project]:
    """Each with how many boards were asked and take part by their signature, and the deadline of its open call."""
    aboard = Q(participations__standing__in=list(ABOARD))
    deadline = Call.objects.filter(project=OuterRef("pk"), closed_at=None).order_by().values("deadline_on")[:1]
    return projects.select_related("partnership", "owner_for").annotate(
        asked=Count("participations", distinct=True),
        aboard=Count("participations", filter=aboard, distinct=True),
        deadline_on=Subquery(deadline),
    )


def open_call(project: Project) -> Call | None:
    return Call.objects.filter(project=project, closed_at=None).first()


def boards_asked(project: Project) -> list[int]:
    """Boards that did not leave."""
    rows = project.participations.exclude(standing=Standing.LEFT).order_by("pk")
    return list(rows.values_list("organisation_id", flat=True))


def board_lines(project: Project, today: date) -> list[BoardLine]:
    """Every board that was asked, those that are in first, each with all that is known of it: four queries."""
    return board_lines_of([project], today)[project.pk]


def board_lines_of(projects: Iterable[Project], today: date) -> dict[int, list[BoardLine]]:
    """The same for many projects, in as many queries."""
    found: dict[int, list[BoardLine]] = {project.pk: [] for project in projects}
    interest = Interest.objects.filter(participation=OuterRef("pk")).order_by("-pk")
    step = RolloutStep.objects.filter(participation=OuterRef("pk")).order_by("-pk")
    place = PhasePlace.objects.filter(participation=OuterRef("pk")).order_by("pk")
    rows = list(
        Participation.objects.filter(project__in=found)
        .select_related("organisation")
        .annotate(
            said=Subquery(interest.filter(units__isnull=False).values("units")[:1]),
            wishes=Subquery(interest.values("wishes")[:1]),
            rolled=Subquery(step.values("state")[:1]),
            live_on=Subquery(step.values("planned_on")[:1]),
            said_of_phases=ArraySubquery(place.values(row=JSONObject(phase="phase", takes_part="takes_part"))),
        )
        .order_by("organisation__name", "pk")
    )
    counts = organisations.populations([row.organisation_id for row in rows], today) if rows else {}
    for row in rows:
        line = BoardLine(
            participation_id=row.pk,
            board=row.organisation_id,
            name=str(row.organisation),
            standing=Standing(row.standing),
            units=row.said if row.said is not None else row.estimate,
            is_estimate=row.said is None and row.estimate is not None,
            inhabitants=counts[row.organisation_id].inhabitants if row.organisation_id in counts else None,
            leaves_on=row.leaves_on,
            wishes=row.wishes or "",
            rollout=RolloutState(row.rolled) if row.rolled else None,
            live_on=row.live_on,
            places={Phase(one["phase"]): one["takes_part"] for one in row.said_of_phases},
        )
        found[row.project_id].append(line)
    for lines in found.values():
        lines.sort(key=lambda line: (ORDER.index(line.standing), line.name))
    return found


def in_short(projects: QuerySet[Project], today: date) -> list[ProjectInShort]:
    """Projects for what comes after them, with the boards that are in or said yes: five queries, however many."""
    rows = list(projects.order_by("-pk"))
    lines = board_lines_of(rows, today)
    found = []
    for row in rows:
        into = [line for line in lines[row.pk] if line.standing in {*ABOARD, Standing.JOINING}]
        found.append(
            ProjectInShort(
                id=row.pk,
                title=row.title,
                purpose=row.purpose,
                unit=row.unit,
                years=row.years,
                aboard=tuple(line.board for line in into),
                units={line.board: line.units for line in into if line.units is not None},
                url=reverse("projects:detail", args=[row.pk]),
            )
        )
    return found


def participation_ids(project_id: int) -> dict[int, int]:
    """The participation of each board that was asked, by board."""
    rows = Participation.objects.filter(project_id=project_id).order_by("pk")
    return dict(rows.values_list("organisation_id", "pk"))


def places(project: Project) -> dict[int, dict[Phase, bool]]:
    """What was said last about each board and phase, by participation: one query."""
    found: dict[int, dict[Phase, bool]] = {}
    for row in PhasePlace.objects.filter(participation__project=project).order_by("pk"):
        found.setdefault(row.participation_id, {})[Phase(row.phase)] = row.takes_part
    return found


def acts(project: Project) -> list[BoardAct]:
    """Everything that boards decided, the newest first: one query."""
    return list(BoardAct.objects.filter(participation__project=project).select_related("document").order_by("-pk"))


def latest_of(acts: Iterable[BoardAct]) -> dict[int, BoardAct]:
    """The newest decision of each board, by participation, of acts that come newest first."""
    found: dict[int, BoardAct] = {}
    for act in acts:
        found.setdefault(act.participation_id, act)
    return found


def verdicts(call: Call, acts: Iterable[BoardAct] | None = None) -> dict[int, Verdict]:
    """What each board answered last to a call, by organisation; of `acts`, the newest first, when they are known."""
    rows = BoardAct.objects.filter(call=call).order_by("-pk") if acts is None else acts
    found: dict[int, Verdict] = {}
    for row in rows:
        if row.call_id == call.pk and row.act == Act.DECISION:
            found.setdefault(row.organisation_id, Verdict(row.verdict))
    return found


def asked_by(lines: Iterable[BoardLine]) -> list[BoardLine]:
    """Boards that a call asks: all that are not in already, and did not leave."""
    return [line for line in lines if line.standing not in ABOARD and line.standing is not Standing.LEFT]


def call_of_yes(row: Participation) -> Call | None:
    """The call to which the newest decision of a board said yes; None after a no, and before any."""
    newest = row.acts.filter(act=Act.DECISION).select_related("call").order_by("-pk").first()
    return newest.call if newest and newest.verdict == Verdict.YES else None


def can_sign(project: Project) -> set[int]:
    """Boards that said yes to a call that goes on, and did not sign yet: another call does not ask them again."""
    newest = (
        BoardAct.objects.filter(
            participation__project=project, participation__standing=Standing.JOINING, act=Act.DECISION
        )
        .select_related("call")
        .order_by("participation_id", "-pk")
        .distinct("participation_id")
    )
    return {act.organisation_id for act in newest if act.call and act.call.outcome == Outcome.GO}


def tally(call: Call, lines: Sequence[BoardLine], said: Mapping[int, Verdict]) -> taking_part.Tally:
    """How far a call is; boards that are in from an earlier call, or can sign for it, count as joining."""
    units = {line.board: line.units or 0 for line in lines if line.standing is not Standing.LEFT}
    joining = {board for board, verdict in said.items() if verdict is Verdict.YES}
    joining |= {line.board for line in lines if line.standing in {*ABOARD, Standing.JOINING}}
    return taking_part.tally(taking_part.Threshold(call.min_boards, call.min_share), units, joining)


def owners(project: Project, actor: Actor) -> list[tuple[int, str, int]]:
    """Who can run a project, with name and organisation: advisers, and ICT managers of boards that were asked."""
    found: dict[int, tuple[int, str, int]] = {}
    support = organisations.support_point()
    own = actor.organisation_id if actor.is_of_support_point else support.id if support else None
    if own:
        found |= {one.id: (one.id, one.name, own) for one in people_of.members(own, people_of.Role.ADVISER)}
    for board in project.participations.order_by("pk").values_list("organisation_id", flat=True):
        for one in people_of.members(board, people_of.Role.ICT_MANAGER):
            found.setdefault(one.id, (one.id, one.name, board))
    return list(found.values())


@composed
def awaited(actor: Actor, today: date) -> QuerySet[Participation]:
    """Of the actor's board: an open call that it did not answer (`deadline_on`), a signature that can be given, or interest
    that was not given yet. One query.
    """
    open_calls = Call.objects.filter(project=OuterRef("project"), closed_at=None, deadline_on__gte=today)
    answered = BoardAct.objects.filter(participation=OuterRef("pk"), act=Act.DECISION, call__closed_at=None)
    decided = BoardAct.objects.filter(participation=OuterRef("pk"), act=Act.DECISION).order_by("-pk")
    return (
        access.own_participations(actor)
        .filter(project__state=ProjectState.RUNNING)
        .select_related("project")
        .annotate(
            deadline_on=Subquery(open_calls.order_by().values("deadline_on")[:1]),
            is_answered=Exists(answered),
            outcome=Coalesce(Subquery(decided.values("call__outcome")[:1]), Value("")),
        )
        .filter(
            ~Q(standing=Standing.JOINING, outcome=Outcome.GO)
            & Q(
                deadline_on__isnull=False,
                is_answered=False,
                standing__in=[*BEFORE_DECIDING, Standing.DECLINED, Standing.CONDITIONAL, Standing.JOINING],
            )
            | Q(deadline_on=None, standing=Standing.INVITED)
            | Q(standing=Standing.JOINING, outcome=Outcome.GO)
        )
        .order_by("deadline_on", "pk")
    )


@composed
def proposals(actor: Actor) -> QuerySet[Project]:
    """The newest ten that nobody took up: one query."""
    return access.visible_projects(actor).filter(state=ProjectState.PROPOSED).order_by("-pk")[:10]


def open_calls(partnership_id: int) -> list[str]:
    """Titles of projects within a partnership about which boards decide now."""
    rows = Project.objects.filter(partnership_id=partnership_id, calls__closed_at=None, calls__isnull=False)
    return list(rows.order_by("pk").values_list("title", flat=True).distinct())
