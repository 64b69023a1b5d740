"""Submitting a scan: by somebody with the mandate, once, with its scores frozen in the same moment."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries, rules
from steunpunt.assess.scan.actions.comparing import release_for
from steunpunt.assess.scan.actions.filling import closed
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.facts import ScanSubmitted
from steunpunt.assess.scan.models import DomainOutcome, Scan
from steunpunt.assess.scan.values import Answers
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record


@transaction.atomic
def submit_scan(*, scan_id: int, now: datetime, today: date, by: Actor) -> Scan:
    """Submit the board's scan and freeze its scores. Open questions are allowed: they lower the coverage, and show.

    1. The scan is locked: no answer is saved between the sums and the submission.
    2. Scores, submission, comparison and fact are one transaction: all or nothing.
    """
    scan = queries.with_round(access.visible_scans(by)).select_for_update(of=("self",)).get(pk=scan_id)
    require(access.may_submit(by, scan))
    filled = queries.sheet(scan)
    refuse_if(closed(scan, today))
    refuse_if(objections(scan, filled))
    freeze(scan, filled.codes)
    scan.state, scan.submitted_at, scan.submitted_by_id = ScanState.SUBMITTED, now, by.person_id
    scan.started_at = scan.started_at or now
    scan.save(update_fields=["state", "submitted_at", "submitted_by_id", "started_at"])
    release_for(scan, now=now)
    record(
        ScanSubmitted(
            organisation_id=scan.organisation_id,
            scan_id=scan.pk,
            round_id=scan.round_id,
            answered=scan.answered,
            asked=scan.asked,
        ),
        by=by,
    )
    return scan


def objections(scan: Scan, filled: queries.Sheet) -> Iterator[Reason]:
    """What must be filled in before a scan can be submitted: the required facts, and at least one answer."""
    facts = {fact.id: fact for fact in queries.questionnaire_of(scan).facts}
    for gap in queries.gaps(scan, filled):
        if gap.section == "facts":
            question = facts[gap.code].text.in_language(get_language() or "nl")
            yield Reason("fact_missing", gettext("Still needed: %(question)s") % {"question": question}, gap.code)
    if not filled.answers:
        yield Reason("nothing_answered", _("Not one question has been answered yet."))


def freeze(scan: Scan, answers: Answers) -> None:
    """Keep the score of every domain as the rules of this version say, instead of those of an earlier submission."""
    scan.outcomes.all().delete()
    scores = rules.domain_scores(queries.questionnaire_of(scan), BoardType(scan.board_type), answers)
    DomainOutcome.objects.bulk_create(
        DomainOutcome(
            scan=scan,
            domain=code,
            score=score.score,
            coverage=score.coverage,
            lower=score.lower,
            upper=score.upper,
            dont_know=score.dont_know,
            answered=score.answered,
            applicable=score.applicable,
        )
        for code, score in scores.items()
    )
