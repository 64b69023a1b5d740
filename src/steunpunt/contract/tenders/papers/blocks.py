"""A paper as blocks, which Typst and a word processor both can set: headings, text, facts, tables, lists."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.foundation.acting import Text
from steunpunt.foundation.documents.public import sealed
from steunpunt.foundation.ui import papers

PACKAGE = "steunpunt.contract.tenders"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """Built block by block; every text is a string by then, in the language of the paper."""

    title: str
    kicker: str
    foot: str
    language: str = "nl"
    warning: str = ""
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def heading(self, text: Text, level: int = 2) -> None:
        self.blocks.append({"kind": "heading", "level": level, "text": str(text)})

    def text(self, *texts: Text) -> None:
        """One paragraph each; a line that was broken stays so."""
        self.blocks.extend({"kind": "text", "text": str(text)} for text in texts if str(text).strip())

    def facts(self, rows: Sequence[tuple[Text, Text]]) -> None:
        self.blocks.append({"kind": "facts", "rows": [[str(word), str(what)] for word, what in rows]})

    def table(
        self,
        head: Sequence[Text],
        rows: Sequence[Sequence[Text]],
        *,
        numbers: Sequence[int] = (),
        is_kept_together: bool = False,
    ) -> None:
        """`numbers`: which columns, from 0, stand to the right. `is_kept_together`: on one page."""
        if rows:
            self.blocks.append(
                {
                    "kind": "table",
                    "head": [str(one) for one in head],
                    "rows": [[str(cell) for cell in row] for row in rows],
                    "numbers": list(numbers),
                    "together": is_kept_together,
                }
            )

    def list(self, items: Sequence[Text]) -> None:
        if items:
            self.blocks.append({"kind": "list", "items": [str(one) for one in items]})


def as_pdf(paper: Paper, *, now: datetime, is_sealed: bool = True) -> bytes:
    """Tagged for accessibility; with the seal of this installation unless it is a draft."""
    data = {
        "title": paper.title,
        "kicker": paper.kicker,
        "foot": paper.foot,
        "language": paper.language,
        "warning": paper.warning,
        "page_word": _("page"),
        "blocks": paper.blocks,
    }
    content = papers.pdf(PACKAGE, "document", data, made_at=now)
    return sealed(content, reason=paper.title) if is_sealed else content
