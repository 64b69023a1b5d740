"""What other modules add to the inventory: where contracts that end together lead on to."""

from typing import Protocol

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Contributions, Link


class Onward(Protocol):
    """A next step for contracts that end in the same half year, such as a draft project."""

    def link(self, actor: Actor, ref: str) -> Link | None:
        """The step, for whoever may take it; `ref` is that of `public.contracts_ending_together`."""


onward: Contributions[Onward] = Contributions("inventory_onward")
