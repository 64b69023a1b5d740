"""Bring the list of organisations up to date from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from steunpunt.foundation.acting import Refused, the_platform
from steunpunt.foundation.organisations import actions, queries, reasons, reference
from steunpunt.foundation.organisations.rules.outlines import simple_objections
from steunpunt.foundation.organisations.rules.tables import read_rows
from steunpunt.foundation.organisations.sheets import read_sheet
from steunpunt.foundation.organisations.values import LoadOutcome

SHOWN = 40


class Command(BaseCommand):
    help = "Load reference data, bring organisations up to date from a file, or replace boundaries."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        load = verbs.add_parser("load-reference", help="the public bodies of Flanders that come with the platform")
        load.add_argument("--year", type=int, choices=reference.YEARS, default=2025, help="state of 1 January (2025)")
        load.add_argument("--province", choices=reference.provinces(), default="", help="only this province")
        update = verbs.add_parser("update", help="organisations from a workbook (.xlsx) or CSV file")
        update.add_argument("file", type=Path)
        boundaries = verbs.add_parser("boundaries", help="boundaries of municipalities from a GeoJSON file (WGS 84)")
        boundaries.add_argument("file", type=Path)
        boundaries.add_argument("--nis", default="nis", help="name of the property with the NIS code (nis)")
        for verb in (load, update, boundaries):
            verb.add_argument("--dry-run", action="store_true", help="only show what would change")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override("nl"):
            try:
                outcome = self._work(options)
            except Refused as refused:
                raise CommandError("\n".join(str(reason) for reason in refused.reasons)) from refused
            except OSError as problem:
                raise CommandError(str(problem)) from problem
        self._show(outcome, dry_run=options["dry_run"])

    def _work(self, options: dict[str, Any]) -> LoadOutcome:
        today, by, dry_run = timezone.localdate(), the_platform(via="command"), options["dry_run"]
        if options["verb"] == "load-reference":
            state = reference.state(options["year"], province=options["province"])
            return actions.load_reference(state=state, today=today, by=by, dry_run=dry_run)
        file: Path = options["file"]
        if options["verb"] == "update":
            sheet = read_sheet(file.read_bytes(), limit_bytes=settings.MAX_UPLOAD_BYTES)
            reading = read_rows(sheet.header, sheet.rows, beside=queries.as_listed())
            if reading.problems:
                places = (f"{one.row} {one.column}: {one.text}" for one in reading.problems)
                raise CommandError("\n".join(places))
            return actions.load_organisations(
                listed=reading.listed, source=file.name, today=today, by=by, dry_run=dry_run
            )
        drawn = _boundaries(file, options["nis"])
        return actions.load_boundaries(boundaries=drawn, source=file.name, on=today, by=by, dry_run=dry_run)

    def _show(self, outcome: LoadOutcome, *, dry_run: bool) -> None:
        for change in outcome.changes[:SHOWN]:
            details = "; ".join(f"{what}: {before or '-'} > {now}" for what, before, now in change.details)
            self.stdout.write(f"{change.kind:8} {change.name}" + (f"  ({details})" if details else ""))
        if len(outcome.changes) > SHOWN:
            self.stdout.write(f"… and {len(outcome.changes) - SHOWN} more")
        counts = ", ".join(f"{count} {name}" for name, count in outcome.rows.items() if count)
        count = len(outcome.changes)
        summary = f"{count} {'change' if count == 1 else 'changes'} to organisations" + (
            f"; {counts}" if counts else ""
        )
        self.stdout.write(f"{summary}. Nothing was changed: this was a dry run." if dry_run else f"{summary}.")


def _boundaries(file: Path, nis: str) -> dict[str, Any]:
    """Geometries by NIS code. Raises `Refused` at the first one that cannot be drawn."""
    try:
        features = json.loads(file.read_text(encoding="utf-8"))["features"]
        found = {str(feature["properties"][nis]): feature["geometry"] for feature in features}
    except (ValueError, KeyError, TypeError) as problem:
        raise CommandError(f"{file.name} is no GeoJSON file with the property {nis}.") from problem
    for code, geometry in sorted(found.items()):
        if objection := simple_objections(geometry):
            raise Refused([reasons.boundary_wrong(code, objection)])
    return found
