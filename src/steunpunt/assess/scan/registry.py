"""What other modules add to the scan: where an opportunity leads on to."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Contributions, Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An opportunity as it is handed on: in which round, which domain, in which way, for which boards.

    No level and no wish goes along: whoever shows it asks anew (`handed_on`), for whoever looks then.
    """

    round_id: int
    domain: str
    scope: str
    title: str
    organisation_ids: Sequence[int]
    group_id: int | None = None
    """The partnership on whose page it was found."""


class Onward(Protocol):
    """A next step for an opportunity, such as a draft project."""

    def link(self, actor: Actor, found: Found) -> Link | None:
        """The step, for whoever may take it."""


onward: Contributions[Onward] = Contributions("scan_onward")
