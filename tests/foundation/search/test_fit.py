"""How what was typed is compared with what there is: stems, beginnings, accents, parts of longer words, slips."""

import pytest
from django.db.models import F, Value

from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.ui.finding import MOST_WORDS, Words
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
TYPED = 0.5


def fit(typed, names, rest=""):
    return Words.of(typed).fit_of({"thing": (names, rest)}).get("thing", 0.0)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("besturen", "Een bestuur aanpassen"),
        ("bestuur", "Besturen opzoeken"),
        ("gemeenten", "Gemeente"),
        ("gemeente", "Welke gemeenten"),
        ("netwerken", "Het netwerk"),
        ("netwerk", "Onze netwerken"),
        ("scans", "Uw scan"),
        ("vragen", "Een vraag"),
        ("Keerbergen", "keerbergen"),
        ("geevalueerd", "Geëvalueerd"),
        ("geëvalueerd", "geevalueerd"),
        ("keer", "Keerbergen"),
        ("back-up", "Is er een back-up?"),
        ("e-government", "Steunpunt e-government"),
        ("OCMW's", "De OCMW's van het arrondissement"),
    ],
)
def test_a_word_is_found_by_stem_beginning_and_without_accents(typed, name):
    assert fit(typed, name) > 0.9


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Kerbergen", "Keerbergen"),
        ("Keerbegen", "Keerbergen"),
        ("samenwerkinscan", "Samenwerkingsscan 2011"),
        ("Rotzelaar", "Rotselaar"),
        ("gemente Rotselaar", "Gemeente Rotselaar"),
        ("boortmerbeek", "OCMW Boortmeerbeek"),
    ],
)
def test_a_slip_of_the_fingers_is_forgiven_and_counts_less(typed, name):
    assert 0.25 < fit(typed, name) <= TYPED


@pytest.mark.parametrize(
    ("typed", "name"),
    [("Keerbergen", "Haacht"), ("gemeente Haacht", "Gemeente Rotselaar"), ("de van een", "De van een"), ("zzzz", "")],
)
def test_what_has_nothing_to_do_with_it_is_not_found(typed, name):
    assert fit(typed, name) == 0


def test_a_name_counts_more_than_a_part_of_a_word_and_that_more_than_the_rest():
    whole, part, rest = fit("scan", "Scan"), fit("scan", "Samenwerkingsscan"), fit("scan", "Ronde", "een scan")
    assert 1 >= whole > part > rest > TYPED


def test_words_without_meaning_of_their_own_do_not_stand_in_the_way():
    assert fit("de gemeente van Keerbergen", "Gemeente Keerbergen") > 0.9


def test_of_equals_the_name_most_like_everything_typed_comes_first():
    assert fit("keerbergen", "Keerbergen") > fit("keerbergen", "OCMW Keerbergen")


def test_rows_are_compared_by_the_same_rule():
    board = OrganisationFactory(name="Keerbergen")
    words = Words.of("Kerbergen")
    row = Organisation.objects.annotate(fit=words.fit(names=F("name"), rest=Value(""))).get(pk=board.pk)
    assert row.fit == words.fit_of({1: ("Keerbergen", "")})[1]


def test_what_is_typed_is_read_as_words_and_nothing_else():
    assert Words.of("  OCMW's, 0207.515.464 & <b>'\x00;--| ").each == ("ocmw's", "0207.515.464", "b")
    assert len(Words.of("a b c d e f g h i j k l").each) == MOST_WORDS
    assert not Words.of("  ?! ")
    assert fit("' | & ! :* \\ ( <->", "a") == 0
