"""Reading a questionnaire in the format in which worked cases name one, which has no French."""

from pathlib import Path
from typing import Any

from steunpunt.assess.scan.choices import BoardType, Scope
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.questionnaires.reader import parsed
from steunpunt.assess.scan.values import AnswerOption, Domain, Question, Questionnaire, Text


def read_case_questionnaire(path: Path) -> Questionnaire:
    """The domains and questions of a file with `domains`, each with `code`, `nl`, `en` and `questions`.

    What is not scored (facts, prompts, lists) is that of the published version.
    """
    raw = parsed(path.read_text(encoding="utf-8"))
    own = published()
    return Questionnaire(
        version=raw["version"],
        title=_text(raw["title"]),
        levels=own.levels,
        special_answers=own.special_answers,
        scopes=own.scopes,
        tag_scale=own.tag_scale,
        facts=own.facts,
        prompts=own.prompts,
        domains=tuple(
            Domain(
                each["code"], _text(each), tuple(_question(question, each["code"]) for question in each["questions"])
            )
            for each in raw["domains"]
        ),
    )


def _question(raw: dict[str, Any], domain: str) -> Question:
    return Question(
        id=raw["id"],
        domain=domain,
        weight=raw["weight"],
        who=frozenset(BoardType(each) for each in raw["who"]),
        not_applicable_allowed=raw["not_applicable_allowed"],
        tags={Scope(scope): tag for scope, tag in raw["tags"].items()},
        text=_text(raw),
        options=tuple(AnswerOption(each["name"], each["level"], _text(each)) for each in raw["options"]),
    )


def _text(raw: dict[str, Any]) -> Text:
    return Text(raw["nl"], raw["en"], fr="")
