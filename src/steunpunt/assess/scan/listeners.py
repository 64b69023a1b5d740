"""What follows on a scan's own facts: people are told, and comparisons are renewed."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.choices import Occasion
from steunpunt.assess.scan.facts import BoardInvited, BoardReminded, DeadlineExtended, ScanReopened, ScanSubmitted
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.access.public import Role
from steunpunt.foundation.acting import Text, the_platform
from steunpunt.foundation.journal.public import when
from steunpunt.foundation.notices.public import notify
from steunpunt.foundation.organisations import public as organisations

READERS = tuple(Role(name) for name in access.READERS)


@when(ScanSubmitted)
def renew_comparisons(fact: ScanSubmitted) -> None:
    """When a board submits, every board of its round may have a comparison to gain."""
    actions.release_comparisons(round_id=fact.round_id, now=timezone.now())


@when(ScanSubmitted)
def count_again(fact: ScanSubmitted) -> None:
    """The counts of the round follow."""
    actions.count_round(round_id=fact.round_id)


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
