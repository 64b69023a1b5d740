"""`manage.py documents sweep`: remove files from the storage that belong to no document."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.documents import actions


class Command(BaseCommand):
    help = "Look after the storage of documents."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        sweep = verbs.add_parser("sweep", help="remove files that belong to no document")
        sweep.add_argument(
            "--older-than-hours", type=int, default=24, help="leave younger files alone: one may be arriving (24)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(hours=options["older_than_hours"])
        count = actions.sweep(before=before, by=the_platform(via="command"))
        self.stdout.write(f"{count} files without a document removed.")
