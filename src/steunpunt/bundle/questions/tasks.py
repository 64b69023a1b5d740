"""What group questions do in the background: reminders, and the outcome once the last day is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from steunpunt.bundle.questions import actions
from steunpunt.foundation.acting import the_platform


@app.periodic(cron="20 0,5 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="questions.daily", queue="jobs", queueing_lock="questions.daily")
def every_night(*, timestamp: int) -> None:
    """Close what is over, remind of what is nearly over. The second time catches up when the first one failed."""
    now, today = timezone.now(), timezone.localdate()
    actions.close_due_questions(now=now, today=today, by=the_platform())
    actions.remind_boards(now=now, today=today, by=the_platform())
