"""What orders do in the background: another year of services that run comes into the ledger of savings, commitments follow
prices that are revised, and open data tells once a quarter what was called off.
"""

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


@app.periodic(cron="40 1 * * *")  # type: ignore[arg-type]
@app.task(name="orders.daily", queue="jobs", queueing_lock="orders.daily")
def every_day(*, timestamp: int) -> None:
    """On the day on which prices change, what services commit to follows; on any other day there is nothing to do."""
    now = timezone.now()
    actions.follow_all(today=timezone.localdate(now), now=now)


@app.periodic(cron="20 3 3,10,17 1,4,7,10 *")  # type: ignore[arg-type]
@app.task(name="orders.quarterly", queue="jobs", queueing_lock="orders.quarterly")
def every_quarter(*, timestamp: int) -> None:
    """In the month after a quarter; what was told once is not told again."""
    now = timezone.now()
    actions.tell_all(today=timezone.localdate(now), now=now, by=the_platform())
