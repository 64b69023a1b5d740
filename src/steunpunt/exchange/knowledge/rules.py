"""Who takes which specialism in a group of boards, and who is asked for help when. Pure: no database, no clock.

Competence runs from 0 to 5, interest from 0 to 3. What somebody is worth in a specialism is
`0.6 * competence / 5 + 0.4 * interest / 3`; whoever stands in counts for half. The weights are this platform's own
choice; that no division is worth more is proved by the optimiser.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

MOST_COMPETENCE, MOST_INTEREST = 5, 3
COMPETENCE_WEIGHT, INTEREST_WEIGHT = 0.6, 0.4
BACK_UP_COUNTS = 0.5
LEAST_TO_LEAD = 2
"""The competence that whoever leads a specialism has at least."""
MOST_ROLES = 2
"""So many roles one person takes, leading and standing in together."""
SEASONED = 3
"""The competence from which somebody counts for the bus factor."""
HOURS_IN_A_DAY = 7.6
"""Of a working day at a local board in Flanders: 38 hours a week over five days."""
STEP_DAYS = {"lead": 2, "back_up": 2, "group": 5}
"""How many working days each step of a request for help has before it passes on; the support point is the last."""
STEPS = ("lead", "back_up", "group", "support")
FRIDAY = 4
CANNOT_BE = 2
"""What scipy's `milp` calls a program without any solution."""


@dataclass(frozen=True, slots=True)
class Role:
    """Who leads a specialism and who stands in; positions of people and specialisms in the tables that were given."""

    specialism: int
    lead: int
    back_up: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """Roles that are worth most together, and what the group cannot staff."""

    roles: tuple[Role, ...]
    without: tuple[int, ...]
    """Specialisms to hire together or to train for (samen inhuren of opleiden), the most needed first."""
    worth: float


def worth_of(competence: np.ndarray, interest: np.ndarray) -> np.ndarray:
    """What each person is worth in each specialism, 0 to 1; both tables are people by specialisms."""
    return COMPETENCE_WEIGHT * competence / MOST_COMPETENCE + INTEREST_WEIGHT * interest / MOST_INTEREST


def specialise(
    competence: np.ndarray,
    interest: np.ndarray,
    *,
    need: Sequence[float] | None = None,
    most_roles: int | Sequence[int] = MOST_ROLES,
    least_to_lead: int = LEAST_TO_LEAD,
) -> Proposal:
    """The best division of specialisms over people: exact, one lead and another back-up for each.

    `competence` and `interest` are people by specialisms; `need` is how much the group needs each specialism (all the
    same when not given), `most_roles` how many roles a person takes, one number or one for each. Where not everything
    can be staffed, specialisms are taken in the order of their need, and one that does not fit beside those before it
    is left out.
    """
    people, specialisms = competence.shape
    worth = worth_of(competence, interest)
    most = np.broadcast_to(np.asarray(most_roles, dtype=float), (people,))
    may_lead = competence >= least_to_lead

    def best(kept: Sequence[int]) -> list[int] | None:
        """Leads of these specialisms, then their back-ups."""
        count = len(kept)
        return assign(
            np.hstack([worth[:, kept], BACK_UP_COUNTS * worth[:, kept]]),
            allowed=np.hstack([may_lead[:, kept], np.ones((people, count), dtype=bool)]),
            most=most,
            apart=[(at, count + at) for at in range(count)],
        )

    wish = np.zeros(specialisms) if need is None else np.asarray(need, dtype=float)
    order = [int(at) for at in np.argsort(-wish, kind="stable")]
    kept, found = list(range(specialisms)), best(range(specialisms))
    if found is None:
        kept, found = [], []
        for specialism in order:
            tried = sorted([*kept, specialism])
            fits = best(tried)
            if fits is not None:
                kept, found = tried, fits
    roles = tuple(Role(one, found[at], found[len(kept) + at]) for at, one in enumerate(kept))
    return Proposal(
        roles=roles,
        without=tuple(one for one in order if one not in kept),
        worth=sum(
            float(worth[role.lead, role.specialism] + BACK_UP_COUNTS * worth[role.back_up, role.specialism])
            for role in roles
        ),
    )


def bus_factors(competence: np.ndarray) -> list[int]:
    """How many people know each specialism well; with fewer than two it goes when one person goes."""
    return [int(count) for count in (competence >= SEASONED).sum(axis=0)]


def assign(
    worth: np.ndarray,
    *,
    allowed: np.ndarray | None = None,
    most: Sequence[float] | np.ndarray | None = None,
    apart: Sequence[tuple[int, int]] = (),
) -> list[int] | None:
    """Who takes each task so that the sum of `worth` (people by tasks) is greatest, exactly; None when it cannot be.

    Every task has one person. A person takes no more than `most` tasks (one, when not given), none that `allowed`
    refuses, and never both tasks of a pair in `apart`. Solved as a mixed-integer program by HiGHS; where that comes to
    no answer, `ArithmeticError`: nobody is told that a specialism cannot be staffed because a sum failed.
    """
    people, tasks = worth.shape
    if not tasks:
        return []
    if not people:
        return None
    # Unknowns in rows of people: all tasks of the first person, then those of the second.
    together = np.zeros((len(apart), tasks))
    for at, pair in enumerate(apart):
        together[at, list(pair)] = 1
    limits = [
        LinearConstraint(np.kron(np.ones((1, people)), np.eye(tasks)), 1, 1),
        LinearConstraint(
            np.kron(np.eye(people), np.ones((1, tasks))), -np.inf, np.ones(people) if most is None else most
        ),
    ]
    if apart:
        limits.append(LinearConstraint(np.kron(np.eye(people), together), -np.inf, 1))
    upper = np.ones(worth.size) if allowed is None else allowed.ravel().astype(float)
    solved = milp(
        -worth.ravel(),
        integrality=np.ones(worth.size, dtype=int),
        bounds=Bounds(0, upper),
        constraints=limits,
        options={"mip_rel_gap": 0.0},
    )
    if solved.status == CANNOT_BE:
        return None
    if solved.x is None:
        raise ArithmeticError(solved.message)
    return [int(person) for person in solved.x.reshape(people, tasks).argmax(axis=0)]


def competence_of(said: int | None, level: float | None) -> int:
    """0 to 5: what somebody says of themselves; otherwise the level of their board in the scan, rounded down."""
    if said is not None:
        return said
    return floor(level) if level is not None else 0


def first_step(available: Collection[str], *, after: str = "") -> str:
    """The first step of a request for help, or the next one, at which there is somebody to ask.

    `available` holds "lead" and "back_up" as far as these can be asked; the group and the support point always can.
    """
    start = STEPS.index(after) + 1 if after else 0
    return next((step for step in STEPS[start:] if step in available or step in ("group", "support")), STEPS[-1])


def last_day(step: str, start: date) -> date | None:
    """The last day of a step that starts on a day, counted in days from Monday to Friday; None for the last step."""
    left = STEP_DAYS.get(step)
    if left is None:
        return None
    day = start
    while left:
        day += timedelta(days=1)
        left -= day.weekday() <= FRIDAY
    return day


def hours_left(days: float, given: float) -> float:
    """How many hours somebody still gives this year, of the days a year that they agreed to."""
    return days * HOURS_IN_A_DAY - given
