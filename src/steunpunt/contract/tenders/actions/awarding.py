"""The award: the contracting authority decides, suppliers hear it with reasons, the standstill runs, the contract is concluded.

Nobody of the support point decides. Whoever has the mandate at the contracting authority does so here, or a buyer writes down
what its body decided, with the dated document.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries
from steunpunt.contract.tenders.actions.releasing import put_out
from steunpunt.contract.tenders.choices import LetterKind, OpeningStage, Outcome, TenderState
from steunpunt.contract.tenders.facts import DecisionWithdrawn, LettersSent, LotDecided, TenderStopped
from steunpunt.contract.tenders.models import AwardDecision, Letter, Opening, Tender
from steunpunt.contract.tenders.queries.awarding import Told
from steunpunt.contract.tenders.rules.awarding import equal_at, follows, most_winners
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Text, refuse_if, require
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices

UNDECIDED = frozenset({TenderState.OPENED, TenderState.FROZEN, TenderState.PRICED})
"""Offers are open, and the authority did not decide on all lots."""
DECIDED = frozenset({TenderState.AWARDED, TenderState.STOPPED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What the body of the contracting authority decided."""

    motivation: str
    body: str
    decided_on: date
    outcome: Outcome = Outcome.AWARDED
    winners: Sequence[int] = ()
    """Offers for the lot, in the order of the ranking."""


def locked(tender_id: int, *, by: Actor) -> Tender:
    return access.visible_tenders(by).select_for_update().get(pk=tender_id)


def _may_rule(tender: Tender, by: Actor, *, has_document: bool) -> None:
    """By one's own mandate, or from a document that a buyer adds."""
    if not access.may_award(by, tender):
        require(access.may_record_award(by, tender))
        if not has_document:
            refuse_if([Reason("no_document", _("Add the dated decision of the contracting authority."), "document")])


def _kept(tender: Tender, document: "File[bytes] | None", *, now: datetime, by: Actor) -> int | None:
    """The id of what a buyer adds; who decides on the platform adds nothing."""
    if document is None or access.may_award(by, tender):
        return None
    return add_document(subject=f"tender:{tender.pk}", name=document.name or "", content=document, now=now, by=by).pk


@transaction.atomic
def decide(
    *, tender_id: int, lot: int, ruling: Ruling, document: "File[bytes] | None" = None, now: datetime, by: Actor
) -> AwardDecision:
    """Decide on a lot: to whom it goes, or that it goes to nobody. Once every lot is decided, so is the tender."""
    tender = locked(tender_id, by=by)
    _may_rule(tender, by, has_document=document is not None)
    spec = queries.specification(tender)
    refuse_if(_not_now(tender, spec, lot))
    refuse_if(_unclear(ruling, now))
    refuse_if(_before(tender, OpeningStage.PRICE, ruling))
    refuse_if(_not_by_the_record(tender, spec, lot, ruling))
    row = _written(tender, lot, ruling, document_id=_kept(tender, document, now=now, by=by), now=now, by=by)
    _settle(tender, spec, ruling, now=now, by=by)
    return row


def _not_now(tender: Tender, spec: Specification, lot: int) -> Iterator[Reason]:
    if tender.state != TenderState.PRICED:
        yield Reason("not_priced", _("The authority decides once the prices are open."))
    if lot not in {one.number for one in spec.lots}:
        yield Reason("no_lot", _("Choose a lot of this tender."), "lot")
    elif lot in queries.standing(tender):
        yield Reason("decided", _("There is a decision on this lot: withdraw it first."))


def _unclear(ruling: Ruling, now: datetime) -> Iterator[Reason]:
    if not ruling.motivation.strip():
        yield Reason("no_motivation", _("Give the reasons of the decision."), "motivation")
    if not ruling.body.strip():
        yield Reason("no_body", _("Say which body decided."), "body")
    if ruling.decided_on > timezone.localtime(now).date():
        yield Reason("in_the_future", _("A decision that lies in the future is none yet."), "decided_on")


def _before(tender: Tender, stage: OpeningStage, ruling: Ruling) -> Iterator[Reason]:
    """Nobody decides on what was still sealed."""
    opened = [row.opened_at for row in queries.openings(tender) if row.stage == stage and row.opened_at]
    if opened and ruling.decided_on < (day := queries.day_of(max(opened))):
        text = {
            OpeningStage.PRICE: _("The prices were opened on %(day)s: the decision is of that day or later."),
            OpeningStage.CONTENT: _("The offers were opened on %(day)s: the decision is of that day or later."),
        }[stage]
        yield Reason("before_opening", text % {"day": day.strftime("%d/%m/%Y")}, "decided_on")


def _not_by_the_record(tender: Tender, spec: Specification, lot: int, ruling: Ruling) -> Iterator[Reason]:
    """The decision follows the ranking that the record gives, and nothing of that is open."""
    found = queries.judged(tender, spec, lot)
    yield from queries.hindrances(found)
    if equal_at(found.ranking, found.choosable, len(ruling.winners)):
        yield Reason("draw", _("Offers are equal: draw lots first, and write it down."))
    if ruling.outcome is Outcome.NOT_AWARDED:
        if ruling.winners:
            yield Reason("winners", _("A lot that is not awarded has no winner."), "winners")
        return
    if not follows(found.choosable, [str(pk) for pk in ruling.winners], most_winners(spec)):
        text = _("The award goes to who is first in the ranking, in its order. For something else, do not award.")
        yield Reason("not_first", text, "winners")


def _written(
    tender: Tender, lot: int, ruling: Ruling, *, document_id: int | None, now: datetime, by: Actor
) -> AwardDecision:
    row = AwardDecision.objects.create(
        tender=tender,
        lot=lot,
        outcome=ruling.outcome,
        winners=list(ruling.winners),
        motivation=ruling.motivation.strip(),
        body=ruling.body.strip(),
        decided_on=ruling.decided_on,
        is_from_paper=document_id is not None,
        document_id=document_id,
        written_at=now,
        written_by_id=by.person_id,
    )
    fact = LotDecided(
        organisation_id=tender.authority_id, tender_id=tender.pk, lot=lot, body=row.body, outcome=ruling.outcome.value
    )
    record(fact, by=by)
    return row


def _settle(tender: Tender, spec: Specification, ruling: Ruling, *, now: datetime, by: Actor) -> None:
    """Every lot decided: awarded, or over when no lot went to anybody."""
    decisions = queries.standing(tender)
    if set(decisions) != {one.number for one in spec.lots}:
        return
    if any(row.outcome == Outcome.AWARDED for row in decisions.values()):
        tender.state = TenderState.AWARDED
        tender.save(update_fields=["state"])
        return
    _over(tender, ruling.motivation.strip(), now=now, by=by)


def _over(tender: Tender, reason: str, *, now: datetime, by: Actor) -> None:
    tender.state, tender.over_reason = TenderState.STOPPED, reason
    tender.over_at, tender.over_by_id = now, by.person_id
    tender.save(update_fields=["state", "over_reason", "over_at", "over_by_id"])
    record(TenderStopped(organisation_id=tender.authority_id, tender_id=tender.pk, reason=reason), by=by)
    if not queries.bid_lots(tender).exists():  # no offer, no letter: nothing to wait for
        put_out(tender, "tenderCancellation", now=now)


@transaction.atomic
def stop_after_opening(
    *, tender_id: int, ruling: Ruling, document: "File[bytes] | None" = None, now: datetime, by: Actor
) -> Tender:
    """Offers are open and nothing is awarded: the contracting authority decides so, for every lot; letters follow."""
    tender = locked(tender_id, by=by)
    _may_rule(tender, by, has_document=document is not None)
    if tender.state not in UNDECIDED:
        refuse_if([Reason("not_open", _("The authority stops a tender between the opening and the award."))])
    refuse_if(_unclear(ruling, now))
    refuse_if(_before(tender, OpeningStage.CONTENT, ruling))
    standing = queries.standing(tender)
    if any(row.outcome == Outcome.AWARDED for row in standing.values()):
        refuse_if([Reason("awarded", _("A lot was awarded: withdraw that decision first."))])
    kept = _kept(tender, document, now=now, by=by)
    stopped = Ruling(
        outcome=Outcome.NOT_AWARDED,
        motivation=ruling.motivation,
        body=ruling.body,
        decided_on=ruling.decided_on,
    )
    for lot in queries.specification(tender).lots:
        if lot.number not in standing:
            _written(tender, lot.number, stopped, document_id=kept, now=now, by=by)
    _over(tender, ruling.motivation.strip(), now=now, by=by)
    return tender


@transaction.atomic
def withdraw_decision(
    *, tender_id: int, lot: int, reason: str, document: "File[bytes] | None" = None, now: datetime, by: Actor
) -> AwardDecision:
    """The authority takes its decision back, as after an objection; then it decides again."""
    tender = locked(tender_id, by=by)
    _may_rule(tender, by, has_document=document is not None)
    row = tender.decisions.select_for_update().get(lot=lot, withdrawn_at=None)
    refuse_if([] if reason.strip() else [Reason("no_reason", _("Say why."), "reason")])
    if tender.state == TenderState.CONCLUDED or row.conclusions.exists():
        refuse_if([Reason("concluded", _("A contract was concluded on this decision."))])
    _kept(tender, document, now=now, by=by)
    was_public = tender.state in DECIDED and row in queries.told_decisions(tender)
    row.withdrawn_at, row.withdrawn_reason = now, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    if tender.state in DECIDED:
        tender.state = _state_before(tender)
        tender.over_reason, tender.over_at, tender.over_by_id = "", None, None
        tender.save(update_fields=["state", "over_reason", "over_at", "over_by_id"])
    if was_public or row.letters.exists():
        put_out(tender, "awardCancellation", now=now)
    fact = DecisionWithdrawn(
        organisation_id=tender.authority_id, tender_id=tender.pk, lot=lot, reason=row.withdrawn_reason
    )
    record(fact, by=by)
    for supplier in _suppliers_of(row.letters.select_related("bid_lot__bid").order_by("pk")):
        tell(
            supplier,
            title=_("The decision on “%(title)s” was withdrawn"),
            tender=tender,
            detail=row.withdrawn_reason,
            now=now,
            by=by,
        )
    return row


def _state_before(tender: Tender) -> TenderState:
    """How far a tender was when its authority decided."""
    if tender.frozen_at is None:
        return TenderState.OPENED
    is_priced = Opening.objects.filter(round__tender=tender, stage=OpeningStage.PRICE, opened_at__isnull=False)
    return TenderState.PRICED if is_priced.exists() else TenderState.FROZEN


# ── letters ──────────────────────────────────────────────────────────────────
@transaction.atomic
def send_letters(*, tender_id: int, paper: Callable[[Tender, Told], bytes], now: datetime, by: Actor) -> list[Letter]:
    """Send everybody who made an offer its letter, in one go: from the day after, the standstill runs.

    `paper` makes the PDF of one letter.
    """
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    if tender.state not in DECIDED:
        refuse_if([Reason("not_decided", _("Letters go out once the authority decided on every lot."))])
    spec = queries.specification(tender)
    waiting = queries.to_tell(tender, queries.award_record(tender, spec))
    refuse_if([] if waiting else [Reason("sent", _("Everybody has its letter already."))])
    sent = [_sent(tender, one, paper(tender, one), now=now, by=by) for one in waiting]
    put_out(tender, _tag(tender), now=now)
    record(LettersSent(organisation_id=by.organisation_id, tender_id=tender.pk, letters=len(sent)), by=by)
    for supplier in _suppliers_of(sent):
        tell(supplier, title=_("The decision on “%(title)s”: your letter is there"), tender=tender, now=now, by=by)
    if tender.state == TenderState.AWARDED:
        tell_boards(tender, title=_("“%(title)s” was awarded: what it means for you"), now=now, by=by)
    return sent


def _tag(tender: Tender) -> str:
    """Of the code list releaseTag."""
    if tender.state == TenderState.STOPPED:
        return "tenderCancellation"
    return "awardUpdate" if tender.decisions.filter(withdrawn_at__isnull=False).exists() else "award"


def _sent(tender: Tender, told: Told, content: bytes, *, now: datetime, by: Actor) -> Letter:
    document = add_document(
        subject=f"award:{tender.pk}",
        name=f"kennisgeving-{told.decision.pk}-{told.row.pk}.pdf",
        content=ContentFile(content),
        now=now,
        by=by,
    )
    return Letter.objects.create(
        decision=told.decision,
        bid_lot=told.row,
        kind=LetterKind(told.kind),
        document=document,
        sent_at=now,
        sent_by_id=by.person_id,
    )


def _suppliers_of(letters: Iterable[Letter]) -> list[int]:
    return sorted({letter.bid_lot.bid.supplier_id for letter in letters})


def tell(supplier: int, *, title: Text, tender: Tender, detail: Text = "", now: datetime, by: Actor) -> None:
    """Everybody of a supplier who makes offers."""
    notices.notify(
        kind="tenders.market",
        organisation_id=supplier,
        to=people_of.members(supplier, people_of.Role.BIDDER),
        title=title,
        params={"title": tender.title},
        detail=detail,
        url=reverse("tenders:result", args=[tender.pk]),
        now=now,
        by=by,
    )


def tell_boards(tender: Tender, *, title: Text, now: datetime, by: Actor) -> None:
    """Every board for which is bought."""
    boards = list(tender.boards.order_by("pk").values_list("organisation_id", flat=True))
    roles = (people_of.Role.ICT_MANAGER, people_of.Role.SECRETARY)
    for board, people in people_of.members_at_each(boards, *roles).items():
        notices.notify(
            kind="tenders.award",
            organisation_id=board,
            to=people,
            title=title,
            params={"title": tender.title},
            url=reverse("tenders:meaning", args=[tender.pk]),
            now=now,
            by=by,
        )
