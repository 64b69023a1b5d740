"""The call: every board is asked to decide by a day, reminded, and in the end it goes on or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import Outcome, ProjectState, Standing, TakenBy
from steunpunt.bundle.projects.facts import BoardLeft, BoardsReminded, CallClosed, CallOpened
from steunpunt.bundle.projects.models import Call, Participation, Project
from steunpunt.bundle.projects.rules import taking_part
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Text, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.people.values import PersonValue

LONGEST_CALL = timedelta(days=366)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What the boards are called to decide, by when, and when it goes on."""

    text: str
    deadline_on: date
    min_boards: int | None = None
    min_share: Decimal | None = None


@transaction.atomic
def open_call(*, project_id: int, question: Question, now: datetime, today: date, by: Actor) -> Call:
    """Call the boards to decide. The costs are kept as they are now: that is what boards decide about."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    boards = queries.board_lines(project, today)
    can_sign = queries.can_sign(project)
    asked = [line for line in queries.asked_by(boards) if line.board not in can_sign]
    costs = queries.lines_as_data(project)
    refuse_if(_not_yet(project, question, boards, asked, has_costs=bool(costs), today=today))
    number = Call.objects.filter(project=project).count() + 1
    call = Call.objects.create(
        project=project,
        number=number,
        text=question.text.strip(),
        costs=costs,
        deadline_on=question.deadline_on,
        min_boards=question.min_boards,
        min_share=question.min_share,
        opened_at=now,
        opened_by_id=by.person_id,
        reminders=taking_part.reminders_due(question.deadline_on, today),
    )
    fact = CallOpened(
        organisation_id=by.organisation_id, project_id=project.pk, call_id=call.pk, deadline_on=call.deadline_on
    )
    record(fact, by=by)
    _tell("projects.call", _("A decision is asked about “%(title)s”, by %(day)s"), project, call, asked, now=now, by=by)
    return call


def _not_yet(
    project: Project,
    question: Question,
    boards: list[BoardLine],
    asked: list[BoardLine],
    *,
    has_costs: bool,
    today: date,
) -> Iterator[Reason]:
    if project.state != ProjectState.RUNNING:
        yield Reason("not_running", _("Boards are called to decide about a project that runs."))
    if queries.open_call(project):
        yield Reason("open", _("A call is open already."))
    if not has_costs:
        yield Reason("no_costs", _("Write down first what it costs: a board decides knowing what it pays."))
    if not asked:
        yield Reason("nobody", _("There is no board left to ask."))
    if not question.text.strip():
        yield Reason("text_missing", _("Say what is proposed to the boards."), "text")
    if not today < question.deadline_on <= today + LONGEST_CALL:
        yield Reason("deadline", _("The deadline lies after today, within a year."), "deadline_on")
    if question.min_boards is not None and not 1 <= question.min_boards <= len(boards):
        text = _("At least 1 and at most %(n)s boards can be needed.") % {"n": len(boards)}
        yield Reason("min_boards", text, "min_boards")
    if question.min_share is not None and not 0 < question.min_share <= 1:
        yield Reason("min_share", _("A share of the volume lies above 0 and up to 100 %."), "min_share")


def _tell(
    kind: str, title: Text, project: Project, call: Call, boards: list[BoardLine], *, now: datetime, by: Actor
) -> None:
    """Who may decide for each board, and its ICT managers."""
    for line in boards:
        people = people_of.mandated(line.board, people_of.MandateKind.OPT_IN)
        people += [
            one
            for one in people_of.members(line.board, people_of.Role.ICT_MANAGER)
            if one.id not in {p.id for p in people}
        ]
        notices.notify(
            kind=kind,
            organisation_id=line.board,
            to=people,
            title=title,
            params={
                "title": project.title,
                "day": formats.date_format(call.deadline_on, "SHORT_DATE_FORMAT"),
            },
            detail=_("You find the proposal, what it costs your board and a draft decision for the agenda."),
            url=reverse("projects:decide", args=[project.pk]),
            now=now,
            by=by,
        )


@transaction.atomic
def close_call(
    *,
    project_id: int,
    outcome: Outcome,
    taken_by: TakenBy,
    taken_on: date,
    note: str,
    now: datetime,
    today: date,
    by: Actor,
) -> Call:
    """Write down whether it goes on. The steering group decides, or the coordinator, who is of a board."""
    project = access.visible_projects(by).select_for_update().get(pk=project_id)
    require(access.may_run(by, project))
    call = Call.objects.select_for_update().filter(project=project, closed_at=None).first()
    if call is None:
        refuse_if([Reason("no_call", _("No call is open."))])
        raise AssertionError
    boards = queries.board_lines(project, today)
    counted = queries.tally(call, boards, queries.verdicts(call))
    refuse_if(_not_to_close(call, outcome, taken_by, taken_on, note, counted, today, by))
    call.outcome, call.taken_by, call.taken_on, call.outcome_note = outcome, taken_by, taken_on, note.strip()
    call.closed_at, call.closed_by_id = now, by.person_id
    call.save()
    fact = CallClosed(
        organisation_id=by.organisation_id,
        project_id=project.pk,
        call_id=call.pk,
        outcome=outcome.value,
        taken_by=taken_by.value,
        taken_on=taken_on,
        joining=counted.joining,
        asked=counted.asked,
    )
    record(fact, by=by)
    title = _("“%(title)s” goes on") if outcome is Outcome.GO else _("“%(title)s” does not go on")
    for line in boards:
        notices.notify(
            kind="projects.outcome",
            organisation_id=line.board,
            to=_who_hears(line, outcome),
            title=title,
            params={"title": project.title},
            url=reverse("projects:detail", args=[project.pk]),
            now=now,
            by=by,
        )
    return call


def _who_hears(line: BoardLine, outcome: Outcome) -> list[PersonValue]:
    """ICT managers, and who may sign for a board that said yes to what goes on."""
    found = people_of.members(line.board, people_of.Role.ICT_MANAGER)
    if outcome is Outcome.GO and line.standing in {Standing.JOINING, Standing.CONDITIONAL}:
        found = [*found, *people_of.mandated(line.board, people_of.MandateKind.SIGN)]
    return list({one.id: one for one in found}.values())


def _not_to_close(
    call: Call,
    outcome: Outcome,
    taken_by: TakenBy,
    taken_on: date,
    note: str,
    counted: taking_part.Tally,
    today: date,
    by: Actor,
) -> Iterator[Reason]:
    if by.is_of_support_point and taken_by is not TakenBy.STEERING_GROUP:
        text = _("The support point only writes down what the steering group decided.")
        yield Reason("not_ours", text, "taken_by")
    if not call.opened_at.date() <= taken_on <= today:
        yield Reason(
            "taken_on", _("The decision was taken after the call opened, and not later than today."), "taken_on"
        )
    if outcome is Outcome.GO and not counted.joining:
        yield Reason("nobody_joins", _("No board said yes."), "outcome")
    if outcome is Outcome.GO and not counted.is_met and not note.strip():
        text = _("What was agreed beforehand is not met. Say why it goes on all the same.")
        yield Reason("not_met", text, "note")


@transaction.atomic
def remind_boards(*, now: datetime, today: date, by: Actor) -> int:
    """Remind boards that still have to decide, some days before the deadline; answers how many."""
    count = 0
    for call in Call.objects.select_for_update(of=("self",)).select_related("project").filter(closed_at=None):
        due = taking_part.reminders_due(call.deadline_on, today)
        if due <= call.reminders:
            continue
        call.reminders = due
        call.save(update_fields=["reminders"])
        said = queries.verdicts(call)
        answered = said.keys() | queries.can_sign(call.project)
        waiting = [
            line for line in queries.asked_by(queries.board_lines(call.project, today)) if line.board not in answered
        ]
        if waiting:
            title = _("Your board can decide about “%(title)s” until %(day)s")
            _tell("projects.reminded", title, call.project, call, waiting, now=now, by=by)
            fact = BoardsReminded(organisation_id=None, project_id=call.project_id, boards=len(waiting))
            record(fact, by=by)
            count += len(waiting)
    return count


@transaction.atomic
def end_participations(*, today: date, by: Actor) -> int:
    """Boards whose notice is over leave: from then on they read on no more."""
    rows = list(
        Participation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(standing=Standing.LEAVING, leaves_on__lte=today)
        .order_by("pk")
    )
    for row in rows:
        row.standing = Standing.LEFT
        row.save(update_fields=["standing"])
        fact = BoardLeft(organisation_id=row.organisation_id, project_id=row.project_id, board=str(row.organisation))
        record(fact, by=by)
    return len(rows)
