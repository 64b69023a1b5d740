"""The check list: which steps a procedure has under the act of its day, each with where the law asks it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from steunpunt.contract.tenders.choices import BY_CANDIDACY, Buying, Procedure
from steunpunt.contract.tenders.choices.law import Phase, Regime, StepCode
from steunpunt.contract.tenders.rules.law.answers import act_on, is_above
from steunpunt.contract.tenders.rules.law.tables import Act
from steunpunt.contract.tenders.values import Specification


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    code: StepCode
    phase: Phase
    reference: str
    """Where it stands; articles are named from general knowledge, to be checked. Empty: good practice, no rule."""
    by_hand: bool = False
    """Nothing on the platform shows it: somebody ticks it."""


ARTICLES_2016 = {
    StepCode.BOARDS: "art. 47 en 48",
    StepCode.LOTS: "art. 58",
    StepCode.REASONS: "art. 35 tot 42",
    StepCode.CRITERIA: "art. 81; HvJ C-6/15",
    StepCode.MAXIMUM: "art. 43; HvJ C-216/17 en C-23/20",
    StepCode.NOTICE: "art. 61 en 62",
    StepCode.INVITED: "art. 42",
    StepCode.TIME: "art. 36 tot 38 en 59",
    StepCode.DECLARED: "art. 6",
    StepCode.EXCLUSION: "art. 67 tot 69",
    StepCode.AWARD_NOTICE: "art. 62",
}
"""Of the act of 17 June 2016."""
ARTICLES_2017 = {
    StepCode.ESTIMATE: "art. 6 en 7",
    StepCode.ANSWERED: "art. 64",
    StepCode.OPENED: "art. 83 en 84",
    StepCode.REGULARITY: "art. 76",
    StepCode.PRICES: "art. 33 tot 35",
    StepCode.LOW_PRICES: "art. 35 en 36",
    StepCode.VALID: "art. 58",
    StepCode.CONCLUDED: "art. 88",
}
"""Of the royal decree of 18 April 2017."""
ARTICLES_2013 = {
    StepCode.SELECTED: "art. 4, 5 en 7",
    StepCode.DECIDED: "art. 4 en 5",
    StepCode.TOLD: "art. 8, 9 en 29/1",
    StepCode.STANDSTILL: "art. 11",
    StepCode.OBJECTIONS: "art. 14 en 15",
}
"""Of the act of 17 June 2013 on reasons, information and remedies."""

PHASES = {
    StepCode.NEEDS: Phase.PREPARING,
    StepCode.BOARDS: Phase.PREPARING,
    StepCode.ESTIMATE: Phase.PREPARING,
    StepCode.LOTS: Phase.PREPARING,
    StepCode.REASONS: Phase.PREPARING,
    StepCode.CRITERIA: Phase.PREPARING,
    StepCode.MAXIMUM: Phase.PREPARING,
    StepCode.APPROVED: Phase.PREPARING,
    StepCode.OFFICERS: Phase.PUBLICATION,
    StepCode.PUBLISHED: Phase.PUBLICATION,
    StepCode.NOTICE: Phase.PUBLICATION,
    StepCode.INVITED: Phase.PUBLICATION,
    StepCode.SELECTED: Phase.OFFERS,
    StepCode.TIME: Phase.OFFERS,
    StepCode.ANSWERED: Phase.OFFERS,
    StepCode.OPENED: Phase.OPENING,
    StepCode.DECLARED: Phase.JUDGING,
    StepCode.EXCLUSION: Phase.JUDGING,
    StepCode.REGULARITY: Phase.JUDGING,
    StepCode.FROZEN: Phase.JUDGING,
    StepCode.PRICES: Phase.JUDGING,
    StepCode.LOW_PRICES: Phase.JUDGING,
    StepCode.DECIDED: Phase.AWARD,
    StepCode.TOLD: Phase.AWARD,
    StepCode.STANDSTILL: Phase.AWARD,
    StepCode.OBJECTIONS: Phase.AWARD,
    StepCode.VALID: Phase.CONCLUSION,
    StepCode.CONCLUDED: Phase.CONCLUSION,
    StepCode.AWARD_NOTICE: Phase.CONCLUSION,
}
BY_HAND = frozenset(
    {StepCode.LOTS, StepCode.APPROVED, StepCode.NOTICE, StepCode.EXCLUSION, StepCode.AWARD_NOTICE, StepCode.TIME}
)
"""That offers had time enough is reckoned, but who publishes ticks that it looked: the table may be out of date."""


def steps(spec: Specification, day: date) -> list[Step]:
    """The steps of a tender that goes out on a day, in their order."""
    act = act_on(day).value
    left_out = set(_not_for(spec, day))
    return [
        Step(code=code, phase=phase, reference=_reference(code, act), by_hand=code in BY_HAND)
        for code, phase in PHASES.items()
        if code not in left_out
    ]


def _not_for(spec: Specification, day: date) -> Iterator[StepCode]:
    if spec.buying is Buying.OWN:
        yield StepCode.BOARDS
        yield StepCode.NEEDS
    if spec.framework is None:
        yield StepCode.MAXIMUM
    if spec.procedure is Procedure.NEGOTIATED_UNPUBLISHED:
        yield StepCode.NOTICE
    else:
        yield StepCode.INVITED
    if spec.procedure not in BY_CANDIDACY:
        yield StepCode.SELECTED
    if is_above(spec, day) is False:
        yield StepCode.AWARD_NOTICE


def _reference(code: StepCode, act: Act) -> str:
    """Before 2016 only the act or decree is named: its articles were not looked up."""
    of_2016 = act.regime is Regime.ACT_2016
    for articles, title in (
        (ARTICLES_2016, act.title),
        (ARTICLES_2017, act.placing),
        (ARTICLES_2013, act.remedies),
    ):
        if code in articles:
            return f"{title}, {articles[code]}" if of_2016 or title.startswith("Wet rechts") else title
    return "Decreet over het lokaal bestuur van 22 december 2017" if code is StepCode.APPROVED and of_2016 else ""
