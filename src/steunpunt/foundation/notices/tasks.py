"""Mails: at once, one task for each notice; every morning what waited."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.foundation.notices import actions
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.models import Notice


@app.task(name="notices.mail", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def mail_notice(*, notice_id: int) -> None:
    actions.mail_now(notice_id=notice_id, now=timezone.now())


@app.periodic(cron="0 6 * * 1-5")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="notices.digests", queue="mail", queueing_lock="notices.digests")
def start_digests(*, timestamp: int) -> None:
    """On working days, early: one task for each person for whom something waits."""
    waiting = Notice.objects.filter(mail=Mail.DIGEST, mailed_at=None, read_at=None)
    for person_id in waiting.order_by("person_id").values_list("person_id", flat=True).distinct():
        mail_digest.defer(person_id=person_id)


@app.task(name="notices.digest", queue="mail", retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def mail_digest(*, person_id: int) -> None:
    actions.mail_digest(person_id=person_id, now=timezone.now())
