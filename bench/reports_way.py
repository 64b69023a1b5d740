"""One way to make reports, measured in a process of its own: `python -m bench.reports_way WAY ROUND MOST`."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from unittest import mock


def main() -> None:
    import django

    django.setup()
    from django.utils import translation

    from bench.world import NOW
    from steunpunt.assess.scan import papers, queries
    from steunpunt.assess.scan.models import Scan

    way, round_id, most = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    rows = queries.with_round(Scan.objects.filter(round_id=round_id)).order_by("pk")
    scans = list(rows[:most] if most else rows)
    start = time.perf_counter()
    with translation.override("nl"):
        if way == "archive":
            with tempfile.TemporaryFile() as file:
                papers.all_reports(scans, file, now=NOW, step=lambda _done: None)
        elif way == "single":
            for scan in scans:
                papers.mayor_page(scan, now=NOW)
                papers.full_report(scan, now=NOW)
                papers.workbook(scan, with_explanations=False, with_motivations=False)
        else:
            with mock.patch("typst.Compiler", _Command):
                for scan in scans:
                    papers.mayor_page(scan, now=NOW)
                    papers.full_report(scan, now=NOW)
    print(json.dumps({"seconds": time.perf_counter() - start, "boards": len(scans)}))


class _Command:
    """The compiler as a program that is started for one file and ends."""

    def __init__(self, place: Path, font_paths: list[Path], **_options: object) -> None:
        self.place, self.fonts = place, font_paths

    def compile(self, **options: object) -> bytes:
        program = (
            "import sys, typst; typst.Compiler(sys.argv[1], font_paths=[sys.argv[2]], ignore_system_fonts=True)"
            ".compile(format='pdf', pdf_standards=['ua-1'], timestamp=int(sys.argv[3]), output=sys.argv[4])"
        )
        into = self.place.with_suffix(".pdf")
        stamp = str(options["timestamp"])
        subprocess.run(
            [sys.executable, "-c", program, str(self.place), str(self.fonts[0]), stamp, str(into)], check=True
        )
        return into.read_bytes()


if __name__ == "__main__":
    main()
