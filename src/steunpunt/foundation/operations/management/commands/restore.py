"""`manage.py restore FILE`: put back what `backup` kept."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from steunpunt.foundation.operations.archive import Damaged
from steunpunt.foundation.operations.restore import NotPossible, restore


class Command(BaseCommand):
    help = "Put back a back-up into an empty database. Stop web servers and workers first."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="lose what the database holds now")

    def handle(self, *args: Any, **options: Any) -> None:
        source: Path = options["file"]
        if not source.is_file():
            raise CommandError(f"{source} is not there.")
        say = self.stdout.write if options["verbosity"] > 1 else lambda _: None
        try:
            manifest = restore(source, storage=default_storage, replace=options["replace"], say=say)
        except (Damaged, NotPossible) as error:
            raise CommandError(str(error)) from error
        rows = sum(member.rows for member in manifest.tables.values())
        self.stdout.write(
            f"Restored what was kept on {manifest.made_at}: {len(manifest.tables)} tables, {rows} rows, "
            f"{len(manifest.documents)} documents."
        )
