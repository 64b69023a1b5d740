"""Delivering messages to programs, and trying again later."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.foundation.hooks import actions


@app.task(name="hooks.deliver", queue="mail", retry=RetryStrategy(max_attempts=4, exponential_wait=5))
def deliver(*, delivery_id: int) -> None:
    """One attempt; the next one is put in the queue for its moment."""
    wait = actions.attempt(delivery_id=delivery_id, now=timezone.now())
    if wait is not None:
        deliver.configure(schedule_in={"seconds": wait}).defer(delivery_id=delivery_id)
