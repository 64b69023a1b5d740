"""Papers of tenders: PDF, with the seal of this installation."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import words
from steunpunt.contract.tenders.models import Envelope, Tender
from steunpunt.contract.tenders.queries import prices_read
from steunpunt.contract.tenders.sealing.manifests import Manifest
from steunpunt.contract.tenders.values import Specification
from steunpunt.foundation.documents.public import sealed
from steunpunt.foundation.ui import papers

PACKAGE = "steunpunt.contract.tenders"


def receipt(tender: Tender, spec: Specification, envelope: Envelope, manifest: Manifest, *, now: datetime) -> bytes:
    """What a supplier handed in, when, and by which fingerprint it can show so later."""
    data = {
        "title": _("Receipt of %(envelope)s") % {"envelope": str(words.ENVELOPES[envelope.kind]).lower()},
        "language": get_language() or "nl",
        "kicker": f"{tender.reference} · {tender.title}",
        "foot": _("Sealed on arrival: nobody reads it before two named people open it together."),
        "page_word": _("page"),
        "warning": _("Demonstration: this tender was made up.") if tender.is_invented else "",
        "facts": [
            [_("Supplier"), str(envelope.bid.supplier)],
            [_("Contracting authority"), str(tender.authority)],
            [_("Received"), sentences.moment(envelope.received_at)],
            [_("Lots"), ", ".join(str(lot) for lot in manifest.lots)],
            [_("Size"), _("%(n)s bytes") % {"n": envelope.size}],
            [_("On %(moment)s") % {"moment": sentences.moment(now)}, _stands(envelope)],
        ],
        "prices_title": _("Prices, as they were read"),
        "prices": [
            [f"{line.item.code} · {line.item.title}", sentences.plain(line.unit_price), sentences.euro(amount)]
            for one in prices_read(spec, manifest)
            for line, amount in one.lines
        ],
        "totals": [
            [
                _("Lot %(n)s: price by which offers are compared") % {"n": one.lot},
                "",
                sentences.euro(one.total),
            ]
            for one in prices_read(spec, manifest)
        ],
        "files_title": _("Files"),
        "files": [[entry.name, str(entry.size), entry.sha256] for entry in manifest.files],
        "fingerprint_title": _("Fingerprint (SHA-256)"),
        "fingerprint": envelope.fingerprint,
        "how": _(
            "It is the SHA-256 of the text that you received with this paper, which holds a number made by chance: keep both."
        ),
    }
    return sealed(papers.pdf(PACKAGE, "receipt", data, made_at=now), reason=str(data["title"]))


def _stands(envelope: Envelope) -> str:
    """Whether it still counts: a receipt of what was replaced proves no more than that it came in."""
    if envelope.replaced_at is not None:
        return _("Replaced on %(moment)s: it does not count any more.") % {
            "moment": sentences.moment(envelope.replaced_at)
        }
    if envelope.bid.withdrawn_at is not None:
        return _("Taken back on %(moment)s: it is opened by nobody.") % {
            "moment": sentences.moment(envelope.bid.withdrawn_at)
        }
    return _("This is the newest of its kind: it counts.")
