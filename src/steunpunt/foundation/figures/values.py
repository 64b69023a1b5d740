"""A figure that opens: a number on which people act, with the rule that gave it and the records it came from."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from steunpunt.foundation.acting import Text

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Source:
    """A record that a figure came from: what it is called, what it put in, where it can be looked at."""

    label: Text
    value: Text | Number | None = None
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A computed number. `value` None: there is nothing to say, and `sentence` says why.

    Figures of others name no records of others: their sources say how many there are, at the most.
    """

    value: Number | None
    unit: Text = ""
    """What stands behind the number: "out of 100", "boards"."""
    decimals: int = 0
    is_share: bool = False
    """From 0 to 1, shown as a percentage."""
    rule: str
    """Stable key of the rule, such as `scan.domain_score`, for programs."""
    sentence: Text
    """The rule in a sentence for people, with the numbers of this case in it."""
    sources: Sequence[Source] = ()

    def as_data(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "value": self.value,
            "unit": str(self.unit),
            "rule": self.rule,
            "sentence": str(self.sentence),
            "sources": [
                {"label": str(one.label), "value": None if one.value is None else str(one.value), "url": one.url}
                for one in self.sources
            ],
        }
