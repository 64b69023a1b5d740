"""The open figures of a round: reckoned over all who submitted, with what may not be shown left out."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import DomainOutcome, OpenFile, Round, Scan
from steunpunt.assess.scan.queries import ledger, questionnaire_of_round
from steunpunt.assess.scan.rules import filling, open_data
from steunpunt.assess.scan.rules.parameters import MIN_COVERAGE, SIZE_CLASSES
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.foundation.organisations import public as organisations

Step = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the open file."""

    domain: str
    kind: BoardType
    breakdown: str
    group: str
    cell: open_data.Cell


@dataclass(frozen=True, slots=True)
class OpenFigures:
    """All rows, and behind them the scans of every group that is shown."""

    questionnaire: Questionnaire
    lines: list[Line]
    groups: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class _Board:
    organisation_id: int
    province: str
    size_class: str


def published() -> list[OpenFile]:
    """The open files, newest first, with their rounds and without their figures: one query."""
    rows = OpenFile.objects.select_related("round__version").defer("csv", "data", "groups", "round__version__source")
    return list(rows.order_by("-published_at", "-pk"))


def figures(round_: Round, *, step: Step) -> OpenFigures:
    """The whole table, domain by domain and kind by kind; `step` hears how many are done."""
    questionnaire, shown = questionnaire_of_round(round_), ledger.of_round(round_.pk)
    scores = _scores(round_.pk)
    kinds = [kind for kind in BoardType if Scan.objects.filter(round=round_, board_type=kind).exists()]
    pairs = [(kind, domain) for kind in kinds for domain in filling.domains_asked(questionnaire, kind)]
    boards = {kind: _boards(round_, kind) for kind in kinds}
    known = {
        pk: shown.seen(board.organisation_id, own=pk) for one in boards.values() for pk, board in one.submitted.items()
    }
    lines: list[Line] = []
    groups: list[dict[str, Any]] = []
    for done, (kind, domain) in enumerate(pairs):
        step(done, len(pairs))
        mine = boards[kind]
        scored = {pk: scores[pk, domain] for pk in mine.submitted if (pk, domain) in scores}
        parted = {key: group & scored.keys() for key, group in mine.groups.items()}
        seen = {pk: known[pk] for pk in mine.submitted}
        viewers = [open_data.Viewer(pk, one.groups.get(domain, []), one.named) for pk, one in seen.items()]
        kept = open_data.shown(parted, viewers=viewers)
        for key in mine.groups:
            group = kept.get(key)
            cell = open_data.cell([scored[pk] for pk in sorted(group)]) if group else open_data.Cell()
            lines.append(Line(domain, kind, *key, cell))
        groups += [{"domain": domain, "members": sorted(group)} for group in kept.values()]
    return OpenFigures(questionnaire, lines, groups)


@dataclass(frozen=True, slots=True)
class _Kind:
    """The boards of one kind: those that submitted, and every group of the file, also those nobody is in."""

    submitted: Mapping[int, _Board]
    groups: Mapping[open_data.Key, frozenset[int]]


def _boards(round_: Round, kind: BoardType) -> _Kind:
    rows = Scan.objects.filter(round=round_, board_type=kind).order_by("pk")
    found = list(rows.values_list("pk", "organisation_id", "organisation__province", "state"))
    counts = organisations.populations([board for _pk, board, _province, _state in found], round_.opens_on)
    provinces = sorted({province for _pk, _board, province, _state in found if province})
    classes = [open_data.size_class(low) for low in SIZE_CLASSES]
    submitted = {
        pk: _Board(board, province, open_data.size_class(counts[board].inhabitants if board in counts else None))
        for pk, board, province, state in found
        if state == ScanState.SUBMITTED
    }
    groups: dict[open_data.Key, frozenset[int]] = {open_data.ALL: frozenset(submitted)}
    for province in provinces:
        groups["province", province] = frozenset(pk for pk, one in submitted.items() if one.province == province)
    for name in classes:
        groups["size_class", name] = frozenset(pk for pk, one in submitted.items() if one.size_class == name)
    return _Kind(submitted, groups)


def _scores(round_id: int) -> dict[tuple[int, str], float]:
    """Every score that counts, by scan and domain: one query."""
    rows = DomainOutcome.objects.filter(
        scan__round_id=round_id, scan__state=ScanState.SUBMITTED, score__isnull=False, coverage__gte=MIN_COVERAGE
    )
    found = rows.order_by("pk").values_list("scan_id", "domain", "score")
    return {(scan, domain): score for scan, domain, score in found if score is not None}
