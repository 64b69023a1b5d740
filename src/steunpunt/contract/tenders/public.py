"""The face of tenders to other modules."""

from datetime import datetime

from steunpunt.contract.tenders import access, actions, papers, queries, sentences
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
    conclude,
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
    law_words,
)
from steunpunt.contract.tenders.choices.law import StepCode
from steunpunt.contract.tenders.choices.method import PriceFormula, TieBreak
from steunpunt.contract.tenders.choices.words import FORMULAS
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.papers.blocks import Paper, as_pdf
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
from steunpunt.contract.tenders.rules.exact import rounded
from steunpunt.contract.tenders.rules.needs import Needs, Wanted
from steunpunt.contract.tenders.rules.prices import PriceRule
from steunpunt.contract.tenders.rules.quality import Criterion as Weighed
from steunpunt.contract.tenders.rules.ranking import Method as Judging
from steunpunt.contract.tenders.rules.ranking import Offer as Judged
from steunpunt.contract.tenders.rules.ranking import Placed, Ranking, ranking
from steunpunt.contract.tenders.rules.ties import Tie
from steunpunt.contract.tenders.sealing import storing, streams
from steunpunt.contract.tenders.sealing.keys import CannotOpenError, new_content_key
from steunpunt.contract.tenders.sealing.manifests import FileEntry
from steunpunt.contract.tenders.sealing.uploads import is_too_large, kept_unreadable, limit_in_megabytes
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
    "FORMULAS",
    "Agreed",
    "Asked",
    "Beginning",
    "Buying",
    "Calendar",
    "CalledOff",
    "CannotOpenError",
    "Change",
    "Contents",
    "ContractBook",
    "Criterion",
    "EnvelopeKind",
    "FileEntry",
    "FrameworkTerms",
    "Given",
    "Item",
    "ItemKind",
    "Judged",
    "Judging",
    "Lot",
    "Method",
    "NeedLevel",
    "Needs",
    "OpeningStage",
    "Paper",
    "Placed",
    "PriceFormula",
    "PriceRule",
    "Procedure",
    "ProgressBook",
    "Ranking",
    "Regularity",
    "Requirement",
    "Ruling",
    "Scale",
    "ScaleStep",
    "Specification",
    "StepCode",
    "Subject",
    "Tie",
    "TieBreak",
    "Wanted",
    "Weighed",
    "Won",
    "agree",
    "answer",
    "as_pdf",
    "ask",
    "awards",
    "begin_opening",
    "complete_opening",
    "conclude",
    "contract_books",
    "decide",
    "declare",
    "formula_in_words",
    "freeze",
    "give_mark",
    "hand_in",
    "hand_in_marks",
    "is_told",
    "is_too_large",
    "judge_regularity",
    "kept_unreadable",
    "limit_in_megabytes",
    "make_officer_key",
    "make_tender",
    "name_assessor",
    "name_officer",
    "new_content_key",
    "offers_by_supplier",
    "progress_books",
    "publish_draft",
    "ranking",
    "rounded",
    "send_letters",
    "state_needs",
    "storing",
    "streams",
    "tell_contracts",
    "tick_step",
    "won",
]

formula_in_words = sentences.formula


def publish_draft(*, tender_id: int, now: datetime, by: Actor) -> None:
    """Publish the draft as it stands, for who wrote it in the same breath; people publish what they looked at."""
    tender = Tender.objects.get(pk=tender_id)
    fingerprint = specifications.fingerprint(tender.draft)
    actions.publish(tender_id=tender_id, fingerprint=fingerprint, now=now, by=by)


def tick_step(*, tender_id: int, code: StepCode, note: str, now: datetime, by: Actor) -> None:
    """Say that a step of the check list was done, with what was looked at."""
    label = str(law_words.STEPS[code])
    actions.tick(tender_id=tender_id, code=code.value, label=label, note=note, now=now, by=by)


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
