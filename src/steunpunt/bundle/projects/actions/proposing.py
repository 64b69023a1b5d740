"""From idea to a running project: propose, start, ask boards, change, go from phase to phase."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import (
    ABOARD,
    BEFORE_START,
    Origin,
    Phase,
    ProjectState,
    Standing,
    Template,
)
from steunpunt.bundle.projects.facts import (
    BoardInvited,
    BoardLeftOut,
    BoardTakenIn,
    PhaseEntered,
    ProjectChanged,
    ProjectProposed,
    ProjectStarted,
)
from steunpunt.bundle.projects.models import Participation, PhasePlace, PhasePlan, Project
from steunpunt.bundle.projects.reasons import over
from steunpunt.bundle.projects.registry import NEEDS, project_origins
from steunpunt.bundle.projects.rules import phases
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

LONGEST_YEARS = 20
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
"""Days of phases outside these are a slip of the fingers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What somebody proposes."""

    title: str
    purpose: str
    template: Template = Template.NONE
    unit: str = ""
    partnership_id: int | None = None
    boards: Collection[int] = ()
    origin: Origin = Origin.IDEA
    round_id: int | None = None
    domain: str = ""
    way: str = ""
    origin_boards: Collection[int] = ()
    source: str = ""
    """Key of the source that offered it, and by which it finds it again; its origin counts then."""
    ref: str = ""


@transaction.atomic
def propose_project(*, proposal: Proposal, now: datetime, today: date, by: Actor, is_invented: bool = False) -> Project:
    """Propose to do something together. Boards are asked when the support point takes it up."""
    require(access.may_propose(by))
    origin = _origin(proposal, today, by)
    refuse_if(_unclear(proposal, today, by))
    boards = _boards(proposal, today)
    if not by.is_of_support_point:
        boards.add(by.organisation_id or 0)
    project = Project.objects.create(
        title=proposal.title.strip(),
        purpose=proposal.purpose.strip(),
        template=proposal.template,
        unit=proposal.unit.strip(),
        partnership_id=proposal.partnership_id,
        origin=origin,
        origin_source=proposal.source,
        origin_ref=proposal.ref,
        round_id=proposal.round_id,
        domain=proposal.domain,
        origin_way=proposal.way,
        origin_boards=sorted(proposal.origin_boards),
        is_invented=is_invented,
        proposed_for_id=by.organisation_id or 0,
        proposed_by_id=by.person_id,
        proposed_at=now,
        owner_id=by.person_id,
        owner_for_id=by.organisation_id or 0,
    )
    Participation.objects.bulk_create(
        [Participation(project=project, organisation_id=board, invited_at=now) for board in sorted(boards)]
    )
    fact = ProjectProposed(organisation_id=by.organisation_id, project_id=project.pk, title=project.title)
    record(fact, by=by)
    return project


def _origin(proposal: Proposal, today: date, by: Actor) -> Origin:
    """Where it comes from. What this actor may not see of another source, it cannot start from."""
    text = _("What this project would start from is not there, or not for you.")
    if not proposal.source:
        is_empty = not proposal.ref and proposal.origin is not Origin.OFFERED
        refuse_if([] if is_empty else [Reason("no_source", text)])
        return proposal.origin
    found = project_origins.ask(lambda one: one.offer(by, proposal.ref, today), only=proposal.source)
    refuse_if([] if any(found) else [Reason("no_source", text)])
    return Origin.NEED if proposal.source == NEEDS else Origin.OFFERED


def _boards(proposal: Proposal, today: date) -> set[int]:
    """The boards that were chosen; without a choice all members of the partnership."""
    if proposal.boards or not proposal.partnership_id:
        return set(proposal.boards)
    return set(organisations.members_of(proposal.partnership_id, today))


def _unclear(proposal: Proposal, today: date, by: Actor) -> Iterator[Reason]:
    if not proposal.title.strip():
        yield Reason("title_missing", _("Give the project a name."), "title")
    if not proposal.purpose.strip():
        yield Reason("purpose_missing", _("Say what the project is for."), "purpose")
    card = organisations.organisation(proposal.partnership_id) if proposal.partnership_id else None
    if proposal.partnership_id and (card is None or card.kind != organisations.Kind.PARTNERSHIP):
        yield Reason("no_partnership", _("Choose a partnership that exists."), "partnership")
    boards = _boards(proposal, today)
    if not boards:
        yield Reason("no_boards", _("Choose a partnership, or at least one board."), "boards")
    if not _are_boards(boards):
        yield Reason("not_boards", _("Only boards can be asked."), "boards")
    if not by.is_of_support_point and not boards <= access.reachable(by, today):
        yield Reason("not_with_us", _("Choose boards with which yours is in a partnership."), "boards")
    if proposal.origin is Origin.OPPORTUNITY and proposal.round_id is None:
        yield Reason("no_opportunity", _("Say which opportunity of the scan it comes from."))


def _are_boards(ids: Collection[int]) -> bool:
    cards = organisations.organisations(ids)
    return all(board in cards and cards[board].kind in organisations.BOARD_KINDS for board in ids)


@transaction.atomic
def start_project(*, project_id: int, now: datetime, by: Actor) -> Project:
    """Take up a proposal: from now on the boards see it, and hear that their interest is asked."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    refuse_if([Reason("started", _("This project was started already."))] if _is_started(project) else [])
    require(access.may_start(by, project))
    project.state, project.over_reason, project.over_on = ProjectState.RUNNING, "", None
    project.save(update_fields=["state", "over_reason", "over_on"])
    asked = list(project.participations.order_by("pk").values_list("organisation_id", flat=True))
    record(ProjectStarted(organisation_id=by.organisation_id, project_id=project.pk, boards=len(asked)), by=by)
    _ask(project, asked, now=now, by=by)
    return project


def _is_started(project: Project) -> bool:
    return project.state not in BEFORE_START


@transaction.atomic
def invite_boards(*, project_id: int, boards: Collection[int], now: datetime, by: Actor) -> int:
    """Ask more boards; answers how many were not asked before."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if([] if _are_boards(boards) else [Reason("not_boards", _("Only boards can be asked."), "boards")])
    refuse_if(over(project.state))
    known = set(project.participations.order_by().values_list("organisation_id", flat=True))
    new = sorted(set(boards) - known)
    Participation.objects.bulk_create(
        [Participation(project=project, organisation_id=board, invited_at=now) for board in new]
    )
    names = organisations.names(new)
    for board in new:
        record(BoardInvited(organisation_id=board, project_id=project.pk, board=names[board]), by=by)
    if _is_started(project):
        _ask(project, new, now=now, by=by)
    return len(new)


def _ask(project: Project, boards: Collection[int], *, now: datetime, by: Actor) -> None:
    for board in boards:
        notices.notify(
            kind="projects.asked",
            organisation_id=board,
            to=people_of.members(board, people_of.Role.ICT_MANAGER),
            title=_("Are you interested in “%(title)s”?"),
            params={"title": project.title},
            detail=_("Your answer binds to nothing."),
            url=reverse("projects:interest", args=[project.pk]),
            now=now,
            by=by,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What can be changed of a project."""

    title: str
    purpose: str
    unit: str
    owner_id: int | None
    years: int
    discount: Decimal
    notice_months: int
    dates: Mapping[Phase, tuple[date, date]]


@transaction.atomic
def change_project(*, project_id: int, changes: Changes, by: Actor) -> Project:
    """Change texts, dates, terms, or who runs it."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if(_wrong(project, changes, by))
    planned = {row.phase: (row.starts_on, row.ends_on) for row in project.phases.order_by("pk")}
    wanted = {phase.value: days for phase, days in changes.dates.items()}
    what = [
        name
        for name, is_changed in {
            "title": project.title != changes.title.strip(),
            "purpose": project.purpose != changes.purpose.strip(),
            "owner": project.owner_id != changes.owner_id,
            "dates": planned != wanted,
            "terms": (project.years, project.discount, project.notice_months, project.unit)
            != (changes.years, changes.discount, changes.notice_months, changes.unit.strip()),
        }.items()
        if is_changed
    ]
    if project.owner_id != changes.owner_id:
        project.owner_for_id = _works_where(changes.owner_id, project, by)
    project.title, project.purpose, project.unit = changes.title.strip(), changes.purpose.strip(), changes.unit.strip()
    project.owner_id = changes.owner_id
    project.years, project.discount, project.notice_months = changes.years, changes.discount, changes.notice_months
    project.save()
    if planned != wanted:
        _plan(project, changes.dates)
    if what:
        record(ProjectChanged(organisation_id=by.organisation_id, project_id=project.pk, what=tuple(what)), by=by)
    return project


def _works_where(person_id: int | None, project: Project, by: Actor) -> int:
    return next((board for one, _name, board in queries.owners(project, by) if one == person_id), project.owner_for_id)


def _wrong(project: Project, changes: Changes, by: Actor) -> Iterator[Reason]:
    if not changes.title.strip():
        yield Reason("title_missing", _("Give the project a name."), "title")
    if not changes.purpose.strip():
        yield Reason("purpose_missing", _("Say what the project is for."), "purpose")
    terms = (project.years, project.discount, project.notice_months)
    is_other = terms != (changes.years, changes.discount, changes.notice_months)
    if is_other and project.participations.filter(standing__in=[one.value for one in ABOARD]).exists():
        text = _("Boards signed with these years, discount and notice: they stay.")
        yield Reason("terms_signed", text, "notice_months")
    if not 1 <= changes.years <= LONGEST_YEARS:
        yield Reason("years", _("Costs are looked at over 1 to 20 years."), "years")
    if not 0 <= changes.discount < 1:
        yield Reason("discount", _("A discount rate lies from 0 to 99 %."), "discount")
    if not 0 <= changes.notice_months <= 36:
        yield Reason("notice", _("Notice takes at most 36 months."), "notice_months")
    yield from _wrong_dates(changes.dates)
    if changes.owner_id != project.owner_id and changes.owner_id not in {
        one for one, _n, _b in queries.owners(project, by)
    }:
        yield Reason("owner", _("Choose an adviser, or an ICT manager of a board that was asked."), "owner")


def _wrong_dates(dates: Mapping[Phase, tuple[date, date]]) -> Iterator[Reason]:
    if any(last < first for first, last in dates.values()):
        yield Reason("dates", _("A phase ends after it starts."))
    if any(first < EARLIEST or last > LATEST for first, last in dates.values()):
        yield Reason("far_dates", _("A phase lies between 2000 and 2100. Is the year right?"))


def _plan(project: Project, dates: Mapping[Phase, tuple[date, date]]) -> None:
    project.phases.all().delete()
    PhasePlan.objects.bulk_create(
        [
            PhasePlan(project=project, phase=phase.value, starts_on=first, ends_on=last)
            for phase, (first, last) in dates.items()
        ]
    )


@transaction.atomic
def plan_phases(*, project_id: int, dates: Mapping[Phase, tuple[date, date]], by: Actor) -> None:
    """Say from when until when each phase is planned."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if(_wrong_dates(dates))
    _plan(project, dates)
    record(ProjectChanged(organisation_id=by.organisation_id, project_id=project.pk, what=("dates",)), by=by)


@transaction.atomic
def place_boards(*, project_id: int, wanted: Mapping[Phase, Collection[int]], now: datetime, by: Actor) -> int:
    """Say for some phases which boards take part; answers how many places changed.

    Only boards that are aboard, or that said yes: their own decision comes first, and their signature alone binds them.
    Phases that are not named stay as they are.
    """
    project = access.visible_projects(by).select_for_update(of=("self",)).get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if(over(project.state))
    rows = list(
        project.participations.select_for_update(of=("self",)).select_related("organisation").order_by("organisation")
    )
    there = {row.organisation_id for row in rows if row.standing in phases.PLACEABLE}
    asked = {board for boards in wanted.values() for board in boards}
    text = _("Only boards that said yes or signed can take part in a phase: their own decision comes first.")
    refuse_if([Reason("not_aboard", text)] if asked - there else [])
    said, changed = queries.places(project), 0
    for row in rows:
        moved = _moved(row, wanted, said.get(row.pk, {}), now=now, by=by) if row.organisation_id in there else 0
        if moved and row.organisation_id != by.organisation_id:
            _tell_of_places(project, row, now=now, by=by)
        changed += moved
    return changed


def _moved(
    row: Participation, wanted: Mapping[Phase, Collection[int]], said: Mapping[Phase, bool], *, now: datetime, by: Actor
) -> int:
    """Write down what changes for one board."""
    changes = [
        (phase, row.organisation_id in boards)
        for phase, boards in wanted.items()
        if phases.takes_part(Standing(row.standing), phase, said) != (row.organisation_id in boards)
    ]
    PhasePlace.objects.bulk_create(
        [
            PhasePlace(participation=row, phase=phase, takes_part=is_in, told_at=now, told_by_id=by.person_id)
            for phase, is_in in changes
        ]
    )
    for phase, is_in in changes:
        kind = BoardTakenIn if is_in else BoardLeftOut
        fact = kind(
            organisation_id=row.organisation_id,
            project_id=row.project_id,
            board=str(row.organisation),
            phase=phase.value,
        )
        record(fact, by=by)
    return len(changes)


def _tell_of_places(project: Project, row: Participation, *, now: datetime, by: Actor) -> None:
    notices.notify(
        kind="projects.places",
        organisation_id=row.organisation_id,
        to=people_of.members(row.organisation_id, people_of.Role.ICT_MANAGER),
        title=_("In which phases of “%(title)s” your board takes part has changed"),
        params={"title": project.title},
        url=reverse("projects:places", args=[project.pk]),
        now=now,
        by=by,
    )


@transaction.atomic
def enter_phase(*, project_id: int, phase: Phase, by: Actor) -> None:
    """Go on to another phase."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    refuse_if(over(project.state))
    if project.phase != phase:
        project.phase = phase
        project.save(update_fields=["phase"])
        record(PhaseEntered(organisation_id=by.organisation_id, project_id=project.pk, phase=phase.value), by=by)
