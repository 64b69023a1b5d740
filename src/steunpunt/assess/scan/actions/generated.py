"""Loading what was generated for the demonstration: scans in a round that says so, consents of boards without a real scan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import queries
from steunpunt.assess.scan.actions.comparing import count_round, release_comparisons
from steunpunt.assess.scan.actions.following_up import change_action_point, plan_action_point
from steunpunt.assess.scan.actions.reviewing import confirm_rest, review_answer, start_review
from steunpunt.assess.scan.actions.running import assign_adviser
from steunpunt.assess.scan.actions.submitting import freeze
from steunpunt.assess.scan.choices import BoardType, PointState, ScanState
from steunpunt.assess.scan.facts import GeneratedScansLoaded
from steunpunt.assess.scan.models import Answer, BoardFact, Consent, DomainView, Round, Scan
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedScan:
    """What a fictional person filled in for a board. Not submitted: half done."""

    organisation_id: int
    answers: Mapping[str, str]
    facts: Mapping[str, str | Decimal]
    self_levels: Mapping[str, int]
    issues: Mapping[str, bool]
    wants: Mapping[str, int] = field(default_factory=dict)
    partners: Mapping[str, Sequence[str]] = field(default_factory=dict)
    is_submitted: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneratedPoint:
    """What a fictional person plans to do about a domain, and how far that is."""

    domain: str
    title: str
    progress: str
    state: PointState
    due_on: date


@transaction.atomic
def load_generated_scans(
    *, round_id: int, scans: Sequence[GeneratedScan], person_id: int, now: datetime, by: Actor
) -> int:
    """Fill in many scans of a synthetic round at once, and submit those that say so, by `person_id`; nobody gave the answers."""
    require(by.via == "command")
    round_ = Round.objects.select_for_update().get(pk=round_id)
    text = _("Generated answers belong in a round that is marked as synthetic.")
    refuse_if([] if round_.is_synthetic else [Reason("round_is_real", text)])
    wanted = {item.organisation_id: item for item in scans}
    rows = list(
        queries.with_round(
            Scan.objects.filter(round=round_, organisation_id__in=wanted, state=ScanState.INVITED)
        ).order_by("pk")
    )
    answers, facts, views = [], [], []
    for scan in rows:
        made = wanted[scan.organisation_id]
        scan.started_at, scan.answered, scan.state = now, len(made.answers), ScanState.STARTED
        if made.is_submitted:
            scan.state, scan.submitted_at, scan.submitted_by_id = ScanState.SUBMITTED, now, person_id
        answers += [
            Answer(scan=scan, question=code, answer=answer, answered_at=now) for code, answer in made.answers.items()
        ]
        facts += [
            BoardFact(
                scan=scan,
                fact=code,
                text=value if isinstance(value, str) else "",
                number=value if isinstance(value, Decimal) else None,
                answered_at=now,
            )
            for code, value in made.facts.items()
        ]
        views += [
            DomainView(
                scan=scan,
                domain=code,
                self_level=made.self_levels.get(code),
                has_issue=made.issues.get(code),
                want=made.wants.get(code),
                with_whom=list(made.partners.get(code, [])),
            )
            for code in made.self_levels
        ]
    Scan.objects.bulk_update(rows, ["state", "started_at", "submitted_at", "submitted_by_id", "answered"])
    Answer.objects.bulk_create(answers, batch_size=5_000)
    BoardFact.objects.bulk_create(facts, batch_size=5_000)
    DomainView.objects.bulk_create(views, batch_size=5_000)
    for scan in rows:
        made = wanted[scan.organisation_id]
        if made.is_submitted:
            freeze(scan, made.answers)
    release_comparisons(round_id=round_.pk, now=now)
    count_round(round_id=round_.pk)
    record(GeneratedScansLoaded(organisation_id=None, round_id=round_.pk, boards=len(rows)), by=by)
    return len(rows)


@transaction.atomic
def load_generated_consents(
    *, group_id: int | None, organisation_ids: Collection[int], now: datetime, by: Actor
) -> None:
    """Let fictional boards show themselves by name. A board with a real scan decides that itself."""
    require(by.via == "command")
    real = Scan.objects.filter(organisation_id__in=organisation_ids, round__is_synthetic=False)
    text = _("A board with a scan of its own decides itself who sees it by name.")
    refuse_if([Reason("board_is_real", text)] if real.exists() else [])
    Consent.objects.bulk_create(
        Consent(organisation_id=board, group_id=group_id, given_at=now) for board in sorted(organisation_ids)
    )


@transaction.atomic
def load_generated_review(
    *, round_id: int, organisation_id: int, domains: int, motivation: str, now: datetime, by: Actor
) -> None:
    """Let a fictional adviser, who is from then on the board's, review a submitted scan of a synthetic round half way: so
    many domains, each with its first question one answer lower than the board said.
    """
    scans = queries.with_round(Scan.objects.filter(round_id=round_id, organisation_id=organisation_id))
    scan = scans.get()
    text = _("Generated answers belong in a round that is marked as synthetic.")
    refuse_if([] if scan.round.is_synthetic else [Reason("round_is_real", text)])
    assign_adviser(scan_ids=[scan.pk], person_id=by.person_id or 0, by=by)
    start_review(scan_id=scan.pk, now=now, by=by)
    questions = queries.questionnaire_of(scan).questions_for(BoardType(scan.board_type))
    own = dict(scan.answers.order_by("question").values_list("question", "answer"))
    codes = list(dict.fromkeys(question.domain for question in questions))[:domains]
    for code in codes:
        first = next(
            (item for item in questions if item.domain == code and item.levels.get(own.get(item.id, ""))), None
        )
        if first:
            lower = max(
                (option for option in first.options if option.level < first.levels[own[first.id]]),
                key=lambda option: option.level,
            )
            review_answer(
                scan_id=scan.pk,
                question=first.id,
                answer=lower.code,
                motivation=motivation,
                seen_revision=0,
                now=now,
                by=by,
            )
        if code != codes[-1]:
            confirm_rest(scan_id=scan.pk, domain=code, now=now, by=by)


@transaction.atomic
def load_generated_points(
    *, round_id: int, points: Sequence[GeneratedPoint], planned_at: datetime, now: datetime, by: Actor
) -> None:
    """Let a fictional person plan what the own board does about its scan in a synthetic round, and say how far it is."""
    scan = queries.with_round(Scan.objects.filter(round_id=round_id, organisation_id=by.organisation_id or 0)).get()
    text = _("Generated answers belong in a round that is marked as synthetic.")
    refuse_if([] if scan.round.is_synthetic else [Reason("round_is_real", text)])
    for one in points:
        common: dict[str, Any] = {"title": one.title, "owner_id": by.person_id, "due_on": one.due_on, "by": by}
        made = plan_action_point(scan_id=scan.pk, domain=one.domain, why="", now=planned_at, **common)
        if one.state != PointState.PLANNED:
            change_action_point(
                point_id=made.pk,
                state=one.state,
                progress=one.progress,
                seen_revision=made.revision,
                now=now,
                **common,
            )
