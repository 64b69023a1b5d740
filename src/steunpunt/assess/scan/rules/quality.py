"""How good the questionnaire itself is: do the questions of a domain belong together, and how much do weights matter?

Information for the support point, never a verdict on a board. A domain gathers different practices, so a low alpha is no
failure; a negative one says that a question was read the other way round.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, variance

from scipy.special import fdtri

from steunpunt.assess.scan.choices import SpecialAnswer
from steunpunt.assess.scan.rules.parameters import QUALITY_BOARDS
from steunpunt.assess.scan.values import Answers, Question

Rows = Sequence[Sequence[float]]


def cronbach_alpha(rows: Rows) -> float | None:
    """Internal consistency of k questions over n boards (`rows` x questions, no blanks): 1 at the most, may be negative.

    ``k / (k - 1) * (1 - sum of the variances of the questions / variance of their sum)``, sample variances.
    Source: L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16, 1951. ``None`` with
    fewer than two boards or questions, and when all boards have the same total.
    """
    if len(rows) < 2 or len(rows[0]) < 2:
        return None
    k = len(rows[0])
    total = variance([sum(row) for row in rows])
    if total == 0:
        return None
    between = sum(variance(column) for column in zip(*rows, strict=True))
    return float(k / (k - 1) * (1 - between / total))


def alpha_interval(alpha: float, *, boards: int, questions: int, share: float = 0.95) -> tuple[float, float]:
    """The interval that holds the true alpha with this share of confidence.

    Source: L. S. Feldt, "The approximate sampling distribution of Kuder-Richardson reliability coefficient twenty",
    Psychometrika 30, 1965: ``(1 - alpha) * F`` with n - 1 and (n - 1)(k - 1) degrees of freedom.
    """
    degrees = float(boards - 1), float((boards - 1) * (questions - 1))
    tail = (1 - share) / 2
    return (
        float(1 - (1 - alpha) * fdtri(*degrees, 1 - tail)),
        float(1 - (1 - alpha) * fdtri(*degrees, tail)),
    )


def item_rest(rows: Rows) -> list[float | None]:
    """Per question the correlation (-1 to 1) of its levels with the sum of the other questions.

    The corrected item-total correlation of classical test theory. ``None`` where either does not vary. Negative: look
    whether the answers stand in the right order.
    """
    found = []
    for place in range(len(rows[0]) if rows else 0):
        own = [row[place] for row in rows]
        found.append(_correlation(own, [sum(row) - level for row, level in zip(rows, own, strict=True)]))
    return found


def _correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    if len(one) < 2:
        return None
    mean_one, mean_other = fmean(one), fmean(other)
    spread = sum((a - mean_one) ** 2 for a in one) * sum((b - mean_other) ** 2 for b in other)
    if spread == 0:
        return None
    return float(sum((a - mean_one) * (b - mean_other) for a, b in zip(one, other, strict=True)) / spread**0.5)


@dataclass(frozen=True, slots=True)
class QuestionQuality:
    """What boards did with one question. Shares from 0 to 1, of the boards that were asked."""

    question: str
    item_rest: float | None
    dont_know: float
    unused: tuple[str, ...]
    """Codes of ready-made answers that nobody chose."""


@dataclass(frozen=True, slots=True)
class DomainQuality:
    """How the questions of a domain hang together, over the `boards` that answered all of them (listwise)."""

    boards: int
    alpha: float | None
    interval: tuple[float, float] | None
    questions: tuple[QuestionQuality, ...]


def domain_quality(questions: Sequence[Question], answered: Sequence[Answers]) -> DomainQuality:
    """The quality of one domain, over boards of one kind that were all asked these questions.

    Only boards with a level on every question count for alpha and item-rest, because pairwise deletion gives another
    number on the same data; with fewer than `QUALITY_BOARDS` of them there is none.
    """
    rows = [
        [float(level) for level in levels if level is not None]
        for answers in answered
        if None not in (levels := [_level(question, answers) for question in questions])
    ]
    is_enough = len(rows) >= QUALITY_BOARDS
    alpha = cronbach_alpha(rows) if is_enough else None
    rest = item_rest(rows) if is_enough else [None] * len(questions)
    interval = None if alpha is None else alpha_interval(alpha, boards=len(rows), questions=len(questions))
    return DomainQuality(
        boards=len(rows),
        alpha=alpha,
        interval=interval,
        questions=tuple(_quality(question, answered, own) for question, own in zip(questions, rest, strict=True)),
    )


def _level(question: Question, answers: Answers) -> int | None:
    answer = answers.get(question.id)
    return None if answer is None else question.levels.get(answer)


def _quality(question: Question, answered: Sequence[Answers], rest: float | None) -> QuestionQuality:
    given = [answers.get(question.id) for answers in answered]
    return QuestionQuality(
        question=question.id,
        item_rest=rest,
        dont_know=given.count(SpecialAnswer.DONT_KNOW) / len(given) if given else 0.0,
        unused=tuple(option.code for option in question.options if option.code not in given),
    )
