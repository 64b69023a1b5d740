"""Facts about the board and the lists of choices behind them: what they can be, and changes to them.

`fact_objections`, `list_objections` and `prompt_objections` decide for the browser and for the workbook alike; `WORDS` says
their reasons. The changes are pure, as those in `changes`.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan.choices import BoardType, InputKind, Scope
from steunpunt.assess.scan.questionnaires.changes import is_code, moved, names_taken
from steunpunt.assess.scan.questionnaires.content import (
    CODE_LENGTH,
    MAX_TEXT,
    ChoiceContent,
    Content,
    FactContent,
    is_blank,
    texts,
)
from steunpunt.assess.scan.questionnaires.remarks import NEEDED_FACTS
from steunpunt.assess.scan.questionnaires.sheets import OWN_LISTS
from steunpunt.foundation.acting import Text

CHOICE_CODE = re.compile(rf"[^\s,;'\"]{{1,{CODE_LENGTH}}}")
"""What a form tool accepts as the name of a choice."""
FACT_KINDS = (InputKind.INTEGER, InputKind.DECIMAL, InputKind.TEXT, InputKind.CHOICE)
"""How a fact can be filled in: one thing each, so that it can be laid beside that of another board."""
_NUMBERS = frozenset({InputKind.INTEGER, InputKind.DECIMAL})
KIND_NEEDED: Mapping[str, frozenset[InputKind]] = {
    **dict.fromkeys((*NEEDED_FACTS, "p_mailboxes", "p_workplaces"), _NUMBERS),
    **dict.fromkeys(("p_ict_fte", "p_ict_ext_days", "p_ict_opex"), _NUMBERS),
    "p_type": frozenset({InputKind.CHOICE}),
    "p_board": frozenset({InputKind.TEXT}),
    "p_nis": frozenset({InputKind.TEXT}),
    "p_shared_ict": frozenset({InputKind.CHOICE}),
}
"""Facts with which the method reckons, or that the platform fills in, and how they are filled in."""
_PROMPT_KINDS = {
    "self": InputKind.CHOICE,
    "issue": InputKind.CHOICE,
    "want": InputKind.CHOICE,
    "with": InputKind.CHOICES,
    "note": InputKind.TEXT,
}
_CODES_NEEDED: Mapping[str, tuple[str, ...]] = {
    "p_type": tuple(BoardType),
    "p_shared_ict": ("ja",),
    "self": ("0", "1", "2", "3", "4", "5"),
    "issue": ("ja", "nee"),
    "want": ("0", "1", "2", "3"),
    "with": tuple(Scope),
}
"""Codes with which the method reckons, by the fact or prompt that is answered with them."""
_NO_OTHERS = frozenset({"p_type", "self", "issue", "want"})
"""Where the method knows no other codes than those."""

WORDS: Mapping[str, Text] = {
    "code_wrong": _("A code has letters, figures, - and _, begins with a letter, and has at most 60 signs."),
    "code_taken": _("This code is in use already."),
    "fact_needed": _("Boards of the same scale are found with this fact: it has to be filled in."),
    "fact_kind": _("A fact is a whole number, a number, a text or one choice out of a list."),
    "fact_kind_needed": _("The method or the platform uses this fact: it has to stay %(detail)s."),
    "list_unknown": _("The list “%(detail)s” does not exist."),
    "list_of_question": _("The list “%(detail)s” is that of a question: give the fact a list of its own."),
    "list_short": _("A list has at least two choices."),
    "choice_code_wrong": _("The code of a choice has no spaces, commas or quotes, and at most 60 signs."),
    "choice_twice": _("The code “%(detail)s” stands twice in this list."),
    "codes_needed": _("The method reckons with these codes of the list, so they have to stay: %(detail)s."),
    "codes_only": _("The method knows only these codes for this list: %(detail)s."),
    "prompt_kind": _("This is asked in every domain and cannot be filled in another way: use %(detail)s."),
    "text_long": _("A text has at most 2000 signs."),
}
_KIND_WORDS: Mapping[frozenset[InputKind], Text] = {
    _NUMBERS: _("a number"),
    frozenset({InputKind.CHOICE}): _("one choice out of a list"),
    frozenset({InputKind.TEXT}): _("a text"),
}

Objection = tuple[str, str]
"""The key of a reason in `WORDS`, and the detail that its sentence names."""


def in_words(objection: Objection) -> str:
    code, detail = objection
    return str(WORDS[code]) % {"detail": detail}


# ── what can be ──────────────────────────────────────────────────────────────
def fact_objections(content: Content, fact: FactContent, *, was: str = "") -> Iterator[Objection]:
    """Why a fact cannot be kept like this; `was` is its code before the change. What is merely missing is a remark."""
    if not is_code(fact["id"]):
        yield "code_wrong", ""
    elif fact["id"] != was and fact["id"] in names_taken(content):
        yield "code_taken", ""
    if (was in NEEDED_FACTS and fact["id"] != was) or (fact["id"] in NEEDED_FACTS and not fact["required"]):
        yield "fact_needed", ""
    needed = KIND_NEEDED.get(fact["id"])
    if fact["kind"] not in FACT_KINDS:
        yield "fact_kind", ""
    elif needed is not None and fact["kind"] not in needed:
        yield "fact_kind_needed", str(_KIND_WORDS[needed])
    if fact["list"]:
        yield from _objections_to_its_list(content, fact)
    if any(len(str(said)) > MAX_TEXT for said in fact["text"].values()):
        yield "text_long", ""


def _objections_to_its_list(content: Content, fact: FactContent) -> Iterator[Objection]:
    name = fact["list"]
    if name not in content["lists"]:
        yield "list_unknown", name
    elif name in _question_ids(content):
        yield "list_of_question", name
    else:
        yield from _codes_objections(fact["id"], {entry["code"] for entry in content["lists"][name]})


def list_objections(content: Content, name: str, entries: list[ChoiceContent]) -> Iterator[Objection]:
    """Why a list cannot hold these choices, with what is asked by it."""
    codes = [entry["code"] for entry in entries]
    if len(codes) < 2:
        yield "list_short", ""
    if not all(CHOICE_CODE.fullmatch(code) for code in codes):
        yield "choice_code_wrong", ""
    for twin in sorted({code for code in codes if codes.count(code) > 1}):
        yield "choice_twice", twin
    for user in users_of(content, name):
        yield from _codes_objections(user, set(codes))
    if any(len(str(said)) > MAX_TEXT for entry in entries for said in entry["text"].values()):
        yield "text_long", ""


def _codes_objections(user: str, codes: set[str]) -> Iterator[Objection]:
    needed = _CODES_NEEDED.get(user, ())
    if not codes.issuperset(needed):
        yield "codes_needed", ", ".join(needed)
    elif user in _NO_OTHERS and codes != set(needed):
        yield "codes_only", ", ".join(needed)


def prompt_objections(code: str, kind: str) -> Iterator[Objection]:
    """Why what is asked in every domain cannot be filled in like this."""
    if kind != (needed := _PROMPT_KINDS[code]):
        words = {InputKind.CHOICE: "select_one", InputKind.CHOICES: "select_multiple", InputKind.TEXT: "text"}
        yield "prompt_kind", words[needed]


def without_objections(identifier: str) -> Iterator[Objection]:
    """Why a fact cannot be taken out."""
    if identifier in NEEDED_FACTS:
        yield "fact_needed", ""


def _question_ids(content: Content) -> set[str]:
    return {question["id"] for domain in content["domains"] for question in domain["questions"]}


# ── to look up ───────────────────────────────────────────────────────────────
def fact_of(content: Content, identifier: str) -> FactContent:
    """The fact with this code; a KeyError when there is none."""
    for fact in content["facts"]:
        if fact["id"] == identifier:
            return fact
    raise KeyError(identifier)


def users_of(content: Content, name: str) -> list[str]:
    """The facts and prompts that are answered with this list."""
    facts = [fact["id"] for fact in content["facts"] if fact["list"] == name]
    return facts + [prompt["code"] for prompt in content["prompts"] if prompt["list"] == name]


def codes_needed(content: Content, name: str) -> set[str]:
    """The codes of a list that have to stay."""
    return {code for user in users_of(content, name) for code in _CODES_NEEDED.get(user, ())}


def may_grow(content: Content, name: str) -> bool:
    """Whether the list may get other codes beside those."""
    return not _NO_OTHERS & set(users_of(content, name))


# ── changes ──────────────────────────────────────────────────────────────────
def new_fact() -> FactContent:
    return FactContent(id="", kind=InputKind.INTEGER.value, list="", required=False, text=texts())


def with_fact(content: Content, fact: FactContent, *, was: str = "") -> Content:
    """One fact more at the end, or the fact `was` as it is now. A choice without a list gets one of its own: yes and no."""
    after = deepcopy(content)
    kept = deepcopy(fact)
    if kept["kind"] != InputKind.CHOICE:
        kept["list"] = ""
    elif not kept["list"]:
        kept["list"] = _free_list(after, kept["id"])
        after["lists"][kept["list"]] = _yes_and_no(after)
    if was:
        after["facts"][after["facts"].index(fact_of(after, was))] = kept
    else:
        after["facts"].append(kept)
    return _in_use(after)


def without_fact(content: Content, identifier: str) -> Content:
    after = deepcopy(content)
    after["facts"].remove(fact_of(after, identifier))
    return _in_use(after)


def with_fact_moved(content: Content, identifier: str, step: int) -> Content:
    after = deepcopy(content)
    moved(after["facts"], after["facts"].index(fact_of(after, identifier)), step)
    return after


def with_list(content: Content, name: str, entries: list[ChoiceContent]) -> Content:
    after = deepcopy(content)
    after["lists"][name] = entries
    return after


def choices_kept(given: list[ChoiceContent]) -> list[ChoiceContent]:
    """The choices that say something, each with a code; a choice whose texts were emptied is gone."""
    kept = [entry for entry in given if not is_blank(entry["text"])]
    taken = {entry["code"] for entry in kept}
    for entry in kept:
        if not entry["code"]:
            said = entry["text"]
            stem = slugify(said["nl"] or said["en"] or said["fr"]).replace("-", "_")[:30] or "k"
            entry["code"] = _free(stem, taken)
            taken.add(entry["code"])
    return kept


def _free_list(content: Content, stem: str) -> str:
    return _free(stem, _question_ids(content) | set(content["lists"]) | set(OWN_LISTS))


def _free(stem: str, taken: set[str]) -> str:
    number, code = 2, stem
    while code in taken:
        code = f"{stem}_{number}"
        number += 1
    return code


def _yes_and_no(content: Content) -> list[ChoiceContent]:
    """The choices with which a new list begins: never empty, because a form tool accepts no empty list."""
    asked = next((prompt["list"] for prompt in content["prompts"] if prompt["code"] == "issue"), "")
    return deepcopy(content["lists"].get(asked, []))


def _in_use(content: Content) -> Content:
    """Without lists that nothing is answered with any more: a workbook would not bring them back."""
    content["lists"] = {name: entries for name, entries in content["lists"].items() if users_of(content, name)}
    return content
