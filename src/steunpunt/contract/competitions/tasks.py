"""What happens by the clock: boards hear that a deadline is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.contract.competitions import actions
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.journal.public import moment


@app.periodic(cron="*/10 * * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="competitions.over", queue="jobs", queueing_lock="competitions.over")
def every_ten_minutes(*, timestamp: int) -> None:
    actions.tell_over(now=moment(timezone.now()), by=the_platform())
