"""Specialisms divided over people, against every division tried out."""

import itertools
from datetime import date

import numpy as np
import pytest
from scipy.optimize import OptimizeResult

from steunpunt.exchange.knowledge import rules
from steunpunt.exchange.knowledge.rules import BACK_UP_COUNTS, assign, bus_factors, specialise, worth_of


def tried_out(competence, interest, most):
    """The best sum over every way to give each specialism two different people; None when there is none."""
    worth, (people, specialisms) = worth_of(competence, interest), competence.shape
    best = None
    for pairs in itertools.product(itertools.permutations(range(people), 2), repeat=specialisms):
        roles = list(itertools.chain(*pairs))
        if any(roles.count(person) > most for person in range(people)):
            continue
        if any(competence[lead, at] < 2 for at, (lead, _) in enumerate(pairs)):
            continue
        total = sum(worth[lead, at] + BACK_UP_COUNTS * worth[other, at] for at, (lead, other) in enumerate(pairs))
        best = total if best is None else max(best, total)
    return best


@pytest.mark.parametrize("seed", range(12))
def test_no_division_is_worth_more(seed):
    drawn = np.random.default_rng(seed)
    competence, interest = drawn.integers(0, 6, (4, 3)), drawn.integers(0, 4, (4, 3))
    found, best = specialise(competence, interest), tried_out(competence, interest, most=2)
    if best is None:
        assert found.without
    else:
        assert (found.without, found.worth) == ((), pytest.approx(best))
    roles = [person for role in found.roles for person in (role.lead, role.back_up)]
    assert all(roles.count(person) <= 2 for person in range(4))
    assert all(role.lead != role.back_up and competence[role.lead, role.specialism] >= 2 for role in found.roles)


def test_what_nobody_can_lead_is_hired_together_and_the_rest_is_staffed():
    competence = np.array([[1, 5], [1, 3]])
    found = specialise(competence, np.zeros((2, 2)), need=[9, 1])
    assert found.without == (0,)
    assert [(role.specialism, role.lead, role.back_up) for role in found.roles] == [(1, 0, 1)]


def test_the_most_needed_specialism_goes_first_where_people_are_short():
    competence = np.full((2, 3), 4)
    found = specialise(competence, np.zeros((2, 3)), need=[1, 3, 2], most_roles=1)
    assert [role.specialism for role in found.roles] == [1]
    assert found.without == (2, 0)


def test_somebody_who_takes_no_roles_is_left_alone():
    competence = np.array([[5, 5], [3, 3], [2, 2]])
    found = specialise(competence, np.zeros((3, 2)), most_roles=[0, 2, 2])
    assert {person for role in found.roles for person in (role.lead, role.back_up)} == {1, 2}


@pytest.mark.parametrize("people", [0, 1])
def test_a_group_without_two_people_has_no_back_up(people):
    found = specialise(np.full((people, 2), 5), np.zeros((people, 2)))
    assert (found.roles, found.without, found.worth) == ((), (0, 1), 0)


def test_a_specialism_goes_when_one_person_goes():
    assert bus_factors(np.array([[5, 2, 0], [3, 4, 1]])) == [2, 1, 0]


def test_tasks_that_are_apart_go_to_two_people():
    worth = np.array([[1.0, 1.0], [0.0, 0.0]])
    assert assign(worth, most=[2, 2]) == [0, 0]
    assert set(assign(worth, most=[2, 2], apart=[(0, 1)])) == {0, 1}


def test_more_tasks_than_people_take_cannot_be_assigned():
    assert assign(np.ones((2, 3))) is None


def test_an_optimiser_without_an_answer_is_not_told_as_a_shortage(monkeypatch):
    monkeypatch.setattr(rules, "milp", lambda *args, **kwargs: OptimizeResult(status=4, x=None, message="numbers"))
    with pytest.raises(ArithmeticError, match="numbers"):
        assign(np.ones((2, 1)))


@pytest.mark.parametrize(
    ("said", "level", "competence"), [(4, 1.0, 4), (0, 5.0, 0), (None, 3.9, 3), (None, 0.2, 0), (None, None, 0)]
)
def test_what_somebody_says_goes_before_the_scan(said, level, competence):
    assert rules.competence_of(said, level) == competence


@pytest.mark.parametrize(
    ("available", "after", "step"),
    [
        ({"lead", "back_up"}, "", "lead"),
        ({"back_up"}, "", "back_up"),
        (set(), "", "group"),
        ({"lead", "back_up"}, "lead", "back_up"),
        ({"lead"}, "lead", "group"),
        ({"lead", "back_up"}, "group", "support"),
        (set(), "support", "support"),
    ],
)
def test_help_goes_to_the_next_who_is_there(available, after, step):
    assert rules.first_step(available, after=after) == step


@pytest.mark.parametrize(
    ("step", "start", "end"),
    [
        ("lead", date(2026, 11, 25), date(2026, 11, 27)),  # Wednesday to Friday
        ("lead", date(2026, 11, 27), date(2026, 12, 1)),  # Friday to Tuesday
        ("back_up", date(2026, 11, 28), date(2026, 12, 1)),  # Saturday to Tuesday
        ("group", date(2026, 11, 27), date(2026, 12, 4)),
        ("support", date(2026, 11, 27), None),
    ],
)
def test_the_days_of_a_step_are_working_days(step, start, end):
    assert rules.last_day(step, start) == end


def test_hours_left_of_the_days_agreed():
    assert rules.hours_left(5, 7.6) == pytest.approx(30.4)
    assert rules.hours_left(0, 0) == 0
