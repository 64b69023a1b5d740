"""Rounds laid beside one another: only what stayed comparable, reckoned anew in both."""

from dataclasses import replace

import pytest

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules import domain_scores, questions_of
from steunpunt.assess.scan.rules.trend import moves
from tests.factories.scan import all_answers

MUNICIPALITY = BoardType.MUNICIPALITY
OLDER = published()


def a_newer(*, new_questions=(), weights=None):
    """Version 0.2, made from the published one; these questions were worded anew and are not comparable any more."""
    domains = tuple(
        replace(
            domain,
            questions=tuple(
                replace(
                    question,
                    comparable_with="" if question.id in new_questions else question.id,
                    weight=(weights or {}).get(question.id, question.weight),
                )
                for question in domain.questions
            ),
        )
        for domain in OLDER.domains
    )
    return replace(OLDER, version="0.2", based_on=OLDER.version, domains=domains)


def by_domain(newer, now, then, versions=None):
    versions = {OLDER.version: OLDER, newer.version: newer} if versions is None else versions
    return {move.domain: move for move in moves(newer, OLDER, versions, MUNICIPALITY, now=now, then=then)}


def test_the_same_version_gives_the_scores_themselves():
    now, then = all_answers(4), all_answers(1)
    found = by_domain(OLDER, now, then)
    scores = [domain_scores(OLDER, MUNICIPALITY, answers) for answers in (then, now)]
    assert {code: (move.then, move.now) for code, move in found.items()} == {
        code: (scores[0][code].score, scores[1][code].score) for code in scores[1]
    }
    assert all(move.is_whole for move in found.values())


def test_a_question_that_did_not_stay_comparable_counts_in_neither_round():
    gone = questions_of(OLDER.domain("BEL"), MUNICIPALITY)[0].id
    newer = a_newer(new_questions={gone})
    now, then = all_answers(3), all_answers(3)
    best, worst = (sorted(OLDER.questions[gone].options, key=lambda one: one.level)[place].code for place in (-1, 0))
    found = by_domain(newer, now | {gone: best}, then | {gone: worst})
    assert found["BEL"].change == 0
    assert (found["BEL"].questions, found["BEL"].asked, found["BEL"].is_whole) == (
        found["BEL"].asked - 1,
        len(questions_of(newer.domain("BEL"), MUNICIPALITY)),
        False,
    )
    assert found["NET"].is_whole


def test_other_weights_alone_are_no_progress_and_do_not_compare_with_groups():
    first, *_rest = (question.id for question in questions_of(OLDER.domain("BEL"), MUNICIPALITY))
    heavier = a_newer(weights={first: 5})
    same = all_answers(3) | {first: max(OLDER.questions[first].options, key=lambda one: one.level).code}
    found = by_domain(heavier, same, same)["BEL"]
    assert (found.change, found.is_whole) == (0, False)


def test_too_little_answered_in_either_round_has_no_change():
    few = {question.id: "wn" for question in questions_of(OLDER.domain("BEL"), MUNICIPALITY)}
    found = by_domain(OLDER, all_answers(3) | few, all_answers(3))["BEL"]
    assert (found.then, found.now, found.change) == (None, None, None)


@pytest.mark.parametrize("based_on", ["", "0.0"])
def test_versions_of_which_none_was_made_from_the_other_have_nothing_in_common(based_on):
    stranger = replace(a_newer(), based_on=based_on)
    assert by_domain(stranger, all_answers(3), all_answers(3)) == {}
