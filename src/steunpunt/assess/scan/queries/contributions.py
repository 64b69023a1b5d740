"""Reads of what colleagues were asked and answered: who, how far, where they see it differently.

`language` is that of the reader, in which texts of the questionnaire are given.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils.translation import gettext

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.choices import BoardType, ScanState, SpecialAnswer
from steunpunt.assess.scan.models import Contribution, HelpRequest, Scan
from steunpunt.assess.scan.rules import contributing, filling
from steunpunt.assess.scan.values import Question, Questionnaire
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
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
    """A question on which board and colleague are two levels or more apart, or a fact on which they differ."""

    code: str
    section: str
    """Its domain, or `facts`."""
    text: str
    domain: str
    board: str
    given: Given


def asked_in(questionnaire: Questionnaire, board_type: BoardType, domain: str) -> list[Question]:
    """The questions of one domain that this type of board is asked."""
    return [question for question in questionnaire.questions_for(board_type) if question.domain == domain]


FACTS = "facts"
"""The facts about the board, as the domain under which they are asked."""


def codes_in(scan: Scan, domain: str) -> list[str]:
    """Codes of what can be asked under a domain, in the order of the screen; empty when there is no such domain."""
    questionnaire, board_type = queries.questionnaire_of(scan), BoardType(scan.board_type)
    if domain == FACTS:
        asked = filling.facts_asked(questionnaire, board_type)
        return [fact.id for fact in asked if fact.id not in queries.GIVEN_BY_THE_PLATFORM]
    return [question.id for question in asked_in(questionnaire, board_type, domain)]


def codes_of(scan: Scan, request: HelpRequest) -> list[str]:
    """Codes of what one request asks, in the order of the screen."""
    return [code for code in codes_in(scan, request.domain) if not request.questions or code in request.questions]


def subject_of(questionnaire: Questionnaire, request: HelpRequest, language: str) -> str:
    """What a request is about, within a sentence: the domain, or its questions by their codes."""
    if request.domain == FACTS:
        texts = [fact.text.in_language(language) for fact in questionnaire.facts if fact.id in request.questions]
        return ", ".join(texts) or gettext("the facts of your board")
    name = questionnaire.domain(request.domain).name.in_language(language)
    return f"{name} ({', '.join(request.questions)})" if request.questions else name


def help_lines(scan: Scan, actor: Actor, domain: str | None = None, *, language: str) -> list[HelpLine]:
    """Whom this board asked, newest first, what was withdrawn left out: two queries."""
    return _lines(scan, _asked(actor, scan.pk, domain), language)


@composed
def _asked(actor: Actor, scan_id: int, domain: str | None) -> QuerySet[HelpRequest]:
    rows = access.visible_help_requests(actor).filter(scan_id=scan_id, withdrawn_at=None)
    if domain is not None:
        rows = rows.filter(domain=domain)
    return rows.annotate(answered=Count("contributions")).order_by("-pk")


def _lines(scan: Scan, rows: Iterable[HelpRequest], language: str) -> list[HelpLine]:
    found, questionnaire = list(rows), queries.questionnaire_of(scan)
    names = people.names(row.colleague_id for row in found)
    return [
        HelpLine(
            request=row,
            domain_name=subject_of(questionnaire, row, language),
            colleague=names.get(row.colleague_id, ""),
            answered=row.answered,  # type: ignore[attr-defined]  # annotated by the queries above
            asked=len(codes_of(scan, row)),
        )
        for row in found
    ]


def asked_of(actor: Actor, today: date, *, language: str) -> list[HelpLine]:
    """What this person still has to answer for colleagues, the most urgent first: one query."""
    rows = _open_requests(actor, today)
    return [HelpLine(row, subject_of(queries.questionnaire_of(row.scan), row, language), "", 0, 0) for row in rows]


@composed
def _open_requests(actor: Actor, today: date) -> QuerySet[HelpRequest]:
    open_scans = Scan.objects.exclude(state=ScanState.SUBMITTED).filter(queries.takes_answers(today))
    return (
        access.answerable_help_requests(actor)
        .filter(done_at=None, scan__in=open_scans)
        .select_related("scan__round__version")
        .defer("scan__round__version__source")
        .order_by("due_on", "pk")
    )


def given_answers(
    scan: Scan, actor: Actor, answers: Mapping[str, str], domain: str | None = None, *, language: str
) -> dict[str, list[Given]]:
    """By question what colleagues answered, of each colleague the newest answer: two queries."""
    newest: dict[tuple[str, int], Contribution] = {}
    for row in _given(actor, scan.pk, domain):
        newest.setdefault((row.question, row.request.colleague_id), row)
    names = people.names(person for _question, person in newest)
    questionnaire = queries.questionnaire_of(scan)
    found: dict[str, list[Given]] = {}
    for (question, person), row in newest.items():
        given = Given(
            contribution=row,
            colleague=names.get(person, ""),
            text=text_of(questionnaire, question, row.answer, language),
            explanation=row.explanation,
            is_same=answers.get(question) == row.answer,
        )
        found.setdefault(question, []).append(given)
    return found


@composed
def _given(actor: Actor, scan_id: int, domain: str | None) -> QuerySet[Contribution]:
    rows = (
        Contribution.objects.filter(request__in=access.visible_help_requests(actor).filter(scan_id=scan_id))
        .select_related("request")
        .order_by("question", "request__colleague_id", "-request_id")
    )
    return rows if domain is None else rows.filter(request__domain=domain)


def answer_text(questionnaire: Questionnaire, question: Question, answer: str, language: str) -> str:
    """An answer in the words of the questionnaire."""
    for option in question.options:
        if option.code == answer:
            return option.text.in_language(language)
    return questionnaire.special_answers[SpecialAnswer(answer)].in_language(language)


def text_of(questionnaire: Questionnaire, code: str, answer: str, language: str) -> str:
    """An answer to a question or a fact, in the words of the questionnaire."""
    if code in questionnaire.questions:
        return answer_text(questionnaire, questionnaire.questions[code], answer, language)
    fact = next(item for item in questionnaire.facts if item.id == code)
    return next((choice.text.in_language(language) for choice in fact.choices if choice.code == answer), answer)


def differences(
    scan: Scan, answers: Mapping[str, str], given: Mapping[str, Sequence[Given]], *, language: str
) -> list[Difference]:
    """What board and colleagues should talk about, in the order of the questionnaire."""
    questionnaire = queries.questionnaire_of(scan)
    facts = [
        Difference(
            code=fact.id,
            section=FACTS,
            text=fact.text.in_language(language),
            domain=gettext("About your board"),
            board=text_of(questionnaire, fact.id, answers[fact.id], language),
            given=item,
        )
        for fact in questionnaire.facts
        for item in given.get(fact.id, ())
        if contributing.is_fact_to_discuss(answers.get(fact.id, ""), item.contribution.answer)
    ]
    return facts + [
        Difference(
            code=question.id,
            section=question.domain,
            text=question.text.in_language(language),
            domain=questionnaire.domain(question.domain).name.in_language(language),
            board=answer_text(questionnaire, question, answers[question.id], language),
            given=item,
        )
        for question in questionnaire.questions_for(BoardType(scan.board_type))
        for item in given.get(question.id, ())
        if question.id in answers
        and contributing.is_to_discuss(question, answers[question.id], item.contribution.answer)
    ]
