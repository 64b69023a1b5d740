"""What stands in the way of saving, submitting and starting: reasons in sentences, and what is still open."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from steunpunt.assess.scan.choices import BoardType, InputKind, Occasion, RoundState
from steunpunt.assess.scan.rules.parameters import (
    DOUBT_FACTOR,
    INHABITANTS_PER_USER,
    REMIND_DAY_AFTER,
    REMIND_DAYS_BEFORE,
    REMIND_WEEKS_BEFORE,
)
from steunpunt.assess.scan.values import BoardFact, Questionnaire
from steunpunt.foundation.figures.typed import read_number

MAX_FACT = Decimal(999999999999)
ABOVE_NOUGHT = frozenset({"p_inhabitants", "p_users"})
"""By these a board finds others of its scale: a board without inhabitants or users has none."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is still open: a required fact, an estimate, a question."""

    section: str
    """`facts`, `beforehand` or the code of a domain."""
    code: str


def round_state(opens_on: date, deadline_on: date, today: date) -> RoundState:
    if today < opens_on:
        return RoundState.PREPARED
    return RoundState.OPEN if today <= deadline_on else RoundState.CLOSED


def occasion(deadline_on: date, today: date) -> Occasion | None:
    """On which occasion a board that did not submit is reminded today; the latest one that has come.

    Whoever was not reminded on the day itself (the platform stood still) is so on a later day, once.
    """
    days = (deadline_on - today).days
    if days <= -REMIND_DAY_AFTER:
        return Occasion.DAY_AFTER
    if 0 <= days <= REMIND_DAYS_BEFORE:
        return Occasion.DAYS_BEFORE
    return Occasion.WEEKS_BEFORE if REMIND_DAYS_BEFORE < days <= REMIND_WEEKS_BEFORE else None


def gaps(
    questionnaire: Questionnaire,
    board_type: BoardType,
    *,
    facts: Collection[str],
    estimates: Collection[str],
    answered: Collection[str],
    known_facts: Collection[str] = (),
) -> Iterator[Gap]:
    """Everything still open, in the order of the screen. `known_facts` are filled in by the platform itself."""
    for fact in facts_asked(questionnaire, board_type):
        if fact.required and fact.id not in facts and fact.id not in known_facts:
            yield Gap("facts", fact.id)
    for domain in domains_asked(questionnaire, board_type):
        if domain not in estimates:
            yield Gap("beforehand", domain)
    for question in questionnaire.questions_for(board_type):
        if question.id not in answered:
            yield Gap(question.domain, question.id)


def domains_asked(questionnaire: Questionnaire, board_type: BoardType) -> list[str]:
    """Codes of the domains in which this type of board has questions, in the order of the screen."""
    return list(dict.fromkeys(question.domain for question in questionnaire.questions_for(board_type)))


def facts_asked(questionnaire: Questionnaire, board_type: BoardType) -> list[BoardFact]:
    """The facts that this type of board is asked: a police zone has no welfare centre to share its ICT with."""
    return [
        fact for fact in questionnaire.facts if not (fact.id == "p_shared_ict" and board_type is BoardType.POLICE_ZONE)
    ]


def is_doubtful(fact: str, number: Decimal, official: int) -> bool:
    """Whether a number is so far from the official number of inhabitants that it may be a slip of the fingers."""
    if fact == "p_inhabitants":
        return not official <= number * DOUBT_FACTOR <= official * DOUBT_FACTOR**2
    return fact == "p_users" and number * INHABITANTS_PER_USER > official


def read_fact(fact: BoardFact, typed: str) -> tuple[str, Decimal | None]:
    """What was typed as text and number; a ValueError with the code of the reason when it cannot be read.

    Belgian notation: a comma for decimals, points or spaces between thousands.
    """
    text = typed.strip()
    if not text:
        return "", None
    if fact.kind is InputKind.CHOICE:
        if text not in {choice.code for choice in fact.choices}:
            raise ValueError("unknown_choice")
        return text, None
    if fact.kind is InputKind.TEXT:
        if len(text) > 200:
            raise ValueError("too_long")
        return text, None
    return "", _read_number(fact, text)


def _read_number(fact: BoardFact, text: str) -> Decimal:
    try:
        number = read_number(text)
    except ValueError as error:
        raise ValueError("not_a_number") from error
    if number < 0:
        raise ValueError("negative")
    if number == 0 and fact.id in ABOVE_NOUGHT:
        raise ValueError("nought")
    if number > MAX_FACT:
        raise ValueError("too_large")
    if fact.kind is InputKind.INTEGER and number != number.to_integral_value():
        raise ValueError("not_whole")
    return number.quantize(Decimal("0.01"))
