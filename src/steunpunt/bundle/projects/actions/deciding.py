"""What a board says and decides: always by somebody of that board, or from its own dated document.

`record_on_paper` is the only door for the support point, and it does not open without the board's document; the database
holds the same (`act_by_the_board_itself_or_from_its_document`).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.files.base import File
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects import access, queries
from steunpunt.bundle.projects.choices import ABOARD, BEFORE_DECIDING, Act, Outcome, Readers, Standing, Verdict
from steunpunt.bundle.projects.facts import (
    BoardDecided,
    DecisionRecordedFromPaper,
    InterestDenied,
    InterestShown,
    NoticeGiven,
    NoticeRecordedFromPaper,
    ParticipationSigned,
    ProjectFact,
    SignatureRecordedFromPaper,
)
from steunpunt.bundle.projects.models import BoardAct, Call, Interest, Participation, Project, SavingClaim
from steunpunt.bundle.projects.reasons import over
from steunpunt.bundle.projects.rules import taking_part
from steunpunt.bundle.projects.rules.keys import TwoPart
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Denied, Reason, refuse_if, require
from steunpunt.foundation.documents import public as documents
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

LONGEST_WAIT = timedelta(days=3 * 366)
"""Notice for a later day is a slip of the fingers, and could not be taken back."""
STANDING_AFTER = {Verdict.YES: Standing.JOINING, Verdict.YES_IF: Standing.CONDITIONAL, Verdict.NO: Standing.DECLINED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file that goes with a decision."""

    name: str
    content: "File[bytes]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """What a board decided, and when."""

    act: Act
    decided_on: date
    verdict: Verdict | None = None
    condition: str = ""
    reason: str = ""
    readers: Readers = Readers.OWN
    leaves_on: date | None = None


def _own(project_id: int, by: Actor) -> Participation:
    """The participation of the actor's own board, locked."""
    row = (
        access.own_participations(by)
        .select_for_update(of=("self",))
        .select_related("project", "organisation")
        .filter(project_id=project_id)
        .first()
    )
    if row is None:
        raise Denied
    return row


@transaction.atomic
def say_interest(
    *, project_id: int, is_interested: bool, units: int | None, wishes: str, now: datetime, today: date, by: Actor
) -> Interest:
    """Say whether the board is interested, and in how much: it binds to nothing. The newest counts."""
    require(access.may_say_interest(by))
    row = _own(project_id, by)
    refuse_if(_uninterested(row, units, today))
    said = Interest.objects.create(
        participation=row,
        is_interested=is_interested,
        units=units if is_interested else None,
        wishes=wishes.strip(),
        given_at=now,
        given_by_id=by.person_id,
    )
    if row.standing in BEFORE_DECIDING:
        row.standing = Standing.INTERESTED if is_interested else Standing.NOT_INTERESTED
        row.save(update_fields=["standing"])
    kind = InterestShown if is_interested else InterestDenied
    record(kind(organisation_id=row.organisation_id, project_id=row.project_id, board=str(row.organisation)), by=by)
    return said


def _uninterested(row: Participation, units: int | None, today: date) -> Iterator[Reason]:
    yield from over(row.project.state)
    if queries.open_call(row.project):
        text = _("The boards decide now, about these numbers. They can change once the call is closed.")
        yield Reason("call_open", text)
    elif row.standing in {Standing.JOINING, Standing.CONDITIONAL}:
        text = _("Your board said yes with this number: whoever runs the project can change it between calls.")
        yield Reason("said_yes", text)
    if row.standing in {Standing.LEAVING, Standing.LEFT}:
        yield Reason("leaving", _("Your board is leaving this project."))
    if row.standing in {Standing.SIGNED, Standing.ACTIVE}:
        text = _(
            "Your board takes part: what it uses is settled with whoever runs the project, as others pay by it too."
        )
        yield Reason("aboard", text)
    count = organisations.population(row.organisation_id, today)
    if units is not None and taking_part.absurd(units, count.inhabitants if count else None):
        yield Reason("absurd", _("This number cannot be right for your board."), "units")


@transaction.atomic
def decide(*, project_id: int, stand: Stand, paper: Paper | None, now: datetime, today: date, by: Actor) -> BoardAct:
    """Decide for one's own board on an open call, by mandate."""
    require(access.may_decide(by))
    require(stand.act is Act.DECISION)
    return _keep(_own(project_id, by), stand, paper, is_from_paper=False, now=now, today=today, by=by)


@transaction.atomic
def sign(*, project_id: int, stand: Stand, paper: Paper | None, now: datetime, today: date, by: Actor) -> BoardAct:
    """Sign the participation of one's own board, after it said yes and the call goes on."""
    require(access.may_sign(by))
    require(stand.act is Act.SIGNATURE)
    return _keep(_own(project_id, by), stand, paper, is_from_paper=False, now=now, today=today, by=by)


@transaction.atomic
def give_notice(
    *, project_id: int, stand: Stand, paper: Paper | None, now: datetime, today: date, by: Actor
) -> BoardAct:
    """Say that one's own board leaves, from a day that the notice allows."""
    require(access.may_decide(by))
    require(stand.act is Act.NOTICE)
    return _keep(_own(project_id, by), stand, paper, is_from_paper=False, now=now, today=today, by=by)


@transaction.atomic
def record_on_paper(
    *, participation_id: int, stand: Stand, paper: Paper | None, now: datetime, today: date, by: Actor
) -> BoardAct:
    """Write down what a board decided on paper: only with that paper, and the record says so."""
    row = (
        access.participations_to_record(by)
        .select_for_update(of=("self",))
        .select_related("project", "organisation")
        .filter(pk=participation_id)
        .first()
    )
    if row is None:
        raise Denied
    text = _("Add the board's own dated document: without it nothing can be written down for a board.")
    refuse_if([Reason("no_document", text, "document")] if paper is None else [])
    return _keep(row, stand, paper, is_from_paper=True, now=now, today=today, by=by)


def _keep(
    row: Participation,
    stand: Stand,
    paper: Paper | None,
    *,
    is_from_paper: bool,
    now: datetime,
    today: date,
    by: Actor,
) -> BoardAct:
    """1. Everything is checked. 2. The document is kept. 3. The decision, the standing, the claim and the fact follow."""
    project = row.project
    call = Call.objects.select_for_update().filter(project=project).order_by("-number").first()
    if stand.act is Act.SIGNATURE:
        call = queries.call_of_yes(row) or call
    refuse_if(_objections(row, call, stand, is_from_paper=is_from_paper, today=today))
    document = None
    if paper is not None:
        document = documents.add_document(
            subject=subject_of(row, stand.readers, is_from_paper=is_from_paper),
            name=paper.name,
            content=paper.content,
            now=now,
            by=by,
        )
    cost = _exit_cost(row, stand, today) if stand.act is Act.NOTICE else None
    act = BoardAct.objects.create(
        participation=row,
        call=call if stand.act is not Act.NOTICE else None,
        organisation_id=row.organisation_id,
        act=stand.act,
        verdict=stand.verdict or "",
        condition=stand.condition.strip() if stand.verdict is Verdict.YES_IF else "",
        reason=stand.reason.strip(),
        readers=stand.readers,
        decided_on=stand.decided_on,
        leaves_on=stand.leaves_on if stand.act is Act.NOTICE else None,
        exit_supplier=Decimal(cost.supplier) / 100 if cost else None,
        exit_support=Decimal(cost.support) / 100 if cost else None,
        document=document,
        is_from_paper=is_from_paper,
        recorded_at=now,
        recorded_by_id=by.person_id,
        recorded_for_id=by.organisation_id or 0,
    )
    row.standing = _standing_after(stand)
    if stand.act is Act.NOTICE:
        row.leaves_on = stand.leaves_on
    row.save(update_fields=["standing", "leaves_on"])
    _claim(act, row, call, today)
    record(_fact(row, act, stand), by=by)
    _tell_owner(project, row, now=now, by=by)
    if is_from_paper:
        _tell_board(project, row, now=now, by=by)
    return act


def _claim(act: BoardAct, row: Participation, call: Call | None, today: date) -> None:
    """With a yes and with a signature stays what the board reckoned to save on that day, at the costs of the call."""
    if call is None or act.act == Act.NOTICE or act.verdict == Verdict.NO:
        return
    lines = queries.case_lines(row, call, today)
    if lines:
        SavingClaim.objects.create(
            act=act, lines=queries.case_as_data(lines), years=row.project.years, discount=row.project.discount
        )


def subject_of(row: Participation, readers: str, *, is_from_paper: bool) -> str:
    """Where the document belongs: seen by the board alone, or by the board and the support point."""
    is_shared = is_from_paper or readers == Readers.SUPPORT_TOO
    return f"participation:{row.pk}" if is_shared else f"board_file:{row.pk}"


def _standing_after(stand: Stand) -> Standing:
    if stand.act is Act.DECISION and stand.verdict:
        return STANDING_AFTER[stand.verdict]
    return Standing.SIGNED if stand.act is Act.SIGNATURE else Standing.LEAVING


def _objections(
    row: Participation, call: Call | None, stand: Stand, *, is_from_paper: bool, today: date
) -> Iterator[Reason]:
    yield from over(row.project.state)
    if stand.decided_on > today:
        yield Reason("in_future", _("A board cannot have decided after today."), "decided_on")
    if stand.act is Act.DECISION:
        yield from _not_decidable(row, call, stand, is_from_paper=is_from_paper, today=today)
        yield from _out_of_time(row, call, stand)
    elif stand.act is Act.SIGNATURE:
        yield from _not_signable(row, call, stand)
    else:
        yield from _not_leavable(row, stand, today, is_from_paper=is_from_paper)


def _out_of_time(row: Participation, call: Call | None, stand: Stand) -> Iterator[Reason]:
    """A decision is of a day after the boards were asked, and an older one does not undo a later one."""
    if call is None:
        return
    asked_on = localdate(call.opened_at)
    if stand.decided_on < asked_on:
        text = _("The boards were asked on %(day)s: a decision about it is not older.")
        yield Reason("before_call", text % {"day": f"{asked_on:%d/%m/%Y}"}, "decided_on")
    later = (
        row.acts.filter(act=Act.DECISION, call=call, decided_on__gt=stand.decided_on).order_by("-decided_on").first()
    )
    if later:
        text = _("A later decision of this board, of %(day)s, is on record: that one counts.")
        yield Reason("overtaken", text % {"day": f"{later.decided_on:%d/%m/%Y}"}, "decided_on")


def _not_decidable(
    row: Participation, call: Call | None, stand: Stand, *, is_from_paper: bool, today: date
) -> Iterator[Reason]:
    if row.standing in ABOARD:
        yield Reason("aboard", _("This board takes part already; it can leave by giving notice."))
    if row.standing == Standing.LEFT:
        yield Reason("left", _("This board left the project."))
    if stand.verdict is None:
        yield Reason("verdict_missing", _("Choose yes, no, or yes if."), "verdict")
        return
    if call is not None and can_confirm(row, call) and stand.verdict is not Verdict.YES_IF:
        return
    if call is None or call.closed_at is not None:
        yield Reason("no_call", _("No call is open to decide on."))
        return
    # What stood on paper in time may be written down later, until it is decided whether it goes on.
    is_late = stand.decided_on > call.deadline_on if is_from_paper else today > call.deadline_on
    if is_late:
        yield Reason("too_late", _("The deadline is over. A next entry moment may come."))
    if stand.verdict is Verdict.YES_IF and not stand.condition.strip():
        yield Reason("condition_missing", _("Say under which condition it is a yes."), "condition")


def can_confirm(row: Participation, call: Call) -> bool:
    """Whether a board that said “yes, if” can still say yes or no: the project goes on, and only it knows its condition."""
    return row.standing == Standing.CONDITIONAL and call.outcome == Outcome.GO


def _not_signable(row: Participation, call: Call | None, stand: Stand) -> Iterator[Reason]:
    if row.standing in ABOARD:
        yield Reason("signed", _("This board signed already."))
    elif row.standing != Standing.JOINING:
        yield Reason("no_yes", _("A board signs after it decided yes."))
    if call is None or call.outcome != Outcome.GO:
        yield Reason("no_go", _("Signing waits until it is decided that the project goes on."))
    elif call.taken_on and stand.decided_on < call.taken_on:
        yield Reason("before_go", _("It was decided only later that the project goes on."), "decided_on")


def _not_leavable(row: Participation, stand: Stand, today: date, *, is_from_paper: bool) -> Iterator[Reason]:
    """Notice counts from the day on which it is given here, or from the day of the board's own dated paper."""
    if row.standing not in {Standing.SIGNED, Standing.ACTIVE}:
        yield Reason("not_aboard", _("Only a board that takes part can leave."))
    signed = row.acts.filter(act=Act.SIGNATURE).order_by("-pk").first()
    if signed and stand.decided_on < signed.decided_on:
        text = _("This board signed on %(day)s: notice is not older.")
        yield Reason("before_signature", text % {"day": f"{signed.decided_on:%d/%m/%Y}"}, "decided_on")
    given_on = min(stand.decided_on, today) if is_from_paper else today
    earliest = taking_part.earliest_exit(given_on, row.project.notice_months)
    if stand.leaves_on is None or stand.leaves_on < earliest:
        text = _("Notice takes %(n)s months: the board can leave from %(day)s.")
        yield Reason("too_soon", text % {"n": row.project.notice_months, "day": f"{earliest:%d/%m/%Y}"}, "leaves_on")
    elif stand.leaves_on > earliest + LONGEST_WAIT:
        text = _("This day is more than three years on. Is the year right?")
        yield Reason("too_late", text, "leaves_on")


def _exit_cost(row: Participation, stand: Stand, today: date) -> TwoPart | None:
    yearly = queries.yearly_share(row, today)
    return taking_part.exit_cost(yearly, stand.decided_on, stand.leaves_on or stand.decided_on) if yearly else None


def _fact(row: Participation, act: BoardAct, stand: Stand) -> ProjectFact:
    same = {
        "organisation_id": row.organisation_id,
        "project_id": row.project_id,
        "act_id": act.pk,
        "board": str(row.organisation),
        "decided_on": act.decided_on,
    }
    if stand.act is Act.DECISION:
        decision = DecisionRecordedFromPaper if act.is_from_paper else BoardDecided
        return decision(**same, verdict=act.verdict)  # type: ignore[arg-type]  # one dictionary for three facts
    if stand.act is Act.SIGNATURE:
        signature = SignatureRecordedFromPaper if act.is_from_paper else ParticipationSigned
        return signature(**same)  # type: ignore[arg-type]
    notice = NoticeRecordedFromPaper if act.is_from_paper else NoticeGiven
    return notice(**same, leaves_on=act.leaves_on)  # type: ignore[arg-type]


def _tell_owner(project: Project, row: Participation, *, now: datetime, by: Actor) -> None:
    if project.owner_id is None or project.owner_id == by.person_id:
        return
    owner = [one for one in people_of.members(project.owner_for_id) if one.id == project.owner_id]
    notices.notify(
        kind="projects.decided",
        organisation_id=project.owner_for_id,
        to=owner,
        title=_("%(board)s decided about “%(title)s”"),
        params={"board": str(row.organisation), "title": project.title},
        url=reverse("projects:detail", args=[project.pk]),
        now=now,
        by=by,
    )


def _tell_board(project: Project, row: Participation, *, now: datetime, by: Actor) -> None:
    """A board hears what was written down for it, so that it can say that this is not so."""
    known = people_of.members(row.organisation_id, people_of.Role.ICT_MANAGER, people_of.Role.SECRETARY)
    people = {one.id: one for one in [*known, *people_of.mandated(row.organisation_id, people_of.MandateKind.OPT_IN)]}
    notices.notify(
        kind="projects.recorded",
        organisation_id=row.organisation_id,
        to=list(people.values()),
        title=_("What your board decided about “%(title)s” was written down from its paper"),
        params={"title": project.title},
        url=reverse("projects:detail", args=[project.pk]),
        now=now,
        by=by,
    )
