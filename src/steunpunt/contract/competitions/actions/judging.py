"""After the deadline: open, judge quality, put aside what does not count, fix the marks, draw among equals."""

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.competitions import access, queries, reasons, sealing
from steunpunt.contract.competitions.actions.asking import locked, tell_suppliers
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.contract.competitions.facts import (
    DrawHeld,
    MarksFixed,
    MarksGiven,
    OfferPutAside,
    OffersOpened,
    QuestionAnswered,
)
from steunpunt.contract.competitions.models import Competition, Mark, Offer, SupplierQuestion
from steunpunt.contract.competitions.rules import comparing
from steunpunt.contract.orders import public as orders
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


@transaction.atomic
def answer_question(
    *, competition_id: int, question_id: int, public_text: str, text: str, now: datetime, by: Actor
) -> SupplierQuestion:
    """Answer to all at once. `public_text` is the question as all read it, without what tells whose it is."""
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.SENT))
    refuse_if(reasons.too_late(competition.answers_until, now))
    row = competition.questions.select_for_update().get(pk=question_id)
    refuse_if([Reason("answered", _("This was answered already."))] if row.answered_at else [])
    refuse_if(
        [] if public_text.strip() else [Reason("no_question", _("Write the question as all read it."), "public_text")]
    )
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your answer."), "answer")])
    row.public_text, row.answer = public_text.strip(), text.strip()
    row.answered_at, row.answered_by_id = now, by.person_id
    row.save()
    record(QuestionAnswered(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    tell_suppliers(competition, "competitions.answered", _("An answer about “%(title)s”"), now=now, by=by)
    return row


@transaction.atomic
def open_offers(*, competition_id: int, today: date, now: datetime, by: Actor) -> Competition:
    """Read what came in, once the deadline is over; prices stay closed until the marks are fixed.

    Where price is all that counts there is nothing to mark, and the prices open with it.
    """
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.SENT))
    refuse_if(reasons.too_early(competition.answers_until, now))
    competition.state = CompetitionState.OPENED
    competition.opened_at, competition.opened_by_id = now, by.person_id
    competition.save()
    offers = list(queries.current_offers(competition))
    for offer in offers:
        about = queries.about(offer.invitation, offer.number, "quality")
        offer.quality_key = sealing.unlock(bytes(offer.quality_locked), about=about)
        offer.save(update_fields=["quality_key"])
    fact = OffersOpened(organisation_id=competition.organisation_id, competition_id=competition.pk, offers=len(offers))
    record(fact, by=by)
    request = queries.request_of(competition)
    if offers and request.comparison is not None and not request.comparison.criteria:
        _fix(competition, offers, today=today, now=now, by=by)
    return competition


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenMark:
    """What somebody gives an offer for a criterion."""

    offer_id: int
    code: str
    mark: Decimal
    argument: str


@transaction.atomic
def give_marks(*, competition_id: int, marks: Sequence[GivenMark], now: datetime, by: Actor) -> int:
    """Write marks with their arguments down; they can be changed until they are fixed. Answers how many changed."""
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.OPENED))
    request = queries.request_of(competition)
    codes = {one.code for one in request.comparison.criteria} if request.comparison else set()
    offers = {offer.pk: offer for offer in queries.current_offers(competition)}
    refuse_if(_wrong_marks(marks, codes, offers))
    there = {(row.offer_id, row.code): row for row in Mark.objects.filter(offer__in=offers)}
    changed = 0
    for one in marks:
        row = there.get((one.offer_id, one.code)) or Mark(offer_id=one.offer_id, code=one.code)
        if row.pk and (row.mark, row.argument) == (one.mark, one.argument.strip()):
            continue
        row.mark, row.argument = one.mark, one.argument.strip()
        row.given_at, row.given_by_id = now, by.person_id
        row.save()
        changed += 1
    if changed:
        record(MarksGiven(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    return changed


def _wrong_marks(marks: Sequence[GivenMark], codes: set[str], offers: dict[int, Offer]) -> Iterator[Reason]:
    for one in marks:
        field = f"{one.offer_id}_{one.code}"
        if one.offer_id not in offers or one.code not in codes:
            yield Reason("no_offer", _("This offer does not count any more."))
        exponent = one.mark.as_tuple().exponent
        if not 0 <= one.mark <= comparing.BEST or not isinstance(exponent, int) or exponent < -2:
            yield Reason("no_mark", reasons.no_mark(), f"mark_{field}")
        if not one.argument.strip():
            yield Reason("no_argument", reasons.no_argument(), f"why_{field}")


@transaction.atomic
def put_aside(*, competition_id: int, offer_id: int, reason: str, now: datetime, by: Actor) -> Offer:
    """Say that an offer does not count, and why: before the prices are open, so that no price has a say in it."""
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.OPENED))
    offer = queries.current_offers(competition).get(pk=offer_id)
    refuse_if([Reason("aside", _("This offer was put aside already."))] if offer.aside_reason else [])
    refuse_if([] if reason.strip() else [reasons.no_reason()])
    offer.aside_reason, offer.aside_at, offer.aside_by_id = reason.strip(), now, by.person_id
    offer.save(update_fields=["aside_reason", "aside_at", "aside_by_id"])
    fact = OfferPutAside(
        organisation_id=competition.organisation_id,
        competition_id=competition.pk,
        supplier=str(offer.invitation.supplier),
    )
    record(fact, by=by)
    return offer


@transaction.atomic
def fix(*, competition_id: int, today: date, now: datetime, by: Actor) -> Competition:
    """Fix the marks: from now on they stay, and the prices open."""
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.OPENED))
    offers = list(queries.current_offers(competition))
    request = queries.request_of(competition)
    missing = queries.missing_marks(request.comparison, offers) if request.comparison else 0
    refuse_if([reasons.unmarked(missing)] if missing else [])
    if all(offer.aside_reason for offer in offers):
        text = _("No offer counts: stop the competition, and say why.")
        refuse_if([Reason("no_offers", text)])
    return _fix(competition, offers, today=today, now=now, by=by)


def _fix(competition: Competition, offers: Sequence[Offer], *, today: date, now: datetime, by: Actor) -> Competition:
    competition.state = CompetitionState.FIXED
    competition.fixed_at, competition.fixed_by_id = now, by.person_id
    competition.save()
    for offer in offers:
        if offer.aside_reason:
            continue  # what does not count is not opened
        about = queries.about(offer.invitation, offer.number, "prices")
        offer.prices_key = sealing.unlock(bytes(offer.prices_locked), about=about)
        offer.save(update_fields=["prices_key"])
    record(MarksFixed(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    _tell_approvers(competition, today=today, now=now, by=by)
    return competition


def _tell_approvers(competition: Competition, *, today: date, now: datetime, by: Actor) -> None:
    """Who may award for the amount, but whoever stands before it already."""
    known = queries.standing(competition)
    first = known.first
    part = orders.agreed_part(queries.agreed(competition, known, first), today) if first else None
    if part is None:
        return
    people = queries.approvers(competition, part.committed.total, today)
    notices.notify(
        kind="competitions.to_award",
        organisation_id=competition.organisation_id,
        to=[person for person in people if person.id != by.person_id],
        title=_("“%(title)s” can be awarded"),
        params={"title": competition.title},
        url=reverse("competitions:detail", args=[competition.pk]),
        now=now,
        by=by,
    )


@transaction.atomic
def draw(*, competition_id: int, today: date, now: datetime, by: Actor) -> Competition:
    """Draw lots among offers that are equal in everything; the outcome stays."""
    competition = locked(competition_id=competition_id, by=by)
    require(access.may_lead(by, competition))
    refuse_if(reasons.state(competition.state, CompetitionState.FIXED))
    ranking = queries.standing(competition).ranking
    needed = ranking.draws_needed if ranking else ()
    refuse_if([] if needed else [reasons.no_draw()])
    for group in needed:
        names = list(group)
        secrets.SystemRandom().shuffle(names)
        competition.draws = [*competition.draws, names]
    competition.save(update_fields=["draws"])
    record(DrawHeld(organisation_id=competition.organisation_id, competition_id=competition.pk), by=by)
    _tell_approvers(competition, today=today, now=now, by=by)
    return competition
