"""`manage.py begin`: the first log-in of an installation."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone, translation

from steunpunt.foundation.access import actions
from steunpunt.foundation.acting import Refused, the_platform
from steunpunt.foundation.people import public as people


class Command(BaseCommand):
    help = "Make the first administrator of the support point, who invites everybody else; shows a link to choose a password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--support-point", required=True, metavar="NAME", help="what the support point is called")
        parser.add_argument("--name", required=True, help="name of the first administrator")
        parser.add_argument("--email", required=True, help="address with which the first administrator logs in")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_email(options["email"].strip())
        except ValidationError as wrong:
            raise CommandError(f"{options['email']} is not an e-mail address.") from wrong
        with translation.override("en"):
            try:
                person_id = actions.begin(
                    organisation=options["support_point"],
                    name=options["name"],
                    email=options["email"].strip(),
                    today=timezone.localdate(),
                    by=the_platform(via="command"),
                )
            except Refused as refused:
                raise CommandError("\n".join(str(reason) for reason in refused.reasons)) from refused
        self.stdout.write(
            f"{options['name']} is administrator. Choose a password here; the link works once, for three days:"
        )
        self.stdout.write(settings.BASE_URL + people.link_to_choose_password(person_id))
