"""Reviewing a submitted scan with its board: per question a level beside the board's own, which never changes.

Nothing that is computed with others is touched here: comparisons, counts and chances rest on the boards' own answers.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.actions.filling import question_asked
from steunpunt.assess.scan.choices import BoardType, ReviewState, ScanState
from steunpunt.assess.scan.facts import LevelReviewed, ReactionGiven, ReviewFinished, ReviewReopened, ReviewStarted
from steunpunt.assess.scan.models import Review, ReviewedAnswer, ReviewReaction, Scan
from steunpunt.assess.scan.queries import reviews
from steunpunt.assess.scan.rules import filling, reviewing
from steunpunt.assess.scan.values import Question
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require
from steunpunt.foundation.journal.public import record

MAX_MOTIVATION = 2_000
MAX_REACTION = 2_000
MAX_SUMMARY = 4_000
MAX_REASON = 500


@transaction.atomic
def start_review(*, scan_id: int, now: datetime, by: Actor) -> Review:
    """Start to go through a submitted scan. From this moment the board sees what is written in it."""
    scan = _scan(scan_id, by)
    require(access.may_review(by))
    refuse_if(_not_submitted(scan))
    text = _("This scan is being reviewed already, or was.")
    refuse_if([Reason("reviewed_already", text)] if Review.objects.filter(scan=scan).exists() else [])
    review = Review.objects.create(
        scan=scan, submission_at=scan.submitted_at or now, started_at=now, started_by_id=by.person_id or 0
    )
    record(ReviewStarted(organisation_id=scan.organisation_id, scan_id=scan.pk, review_id=review.pk), by=by)
    return review


@transaction.atomic
def review_answer(
    *, scan_id: int, question: str, answer: str, motivation: str, seen_revision: int | None, now: datetime, by: Actor
) -> ReviewedAnswer:
    """Confirm the board's own answer to a question, or set another beside it and say why.

    `seen_revision` is what was on the screen (0 when there was none); after a change by a colleague nothing is kept.
    Saving the same once more changes nothing.
    """
    scan, review = _open_review(scan_id, by)
    asked = question_asked(scan, question)
    own = scan.answers.filter(question=question).values_list("answer", flat=True).first() or ""
    motivation = motivation.strip()
    refuse_if(_answer_objections(asked, own, answer, motivation))
    row = review.answers.filter(question=question).first()
    if row and (row.own, row.answer, row.motivation) == (own, answer, motivation):
        return row
    text = _("Meanwhile a colleague reviewed this question. Yours was not kept; look at theirs and choose again.")
    is_stale = seen_revision is not None and seen_revision != (row.revision if row else 0)
    refuse_if([Reason("changed_meanwhile", text, question)] if is_stale else [])
    if row is None:
        row = ReviewedAnswer(review=review, question=question, revision=0)
    row.own, row.answer, row.motivation, row.revision = own, answer, motivation, row.revision + 1
    row.reviewed_at, row.reviewed_by_id = now, by.person_id or 0
    row.save()
    fact = LevelReviewed(
        organisation_id=scan.organisation_id,
        scan_id=scan.pk,
        review_id=review.pk,
        question=question,
        answer=answer or "–",
        own=own or "–",
    )
    record(fact, by=by)
    return row


@transaction.atomic
def confirm_rest(*, scan_id: int, domain: str, now: datetime, by: Actor) -> int:
    """Confirm the board's own answers to every question of a domain that was not reviewed yet; answers how many."""
    scan, _review = _open_review(scan_id, by)
    questionnaire, board_type = queries.questionnaire_of(scan), BoardType(scan.board_type)
    is_known = domain in filling.domains_asked(questionnaire, board_type)
    refuse_if([] if is_known else [Reason("unknown_domain", _("This domain does not exist."))])
    found = reviews.reviewed(scan)
    own, judged = (found.own, found.judged) if found else ({}, {})
    codes = [
        question.id
        for question in questionnaire.questions_for(board_type)
        if question.domain == domain and not reviewing.done(own, judged, [question.id])
    ]
    for code in codes:
        review_answer(
            scan_id=scan_id, question=code, answer=own.get(code, ""), motivation="", seen_revision=None, now=now, by=by
        )
    return len(codes)


@transaction.atomic
def react_to_review(*, scan_id: int, question: str, text: str, now: datetime, by: Actor) -> ReviewReaction:
    """Somebody of the board says what it thinks of the review of a question. It stays; a next remark comes under it."""
    scan = _scan(scan_id, by)
    review = access.visible_reviews(by).get(scan=scan)
    require(access.may_react(by, scan))
    question_asked(scan, question)
    text = text.strip()
    refuse_if(_length(text, MAX_REACTION, Reason("text_missing", _("Write what you want to say."), question)))
    row = ReviewReaction.objects.create(
        review=review, question=question, text=text, written_at=now, written_by_id=by.person_id or 0
    )
    fact = ReactionGiven(organisation_id=scan.organisation_id, scan_id=scan.pk, review_id=review.pk, question=question)
    record(fact, by=by)
    return row


@transaction.atomic
def finish_review(*, scan_id: int, summary: str, now: datetime, by: Actor) -> Review:
    """Close the review with a summary. What was not reviewed keeps the board's own answer."""
    scan, review = _open_review(scan_id, by)
    summary = summary.strip()
    missing = Reason("summary_missing", _("Say in a few sentences what you found together."), "summary")
    refuse_if(_length(summary, MAX_SUMMARY, missing))
    found = reviews.reviewed(scan)
    text = _("Review at least one question first.")
    if found is None or not found.done:
        raise Refused([Reason("nothing_reviewed", text)])
    review.finished_at, review.finished_by_id, review.summary = now, by.person_id or 0, summary
    review.save(update_fields=["finished_at", "finished_by_id", "summary"])
    fact = ReviewFinished(
        organisation_id=scan.organisation_id,
        scan_id=scan.pk,
        review_id=review.pk,
        reviewed=found.done,
        asked=found.asked,
        changed=found.changed,
    )
    record(fact, by=by)
    return review


@transaction.atomic
def reopen_review(*, scan_id: int, reason: str, now: datetime, by: Actor) -> Review:
    """Take a review up again: a finished one, or one about an earlier submission, which is then about the new one.

    All that was reviewed stays; where the board answered otherwise since, the question has to be looked at again.
    """
    scan = _scan(scan_id, by)
    review = access.visible_reviews(by).select_for_update(of=("self",)).get(scan=scan)
    require(access.may_review(by))
    refuse_if(_not_submitted(scan))
    is_open = reviews.state_of(scan, review) is ReviewState.RUNNING
    refuse_if([Reason("open", _("This review is open."))] if is_open else [])
    reason = reason.strip()
    missing = Reason("reason_missing", _("Say why: it stays in the history of the scan."), "reason")
    refuse_if(_length(reason, MAX_REASON, missing))
    review.submission_at, review.finished_at, review.finished_by_id = scan.submitted_at or now, None, None
    review.save(update_fields=["submission_at", "finished_at", "finished_by_id"])
    fact = ReviewReopened(organisation_id=scan.organisation_id, scan_id=scan.pk, review_id=review.pk, reason=reason)
    record(fact, by=by)
    return review


def _scan(scan_id: int, by: Actor) -> Scan:
    """The scan, locked: it is not taken back, nor submitted, while something of its review is written."""
    return queries.with_round(access.visible_scans(by)).select_for_update(of=("self",)).get(pk=scan_id)


def _open_review(scan_id: int, by: Actor) -> tuple[Scan, Review]:
    scan = _scan(scan_id, by)
    review = access.visible_reviews(by).select_for_update(of=("self",)).get(scan=scan)
    require(access.may_review(by))
    refuse_if(_not_submitted(scan))
    state = reviews.state_of(scan, review)
    if state is ReviewState.EARLIER:
        text = _("The board submitted again since. Take the review up again first.")
        raise Refused([Reason("about_an_earlier_submission", text)])
    refuse_if([Reason("finished", _("This review is finished."))] if state is ReviewState.FINISHED else [])
    return scan, review


def _not_submitted(scan: Scan) -> Iterator[Reason]:
    if scan.state != ScanState.SUBMITTED:
        yield Reason("not_submitted", _("Only a submitted scan is reviewed."))


def _answer_objections(question: Question, own: str, answer: str, motivation: str) -> Iterator[Reason]:
    if not reviewing.may_be(question, own, answer):
        yield Reason("unknown_answer", _("This is not one of the answers to this question."), question.id)
    elif answer != own and not motivation:
        text = _("This is another answer than that of the board: say why.")
        yield Reason("motivation_missing", text, question.id)
    if len(motivation) > MAX_MOTIVATION:
        too_long = _("The motivation is longer than %(max)s characters.") % {"max": MAX_MOTIVATION}
        yield Reason("too_long", too_long, question.id)


def _length(text: str, most: int, missing: Reason) -> Iterator[Reason]:
    if not text:
        yield missing
    if len(text) > most:
        yield Reason("too_long", _("This is longer than %(max)s characters.") % {"max": most}, missing.field)
