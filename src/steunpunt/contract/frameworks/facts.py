"""What happens to framework contracts. Who sees one reads these."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_noop as _

from steunpunt.contract.frameworks.choices import PriceReason
from steunpunt.foundation.journal.public import Fact

REASONS: dict[str, str] = {
    PriceReason.CONTRACT: _("as agreed in the contract"),
    PriceReason.LIST: _("a new price list"),
    PriceReason.INDEX: _("by the index"),
    PriceReason.RATCHET: _("everybody at the lowest tariff paid"),
}
"""The platform's own words that facts hold, as people read them."""


@dataclass(frozen=True, kw_only=True)
class FrameworkFact(Fact):
    """Base of what happens to a framework contract."""

    key = "frameworks.any"
    sentence = _("Something happened to the framework contract.")
    framework_id: int

    @property
    def subject(self) -> str:
        return f"framework:{self.framework_id}"


@dataclass(frozen=True, kw_only=True)
class FrameworkMade(FrameworkFact):
    key = "frameworks.made"
    sentence = _("Framework contract %(reference)s was begun: %(title)s.")
    reference: str
    title: str


@dataclass(frozen=True, kw_only=True)
class TermsDrafted(FrameworkFact):
    key = "frameworks.terms_drafted"
    sentence = _("The draft of the terms was changed.")


@dataclass(frozen=True, kw_only=True)
class TermsSigned(FrameworkFact):
    key = "frameworks.terms_signed"
    sentence = _("Terms %(number)s were signed on %(signed_on)s; they hold from %(valid_from)s on.")
    number: int
    signed_on: date
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class TermsCame(FrameworkFact):
    """The day of a signed change came."""

    key = "frameworks.terms_came"
    sentence = _("Terms %(number)s hold now.")
    number: int


@dataclass(frozen=True, kw_only=True)
class PricesChanged(FrameworkFact):
    key = "frameworks.prices_changed"
    sentence = _("Prices change on %(valid_from)s, of %(items)s: %(reason)s.")
    items: int
    reason: str
    valid_from: date

    def shown(self) -> dict[str, str]:
        """With the reason in words."""
        items = ngettext("%(n)s item", "%(n)s items", self.items) % {"n": self.items}
        return super().shown() | {"items": items, "reason": gettext(REASONS.get(self.reason, self.reason))}


@dataclass(frozen=True, kw_only=True)
class PriceListWithdrawn(FrameworkFact):
    """Before its day: those prices never held."""

    key = "frameworks.price_list_withdrawn"
    sentence = _("The price list of %(valid_from)s was withdrawn before its day: %(reason)s")
    valid_from: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class StandardPricesStated(FrameworkFact):
    key = "frameworks.standard_prices_stated"
    sentence = _("%(items)s standard prices were stated, from %(valid_from)s on.")
    items: int
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class BoardEntitled(FrameworkFact):
    key = "frameworks.board_entitled"
    sentence = _("%(board)s can order from %(valid_from)s on.")
    board: str
    valid_from: date


@dataclass(frozen=True, kw_only=True)
class EntitlementEnded(FrameworkFact):
    key = "frameworks.entitlement_ended"
    sentence = _("%(board)s cannot order any more from %(valid_to)s on.")
    board: str
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class FrameworkStopped(FrameworkFact):
    key = "frameworks.stopped"
    sentence = _("The framework contract was stopped on %(stopped_on)s.")
    stopped_on: date


@dataclass(frozen=True, kw_only=True)
class IndexRead(Fact):
    key = "frameworks.index_read"
    sentence = _("%(index)s was %(value)s on %(on)s.")
    index: str
    on: date
    value: Decimal
