"""What reading a workbook gave, for programs: counts, and every fault with its place."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.assess.scan.questionnaires.reading import Reading
from steunpunt.assess.scan.questionnaires.sheets import Fault


def report_of(reading: Reading, name: str, *, draft_id: int | None, is_dry_run: bool) -> dict[str, Any]:
    """The report as plain names and values; `draft` is the number of the draft that was made, if one was."""
    content = reading.content
    return {
        "file": name,
        "ok": content is not None,
        "dry_run": is_dry_run,
        "draft": draft_id,
        "title": content["title"]["nl"] if content else "",
        "version": content["version"] if content else "",
        "questions": reading.questions,
        "domains": [
            {"code": domain["code"], "name": domain["text"]["nl"], "questions": len(domain["questions"])}
            for domain in (content["domains"] if content else [])
        ],
        "errors": [_fault(fault) for fault in reading.errors],
        "warnings": [_fault(fault) for fault in reading.warnings],
        "summary": _summary(reading, draft_id=draft_id),
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "code": fault.code,
        "sheet": fault.sheet,
        "row": fault.row,
        "column": fault.column,
        "heading": fault.heading,
        "message": fault.text,
    }


def _summary(reading: Reading, *, draft_id: int | None) -> str:
    if reading.content is None:
        count = len(reading.errors)
        text = ngettext(
            "Nothing was taken over: %(count)s point must be mended first.",
            "Nothing was taken over: %(count)s points must be mended first.",
            count,
        )
        return text % {"count": count}
    counts = {"questions": reading.questions, "domains": len(reading.content["domains"]), "draft": draft_id}
    if draft_id is None:
        return (
            _("This workbook can be read. Questions: %(questions)s; domains: %(domains)s. Nothing was kept.") % counts
        )
    return _("Draft %(draft)s was made: %(questions)s questions in %(domains)s domains.") % counts
