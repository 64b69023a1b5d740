"""What the scan does by the calendar."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.assess.scan import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="30 5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="scan.reminders", queue="jobs", queueing_lock="scan.reminders")
def remind_boards(*, timestamp: int) -> None:
    """Early every morning: remind the boards that did not submit yet."""
    actions.remind_by_calendar(now=timezone.now(), today=timezone.localdate(), by=the_platform())
