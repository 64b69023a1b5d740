"""What is read from what people type, and what is still open."""

from datetime import date
from decimal import Decimal

import pytest

from steunpunt.assess.scan.choices import BoardType, InputKind, RoundState
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules.filling import Gap, gaps, is_doubtful, read_fact, round_state
from steunpunt.assess.scan.values import BoardFact, Choice, Text

TEXT = Text("x", "x", "x")


def a_fact(kind):
    return BoardFact("p_x", kind, required=True, text=TEXT, choices=(Choice("ja", TEXT),))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1250", 1250),
        ("1.250", 1250),
        ("1 250", 1250),
        ("1.234.567", 1_234_567),
        ("12", 12),
        ("€ 500", 500),
        ("12,0", 12),
    ],
)
def test_whole_numbers_are_read_as_people_here_write_them(typed, number):
    assert read_fact(a_fact(InputKind.INTEGER), typed) == ("", Decimal(number))


@pytest.mark.parametrize(("typed", "number"), [("0,5", "0.5"), ("1.234,56", "1234.56"), ("2.5", "2.5"), ("3", "3")])
def test_decimals_take_a_comma_or_a_point(typed, number):
    assert read_fact(a_fact(InputKind.DECIMAL), typed) == ("", Decimal(number).quantize(Decimal("0.01")))


@pytest.mark.parametrize(
    ("kind", "typed", "code"),
    [
        (InputKind.INTEGER, "veel", "not_a_number"),
        (InputKind.INTEGER, "NaN", "not_a_number"),
        (InputKind.INTEGER, "9999999999999999", "too_large"),
        (InputKind.INTEGER, "-3", "negative"),
        (InputKind.INTEGER, "2,5", "not_whole"),
        (InputKind.DECIMAL, "9" * 20, "too_large"),
        (InputKind.TEXT, "x" * 201, "too_long"),
        (InputKind.CHOICE, "misschien", "unknown_choice"),
    ],
)
def test_what_cannot_be_read_is_named(kind, typed, code):
    with pytest.raises(ValueError, match=f"^{code}$"):
        read_fact(a_fact(kind), typed)


@pytest.mark.parametrize("kind", list(InputKind))
def test_nothing_typed_is_nothing(kind):
    assert read_fact(a_fact(kind), "  ") == ("", None)


def test_everything_is_open_at_first_and_nothing_when_all_is_done():
    questionnaire = published()
    found = list(
        gaps(questionnaire, BoardType.MUNICIPALITY, facts=[], estimates=[], answered=[], known_facts=["p_type"])
    )
    assert [gap.code for gap in found if gap.section == "facts"] == [
        "p_board", "p_nis", "p_role", "p_inhabitants", "p_staff_fte", "p_users", "p_ict_fte",
    ]  # fmt: skip
    assert sum(gap.section == "beforehand" for gap in found) == 12
    assert sum(gap.section not in {"facts", "beforehand"} for gap in found) == 95
    everything = list(
        gaps(
            questionnaire,
            BoardType.POLICE_ZONE,
            facts=[fact.id for fact in questionnaire.facts],
            estimates=[domain.code for domain in questionnaire.domains],
            answered=questionnaire.questions,
        )
    )
    assert everything == []


def test_a_gap_says_where_it_is():
    questionnaire = published()
    answered = set(questionnaire.questions) - {"NET03"}
    found = gaps(
        questionnaire,
        BoardType.MUNICIPALITY,
        facts=[fact.id for fact in questionnaire.facts],
        estimates=[domain.code for domain in questionnaire.domains],
        answered=answered,
    )
    assert list(found) == [Gap("NET", "NET03")]


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2011, 3, 31), RoundState.PREPARED),
        (date(2011, 4, 1), RoundState.OPEN),
        (date(2011, 4, 30), RoundState.OPEN),
        (date(2011, 5, 1), RoundState.CLOSED),
    ],
)
def test_a_round_is_open_on_its_first_and_its_last_day(today, state):
    assert round_state(date(2011, 4, 1), date(2011, 4, 30), today) is state


@pytest.mark.parametrize("fact", ["p_inhabitants", "p_users"])
def test_by_what_others_are_found_cannot_be_nought(fact):
    asked = next(one for one in published().facts if one.id == fact)
    with pytest.raises(ValueError, match="nought"):
        read_fact(asked, "0")


@pytest.mark.parametrize("typed", ["1e5", "1_000", "0x10", "１２"])
def test_what_only_programs_write_is_no_number(typed):
    asked = next(one for one in published().facts if one.id == "p_users")
    with pytest.raises(ValueError, match="not_a_number"):
        read_fact(asked, typed)


@pytest.mark.parametrize(
    ("fact", "number", "doubtful"),
    [
        ("p_inhabitants", 12_943, False),
        ("p_inhabitants", 6_472, False),
        ("p_inhabitants", 6_471, True),
        ("p_inhabitants", 25_886, False),
        ("p_inhabitants", 25_887, True),
        ("p_users", 2_588, False),
        ("p_users", 2_589, True),
        ("p_users", 1, False),
        ("p_staff_fte", 100_000, False),
    ],
)
def test_a_figure_is_doubtful_at_twice_or_half_the_official_one_and_at_a_user_for_five_inhabitants(
    fact, number, doubtful
):
    assert is_doubtful(fact, Decimal(number), 12_943) is doubtful
