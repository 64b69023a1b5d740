"""Who may place or approve an order of so much: by the mandate, up to a limit, with the limit of whom one stands in for."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Authority:
    """Up to how much somebody may order; None: without a limit. `stands_in_for` when the limit is somebody else's."""

    most: Decimal | None
    stands_in_for: int | None = None

    def covers(self, amount: Decimal) -> bool:
        return self.most is None or amount <= self.most


def authorities(
    mandated: Collection[int], limits: Mapping[int, Decimal], stand_ins: Mapping[int, Collection[int]]
) -> dict[int, Authority]:
    """For each person with the mandate to order, the most it may order.

    `limits` by person, none for who has no limit; `stand_ins` gives by person for whom it stands in today. Nobody gets a
    limit from somebody who lost the mandate, and a stand-in needs the mandate, too.
    """
    found = {}
    for person in mandated:
        own = Authority(limits.get(person))
        others = [Authority(limits.get(absent), absent) for absent in stand_ins.get(person, ()) if absent in mandated]
        found[person] = max([own, *others], key=lambda one: (one.most is None, one.most or Decimal(0)))
    return found
