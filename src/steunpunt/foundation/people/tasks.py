"""Mails about a log-in that allauth does not send itself."""

from django.conf import settings
from django.db import OperationalError
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.mails import letter


@app.task(
    name="people.mail_second_step_cleared",
    queue="mail",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OSError, OperationalError]),
)
def mail_second_step_cleared(*, person_id: int) -> None:
    person = Person.objects.get(pk=person_id)
    if not person.is_active:
        return
    with translation.override(person.language):
        letter(
            person.email,
            _("Your second step was taken away"),
            [
                _("Hello %(name)s,") % {"name": person.name},
                _("An administrator took away your second step at log-in, because you asked for it. Set up a new one."),
                _("Did you not ask for it? Then choose another password at once and tell the support point."),
            ],
            button=_("Set up a second step"),
            url=settings.BASE_URL + reverse("mfa_index"),
        ).send()
