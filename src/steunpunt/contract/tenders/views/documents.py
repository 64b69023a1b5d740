"""The specification as a paper: PDF, and .docx to edit. Each reads as paper what it may read as a page."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_GET

from steunpunt.contract.tenders import papers, queries
from steunpunt.contract.tenders.models import Publication, Tender
from steunpunt.contract.tenders.values import Specification
from steunpunt.contract.tenders.views.awarding import paper_response
from steunpunt.contract.tenders.views.market import market_or_404
from steunpunt.contract.tenders.views.shared import tender_or_404
from steunpunt.contract.tenders.views.specification import specification_for
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest


def _answer(tender: Tender, spec: Specification, publication: Publication | None, form: str) -> HttpResponse:
    """In Dutch, the language of the tender; sealed once it was published."""
    with translation.override("nl"):
        paper = papers.specification(tender, spec, publication, boards=queries.boards_named(tender, spec))
        number = f"-{publication.number}" if publication else "-ontwerp"
        return paper_response(paper, form, f"bestek-{tender.pk}{number}", is_sealed=publication is not None)


@signed_in
@require_GET
def specification(request: ActorRequest, tender_id: int, form: str) -> HttpResponse:
    """As the page of the specification shows it to this reader: the draft, or what was published."""
    tender = tender_or_404(request, tender_id)
    spec, publication = specification_for(request, tender)
    return _answer(tender, spec, publication, form)


@signed_in
@require_GET
def version(request: ActorRequest, tender_id: int, number: int, form: str) -> HttpResponse:
    """One publication as it went out."""
    tender = tender_or_404(request, tender_id)
    row = get_object_or_404(tender.publications, number=number)
    return _answer(tender, queries.published(row), row, form)


@require_GET
def market(request: ActorRequest, tender_id: int, form: str) -> HttpResponse:
    """As the market reads it: for everybody."""
    tender = market_or_404(request, tender_id)
    row = queries.last_publication(tender)
    return _answer(tender, queries.published(row), row, form)
