"""Reads of agreements: the text, who must sign, what a hash belongs to."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import QuerySet

from steunpunt.bundle.partnerships import access
from steunpunt.bundle.partnerships.choices import AgreementState, Answer, PaperKind
from steunpunt.bundle.partnerships.models import Agreement, AgreementPaper, AgreementVersion, Partnership, Signature
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import composed
from steunpunt.foundation.documents.public import FoundSignature, UnreadablePdfError, signatures_in
from steunpunt.foundation.organisations import public as organisations


def version(row: Agreement, number: int | None = None) -> AgreementVersion:
    """A version of the text: the newest, or one by its number."""
    rows = row.versions.order_by("-number")
    return rows.get(number=number) if number else rows[0]


def parties(partnership: Partnership, today: date) -> list[int]:
    """Who must sign: the members that stay, and the boards that said they explore with the others."""
    members = [
        board for board, period in organisations.terms_of([partnership.pk])[partnership.pk] if period.valid_to is None
    ]
    willing = partnership.invitations.filter(ended_on=None, answer=Answer.INTERESTED)
    found = {*members, *willing.values_list("organisation_id", flat=True)}
    return sorted(found)


def signatures(row: Agreement) -> QuerySet[Signature]:
    return row.signatures.select_related("organisation").order_by("organisation__name", "pk")


def paper(row: Agreement, kind: str) -> AgreementPaper | None:
    return row.papers.filter(kind=kind).first()


def frozen_hash(row: Agreement) -> str:
    found = row.papers.filter(kind=PaperKind.FROZEN).values_list("sha256", flat=True).first()
    return found or ""


def paper_by_hash(sha256: str) -> AgreementPaper | None:
    """The agreement of which a PDF with this hash is the text; None when no agreement here has it."""
    rows = AgreementPaper.objects.defer("content").select_related("agreement__partnership__organisation")
    return rows.filter(sha256=sha256.lower()).first()


def is_seal(fingerprint: str) -> bool:
    """Whether an agreement was sealed here with the certificate of this fingerprint."""
    return AgreementPaper.objects.filter(seal=fingerprint).exists()


def signatures_in_stranger(pdf: bytes) -> list[FoundSignature]:
    """The signatures in a file of somebody else; none when it cannot be read."""
    try:
        return signatures_in(pdf) if pdf.startswith(b"%PDF-") else []
    except UnreadablePdfError:
        return []


@composed
def signatures_waiting(actor: Actor) -> QuerySet[Signature]:
    """Agreements that wait for the signature of this actor's board, for who may give it."""
    if not access.may_decide(actor):
        return Signature.objects.none()
    rows = Signature.objects.filter(
        organisation_id=actor.organisation_id or 0, way="", agreement__state=AgreementState.SIGNING
    )
    return rows.select_related("agreement__partnership__organisation").order_by("agreement__put_up_at", "pk")


def said_members(boards: Sequence[int]) -> str:
    """The boards in a row, as an agreement names them."""
    names: Mapping[int, str] = organisations.names(boards)
    said = sorted(names.values())
    return " en ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
