"""`manage.py demo load | logins | tour`: the demonstration, its log-ins, and the guided tour over real HTTP."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from steunpunt.demonstration import loading, tour
from steunpunt.demonstration.people import PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Loads the demonstration, lists its log-ins, or walks its guided tour over HTTP."

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("load", help="load the demonstration, once")
        verbs.add_parser("logins", help="list the log-ins")
        walk = verbs.add_parser("tour", help="walk the guided tour over HTTP, as a browser would")
        walk.add_argument("--base-url", required=True)
        walk.add_argument(
            "--papers", default=str(settings.STATE_DIR / "tour"), help="folder for the papers of the tour"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            getattr(self, f"_{options['verb']}")(options)

    def _load(self, options: dict[str, Any]) -> None:
        if not settings.DEMO:
            raise CommandError("The demonstration is loaded only where STEUNPUNT_DEMO is set: never in production.")
        if loading.is_loaded():
            self.stdout.write("De demonstratie is al geladen.")
            return
        for step in loading.load(now=timezone.now(), today=timezone.localdate()):
            self.stdout.write(f"  {step}")

    def _logins(self, options: dict[str, Any]) -> None:
        widest = max(len(somebody.email) for somebody in PEOPLE)
        for somebody in PEOPLE:
            self.stdout.write(f"{somebody.email:<{widest}}  {somebody.does}")
        self.stdout.write(f"wachtwoord voor iedereen: {PASSWORD}")

    def _tour(self, options: dict[str, Any]) -> None:
        try:
            for step in tour.walk(options["base_url"], papers=options["papers"]):
                self.stdout.write(step)
        except tour.TourFailed as failed:
            hint = "Na eigen gebruik staat de demonstratie soms anders: `script/demo --tour --fresh` begint opnieuw."
            raise CommandError(f"De rondleiding liep vast: {failed} {hint}") from failed
