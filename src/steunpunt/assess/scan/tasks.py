"""What the scan does in the background: reminders by the calendar, and all reports of a round."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from steunpunt.assess.scan import actions, papers
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.jobs.public import Progress, Result, job


@app.periodic(cron="30 5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="scan.reminders", queue="jobs", queueing_lock="scan.reminders")
def remind_boards(*, timestamp: int) -> None:
    """Early every morning: remind the boards that did not submit yet, and the colleagues whom they asked."""
    now, today = timezone.now(), timezone.localdate()
    actions.remind_by_calendar(now=now, today=today, by=the_platform())
    actions.remind_colleagues(now=now, today=today, by=the_platform())


@job("scan.reports")
def make_reports(progress: Progress, *, archive_id: int) -> Result:
    """Page for the mayor, full report and workbook of every board of a round, as one archive."""
    archive = actions.fill_archive(
        archive_id=archive_id,
        make=papers.all_reports,
        now=timezone.now(),
        step=lambda done, total: progress.step(
            done, total, _("%(done)s of %(total)s boards") % {"done": done, "total": total}
        ),
    )
    text = _("The reports of %(n)s boards are ready.") % {"n": archive.boards}
    return Result(url=reverse("scan:archive", args=[archive.round_id, archive.pk]), text=text)


@job("scan.quality")
def reckon_quality(progress: Progress, *, report_id: int) -> Result:
    """Alpha, item-rest correlations, answers that nobody picks, and how much weights matter."""
    report = actions.fill_quality(
        report_id=report_id,
        now=timezone.now(),
        step=lambda done, total: progress.step(
            done, total, _("%(done)s of %(total)s domains") % {"done": done, "total": total}
        ),
    )
    url = reverse("scan:quality", args=[report.round_id])
    return Result(
        url=url, text=_("The quality of the questionnaire was reckoned over %(n)s boards.") % {"n": report.boards}
    )


@job("scan.open_data")
def make_open_file(progress: Progress, *, round_id: int, person_id: int) -> Result:
    """The open figures of a closed round, as a file for everybody."""
    actions.publish_open_file(
        round_id=round_id,
        person_id=person_id,
        now=timezone.now(),
        step=lambda done, total: progress.step(
            done, total, _("%(done)s of %(total)s tables") % {"done": done, "total": total}
        ),
        by=the_platform(),
    )
    return Result(url=reverse("scan:open_data"), text=_("The open figures are published."))
