"""What happens around contracts. Whoever sees the contract reads these: no amounts."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop as _

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
