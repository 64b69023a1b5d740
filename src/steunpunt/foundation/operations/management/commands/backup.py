"""`manage.py backup FILE`: the whole database and all documents in one file."""

import importlib.metadata
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from steunpunt.foundation.operations.backup import backup


class Command(BaseCommand):
    help = "Back up the whole database and all documents into one file. Everybody can go on working meanwhile."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        target: Path = options["file"]
        if target.exists():
            raise CommandError(f"{target} is there already; a back-up never overwrites another.")
        if not target.absolute().parent.is_dir():
            raise CommandError(f"The folder {target.absolute().parent} does not exist.")
        say = self.stdout.write if options["verbosity"] > 1 else lambda _: None
        manifest = backup(target.absolute(), storage=default_storage, now=timezone.now(), release=release(), say=say)
        rows = sum(member.rows for member in manifest.tables.values())
        self.stdout.write(
            f"{target}: {len(manifest.tables)} tables, {rows} rows, {len(manifest.documents)} documents, "
            f"{target.stat().st_size / 1e6:.1f} MB."
        )


def release() -> str:
    """The version of the platform; a checkout that is not installed has none of its own."""
    try:
        return importlib.metadata.version("steunpunt")
    except importlib.metadata.PackageNotFoundError:
        return "checkout"
