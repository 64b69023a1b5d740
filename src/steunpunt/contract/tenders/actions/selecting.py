"""Selection: which suppliers that asked to take part make an offer. First for each of them, then all are told at once."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, queries
from steunpunt.contract.tenders.actions.inviting import locked, tell
from steunpunt.contract.tenders.facts import CandidateJudged, SelectionSent
from steunpunt.contract.tenders.models import Bid, Candidacy, Selection, Tender
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require, the_platform
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.journal.public import record


@transaction.atomic
def select(*, tender_id: int, candidacy_id: int, is_selected: bool, reason: str, now: datetime, by: Actor) -> Candidacy:
    """Whether a supplier that asked to take part makes an offer, and why not. A draft until everybody is told: see
    `send_selection`. Changed after that, it is told anew.
    """
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    row = access.requests(tender).select_for_update().get(pk=candidacy_id)
    refuse_if(_not_now(tender, now))
    refuse_if(
        [] if is_selected or reason.strip() else [Reason("no_reason", _("Say why it is not selected."), "reason")]
    )
    if (row.is_selected, row.reason) == (is_selected, reason.strip()):
        return row
    if not is_selected and Bid.objects.filter(round__tender=tender, supplier=row.organisation_id).exists():
        text = _("This supplier makes an offer already: say there, once offers are open, that it does not count.")
        refuse_if([Reason("has_offer", text)])
    row.is_selected, row.reason, row.selection, row.letter = is_selected, reason.strip(), None, None
    row.decided_at, row.decided_by_id = now, by.person_id
    row.save(update_fields=["is_selected", "reason", "selection", "letter", "decided_at", "decided_by_id"])
    record(CandidateJudged(organisation_id=None, tender_id=tender.pk, row_id=row.pk), by=the_platform())
    return row


def _not_now(tender: Tender, now: datetime) -> Iterator[Reason]:
    if access.requests_are_sealed(tender, now):
        yield Reason("too_early", _("Selection begins after the deadline for requests."))
    elif not access.is_open_for_offers(tender, now):
        yield Reason("too_late", _("The deadline for offers has passed: the selection stays as it was told."))


@transaction.atomic
def send_selection(
    *,
    tender_id: int,
    body: str,
    decided_on: date,
    document: "File[bytes]",
    paper: Callable[[Tender, Candidacy], bytes],
    now: datetime,
    by: Actor,
) -> Selection:
    """Tell every candidate at once what the contracting authority decided, each in its own letter; from then on who was
    selected makes an offer. `document` is that decision, with its date; `paper` makes the PDF of one letter.
    """
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    refuse_if(_not_now(tender, now))
    rows = list(access.requests(tender).select_related("organisation").select_for_update(of=("self",)).order_by("pk"))
    waiting = [row for row in rows if row.selection_id is None]
    refuse_if(_not_ready(tender, rows, waiting, body, decided_on, now))
    kept = add_document(subject=f"tender:{tender.pk}", name=document.name or "", content=document, now=now, by=by)
    found = Selection.objects.create(
        tender=tender, body=body.strip(), decided_on=decided_on, document=kept, sent_at=now, sent_by_id=by.person_id
    )
    for row in waiting:
        row.selection = found
        row.letter = add_document(
            subject=f"award:{tender.pk}",
            name=f"selectie-{row.pk}.pdf",
            content=ContentFile(paper(tender, row)),
            now=now,
            by=by,
        )
        row.save(update_fields=["selection", "letter"])
        title = _("The selection for “%(title)s”: your letter is there")
        text = _("You are selected: you can make an offer.") if row.is_selected else _("You were not selected.")
        tell(tender, row.organisation_id, str(text), now=now, by=by, title=title, page="market_apply")
    fact = SelectionSent(
        organisation_id=by.organisation_id,
        tender_id=tender.pk,
        body=found.body,
        selected=sum(1 for row in waiting if row.is_selected),
        refused=sum(1 for row in waiting if not row.is_selected),
    )
    record(fact, by=by)
    return found


def _not_ready(
    tender: Tender, rows: list[Candidacy], waiting: list[Candidacy], body: str, decided_on: date, now: datetime
) -> Iterator[Reason]:
    if not waiting:
        yield Reason("sent", _("Everybody has its letter already."))
    if any(row.is_selected is None for row in rows):
        yield Reason("not_judged", _("Say of every request first whether it is selected."))
    if waiting and not any(row.is_selected for row in rows):
        yield Reason(
            "nobody", _("Nobody is selected: then this tender is stopped, with the reason, under Publication.")
        )
    if not body.strip():
        yield Reason("no_body", _("Say which body decided."), "body")
    if decided_on > queries.day_of(now):
        yield Reason("in_the_future", _("A decision that lies in the future is none yet."), "decided_on")
    elif tender.candidates_until is not None and decided_on < queries.day_of(tender.candidates_until):
        text = _("The decision is of the day on which the requests were in, or later.")
        yield Reason("too_early", text, "decided_on")
