"""The letters about the selection: who is selected is invited to make an offer, who is not reads why and what it can do."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from steunpunt.contract.tenders import sentences
from steunpunt.contract.tenders.choices import EnvelopeKind, words
from steunpunt.contract.tenders.models import Candidacy, Tender
from steunpunt.contract.tenders.papers import remedies
from steunpunt.contract.tenders.papers.awarding import begun
from steunpunt.contract.tenders.papers.blocks import Paper, as_pdf
from steunpunt.contract.tenders.papers.parties import known_as
from steunpunt.contract.tenders.queries import law_day
from steunpunt.contract.tenders.rules.law.answers import act_on
from steunpunt.contract.tenders.values import Specification


def selection_letters(
    spec: Specification, *, body: str, decided_on: date, now: datetime
) -> Callable[[Tender, Candidacy], bytes]:
    """What makes the sealed PDF of each letter that goes out now, in Dutch."""

    def made(tender: Tender, row: Candidacy) -> bytes:
        with override("nl"):
            return as_pdf(selection_letter(tender, spec, row, body=body, decided_on=decided_on, now=now), now=now)

    return made


def selection_letter(
    tender: Tender, spec: Specification, row: Candidacy, *, body: str, decided_on: date, now: datetime
) -> Paper:
    """What one candidate is told: of its own request alone, never how many there were or who they are."""
    sent_on = timezone.localtime(now).date()
    title = _("Invitation to make an offer") if row.is_selected else _("Notice of the decision on the selection")
    paper = begun(tender, title)
    paper.facts(
        [
            (_("Addressed to"), known_as(str(row.organisation), row.organisation_id, sent_on)),
            (_("Sent on"), sentences.day(sent_on)),
            (_("Contracting authority"), known_as(str(tender.authority), tender.authority_id, sent_on)),
            (_("Public contract"), f"{tender.reference} · {tender.title}"),
            (_("Procedure"), words.PROCEDURES[tender.procedure][0]),
            (_("Your request of"), sentences.moment(row.applied_at) if row.applied_at else "–"),
            (_("Decided by"), f"{body} · {sentences.day(decided_on)}"),
        ]
    )
    if row.is_selected:
        _invited(paper, tender, spec)
    else:
        _refused(paper, tender, spec, row, sent_on)
    return paper


def _invited(paper: Paper, tender: Tender, spec: Specification) -> None:
    paper.text(_("The contracting authority selected you. It invites you to make an offer."))
    paper.heading(_("How and until when"))
    kinds = ", ".join(str(words.ENVELOPES[kind]).lower() for kind in EnvelopeKind)
    paper.facts(
        [
            (_("Offers until"), sentences.moment(tender.offers_until) if tender.offers_until else "–"),
            (_("Where"), _("On this platform, on the page of the tender, under Our offer.")),
            (_("What you hand in"), kinds),
            (_("Language"), _("Dutch")),
        ]
    )
    paper.text(
        _(
            "What is asked, the award criteria with their weights, and the conditions stand in the specification on the page of "
            "the tender, with every correction and every answer to a question."
        )
    )
    if spec.selection.strip():
        paper.text(_("What you showed to be selected has to hold until the contract is concluded."))
    paper.text(_("Nobody tells you, or others, who else was selected before the contract is awarded."))


def _refused(paper: Paper, tender: Tender, spec: Specification, row: Candidacy, sent_on: date) -> None:
    paper.text(_("The contracting authority did not select you: you make no offer in this tender."))
    paper.heading(_("Why you were not selected"))
    paper.text(row.reason)
    if spec.selection.strip():
        paper.heading(_("What was asked of candidates"))
        paper.text(spec.selection)
    law = act_on(law_day(tender, tender.made_at)).value
    remedies.add(paper, spec, law, told_on=sent_on, is_awarded=False, can_object=False)
