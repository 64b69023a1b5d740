"""What later modules bring to the open data of a tender: what became of its award. The receiver does not know who brings it.

Whoever contributes gives what everybody may know and nothing else: no price, no order, no board. One that fails stops the
release, as the last one holds everything that is public by then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

from steunpunt.foundation.ui.registry import Contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A signed change of a contract (addendum), as far as it is public."""

    number: int
    signed_on: date
    valid_from: date
    ends_on: date
    most_amount: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """A contract that came of an award: with one supplier of one lot."""

    lot: int
    supplier_id: int
    signed_on: date
    starts_on: date
    ends_on: date
    """Its last day, also where it was stopped before."""
    stopped_on: date | None = None
    is_over: bool = False
    most_amount: Decimal | None = None
    """The most that can be ordered under it; told where the specification stated one. None where several contracts share one."""
    changes: tuple[Change, ...] = ()
    is_invented: bool = False


class ContractBook(Protocol):
    """A module that keeps contracts."""

    def contracts(self, tender_id: int, on: date) -> Sequence[Agreed]:
        """Those that were signed, as they stand on a day."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class CalledOff:
    """What was ordered of one supplier of a lot up to and with a day, so rounded that it tells of no price and no board."""

    lot: int
    supplier_id: int
    until: date
    amount: Decimal
    rounded_to: Decimal
    told_at: datetime


class ProgressBook(Protocol):
    """A module that takes orders."""

    def called_off(self, tender_id: int) -> Sequence[CalledOff]:
        """Every figure that went out, the oldest first."""
        ...


contract_books: Contributions[ContractBook] = Contributions("contract_books")
progress_books: Contributions[ProgressBook] = Contributions("progress_books")
