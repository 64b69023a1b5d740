"""The method of the samenwerkingsscan: pure functions, without Django and without anything but their arguments.

`parameters` holds every number of the method; `bulk` does the same sums for all boards at once; `composite` and
`frontier` stand beside the scan, for facts and for experts.
"""

from steunpunt.assess.scan.rules.channel import municipality_channel, welfare_centre_channel
from steunpunt.assess.scan.rules.comparability import comparable_questions
from steunpunt.assess.scan.rules.opportunities import helpers, leading, marks, needing, opportunities, wishes, wishing
from steunpunt.assess.scan.rules.peers import compare, peer_group
from steunpunt.assess.scan.rules.quality import cronbach_alpha, domain_quality, item_rest
from steunpunt.assess.scan.rules.results import domain_results
from steunpunt.assess.scan.rules.scoring import (
    domain_score,
    domain_scores,
    insight,
    is_covered,
    level,
    prior,
    questions_of,
    status,
)
from steunpunt.assess.scan.rules.suggestions import suggestions

__all__ = [
    "comparable_questions",
    "compare",
    "cronbach_alpha",
    "domain_quality",
    "domain_results",
    "domain_score",
    "domain_scores",
    "helpers",
    "insight",
    "is_covered",
    "item_rest",
    "leading",
    "level",
    "marks",
    "municipality_channel",
    "needing",
    "opportunities",
    "peer_group",
    "prior",
    "questions_of",
    "status",
    "suggestions",
    "welfare_centre_channel",
    "wishes",
    "wishing",
]
