"""Reads of the scan: the questionnaire, how far a board is, its result and its comparison."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db.models import Max, Q, QuerySet

from steunpunt.assess.scan import access, rules
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import (
    ActionPoint,
    Answer,
    BoardFact,
    DomainOutcome,
    DomainView,
    QuestionnaireDraft,
    QuestionnaireVersion,
    ReleasedGroup,
    Round,
    Scan,
)
from steunpunt.assess.scan.queries import ledger
from steunpunt.assess.scan.questionnaires.reader import read_questionnaire
from steunpunt.assess.scan.rules import filling, released
from steunpunt.assess.scan.values import Domain, DomainResult, DomainScore, Questionnaire, Scale
from steunpunt.foundation.access.public import MandateKind, Role, mandated, members
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import among, composed
from steunpunt.foundation.people.public import PersonValue

GIVEN_BY_THE_PLATFORM = frozenset({"p_type", "p_board"})
"""Facts that are known from the organisation itself and not asked."""


@lru_cache(maxsize=16)
def _questionnaire(version_id: int, digest: str) -> Questionnaire:
    return read_questionnaire(QuestionnaireVersion.objects.only("source").get(pk=version_id).source)


def questionnaire_of(scan: Scan) -> Questionnaire:
    """The questionnaire of a scan whose round and version were fetched with it; read once per process."""
    return _questionnaire(scan.round.version_id, scan.round.version.digest)


def questionnaire_of_round(round_: Round) -> Questionnaire:
    return _questionnaire(round_.version_id, round_.version.digest)


def base_of(draft: QuestionnaireDraft) -> Questionnaire | None:
    """The published version from which a draft was made; read once per process."""
    if draft.based_on_id is None:
        return None
    found = draft.based_on
    return _questionnaire(draft.based_on_id, found.digest) if found else None


def questionnaire_of_version(version: QuestionnaireVersion) -> Questionnaire:
    return _questionnaire(version.pk, version.digest)


def versions_by_number() -> dict[str, Questionnaire]:
    """Every published version as a value, by number: one query, and one more for each that was not read yet."""
    return {number: _questionnaire(pk, digest) for pk, digest, number in _versions()}


@composed
def _versions() -> QuerySet[QuestionnaireVersion, tuple[int, str, str]]:
    return QuestionnaireVersion.objects.order_by("pk").values_list("pk", "digest", "number")


def with_round(scans: QuerySet[Scan]) -> QuerySet[Scan]:
    """Scans with round, version number and organisation, without the text of the questionnaire."""
    return scans.select_related("round__version", "organisation").defer("round__version__source")


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a board filled in, by code."""

    answers: Mapping[str, Answer]
    facts: Mapping[str, BoardFact]
    views: Mapping[str, DomainView]

    @property
    def codes(self) -> dict[str, str]:
        return {code: row.answer for code, row in self.answers.items()}


def sheet(scan: Scan) -> Sheet:
    """What was filled in so far: three queries."""
    return Sheet(
        answers={row.question: row for row in _answers(scan.pk)},
        facts={row.fact: row for row in _facts(scan.pk)},
        views={row.domain: row for row in _views(scan.pk)},
    )


@composed
def _answers(scan_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(scan_id=scan_id).order_by("question")


@composed
def _facts(scan_id: int) -> QuerySet[BoardFact]:
    return BoardFact.objects.filter(scan_id=scan_id).order_by("fact")


@composed
def _views(scan_id: int) -> QuerySet[DomainView]:
    return DomainView.objects.filter(scan_id=scan_id).order_by("domain")


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How much of a section is done: done, not good."""

    code: str
    done: int
    total: int

    @property
    def is_complete(self) -> bool:
        return self.done >= self.total


def progress(scan: Scan, filled: Sheet) -> list[SectionProgress]:
    """The sections in the order of the screen: facts, beforehand, the domains."""
    questionnaire, board_type = questionnaire_of(scan), BoardType(scan.board_type)
    asked = [fact for fact in filling.facts_asked(questionnaire, board_type) if fact.id not in GIVEN_BY_THE_PLATFORM]
    required = [fact.id for fact in asked if fact.required]
    domains = filling.domains_asked(questionnaire, board_type)
    sections = [
        SectionProgress("facts", sum(code in filled.facts for code in required), len(required)),
        SectionProgress("beforehand", sum(_is_estimated(filled.views.get(code)) for code in domains), len(domains)),
    ]
    ids: dict[str, list[str]] = {code: [] for code in domains}
    for question in questionnaire.questions_for(board_type):
        ids[question.domain].append(question.id)
    sections += [
        SectionProgress(code, sum(item in filled.answers for item in asked), len(asked)) for code, asked in ids.items()
    ]
    return sections


def _is_estimated(view: DomainView | None) -> bool:
    return view is not None and view.self_level is not None and view.has_issue is not None


def gaps(scan: Scan, filled: Sheet) -> list[filling.Gap]:
    """What is still open before submitting."""
    return list(
        filling.gaps(
            questionnaire_of(scan),
            BoardType(scan.board_type),
            facts=filled.facts.keys(),
            estimates=[code for code, view in filled.views.items() if _is_estimated(view)],
            answered=filled.answers.keys(),
            known_facts=GIVEN_BY_THE_PLATFORM,
        )
    )


def takes_answers(today: date) -> Q:
    """The condition that a scan can be filled in today: its round is open, for this board."""
    in_time = Q(extended_to__gte=today) | Q(extended_to=None, round__deadline_on__gte=today)
    return in_time & Q(round__opens_on__lte=today, round__closed_at=None)


@composed
def seen(actor: Actor, scan_id: int) -> QuerySet[Scan]:
    """The scan with that id, if the actor sees it: at most one."""
    return with_round(access.visible_scans(actor)).filter(pk=scan_id)[:1]


@composed
def with_documents(actor: Actor, ids: Collection[int]) -> QuerySet[Scan, int]:
    """Which of these scans have documents that this actor sees."""
    rows = access.with_visible_documents(actor).filter(among("pk", ids))
    return rows.order_by().values_list("pk", flat=True)


@composed
def to_fill_in(actor: Actor, today: date) -> QuerySet[Scan]:
    """Scans that still have to be filled in or submitted: one query."""
    rows = with_round(access.visible_scans(actor)).exclude(state=ScanState.SUBMITTED).filter(takes_answers(today))
    return rows.order_by("round__deadline_on", "pk")


@composed
def newest_result(actor: Actor) -> QuerySet[Scan]:
    """The scan that was submitted last, of those that the actor sees: at most one."""
    rows = with_round(access.visible_scans(actor)).filter(state=ScanState.SUBMITTED)
    return rows.order_by("-submitted_at", "-pk")[:1]


# ── results ──────────────────────────────────────────────────────────────────
def scales(round_id: int, board_type: str) -> dict[int, Scale]:
    """The size of every board of a type that submitted in a round, by scan: one query."""
    rows = (
        Scan.objects.filter(round_id=round_id, board_type=board_type, state=ScanState.SUBMITTED)
        .annotate(
            inhabitants=Max("facts__number", filter=Q(facts__fact="p_inhabitants")),
            users=Max("facts__number", filter=Q(facts__fact="p_users")),
        )
        .order_by("pk")
        .values_list("pk", "organisation_id", "inhabitants", "users")
    )
    return {
        pk: Scale(f"{organisation_id:012d}", BoardType(board_type), int(inhabitants or 0), int(users or 0))
        for pk, organisation_id, inhabitants, users in rows
    }


def scores_in(round_id: int, board_type: str) -> dict[tuple[int, str], DomainScore]:
    """The scores of every board of a type that submitted in a round, by scan and domain: one query."""
    rows = DomainOutcome.objects.filter(
        scan__round_id=round_id, scan__board_type=board_type, scan__state=ScanState.SUBMITTED
    ).order_by("pk")
    return {(row.scan_id, row.domain): score_of(row) for row in rows}


def scores_of_submitted(scan_ids: Iterable[int]) -> dict[tuple[int, str], DomainScore]:
    """The scores of those of these scans that are submitted now, by scan and domain: one query."""
    rows = DomainOutcome.objects.filter(scan_id__in=set(scan_ids), scan__state=ScanState.SUBMITTED).order_by("pk")
    return {(row.scan_id, row.domain): score_of(row) for row in rows}


def score_of(row: DomainOutcome) -> DomainScore:
    return DomainScore(
        score=row.score,
        coverage=row.coverage,
        lower=row.lower,
        upper=row.upper,
        dont_know=row.dont_know,
        answered=row.answered,
        applicable=row.applicable,
    )


def released_groups(scan: Scan) -> list[ReleasedGroup]:
    """Every group that this board was shown in the round and may still be shown, oldest first: two queries, and two more
    for a board that ever showed itself by name.
    """
    return ledger.still_shown(scan.organisation_id, scan.round_id, _released(scan.organisation_id, scan.round_id))


@composed
def _released(viewer_id: int, round_id: int) -> QuerySet[ReleasedGroup]:
    return ReleasedGroup.objects.filter(viewer_id=viewer_id, round_id=round_id).order_by("pk")


def default_groups(rows: Iterable[ReleasedGroup]) -> dict[str, ReleasedGroup]:
    """Per domain, and for the facts, the latest group of the same scale."""
    return {row.domain: row for row in rows if not row.chosen_as}


@dataclass(frozen=True, slots=True)
class Result:
    """A board's whole result: per domain, in the order of the questionnaire."""

    domains: list[tuple[Domain, DomainResult]]
    compared_at: datetime | None
    group_size: int
    """How many boards of the same scale the comparison rests on at the most."""

    @property
    def by_code(self) -> dict[str, DomainResult]:
        return {domain.code: result for domain, result in self.domains}


def result(scan: Scan, rows: Iterable[ReleasedGroup] | None = None) -> Result:
    """The result of a submitted scan, with the comparison as far as it was released: three queries, whatever the numbers.

    `rows` are the groups that the board was shown, when they were fetched before.
    """
    questionnaire, board_type = questionnaire_of(scan), BoardType(scan.board_type)
    own = {row.domain: score_of(row) for row in _outcomes(scan.pk)}
    views = {row.domain: row for row in _views(scan.pk)}
    groups = default_groups(released_groups(scan) if rows is None else rows)
    found, shown = [], []
    for code in filling.domains_asked(questionnaire, board_type):
        group = groups.get(code)
        shown += [group] if group else []
        comparison = released.comparison(group.figures if group else {}, own[code])
        status = rules.status(own[code], comparison)
        view = views.get(code)
        insight = rules.insight(
            status,
            dont_know=own[code].dont_know,
            self_estimate=view.self_level if view else None,
            known_issue=view.has_issue if view else None,
        )
        found.append(
            (
                questionnaire.domain(code),
                DomainResult(domain=code, score=own[code], comparison=comparison, status=status, insight=insight),
            )
        )
    return Result(
        domains=found,
        compared_at=max((group.released_at for group in shown), default=None),
        group_size=max((len(group.members) for group in shown), default=0),
    )


@composed
def _outcomes(scan_id: int) -> QuerySet[DomainOutcome]:
    return DomainOutcome.objects.filter(scan_id=scan_id).order_by("domain")


def mandated_people(scan: Scan) -> list[str]:
    """Names of the people who may submit this scan, for whoever may not."""
    return [person.name for person in mandated(scan.organisation_id, MandateKind.SUBMIT_SCAN)]


def readers(organisation_id: int) -> list[PersonValue]:
    """The people of a board who see its scan: two queries."""
    found = members(organisation_id, *(Role(name) for name in access.READERS))
    found += mandated(organisation_id, MandateKind.SUBMIT_SCAN)
    return sorted({one.id: one for one in found}.values(), key=lambda one: (one.name, one.id))


# ── what came of it ──────────────────────────────────────────────────────────
def earlier_points(scan: Scan) -> list[ActionPoint]:
    """What the board planned after its earlier scans, newest first: one query."""
    return _earlier_points(scan.organisation_id, scan.round.opens_on)


@composed
def _earlier_points(organisation_id: int, before: date) -> QuerySet[ActionPoint]:
    points = ActionPoint.objects.filter(organisation_id=organisation_id, scan__round__opens_on__lt=before)
    return points.order_by("-pk")[:50]


def points_until(scan: Scan) -> list[ActionPoint]:
    """What the board planned after this scan and the earlier ones, newest first: one query."""
    return _points_until(scan.organisation_id, scan.round.opens_on)


@composed
def _points_until(organisation_id: int, until: date) -> QuerySet[ActionPoint]:
    points = ActionPoint.objects.filter(organisation_id=organisation_id, scan__round__opens_on__lte=until)
    return points.select_related("scan__round").order_by("-pk")[:50]


def earlier_scan(scan: Scan) -> Scan | None:
    """The scan that the board submitted before this one: one query."""
    found = _earlier_scans(scan.organisation_id, scan.round.opens_on)
    return found[0] if found else None


@composed
def _earlier_scans(organisation_id: int, before: date) -> QuerySet[Scan]:
    rows = Scan.objects.filter(organisation_id=organisation_id, state=ScanState.SUBMITTED, round__opens_on__lt=before)
    return with_round(rows).order_by("-round__opens_on", "-pk")[:1]
