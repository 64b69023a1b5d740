"""How allauth behaves here: nobody signs up by themselves, an invitation comes first."""

import re
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation

from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.mails import letter


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def render_mail(
        self,
        template_prefix: str,
        email: str | list[str],
        context: dict[str, Any],
        headers: dict[str, str] | None = None,
    ) -> EmailMessage:
        """Mails about a log-in in our look, in the language of the person when we know them."""
        to = email if isinstance(email, str) else email[0]
        person = Person.objects.filter(email__iexact=to).first()
        with translation.override(person.language if person else translation.get_language()):
            subject = render_to_string(f"{template_prefix}_subject.txt", context)
            text = render_to_string(f"{template_prefix}_message.txt", context)
            message = letter(to, subject.strip(), [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()])
        message.extra_headers = headers or {}
        return message


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """A sign-in service opens the door for people we know by their confirmed address, and for nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Somebody whom the service knows and we do not gets a page that says what to do."""
        if request.user.is_authenticated or sociallogin.is_existing:
            return
        addresses = [item.email for item in sociallogin.email_addresses if item.verified]
        if not EmailAddress.objects.filter(email__in=[item.lower() for item in addresses], verified=True).exists():
            page = render(request, "people/unknown_at_service.html", {"addresses": addresses}, status=403)
            raise ImmediateHttpResponse(page)
