"""What other modules bring to orders: the way to items that are not ordered at once. The receiver does not know who brings it."""

from collections.abc import Collection
from typing import Protocol

from steunpunt.foundation.ui.registry import Contributions


class Asking(Protocol):
    """Asks prices of suppliers before something is ordered."""

    def url(self, framework_id: int, item_ids: Collection[int]) -> str:
        """The page where prices of these items, all of one contract, are asked."""
        ...


asking: Contributions[Asking] = Contributions("asking")
