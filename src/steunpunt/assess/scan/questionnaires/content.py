"""A questionnaire while it is being written: the same names and values as the published text, gaps allowed.

A published questionnaire is a frozen value; a draft is plain data, kept as JSON, in which a text may still be empty and a
level still unknown. `remarks` says what is missing, `source_from` writes the text that is published.
"""

import re
from collections.abc import Mapping
from typing import Any, TypedDict

import yaml

from steunpunt.assess.scan.choices import BoardType, InputKind, Scope, SpecialAnswer
from steunpunt.assess.scan.questionnaires.reader import parsed_once
from steunpunt.assess.scan.values import (
    AnswerOption,
    BoardFact,
    Choice,
    Domain,
    DomainPrompt,
    Question,
    Questionnaire,
    Text,
)

LANGUAGES = ("nl", "en", "fr")
CODE_LENGTH = 60
"""The longest code of a domain, question or answer: names in forms of elsewhere run on."""
MAX_WEIGHT = 9
MAX_TEXT = 2_000
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


class Texts(TypedDict):
    nl: str
    en: str
    fr: str


class OptionContent(TypedDict):
    code: str
    level: int | None
    text: Texts
    explanation: Texts


class QuestionContent(TypedDict):
    id: str
    weight: int
    who: list[str]
    not_applicable: bool
    tags: dict[str, int]
    comparable_with: str
    text: Texts
    hint: Texts
    options: list[OptionContent]


class DomainContent(TypedDict):
    code: str
    text: Texts
    questions: list[QuestionContent]


class ChoiceContent(TypedDict):
    code: str
    text: Texts


class FactContent(TypedDict):
    id: str
    kind: str
    list: str
    required: bool
    text: Texts


class PromptContent(TypedDict):
    code: str
    kind: str
    list: str
    text: Texts


class Content(TypedDict):
    """Everything that a version says. `levels`, `special_answers`, `scopes` and `tag_scale` hold texts by key."""

    version: str
    based_on: str
    title: Texts
    levels: dict[str, Texts]
    special_answers: dict[str, Texts]
    scopes: dict[str, Texts]
    tag_scale: dict[str, Texts]
    lists: dict[str, list[ChoiceContent]]
    facts: list[FactContent]
    prompts: list[PromptContent]
    domains: list[DomainContent]


def clean(written: str) -> str:
    """A text as it is kept: without spaces around it, one kind of line end, no control signs."""
    return _CONTROLS.sub("", written.replace("\r\n", "\n")).strip()


def texts(raw: Mapping[str, Any] | None = None) -> Texts:
    """The text in three languages that stands in an entry; what is not there is empty."""
    given = raw or {}
    return Texts(nl=str(given.get("nl", "")), en=str(given.get("en", "")), fr=str(given.get("fr", "")))


def is_blank(text: Texts) -> bool:
    return not any((text["nl"], text["en"], text["fr"]))


def new_question(identifier: str) -> QuestionContent:
    """An empty question for every kind of board, weighing one."""
    return QuestionContent(
        id=identifier,
        weight=1,
        who=[kind.value for kind in BoardType],
        not_applicable=False,
        tags=dict.fromkeys((scope.value for scope in Scope), 0),
        comparable_with="",
        text=texts(),
        hint=texts(),
        options=[],
    )


def content_of(source: str) -> Content:
    """The draft that says what a published text says."""
    raw = parsed_once(source)
    return Content(
        version=raw["version"],
        based_on=raw.get("based_on", ""),
        title=texts(raw["title"]),
        levels=_by_key(raw["levels"]),
        special_answers=_by_key(raw["special_answers"]),
        scopes=_by_key(raw["scopes"]),
        tag_scale=_by_key(raw["tag_scale"]),
        lists={
            name: [ChoiceContent(code=entry["code"], text=texts(entry)) for entry in entries]
            for name, entries in raw["lists"].items()
        },
        facts=[
            FactContent(
                id=entry["id"],
                kind=entry["kind"],
                list=entry.get("list", ""),
                required=entry["required"],
                text=texts(entry),
            )
            for entry in raw["facts"]
        ],
        prompts=[
            PromptContent(code=entry["code"], kind=entry["kind"], list=entry.get("list", ""), text=texts(entry))
            for entry in raw["prompts"]
        ],
        domains=[
            DomainContent(
                code=entry["code"], text=texts(entry), questions=[_question(each) for each in entry["questions"]]
            )
            for entry in raw["domains"]
        ],
    )


def _by_key(raw: Mapping[Any, Any]) -> dict[str, Texts]:
    return {str(key): texts(entry) for key, entry in raw.items()}


def _question(raw: Mapping[str, Any]) -> QuestionContent:
    return QuestionContent(
        id=raw["id"],
        weight=raw["weight"],
        who=list(raw["who"]),
        not_applicable=raw["not_applicable"],
        tags={scope.value: raw["tags"][scope.value] for scope in Scope},
        comparable_with=raw.get("comparable_with", ""),
        text=texts(raw),
        hint=texts(raw.get("hint")),
        options=[
            OptionContent(
                code=entry["code"],
                level=entry["level"],
                text=texts(entry),
                explanation=texts(entry.get("explanation")),
            )
            for entry in raw["options"]
        ],
    )


def next_version(base: Content, number: str) -> Content:
    """The draft of the version after this one: every question starts out comparable with itself."""
    return Content(
        **{
            **base,
            "version": number,
            "based_on": base["version"],
            "domains": [
                {**domain, "questions": [{**each, "comparable_with": each["id"]} for each in domain["questions"]]}
                for domain in base["domains"]
            ],
        }
    )


# ── to the published text ────────────────────────────────────────────────────
def source_from(content: Content) -> str:
    """The text that is published: YAML, as `reader` reads it."""
    head = f"# {content['title']['nl']}, version {content['version']}. A published version never changes.\n\n"
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    written = yaml.dump(raw_from(content), Dumper=dumper, allow_unicode=True, sort_keys=False, width=1_000)
    return f"{head}{written}"


def raw_from(content: Content) -> dict[str, Any]:
    """The names and values of the published text; a hint, an explanation or a base that is empty is left out."""
    return {
        "version": content["version"],
        **({"based_on": content["based_on"]} if content["based_on"] else {}),
        "title": dict(content["title"]),
        "levels": {int(key): dict(text) for key, text in content["levels"].items()},
        "special_answers": {key: dict(text) for key, text in content["special_answers"].items()},
        "scopes": {key: dict(text) for key, text in content["scopes"].items()},
        "tag_scale": {int(key): dict(text) for key, text in content["tag_scale"].items()},
        "lists": {
            name: [{"code": entry["code"], **entry["text"]} for entry in entries]
            for name, entries in content["lists"].items()
        },
        "facts": [
            {
                "id": fact["id"],
                "kind": fact["kind"],
                **_listed(fact["list"]),
                "required": fact["required"],
                **fact["text"],
            }
            for fact in content["facts"]
        ],
        "prompts": [
            {"code": prompt["code"], "kind": prompt["kind"], **_listed(prompt["list"]), **prompt["text"]}
            for prompt in content["prompts"]
        ],
        "domains": [
            {
                "code": domain["code"],
                **domain["text"],
                "questions": [_raw_question(each) for each in domain["questions"]],
            }
            for domain in content["domains"]
        ],
    }


def _listed(name: str) -> dict[str, str]:
    return {"list": name} if name else {}


def _raw_question(question: QuestionContent) -> dict[str, Any]:
    return {
        "id": question["id"],
        "weight": question["weight"],
        "who": list(question["who"]),
        "not_applicable": question["not_applicable"],
        "tags": dict(question["tags"]),
        **({"comparable_with": question["comparable_with"]} if question["comparable_with"] else {}),
        **question["text"],
        **({} if is_blank(question["hint"]) else {"hint": dict(question["hint"])}),
        "options": [
            {
                "code": option["code"],
                "level": option["level"],
                **option["text"],
                **({} if is_blank(option["explanation"]) else {"explanation": dict(option["explanation"])}),
            }
            for option in question["options"]
        ],
    }


# ── to look at ───────────────────────────────────────────────────────────────
def shown(content: Content) -> Questionnaire:
    """The draft as a questionnaire to look at, as boards would see it: a text that is missing shows in another language.

    Never to score with: a level that is still unknown stands at 0.
    """
    lists = {
        name: tuple(Choice(entry["code"], _text(entry["text"])) for entry in entries)
        for name, entries in content["lists"].items()
    }
    return Questionnaire(
        version=content["version"],
        title=_text(content["title"]),
        levels={int(key): _text(text) for key, text in content["levels"].items()},
        special_answers={SpecialAnswer(key): _text(text) for key, text in content["special_answers"].items()},
        scopes={Scope(key): _text(text) for key, text in content["scopes"].items()},
        tag_scale={int(key): _text(text) for key, text in content["tag_scale"].items()},
        facts=tuple(
            BoardFact(
                fact["id"], InputKind(fact["kind"]), fact["required"], _text(fact["text"]), lists.get(fact["list"], ())
            )
            for fact in content["facts"]
        ),
        prompts=tuple(
            DomainPrompt(
                prompt["code"], InputKind(prompt["kind"]), _text(prompt["text"]), lists.get(prompt["list"], ())
            )
            for prompt in content["prompts"]
        ),
        domains=tuple(
            Domain(
                domain["code"],
                _text(domain["text"]),
                tuple(_shown_question(each, domain["code"]) for each in domain["questions"]),
            )
            for domain in content["domains"]
        ),
        based_on=content["based_on"],
    )


def _shown_question(question: QuestionContent, domain: str) -> Question:
    return Question(
        id=question["id"],
        domain=domain,
        weight=question["weight"],
        who=frozenset(BoardType(kind) for kind in question["who"]),
        not_applicable_allowed=question["not_applicable"],
        tags={Scope(scope): tag for scope, tag in question["tags"].items()},
        text=_text(question["text"]),
        options=tuple(
            AnswerOption(option["code"], option["level"] or 0, _text(option["text"]), _optional(option["explanation"]))
            for option in question["options"]
        ),
        hint=_optional(question["hint"]),
        comparable_with=question["comparable_with"],
    )


def _text(text: Texts) -> Text:
    known = next((each for each in (text["nl"], text["en"], text["fr"]) if each), "…")
    return Text(nl=text["nl"] or known, en=text["en"] or known, fr=text["fr"] or known)


def _optional(text: Texts) -> Text | None:
    return None if is_blank(text) else _text(text)
