"""What all ways of releasing a group share: which boards are in it per domain, and the figures kept with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from steunpunt.assess.scan import queries, rules
from steunpunt.assess.scan.models import ReleasedGroup
from steunpunt.assess.scan.queries.comparison import facts_of
from steunpunt.assess.scan.queries.ledger import FACTS, WHOLE, Seen
from steunpunt.assess.scan.rules import facts as ratios
from steunpunt.assess.scan.rules import released
from steunpunt.assess.scan.values import DomainScore


@dataclass(frozen=True, slots=True)
class Submitted:
    """What boards that submitted may be compared by."""

    scores: Mapping[tuple[int, str], DomainScore]
    facts: Mapping[int, Mapping[str, float]]

    def counting(self, group: Iterable[int], key: str) -> frozenset[int]:
        """Those of a group that count for a domain, or for the facts."""
        if key == WHOLE:
            return frozenset(group)
        if key == FACTS:
            return frozenset(pk for pk in group if ratios.is_whole(self.facts.get(pk, {})))
        return frozenset(pk for pk in group if self._is_covered(pk, key))

    def figures(self, own: int, key: str, members: Iterable[int]) -> released.Figures:
        if key == WHOLE:
            return {}
        if key == FACTS:
            return released.of_facts([self.facts[pk] for pk in sorted(members)])
        return released.of_scores(self.scores[own, key], [self.scores[pk, key] for pk in sorted(members)])

    def _is_covered(self, pk: int, domain: str) -> bool:
        score = self.scores.get((pk, domain))
        return score is not None and score.score is not None and rules.is_covered(score)


def submitted(scan_ids: Iterable[int]) -> Submitted:
    """Of these scans those that are submitted now: two queries."""
    scores = queries.scores_of_submitted(scan_ids)
    return Submitted(scores=scores, facts=facts_of(pk for pk, _domain in scores))


def kept(
    seen: Seen,
    key: str,
    members: frozenset[int],
    *,
    own: int,
    round_id: int,
    among: Submitted,
    now: datetime,
    chosen_as: str = "",
) -> ReleasedGroup:
    """A group to keep, with its figures: those that the same boards were shown with before, if ever."""
    figures = seen.figures.get((key, members)) or among.figures(own, key, members)
    return ReleasedGroup(
        viewer_id=seen.viewer,
        round_id=round_id,
        domain=key,
        members=sorted(members),
        released_at=now,
        chosen_as=chosen_as,
        figures=seen.add(key, members, figures, chosen=bool(chosen_as)),
    )
