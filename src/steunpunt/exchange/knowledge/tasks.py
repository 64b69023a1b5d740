"""What knowledge does in the background."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.exchange.knowledge import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="40 0,5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="knowledge.daily", queue="jobs", queueing_lock="knowledge.daily")
def every_night(*, timestamp: int) -> None:
    """Ask whether old answers are still right; pass on requests for help. The second time catches up."""
    now, today = timezone.now(), timezone.localdate()
    actions.ask_whether_right(now=now, today=today, by=the_platform())
    actions.pass_on_what_waits(now=now, today=today, by=the_platform())
