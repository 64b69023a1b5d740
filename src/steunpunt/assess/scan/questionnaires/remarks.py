"""What somebody who writes a questionnaire should still look at: gaps that keep it from being published, and advice."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from steunpunt.assess.scan.choices import Scope
from steunpunt.assess.scan.questionnaires.content import (
    LANGUAGES,
    Content,
    DomainContent,
    QuestionContent,
    Texts,
    is_blank,
)
from steunpunt.assess.scan.values import Questionnaire

NEEDED_FACTS = ("p_inhabitants", "p_users")
"""Facts by which boards of the same scale are found."""
PROMPTS = ("self", "issue", "want", "with", "note")
HEAVY = 3
"""From this weight one question outweighs a few others: worth a second look."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at, and where. `is_blocking`: the draft cannot be published with it."""

    code: str
    is_blocking: bool = False
    domain: str = ""
    question: str = ""
    option: str = ""
    detail: str = ""


def remarks(content: Content, base: Questionnaire | None, *, is_number_taken: bool = False) -> list[Remark]:
    """Everything to look at, in the order of the screen. `base` is the version from which this one was made;
    `is_number_taken` when another was published under its number.
    """
    taken = [Remark("number_taken", is_blocking=True, detail=content["version"])] if is_number_taken else []
    return [
        *taken,
        *_of_whole(content, base),
        *(each for domain in content["domains"] for each in _of_domain(domain, base)),
    ]


def blocking(found: list[Remark]) -> list[Remark]:
    return [remark for remark in found if remark.is_blocking]


def _of_whole(content: Content, base: Questionnaire | None) -> Iterator[Remark]:
    if not content["version"]:
        yield Remark("number_missing", is_blocking=True)
    if missing := _missing(content["title"]):
        yield Remark("title_missing", is_blocking=True, detail=missing)
    if content["based_on"] and (base is None or base.version != content["based_on"]):
        yield Remark("base_unknown", is_blocking=True, detail=content["based_on"])
    if not content["domains"]:
        yield Remark("no_domains", is_blocking=True)
    yield from _of_the_rest(content)
    compared = Counter(question["comparable_with"] for domain in content["domains"] for question in domain["questions"])
    for identifier, times in sorted(compared.items()):
        if identifier and times > 1:
            yield Remark("comparable_twice", is_blocking=True, detail=identifier)


def _of_the_rest(content: Content) -> Iterator[Remark]:
    """What is asked beside the scored questions, and the words of the questionnaire itself."""
    facts = {fact["id"] for fact in content["facts"]}
    for name in NEEDED_FACTS:
        if name not in facts:
            yield Remark("fact_needed", is_blocking=True, detail=name)
    prompts = {prompt["code"] for prompt in content["prompts"]}
    for name in PROMPTS:
        if name not in prompts:
            yield Remark("prompt_needed", is_blocking=True, detail=name)
    for place, text in [
        *((fact["id"], fact["text"]) for fact in content["facts"]),
        *((prompt["code"], prompt["text"]) for prompt in content["prompts"]),
        *((entry["code"], entry["text"]) for entries in content["lists"].values() for entry in entries),
        *((key, text) for group in _groups(content) for key, text in group.items()),
    ]:
        if missing := _missing(text):
            yield Remark("other_text_missing", is_blocking=True, detail=f"{place} ({missing})")


def _groups(content: Content) -> tuple[dict[str, Texts], ...]:
    return content["levels"], content["special_answers"], content["scopes"], content["tag_scale"]


def _of_domain(domain: DomainContent, base: Questionnaire | None) -> Iterator[Remark]:
    code = domain["code"]
    if missing := _missing(domain["text"]):
        yield Remark("domain_text_missing", is_blocking=True, domain=code, detail=missing)
    if not domain["questions"]:
        yield Remark("domain_empty", is_blocking=True, domain=code)
    for question in domain["questions"]:
        yield from _of_question(question, code)
        yield from _of_comparison(question, code, base)


def _of_question(question: QuestionContent, domain: str) -> Iterator[Remark]:
    name = question["id"]
    if missing := _missing(question["text"]):
        yield Remark("question_text_missing", is_blocking=True, domain=domain, question=name, detail=missing)
    if not is_blank(question["hint"]) and (missing := _missing(question["hint"])):
        yield Remark("hint_missing", is_blocking=True, domain=domain, question=name, detail=missing)
    if not question["who"]:
        yield Remark("nobody_asked", is_blocking=True, domain=domain, question=name)
    if len(question["options"]) < 2:
        yield Remark("too_few_options", is_blocking=True, domain=domain, question=name)
    yield from _of_options(question, domain)
    if question["weight"] >= HEAVY:
        yield Remark("heavy", domain=domain, question=name, detail=str(question["weight"]))
    if not any(question["tags"].get(scope.value) for scope in Scope):
        yield Remark("no_tags", domain=domain, question=name)


def _of_options(question: QuestionContent, domain: str) -> Iterator[Remark]:
    name = question["id"]
    for option in question["options"]:
        code = option["code"]
        if missing := _missing(option["text"]):
            yield Remark(
                "option_text_missing", is_blocking=True, domain=domain, question=name, option=code, detail=missing
            )
        if not is_blank(option["explanation"]) and (missing := _missing(option["explanation"])):
            yield Remark(
                "explanation_missing", is_blocking=True, domain=domain, question=name, option=code, detail=missing
            )
        if option["level"] is None:
            yield Remark("level_missing", is_blocking=True, domain=domain, question=name, option=code)
    levels = [option["level"] for option in question["options"] if option["level"] is not None]
    if levels and levels != sorted(levels):
        yield Remark("levels_not_rising", domain=domain, question=name)
    if gaps := [str(level) for level in (0, 5) if levels and level not in levels]:
        yield Remark("level_gap", domain=domain, question=name, detail=", ".join(gaps))


def _of_comparison(question: QuestionContent, domain: str, base: Questionnaire | None) -> Iterator[Remark]:
    name, with_ = question["id"], question["comparable_with"]
    if base is None:
        if with_:
            yield Remark("comparable_unknown", is_blocking=True, domain=domain, question=name, detail=with_)
        return
    if with_ and with_ not in base.questions:
        yield Remark("comparable_unknown", is_blocking=True, domain=domain, question=name, detail=with_)
    elif with_ != name and name in base.questions:
        yield Remark("id_reused", is_blocking=True, domain=domain, question=name, detail=base.version)
    elif not with_:
        yield Remark("not_comparable", domain=domain, question=name, detail=base.version)
    elif dict(base.questions[with_].levels) != {option["code"]: option["level"] for option in question["options"]}:
        yield Remark("answers_changed", domain=domain, question=name, detail=base.version)


def _missing(text: Texts) -> str:
    """The languages in which a text is missing, such as "en, fr"."""
    known = {"nl": text["nl"], "en": text["en"], "fr": text["fr"]}
    return ", ".join(language for language in LANGUAGES if not known[language].strip())
