"""The scoring room: who judges, each alone, then together; freeze; prices that seem low; drawing lots."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries, reasons
from steunpunt.contract.tenders.choices import PriceVerdict, Regularity, TenderState
from steunpunt.contract.tenders.facts import (
    AssessorNamed,
    AssessorOut,
    ConsensusWritten,
    InterestDeclared,
    LotsDrawn,
    MarksFrozen,
    MarksHandedIn,
    OfferJudgedRegular,
    PriceAsked,
    PriceJudged,
    PriceReplied,
)
from steunpunt.contract.tenders.models import (
    Assessor,
    BidLot,
    Consensus,
    Declaration,
    Draw,
    Mark,
    PriceQuestion,
    Tender,
)
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices


def _locked(tender_id: int, by: Actor) -> Tender:
    return access.visible_tenders(by).select_for_update().get(pk=tender_id)


@transaction.atomic
def name_assessor(*, tender_id: int, person_id: int, organisation_id: int, now: datetime, by: Actor) -> Assessor:
    """Name a member of the working group, as long as nobody handed in marks."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    refuse_if(reasons.over(tender.state))
    if tender.frozen_at or tender.assessors.filter(handed_in_at__isnull=False).exists():
        refuse_if([Reason("judged", _("Marks were handed in: the working group stays as it is."))])
    if person_id not in people_of.working_for(organisation_id, [person_id]):
        refuse_if([Reason("not_there", _("Choose somebody who works there."), "person")])
    if tender.assessors.filter(person_id=person_id).exists():
        refuse_if([Reason("named", _("This person was named already."), "person")])
    row = Assessor.objects.create(
        tender=tender, person_id=person_id, organisation_id=organisation_id, named_at=now, named_by_id=by.person_id
    )
    record(AssessorNamed(organisation_id=organisation_id, tender_id=tender.pk, body=str(row.organisation)), by=by)
    notices.notify(
        kind="tenders.judging",
        organisation_id=organisation_id,
        to=[one for one in people_of.members(organisation_id) if one.id == person_id],
        title=_("You judge the offers of “%(title)s”"),
        params={"title": tender.title},
        detail=_("Once they are open, declare your interests first; then give your marks, alone."),
        url=reverse("tenders:room", args=[tender.pk]),
        now=now,
        by=by,
    )
    return row


@transaction.atomic
def leave_room(*, tender_id: int, assessor_id: int, reason: str, now: datetime, by: Actor) -> Assessor:
    """Somebody judges no more: on record, with a reason. Its marks, if any, do not count. Once everybody's marks could be read,
    what that changes stands on record too: nobody takes out a mark unseen.
    """
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    row = tender.assessors.select_for_update().get(pk=assessor_id, out_at=None)
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why."), "reason")])
    if tender.frozen_at:
        refuse_if([Reason("frozen", _("Marks are fixed: the working group stays as it is."))])
    changes = queries.changes_without(tender, row)
    if changes is not None and tender.assessors.filter(out_at=None).count() == 1:
        refuse_if([Reason("last", _("This is the last member: without it nobody judged."))])
    row.out_at, row.out_reason, row.out_changes = now, reason.strip(), _as_data(changes)
    row.save(update_fields=["out_at", "out_reason", "out_changes"])
    fact = AssessorOut(
        organisation_id=row.organisation_id,
        tender_id=tender.pk,
        row_id=row.pk,
        body=str(row.organisation),
        reason=row.out_reason,
        changed=None if changes is None else len(changes),
    )
    record(fact, by=by)
    return row


def _as_data(changes: Sequence[queries.Changed] | None) -> list[list[Any]] | None:
    if changes is None:
        return None

    def plain(mark: Decimal | None) -> str | None:
        return None if mark is None else f"{mark.normalize():f}"

    return [[one.bid_lot_id, one.criterion, plain(one.before), plain(one.after)] for one in changes]


@transaction.atomic
def declare(*, tender_id: int, has_conflict: bool, text: str, now: datetime, by: Actor) -> Declaration:
    """Declare one's interests in the suppliers that made an offer. Whoever has one is out, on record."""
    tender = _locked(tender_id, by)
    row = access.own_assessors(by).select_for_update().get(tender=tender)
    refuse_if(_not_open(tender))
    if row.declarations.exists():
        refuse_if([Reason("declared", _("You declared already. Tell the buyer when something changed."))])
    refuse_if(
        [Reason("no_text", _("Say which interest, in which supplier."), "text")]
        if has_conflict and not text.strip()
        else []
    )
    declared = Declaration.objects.create(assessor=row, has_conflict=has_conflict, text=text.strip(), declared_at=now)
    if has_conflict:
        row.out_at, row.out_reason = now, str(_("declared an interest"))
        row.save(update_fields=["out_at", "out_reason"])
    fact = InterestDeclared(
        organisation_id=row.organisation_id, tender_id=tender.pk, body=str(row.organisation), is_out=has_conflict
    )
    record(fact, by=by)
    return declared


def _not_open(tender: Tender) -> Iterator[Reason]:
    if tender.state != TenderState.OPENED:
        yield Reason("not_open", _("Marks are given from the opening of the offers until they are fixed."))


@transaction.atomic
def judge_regularity(
    *, tender_id: int, bid_lot_id: int, regularity: Regularity, reason: str, now: datetime, by: Actor
) -> BidLot:
    """Whether an offer counts; one that does not says why. After the prices opened only a price can still put one out."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    row = queries.bid_lots(tender).select_for_update(of=("self",)).get(pk=bid_lot_id)
    if tender.state not in {TenderState.OPENED, TenderState.PRICED}:
        refuse_if([Reason("not_open", _("Offers are looked at once they are open, until the award."))])
    refuse_if(_decided(tender, row.lot))
    if regularity is not Regularity.REGULAR and not reason.strip():
        refuse_if([Reason("no_reason", _("Say why it does not count."), "reason")])
    row.regularity, row.reason = regularity, reason.strip()
    row.judged_at, row.judged_by_id = now, by.person_id
    row.save(update_fields=["regularity", "reason", "judged_at", "judged_by_id"])
    fact = OfferJudgedRegular(organisation_id=by.organisation_id, tender_id=tender.pk, lot=row.lot, row_id=row.pk)
    record(fact, by=by)
    return row


def _decided(tender: Tender, lot: int) -> Iterator[Reason]:
    if tender.decisions.filter(lot=lot, withdrawn_at=None).exists():
        yield Reason("decided", _("The authority decided on this lot: what led to it stays."))


@transaction.atomic
def give_mark(
    *, tender_id: int, bid_lot_id: int, criterion: str, mark: Decimal, argument: str, now: datetime, by: Actor
) -> Mark:
    """Give one's own mark, or change it as long as one did not hand in. Nobody else sees it before all have."""
    tender = _locked(tender_id, by)
    require(access.may_judge(by, tender))
    refuse_if(_not_open(tender))
    assessor = access.own_assessors(by).select_for_update().get(tender=tender)
    refuse_if([Reason("handed_in", _("You handed in your marks: they stay."))] if assessor.handed_in_at else [])
    row = queries.bid_lots(tender).get(pk=bid_lot_id)
    if row.regularity not in {Regularity.REGULAR, Regularity.UNSEEN}:
        refuse_if([Reason("irregular", _("This offer does not count: it gets no marks."))])
    refuse_if(_off_scale(tender, criterion, mark))
    values = {"mark": mark, "argument": argument.strip(), "given_at": now}
    given, _is_new = Mark.objects.update_or_create(assessor=assessor, bid_lot=row, criterion=criterion, defaults=values)
    return given


def _off_scale(tender: Tender, criterion: str, mark: Decimal) -> Iterator[Reason]:
    spec = queries.specification(tender)
    found = next((one for one in spec.marked if one.code == criterion), None)
    if found is None:
        yield Reason("no_criterion", _("This criterion is not marked."), "criterion")
    elif mark not in {step.mark for step in spec.scale_of(found).steps}:
        yield Reason("off_scale", _("Choose a mark of the scale."), "mark")


@transaction.atomic
def hand_in_marks(*, tender_id: int, now: datetime, by: Actor) -> Assessor:
    """Hand in: every offer that counts has a mark on every criterion, each with an argument. From now on they stay."""
    tender = _locked(tender_id, by)
    require(access.may_judge(by, tender))
    refuse_if(_not_open(tender))
    row = access.own_assessors(by).select_for_update().get(tender=tender)
    refuse_if([Reason("handed_in", _("You handed in already."))] if row.handed_in_at else [])
    refuse_if(_not_whole(tender, row))
    row.handed_in_at = now
    row.save(update_fields=["handed_in_at"])
    record(MarksHandedIn(organisation_id=row.organisation_id, tender_id=tender.pk, body=str(row.organisation)), by=by)
    return row


def _not_whole(tender: Tender, row: Assessor) -> Iterator[Reason]:
    asked = queries.cells_to_mark(tender)
    given = {(one.bid_lot_id, one.criterion): one for one in row.marks.order_by("pk")}
    missing = [key for key in asked if key not in given]
    silent = [key for key in asked if key in given and not given[key].argument]
    if not asked:
        yield Reason("nothing", _("There is no offer to judge."))
    if missing:
        yield Reason("missing", _("Marks are still missing: %(n)s.") % {"n": len(missing)})
    if silent:
        yield Reason("silent", _("Say why at every mark; arguments are still missing: %(n)s.") % {"n": len(silent)})


@transaction.atomic
def agree(
    *, tender_id: int, bid_lot_id: int, criterion: str, mark: Decimal, argument: str, now: datetime, by: Actor
) -> Consensus:
    """Write down what the working group agreed on, and why. Once everybody handed in, until the marks are fixed."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    refuse_if(_not_open(tender))
    refuse_if(queries.not_all_in(tender))
    row = queries.bid_lots(tender).get(pk=bid_lot_id)
    refuse_if(_off_scale(tender, criterion, mark))
    refuse_if([] if argument.strip() else [Reason("no_argument", _("Write down why."), "argument")])
    values = {"mark": mark, "argument": argument.strip(), "written_at": now, "written_by_id": by.person_id}
    written, _is_new = Consensus.objects.update_or_create(bid_lot=row, criterion=criterion, defaults=values)
    record(ConsensusWritten(organisation_id=by.organisation_id, tender_id=tender.pk, criterion=criterion), by=by)
    return written


@transaction.atomic
def freeze(*, tender_id: int, now: datetime, by: Actor) -> Tender:
    """Fix the marks: from now on they stay, and prices can be opened by two people.

    Every offer was looked at, every member handed in, and where they differed they agreed.
    """
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    refuse_if(_not_open(tender))
    refuse_if(queries.not_ready(tender))
    final = queries.final_marks(tender)
    text = json.dumps(sorted([lot, code, f"{mark.normalize():f}"] for (lot, code), mark in final.items()))
    tender.frozen_hash = hashlib.sha256(text.encode()).hexdigest()
    tender.frozen_at, tender.frozen_by_id, tender.state = now, by.person_id, TenderState.FROZEN
    tender.save(update_fields=["frozen_hash", "frozen_at", "frozen_by_id", "state"])
    record(
        MarksFrozen(organisation_id=by.organisation_id, tender_id=tender.pk, fingerprint=tender.frozen_hash[:16]), by=by
    )
    return tender


@transaction.atomic
def ask_price(*, tender_id: int, bid_lot_id: int, text: str, due_on: date, now: datetime, by: Actor) -> PriceQuestion:
    """Ask a supplier to justify a price that looks abnormally low."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    if tender.state != TenderState.PRICED:
        refuse_if([Reason("not_priced", _("Prices are asked about once they are open, until the award."))])
    row = queries.bid_lots(tender).select_related("bid__supplier").get(pk=bid_lot_id)
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your question."), "text")])
    if due_on < queries.day_of(now):
        refuse_if([Reason("past", _("Choose a day that lies ahead."), "due_on")])
    asked = PriceQuestion.objects.create(
        bid_lot=row, text=text.strip(), due_on=due_on, asked_at=now, asked_by_id=by.person_id
    )
    record(PriceAsked(organisation_id=row.bid.supplier_id, bid_id=row.bid_id), by=by)
    notices.notify(
        kind="tenders.market",
        organisation_id=row.bid.supplier_id,
        to=people_of.members(row.bid.supplier_id, people_of.Role.BIDDER),
        title=_("You are asked to explain your price for “%(title)s”"),
        params={"title": tender.title},
        detail=asked.text,
        url=reverse("tenders:offer", args=[tender.pk]),
        now=now,
        by=by,
    )
    return asked


@transaction.atomic
def reply_price(*, question_id: int, text: str, now: datetime, by: Actor) -> PriceQuestion:
    """The supplier's own answer, once."""
    require(access.may_act_on_the_market(by))
    row = (
        PriceQuestion.objects.select_for_update(of=("self",))
        .select_related("bid_lot__bid__round__tender")
        .get(pk=question_id, bid_lot__bid__in=access.own_bids(by))
    )
    refuse_if([Reason("replied", _("You answered already."))] if row.replied_at else [])
    refuse_if([] if text.strip() else [Reason("no_text", _("Write your answer."), "text")])
    row.reply, row.replied_at, row.replied_by_id = text.strip(), now, by.person_id
    row.save(update_fields=["reply", "replied_at", "replied_by_id"])
    record(PriceReplied(organisation_id=by.organisation_id, bid_id=row.bid_lot.bid_id), by=by)
    return row


@transaction.atomic
def judge_price(
    *, tender_id: int, question_id: int, verdict: PriceVerdict, reason: str, now: datetime, by: Actor
) -> PriceQuestion:
    """What the justification came to. A price that is rejected puts the offer out, with the reason."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    if tender.state != TenderState.PRICED:
        refuse_if([Reason("not_priced", _("Prices are asked about once they are open, until the award."))])
    row = (
        PriceQuestion.objects.select_for_update(of=("self",))
        .select_related("bid_lot__bid")
        .get(pk=question_id, bid_lot__in=queries.bid_lots(tender))
    )
    refuse_if(_decided(tender, row.bid_lot.lot))
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why."), "reason")])
    row.verdict, row.reason, row.judged_at, row.judged_by_id = verdict, reason.strip(), now, by.person_id
    row.save(update_fields=["verdict", "reason", "judged_at", "judged_by_id"])
    if verdict is PriceVerdict.REJECTED:
        lot = row.bid_lot
        lot.regularity, lot.reason, lot.judged_at, lot.judged_by_id = (
            Regularity.IRREGULAR,
            reason.strip(),
            now,
            by.person_id,
        )
        lot.save(update_fields=["regularity", "reason", "judged_at", "judged_by_id"])
    record(PriceJudged(organisation_id=by.organisation_id, tender_id=tender.pk, row_id=row.pk), by=by)
    return row


@transaction.atomic
def write_down_draw(
    *, tender_id: int, lot: int, order: Sequence[int], witnesses: str, now: datetime, by: Actor
) -> Draw:
    """Lots were drawn between offers that are equal in everything before: the first drawn comes first."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    if tender.state != TenderState.PRICED:
        refuse_if([Reason("not_priced", _("Lots are drawn once prices are open, before the award."))])
    refuse_if(_decided(tender, lot))
    needed = queries.ranking_of(tender, queries.specification(tender), lot).draws_needed
    if tuple(sorted(map(str, order))) not in {tuple(sorted(group)) for group in needed}:
        refuse_if([Reason("no_draw", _("There is no draw to hold between these offers."), "order")])
    refuse_if([] if witnesses.strip() else [Reason("no_witness", _("Say who was there, in roles."), "witnesses")])
    row = Draw.objects.create(
        tender=tender,
        lot=lot,
        order=list(order),
        witnesses=witnesses.strip(),
        drawn_at=now,
        drawn_by_id=by.person_id,
    )
    record(LotsDrawn(organisation_id=by.organisation_id, tender_id=tender.pk, lot=lot), by=by)
    return row
