"""From answers to a score per domain, its status, and what was known of it."""

from collections.abc import Iterable, Mapping

from steunpunt.assess.scan.choices import BoardType, Insight, Scope, SpecialAnswer, Status
from steunpunt.assess.scan.rules.parameters import (
    BLIND_SPOT_FROM,
    FULL_SCORE,
    LOW_ESTIMATE,
    MIN_COVERAGE,
    MIN_PEERS,
    STRONG_FROM,
    TOP_LEVEL,
    WEAK_BELOW,
)
from steunpunt.assess.scan.values import Answers, Comparison, Domain, DomainScore, Question, Questionnaire


def domain_score(
    questions: Iterable[Question], answers: Answers, *, weights: Mapping[str, float] | None = None
) -> DomainScore:
    """What the answers say about the questions of one domain that this type of board is asked.

    The weighted mean of the levels answered, on an absolute scale. ``nvt`` leaves the domain; ``wn`` and blank stay in
    it and lower the coverage; ``lower`` and ``upper`` put everything not answered at level 0 and at level 5. A code
    that the question does not have is a ValueError. Other `weights`, by question, serve to see whether weights matter.
    """
    answered = missing = 0
    weight_answered: float = 0
    weight_missing: float = 0
    weight_unknown: float = 0
    points: float = 0
    for question in questions:
        own = question.weight if weights is None else weights[question.id]
        answer = answers.get(question.id)
        if answer == SpecialAnswer.NOT_APPLICABLE:
            continue
        if answer is None or answer == SpecialAnswer.DONT_KNOW:
            missing += 1
            weight_missing += own
            weight_unknown += own if answer is not None else 0
        elif answer in question.levels:
            answered += 1
            weight_answered += own
            points += own * question.levels[answer]
        else:
            raise ValueError(f"{question.id} has no answer {answer!r}")
    weight = weight_answered + weight_missing
    if weight == 0:
        return DomainScore(None, None, None, None, None, answered=0, applicable=0)
    lower = FULL_SCORE * points / (TOP_LEVEL * weight)
    return DomainScore(
        score=FULL_SCORE * points / (TOP_LEVEL * weight_answered) if answered else None,
        coverage=weight_answered / weight,
        lower=lower,
        upper=lower + FULL_SCORE * weight_missing / weight,
        dont_know=weight_unknown / weight,
        answered=answered,
        applicable=answered + missing,
    )


def domain_scores(questionnaire: Questionnaire, board_type: BoardType, answers: Answers) -> dict[str, DomainScore]:
    """The score of every domain in which this type of board is asked anything, by domain code."""
    asked = {domain.code: questions_of(domain, board_type) for domain in questionnaire.domains}
    return {code: domain_score(questions, answers) for code, questions in asked.items() if questions}


def questions_of(domain: Domain, board_type: BoardType) -> tuple[Question, ...]:
    """The questions of a domain that this type of board is asked."""
    return tuple(question for question in domain.questions if board_type in question.who)


def level(score: float | None) -> float | None:
    """A score of 0-100 as a level of 0-5."""
    return None if score is None else score * TOP_LEVEL / FULL_SCORE


def is_covered(score: DomainScore) -> bool:
    """Whether enough is answered to show this score, and to count it among the peers of others."""
    return score.coverage is not None and score.coverage >= MIN_COVERAGE


def status(score: DomainScore, comparison: Comparison) -> Status:
    """Where the board stands in a domain: against fixed lines, and against its peers when there are enough of them.

    The rules in this order: too little answered; weak, or below the lower quartile of the peers; strong, and at least
    the median of the peers; otherwise adequate.
    """
    if score.score is None or not is_covered(score):
        return Status.INCOMPLETE
    p25, median = comparison.p25, comparison.median
    if comparison.peers < MIN_PEERS:
        p25 = median = None
    if score.score < WEAK_BELOW or (p25 is not None and score.score < p25):
        return Status.IMPROVEMENT
    if score.score >= STRONG_FROM and (median is None or score.score >= median):
        return Status.STRONG
    return Status.ADEQUATE


def insight(found: Status, *, dont_know: float | None, self_estimate: int | None, known_issue: bool | None) -> Insight:
    """What the scan adds to what the board said of itself beforehand (estimate 0-5, an issue named or not).

    The rules in this order: a blind spot; an improvement that was known; one that is new; a strength that was
    underestimated; one that is confirmed. Without an estimate only what was named counts as known.
    """
    if dont_know is not None and dont_know >= BLIND_SPOT_FROM:
        return Insight.BLIND_SPOT
    estimated_low = self_estimate is not None and self_estimate <= LOW_ESTIMATE
    estimated_high = self_estimate is not None and self_estimate > LOW_ESTIMATE
    if found is Status.IMPROVEMENT and (known_issue or estimated_low):
        return Insight.KNOWN
    if found is Status.IMPROVEMENT and estimated_high:
        return Insight.NEW
    if found is Status.STRONG and estimated_low:
        return Insight.UNDERESTIMATED
    if found is Status.STRONG and estimated_high:
        return Insight.CONFIRMED
    return Insight.NONE


def prior(domain: Domain, board_type: BoardType) -> Mapping[Scope, float]:
    """How much sense it makes, 0-3, to tackle a domain in each scope: the weighted mean of its questions' tags.

    Only the questions count that this type of board is asked; a domain without any is a ValueError.
    """
    asked = questions_of(domain, board_type)
    if not asked:
        raise ValueError(f"{domain.code} asks a board of type {board_type} nothing")
    weight = sum(question.weight for question in asked)
    return {scope: sum(question.weight * question.tags[scope] for question in asked) / weight for scope in Scope}
