"""Procedures by invitation: suppliers apply or are invited, the buyer selects; where is negotiated, offers can be asked again."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, reasons
from steunpunt.contract.tenders.actions.rounds import begin_round
from steunpunt.contract.tenders.choices import BY_CANDIDACY, BY_INVITATION, NEGOTIATED, TenderState
from steunpunt.contract.tenders.facts import CandidateJudged, OffersAskedAgain, SupplierInvited
from steunpunt.contract.tenders.models import Bid, Candidacy, OfferRound, Tender
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def apply(*, tender_id: int, text: str, now: datetime, by: Actor) -> Candidacy:
    """Ask to take part, until the deadline for requests; what was written before is replaced until then."""
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.over(tender.state))
    if tender.procedure not in BY_CANDIDACY:
        refuse_if([Reason("not_by_candidacy", _("In this procedure suppliers do not ask to take part."))])
    if tender.candidates_until is None or now >= tender.candidates_until:
        refuse_if([Reason("late", _("The deadline for requests to take part has passed."))])
    refuse_if([] if text.strip() else [Reason("no_text", _("Say why you can do this."), "text")])
    values = {"text": text.strip(), "applied_at": now, "applied_by_id": by.person_id}
    row, _is_new = Candidacy.objects.update_or_create(
        tender=tender, organisation_id=by.organisation_id or 0, defaults=values
    )
    return row


@transaction.atomic
def invite(*, tender_id: int, organisation_id: int, now: datetime, by: Actor) -> Candidacy:
    """Invite a supplier to make an offer, in the procedure without prior publication."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    if tender.procedure in BY_CANDIDACY or tender.procedure not in BY_INVITATION:
        refuse_if([Reason("not_by_invitation", _("In this procedure nobody is invited at once."))])
    card = organisations.organisation(organisation_id)
    if card is None or card.kind != organisations.Kind.SUPPLIER:
        refuse_if([Reason("no_supplier", _("Choose a supplier."), "supplier")])
    row, is_new = Candidacy.objects.get_or_create(
        tender=tender,
        organisation_id=organisation_id,
        defaults={"is_selected": True, "decided_at": now, "decided_by_id": by.person_id},
    )
    if is_new:
        # By the platform: whoever sees the tender reads this, and nobody reads who was invited.
        record(SupplierInvited(organisation_id=None, tender_id=tender.pk), by=the_platform())
        if tender.published_at is not None:
            _tell(tender, organisation_id, str(_("You are invited to make an offer.")), now, by)
    return row


@transaction.atomic
def select(*, tender_id: int, candidacy_id: int, is_selected: bool, reason: str, now: datetime, by: Actor) -> Candidacy:
    """Whether a supplier that asked to take part makes an offer; one that does not hears why. After the deadline for requests."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    row = tender.candidacies.select_for_update().get(pk=candidacy_id)
    if tender.candidates_until is None or now < tender.candidates_until:
        refuse_if([Reason("too_early", _("Selection begins after the deadline for requests."))])
    refuse_if(
        [] if is_selected or reason.strip() else [Reason("no_reason", _("Say why it is not selected."), "reason")]
    )
    row.is_selected, row.reason = is_selected, reason.strip()
    row.decided_at, row.decided_by_id = now, by.person_id
    row.save(update_fields=["is_selected", "reason", "decided_at", "decided_by_id"])
    record(CandidateJudged(organisation_id=None, tender_id=tender.pk), by=the_platform())
    text = str(_("You are selected: you can make an offer.")) if is_selected else row.reason
    _tell(tender, row.organisation_id, text, now, by)
    return row


@transaction.atomic
def ask_again(*, tender_id: int, offers_until: datetime, now: datetime, by: Actor) -> OfferRound:
    """Where is negotiated: ask who made an offer that can still win for a better one, sealed as before, until a new deadline."""
    require(access.may_prepare(by))
    tender = _locked(tender_id, by)
    if tender.procedure not in NEGOTIATED:
        refuse_if([Reason("not_negotiated", _("Only where is negotiated offers are asked again."))])
    if tender.state != TenderState.OPENED:
        refuse_if(
            [Reason("not_open", _("Offers are asked again once the former ones were opened, before marks are fixed."))]
        )
    if tender.assessors.filter(handed_in_at__isnull=False).exists():
        refuse_if([Reason("judged", _("Marks were handed in already."))])
    if offers_until <= now:
        refuse_if([Reason("past", _("The deadline for offers lies in the past."), "offers_until")])
    last = tender.rounds.order_by("-number")[:1].get()
    tender.state, tender.offers_until = TenderState.PUBLISHED, offers_until
    tender.save(update_fields=["state", "offers_until"])
    found = begin_round(tender, now=now)
    record(OffersAskedAgain(organisation_id=by.organisation_id, tender_id=tender.pk, number=found.number), by=by)
    for supplier in sorted(
        set(Bid.objects.filter(round=last, withdrawn_at=None).values_list("supplier_id", flat=True))
    ):
        _tell(tender, supplier, str(_("You are asked for a better offer.")), now, by)
    return found


def _locked(tender_id: int, by: Actor) -> Tender:
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.over(tender.state))
    return tender


def _tell(tender: Tender, supplier: int, text: str, now: datetime, by: Actor) -> None:
    notices.notify(
        kind="tenders.market",
        organisation_id=supplier,
        to=people_of.members(supplier, people_of.Role.BIDDER),
        title=_("About “%(title)s”"),
        params={"title": tender.title},
        detail=text,
        url=reverse("tenders:market", args=[tender.pk]),
        now=now,
        by=by,
    )
