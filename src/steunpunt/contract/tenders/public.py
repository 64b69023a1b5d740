"""The face of tenders to other modules."""

from datetime import datetime

from steunpunt.contract.tenders import access, actions, papers, queries
from steunpunt.contract.tenders.actions import (
    Beginning,
    Contents,
    Given,
    Ruling,
    agree,
    answer,
    ask,
    begin_opening,
    complete_opening,
    decide,
    declare,
    freeze,
    give_mark,
    hand_in,
    hand_in_marks,
    judge_regularity,
    make_officer_key,
    make_tender,
    name_assessor,
    name_officer,
    state_needs,
    tell_contracts,
)
from steunpunt.contract.tenders.choices import (
    Buying,
    EnvelopeKind,
    ItemKind,
    NeedLevel,
    OpeningStage,
    Procedure,
    Regularity,
    Subject,
    TenderState,
)
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.registry import (
    Agreed,
    CalledOff,
    Change,
    ContractBook,
    ProgressBook,
    contract_books,
    progress_books,
)
from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.rules.needs import Needs, Wanted
from steunpunt.contract.tenders.values import (
    Asked,
    Calendar,
    Criterion,
    FrameworkTerms,
    Item,
    Lot,
    Method,
    Requirement,
    Scale,
    ScaleStep,
    Specification,
    Won,
)
from steunpunt.foundation.acting import Actor

__all__ = [
    "Agreed",
    "Asked",
    "Beginning",
    "Buying",
    "Calendar",
    "CalledOff",
    "Change",
    "Contents",
    "ContractBook",
    "Criterion",
    "EnvelopeKind",
    "FrameworkTerms",
    "Given",
    "Item",
    "ItemKind",
    "Lot",
    "Method",
    "NeedLevel",
    "Needs",
    "OpeningStage",
    "PriceFormula",
    "Procedure",
    "ProgressBook",
    "Regularity",
    "Requirement",
    "Ruling",
    "Scale",
    "ScaleStep",
    "Specification",
    "Subject",
    "TieBreak",
    "Wanted",
    "Won",
    "agree",
    "answer",
    "ask",
    "awards",
    "begin_opening",
    "complete_opening",
    "contract_books",
    "decide",
    "declare",
    "freeze",
    "give_mark",
    "hand_in",
    "hand_in_marks",
    "is_told",
    "judge_regularity",
    "make_officer_key",
    "make_tender",
    "name_assessor",
    "name_officer",
    "offers_by_supplier",
    "progress_books",
    "publish_draft",
    "send_letters",
    "state_needs",
    "tell_contracts",
    "won",
]


def publish_draft(*, tender_id: int, now: datetime, by: Actor) -> None:
    """Publish the draft as it stands, for who wrote it in the same breath; people publish what they looked at."""
    tender = Tender.objects.get(pk=tender_id)
    fingerprint = specifications.fingerprint(tender.draft)
    actions.publish(tender_id=tender_id, fingerprint=fingerprint, now=now, by=by)


def offers_by_supplier(tender_id: int) -> dict[str, int]:
    """Opened offers of the first lot, by name of the supplier: ids to judge by."""
    rows = queries.bid_lots(Tender.objects.get(pk=tender_id))
    return {str(row.bid.supplier): row.pk for row in rows if row.lot == 1 and not row.bid.variant}


def send_letters(*, tender_id: int, now: datetime, by: Actor) -> None:
    """Everybody who made an offer gets its letter."""
    spec = queries.specification(Tender.objects.get(pk=tender_id))
    actions.send_letters(tender_id=tender_id, paper=papers.letters(spec, now=now), now=now, by=by)


def awards(actor: Actor) -> list[tuple[int, str]]:
    """Tenders that were awarded, for whoever prepares them: id and title, the newest first."""
    if not access.may_prepare(actor):
        return []
    rows = access.visible_tenders(actor).filter(state__in=[TenderState.AWARDED, TenderState.CONCLUDED])
    return [(row.pk, f"{row.reference} · {row.title}") for row in rows.order_by("-pk")]


def won(actor: Actor, tender_id: int) -> Won | None:
    """What an award brought; None for whoever does not prepare tenders, or where nothing was awarded."""
    if tender_id not in dict(awards(actor)):
        return None
    return queries.won(Tender.objects.get(pk=tender_id))


def is_told(tender_id: int) -> bool:
    """Whether a tender is open data: what comes of it is, too."""
    return queries.is_public(Tender.objects.get(pk=tender_id))
