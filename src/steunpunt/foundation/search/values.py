"""What a search found."""

from dataclasses import dataclass, replace

from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui.finding import Hit


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind, the best first."""

    key: str
    label: Text
    icon: str
    hits: tuple[Hit, ...]
    most: int | None = None
    """How many are shown; all when nothing is said."""

    @property
    def best(self) -> tuple[Hit, ...]:
        return self.hits[: self.most]

    @property
    def count(self) -> int:
        return len(self.hits)


@dataclass(frozen=True, slots=True)
class Found:
    """Everything that was found, by kind; the kind with the best hit first."""

    groups: tuple[Group, ...] = ()
    is_forgiving: bool = False
    """Nothing fits as it was typed; what is much like it does."""

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    def only(self, kind: str) -> "Found":
        return Found(tuple(group for group in self.groups if group.key == kind), self.is_forgiving)

    def cut(self, most: int) -> "Found":
        """The same, of which at most so many of each kind are shown."""
        return replace(self, groups=tuple(replace(group, most=most) for group in self.groups))
