"""Rules of agreements, without a database."""

from datetime import UTC, datetime, timedelta

import pytest

from steunpunt.bundle.partnerships.rules import agreements as rules
from steunpunt.bundle.partnerships.rules.template import template

NOW = datetime(2011, 4, 1, 12, tzinfo=UTC)


def codes(reasons):
    return [reason.code for reason in reasons]


def test_the_template_is_filled_in_and_what_is_missing_stays_visible():
    filled = rules.filled_in(
        template("agreement"), name="Noord", members="Haacht en Tremelo", purpose="", day="1/4/2011"
    )
    text = "\n".join(one["text"] for one in filled)
    assert "vormen samen Noord: Haacht en Tremelo." in text
    assert rules.left_to_fill_in(filled) == ["[purpose]", "[aantal]", "[aantal]"]


def test_a_text_with_something_left_to_fill_in_is_not_put_up():
    article = {"title": "Kosten", "text": "Elk lid betaalt [bedrag]."}
    assert codes(rules.put_up_objections("draft", [article], parties=2)) == ["to_fill_in"]
    done = article | {"text": "Niemand betaalt."}
    assert codes(rules.put_up_objections("draft", [done], parties=2)) == []
    assert codes(rules.put_up_objections("draft", [done], parties=1)) == ["alone"]
    assert codes(rules.put_up_objections("signing", [done], parties=2)) == ["state"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, []),
        ({"is_signed": True}, ["signed"]),
        ({"seen": "b" * 64}, ["other_text"]),
        ({"confirmed_at": None}, ["unconfirmed"]),
        ({"confirmed_at": NOW - timedelta(minutes=6)}, ["unconfirmed"]),
        ({"confirmed_at": NOW + timedelta(minutes=1)}, ["unconfirmed"]),
        ({"state": "draft"}, ["state"]),
        ({"state": "withdrawn"}, ["state"]),
    ],
)
def test_who_signs_confirmed_just_now_and_has_the_frozen_text_before_them(given, expected):
    asked = {"state": "signing", "is_signed": False, "seen": "a" * 64, "frozen": "a" * 64, "confirmed_at": NOW} | given
    assert codes(rules.sign_objections(asked.pop("state"), **asked, now=NOW)) == expected


def test_two_versions_are_compared_by_words_per_article():
    before = [{"title": "Kosten", "text": "Elk lid betaalt 10 euro."}, {"title": "Weg", "text": "Dit gaat weg."}]
    after = [{"title": "Kosten", "text": "Elk lid betaalt 12 euro."}, {"title": "Nieuw", "text": "Dit komt."}]
    found = {change.title: list(change.pieces) for change in rules.compared(before, after)}
    assert found == {
        "Kosten": [("same", "Elk lid betaalt "), ("gone", "10 "), ("new", "12 "), ("same", "euro.")],
        "Nieuw": [("new", "Dit komt.")],
        "Weg": [("gone", "Dit gaat weg.")],
    }
