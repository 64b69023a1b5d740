"""`steunpunt scan publish`: the questionnaire that ships; `… import-questionnaire FILE`: one from a workbook, or only looked over."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from steunpunt.assess.scan.actions import import_workbook, publish_questionnaire
from steunpunt.assess.scan.questionnaires import source_of
from steunpunt.assess.scan.questionnaires.opening import too_large
from steunpunt.assess.scan.questionnaires.reading import Reading, read_workbook
from steunpunt.assess.scan.questionnaires.report import report_of
from steunpunt.assess.scan.questionnaires.sheets import MAX_BYTES
from steunpunt.foundation.acting import the_platform


class Command(BaseCommand):
    help = "Questionnaires: publish the one that ships with the platform, or read an XLSForm workbook into a draft."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser(
            "publish", help="publish the questionnaire that ships with the platform; again changes nothing"
        )
        imported = verbs.add_parser("import-questionnaire", help="make a draft of an XLSForm of select_one questions")
        imported.add_argument("file", type=Path)
        imported.add_argument("--dry-run", action="store_true", help="only say what would happen; needs no database")
        imported.add_argument("--json", action="store_true", help="answer as JSON")
        imported.add_argument("--language", choices=("nl", "fr", "en"), default="nl", help="language of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "publish":
            self._publish()
            return
        with translation.override(options["language"]):
            self._import(options["file"], options)

    def _publish(self) -> None:
        version = publish_questionnaire(source=source_of(), now=timezone.now(), by=the_platform(via="command"))
        self.stdout.write(f"Version {version.number} of the questionnaire is published; rounds can start with it.")

    def _import(self, file: Path, options: dict[str, Any]) -> None:
        draft_id = None
        try:
            is_large = file.stat().st_size > MAX_BYTES
            content = b"" if is_large else file.read_bytes()
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        if is_large:
            reading = Reading(None, (too_large(),))
        elif options["dry_run"]:
            reading = read_workbook(content, file.name)
        else:
            by = the_platform(via="command")
            reading, draft = import_workbook(content=content, name=file.name, now=timezone.now(), by=by)
            draft_id = draft.pk if draft else None
        report = report_of(reading, file.name, draft_id=draft_id, is_dry_run=options["dry_run"])
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
        else:
            for line in (*reading.errors, *reading.warnings):
                self.stdout.write(f"{'×' if line.is_error else '·'} {line}")
            self.stdout.write(report["summary"])
        if reading.errors:
            raise SystemExit(1)
