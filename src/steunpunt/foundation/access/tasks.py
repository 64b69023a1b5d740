"""Mails with the link of an invitation. The task knows the id alone; the link is made here and kept nowhere."""

from django.conf import settings
from django.db import OperationalError
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from steunpunt.foundation.access import links
from steunpunt.foundation.access.choices import role_labels
from steunpunt.foundation.access.models import Invitation
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui.mails import letter


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
