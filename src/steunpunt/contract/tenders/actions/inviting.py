"""Procedures by invitation: suppliers ask to take part, change that or take it back; or the buyer invites them at once."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders import access, reasons
from steunpunt.contract.tenders.actions.offering import Given
from steunpunt.contract.tenders.choices import BY_CANDIDACY, BY_INVITATION
from steunpunt.contract.tenders.facts import RequestHandedIn, RequestWithdrawn, SupplierInvited
from steunpunt.contract.tenders.models import Candidacy, CandidacyFile, Follower, Tender
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, Text, refuse_if, require, the_platform
from steunpunt.foundation.documents.public import add_document, file_objections
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices import public as notices
from steunpunt.foundation.organisations import public as organisations

MOST_REQUEST_FILES = 20
MOST_REQUEST_BYTES = 100 * 1024 * 1024
"""Handed in at once, everything together."""

ABOUT: Text = _("About “%(title)s”")


@transaction.atomic
def apply(
    *,
    tender_id: int,
    text: str,
    files: Sequence[Given] = (),
    dropped: Collection[int] = (),
    now: datetime,
    by: Actor,
) -> Candidacy:
    """Ask to take part, until the deadline for requests; what was written before is replaced until then.

    1. Everything is checked before a file is kept, so that one wrong file changes nothing.
    2. Rows, documents and fact come in one transaction. When that fails after a file was written, the file is one
       without a row, which nobody can reach and the sweep of documents removes.
    """
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.over(tender.state))
    if tender.procedure not in BY_CANDIDACY:
        refuse_if([Reason("not_by_candidacy", _("In this procedure suppliers do not ask to take part."))])
    if not access.takes_requests(tender, now):
        refuse_if([Reason("late", _("The deadline for requests to take part has passed."))])
    former = Candidacy.objects.filter(tender=tender, organisation_id=by.organisation_id or 0).first()
    kept = former.files.filter(dropped_at=None).exclude(pk__in=list(dropped)).count() if former else 0
    refuse_if([*_about_text(text), *_about_files(files, kept)])
    values = {"text": text.strip(), "applied_at": now, "applied_by_id": by.person_id, "withdrawn_at": None}
    row, _is_new = Candidacy.objects.update_or_create(
        tender=tender, organisation_id=by.organisation_id or 0, defaults=values
    )
    row.files.filter(pk__in=list(dropped), dropped_at=None).update(dropped_at=now)
    for given in files:
        _keep(row, given, now, by)
    _follow(tender, row.organisation_id, now, by.person_id)
    record(
        RequestHandedIn(organisation_id=by.organisation_id, candidacy_id=row.pk, files=kept + len(files)),
        by=by,
    )
    return row


@transaction.atomic
def withdraw_request(*, tender_id: int, now: datetime, by: Actor) -> Candidacy:
    """Take one's request back before the deadline: its files go with it, and nobody else ever sees that it was there."""
    require(access.may_act_on_the_market(by))
    tender = access.market_tenders(by).select_for_update().get(pk=tender_id)
    row = access.own_candidacies(by).select_for_update().get(tender=tender, applied_at__isnull=False)
    if not access.takes_requests(tender, now):
        refuse_if([Reason("late", _("The deadline for requests to take part has passed: your request stays."))])
    refuse_if([Reason("withdrawn", _("Your request was taken back already."))] if row.withdrawn_at else [])
    row.files.filter(dropped_at=None).update(dropped_at=now)
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])
    record(RequestWithdrawn(organisation_id=by.organisation_id, candidacy_id=row.pk), by=by)
    return row


def _follow(tender: Tender, supplier: int, now: datetime, person_id: int | None) -> None:
    """Who asks to take part or is invited hears of answers and corrections, and when the tender is stopped."""
    Follower.objects.get_or_create(
        tender=tender, organisation_id=supplier, defaults={"since": now, "person_id": person_id}
    )


def _about_text(text: str) -> Iterator[Reason]:
    if not text.strip():
        yield Reason("no_text", _("Say why you can do this."), "text")


def _about_files(files: Sequence[Given], kept: int) -> Iterator[Reason]:
    """`kept` is how many go with the request already."""
    if kept + len(files) > MOST_REQUEST_FILES:
        text = _("Too many files: at most %(n)s with a request.") % {"n": MOST_REQUEST_FILES}
        yield Reason("many_files", text, "files")
    if sum(given.content.size for given in files) > MOST_REQUEST_BYTES:
        yield Reason("large_together", _("Together these files are too large. Hand them in a few at a time."), "files")
    for given in files[:MOST_REQUEST_FILES]:
        for reason in file_objections(given.name, given.content, most_bytes=settings.MAX_UPLOAD_BYTES):
            yield Reason(reason.code, _("%(name)s: %(reason)s") % {"name": given.name, "reason": reason.text}, "files")


def _keep(row: Candidacy, given: Given, now: datetime, by: Actor) -> None:
    file = CandidacyFile.objects.create(
        candidacy=row, name=given.name, size=given.content.size, added_at=now, added_by_id=by.person_id
    )
    document = add_document(subject=f"candidacy_file:{file.pk}", name=given.name, content=given.content, now=now, by=by)
    file.document_id, file.name = document.pk, document.name
    file.save(update_fields=["document_id", "name"])


@transaction.atomic
def invite(*, tender_id: int, organisation_id: int, now: datetime, by: Actor) -> Candidacy:
    """Invite a supplier to make an offer, in the procedure without prior publication, until offers of a first round are in."""
    require(access.may_prepare(by))
    tender = locked(tender_id, by=by)
    if tender.procedure in BY_CANDIDACY or tender.procedure not in BY_INVITATION:
        refuse_if([Reason("not_by_invitation", _("In this procedure nobody is invited at once."))])
    if tender.published_at is not None and not (access.is_open_for_offers(tender, now) and tender.rounds.count() == 1):
        refuse_if([Reason("too_late", _("The first offers are in: nobody can be invited any more."))])
    card = organisations.organisation(organisation_id)
    if card is None or card.kind != organisations.Kind.SUPPLIER:
        refuse_if([Reason("no_supplier", _("Choose a supplier."), "supplier")])
    row, is_new = Candidacy.objects.get_or_create(
        tender=tender,
        organisation_id=organisation_id,
        defaults={"is_selected": True, "decided_at": now, "decided_by_id": by.person_id},
    )
    if is_new:
        _follow(tender, organisation_id, now, None)
        # By the platform: whoever sees the tender reads this, and nobody reads who was invited.
        record(SupplierInvited(organisation_id=None, tender_id=tender.pk, row_id=row.pk), by=the_platform())
        if tender.published_at is not None:
            tell(tender, organisation_id, str(_("You are invited to make an offer.")), now=now, by=by)
    return row


def locked(tender_id: int, *, by: Actor) -> Tender:
    tender = access.visible_tenders(by).select_for_update().get(pk=tender_id)
    refuse_if(reasons.over(tender.state))
    return tender


def tell(
    tender: Tender,
    supplier: int,
    text: str,
    *,
    now: datetime,
    by: Actor,
    title: Text = ABOUT,
    page: str = "market",
) -> None:
    notices.notify(
        kind="tenders.market",
        organisation_id=supplier,
        to=people_of.members(supplier, people_of.Role.BIDDER),
        title=title,
        params={"title": tender.title},
        detail=text,
        url=reverse(f"tenders:{page}", args=[tender.pk]),
        now=now,
        by=by,
    )
