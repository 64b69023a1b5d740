"""What both ways of releasing a group share: which boards are in it per domain, and the figures kept with it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from steunpunt.assess.scan import queries, rules
from steunpunt.assess.scan.choices import Release
from steunpunt.assess.scan.models import ReleasedGroup, Scan
from steunpunt.assess.scan.queries.comparison import FACTS, WHOLE, facts_of
from steunpunt.assess.scan.rules import facts as ratios
from steunpunt.assess.scan.rules import released
from steunpunt.assess.scan.values import DomainScore, Scale


@dataclass(frozen=True, slots=True)
class Submitted:
    """What the boards of one kind that submitted in a round may be compared by: three queries."""

    sizes: Mapping[int, Scale]
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


def submitted(round_id: int, board_type: str) -> Submitted:
    sizes = queries.scales(round_id, board_type)
    return Submitted(sizes=sizes, scores=queries.scores_in(round_id, board_type), facts=facts_of(sizes))


@dataclass(slots=True)
class Shown:
    """Every group that one board was shown in a round, oldest first: one query. New ones join it."""

    scan: Scan
    rows: list[ReleasedGroup]

    @classmethod
    def to(cls, scan: Scan) -> "Shown":
        return cls(scan, queries.released_groups(scan))

    def groups(self, key: str, *, by_default: bool = False) -> list[frozenset[int]]:
        return [frozenset(row.members) for row in self.rows if row.domain == key and not (by_default and row.chosen_as)]

    def allows(self, key: str, members: frozenset[int]) -> bool:
        earlier = [(str(index), _names(group)) for index, group in enumerate(self.groups(key))]
        return rules.release(_names(members), earlier).release is Release.VISIBLE

    def add(
        self, key: str, members: frozenset[int], *, among: Submitted, now: datetime, chosen_as: str = ""
    ) -> ReleasedGroup:
        """A group to keep, with its figures: those that the same boards were shown with before, if ever."""
        before = next((row for row in self.rows if row.domain == key and frozenset(row.members) == members), None)
        row = ReleasedGroup(
            viewer_id=self.scan.organisation_id,
            round_id=self.scan.round_id,
            domain=key,
            members=sorted(members),
            released_at=now,
            chosen_as=chosen_as,
            figures=before.figures if before else among.figures(self.scan.pk, key, members),
        )
        self.rows.append(row)
        return row


def _names(members: frozenset[int]) -> frozenset[str]:
    return frozenset(str(member) for member in members)
