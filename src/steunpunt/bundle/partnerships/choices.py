"""Kinds of board among which partners are sought, and how a group of each looks at first."""

from collections.abc import Mapping

from steunpunt.bundle.partnerships.values import Wanted

DEFAULTS: Mapping[str, Wanted] = {
    "municipality": Wanted(),
    "welfare_centre": Wanted(max_size=15, max_ratio=3.25, steps=2),
    "police_zone": Wanted(max_size=6),
}
"""Municipalities: neighbours, at most double the inhabitants. OCMW's looser: up to two borders apart, as the thirteen of
Samenwerking Social were (ratio 3.08). Zones as municipalities, in smaller groups, because there are fewer."""

LARGEST = 15
"""No group is sought that is larger."""
MOST_RATIO = 20
MOST_STEPS = 2
