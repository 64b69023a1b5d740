"""Reads of how a board moved since its earlier scan."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from steunpunt.assess.scan import queries
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Answer, Scan
from steunpunt.assess.scan.rules.trend import Move, moves
from steunpunt.foundation.composed import among, composed


@dataclass(frozen=True, slots=True)
class Trend:
    """How the scores of a board moved since its earlier scan, by domain, in the order of the questionnaire."""

    before: Scan
    moves: Mapping[str, Move]
    asked: int
    """How many questions this version asks a board of its type."""

    @property
    def questions(self) -> int:
        return sum(move.questions for move in self.moves.values())

    @property
    def is_comparable(self) -> bool:
        return bool(self.moves)

    @property
    def is_whole(self) -> bool:
        """Nothing changed in the questions."""
        return (
            self.is_comparable and all(move.is_whole for move in self.moves.values()) and self.questions == self.asked
        )

    @property
    def changes(self) -> dict[str, float]:
        """Points out of 100, where both scans have a score."""
        return {code: move.change for code, move in self.moves.items() if move.change is not None}


def trend(scan: Scan) -> Trend | None:
    """Since the board's earlier scan; None when there is none: three queries, whatever the numbers.

    Scores of questions that did not stay comparable are never subtracted (`rules.trend`).
    """
    before = queries.earlier_scan(scan)
    if before is None:
        return None
    board_type, newer = BoardType(scan.board_type), queries.questionnaire_of(scan)
    codes: dict[int, dict[str, str]] = {scan.pk: {}, before.pk: {}}
    for pk, question, answer in _answers_of(codes.keys()):
        codes[pk][question] = answer
    found = moves(
        newer,
        queries.questionnaire_of(before),
        queries.versions_by_number(),
        board_type,
        now=codes[scan.pk],
        then=codes[before.pk],
    )
    return Trend(before, {move.domain: move for move in found}, asked=len(newer.questions_for(board_type)))


@composed
def _answers_of(scan_ids: Collection[int]) -> QuerySet[Answer, tuple[int, str, str]]:
    return Answer.objects.filter(among("scan", scan_ids)).values_list("scan_id", "question", "answer")


def medians(scan: Scan) -> dict[str, float]:
    """The medians of the boards of the same scale as this board was shown them in a round, by domain: one query."""
    return {
        code: group.figures["median"]
        for code, group in queries.default_groups(queries.released_groups(scan)).items()
        if group.figures.get("median") is not None
    }
