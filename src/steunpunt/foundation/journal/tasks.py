"""Deliveries: one task for each fact and each of its listeners, tried again when it fails."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.foundation.journal import actions


@app.task(name="journal.deliver", queue="facts", retry=RetryStrategy(max_attempts=8, exponential_wait=3))
def deliver(*, entry_id: int, listener: str) -> None:
    actions.deliver_to(listener, entry_id=entry_id)
