"""How the scores of a board moved between two rounds: only on questions that stayed comparable, reckoned anew on both."""

from collections.abc import Mapping
from dataclasses import dataclass

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.rules.comparability import comparable_questions
from steunpunt.assess.scan.rules.scoring import domain_score, is_covered, questions_of
from steunpunt.assess.scan.values import Answers, Domain, Questionnaire

MOVED_FROM = 5
"""From so many points out of 100 a score is said to have moved: a quarter of a level."""


@dataclass(frozen=True, slots=True)
class Move:
    """One domain then and now, over `questions` of the `asked` that the newer version asks.

    None where too little was answered in either round. `is_whole`: these are all questions of the domain in both
    versions, with the same weights, so that the figures of groups may be laid beside one another too.
    """

    domain: str
    then: float | None
    now: float | None
    questions: int
    asked: int
    is_whole: bool

    @property
    def change(self) -> float | None:
        return None if self.then is None or self.now is None else self.now - self.then


def moves(
    newer: Questionnaire,
    older: Questionnaire,
    versions: Mapping[str, Questionnaire],
    board_type: BoardType,
    *,
    now: Answers,
    then: Answers,
) -> list[Move]:
    """Every domain of the newer version in which this type of board was asked something comparable before.

    The newer version's weights count in both rounds: else the difference would be partly one of weights.
    """
    pairs = comparable_questions(newer, older, versions)
    found = []
    for domain in newer.domains:
        asked = questions_of(domain, board_type)
        kept = [
            (question, older.questions[pairs[question.id]])
            for question in asked
            if question.id in pairs and board_type in older.questions[pairs[question.id]].who
        ]
        if not kept:
            continue
        weights = {before.id: float(question.weight) for question, before in kept}
        score_now = domain_score([question for question, _before in kept], now)
        score_then = domain_score([before for _question, before in kept], then, weights=weights)
        is_known = is_covered(score_now) and is_covered(score_then)
        found.append(
            Move(
                domain=domain.code,
                then=score_then.score if is_known else None,
                now=score_now.score if is_known else None,
                questions=len(kept),
                asked=len(asked),
                is_whole=len(kept) == len(asked)
                and all(question.weight == before.weight for question, before in kept)
                and {before.id for _question, before in kept} == _asked_before(older, domain, board_type),
            )
        )
    return found


def _asked_before(older: Questionnaire, domain: Domain, board_type: BoardType) -> set[str]:
    return {
        question.id
        for before in older.domains
        if before.code == domain.code
        for question in questions_of(before, board_type)
    }
