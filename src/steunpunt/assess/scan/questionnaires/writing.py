"""From a questionnaire to its workbook: an XLSForm that form tools accept, with the columns that scoring needs."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from steunpunt.assess.scan.choices import BoardType, SpecialAnswer
from steunpunt.assess.scan.questionnaires import sheets
from steunpunt.assess.scan.questionnaires.content import (
    LANGUAGES,
    Content,
    DomainContent,
    FactContent,
    PromptContent,
    QuestionContent,
    Texts,
)

Line = dict[str, str | int]
WIDE = 60


def workbook_of(content: Content) -> bytes:
    """The workbook of this questionnaire. Reading it back gives the same questionnaire, and so the same workbook."""
    book = Workbook(write_only=True)
    _write(book, sheets.SURVEY, sheets.SURVEY_COLUMNS, list(_survey(content)))
    _write(book, sheets.CHOICES, sheets.CHOICES_COLUMNS, list(_choices(content)))
    _write(book, sheets.SETTINGS, sheets.SETTINGS_COLUMNS, [_settings(content)])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write(book: Workbook, title: str, columns: Sequence[str], lines: list[Line]) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "C2"
    for place, name in enumerate(columns, start=1):
        widest = max([len(name), *(len(str(line.get(name, ""))) for line in lines)])
        sheet.column_dimensions[get_column_letter(place)].width = min(widest + 2, WIDE)
    sheet.append([_cell(sheet, name, is_heading=True) for name in columns])
    for line in lines:
        sheet.append([_cell(sheet, line[name]) if line.get(name, "") != "" else None for name in columns])


def _cell(sheet: Any, value: str | int, *, is_heading: bool = False) -> Any:
    """A number as a number, a text as a text: also one that begins with "=" stays what it is and runs nowhere."""
    cell = WriteOnlyCell(sheet, value=value)
    if isinstance(value, str):
        cell.data_type = "s"
        if value.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
    if is_heading:
        cell.font = Font(bold=True)
    return cell


def _labels(text: Texts) -> Line:
    return dict(zip(sheets.LABELS, _in_order(text), strict=True))


def _hints(text: Texts) -> Line:
    return dict(zip(sheets.HINTS, _in_order(text), strict=True))


def _in_order(text: Texts) -> tuple[str, str, str]:
    return text["nl"], text["en"], text["fr"]


# ── survey ───────────────────────────────────────────────────────────────────
def _survey(content: Content) -> Iterator[Line]:
    yield {"type": "begin_group", "name": sheets.PROFILE, **_labels(PROFILE_TEXT)}
    for fact in content["facts"]:
        yield {
            "type": _type(fact),
            "name": fact["id"],
            **_labels(fact["text"]),
            "required": "yes" if fact["required"] else "no",
            "constraint": ". >= 0" if fact["kind"] in {"integer", "decimal"} else "",
        }
    yield {"type": "end_group"}
    prompts = {prompt["code"]: prompt for prompt in content["prompts"]}
    yield {"type": "begin_group", "name": sheets.BEFOREHAND, **_labels(BEFOREHAND_TEXT)}
    for domain in content["domains"]:
        for code in ("self", "issue"):
            if code in prompts:
                yield {**_prompt(prompts[code], domain), "required": "yes"}
    yield {"type": "end_group"}
    for domain in content["domains"]:
        yield {"type": "begin_group", "name": f"{sheets.DOMAIN}{domain['code']}", **_labels(domain["text"])}
        for question in domain["questions"]:
            yield _question(question, has_type="p_type" in {fact["id"] for fact in content["facts"]})
        for prompt in content["prompts"]:
            if prompt["code"] not in {"self", "issue"}:
                yield _prompt(prompt, domain)
        yield {"type": "end_group"}


PROFILE_TEXT = Texts(nl="Over uw bestuur", en="About your board", fr="À propos de votre administration")
BEFOREHAND_TEXT = Texts(
    nl="Vooraf: uw eigen inschatting", en="Beforehand: your own estimate", fr="Au préalable : votre propre estimation"
)
TYPES = {"choice": "select_one", "choices": "select_multiple"}


def _type(asked: FactContent | PromptContent) -> str:
    kind = asked["kind"]
    return f"{TYPES[kind]} {asked['list']}" if kind in TYPES else kind


def _prompt(prompt: PromptContent, domain: DomainContent) -> Line:
    said = Texts(
        **{  # type: ignore[typeddict-item]
            language: prompt["text"][language].replace("{domain}", domain["text"][language].lower())  # type: ignore[literal-required]
            for language in LANGUAGES
        }
    )
    line: Line = {"type": _type(prompt), "name": f"{prompt['code']}_{domain['code']}", **_labels(said)}
    if prompt["code"] == "with":
        line["relevant"] = f"${{want_{domain['code']}}} != '0'"
    if prompt["code"] == "note":
        line["appearance"] = "multiline"
    return line


def _question(question: QuestionContent, *, has_type: bool) -> Line:
    who = [kind.value for kind in BoardType if kind.value in question["who"]]
    is_for_some = has_type and len(who) < len(BoardType)
    return {
        "type": f"select_one {question['id']}",
        "name": question["id"],
        **_labels(question["text"]),
        **_hints(question["hint"]),
        "required": "yes",
        "relevant": " or ".join(f"${{p_type}} = '{kind}'" for kind in who) if is_for_some else "",
        "weight": question["weight"],
        "who": " ".join(who),
        "not_applicable": "yes" if question["not_applicable"] else "no",
        **{f"tag_{scope}": tag for scope, tag in question["tags"].items()},
        "comparable_with": question["comparable_with"],
    }


# ── choices and settings ─────────────────────────────────────────────────────
def _choices(content: Content) -> Iterator[Line]:
    for domain in content["domains"]:
        for question in domain["questions"]:
            for option in question["options"]:
                yield {
                    "list_name": question["id"],
                    "name": option["code"],
                    **_labels(option["text"]),
                    "level": "" if option["level"] is None else option["level"],
                    **dict(zip(sheets.EXPLANATIONS, _in_order(option["explanation"]), strict=True)),
                }
            for special in SpecialAnswer:
                if special is SpecialAnswer.DONT_KNOW or question["not_applicable"]:
                    yield {
                        "list_name": question["id"],
                        "name": special.value,
                        **_labels(content["special_answers"][special.value]),
                    }
    for name, entries in content["lists"].items():
        for entry in entries:
            yield {"list_name": name, "name": entry["code"], **_labels(entry["text"])}
    words = content["levels"], content["special_answers"], content["scopes"], content["tag_scale"]
    for name, group in zip(sheets.OWN_LISTS, words, strict=True):
        for key, text in group.items():
            yield {"list_name": name, "name": key, **_labels(text)}


def _settings(content: Content) -> Line:
    return {
        "form_title": content["title"]["nl"],
        "title_en": content["title"]["en"],
        "title_fr": content["title"]["fr"],
        "form_id": "samenwerkingsscan",
        "version": content["version"],
        "default_language": sheets.LANGUAGE_NAMES["nl"],
        "based_on": content["based_on"],
    }
