"""From what a browser sends to a question, and from a question to the fields on the screen."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import get_language

from steunpunt.assess.scan.choices import BoardType, Scope
from steunpunt.assess.scan.questionnaires.changes import LEVELS, blank_option
from steunpunt.assess.scan.questionnaires.content import OptionContent, QuestionContent, Texts, clean
from steunpunt.assess.scan.values import Text

MAX_OPTIONS = 40
WRONG = -1
"""Stands for a number that was not one: the rules refuse it, with the place."""


def said(data: QueryDict, name: str) -> Texts:
    """Three fields of one text: `name_nl`, `name_en`, `name_fr`."""
    return Texts(
        nl=clean(data.get(f"{name}_nl", "")),
        en=clean(data.get(f"{name}_en", "")),
        fr=clean(data.get(f"{name}_fr", "")),
    )


def number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 4 else WRONG


def question_from(data: QueryDict) -> QuestionContent:
    """The question as it was typed; what is no number becomes one that the rules refuse."""
    count = min(max(number(data.get("options", "0")), 0), MAX_OPTIONS)
    return QuestionContent(
        id=clean(data.get("code", "")),
        weight=number(data.get("weight", "")),
        who=[kind.value for kind in BoardType if kind.value in data.getlist("who")],
        not_applicable="not_applicable" in data,
        tags={scope.value: number(data.get(f"tag_{scope.value}", "0")) for scope in Scope},
        comparable_with=clean(data.get("comparable_with", "")),
        text=said(data, "text"),
        hint=said(data, "hint"),
        options=[_option(data, place) for place in range(count)],
    )


def _option(data: QueryDict, place: int) -> OptionContent:
    level = data.get(f"o{place}_level", "")
    return OptionContent(
        code=clean(data.get(f"o{place}_code", "")),
        level=number(level) if level else None,
        text=said(data, f"o{place}"),
        explanation=said(data, f"x{place}"),
    )


def option_rows(question: QuestionContent) -> list[dict[str, Any]]:
    """The answers of a question and an empty line for every level that has none, from low to high."""
    levels = {option["level"] for option in question["options"]}
    rows = [*question["options"]]
    for level in LEVELS:
        if level not in levels:
            place = next(
                (at for at, row in enumerate(rows) if row["level"] is not None and row["level"] > level), len(rows)
            )
            rows.insert(place, blank_option(level))
    return [{"place": place, "option": row, "is_whole": all(row["text"].values())} for place, row in enumerate(rows)]


def worded(text: Texts) -> str:
    """A text of a draft in the language in use; one that is missing shows in another."""
    known = text["nl"] or text["en"] or text["fr"]
    return Text(text["nl"] or known, text["en"] or known, text["fr"] or known).in_language(get_language() or "nl")
