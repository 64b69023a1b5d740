"""After the letters: what suppliers bring in, the answers, and the contract."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries
from steunpunt.contract.tenders.actions.awarding import locked, tell, tell_boards
from steunpunt.contract.tenders.actions.releasing import put_out
from steunpunt.contract.tenders.choices import Outcome, TenderState
from steunpunt.contract.tenders.facts import ContractConcluded, LetterRead, ObjectionAnswered, ObjectionBrought
from steunpunt.contract.tenders.models import AwardDecision, Conclusion, Letter, Objection, Tender
from steunpunt.contract.tenders.rules.law import answers
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Refused, refuse_if, require, the_platform
from steunpunt.foundation.figures.periods import shifted
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def read_letter(*, letter_id: int, now: datetime, by: Actor) -> Letter:
    """Open one's own letter: that it was read stands on record, once."""
    require(access.may_act_on_the_market(by))
    row = access.own_letters(by).select_for_update(of=("self",)).select_related("document", "bid_lot").get(pk=letter_id)
    if row.read_at is None:
        row.read_at = now
        row.save(update_fields=["read_at"])
        record(LetterRead(organisation_id=by.organisation_id, bid_id=row.bid_lot.bid_id), by=by)
    return row


@transaction.atomic
def bring_objection(*, letter_id: int, text: str, now: datetime, by: Actor) -> Objection:
    """Object to the decision about which one's own letter tells. As long as it is open, no contract is concluded."""
    require(access.may_act_on_the_market(by))
    letter = access.own_letters(by).select_related("decision", "bid_lot__bid").get(pk=letter_id)
    tender = Tender.objects.select_for_update().get(pk=letter.decision.tender_id)
    decision = AwardDecision.objects.get(pk=letter.decision_id)
    refuse_if([] if text.strip() else [Reason("no_text", _("Say what you object to, and why."), "text")])
    refuse_if(_not_any_more(tender, decision))
    row = Objection.objects.create(
        decision=decision,
        supplier_id=letter.bid_lot.bid.supplier_id,
        text=text.strip(),
        received_at=now,
        received_from_id=by.person_id,
    )
    # By the platform: boards read this, and only who decides and who prepares read whose it is, in the row.
    fact = ObjectionBrought(organisation_id=tender.authority_id, tender_id=tender.pk, lot=decision.lot, row_id=row.pk)
    record(fact, by=the_platform())
    support = organisations.support_point()
    if support is not None:
        notices.notify(
            kind="tenders.objection",
            organisation_id=support.id,
            to=people_of.members(support.id, people_of.Role.BUYER),
            title=_("A supplier objects to the decision on “%(title)s”"),
            params={"title": tender.title},
            url=reverse("tenders:award", args=[tender.pk]),
            now=now,
            by=by,
        )
    return row


def _not_any_more(tender: Tender, decision: AwardDecision) -> Iterator[Reason]:
    if decision.withdrawn_at is not None:
        yield Reason("withdrawn", _("This decision was withdrawn: there is nothing to object to."))
    if tender.state == TenderState.CONCLUDED or decision.conclusions.exists():
        yield Reason("concluded", _("The contract was concluded: an objection here comes too late."))


@transaction.atomic
def answer_objection(*, tender_id: int, objection_id: int, text: str, now: datetime, by: Actor) -> Objection:
    """Answer, on behalf of the contracting authority; a decision is withdrawn by the authority alone."""
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    row = (
        Objection.objects.select_for_update(of=("self",))
        .select_related("decision")
        .get(pk=objection_id, decision__tender=tender)
    )
    refuse_if([Reason("answered", _("It was answered already."))] if row.answered_at else [])
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your answer."), "text")])
    row.answer, row.answered_at, row.answered_by_id = text.strip(), now, by.person_id
    row.save(update_fields=["answer", "answered_at", "answered_by_id"])
    record(ObjectionAnswered(organisation_id=by.organisation_id, tender_id=tender.pk, lot=row.decision.lot), by=by)
    tell(row.supplier_id, title=_("Your objection about “%(title)s” was answered"), tender=tender, now=now, by=by)
    return row


@transaction.atomic
def conclude(
    *, tender_id: int, bid_lot_id: int, concluded_on: date, starts_on: date, ends_on: date, now: datetime, by: Actor
) -> Conclusion:
    """Write down that the contract with a winner was concluded: after the standstill, with no objection open."""
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    if tender.state != TenderState.AWARDED:
        refuse_if([Reason("not_awarded", _("A contract is concluded once the tender is awarded."))])
    decisions = queries.standing(tender)
    decision = next((row for row in decisions.values() if bid_lot_id in row.winners), None)
    if decision is None:
        raise Refused([Reason("no_winner", _("The lot did not go to this offer."))])
    refuse_if(_too_early(tender, decision, concluded_on, timezone.localtime(now).date()))
    refuse_if(_wrong_dates(concluded_on, starts_on, ends_on))
    refuse_if(_too_long(queries.specification(tender), starts_on, ends_on))
    if decision.conclusions.filter(bid_lot_id=bid_lot_id).exists():
        refuse_if([Reason("concluded", _("This contract was written down already."))])
    row = Conclusion.objects.create(
        decision=decision,
        bid_lot_id=bid_lot_id,
        concluded_on=concluded_on,
        starts_on=starts_on,
        ends_on=ends_on,
        written_at=now,
        written_by_id=by.person_id,
    )
    record(ContractConcluded(organisation_id=tender.authority_id, tender_id=tender.pk, lot=decision.lot), by=by)
    tell(
        row.bid_lot.bid.supplier_id,
        title=_("The contract of “%(title)s” is concluded"),
        tender=tender,
        now=now,
        by=by,
    )
    wanted = {pk for one in decisions.values() if one.outcome == Outcome.AWARDED for pk in one.winners}
    if wanted <= set(queries.conclusions(tender)):
        tender.state = TenderState.CONCLUDED
        tender.save(update_fields=["state"])
        tell_boards(tender, title=_("The contract of “%(title)s” is concluded"), now=now, by=by)
    put_out(tender, "contract", now=now)
    return row


def _too_early(tender: Tender, decision: AwardDecision, concluded_on: date, today: date) -> Iterator[Reason]:
    """Everybody of the lot has its letter, the standstill is over where it is asked or unsure, nothing is open."""
    if concluded_on > today:
        yield Reason("in_the_future", _("A contract that lies in the future is none yet."), "concluded_on")
    spec = queries.specification(tender)
    told = set(decision.letters.order_by().values_list("bid_lot_id", flat=True))
    if any(row.lot == decision.lot and row.pk not in told for row in queries.bid_lots(tender)):
        yield Reason("not_told", _("Not everybody who made an offer has its letter."))
        return
    last = max(decision.letters.order_by().values_list("sent_at", flat=True))
    wait = answers.standstill(spec, timezone.localtime(last).date())
    if wait is not None and wait.is_required is not False and concluded_on < wait.period.free_from:
        text = _("The standstill lasts up to and with %(day)s.") % {"day": wait.period.last.strftime("%d/%m/%Y")}
        yield Reason("standstill", text, "concluded_on")
    if Objection.objects.filter(decision=decision, answered_at=None).exists():
        yield Reason("objection", _("An objection is not answered yet."))


def _wrong_dates(concluded_on: date, starts_on: date, ends_on: date) -> Iterator[Reason]:
    if starts_on < concluded_on:
        yield Reason("starts_early", _("A contract starts on the day it is concluded, or later."), "starts_on")
    if ends_on < starts_on:
        yield Reason("ends_early", _("A contract ends after it starts."), "ends_on")


def _too_long(spec: Specification, starts_on: date, ends_on: date) -> Iterator[Reason]:
    """A contract does not run on past the term that the market read."""
    months = spec.framework.months if spec.framework is not None else spec.months
    last = shifted(starts_on, months) - timedelta(days=1)
    if ends_on > last:
        text = _(
            "The specification states a term of %(months)s months: a contract that starts then ends on %(day)s at the latest."
        )
        yield Reason("ends_late", text % {"months": months, "day": last.strftime("%d/%m/%Y")}, "ends_on")
