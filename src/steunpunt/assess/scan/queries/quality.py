"""Reads for the quality of a questionnaire: per kind of board and domain, over all that submitted in a round."""

from collections.abc import Callable
from typing import Any, TypedDict

from steunpunt.assess.scan import queries
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import Answer, DomainOutcome, QualityReport, ReleasedGroup, Round, Scan
from steunpunt.assess.scan.rules import domain_quality, is_covered, questions_of, released
from steunpunt.assess.scan.rules.sensitivity import shares_kept
from steunpunt.foundation.figures.disclosure import MIN_GROUP


class QuestionFigures(TypedDict):
    question: str
    item_rest: float | None
    dont_know: float
    unused: list[str]


class DomainFigures(TypedDict):
    """`boards` answered every question with a level; `covered` answered enough for a score. None: too few to say."""

    domain: str
    boards: int
    alpha: float | None
    low: float | None
    high: float | None
    covered: int
    kept: float | None
    questions: list[QuestionFigures]


class KindFigures(TypedDict):
    board_type: str
    boards: int
    domains: list[DomainFigures]


def latest(round_: Round) -> QualityReport | None:
    """The report that was made last: one query."""
    return round_.quality_reports.filter(made_at__isnull=False).first()


def figures(round_: Round, *, step: Callable[[int, int], None]) -> list[KindFigures]:
    """Everything anew; four queries for each kind of board. `step` hears how many domains are done, of how many."""
    questionnaire = queries.questionnaire_of_round(round_)
    kinds = [kind for kind in BoardType if any(kind in question.who for question in questionnaire.questions.values())]
    total, done, found = len(kinds) * len(questionnaire.domains), 0, []
    for kind in kinds:
        submitted = _Kind(round_, kind)
        domains: list[DomainFigures] = []
        for domain in questionnaire.domains:
            asked = questions_of(domain, kind)
            if asked and submitted.answers:
                domains.append(submitted.domain(domain.code, asked))
            done += 1
            step(done, total)
        if domains:
            found.append(KindFigures(board_type=kind.value, boards=len(submitted.answers), domains=domains))
    return found


class _Kind:
    """What the boards of one kind answered, scored, and were shown of others."""

    def __init__(self, round_: Round, kind: BoardType) -> None:
        scans = dict(
            Scan.objects.filter(round=round_, board_type=kind, state=ScanState.SUBMITTED)
            .order_by("pk")
            .values_list("pk", "organisation_id")
        )
        self.answers: dict[int, dict[str, str]] = {pk: {} for pk in scans}
        rows = Answer.objects.filter(scan_id__in=scans).order_by("pk")
        for pk, question, answer in rows.values_list("scan_id", "question", "answer").iterator():
            self.answers[pk][question] = answer
        outcomes = DomainOutcome.objects.filter(scan_id__in=scans).order_by("pk")
        self.scores = {(row.scan_id, row.domain): queries.score_of(row) for row in outcomes}
        scan_of = {organisation: pk for pk, organisation in scans.items()}
        shown = ReleasedGroup.objects.filter(round=round_, viewer_id__in=scan_of, chosen_as="").order_by("pk")
        self.shown: dict[tuple[int, str], dict[str, Any]] = {
            (scan_of[viewer], domain): kept
            for viewer, domain, kept in shown.values_list("viewer_id", "domain", "figures")
        }

    def domain(self, code: str, asked: Any) -> DomainFigures:
        quality = domain_quality(asked, list(self.answers.values()))
        covered = [pk for pk in self.answers if (score := self.scores.get((pk, code))) and is_covered(score)]
        kept = shares_kept(
            asked,
            [self.answers[pk] for pk in covered],
            [released.comparison(self.shown.get((pk, code), {}), self.scores[pk, code]) for pk in covered],
        )
        return DomainFigures(
            domain=code,
            boards=quality.boards,
            alpha=quality.alpha,
            low=quality.interval[0] if quality.interval else None,
            high=quality.interval[1] if quality.interval else None,
            covered=len(covered),
            kept=sum(kept) / len(kept) if len(kept) >= MIN_GROUP else None,
            questions=[
                QuestionFigures(
                    question=one.question, item_rest=one.item_rest, dont_know=one.dont_know, unused=list(one.unused)
                )
                for one in quality.questions
            ],
        )
