"""How voices become an outcome. Pure: no database, no clock."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

from steunpunt.bundle.questions.choices import Majority, Result

FEWEST_OPTIONS, MOST_OPTIONS = 2, 12
LONGEST_OPTION = 200


@dataclass(frozen=True, slots=True)
class Count:
    """An outcome. `option` is the one that was carried; None otherwise."""

    result: Result
    option: int | None
    voices: int
    """Voices given, abstentions among them: the quorum counts these."""
    asked: int


def count(voices: Collection[int | None], *, asked: int, quorum: int, majority: Majority) -> Count:
    """The outcome of voices (an option each, None for an abstention) of so many boards that were asked.

    An abstention counts for the quorum and not for the majority. Two options with equally many voices carry nothing.
    """
    given = len(voices)
    if given < quorum:
        return Count(Result.NO_QUORUM, None, given, asked)
    counted = Counter(option for option in voices if option is not None).most_common(2)
    if not counted or (len(counted) == 2 and counted[0][1] == counted[1][1]):
        return Count(Result.NO_MAJORITY, None, given, asked)
    option, most = counted[0]
    cast = sum(voice is not None for voice in voices)
    carried = {
        Majority.HALF: Fraction(most, cast) > Fraction(1, 2),
        Majority.TWO_THIRDS: Fraction(most, cast) >= Fraction(2, 3),
        Majority.EVERYBODY: most == asked,
    }[majority]
    return Count(Result.CARRIED, option, given, asked) if carried else Count(Result.NO_MAJORITY, None, given, asked)
