"""A paper as a .docx that can be edited: the same blocks as the PDF, in the styles of the word processor."""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from steunpunt.contract.tenders.papers.blocks import Paper
from steunpunt.foundation.ui.papers import printable

WORD_STYLE = "Table Grid"


def as_word(paper: Paper, *, now: datetime) -> bytes:
    book = Document()
    section = book.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.header.paragraphs[0].text = printable(paper.kicker)
    section.footer.paragraphs[0].text = printable(paper.foot)
    normal: Any = book.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "nl-BE")
    normal.element.get_or_add_rPr().append(language)
    properties = book.core_properties
    properties.title, properties.author, properties.language = paper.title, "Steunpunt", "nl-BE"
    properties.created = properties.modified = now.replace(tzinfo=None)
    if paper.warning:
        book.add_paragraph(printable(paper.warning)).runs[0].italic = True
    book.add_heading(printable(paper.title), level=1)
    for block in printable(paper.blocks):
        _add(book, block)
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _add(document: Any, block: dict[str, Any]) -> None:
    kind = block["kind"]
    if kind == "heading":
        document.add_heading(block["text"], level=block["level"])
    elif kind == "text":
        document.add_paragraph(block["text"])
    elif kind == "list":
        for item in block["items"]:
            document.add_paragraph(item, style="List Bullet")
    elif kind == "facts":
        _fill(document.add_table(rows=0, cols=2, style=WORD_STYLE), block["rows"])
    else:
        table = document.add_table(rows=0, cols=len(block["head"]), style=WORD_STYLE)
        _fill(table, [block["head"], *block["rows"]], numbers=block["numbers"])
        if block["together"]:
            for cell in (cell for row in table.rows[:-1] for cell in row.cells):
                cell.paragraphs[0].paragraph_format.keep_with_next = True
        for cell in table.rows[0].cells:
            for run in cell.paragraphs[0].runs:
                run.bold = True
        mark = OxmlElement("w:tblHeader")
        mark.set(qn("w:val"), "true")
        table.rows[0]._tr.get_or_add_trPr().append(mark)  # noqa: SLF001 - the library has no other way to a head that repeats
        document.add_paragraph()


def _fill(table: Any, rows: list[list[str]], numbers: list[int] | None = None) -> None:
    for row in rows:
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.text = text
            if place in (numbers or []):
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
