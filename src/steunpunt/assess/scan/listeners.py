"""What follows on a scan's own facts: people are told, and comparisons are renewed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.choices import Occasion, ScanState
from steunpunt.assess.scan.facts import (
    BoardInvited,
    BoardReminded,
    ColleagueAsked,
    ColleagueDone,
    ColleagueReminded,
    DeadlineExtended,
    ReactionGiven,
    ReviewFinished,
    RoundClosed,
    ScanReopened,
    ScanSubmitted,
)
from steunpunt.assess.scan.forms import language
from steunpunt.assess.scan.models import HelpRequest, Review, Scan
from steunpunt.assess.scan.queries import following
from steunpunt.assess.scan.queries.contributions import FACTS, subject_of
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import Role
from steunpunt.foundation.acting import Text, the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.notices.public import notify
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.people import public as people

READERS = tuple(Role(name) for name in access.READERS)


@when(ScanSubmitted)
def renew_comparisons(fact: ScanSubmitted) -> None:
    """When a board submits, every board of its round may have a comparison to gain, and the counts follow."""
    actions.renew_round(round_id=fact.round_id, now=timezone.now())


@when(BoardInvited)
def invite_people(fact: BoardInvited) -> None:
    """The people of a board who read its scan get the invitation, with the message of the support point.

    Nobody is invited to what is over: the round may have been entered afterwards.
    """
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    if scan.deadline_on < timezone.localdate():
        return
    notify(
        kind="scan.invited",
        organisation_id=scan.organisation_id,
        to=people_of.members(scan.organisation_id, *READERS),
        title=_("%(round)s: your scan is waiting, to submit by %(deadline)s"),
        params={
            "round": scan.round.name,
            "deadline": scan.deadline_on.strftime("%d/%m/%Y"),
            "message": scan.round.message,
        },
        detail="%(message)s",
        url=reverse("scan:overview", args=[scan.pk]),
        now=timezone.now(),
        by=the_platform(),
    )


SUBMITTED = _("%(board)s submitted its scan")


@when(ScanSubmitted)
def tell_of_submission(fact: ScanSubmitted) -> None:
    """The board's own readers hear that its scan was submitted."""
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    notify(
        kind="scan.submitted",
        organisation_id=scan.organisation_id,
        to=people_of.members(scan.organisation_id, *READERS),
        title=SUBMITTED,
        params={"board": str(scan.organisation)},
        url=reverse("scan:result", args=[scan.pk]),
        now=timezone.now(),
        by=the_platform(),
    )


@when(ScanSubmitted)
def tell_advisers(fact: ScanSubmitted) -> None:
    """Whoever helps the board hears it, all advisers when nobody does: of a round one notice a day, with all boards."""
    scan, support = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get(), organisations.support_point()
    if scan.submitted_at is None or support is None:
        return
    day = timezone.localdate(scan.submitted_at)
    advisers = {person.id: person for person in people_of.members(support.id, Role.ADVISER)}
    boards = following.submitted_on(scan.round_id, day)
    for adviser in following.helpers(scan, advisers):
        told = [one for one in boards if adviser in following.helpers(one, advisers)]
        results = [reverse("scan:result", args=[one.pk]) for one in told]
        of_round = reverse("scan:round", args=[scan.round_id]) + "?state=submitted&sort=-submitted"
        notify(
            kind="scan.submitted",
            organisation_id=support.id,
            to=[advisers[adviser]],
            title=_("%(round)s: %(n)s boards submitted on %(day)s") if len(told) > 1 else SUBMITTED,
            params={
                "board": str(scan.organisation),
                "boards": ", ".join(str(one.organisation) for one in told),
                "round": scan.round.name,
                "n": len(told),
                "day": day.strftime("%d/%m/%Y"),
            },
            detail="%(boards)s" if len(told) > 1 else "",
            url=of_round if len(told) > 1 else results[0],
            instead_of=[of_round, *results],
            now=timezone.now(),
            by=the_platform(),
        )


CLOSED = {
    ScanState.SUBMITTED: _(
        "Nobody submits any more: your result stands, and the boards with which you are compared as well."
    ),
    ScanState.STARTED: _(
        "What your board filled in stays there to read, and counts nowhere. A closed round is not opened again: your"
        " board can take part in the next one."
    ),
    ScanState.INVITED: _("A closed round is not opened again: your board can take part in the next one."),
}
"""What it means for a board that a round is closed."""


@when(RoundClosed)
def tell_of_closing(fact: RoundClosed) -> None:
    """Boards that submitted hear that their comparison stands; the others that it closed without them, and what that means.

    Nobody hears of a closing that was entered afterwards.
    """
    for scan in queries.with_round(Scan.objects.filter(round_id=fact.round_id)).order_by("pk"):
        if scan.round.closed_at is None or timezone.localdate(scan.round.closed_at) < timezone.localdate():
            return
        is_in = scan.state == ScanState.SUBMITTED
        notify(
            kind="scan.closed",
            organisation_id=scan.organisation_id,
            to=people_of.members(scan.organisation_id, *READERS),
            title=ngettext_lazy(
                "%(round)s is closed: %(submitted)s of %(boards)s boards submitted",
                "%(round)s is closed: %(submitted)s of the %(boards)s boards submitted",
                fact.submitted,
            )
            if is_in
            else _("%(round)s was closed without your scan"),
            params={"round": fact.name, "submitted": fact.submitted, "boards": fact.boards},
            detail=CLOSED[ScanState(scan.state)],
            url=reverse("scan:result" if is_in else "scan:overview", args=[scan.pk]),
            now=timezone.now(),
            by=the_platform(),
        )


@when(ScanReopened)
def count_without(fact: ScanReopened) -> None:
    """A scan that was taken back does not count until it is submitted again."""
    scan = Scan.objects.get(pk=fact.scan_id)
    actions.count_round(round_id=scan.round_id)


@when(ScanReopened)
def tell_of_taking_back(fact: ScanReopened) -> None:
    """Whoever fills in hears that the scan is open again, and why."""
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    _tell_board(
        scan, _("%(round)s: your scan was taken back; it can be submitted again by %(deadline)s"), message=fact.reason
    )


REMINDERS = {
    Occasion.WEEKS_BEFORE: _("%(round)s: your scan can be submitted until %(deadline)s"),
    Occasion.DAYS_BEFORE: _("%(round)s: a few days left to submit your scan, until %(deadline)s"),
    Occasion.DAY_AFTER: _("%(round)s: the deadline of %(deadline)s has passed; ask your adviser if you need more time"),
    Occasion.BY_HAND: _("%(round)s: the support point reminds you of your scan, to submit by %(deadline)s"),
}


@when(BoardReminded)
def remind_people(fact: BoardReminded) -> None:
    """The people who fill in, and whoever may submit."""
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    if scan.submitted_at:
        return
    _tell_board(scan, REMINDERS[Occasion(fact.occasion)], message=fact.message)


@when(DeadlineExtended)
def tell_of_more_time(fact: DeadlineExtended) -> None:
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    _tell_board(scan, _("%(round)s: you have more time, until %(deadline)s"), message=fact.reason)


def _tell_board(scan: Scan, title: Text, *, message: str) -> None:
    notify(
        kind="scan.reminded",
        organisation_id=scan.organisation_id,
        to=people_of.members(scan.organisation_id, *READERS),
        title=title,
        params={"round": scan.round.name, "deadline": scan.deadline_on.strftime("%d/%m/%Y"), "message": message},
        detail="%(message)s" if message else "",
        url=reverse("scan:overview", args=[scan.pk]),
        now=timezone.now(),
        by=the_platform(),
    )


@when(ColleagueAsked)
def tell_colleague(fact: ColleagueAsked) -> None:
    _tell_of_help(fact.request_id, _("%(asker)s asks you something for the scan, by %(day)s: %(domain)s"))


@when(ColleagueReminded)
def remind_colleague(fact: ColleagueReminded) -> None:
    _tell_of_help(fact.request_id, _("Reminder: %(asker)s asks you something for the scan, by %(day)s: %(domain)s"))


def _tell_of_help(request_id: int, title: Text) -> None:
    """The colleague hears it with the message and a link; not when it was withdrawn or done meanwhile."""
    row = HelpRequest.objects.get(pk=request_id)
    if row.is_open:
        detail = "%(message)s" if row.message else ""
        _notify_of_help(row, row.colleague_id, title, detail, reverse("scan:contribute", args=[row.pk]))


@when(ColleagueDone)
def tell_asker(fact: ColleagueDone) -> None:
    """Whoever asked hears that the answers are there."""
    row = HelpRequest.objects.get(pk=fact.request_id)
    name, more = ("scan:facts", []) if row.domain == FACTS else ("scan:domain", [row.domain])
    url = reverse(name, args=[row.scan_id, *more])
    _notify_of_help(row, row.asked_by_id, _("%(colleague)s is done: %(domain)s"), "", url)


def _notify_of_help(row: HelpRequest, person_id: int, title: Text, detail: Text, url: str) -> None:
    scan = queries.with_round(Scan.objects.filter(pk=row.scan_id)).get()
    questionnaire = queries.questionnaire_of(scan)
    found = people.people([row.asked_by_id, row.colleague_id])
    notify(
        kind="scan.help",
        organisation_id=scan.organisation_id,
        to=[found[person_id]] if person_id in found else [],
        title=title,
        params={
            "asker": found[row.asked_by_id].name if row.asked_by_id in found else "",
            "colleague": found[row.colleague_id].name if row.colleague_id in found else "",
            "domain": lazy(lambda: subject_of(questionnaire, row, language()), str)(),  # each reader's own language
            "day": row.due_on.strftime("%d/%m/%Y"),
            "message": row.message,
        },
        detail=detail,
        url=url,
        now=timezone.now(),
        by=the_platform(),
    )


@when(ReviewFinished)
def tell_of_review(fact: ReviewFinished) -> None:
    """The people of the board who read its scan hear that the review is finished."""
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    notify(
        kind="scan.review",
        organisation_id=scan.organisation_id,
        to=people_of.members(scan.organisation_id, *READERS),
        title=_("%(round)s: the review of your scan is finished"),
        params={"round": scan.round.name},
        url=reverse("scan:review", args=[scan.pk]),
        now=timezone.now(),
        by=the_platform(),
    )


@when(ReactionGiven)
def tell_reviewer(fact: ReactionGiven) -> None:
    """Whoever started the review, and whoever helps the board now, hear that the board reacted."""
    support = organisations.support_point()
    if support is None:
        return
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    review = Review.objects.get(pk=fact.review_id)
    wanted = {review.started_by_id, scan.adviser_id}
    domain = queries.questionnaire_of(scan).questions[fact.question].domain
    notify(
        kind="scan.review",
        organisation_id=support.id,
        to=[person for person in people_of.members(support.id, Role.ADVISER) if person.id in wanted],
        title=_("%(board)s reacted to the review of %(question)s"),
        params={"board": str(scan.organisation), "question": fact.question},
        url=reverse("scan:review_domain", args=[scan.pk, domain]),
        now=timezone.now(),
        by=the_platform(),
    )
