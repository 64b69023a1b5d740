"""What the inventory does in the background: reminders, what is not seen, files that are read in."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from steunpunt.assess.inventory import actions, queries
from steunpunt.assess.inventory.models import Import
from steunpunt.foundation.acting import Actor, the_platform
from steunpunt.foundation.jobs.public import Progress, Result, job


@app.periodic(cron="20 0,5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="inventory.daily", queue="jobs", queueing_lock="inventory.daily")
def every_night(*, timestamp: int) -> None:
    """Bring lists and counts up to date and remind of what is due. The second time catches up."""
    actions.look_ahead(now=timezone.now(), today=timezone.localdate(), by=the_platform())
    actions.release_prices(now=timezone.now(), by=the_platform())
    for board in queries.boards_with_agents():
        actions.count_use(organisation_id=board)


@app.periodic(cron="15 6 * * 1")  # type: ignore[arg-type]
@app.task(name="inventory.weekly", queue="jobs", queueing_lock="inventory.weekly")
def every_week(*, timestamp: int) -> None:
    """Ask boards about devices that were not seen any more."""
    actions.ask_about_unseen(now=timezone.now(), by=the_platform())


@job("inventory.import", is_atomic=False)
def read_in(progress: Progress, *, import_id: int, is_try: bool) -> Result:
    """Read a file in, or try it. Run again, a reading goes on after the rows that are in."""
    row = Import.objects.only("organisation_id", "given_by_id").get(pk=import_id)
    by = Actor(person_id=row.given_by_id, organisation_id=row.organisation_id, via="task")
    work = actions.try_file if is_try else actions.read_file
    done = work(
        import_id=import_id, now=timezone.now(), step=lambda some, all_: progress.step(some, all_, _("Rows")), by=by
    )
    refused = done.counts.get("refused", 0)
    text = _("Tried: look at what would happen.") if is_try else _("Read in; %(n)s rows were refused.") % {"n": refused}
    return Result(url=reverse("inventory:import", args=[import_id]), text=text)
