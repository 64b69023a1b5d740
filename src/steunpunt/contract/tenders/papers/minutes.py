"""The minutes of an opening, to keep and to sign: who opened, what was found, what was refused on arrival."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import OpeningStage, words
from steunpunt.contract.tenders.models import Opening, Tender
from steunpunt.contract.tenders.papers.awarding import begun
from steunpunt.contract.tenders.papers.blocks import Paper


def minutes(
    tender: Tender, row: Opening, *, names: Mapping[int, str], refused: Sequence[str], is_negotiated: bool
) -> Paper:
    """`names` of the two by id of the person; `refused`: envelopes that were not taken in, with when, of whom and why."""
    paper = begun(tender, _("Minutes of the opening"))
    both = [
        (names.get(officer.person_id or 0, "–"), str(officer.organisation))
        for officer in (row.first, row.second)
        if officer is not None
    ]
    what = _("Price envelopes") if row.stage == OpeningStage.PRICE else _("Administrative and quality envelopes")
    paper.facts(
        [
            (_("Contracting authority"), str(tender.authority)),
            (_("Public contract"), f"{tender.reference} · {tender.title}"),
            *([(_("Round"), str(row.round.number))] if is_negotiated else []),
            (_("Offers until"), sentences.moment(row.round.offers_until)),
            (_("Opened"), what),
            (_("On"), sentences.moment(row.opened_at) if row.opened_at else "–"),
            (_("Offers"), str(len(row.minutes["offers"]))),
            *((word, " · ".join(who)) for word, who in zip((_("First"), _("Second")), both, strict=False)),
        ]
    )
    paper.text(
        _("Each took off one half of the lock with an own phrase. Before that nobody could read what was handed in.")
    )
    paper.heading(_("What was found"))
    paper.table(
        [_("Supplier"), _("Envelope"), _("Received"), _("Files"), _("Fingerprint")],
        [_found(offer, envelope) for offer in row.minutes["offers"] for envelope in offer["envelopes"]],
    )
    if not row.minutes["offers"]:
        paper.text(_("No offer came in."))
    paper.heading(_("Refused on arrival"))
    paper.list(refused)
    if not refused:
        paper.text(_("No envelope was refused."))
    paper.heading(_("Signatures"))
    paper.table(
        [_("Name and function"), _("On behalf of"), _("Date and signature")],
        [(*who, "\n\n\n") for who in both],
        is_kept_together=True,
    )
    return paper


def _found(offer: Mapping[str, Any], envelope: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    variant = _("variant %(n)s") % {"n": offer["variant"]}
    not_whole, altered = _("not whole"), _("does not open to what was handed in")
    who = [offer["supplier"], *([variant] if offer["variant"] else []), *([] if offer["is_complete"] else [not_whole])]
    kind = [str(words.ENVELOPES[envelope["kind"]]), *([] if envelope["is_readable"] else [altered])]
    return (
        "\n".join(who),
        "\n".join(kind),
        sentences.moment(datetime.fromisoformat(envelope["received_at"])),
        "\n".join(file for file, _size in envelope["files"]) or "–",
        _in_lines(envelope["fingerprint"]),
    )


def _in_lines(fingerprint: str) -> str:
    """In pieces that fit in a column."""
    return "\n".join(fingerprint[start : start + 16] for start in range(0, len(fingerprint), 16))
