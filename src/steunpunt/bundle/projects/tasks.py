"""What projects do in the background: reminders before a deadline, and boards whose notice is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.bundle.projects import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="40 5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="projects.daily", queue="jobs", queueing_lock="projects.daily")
def every_morning(*, timestamp: int) -> None:
    """Remind boards that still have to decide, to answer or to sign, and let go those whose notice is over."""
    now, today = timezone.now(), timezone.localdate()
    actions.remind_boards(now=now, today=today, by=the_platform())
    actions.remind_of_interest(now=now, today=today, by=the_platform())
    actions.remind_to_sign(now=now, today=today, by=the_platform())
    actions.end_participations(today=today, by=the_platform())
