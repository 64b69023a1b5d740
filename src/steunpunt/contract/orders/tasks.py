"""What orders do in the background: another year of services that run comes into the ledger of savings."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.contract.orders import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="50 1 1,2,15 * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="orders.monthly", queue="jobs", queueing_lock="orders.monthly")
def every_month(*, timestamp: int) -> None:
    """In January it books the new year; at any other time it catches up, and finds nothing to do."""
    now = timezone.now()
    actions.book_year(year=timezone.localdate(now).year, now=now, by=the_platform())
