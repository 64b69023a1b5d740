"""`steunpunt tenders export-ocds --out FILE`: public contracts as a record package of OCDS 1.1."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.urls import reverse
from django.utils import timezone

from steunpunt.contract.tenders import access, queries
from steunpunt.contract.tenders.rules import ocds
from steunpunt.foundation.acting import STRANGER


class Command(BaseCommand):
    help = "Tenders: export-ocds writes what is public of them as open data."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export-ocds", help="write all public contracts as one record package (JSON)")
        export.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to; it is written anew")

    def handle(self, *args: Any, **options: Any) -> None:
        tenders = list(access.market_tenders(STRANGER).order_by("pk"))
        records = [ocds.record(releases) for releases in queries.releases_of(tenders).values()]
        package = ocds.record_package(
            records,
            uri=settings.BASE_URL + reverse("tenders:open_data"),
            publisher="Steunpunt",
            at=timezone.now(),
        )
        options["out"].write_text(json.dumps(package, ensure_ascii=False, indent=1), encoding="utf-8")
        self.stdout.write(f"{len(records)} records: {options['out']}")
