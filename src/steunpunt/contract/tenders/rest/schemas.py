"""What goes over the API, and what may be asked."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from ninja import Path, Schema
from pydantic import BeforeValidator, Field, WithJsonSchema

from steunpunt.contract.tenders.choices import (
    EnvelopeKind,
    ItemKind,
    LetterKind,
    NeedLevel,
    Outcome,
    Part,
    Procedure,
    TenderState,
)
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.foundation.ui.problems import NO_NUL, SAYS_SOMETHING

TenderId = Annotated[int, Path(..., ge=1, lt=2**63, description="Number of the tender")]
Code = Annotated[str, Field(max_length=20, pattern=NO_NUL, description="Code of an item")]
_WRITTEN = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"


def _written_quantity(value: object) -> object:
    """A whole number, or a text such as "12.50": a broken number of JSON is not what was typed."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    is_whole = isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12
    if not is_whole and not (isinstance(value, str) and re.fullmatch(_WRITTEN, value, re.ASCII)):
        raise ValueError('A quantity is a whole number, or a text such as "12.50".')
    return value


Quantity = Annotated[
    Decimal,
    BeforeValidator(_written_quantity),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "integer", "minimum": 0, "maximum": 10**12 - 1},
                {"type": "string", "pattern": _WRITTEN, "examples": ["12.50"]},
            ]
        }
    ),
]


def _written_day(value: object) -> object:
    """Only 2011-01-31: a bare number would be read as seconds since 1970."""
    if value is not None and (not isinstance(value, str) or len(value) != len("2011-01-31")):
        raise ValueError("A day is written as 2011-01-31.")
    return value


Day = Annotated[date, BeforeValidator(_written_day)]


class LotOut(Schema):
    number: int
    title: str


class ItemOut(Schema):
    """What suppliers give a unit price for."""

    code: str
    lot: int
    title: str
    unit: str
    kind: ItemKind
    quantity: Decimal | None = Field(
        description="Presumed, of all boards together; before publication for buyers alone"
    )
    most: Decimal | None = Field(description="The most that can be ordered; the same")
    is_option: bool


class RequirementOut(Schema):
    code: str
    level: NeedLevel
    text: str
    lot: int | None = Field(description="Nothing: of every lot")


class CriterionOut(Schema):
    code: str
    title: str
    meaning: str
    points: Decimal
    parent: str = Field(description="Of which criterion it is a part; may be empty")


class SpecificationOut(Schema):
    """What is asked, in the language of the tender. The whole text is the PDF on the page."""

    purpose: str
    cpv: list[str]
    months: int
    variants_allowed: bool
    selection: str = Field(description="Who is excluded, what a supplier has to be able to do, and by what it shows so")
    lots: list[LotOut]
    items: list[ItemOut]
    requirements: list[RequirementOut]
    criteria: list[CriterionOut]
    price_points: Decimal
    price_formula: PriceFormula


class ContractOut(Schema):
    """A public contract, as everybody knows it."""

    id: int
    reference: str
    title: str
    state: TenderState
    procedure: Procedure
    authority_id: int
    authority: str = Field(description="The contracting authority")
    published_at: datetime
    questions_until: datetime | None
    candidates_until: datetime | None = Field(description="Until when suppliers ask to take part")
    offers_until: datetime
    is_open: bool = Field(description="Whether offers can come in now")
    is_invented: bool = Field(description="Made up, for a demonstration")
    url: str = Field(description="The page")
    open_data_url: str | None = Field(description="As open data (OCDS 1.1); nothing where it is not for everybody")


class ContractPage(Schema):
    count: int
    results: list[ContractOut]


class CorrectedOut(Schema):
    part: Part
    kind: Literal["added", "dropped", "changed"]
    code: str = Field(description="Of the lot, item, requirement, criterion … ; empty for what is of the whole")
    field: str = Field(description="Which changed; empty where a whole entry came or went")
    before: str
    after: str


class PublicationOut(Schema):
    """The publication, each correction, and each later round of offers."""

    number: int
    published_at: datetime
    round: int | None = Field(description="Of the later round of offers that began with it; null for others")
    reason: str = Field(description="Of a correction: what changes and why")
    fingerprint: str = Field(description="SHA-256 of what was published")
    changed: list[CorrectedOut] = Field(description="What a correction changed, as far as the market reads it")


class ContractDetail(ContractOut):
    specification: SpecificationOut
    boards: list[str] = Field(description="Names of the boards that can order; none when is bought for oneself")
    versions: list[PublicationOut] = Field(description="The newest first")
    stopped: str = Field(description="Why it stopped; empty as long as it did not")


class ContractQuestionOut(Schema):
    question: str
    answer: str = Field(description="Empty while it is not answered: only one's own question is shown then")
    asked_at: datetime | None = Field(description="Only of one's own")
    answered_at: datetime | None
    is_own: bool = Field(description="Asked by one's own supplier; of others it is not said who asked")


class TenderOut(Schema):
    """A tender from the first need on, for boards for which is bought and the support point."""

    id: int
    reference: str
    title: str
    state: TenderState
    procedure: Procedure
    authority_id: int
    authority: str
    project_id: int | None
    boards: int = Field(description="For how many boards is bought")
    needs_until: date | None = Field(description="By when boards say what they need")
    needs_stated: bool | None = Field(description="Whether your own board did; nothing where it takes no part")
    published_at: datetime | None
    questions_until: datetime | None
    candidates_until: datetime | None
    offers_until: datetime | None
    is_invented: bool


class TenderPage(Schema):
    count: int
    results: list[TenderOut]


class TenderDetail(TenderOut):
    specification: SpecificationOut = Field(description="As published; before that the draft")
    stopped: str
    contract_url: str | None = Field(description="The public page, once published for everybody")
    open_data_url: str | None = Field(description="As open data (OCDS 1.1), once published for everybody")


class WantedOut(Schema):
    level: NeedLevel
    text: str


class NeedsOut(Schema):
    """What your own board said last. It binds to nothing."""

    likely: dict[str, Decimal] = Field(description="The quantity it counts on, by code of the item")
    most: dict[str, Decimal] = Field(description="The most that it could come to order")
    wanted: list[WantedOut]
    supplier: str = Field(description="Of today's contract")
    contract_ends_on: date | None
    remark: str
    stated_at: datetime | None = Field(description="Nothing while it said nothing")


class WantedIn(Schema, extra="forbid"):
    level: NeedLevel
    text: str = Field(max_length=1_000, pattern=SAYS_SOMETHING)


class NeedsIn(Schema, extra="forbid"):
    likely: dict[Code, Quantity] = Field({}, max_length=500)
    most: dict[Code, Quantity] = Field({}, max_length=500)
    wanted: list[WantedIn] = Field([], max_length=200)
    supplier: str = Field("", max_length=120, pattern=NO_NUL)
    contract_ends_on: Day | None = None
    remark: str = Field("", max_length=10_000, pattern=NO_NUL)


class WinnerOut(Schema):
    organisation_id: int
    name: str
    variant: int = Field(description="0 is the offer itself")


class AwardOut(Schema):
    """How a lot ended. Prices stand in open data once suppliers had their letters."""

    lot: int
    title: str
    outcome: Outcome
    body: str = Field(description="Which body of the contracting authority decided")
    decided_on: date
    winners: list[WinnerOut]


class EnvelopeOut(Schema):
    """That an envelope came in. What is in it nobody reads here, and nobody at all before the opening."""

    kind: EnvelopeKind
    number: int = Field(description="Of this kind, in the order in which they came in")
    received_at: datetime
    size: int = Field(description="In bytes")
    fingerprint: str = Field(description="SHA-256 of what was handed in, as on the receipt")
    is_replaced: bool


class OfferResultOut(Schema):
    lot: int
    result: LetterKind
    told_at: datetime


class OfferOut(Schema):
    """An offer of your own supplier: its receipts."""

    id: int
    tender_id: int
    reference: str
    title: str
    round: int
    variant: int
    made_at: datetime
    withdrawn_at: datetime | None
    is_complete: bool
    envelopes: list[EnvelopeOut]
    results: list[OfferResultOut] = Field(description="As your letters say")


class OfferPage(Schema):
    count: int
    results: list[OfferOut]


class Page(Schema):
    limit: int = Field(100, ge=1, le=500)
    offset: int = Field(0, ge=0, le=1_000_000)


class TenderFilter(Page):
    state: TenderState | None = None
    procedure: Procedure | None = None
    q: str = Field("", max_length=100, description="Part of the title, the reference or the authority")


class ContractFilter(TenderFilter):
    open: Literal["yes", "no"] | None = Field(None, description="Whether offers can come in now")


class OfferFilter(Page):
    tender: Annotated[int, Field(ge=1, lt=2**63)] | None = Field(None, description="Of this tender alone")
