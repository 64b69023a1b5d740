"""Changes to a draft: pure functions from one content to the next, and the reasons why one cannot be made.

What they answer is new; the content given stays as it was.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any, Literal

from steunpunt.assess.scan.choices import BoardType, Scope, SpecialAnswer
from steunpunt.assess.scan.questionnaires.content import (
    CODE_LENGTH,
    MAX_TEXT,
    MAX_WEIGHT,
    Content,
    DomainContent,
    OptionContent,
    QuestionContent,
    Texts,
    is_blank,
    new_question,
    texts,
)
from steunpunt.assess.scan.questionnaires.remarks import PROMPTS

CODE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
LEVELS = range(6)
TAGS = range(4)
_SAYS: tuple[Literal["text"], Literal["explanation"]] = ("text", "explanation")


def domain_of(content: Content, code: str) -> DomainContent:
    """The domain with this code; a KeyError when there is none."""
    for domain in content["domains"]:
        if domain["code"] == code:
            return domain
    raise KeyError(code)


def question_of(content: Content, identifier: str) -> tuple[DomainContent, QuestionContent]:
    """The question with this id, and its domain; a KeyError when there is none."""
    for domain in content["domains"]:
        for question in domain["questions"]:
            if question["id"] == identifier:
                return domain, question
    raise KeyError(identifier)


def is_code(code: str) -> bool:
    """Letters, figures, - and _, beginning with a letter: what a form tool accepts as a name."""
    return bool(CODE.fullmatch(code)) and len(code) <= CODE_LENGTH


def names_taken(content: Content) -> set[str]:
    """The names that stand on the sheet `survey`, each of which can stand there once."""
    return {
        *(fact["id"] for fact in content["facts"]),
        *(question["id"] for domain in content["domains"] for question in domain["questions"]),
        *(name for domain in content["domains"] for name in _prompt_names(domain["code"])),
    }


def _prompt_names(domain: str) -> set[str]:
    return {f"{prompt}_{domain}" for prompt in PROMPTS}


# ── domains ──────────────────────────────────────────────────────────────────
def domain_objections(content: Content, code: str, *, was: str = "") -> Iterator[str]:
    """Why a domain cannot have this code."""
    if not is_code(code):
        yield "code_wrong"
    elif code != was and (
        code in {domain["code"] for domain in content["domains"]} or _prompt_names(code) & names_taken(content)
    ):
        yield "code_taken"


def with_domain(content: Content, code: str, text: Texts) -> Content:
    after = deepcopy(content)
    after["domains"].append(DomainContent(code=code, text=text, questions=[]))
    return after


def with_domain_changed(content: Content, code: str, *, new_code: str, text: Texts) -> Content:
    after = deepcopy(content)
    domain = domain_of(after, code)
    domain["code"], domain["text"] = new_code, text
    return after


def without_domain(content: Content, code: str) -> Content:
    after = deepcopy(content)
    after["domains"].remove(domain_of(after, code))
    return after


def with_domain_moved(content: Content, code: str, step: int) -> Content:
    after = deepcopy(content)
    moved(after["domains"], after["domains"].index(domain_of(after, code)), step)
    return after


# ── questions ────────────────────────────────────────────────────────────────
def free_code(content: Content, domain: str) -> str:
    """The next code for a question of this domain: BEL09 after BEL08. Codes of removed questions come back only by hand."""
    taken = {question["id"] for each in content["domains"] for question in each["questions"]}
    number = len(domain_of(content, domain)["questions"]) + 1
    while (code := f"{domain}{number:02}") in taken:
        number += 1
    return code


def question_objections(content: Content, question: QuestionContent, *, was: str = "") -> Iterator[str]:
    """Why a question cannot be kept like this. What is merely missing is a remark, not an objection."""
    taken = names_taken(content) | set(content["lists"])
    if not is_code(question["id"]):
        yield "code_wrong"
    elif question["id"] != was and question["id"] in taken:
        yield "code_taken"
    if not 1 <= question["weight"] <= MAX_WEIGHT:
        yield "weight_wrong"
    if not set(question["who"]) <= set(BoardType):
        yield "who_wrong"
    if set(question["tags"]) != set(Scope) or any(tag not in TAGS for tag in question["tags"].values()):
        yield "tag_wrong"
    codes = [option["code"] for option in question["options"]]
    if len(codes) != len(set(codes)) or set(codes) & set(SpecialAnswer) or not all(map(is_code, codes)):
        yield "option_wrong"
    said = (question["text"], question["hint"], *(option[each] for option in question["options"] for each in _SAYS))
    if any(len(str(text)) > MAX_TEXT for each in said for text in each.values()):
        yield "text_long"
    if any(option["level"] is not None and option["level"] not in LEVELS for option in question["options"]):
        yield "level_wrong"


def with_new_question(content: Content, domain: str) -> tuple[Content, str]:
    """One question more at the end of a domain; answers the code it got, too."""
    after = deepcopy(content)
    code = free_code(after, domain)
    domain_of(after, domain)["questions"].append(new_question(code))
    return after, code


def with_question_changed(content: Content, identifier: str, question: QuestionContent, *, domain: str) -> Content:
    """The question as it is now, where it stood, or at the end of another domain."""
    after = deepcopy(content)
    home, old = question_of(after, identifier)
    if home["code"] == domain:
        home["questions"][home["questions"].index(old)] = question
    else:
        home["questions"].remove(old)
        domain_of(after, domain)["questions"].append(question)
    return after


def without_question(content: Content, identifier: str) -> Content:
    after = deepcopy(content)
    home, question = question_of(after, identifier)
    home["questions"].remove(question)
    return after


def with_question_moved(content: Content, identifier: str, step: int) -> Content:
    after = deepcopy(content)
    home, question = question_of(after, identifier)
    moved(home["questions"], home["questions"].index(question), step)
    return after


def options_kept(given: list[OptionContent]) -> list[OptionContent]:
    """The answers that say something, each with a code; an answer whose texts were emptied is gone."""
    kept = [option for option in given if not (is_blank(option["text"]) and is_blank(option["explanation"]))]
    taken = {option["code"] for option in kept if option["code"]}
    for option in kept:
        if not option["code"]:
            option["code"] = _free_option(taken, option["level"])
            taken.add(option["code"])
    return kept


def _free_option(taken: set[str], level: int | None) -> str:
    stem = "a" if level is None else f"a{level}"
    number = 2
    code = stem
    while code in taken:
        code = f"{stem}_{number}"
        number += 1
    return code


def with_heading(content: Content, *, title: Texts, number: str) -> Content:
    after = deepcopy(content)
    after["title"], after["version"] = title, number
    return after


# ── the words around the questions ───────────────────────────────────────────
WORDS = ("levels", "special_answers", "scopes", "tag_scale", "prompts")
"""What is said beside domains and questions, and can be changed here: names of levels, answers without a level, ways of
working together and how much sense they make, and what is asked per domain. Codes stay: the method reckons with them.
"""


def words_of(content: Content, group: str) -> dict[str, Texts]:
    """The texts of one of these groups, by code; a KeyError when there is no such group."""
    if group == "prompts":
        return {prompt["code"]: prompt["text"] for prompt in content["prompts"]}
    if group not in WORDS:
        raise KeyError(group)
    found: dict[str, Texts] = content[group]  # type: ignore[literal-required]
    return found


def words_objections(text: Texts) -> Iterator[str]:
    """Why a text cannot be kept like this. A text that is still empty in a language is a remark, not an objection."""
    if any(len(str(each)) > MAX_TEXT for each in text.values()):
        yield "text_long"


def with_words(content: Content, group: str, key: str, text: Texts) -> Content:
    after = deepcopy(content)
    if group == "prompts":
        for prompt in after["prompts"]:
            if prompt["code"] == key:
                prompt["text"] = text
    else:
        words_of(after, group)[key] = text
    return after


def blank_option(level: int | None) -> OptionContent:
    return OptionContent(code="", level=level, text=texts(), explanation=texts())


def moved(entries: list[Any], place: int, step: int) -> None:
    """Move an entry up (-1) or down (1); at the end of the row it stays."""
    to = min(max(place + step, 0), len(entries) - 1)
    entries.insert(to, entries.pop(place))
