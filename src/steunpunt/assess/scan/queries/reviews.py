"""Reads of a review: how far it is, and the scores after it beside the board's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import QuerySet

from steunpunt.assess.scan import queries, rules
from steunpunt.assess.scan.choices import BoardType, ReviewState, ScanState
from steunpunt.assess.scan.models import Review, ReviewedAnswer, ReviewReaction, Scan
from steunpunt.assess.scan.queries.contributions import answer_text
from steunpunt.assess.scan.rules import reviewing
from steunpunt.assess.scan.rules.reviewing import Judged
from steunpunt.assess.scan.values import DomainScore
from steunpunt.foundation.composed import composed
from steunpunt.foundation.people import public as people


@dataclass(frozen=True)
class Reviewed:
    """A review with what was reviewed, beside the board's own answers as they are now."""

    scan: Scan
    review: Review
    rows: Mapping[str, ReviewedAnswer]
    own: Mapping[str, str]

    @property
    def state(self) -> ReviewState:
        return state_of(self.scan, self.review)

    @property
    def counts(self) -> bool:
        """Whether its levels stand beside the board's own: not while they are about an earlier submission."""
        return self.state is not ReviewState.EARLIER

    @cached_property
    def judged(self) -> dict[str, Judged]:
        return {code: Judged(row.own, row.answer) for code, row in self.rows.items()}

    @cached_property
    def answers(self) -> dict[str, str]:
        """The answers after the review: the board's own where it says nothing else."""
        return reviewing.reviewed_answers(self.own, self.judged)

    @cached_property
    def scores(self) -> dict[str, DomainScore]:
        """By the same rules as the board's own, over the answers after the review."""
        questionnaire = queries.questionnaire_of(self.scan)
        return rules.domain_scores(questionnaire, BoardType(self.scan.board_type), self.answers)

    @cached_property
    def progress(self) -> list[queries.SectionProgress]:
        """Per domain how much was reviewed: done, not good."""
        by_domain: dict[str, list[str]] = {}
        for question in queries.questionnaire_of(self.scan).questions_for(BoardType(self.scan.board_type)):
            by_domain.setdefault(question.domain, []).append(question.id)
        return [
            queries.SectionProgress(code, reviewing.done(self.own, self.judged, asked), len(asked))
            for code, asked in by_domain.items()
        ]

    def after(self, domain: str) -> DomainScore | None:
        """The score after the review, where anything of the domain was reviewed and enough is answered."""
        score = self.scores.get(domain) if self.has_looked_at(domain) else None
        return score if score and rules.is_covered(score) else None

    def has_looked_at(self, domain: str) -> bool:
        """Whether anything of the domain was reviewed: elsewhere the scores are the board's own, confirmed by nobody."""
        return any(section.done for section in self.progress if section.code == domain)

    @property
    def done(self) -> int:
        return sum(section.done for section in self.progress)

    @property
    def asked(self) -> int:
        return sum(section.total for section in self.progress)

    @property
    def changed(self) -> int:
        return len(reviewing.differing(self.own, self.judged))

    def changed_in(self, domain: str) -> int:
        questions = queries.questionnaire_of(self.scan).questions
        differing = reviewing.differing(self.own, self.judged)
        return sum(code in questions and questions[code].domain == domain for code in differing)


def state_of(scan: Scan, review: Review) -> ReviewState:
    """How far a review is, for the submission that stands."""
    if scan.state != ScanState.SUBMITTED or scan.submitted_at != review.submission_at:
        return ReviewState.EARLIER
    return ReviewState.FINISHED if review.finished_at else ReviewState.RUNNING


def reviewed(scan: Scan, own: Mapping[str, str] | None = None) -> Reviewed | None:
    """The review of a scan, or None: one query, and two more when there is one. `own` are the answers, if known."""
    found = _of_scan(scan.pk)
    if not found:
        return None
    review = found[0]
    if own is None:
        own = dict(scan.answers.order_by("question").values_list("question", "answer"))
    rows = {row.question: row for row in review.answers.order_by("question")}
    return Reviewed(scan, review, rows, own)


@composed
def _of_scan(scan_id: int) -> QuerySet[Review]:
    return Review.objects.filter(scan_id=scan_id).order_by("pk")[:1]


def reactions(review: Review) -> dict[str, list[tuple[ReviewReaction, str]]]:
    """By question what the board said, oldest first, with who said it: two queries."""
    rows = list(review.reactions.order_by("pk"))
    names = people.names(row.written_by_id for row in rows)
    found: dict[str, list[tuple[ReviewReaction, str]]] = {}
    for row in rows:
        found.setdefault(row.question, []).append((row, names.get(row.written_by_id, "")))
    return found


@dataclass(frozen=True, slots=True)
class Line:
    """One question after the review, ready to be shown."""

    answer: str
    level: int | None
    motivation: str
    is_confirmed: bool
    holds: bool
    """Not when the board answered otherwise since: then its own answer counts, until it is looked at again."""


def lines(found: Reviewed, *, language: str, with_motivations: bool) -> dict[str, Line]:
    """By question what the review says, in the words of the questionnaire. Asks nothing of the database."""
    questionnaire = queries.questionnaire_of(found.scan)
    said = {}
    for code, row in found.rows.items():
        question = questionnaire.questions[code]
        said[code] = Line(
            answer=answer_text(questionnaire, question, row.answer, language) if row.answer else "",
            level=question.levels.get(row.answer),
            motivation=row.motivation if with_motivations else "",
            is_confirmed=found.judged[code].is_confirmed,
            holds=found.judged[code].holds(found.own.get(code, "")),
        )
    return said
