"""What contracts do in the background."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.assess.inventory import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="20 0,5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="inventory.daily", queue="jobs", queueing_lock="inventory.daily")
def every_night(*, timestamp: int) -> None:
    """Bring lists up to date and remind of what is due. The second time catches up."""
    actions.look_ahead(now=timezone.now(), today=timezone.localdate(), by=the_platform())
