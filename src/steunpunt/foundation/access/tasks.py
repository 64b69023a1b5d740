"""Mails with the link of an invitation or a registration. The task knows the id alone; the link is made here and kept
nowhere.
"""

from datetime import timedelta

from django.conf import settings
from django.db import OperationalError
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.foundation.access import abroad, links
from steunpunt.foundation.access.choices import role_labels
from steunpunt.foundation.access.models import Invitation, Registration
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.organisations.public import shown_enterprise_number
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui.mails import letter

UNCONFIRMED = timedelta(days=30)


@app.task(
    name="access.mail_invitation",
    queue="mail",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OSError, OperationalError]),
)
def mail_invitation(*, invitation_id: int) -> None:
    """Nothing is sent for an invitation that was accepted or withdrawn meanwhile."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").get(pk=invitation_id)
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        return
    known = people.person_by_email(invitation.email)
    with translation.override(known.language if known else settings.LANGUAGE_CODE):
        token = links.invitation_token(invitation.pk, invitation.invited_at)
        until = formats.date_format(timezone.localtime(invitation.expires_at), "SHORT_DATE_FORMAT")
        values = {
            "who": invitation.invited_by.name,
            "organisation": invitation.organisation.name,
            "roles": ", ".join(str(label) for label in role_labels(invitation.roles)),
            "until": until,
            "name": invitation.name,
        }
        letter(
            invitation.email,
            _("Invitation to Steunpunt for %(organisation)s") % values,
            [
                _("Hello %(name)s,") % values,
                _("%(who)s invites you to work in Steunpunt for %(organisation)s, as: %(roles)s.") % values,
                _("The link is for you alone and works until %(until)s.") % values,
            ],
            button=_("Accept the invitation"),
            url=settings.BASE_URL + reverse("access:accept", args=[token]),
            footer=_("Do you not expect this? Then you need not do anything."),
        ).send()


@app.task(
    name="access.mail_registration",
    queue="mail",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OSError, OperationalError]),
)
def mail_registration(*, registration_id: int) -> None:
    """The same words whoever asks about whichever enterprise, and none that a stranger typed: it cannot be used to send
    somebody else's text to people.
    """
    row = Registration.objects.filter(pk=registration_id, confirmed_at=None).first()
    if row is None:
        return
    with translation.override(row.language):
        until = formats.date_format(timezone.localtime(row.expires_at), "SHORT_DATETIME_FORMAT")
        values = {"number": _shown(row.enterprise_number), "until": until}
        letter(
            row.email,
            _("Confirm your registration as a supplier"),
            [
                _("Hello,"),
                _("With this address somebody asked to register enterprise %(number)s as a supplier in Steunpunt.")
                % values,
                _("Was it you? Then confirm it. The link is for you alone and works once, until %(until)s.") % values,
            ],
            button=_("Confirm the registration"),
            url=settings.BASE_URL + reverse("access:register_confirm", args=[_token(row)]),
            footer=_("Do you not expect this? Then you need not do anything."),
        ).send()


def _token(row: Registration) -> str:
    return links.registration_token(row.pk, row.asked_at)


@app.task(
    name="access.mail_turned_down",
    queue="mail",
    retry=RetryStrategy(max_attempts=8, exponential_wait=4, retry_exceptions=[OSError, OperationalError]),
)
def mail_turned_down(*, registration_id: int) -> None:
    row = Registration.objects.get(pk=registration_id)
    with translation.override(row.language):
        number = _shown(row.enterprise_number)
        letter(
            row.email,
            _("Your request to join a supplier"),
            [
                _("Hello,"),
                _("You asked to join enterprise %(number)s in Steunpunt. That request was turned down.")
                % {"number": number},
                _("Do you work there? Then ask a colleague who uses Steunpunt already for an invitation."),
            ],
        ).send()


@app.periodic(cron="35 3 * * *")  # type: ignore[arg-type]  # the library passes the timestamp by name
@app.task(name="access.daily", queue="jobs", queueing_lock="access.daily")
def every_night(*, timestamp: int) -> None:
    """Forget registrations that nobody confirmed for a month."""
    from steunpunt.foundation.access import actions  # actions send the mails of this file

    actions.forget_registrations(before=timezone.now() - UNCONFIRMED, by=the_platform())


def _shown(number: str) -> str:
    return abroad.in_a_mail(number) if abroad.is_foreign(number) else shown_enterprise_number(number)
