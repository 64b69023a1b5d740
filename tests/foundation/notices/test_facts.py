"""What the history says of notices: in words, for one and for many."""

import pytest
from django.utils.translation import override

from steunpunt.foundation.notices.facts import NoticesRead, PeopleNotified, PreferenceChosen

KIND = "competitions.result"


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [
        (
            "nl",
            "Een melding ging naar 1 persoon: “Over een minicompetitie is beslist”.",
            "Een melding ging naar 3 personen: “Over een minicompetitie is beslist”.",
        ),
        (
            "en",
            "A notice went to 1 person: “A small competition was decided”.",
            "A notice went to 3 people: “A small competition was decided”.",
        ),
    ],
)
def test_how_many_were_told_and_about_what(language, one, many):
    with override(language):
        said = [PeopleNotified(organisation_id=1, kind=KIND, count=count).say() for count in (1, 3)]
    assert said == [one, many]


def test_a_kind_that_this_release_does_not_know_is_said_by_its_key():
    assert "“vroeger.iets”" in PeopleNotified(organisation_id=1, kind="vroeger.iets", count=1).say()


def test_what_was_read_and_chosen_is_said_in_words():
    with override("nl"):
        assert NoticesRead(organisation_id=1, count=1).say() == "Als gelezen gemarkeerd: 1 melding."
        assert PreferenceChosen(organisation_id=1, kind=KIND, mail="never").say() == (
            "Er is gekozen hoe “Over een minicompetitie is beslist” per mail komt: niet per mail."
        )
