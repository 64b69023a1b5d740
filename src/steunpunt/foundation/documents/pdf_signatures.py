"""Electronic signatures in PDFs, by pyHanko: put the seal of this installation on one, and read those that stand in one.

Reading goes without the network: whether a certificate was withdrawn meanwhile is not asked, and pages say so.
"""

from io import BytesIO

from asn1crypto import x509 as asn1
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import (
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    validate_pdf_signature,
)
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from steunpunt.foundation.documents import seal_key
from steunpunt.foundation.documents.values import FoundSignature, UnreadablePdfError

MOST_SIGNATURES = 100
"""More than that a PDF of ours never carries; reading takes time for each."""


_SIGNATURES_ONLY = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)


def sealed(pdf: bytes, *, reason: str) -> bytes:
    """See `seals.sealed`."""
    metadata = signers.PdfSignatureMetadata(
        field_name="Zegel",
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    written = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), metadata, signer=seal_key.signer())
    content: bytes = written.getvalue()
    return content


def signatures_in(pdf: bytes) -> list[FoundSignature]:
    """See `seals.signatures_in`."""
    try:
        reader = PdfFileReader(BytesIO(pdf), strict=False)
        standing = [] if reader.encrypted else reader.embedded_regular_signatures
        is_readable = not reader.encrypted and len(standing) <= MOST_SIGNATURES
        found = [_read(one) for one in standing] if is_readable else []
    except seal_key.NoSealKeyError:
        raise
    except Exception as failed:  # a parser that meets a stranger's file can fail in any way: all the same to who asks
        raise UnreadablePdfError from failed
    if not is_readable:
        raise UnreadablePdfError
    return found


def _read(one: EmbeddedPdfSignature) -> FoundSignature:
    own = seal_key.own_certificate()
    known = ValidationContext(trust_roots=[*seal_key.known_issuers(), own], allow_fetching=False)
    status = validate_pdf_signature(one, signer_validation_context=known)
    certificate = one.signer_cert
    return FoundSignature(
        signer=_name(certificate.subject),
        issuer=_name(certificate.issuer),
        signed_at=one.self_reported_timestamp,
        is_intact=bool(status.intact and status.valid),
        is_last_word=_is_last_word(status),
        is_issuer_known=bool(status.trusted),
        is_own_seal=certificate.dump() == own.dump(),
        fingerprint=seal_key.fingerprint(certificate),
    )


def _is_last_word(status: PdfSignatureStatus) -> bool:
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return True
    if status.coverage != SignatureCoverageLevel.ENTIRE_REVISION or not isinstance(status.diff_result, DiffResult):
        return False
    return bool(status.diff_result.modification_level in _SIGNATURES_ONLY and status.docmdp_ok)


def _name(name: asn1.Name) -> str:
    """The common name, or the organisation: never the serial number, which holds that of the national register."""
    said = name.native
    found = said.get("common_name") or said.get("organization_name") or ""
    return str(found[0] if isinstance(found, list) else found)[:160]
