"""What follows on a scan's own facts: people are told, and comparisons are renewed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.choices import Occasion
from steunpunt.assess.scan.facts import (
    BoardInvited,
    BoardReminded,
    ColleagueAsked,
    ColleagueDone,
    ColleagueReminded,
    DeadlineExtended,
    ReactionGiven,
    ReviewFinished,
    ScanReopened,
    ScanSubmitted,
)
from steunpunt.assess.scan.forms import language
from steunpunt.assess.scan.models import HelpRequest, Review, Scan
from steunpunt.assess.scan.queries.contributions import FACTS, subject_of
from steunpunt.assess.scan.sentences import inside
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


@when(ScanSubmitted)
def tell_of_submission(fact: ScanSubmitted) -> None:
    """The board's own readers, and the advisers of the support point, hear that a scan was submitted."""
    scan = queries.with_round(Scan.objects.filter(pk=fact.scan_id)).get()
    support = organisations.support_point()
    for organisation_id, roles in [
        (scan.organisation_id, READERS),
        *([(support.id, (Role.ADVISER,))] if support else []),
    ]:
        notify(
            kind="scan.submitted",
            organisation_id=organisation_id,
            to=people_of.members(organisation_id, *roles),
            title=_("%(board)s submitted its scan"),
            params={"board": str(scan.organisation)},
            url=reverse("scan:result", args=[scan.pk]),
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
    _tell_of_help(fact.request_id, _("%(asker)s asks you about %(domain)s, by %(day)s"))


@when(ColleagueReminded)
def remind_colleague(fact: ColleagueReminded) -> None:
    _tell_of_help(fact.request_id, _("Reminder: %(asker)s asks you about %(domain)s, by %(day)s"))


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
    _notify_of_help(row, row.asked_by_id, _("%(colleague)s is done with %(domain)s"), "", url)


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
            "domain": lazy(
                lambda: inside(subject_of(questionnaire, row, language())), str
            )(),  # each reader's own language
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
