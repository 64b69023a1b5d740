"""From a workbook to a draft: every fault with its sheet, row and column, nothing made up and nothing lost unsaid.

Our own workbooks come back whole. Any other XLSForm of select-one questions gives a draft as well: groups become domains,
what the form does not say (weights, levels) keeps its plain default or stays open, and what cannot be used is named.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from steunpunt.assess.scan.questionnaires import asked, source_of
from steunpunt.assess.scan.questionnaires.choice_lists import ChoiceLists
from steunpunt.assess.scan.questionnaires.content import LANGUAGES, Content, Texts, content_of, texts
from steunpunt.assess.scan.questionnaires.opening import Row, Table, opened
from steunpunt.assess.scan.questionnaires.sheets import (
    CHOICES,
    LANGUAGE_WORDS,
    OWN_LISTS,
    SETTINGS,
    SETTINGS_COLUMNS,
    SURVEY,
    Fault,
)
from steunpunt.assess.scan.questionnaires.survey import Survey


@dataclass(frozen=True, slots=True)
class Reading:
    """What a workbook says: a draft when nothing is wrong, and everything that is wrong or worth knowing."""

    content: Content | None
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> list[Fault]:
        return [fault for fault in self.faults if fault.is_error]

    @property
    def warnings(self) -> list[Fault]:
        return [fault for fault in self.faults if not fault.is_error]

    @property
    def questions(self) -> int:
        return sum(len(domain["questions"]) for domain in self.content["domains"]) if self.content else 0


def read_workbook(content: bytes, name: str) -> Reading:
    """Read a workbook of which `name` is the file name. Messages are in the language in use."""
    tables, faults = opened(content, name, (SURVEY, CHOICES, SETTINGS))
    if not tables and faults:
        return Reading(None, tuple(faults))
    faults += _missing_sheets(tables)
    survey, choices = tables.get(SURVEY), tables.get(CHOICES)
    if survey is None or choices is None:
        return Reading(None, tuple(faults))
    faults += _missing_columns(survey, ("type", "name"))
    faults += _missing_columns(choices, ("list_name", "name"))
    settings = tables.get(SETTINGS)
    default = _language(settings.rows[0].text("default_language")) if settings and settings.rows else ""
    if any(fault.is_error for fault in faults if fault.code in {"column_missing", "sheet_empty"}):
        return Reading(None, tuple(faults))
    faults += _languages(survey, default or "nl") + _languages(choices, default or "nl")
    twins = settings.rows[0].text("allow_choice_duplicates").lower() if settings and settings.rows else ""
    lists = ChoiceLists(choices, allows_twins=twins in {"yes", "true"})
    form = Survey(survey, lists)
    draft = _draft(form, lists, settings, name, faults)
    _judge(draft, form, lists)
    faults += (
        lists.faults + form.faults + _untranslated(survey, default or "nl") + _untranslated(choices, default or "nl")
    )
    faults += lists.unused()
    faults.sort(
        key=lambda fault: (not fault.is_error, (SURVEY, CHOICES, SETTINGS, "").index(fault.sheet), fault.row or 0)
    )
    has_errors = any(fault.is_error for fault in faults)
    return Reading(None if has_errors else draft, tuple(faults))


def _missing_sheets(tables: dict[str, Table]) -> list[Fault]:
    found = []
    for name in (SURVEY, CHOICES):
        if name not in tables:
            text = _("The sheet “%(name)s” is missing. A questionnaire has the sheets survey, choices and settings.")
            found.append(Fault("sheet_missing", text % {"name": name}, name))
        elif not tables[name].rows:
            found.append(Fault("sheet_empty", _("This sheet holds no rows."), name))
    if SETTINGS not in tables:
        text = _(
            "The sheet “settings” is missing: the title is that of the file, and the version is still to be given."
        )
        found.append(Fault("sheet_missing", text, SETTINGS, is_error=False))
    return found


def _missing_columns(table: Table, names: tuple[str, ...]) -> list[Fault]:
    text = _("The column “%(name)s” is missing.")
    return [
        Fault("column_missing", text % {"name": name}, table.name, 1) for name in names if name not in table.columns
    ]


def _language(words: str) -> str:
    """The language that a heading or a setting names: "Nederlands (nl)", "nl", "French"."""
    word = words.strip().lower()
    inside = word.rpartition("(")[2].rstrip(")").strip()
    for language, names in LANGUAGE_WORDS.items():
        if word in names or inside in names or word.partition("(")[0].strip() in names:
            return language
    return ""


def _languages(table: Table, default: str) -> list[Fault]:
    """Give the headings with a language one name each (`label::nl`); a language that we do not have is named."""
    faults = []
    for heading, letter in list(table.columns.items()):
        kind, colons, words = heading.partition("::")
        if kind not in {"label", "hint"}:
            continue
        language = _language(words) if colons else default
        if not language:
            text = _("The language “%(name)s” is not one of ours (Dutch, English, French): this column is not used.")
            fault = Fault("language_unknown", text % {"name": words}, table.name, 1, letter, heading, is_error=False)
            faults.append(fault)
            continue
        key = f"{kind}::{language}"
        for row in table.rows:
            if heading in row.cells and key not in row.cells:
                row.cells[key] = row.cells[heading]
    if not any(heading.partition("::")[0] == "label" for heading in table.columns):
        faults.append(
            Fault("column_missing", _("The column “%(name)s” is missing.") % {"name": "label"}, table.name, 1)
        )
    return faults


_WITH_TEXT = ("select", "integer", "decimal", "text", "begin")
"""With what the types of rows begin that say something to a board."""


def _untranslated(table: Table, default: str) -> list[Fault]:
    """How many texts are missing per language, from which row on: in a draft they may be."""
    columns = {
        _language(words) if colons else default: (letter, heading)
        for heading, letter in table.columns.items()
        for kind, colons, words in [heading.partition("::")]
        if kind == "label"
    }
    rows = [
        row for row in table.rows if table.name == CHOICES or row.text("type").strip().lower().startswith(_WITH_TEXT)
    ]
    found = []
    for language in LANGUAGES:
        missing = [row.number for row in rows if not row.text(f"label::{language}")]
        if missing:
            text = ngettext(
                "This text is missing in: %(language)s. It is needed before publication.",
                "From here on %(n)s texts are missing in: %(language)s. They are needed before publication.",
                len(missing),
            ) % {"n": len(missing), "language": language}
            letter, heading = columns.get(language, ("", ""))
            found.append(Fault("text_missing", text, table.name, missing[0], letter, heading, is_error=False))
    return found


def _draft(form: Survey, lists: ChoiceLists, settings: Table | None, name: str, faults: list[Fault]) -> Content:
    standard = content_of(source_of())
    row = settings.rows[0] if settings and settings.rows else Row(2, {})
    faults += _unused_settings(settings)
    words = {}
    for own, what in OWN_LISTS.items():
        given = {entry.code: entry.text for entry in lists.entries(own)}
        words[what] = {**standard[what], **{key: text for key, text in given.items() if key in standard[what]}}  # type: ignore[literal-required]
    special = lists.special_texts()
    title = row.text("form_title") or row.text("form_id") or name.rpartition(".")[0]
    has_facts = bool(form.facts)
    if not has_facts:
        text = _("No facts about the board are asked: those of version %(number)s are taken.")
        faults.append(Fault("facts_taken", text % {"number": standard["version"]}, SURVEY, is_error=False))
    facts = form.facts if has_facts else standard["facts"]
    prompts = [form.prompts.get(prompt["code"], prompt) for prompt in standard["prompts"]]
    used = {entry["list"] for entry in (*facts, *prompts) if entry["list"]}
    names = [
        each
        for each in (*lists.names, *(each for each in standard["lists"] if each not in lists.names))
        if each in used
    ]
    return Content(
        version=row.text("version"),
        based_on=row.text("based_on"),
        title=Texts(nl=title, en=row.text("title_en"), fr=row.text("title_fr")),
        levels=words["levels"],
        special_answers={**words["special_answers"], **special}
        if not lists.entries("x_special")
        else words["special_answers"],
        scopes=words["scopes"],
        tag_scale=words["tag_scale"],
        lists={name: lists.as_choices(name) or standard["lists"].get(name, []) for name in names},
        facts=facts,
        prompts=prompts,
        domains=form.domains(texts({"nl": title, "en": row.text("title_en"), "fr": row.text("title_fr")})),
    )


def _judge(draft: Content, form: Survey, lists: ChoiceLists) -> None:
    """What the browser would refuse, the workbook does too, and in the same words."""
    for fact in form.facts:
        for objection in asked.fact_objections(draft, fact, was=fact["id"]):
            if objection[0] not in _OF_LISTS:
                form.wrong(fact["id"], objection)
    for code, prompt in form.prompts.items():
        for objection in asked.prompt_objections(code, prompt["kind"]):
            form.wrong(code, objection)
    for name, entries in draft["lists"].items():
        for objection in asked.list_objections(draft, name, entries):
            if name in lists.names:
                lists.wrong(name, objection)


_OF_LISTS = frozenset({"codes_needed", "codes_only"})
"""Said at the list, not once more at each fact that is answered with it."""


def _unused_settings(settings: Table | None) -> list[Fault]:
    if settings is None:
        return []
    known = {*SETTINGS_COLUMNS, "id_string", "title", "style", "allow_choice_duplicates", "instance_name", "public_key"}
    text = _("This column is not used.")
    return [
        Fault("column_unused", text, settings.name, 1, letter, heading, is_error=False)
        for heading, letter in settings.columns.items()
        if heading not in known
    ]
