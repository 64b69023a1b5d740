"""What knowledge does in the background."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.exchange.knowledge import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="40 0,5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="knowledge.daily", queue="jobs", queueing_lock="knowledge.daily")
def every_night(*, timestamp: int) -> None:
    """Ask whether answers of a year ago are still right. The second time catches up when the first one failed."""
    actions.ask_whether_right(now=timezone.now(), today=timezone.localdate(), by=the_platform())
