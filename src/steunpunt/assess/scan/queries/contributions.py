"""Reads of what colleagues were asked and answered: who, how far, where they see it differently.

`language` is that of the reader, in which texts of the questionnaire are given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import BoardType, ScanState, SpecialAnswer
from steunpunt.assess.scan.models import Contribution, HelpRequest, Scan
from steunpunt.assess.scan.rules import contributing
from steunpunt.assess.scan.values import Question, Questionnaire
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.people import public as people


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One request in a list: who was asked, and how many questions are answered."""

    request: HelpRequest
    domain_name: str
    colleague: str
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class Given:
    """What a colleague answered to one question, ready to be taken over."""

    contribution: Contribution
    colleague: str
    text: str
    explanation: str
    is_same: bool
    """Whether the board answered the same."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A question on which board and colleague are two levels or more apart."""

    question: Question
    domain: str
    board: str
    given: Given


def asked_in(questionnaire: Questionnaire, board_type: BoardType, domain: str) -> list[Question]:
    """The questions of one domain that this type of board is asked."""
    return [question for question in questionnaire.questions_for(board_type) if question.domain == domain]


def help_lines(scan: Scan, actor: Actor, domain: str | None = None, *, language: str) -> list[HelpLine]:
    """Whom this board asked, newest first, what was withdrawn left out: two queries."""
    rows = access.visible_help_requests(actor).filter(scan=scan, withdrawn_at=None)
    if domain is not None:
        rows = rows.filter(domain=domain)
    return _lines(scan, rows.annotate(answered=Count("contributions")).order_by("-pk"), language)


def _lines(scan: Scan, rows: Iterable[HelpRequest], language: str) -> list[HelpLine]:
    found, questionnaire = list(rows), queries.questionnaire_of(scan)
    names = people.names(row.colleague_id for row in found)
    return [
        HelpLine(
            request=row,
            domain_name=questionnaire.domain(row.domain).name.in_language(language),
            colleague=names.get(row.colleague_id, ""),
            answered=row.answered,  # type: ignore[attr-defined]  # annotated by the queries above
            asked=len(asked_in(questionnaire, BoardType(scan.board_type), row.domain)),
        )
        for row in found
    ]


def asked_of(actor: Actor, today: date, *, language: str) -> list[HelpLine]:
    """What this person still has to answer for colleagues, the most urgent first: one query."""
    rows = (
        access.answerable_help_requests(actor)
        .filter(
            done_at=None, scan__in=Scan.objects.exclude(state=ScanState.SUBMITTED).filter(queries.takes_answers(today))
        )
        .select_related("scan__round__version")
        .defer("scan__round__version__source")
        .order_by("due_on", "pk")
    )
    return [
        HelpLine(row, queries.questionnaire_of(row.scan).domain(row.domain).name.in_language(language), "", 0, 0)
        for row in rows
    ]


def given_answers(
    scan: Scan, actor: Actor, answers: Mapping[str, str], domain: str | None = None, *, language: str
) -> dict[str, list[Given]]:
    """By question what colleagues answered, of each colleague the newest answer: two queries."""
    rows = (
        Contribution.objects.filter(request__in=access.visible_help_requests(actor).filter(scan=scan))
        .select_related("request")
        .order_by("question", "request__colleague_id", "-request_id")
    )
    if domain is not None:
        rows = rows.filter(request__domain=domain)
    newest: dict[tuple[str, int], Contribution] = {}
    for row in rows:
        newest.setdefault((row.question, row.request.colleague_id), row)
    names = people.names(person for _question, person in newest)
    questionnaire = queries.questionnaire_of(scan)
    found: dict[str, list[Given]] = {}
    for (question, person), row in newest.items():
        asked = questionnaire.questions[question]
        given = Given(
            contribution=row,
            colleague=names.get(person, ""),
            text=answer_text(questionnaire, asked, row.answer, language),
            explanation=row.explanation,
            is_same=answers.get(question) == row.answer,
        )
        found.setdefault(question, []).append(given)
    return found


def answer_text(questionnaire: Questionnaire, question: Question, answer: str, language: str) -> str:
    """An answer in the words of the questionnaire."""
    for option in question.options:
        if option.code == answer:
            return option.text.in_language(language)
    return questionnaire.special_answers[SpecialAnswer(answer)].in_language(language)


def differences(
    scan: Scan, answers: Mapping[str, str], given: Mapping[str, Sequence[Given]], *, language: str
) -> list[Difference]:
    """What board and colleagues should talk about, in the order of the questionnaire."""
    questionnaire = queries.questionnaire_of(scan)
    return [
        Difference(
            question=question,
            domain=questionnaire.domain(question.domain).name.in_language(language),
            board=answer_text(questionnaire, question, answers[question.id], language),
            given=item,
        )
        for question in questionnaire.questions_for(BoardType(scan.board_type))
        for item in given.get(question.id, ())
        if question.id in answers
        and contributing.is_to_discuss(question, answers[question.id], item.contribution.answer)
    ]
