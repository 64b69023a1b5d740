"""`steunpunt inventory import FILE… --board CODE`: inventories of agents and spreadsheets, one verdict for each row."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from steunpunt.assess.inventory import actions, queries
from steunpunt.assess.inventory.choices import Door, Verdict
from steunpunt.assess.inventory.reading import Unreadable, is_of_devices
from steunpunt.assess.inventory.values import Answer, Row
from steunpunt.foundation.acting import the_platform
from steunpunt.foundation.organisations import public as organisations

_HEAD = 4096


class Command(BaseCommand):
    help = "The inventory of a board: import reads inventories of GLPI agents, archives of them, and spreadsheets."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        imported = verbs.add_parser("import", help="read files in for one board")
        imported.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".json, .xml, .zip, .csv, .xlsx")
        imported.add_argument(
            "--board",
            required=True,
            help="enterprise number, or NIS code (of the municipality; ocmw-24048 of its OCMW)",
        )
        imported.add_argument("--dry-run", action="store_true", help="only say what would happen")
        imported.add_argument("--json", action="store_true", help="answer as JSON")
        imported.add_argument("--language", choices=("nl", "fr", "en"), default="nl", help="language of the messages")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(options["language"]):
            board = _board(options["board"])
            answers = _read(board.id, options["files"], is_try=options["dry_run"])
            report = _report(board.name, answers, is_try=options["dry_run"])
            if options["json"]:
                self.stdout.write(json.dumps(report, ensure_ascii=False, indent=2))
            else:
                self._say(report)
            if report["counts"][Verdict.REFUSED.value]:
                raise SystemExit(1)

    def _say(self, report: dict[str, Any]) -> None:
        for one in report["rows"]:
            reasons = "; ".join(f"{r['field']} {r['text']}".strip() for r in one["reasons"])
            if one["verdict"] == Verdict.REFUSED.value or reasons:
                self.stdout.write(f"{one['file']}:{one['row']} {one['verdict']} {one['label']} {reasons}".rstrip())
        self.stdout.write(", ".join(f"{verdict}: {n}" for verdict, n in report["counts"].items()))


def _board(code: str) -> organisations.OrganisationCard:
    is_welfare = code.lower().startswith("ocmw-")
    found = organisations.boards_by_code(code[5:] if is_welfare else code)
    if is_welfare:
        found = [card for card in found if card.kind == organisations.Kind.WELFARE_CENTRE]
    if not found:
        raise CommandError(f"No board has the code {code}.")
    return found[0]


def _read(board: int, files: list[Path], *, is_try: bool) -> list[Answer]:
    """All files of agents as one stream, each spreadsheet by itself; in memory stands no more than a part."""
    now, by = timezone.now(), the_platform(via="command")
    of_agents: list[Path] = []
    sheets: list[Path] = []
    for file in files:
        if not file.is_file():
            raise CommandError(f"{file}: there is no such file.")
        with file.open("rb") as opened:
            (of_agents if is_of_devices(opened.read(_HEAD), file.name) else sheets).append(file)
    answers = []
    for door, group in ((Door.AGENT, [of_agents] if of_agents else []), (Door.SHEET, [[sheet] for sheet in sheets])):
        for some in group:
            name = some[0].name if len(some) == 1 else f"{some[0].name} (+{len(some) - 1})"
            rows = (row for file in some for row in _rows(board, file))
            answers += actions.read_rows(
                organisation_id=board, name=name, rows=rows, door=door, is_try=is_try, now=now, by=by
            )
    return answers


def _rows(board: int, file: Path) -> Iterator[Row]:
    try:
        yield from actions.rows_for(board, file.read_bytes(), file.name)
    except Unreadable as unreadable:
        yield Row(place=0, file=file.name, faults=(unreadable.fault,))


def _report(board: str, answers: list[Answer], *, is_try: bool) -> dict[str, Any]:
    counts = Counter(answer.verdict.value for answer in answers)
    return {
        "board": board,
        "is_dry_run": is_try,
        "counts": {verdict.value: counts.get(verdict.value, 0) for verdict in Verdict},
        "rows": [_row(answer, is_try=is_try) for answer in answers],
    }


def _row(answer: Answer, *, is_try: bool) -> dict[str, Any]:
    data = answer.as_data() | ({"asset": None} if is_try else {})
    words = {fault.code: str(queries.words_of(fault)) for fault in answer.faults}
    return data | {"reasons": [one | {"text": words[one["code"]]} for one in data["reasons"]]}
