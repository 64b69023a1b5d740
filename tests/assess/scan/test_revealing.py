"""Whoever keeps all that one board was shown can never say which score another board has.

The adversary here is as strong as it gets: it collects every released group with every figure, over pages, choices and
retakes. Two worlds that show it exactly the same, in which a board has another score, are a proof that it does not know.
"""

from collections import Counter
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.assess.scan.rules import released
from steunpunt.assess.scan.values import DomainScore
from steunpunt.foundation.figures.disclosure import Release, next_groups, release, singles_out

BOARDS = tuple("abcdefghijkl")
OWN = "own"
SCORES = st.integers(0, 100).map(float)


def a_score(value):
    return DomainScore(value, 1.0, value, value, 0.0, answered=8, applicable=8)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("joins"), st.sampled_from(BOARDS)),
        st.tuples(st.just("retakes"), st.sampled_from((*BOARDS, OWN))),
        st.tuples(st.just("chooses"), st.frozensets(st.sampled_from(BOARDS), min_size=4)),
    ),
    min_size=12,
    max_size=40,
)
"""Boards submit in any order, take back and submit again; in between the viewer asks for groups of its own choice."""


class World:
    """What one viewer was shown, for one domain of one round. The scores of every submission stand in `said`."""

    def __init__(self, said):
        self.said, self.versions, self.in_round = said, Counter(), set()
        self.groups = []

    @property
    def members(self):
        return [members for members, _figures, _said in self.groups]

    def score(self, board):
        return self.said[board][self.versions[board] % len(self.said[board])]

    def play(self, step, what):
        if step == "joins":
            self.in_round.add(what)
            self._try_default()
        elif step == "retakes" and (what in self.in_round or what == OWN):
            self.versions[what] += 1
            self._try_default()
        elif step == "chooses":
            self._try([what & self.in_round])

    def _try_default(self):
        """The ten nearest, by name here; then what `next_groups` offers besides."""
        self._try(next_groups(set(sorted(self.in_round)[:10]), self.members))

    def _try(self, candidates):
        for members in candidates:
            named = [(str(index), old) for index, old in enumerate(self.members)]
            if members in self.members or release(members, named).release is not Release.VISIBLE:
                continue
            said = {board: self.score(board) for board in members}
            figures = released.of_scores(a_score(self.score(OWN)), [a_score(said[board]) for board in sorted(members)])
            self.groups.append((members, figures, said))
            return


def played(said, steps):
    world = World(said)
    for step, what in steps:
        world.play(step, what)
    return world


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(SCORES, min_size=3, max_size=3, unique=True), min_size=13, max_size=13), STEPS)
def test_every_board_shares_all_its_groups_with_another_and_changing_places_shows_the_same(scores, steps):
    """Also when they took their scans back in between: what each had said at the moment of a group changes places."""
    world = played(dict(zip((*BOARDS, OWN), scores, strict=True)), steps)
    assert not singles_out(world.members)
    patterns = {board: tuple(board in members for members in world.members) for board in BOARDS}
    for one, other in combinations(BOARDS, 2):
        if any(patterns[one]) and patterns[one] == patterns[other]:
            places = {one: other, other: one}
            for members, figures, said in world.groups:
                others = [a_score(said[places.get(board, board)]) for board in sorted(members)]
                assert released.of_scores(a_score(figures["own"]), others) == figures


@given(st.lists(SCORES, min_size=5, max_size=10), SCORES, SCORES)
def test_another_own_score_gets_no_rank_in_a_group_that_was_shown(scores, first, second):
    """Trying one score after another would read the whole list off the ranks."""
    kept = released.of_scores(a_score(first), [a_score(score) for score in scores])
    again = released.comparison(kept, a_score(second))
    assert (again.percentile_rank is None) is (first != second)
    assert (again.median, again.p25, again.p75) == (kept["median"], kept["p25"], kept["p75"])


def test_a_board_alone_in_what_two_groups_share_is_given_away_by_their_quartiles():
    """No two of these differ by fewer than three, and no sum gives x; yet only x is in both."""
    first, second = frozenset("xabcd"), frozenset("xefgh")
    assert singles_out([first, second])
    assert release(second, [("1", first)]).release is Release.TOO_CLOSE


def test_the_default_comparison_follows_the_round_though_nobody_leaves_it():
    assert next_groups({1, 2, 3, 4, 5}, []) == [{1, 2, 3, 4, 5}]
    assert next_groups({1, 2, 3, 4, 6, 7, 8}, [{1, 2, 3, 4, 5}])[1:] == [{1, 2, 3, 4, 5, 6, 7, 8}]
    assert next_groups({1, 2, 3, 4, 6, 7}, [{1, 2, 3, 4, 5}])[1:] == []
