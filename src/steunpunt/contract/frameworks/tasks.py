"""What framework contracts do in the background: signed changes begin to hold, and open data says that one has ended."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.contract.frameworks import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="10 3 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="frameworks.daily", queue="jobs", queueing_lock="frameworks.daily")
def every_day(*, timestamp: int) -> None:
    """Each once; on other days it finds nothing to do."""
    now = timezone.now()
    actions.show_what_holds(today=timezone.localdate(now), by=the_platform())
    actions.tell_ended(today=timezone.localdate(now), now=now, by=the_platform())
