"""`manage.py assets`: bring styles, scripts, icons and typefaces from the npm packages and prepare them for serving."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from steunpunt.foundation.ui import vendor
from steunpunt.settings.env import ROOT


class Command(BaseCommand):
    help = "Bring styles, scripts, icons and typefaces from the npm packages and prepare them for serving."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        packages = ROOT / "node_modules"
        try:
            copied = vendor.bring(packages, settings.STATE_DIR)
        except FileNotFoundError as missing:
            raise CommandError(f"{missing.filename} is missing: run `npm ci` first.") from missing
        self.stdout.write(f"{copied} files brought from {packages.name}.")
        call_command("collectstatic", interactive=False, verbosity=0)
