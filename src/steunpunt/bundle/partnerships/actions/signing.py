"""Signing: each board for itself, on the platform or on paper; and what happens when all did."""

from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation

from steunpunt.bundle.partnerships import access, facts
from steunpunt.bundle.partnerships.actions.agreements import _about, locked_agreement
from steunpunt.bundle.partnerships.actions.membership import enter
from steunpunt.bundle.partnerships.actions.telling import tell_all_signed
from steunpunt.bundle.partnerships.choices import (
    AgreementKind,
    AgreementState,
    PaperKind,
    SignedBy,
    SignedPaper,
    State,
    Way,
)
from steunpunt.bundle.partnerships.models import Agreement, AgreementPaper, Signature
from steunpunt.bundle.partnerships.queries import agreements as queries
from steunpunt.bundle.partnerships.queries.agreement_pdf import agreement_pdf
from steunpunt.bundle.partnerships.reasons import because
from steunpunt.bundle.partnerships.rules import agreements as rules
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor, Reason, refuse_if, require
from steunpunt.foundation.documents.public import UnreadablePdfError, add_document, is_scan, sealed, signatures_in
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.organisations import public as organisations


@transaction.atomic
def sign_agreement(
    *,
    agreement_id: int,
    seen: str,
    confirmed_at: datetime | None,
    is_by_second_step: bool,
    now: datetime,
    today: date,
    by: Actor,
) -> Signature:
    """Sign for the actor's own board. `seen` is the hash of the text before the signer; `confirmed_at` when they last
    confirmed who they are.
    """
    row = locked_agreement(agreement_id=agreement_id, today=today, by=by)
    require(access.may_decide(by))
    mine = row.signatures.select_for_update().filter(organisation_id=by.organisation_id or 0).first()
    require(mine is not None)
    if mine is None:
        raise AssertionError
    frozen = queries.frozen_hash(row)
    refuse_if(
        rules.sign_objections(
            row.state, is_signed=bool(mine.way), seen=seen, frozen=frozen, confirmed_at=confirmed_at, now=now
        )
    )
    basis = people_of.mandate_basis(mine.organisation_id, by.person_id or 0, people_of.MandateKind.SIGN)
    mine.signer, mine.is_by_second_step = by.person_name, is_by_second_step
    return _signed(row, mine, SignedBy.PLATFORM, basis=basis, now=now, today=today, by=by)


@transaction.atomic
def record_signed_paper(
    *,
    agreement_id: int,
    organisation_id: int,
    signer: str,
    basis: str,
    document: "File[bytes] | None",
    now: datetime,
    today: date,
    by: Actor,
    kind: SignedPaper = SignedPaper.SCAN,
    paper_on: date | None = None,
) -> Signature:
    """Record a signature that a board gave elsewhere, with its document: the board itself, or an adviser; the record says
    which. A scan comes with the day on the paper; of a PDF that was signed electronically the signatures are read and kept
    beside it.
    """
    row = locked_agreement(agreement_id=agreement_id, today=today, by=by)
    is_own = organisation_id == by.organisation_id and access.may_bring_own_paper(by)
    require(is_own or access.may_record_paper(by))
    its = row.signatures.select_for_update().filter(organisation_id=organisation_id).first()
    refuse_if(_paper_objections(row, its, signer=signer, basis=basis, has_document=document is not None))
    if its is None or document is None:
        raise AssertionError
    if kind == SignedPaper.ELECTRONIC:
        its.electronic = _electronic(row, document)
    else:
        refuse_if(rules.scan_objections(is_scan(document), paper_on, _put_up_on(row), today))
        its.paper_on = paper_on
    subject = f"partnership:{row.partnership_id}"
    its.document_id = add_document(subject=subject, name=document.name or "", content=document, now=now, by=by).pk
    its.signer = signer.strip()
    way = SignedBy.OWN_PAPER if is_own else SignedBy.PAPER
    return _signed(row, its, way, basis=basis.strip(), now=now, today=today, by=by)


def _put_up_on(row: Agreement) -> date:
    """The day on which the text lay ready to be signed."""
    frozen = queries.paper(row, PaperKind.FROZEN)
    return timezone.localdate(frozen.made_at) if frozen else date.min


def _electronic(row: Agreement, document: "File[bytes]") -> list[dict[str, Any]]:
    """The signatures in a PDF that was signed elsewhere, as they are kept. Refuses one that does not count."""
    content, frozen = document.read(), queries.paper(row, PaperKind.FROZEN)
    document.seek(0)
    try:
        found = signatures_in(content) if content.startswith(b"%PDF-") else None
    except UnreadablePdfError:
        found = None
    refuse_if(rules.signed_pdf_objections(content, bytes(frozen.content) if frozen else b"", found))
    return [
        {
            "signer": one.signer,
            "issuer": one.issuer,
            "at": one.signed_at.isoformat() if one.signed_at else "",
            "is_issuer_known": one.is_issuer_known,
        }
        for one in found or ()
    ]


def _paper_objections(
    row: Agreement, its: Signature | None, *, signer: str, basis: str, has_document: bool
) -> list[Reason]:
    return [
        *([] if row.state == AgreementState.SIGNING else [because("not_put_up")]),
        *([because("no_party", field="board")] if its is None else []),
        *([because("signed")] if its is not None and its.way else []),
        *([] if signer.strip() else [because("signer", field="signer")]),
        *([] if basis.strip() else [because("paper_basis", field="basis")]),
        *([] if has_document else [because("paper_document", field="document")]),
    ]


def _signed(
    row: Agreement, signature: Signature, way: SignedBy, *, basis: str, now: datetime, today: date, by: Actor
) -> Signature:
    signature.way, signature.basis, signature.sha256 = way, basis, queries.frozen_hash(row)
    signature.signed_at, signature.signed_by_id = now, by.person_id or 0
    signature.save()
    board = organisations.names([signature.organisation_id])[signature.organisation_id]
    fact = facts.AgreementSignedByBoard(**_about(row), board=board, way=way, basis=basis, sha256=signature.sha256)
    record(fact, by=by)
    if not row.signatures.filter(way="").exists():
        _complete(row, now=now, today=today, by=by)
    return signature


def _in_dutch(way: SignedBy) -> str:
    """An agreement is Dutch, whatever the language of the last who signs."""
    with translation.override("nl"):
        return str(way.label)


def _complete(row: Agreement, *, now: datetime, today: date, by: Actor) -> None:
    """All signed: the page of signatures is made, boards come in on the agreed day, the partnership is active."""
    row.state = AgreementState.SIGNED
    row.save(update_fields=["state"])
    signatures = list(queries.signatures(row))
    frozen = queries.frozen_hash(row)
    content = agreement_pdf(
        row,
        queries.version(row, row.frozen_version).articles,
        between=queries.said_members([one.organisation_id for one in signatures]),
        made_at=now,
        sha256=frozen,
        signatures=[
            {
                "board": one.organisation.name,
                "signer": one.signer,
                "at": timezone.localtime(one.signed_at).strftime("%d/%m/%Y %H:%M") if one.signed_at else "",
                "way": _in_dutch(SignedBy(one.way)),
                "paper_on": f"{one.paper_on:%d/%m/%Y}" if one.paper_on else "",
                "electronic": ", ".join(each["signer"] for each in one.electronic),
                "basis": one.basis,
            }
            for one in signatures
        ],
    )
    content = sealed(content, reason=f"{row.title}: ondertekend door {len(signatures)} besturen")
    digest, seal = sha256(content).hexdigest(), signatures_in(content)[0].fingerprint
    AgreementPaper.objects.create(
        agreement=row, kind=PaperKind.SIGNED, content=content, sha256=digest, seal=seal, made_at=now
    )
    partnership = row.partnership
    members = {
        board
        for board, period in organisations.terms_of([partnership.pk])[partnership.pk]
        if period.valid_to is None or period.valid_to > today
    }
    for one in signatures:
        if one.organisation_id not in members:
            enter(
                row=partnership,
                organisation_id=one.organisation_id,
                on=max(row.enters_on, today),
                way=Way.AGREEMENT,
                basis=one.basis,
                document_id=one.document_id,
                now=now,
                by=by,
            )
    record(facts.AgreementSigned(**_about(row), sha256=digest), by=by)
    tell_all_signed(row, [one.organisation_id for one in signatures], now=now, by=by)
    if row.kind == AgreementKind.AGREEMENT:
        before, partnership.state, partnership.state_since = partnership.state, State.ACTIVE, today
        partnership.save(update_fields=["state", "state_since"])
        fact = facts.PartnershipMoved(
            organisation_id=partnership.pk,
            partnership_id=partnership.pk,
            before=before,
            state=State.ACTIVE,
            on=today,
            reason=row.title,
        )
        record(fact, by=by)
