"""A questionnaire that worked cases name is word for word the published one, French aside."""

import re
from pathlib import Path

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.questionnaires.reader import parsed
from tests.ground_truth.case import cases_in


def test_codes_levels_and_wording_are_those_of_the_questionnaire_that_cases_name(request):
    named = {
        case.named_file(case.input["questionnaire"])
        for folder in request.config.getoption("--cases", default=[])
        for case in cases_in(Path(folder))
        if case.method == "scan_full"
    }
    for path in named - {None}:
        described = parsed(path.read_text(encoding="utf-8"))
        assert_the_same(described, published(described["version"]))


def assert_the_same(described, questionnaire):
    def said(text):
        return {"nl": text.nl, "en": text.en}

    def wording(raw):
        return {language: re.sub(r"{domain_..}", "{domain}", raw[language]) for language in ("nl", "en")}

    assert questionnaire.version == described["version"]
    assert said(questionnaire.title) == described["title"]
    assert {level: said(text) for level, text in questionnaire.levels.items()} == described["levels"]
    assert {code: said(text) for code, text in questionnaire.special_answers.items()} == described["special_answers"]
    assert {code: said(text) for code, text in questionnaire.scopes.items()} == described["scopes"]
    assert {number: f"{text.nl} / {text.en}" for number, text in questionnaire.tag_scale.items()} == described[
        "tag_scale"
    ]
    lists = {
        name: [(entry["name"], wording(entry)) for entry in entries] for name, entries in described["lists"].items()
    }
    assert [
        (fact.id, fact.required, said(fact.text), [(each.code, said(each.text)) for each in fact.choices])
        for fact in questionnaire.facts
    ] == [
        (raw["id"], raw["required"], wording(raw), lists.get(raw["type"].removeprefix("select_one "), []))
        for raw in described["profile"]
    ]
    assert [
        (f"{prompt.code}_{{domain}}", said(prompt.text), [(each.code, said(each.text)) for each in prompt.choices])
        for prompt in questionnaire.prompts
    ] == [(raw["id"], wording(raw), lists.get(raw.get("list"), [])) for raw in described["per_domain"]]
    assert [
        {
            "code": domain.code,
            **said(domain.name),
            "questions": [
                {
                    "id": question.id,
                    "weight": question.weight,
                    "who": [each for each in BoardType if each in question.who],
                    "not_applicable_allowed": question.not_applicable_allowed,
                    "tags": dict(question.tags),
                    **said(question.text),
                    "options": [
                        {"name": option.code, "level": option.level, **said(option.text)} for option in question.options
                    ],
                }
                for question in domain.questions
            ],
        }
        for domain in questionnaire.domains
    ] == described["domains"]
