"""How voices become an outcome."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.bundle.questions.choices import Majority, Result
from steunpunt.bundle.questions.rules import count

YES, NO, ABSTAINS = 1, 2, None


@pytest.mark.parametrize(
    ("voices", "quorum", "majority", "result", "option"),
    [
        ([YES, YES, YES, NO], 4, Majority.HALF, Result.CARRIED, YES),
        ([YES, YES, YES, NO], 5, Majority.HALF, Result.NO_QUORUM, None),
        ([YES, YES, NO, NO], 4, Majority.HALF, Result.NO_MAJORITY, None),
        ([YES, NO, 3], 3, Majority.HALF, Result.NO_MAJORITY, None),
        ([YES, YES, NO, 3], 3, Majority.HALF, Result.NO_MAJORITY, None),
        ([YES, ABSTAINS, ABSTAINS, ABSTAINS], 4, Majority.HALF, Result.CARRIED, YES),
        ([ABSTAINS] * 4, 4, Majority.HALF, Result.NO_MAJORITY, None),
        ([YES, YES, YES, YES, NO, NO], 6, Majority.TWO_THIRDS, Result.CARRIED, YES),
        ([YES, YES, YES, NO, NO], 5, Majority.TWO_THIRDS, Result.NO_MAJORITY, None),
        ([YES] * 6, 1, Majority.EVERYBODY, Result.CARRIED, YES),
        ([YES] * 5, 1, Majority.EVERYBODY, Result.NO_MAJORITY, None),
        ([], 1, Majority.HALF, Result.NO_QUORUM, None),
    ],
)
def test_the_outcome(voices, quorum, majority, result, option):
    found = count(voices, asked=6, quorum=quorum, majority=majority)
    assert (found.result, found.option, found.voices, found.asked) == (result, option, len(voices), 6)


VOICES = st.lists(st.sampled_from([YES, NO, 3, ABSTAINS]), max_size=12)


@given(voices=VOICES, quorum=st.integers(1, 6), majority=st.sampled_from(Majority))
def test_one_more_voice_for_what_is_carried_by_a_share_takes_nothing_away(voices, quorum, majority):
    before = count(voices, asked=13, quorum=quorum, majority=majority)
    if before.result is Result.CARRIED:
        after = count([*voices, before.option], asked=13, quorum=quorum, majority=majority)
        assert (after.result, after.option) == (Result.CARRIED, before.option)


@given(voices=VOICES, majority=st.sampled_from(Majority))
def test_the_order_of_the_voices_makes_no_difference(voices, majority):
    found = {count(each, asked=12, quorum=1, majority=majority) for each in (voices, voices[::-1])}
    assert len(found) == 1
