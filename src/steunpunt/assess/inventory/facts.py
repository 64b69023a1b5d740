"""What happens around contracts. Whoever sees the contract reads these: no amounts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_noop as _

from steunpunt.assess.inventory.choices import ServiceKind
from steunpunt.foundation.journal.public import Fact


@dataclass(frozen=True, kw_only=True)
class ContractFact(Fact):
    """Base of what happens to a contract."""

    key = "inventory.any"
    sentence = _("Something happened to the contract.")
    contract_id: int
    title: str

    @property
    def subject(self) -> str:
        return f"contract:{self.contract_id}"


@dataclass(frozen=True, kw_only=True)
class ContractKept(ContractFact):
    key = "inventory.contract_kept"
    sentence = _("The contract “%(title)s” was written down.")


@dataclass(frozen=True, kw_only=True)
class ContractChanged(ContractFact):
    key = "inventory.contract_changed"
    sentence = _("A new edition of the contract “%(title)s” was written down.")


@dataclass(frozen=True, kw_only=True)
class NoticeOfContract(ContractFact):
    key = "inventory.notice_given"
    sentence = _("Notice of “%(title)s” was given on %(on)s; it ends on %(ends_on)s.")
    on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class EndOfContractAgreed(ContractFact):
    key = "inventory.end_agreed"
    sentence = _("It was agreed on %(on)s that “%(title)s” ends on %(ends_on)s.")
    on: date
    ends_on: date


@dataclass(frozen=True, kw_only=True)
class NoticeWithdrawn(ContractFact):
    key = "inventory.notice_withdrawn"
    sentence = _("The notice of “%(title)s” was withdrawn on %(on)s.")
    on: date


@dataclass(frozen=True, kw_only=True)
class ContractRenewed(ContractFact):
    key = "inventory.renewed"
    sentence = _("“%(title)s” was renewed on %(on)s.")
    on: date


@dataclass(frozen=True, kw_only=True)
class ContractReminderSent(ContractFact):
    key = "inventory.reminded"
    sentence = _("The board was reminded of “%(title)s”: %(due_on)s.")
    due_on: date


# ── the estate ───────────────────────────────────────────────────────────────
@dataclass(frozen=True, kw_only=True)
class EstateFact(Fact):
    """Base of what happens to the estate of a board."""

    key = "inventory.any_estate"
    sentence = _("Something happened to the estate.")

    @property
    def subject(self) -> str:
        return f"estate:{self.organisation_id}"


@dataclass(frozen=True, kw_only=True)
class AssetFact(EstateFact):
    """Base of what happens to one thing."""

    key = "inventory.any_asset"
    asset_id: int
    name: str

    @property
    def subject(self) -> str:
        return f"asset:{self.asset_id}"


@dataclass(frozen=True, kw_only=True)
class AssetKept(AssetFact):
    key = "inventory.asset_kept"
    sentence = _("“%(name)s” was written down.")


@dataclass(frozen=True, kw_only=True)
class AssetChanged(AssetFact):
    key = "inventory.asset_changed"
    sentence = _("“%(name)s” was changed.")


@dataclass(frozen=True, kw_only=True)
class AssetReported(AssetFact):
    key = "inventory.asset_reported"
    sentence = _("An agent reported “%(name)s” for the first time.")


@dataclass(frozen=True, kw_only=True)
class AssetsMerged(AssetFact):
    key = "inventory.assets_merged"
    sentence = _("“%(other)s” turned out to be the same as “%(name)s”.")
    other: str


@dataclass(frozen=True, kw_only=True)
class MergeUndone(AssetFact):
    key = "inventory.merge_undone"
    sentence = _("“%(other)s” and “%(name)s” are two things after all.")
    other: str


@dataclass(frozen=True, kw_only=True)
class AssetStillThere(AssetFact):
    key = "inventory.asset_still_there"
    sentence = _("“%(name)s” is still there, somebody said.")


@dataclass(frozen=True, kw_only=True)
class FileGiven(EstateFact):
    key = "inventory.file_given"
    sentence = _("The file %(name)s was handed over to be read in.")
    import_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class FileReadIn(EstateFact):
    key = "inventory.file_read_in"
    sentence = _(
        "The file %(name)s was read in: %(new)s new, %(changed)s changed, %(same)s unchanged, %(refused)s refused."
    )
    import_id: int
    name: str
    new: int
    changed: int
    same: int
    refused: int


@dataclass(frozen=True, kw_only=True)
class ColumnsTold(EstateFact):
    key = "inventory.columns_told"
    sentence = _("It was said what the columns of %(name)s mean.")
    import_id: int
    name: str


@dataclass(frozen=True, kw_only=True)
class AgentKeyMade(EstateFact):
    key = "inventory.agent_key_made"
    sentence = _("A key for agents was made: %(name)s.")
    name: str


@dataclass(frozen=True, kw_only=True)
class AgentKeyEnded(EstateFact):
    key = "inventory.agent_key_ended"
    sentence = _("The key for agents %(name)s was ended.")
    name: str


@dataclass(frozen=True, kw_only=True)
class EstateChosen(EstateFact):
    key = "inventory.estate_chosen"
    sentence = _(
        "Who sees the landscape was chosen, and after how many weeks to ask about what is not seen: %(weeks)s."
    )
    reach: str
    weeks: int


@dataclass(frozen=True, kw_only=True)
class UnseenAsked(EstateFact):
    key = "inventory.unseen_asked"
    sentence = _("It was asked whether %(assets)s things that were not seen any more are still there.")
    assets: int


# ── the landscape ────────────────────────────────────────────────────────────
@dataclass(frozen=True, kw_only=True)
class ApplicationKept(EstateFact):
    key = "inventory.application_kept"
    sentence = _("The board uses %(product)s.")
    application_id: int
    product: str


@dataclass(frozen=True, kw_only=True)
class ApplicationChanged(EstateFact):
    key = "inventory.application_changed"
    sentence = _("What is known of %(product)s was changed.")
    application_id: int
    product: str


@dataclass(frozen=True, kw_only=True)
class ApplicationEnded(EstateFact):
    key = "inventory.application_ended"
    sentence = _("The board stops using %(product)s; the first day without is %(on)s.")
    application_id: int
    product: str
    on: date


@dataclass(frozen=True, kw_only=True)
class ApplicationsLinked(EstateFact):
    key = "inventory.applications_linked"
    sentence = _("%(source)s hands %(what)s to %(target)s.")
    source: str
    target: str
    what: str


@dataclass(frozen=True, kw_only=True)
class ProductFact(Fact):
    """Base of what the support point says of products."""

    key = "inventory.any_product"
    sentence = _("Something was said of a product.")
    product_id: int
    name: str

    @property
    def subject(self) -> str:
        return f"product:{self.product_id}"


@dataclass(frozen=True, kw_only=True)
class ProductNamed(ProductFact):
    key = "inventory.product_named"
    sentence = _("The product is known as %(name)s.")


@dataclass(frozen=True, kw_only=True)
class ProductsJoined(ProductFact):
    key = "inventory.products_joined"
    sentence = _("%(other)s is the same product as %(name)s; its names are learnt.")
    other: str


@dataclass(frozen=True, kw_only=True)
class SupportEndTold(ProductFact):
    key = "inventory.support_end_told"
    sentence = _("%(name)s %(version)s is supported until %(ends_on)s.")
    version: str
    ends_on: date


# ── comparison ───────────────────────────────────────────────────────────────
@dataclass(frozen=True, kw_only=True)
class PricesReleased(EstateFact):
    key = "inventory.prices_released"
    sentence = _("The board was shown where its contract stands among %(boards)s other boards (%(kind)s).")
    kind: str
    boards: int

    def shown(self) -> dict[str, str]:
        return super().shown() | {"kind": str(ServiceKind(self.kind).label).lower()}


@dataclass(frozen=True, kw_only=True)
class PriceLevelReleased(EstateFact):
    key = "inventory.price_level_released"
    sentence = _("The board was shown how dear it is over %(kinds)s kinds of service, among %(boards)s other boards.")
    kinds: int
    boards: int


@dataclass(frozen=True, kw_only=True)
class IndexTold(Fact):
    key = "inventory.index_told"
    sentence = _("The index of prices of %(year)s is %(value)s.")
    year: int
    value: Decimal


@dataclass(frozen=True, kw_only=True)
class SupplierReplied(EstateFact):
    key = "inventory.supplier_replied"
    sentence = _("The supplier replied (%(kind)s).")
    kind: str

    def shown(self) -> dict[str, str]:
        return super().shown() | {"kind": str(ServiceKind(self.kind).label).lower()}


@dataclass(frozen=True, kw_only=True)
class EstateCarriedOver(EstateFact):
    key = "inventory.estate_carried_over"
    sentence = _(
        "%(assets)s things, %(contracts)s contracts and %(applications)s applications came over from %(board)s."
    )
    board: str
    assets: int
    contracts: int
    applications: int
