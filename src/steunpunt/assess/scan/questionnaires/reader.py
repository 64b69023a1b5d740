"""Reading a questionnaire from YAML, with errors that say where the fault is and what was expected."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from typing import Any, TypeVar

import yaml

from steunpunt.assess.scan.choices import BoardType, InputKind, Scope, SpecialAnswer
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

LEVELS = range(6)
TAGS = range(4)

Key = TypeVar("Key")
Member = TypeVar("Member", bound=StrEnum)


class QuestionnaireError(ValueError):
    """The file is no questionnaire; the message names the place and the remedy."""


@lru_cache(maxsize=16)
def read_questionnaire(source: str) -> Questionnaire:
    """The questionnaire that this YAML text describes; see `questionnaire_from`. A value: the same text is read once."""
    return questionnaire_from(parsed(source))


def parsed(source: str) -> Any:
    """The plain names and values in a YAML text, read by the parser in C where there is one: ten times quicker."""
    try:
        return yaml.load(source, getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe
    except yaml.YAMLError as error:
        raise QuestionnaireError(f"not readable as YAML: {error}") from error


parsed_once = lru_cache(maxsize=2)(parsed)
"""For who only reads in what it gets."""


def questionnaire_from(raw: object) -> Questionnaire:
    """The questionnaire that these names and values describe.

    The structure is explained at the top of the published files. Raises `QuestionnaireError` at the first fault.
    """
    root = _mapping(raw, "the file")
    lists = {
        name: tuple(_choice(entry, f"list {name}") for entry in _sequence(entries, f"list {name}"))
        for name, entries in _mapping(_get(root, "lists", "the file"), "lists").items()
    }
    questionnaire = Questionnaire(
        version=_string(root, "version", "the file"),
        title=_text(_get(root, "title", "the file"), "title"),
        levels=_texts(root, "levels", LEVELS),
        special_answers=_texts(root, "special_answers", SpecialAnswer),
        scopes=_texts(root, "scopes", Scope),
        tag_scale=_texts(root, "tag_scale", TAGS),
        facts=tuple(_fact(entry, lists) for entry in _sequence(_get(root, "facts", "the file"), "facts")),
        prompts=tuple(_prompt(entry, lists) for entry in _sequence(_get(root, "prompts", "the file"), "prompts")),
        domains=tuple(_domain(entry) for entry in _sequence(_get(root, "domains", "the file"), "domains")),
        based_on=_string(root, "based_on", "the file") if "based_on" in root else "",
    )
    _unique((fact.id for fact in questionnaire.facts), "facts")
    _unique((prompt.code for prompt in questionnaire.prompts), "prompts")
    _unique((domain.code for domain in questionnaire.domains), "domains")
    _unique((question.id for domain in questionnaire.domains for question in domain.questions), "questions")
    return questionnaire


def _domain(raw: object) -> Domain:
    entry = _mapping(raw, "a domain")
    code = _string(entry, "code", "a domain")
    where = f"domain {code}"
    questions = _sequence(_get(entry, "questions", where), f"questions of {where}")
    return Domain(code=code, name=_text(entry, where), questions=tuple(_question(each, code) for each in questions))


def _question(raw: object, domain: str) -> Question:
    entry = _mapping(raw, f"a question of domain {domain}")
    identifier = _string(entry, "id", f"a question of domain {domain}")
    where = f"question {identifier}"
    weight = _get(entry, "weight", where)
    if not isinstance(weight, int) or weight < 1:
        raise QuestionnaireError(f"{where}: weight is {weight!r}, not a whole number above zero")
    allowed = _get(entry, "not_applicable", where)
    if not isinstance(allowed, bool):
        raise QuestionnaireError(f"{where}: not_applicable is {allowed!r}, not true or false")
    who = frozenset(_one_of(BoardType, each, where) for each in _sequence(_get(entry, "who", where), f"who of {where}"))
    options = tuple(_option(each, where) for each in _sequence(_get(entry, "options", where), f"options of {where}"))
    _unique((option.code for option in options), f"options of {where}")
    if len(options) < 2:
        raise QuestionnaireError(f"{where}: one option leaves nothing to choose")
    return Question(
        id=identifier,
        domain=domain,
        weight=weight,
        who=who,
        not_applicable_allowed=allowed,
        tags=_tags(_get(entry, "tags", where), where),
        text=_text(entry, where),
        options=options,
        hint=_text(entry["hint"], f"hint of {where}") if "hint" in entry else None,
        comparable_with=_string(entry, "comparable_with", where) if "comparable_with" in entry else "",
    )


def _option(raw: object, where: str) -> AnswerOption:
    entry = _mapping(raw, f"an option of {where}")
    code = _string(entry, "code", f"an option of {where}")
    where = f"option {code} of {where}"
    if code in set(SpecialAnswer):
        raise QuestionnaireError(f"{where}: this code is reserved for the special answer")
    level = _get(entry, "level", where)
    if not isinstance(level, int) or isinstance(level, bool) or level not in LEVELS:
        raise QuestionnaireError(f"{where}: level is {level!r}, not 0-5")
    explanation = _text(entry["explanation"], f"explanation of {where}") if "explanation" in entry else None
    return AnswerOption(code=code, level=level, text=_text(entry, where), explanation=explanation)


def _tags(raw: object, where: str) -> Mapping[Scope, int]:
    tags = {_one_of(Scope, scope, where): tag for scope, tag in _mapping(raw, f"tags of {where}").items()}
    for scope in Scope:
        if tags.get(scope) not in TAGS:
            raise QuestionnaireError(f"{where}: tag {scope} is {tags.get(scope)!r}, not 0-3")
    return tags


def _fact(raw: object, lists: Mapping[str, tuple[Choice, ...]]) -> BoardFact:
    entry = _mapping(raw, "a fact")
    identifier = _string(entry, "id", "a fact")
    where = f"fact {identifier}"
    required = _get(entry, "required", where)
    if not isinstance(required, bool):
        raise QuestionnaireError(f"{where}: required is {required!r}, not true or false")
    kind, choices = _kind(entry, lists, where)
    return BoardFact(id=identifier, kind=kind, required=required, text=_text(entry, where), choices=choices)


def _prompt(raw: object, lists: Mapping[str, tuple[Choice, ...]]) -> DomainPrompt:
    entry = _mapping(raw, "a prompt")
    code = _string(entry, "code", "a prompt")
    kind, choices = _kind(entry, lists, f"prompt {code}")
    return DomainPrompt(code=code, kind=kind, text=_text(entry, f"prompt {code}"), choices=choices)


def _kind(
    entry: Mapping[Any, Any], lists: Mapping[str, tuple[Choice, ...]], where: str
) -> tuple[InputKind, tuple[Choice, ...]]:
    kind = _one_of(InputKind, _get(entry, "kind", where), where)
    if kind not in {InputKind.CHOICE, InputKind.CHOICES}:
        return kind, ()
    name = _string(entry, "list", where)
    if name not in lists:
        raise QuestionnaireError(f"{where}: there is no list {name!r}")
    return kind, lists[name]


def _choice(raw: object, where: str) -> Choice:
    entry = _mapping(raw, where)
    code = _string(entry, "code", where)
    return Choice(code=code, text=_text(entry, f"{code} of {where}"))


def _text(raw: object, where: str) -> Text:
    entry = _mapping(raw, where)
    return Text(**{language: _string(entry, language, where) for language in ("nl", "en", "fr")})


def _texts(root: Mapping[Any, Any], name: str, keys: Iterable[Key]) -> Mapping[Key, Text]:
    entries = _mapping(_get(root, name, "the file"), name)
    expected = list(keys)
    if set(entries) != set(expected):
        raise QuestionnaireError(
            f"{name}: has {', '.join(map(str, entries))}; expected {', '.join(map(str, expected))}"
        )
    return {key: _text(entries[key], f"{name} {key}") for key in expected}


def _one_of(kind: type[Member], raw: object, where: str) -> Member:
    try:
        return kind(str(raw))
    except ValueError:
        raise QuestionnaireError(f"{where}: {raw!r} is none of {', '.join(kind)}") from None


def _get(entry: Mapping[Any, Any], key: str, where: str) -> object:
    if key not in entry:
        raise QuestionnaireError(f"{where}: {key} is missing")
    return entry[key]


def _string(entry: Mapping[Any, Any], key: str, where: str) -> str:
    value = _get(entry, key, where)
    if not isinstance(value, str) or not value.strip():
        raise QuestionnaireError(f"{where}: {key} is {value!r}, not a text (write numbers and yes/no between quotes)")
    return value


def _mapping(raw: object, where: str) -> Mapping[Any, Any]:
    if not isinstance(raw, Mapping):
        raise QuestionnaireError(f"{where}: expected names with values, found {type(raw).__name__}")
    return raw


def _sequence(raw: object, where: str) -> list[Any]:
    if not isinstance(raw, list) or not raw:
        raise QuestionnaireError(f"{where}: expected a list with at least one entry")
    return raw


def _unique(codes: Iterable[str], where: str) -> None:
    seen = set()
    for code in codes:
        if code in seen:
            raise QuestionnaireError(f"{where}: {code} stands there twice")
        seen.add(code)
