"""Reads for the expert's view of efficiency: boards of a kind with what goes in and what comes out, all above zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from steunpunt.assess.scan import queries
from steunpunt.assess.scan.choices import ScanState
from steunpunt.assess.scan.models import BoardFact, Round, Scan
from steunpunt.assess.scan.rules import is_covered

MEAN_SCORE = "score"
"""The plain mean of the domain scores that are shown: what the README of the scan allows for lines over all domains."""


@dataclass(frozen=True, slots=True)
class Unit:
    scan: int
    name: str
    inputs: tuple[float, ...]
    outputs: tuple[float, ...]


def units(round_: Round, board_type: str, *, inputs: Sequence[str], outputs: Sequence[str]) -> list[Unit]:
    """Boards that submitted and gave all these measures above zero, by name: three queries."""
    rows = Scan.objects.filter(round=round_, board_type=board_type, state=ScanState.SUBMITTED)
    names = dict(rows.order_by("organisation__name", "pk").values_list("pk", "organisation__name"))
    known: dict[int, dict[str, float]] = {pk: {} for pk in names}
    wanted = {*inputs, *outputs}
    facts = BoardFact.objects.filter(scan_id__in=names, fact__in=wanted, number__gt=0).order_by("pk")
    for pk, fact, number in facts.values_list("scan_id", "fact", "number"):
        known[pk][fact] = float(number or 0)
    if MEAN_SCORE in wanted:
        shown: dict[int, list[float]] = {}
        for (pk, _domain), score in queries.scores_in(round_.pk, board_type).items():
            if score.score is not None and is_covered(score):
                shown.setdefault(pk, []).append(score.score)
        for pk, scores in shown.items():
            known[pk][MEAN_SCORE] = sum(scores) / len(scores)
    return [
        Unit(pk, name, tuple(known[pk][key] for key in inputs), tuple(known[pk][key] for key in outputs))
        for pk, name in names.items()
        if all(known[pk].get(key, 0) > 0 for key in wanted)
    ]
