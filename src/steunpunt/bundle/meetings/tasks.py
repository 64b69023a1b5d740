"""What meetings do in the background: one mail for each invitation."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.bundle.meetings import actions


@app.task(name="meetings.mail", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def mail_invitation(*, invitee_id: int, sequence: int) -> None:
    actions.mail_invitation(invitee_id=invitee_id, sequence=sequence, now=timezone.now())
