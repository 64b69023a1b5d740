"""Writes `docs/privacy.md` from what every module declares: `python -m house.privacy`."""

import os
from pathlib import Path

FILE = Path(__file__).resolve().parents[1] / "docs" / "privacy.md"
HEAD = """# What is kept, and about whom

Made by `python -m house.privacy` from the `privacy.py` of every module; a house test keeps it in step. *Public* may be
known by anybody; *internal* stays with the organisation (or the platform) that keeps it; *personal* is about the person
named in the last column; *secret* is shown to nobody and stands in no export.

A person takes along everything personal that is kept of them from **My account**, as a workbook or as JSON. Who left can
no longer log in; the names that the journal keeps can be shredded (`journal.shred`), and the facts themselves stay.

| table | public | internal | personal | secret | about whom |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    from steunpunt.foundation.privacy import declared

    lines = []
    for label, kept in sorted(declared().items()):
        cells = [", ".join(kept.fields(sort)) for sort in ("public", "internal", "personal", "secret")]
        lines.append(f"| `{label}` | {' | '.join(cells)} | {', '.join(f'`{lookup}`' for lookup in kept.about)} |")
    return HEAD + "\n".join(lines) + "\n"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "steunpunt.settings.test")
    import django

    django.setup()
    FILE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
