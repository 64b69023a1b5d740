"""The rules of a partnership's life, without a database."""

from datetime import date

import pytest

from steunpunt.bundle.partnerships.choices import Body, State
from steunpunt.bundle.partnerships.rules import life

DAY = date(2011, 4, 1)


def codes(reasons):
    return [reason.code for reason in reasons]


def move(state, target, **changed):
    asked = {"reason": "besluit", "members": 0, "has_document": False, "on": DAY, "today": DAY, "since": DAY}
    return codes(life.move_objections(state, target, **(asked | changed)))


def test_every_state_but_the_last_leads_somewhere_and_only_there():
    for state in State:
        for target in State:
            allowed = target in life.MOVES[state]
            assert ("move" not in move(state, target)) == allowed, (state, target)
    assert not life.MOVES[State.ENDED]
    assert move("exploration", "nonsense") == ["move"]


def test_a_move_says_why_and_is_not_in_the_future_or_before_the_last_one():
    assert move("exploration", "intention") == []
    assert move("exploration", "intention", reason=" ") == ["reason"]
    assert move("exploration", "intention", on=date(2011, 4, 2)) == ["future"]
    assert move("exploration", "intention", since=date(2011, 4, 2), today=date(2011, 4, 3)) == ["before"]


def test_what_members_decide_takes_their_document():
    assert move("agreement", "active", members=2) == ["document"]
    assert move("agreement", "active", members=1, has_document=True) == ["alone"]
    assert move("agreement", "active", members=2, has_document=True) == []
    assert move("active", "ended", members=2) == ["document"]
    assert move("exploration", "ended", members=0) == [], "nobody is bound yet"


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"is_member": True}, ["member"]),
        ({"is_invited": False}, ["uninvited"]),
        ({"is_board": False}, ["kind"]),
        ({"state": "exploration"}, ["state"]),
        ({"state": "ended"}, ["state"]),
    ],
)
def test_who_can_come_in(given, expected):
    asked = {"state": "active", "is_member": False, "is_invited": True, "is_board": True} | given
    assert codes(life.entry_objections(asked.pop("state"), **asked)) == expected


def test_notice_is_given_once_by_a_member_for_a_day_that_comes():
    asked = {"is_member": True, "has_given": False, "since": DAY, "leaves_on": DAY, "today": DAY}
    assert codes(life.notice_objections(**asked)) == []
    assert codes(life.notice_objections(**asked | {"has_given": True})) == ["given"]
    assert codes(life.notice_objections(**asked | {"is_member": False})) == ["no_member"]
    assert codes(life.notice_objections(**asked | {"leaves_on": date(2011, 3, 31)})) == ["past"]
    assert codes(life.notice_objections(**asked | {"since": date(2011, 5, 1)})) == ["before"]


def test_policy_makers_steer_and_ict_managers_work():
    def seat(body, *roles, is_adviser=False, is_taken=False):
        return codes(life.seat_objections(body, roles=roles, is_adviser=is_adviser, is_taken=is_taken))

    assert seat(Body.STEERING, "policy_maker") == []
    assert seat(Body.STEERING, "ict_manager") == ["role"]
    assert seat(Body.WORKING, "ict_manager") == []
    assert seat(Body.WORKING, "policy_maker") == ["role"]
    assert seat(Body.STEERING, is_adviser=True) == []
    assert seat(Body.WORKING, "ict_manager", is_taken=True) == ["seated"]
