"""The law as dated data: what held on a day, and what is not sure comes out as a warning."""

import itertools
from datetime import date, timedelta
from decimal import Decimal

import pytest

from steunpunt.contract.tenders.choices import Buying, Procedure, Subject
from steunpunt.contract.tenders.choices.law import (
    ABOUT_MAXIMUM,
    Amount,
    Authority,
    Certainty,
    Point,
    Regime,
    Stage,
    StepCode,
)
from steunpunt.contract.tenders.rules.law import answers, tables
from steunpunt.contract.tenders.rules.law.dated import Dated
from steunpunt.contract.tenders.rules.law.steps import steps
from steunpunt.contract.tenders.values import FrameworkTerms
from tests.factories.tenders import a_specification

DAY = date(2026, 3, 2)


def points(day=DAY, **changed):
    return [one.point for one in answers.warnings(a_specification(**changed), day)]


@pytest.mark.parametrize(
    ("day", "regime"),
    [
        (date(2011, 4, 1), Regime.ACT_1993),
        (date(2013, 6, 30), Regime.ACT_1993),
        (date(2013, 7, 1), Regime.ACT_2006),
        (date(2017, 6, 29), Regime.ACT_2006),
        (date(2017, 6, 30), Regime.ACT_2016),
        (DAY, Regime.ACT_2016),
    ],
)
def test_the_act_of_a_tender_is_that_of_its_day(day, regime):
    assert answers.act_on(day).value.regime is regime


def test_before_the_oldest_act_that_we_know_there_is_no_answer():
    with pytest.raises(ValueError, match="no act"):
        answers.act_on(date(1990, 1, 1))


@pytest.mark.parametrize(
    ("subject", "day", "more", "amount"),
    [
        (Subject.SERVICES, date(2026, 1, 1), {}, 216_000),
        (Subject.SUPPLIES, date(2025, 12, 31), {}, 221_000),
        (Subject.WORKS, date(2026, 12, 31), {}, 5_404_000),
        (Subject.WORKS, date(2024, 1, 1), {}, 5_538_000),
        (Subject.SERVICES, DAY, {"is_light": True}, 750_000),
        (Subject.SUPPLIES, DAY, {"is_light": True}, 216_000),
        (Subject.SERVICES, date(2024, 5, 1), {"authority": Authority.CENTRAL}, 143_000),
        (Subject.SERVICES, DAY, {"authority": Authority.CENTRAL}, 140_000),
    ],
)
def test_thresholds_are_those_of_their_two_years(subject, day, more, amount):
    assert answers.eu_threshold(subject, day, **more).value == amount


def test_of_a_day_beyond_the_tables_no_threshold_is_made_up():
    day = date(2028, 1, 1)
    assert answers.eu_threshold(Subject.SERVICES, day) is None
    assert answers.is_above(a_specification(), day) is None
    assert Point.NO_AMOUNT in points(day)


def all_rows():
    found = [*tables.ACTS, *tables.VALIDITY, *tables.STANDSTILL, *tables.FRAMEWORK_MONTHS]
    for rows in [*tables.AMOUNTS.values(), *tables.LEAST.values()]:
        found += rows
    return found


def test_every_row_names_its_source_and_what_was_seen_says_when():
    assert all(row.source for row in all_rows())
    assert {row.certainty for row in all_rows() if row.verified_on is None} == {Certainty.KNOWN, Certainty.UNSETTLED}
    with pytest.raises(ValueError, match="seen"):
        Dated(value=1, valid_from=DAY, source="x", certainty=Certainty.SEEN)


@pytest.mark.parametrize(
    "rows",
    [tables.ACTS, tables.VALIDITY, tables.STANDSTILL, *tables.AMOUNTS.values(), *tables.LEAST.values()],
)
def test_rows_of_a_table_follow_one_another_without_gap_or_overlap(rows):
    for before, after in itertools.pairwise(rows):
        assert before.valid_to + timedelta(days=1) == after.valid_from


def test_an_estimate_that_reaches_the_threshold_is_above_it():
    assert answers.is_above(a_specification(estimate=Decimal(216_000), framework=None), DAY) is True
    assert answers.is_above(a_specification(estimate=Decimal("215999.99"), framework=None), DAY) is False
    assert answers.is_above(a_specification(estimate=None), DAY) is None


def a_framework(most, **changed):
    return a_specification(
        estimate=Decimal(180_000), framework=FrameworkTerms(most_amount=most and Decimal(most)), **changed
    )


@pytest.mark.parametrize(
    ("most", "above", "warned"),
    [
        (260_000, True, [Point.MAXIMUM_ABOVE, Point.MAXIMUM_OVER_ESTIMATE]),
        (216_000, True, [Point.MAXIMUM_ABOVE, Point.MAXIMUM_OVER_ESTIMATE]),
        (200_000, False, [Point.MAXIMUM_OVER_ESTIMATE]),
        (180_000, False, []),
        (None, None, [Point.MAXIMUM_IN_UNITS]),
    ],
)
def test_of_a_framework_the_most_that_can_be_ordered_counts_beside_the_estimate_and_the_buyer_is_warned(
    most, above, warned
):
    spec = a_framework(most)
    assert answers.is_above(spec, DAY) is above
    assert [one.point for one in answers.warnings(spec, DAY) if one.point in ABOUT_MAXIMUM] == warned
    assert answers.standstill(spec, DAY).is_required is above
    assert (StepCode.AWARD_NOTICE in {one.code for one in steps(spec, DAY)}) is (above is not False)


def test_without_prior_publication_and_negotiating_go_by_the_most_too():
    assert answers.possible(a_framework(260_000), DAY)[Procedure.NEGOTIATED_PUBLISHED] is False
    assert answers.possible(a_framework(260_000), DAY)[Procedure.NEGOTIATED_UNPUBLISHED] is False


def test_what_is_said_of_the_most_is_not_called_settled():
    (first, second) = [one for one in answers.warnings(a_framework(260_000), DAY) if one.point in ABOUT_MAXIMUM]
    assert (first.amount, first.most) == (216_000, 260_000)
    assert (second.amount, second.most) == (180_000, 260_000)
    assert {first.certainty, second.certainty} == {Certainty.KNOWN}
    assert "art. 7" in first.source


@pytest.mark.parametrize(
    ("estimate", "negotiated", "unpublished"),
    [(139_999, True, True), (140_000, True, False), (216_000, False, False)],
)
def test_the_estimate_says_which_procedures_need_another_ground(estimate, negotiated, unpublished):
    assert answers.possible(a_specification(estimate=Decimal(estimate), framework=None), DAY) == {
        Procedure.OPEN: True,
        Procedure.RESTRICTED: True,
        Procedure.NEGOTIATED_PUBLISHED: negotiated,
        Procedure.NEGOTIATED_UNPUBLISHED: unpublished,
    }


@pytest.mark.parametrize(
    ("procedure", "stage", "day", "days"),
    [
        (Procedure.OPEN, Stage.OFFERS, DAY, 30),
        (Procedure.RESTRICTED, Stage.REQUESTS, DAY, 30),
        (Procedure.RESTRICTED, Stage.OFFERS, DAY, 25),
        (Procedure.OPEN, Stage.OFFERS, date(2011, 4, 1), 52),
    ],
)
def test_the_least_time_is_that_of_the_procedure_and_the_day(procedure, stage, day, days):
    assert answers.least(procedure, stage, day, above=True).value.here == days


def test_without_prior_publication_no_least_time_is_made_up():
    assert answers.least(Procedure.NEGOTIATED_UNPUBLISHED, Stage.OFFERS, DAY, above=False) is None


def test_the_earliest_deadline_moves_over_a_holiday():
    # 35 days less 5 from 2 March 2026 is 1 April; from 7 March it is Easter Monday, 6 April.
    assert answers.earliest(Procedure.OPEN, Stage.OFFERS, date(2026, 3, 2), above=True) == date(2026, 4, 1)
    assert answers.earliest(Procedure.OPEN, Stage.OFFERS, date(2026, 3, 7), above=True) == date(2026, 4, 7)


def test_the_standstill_is_fifteen_days_from_the_day_after_and_not_silently_left_out():
    wait = answers.standstill(a_specification(), DAY)
    assert (wait.period.first, wait.period.last, wait.is_required) == (date(2026, 3, 3), date(2026, 3, 17), True)
    small = a_specification(estimate=Decimal(100_000), framework=None)
    assert answers.standstill(small, DAY).is_required is False
    works = a_specification(estimate=Decimal(3_000_000), subject=Subject.WORKS, framework=None)
    assert answers.standstill(works, DAY).is_required is None
    assert answers.standstill(a_specification(estimate=None), DAY).is_required is None


def test_what_is_unsettled_is_said_and_what_does_not_concern_a_tender_is_not():
    far = {"offers_until": None}
    calendar = a_specification().calendar
    quiet = {
        "calendar": calendar.__class__(**far),
        "buying": Buying.OWN,
        "framework": None,
        "selection": "Twee referenties",
    }
    assert points(**quiet) == [Point.ABNORMAL_MANY, Point.STANDSTILL_LAST_DAY]
    assert points(**quiet, estimate=Decimal(100_000)) == [Point.ABNORMAL_MANY]
    assert points(**quiet, estimate=Decimal(200_000), procedure=Procedure.NEGOTIATED_UNPUBLISHED) == [
        Point.UNPUBLISHED_ABOVE,
        Point.AMOUNT_UNCHECKED,
        Point.ABNORMAL_MANY,
    ]
    assert points(**quiet, procedure=Procedure.NEGOTIATED_PUBLISHED)[0] == Point.NEGOTIATED_ABOVE
    works = {"subject": Subject.WORKS, "estimate": Decimal(3_000_000)}
    assert points(**quiet, **works) == [Point.ABNORMAL_MANY, Point.STANDSTILL_WORKS]


def test_a_tender_of_2011_is_told_that_it_falls_under_the_act_of_1993():
    found = answers.warnings(a_specification(), date(2011, 4, 1))
    assert [one.text for one in found if one.point is Point.OLD_LAW] == ["Wet van 24 december 1993"]
    assert Point.ABNORMAL_MANY not in [one.point for one in found]


def test_too_little_time_says_from_which_day_on_there_is_enough():
    until = a_specification().calendar.offers_until
    day = until.date() - timedelta(days=10)
    (short,) = [one for one in answers.warnings(a_specification(), day) if one.point is Point.SHORT_OFFERS]
    assert short.day > until.date()


def test_the_amount_without_prior_publication_of_2026_is_not_called_settled():
    assert answers.amount_on(Amount.UNPUBLISHED, DAY).certainty is Certainty.UNSETTLED


def codes(day=DAY, **changed):
    return {one.code for one in steps(a_specification(**changed), day)}


def test_steps_are_those_of_the_procedure():
    assert StepCode.NOTICE in codes()
    assert StepCode.INVITED not in codes()
    unpublished = codes(procedure=Procedure.NEGOTIATED_UNPUBLISHED)
    assert StepCode.INVITED in unpublished
    assert StepCode.NOTICE not in unpublished
    assert StepCode.MAXIMUM not in codes(framework=None)
    assert StepCode.AWARD_NOTICE not in codes(estimate=Decimal(100_000), framework=None)
    assert not codes(buying=Buying.OWN) & {StepCode.BOARDS, StepCode.NEEDS}


def test_a_step_names_the_act_of_its_day():
    now = {one.code: one.reference for one in steps(a_specification(), DAY)}
    then = {one.code: one.reference for one in steps(a_specification(), date(2011, 4, 1))}
    assert now[StepCode.LOTS] == "Wet van 17 juni 2016, art. 58"
    assert then[StepCode.LOTS] == "Wet van 24 december 1993"
    assert now[StepCode.STANDSTILL] == "Wet rechtsbescherming van 17 juni 2013, art. 11"
