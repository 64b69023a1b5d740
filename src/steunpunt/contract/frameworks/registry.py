"""What other modules bring to framework contracts: what was ordered under them. The receiver does not know who brings it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Contributions


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """What all boards together ordered under one contract, as it counts against its maximum."""

    amount: Decimal = Decimal(0)
    units: Mapping[int, int] = field(default_factory=dict)
    """By item."""
    url: str = ""
    """The page where it opens into orders."""


class OrderBook(Protocol):
    """A module that takes orders."""

    def ordered(self, framework_ids: Collection[int]) -> Mapping[int, Ordered]:
        """For each contract under which something was ordered."""
        ...

    def catalogue_url(self, actor: Actor, framework_id: int) -> str:
        """Where the actor sees what its board can order under a contract; nothing for who sees no catalogue."""
        ...


order_books: Contributions[OrderBook] = Contributions("order_books")
