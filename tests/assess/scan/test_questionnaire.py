"""The published questionnaire is whole, in three languages, and says what it said when it was published."""

import re
from collections import Counter
from copy import deepcopy
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from steunpunt.assess.scan.choices import BoardType, InputKind, Scope, SpecialAnswer
from steunpunt.assess.scan.questionnaires import LATEST, VERSIONS, published
from steunpunt.assess.scan.questionnaires.reader import (
    QuestionnaireError,
    parsed,
    questionnaire_from,
    read_questionnaire,
)
from steunpunt.assess.scan.values import Text

ALL_VERSIONS = pytest.mark.parametrize("version", VERSIONS)


def texts_in(value):
    """Every text in a questionnaire, wherever it stands."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from texts_in(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_in(getattr(value, field.name))


def test_version_0_1_has_twelve_domains_of_eight_questions():
    questionnaire = published("0.1")
    assert {domain.code: len(domain.questions) for domain in questionnaire.domains} == dict.fromkeys(
        ("BEL", "PER", "INF", "NET", "WER", "MAI", "APP", "DIE", "VEI", "LEV", "KOS", "SAM"), 8
    )
    assert all(
        question.id == f"{domain.code}{place:02}"
        for domain in questionnaire.domains
        for place, question in enumerate(domain.questions, start=1)
    )


def test_version_0_1_asks_each_kind_of_board_its_questions():
    questionnaire = published("0.1")
    assert {board_type: len(questionnaire.questions_for(board_type)) for board_type in BoardType} == {
        BoardType.MUNICIPALITY: 95,
        BoardType.WELFARE_CENTRE: 94,
        BoardType.POLICE_ZONE: 81,
    }


def test_version_0_1_lets_twelve_questions_be_not_applicable_and_doubles_twenty_two():
    questions = published("0.1").questions.values()
    assert sum(question.not_applicable_allowed for question in questions) == 12
    assert Counter(question.weight for question in questions) == {1: 74, 2: 22}


def test_version_0_1_asks_eighteen_facts_and_five_things_per_domain():
    questionnaire = published("0.1")
    assert len(questionnaire.facts) == 18
    assert [prompt.code for prompt in questionnaire.prompts] == ["self", "issue", "want", "with", "note"]
    assert [prompt.kind for prompt in questionnaire.prompts] == [
        InputKind.CHOICE,
        InputKind.CHOICE,
        InputKind.CHOICE,
        InputKind.CHOICES,
        InputKind.TEXT,
    ]


@ALL_VERSIONS
def test_every_question_starts_at_nothing_and_ends_at_an_example(version):
    for question in published(version).questions.values():
        levels = [option.level for option in question.options]
        assert levels == sorted(set(levels)), question.id
        assert (levels[0], levels[-1]) == (0, 5), question.id


@ALL_VERSIONS
def test_every_text_is_there_in_three_languages(version):
    found = list(texts_in(published(version)))
    assert len(found) > 600
    for text in found:
        for language in (text.nl, text.en, text.fr):
            assert language == language.strip() != ""
            assert "  " not in language
        assert text.nl.endswith("?") == text.en.endswith("?") == text.fr.endswith("?"), text
        assert ("{domain}" in text.nl) == ("{domain}" in text.en) == ("{domain}" in text.fr), text
        assert set(re.findall(r"{.*?}", text.nl + text.en + text.fr)) <= {"{domain}"}, text


@ALL_VERSIONS
def test_french_is_set_as_french_is(version):
    for text in texts_in(published(version)):
        assert "'" not in text.fr, text
        assert not re.search(r"[^\u00a0\u202f][?!:;»]", text.fr), text
        assert not re.search(r"«[^\u00a0\u202f]", text.fr), text


@ALL_VERSIONS
def test_french_says_cpas_and_commune(version):
    for text in texts_in(published(version)):
        assert "OCMW" not in text.fr, text
        assert text.fr.count("CPAS") >= ("OCMW" in text.nl), text
        assert ("commun" in text.fr.lower()) or ("gemeente " not in text.nl.lower() + " "), text


def test_a_text_is_given_in_the_language_asked_and_otherwise_in_dutch():
    text = Text(nl="gemeente", en="municipality", fr="commune")
    languages = ("nl", "en", "fr", "fr-be", "de")
    assert [text.in_language(each) for each in languages] == [
        "gemeente",
        "municipality",
        "commune",
        "commune",
        "gemeente",
    ]


def test_a_question_accepts_its_options_and_not_applicable_only_where_allowed():
    questions = published("0.1").questions
    assert [questions["BEL02"].accepts(answer) for answer in ("a0", "a4", "a5", "wn", "nvt", "")] == [
        True, True, False, True, True, False,
    ]  # fmt: skip
    assert not questions["BEL01"].accepts(SpecialAnswer.NOT_APPLICABLE)


def test_a_version_that_was_never_published_is_unknown():
    assert published() is published(LATEST)
    with pytest.raises(KeyError):
        published("9.9")
    with pytest.raises(KeyError):
        published("0.1").domain("XYZ")


# ── faults in a file ─────────────────────────────────────────────────────────
@pytest.fixture(scope="module")
def whole():
    source = files("steunpunt.assess.scan.questionnaires") / "samenwerkingsscan-0.1.yaml"
    return parsed(source.read_text(encoding="utf-8"))


@pytest.fixture
def raw(whole):
    return deepcopy(whole)


def question(raw):
    return raw["domains"][0]["questions"][0]


FAULTS = {
    "the file: domains is missing": lambda raw: raw.pop("domains"),
    "domains: expected a list with at least one entry": lambda raw: raw.update(domains=[]),
    "the file: version is 0.1, not a text": lambda raw: raw.update(version=0.1),
    "levels: has 0, 1, 2, 3, 4; expected 0, 1, 2, 3, 4, 5": lambda raw: raw["levels"].pop(5),
    "lists: expected names with values, found list": lambda raw: raw.update(lists=[]),
    "question BEL01: fr is missing": lambda raw: question(raw).pop("fr"),
    "question BEL01: en is '  ', not a text": lambda raw: question(raw).update(en="  "),
    "question BEL01: weight is 0, not a whole number": lambda raw: question(raw).update(weight=0),
    "question BEL01: not_applicable is 'no', not true": lambda raw: question(raw).update(not_applicable="no"),
    "question BEL01: 'stad' is none of gemeente, ocmw, politiezone": lambda raw: question(raw).update(who=["stad"]),
    "question BEL01: tag PZ is 4, not 0-3": lambda raw: question(raw)["tags"].update(PZ=4),
    "question BEL01: one option leaves nothing to choose": lambda raw: question(raw)["options"].__delitem__(
        slice(1, 9)
    ),
    "option a0 of question BEL01: level is 6": lambda raw: question(raw)["options"][0].update(level=6),
    "option a0 of question BEL01: level is True": lambda raw: question(raw)["options"][0].update(level=True),
    "option wn of question BEL01: this code is reserved": lambda raw: question(raw)["options"][0].update(code="wn"),
    "options of question BEL01: a1 stands there twice": lambda raw: question(raw)["options"][0].update(code="a1"),
    "questions: BEL02 stands there twice": lambda raw: question(raw).update(id="BEL02"),
    "fact p_type: there is no list 'kinds'": lambda raw: raw["facts"][0].update(list="kinds"),
    "fact p_type: required is 1": lambda raw: raw["facts"][0].update(required=1),
    "prompt self: 'slider' is none of": lambda raw: raw["prompts"][0].update(kind="slider"),
    "ja of list janee: nl is True, not a text (write numbers and yes/no between quotes)": lambda raw: raw["lists"][
        "janee"
    ][0].update(nl=True),
}


@pytest.mark.parametrize("message", FAULTS)
def test_a_fault_in_a_file_is_named_with_its_place(raw, message):
    FAULTS[message](raw)
    with pytest.raises(QuestionnaireError, match=re.escape(message)):
        questionnaire_from(raw)


def test_a_file_that_is_no_yaml_says_so():
    with pytest.raises(QuestionnaireError, match="not readable as YAML"):
        read_questionnaire("domains: [")
    with pytest.raises(QuestionnaireError, match="the file: expected names with values, found list"):
        read_questionnaire("- a\n- b")


def test_tags_are_given_for_every_scope():
    for each in published("0.1").questions.values():
        assert set(each.tags) == set(Scope)
