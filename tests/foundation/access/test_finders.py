"""People are found by who may see where they work, and by nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from steunpunt.foundation.access import finders
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import STRANGER
from steunpunt.foundation.search.queries import search
from steunpunt.foundation.ui.finding import Words
from tests.factories.people import a_member
from tests.foundation.access.conftest import acting, membership_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sought(keerbergen):
    person = a_member(keerbergen, "ict_manager")
    person.name, person.email = "Veerle Informatica", "veerle@keerbergen.example"
    person.save()
    Membership.objects.filter(person=person).update(job_title="Diensthoofd netwerken")
    return person


@pytest.mark.parametrize("typed", ["Veerle", "informatica", "veerle@keerbergen.example", "diensthoofd", "infromatica"])
def test_a_local_administrator_finds_a_colleague(typed, sought, keeper):
    [hit] = [hit for group in search(keeper, Words.of(typed)).groups if group.key == "people" for hit in group.hits]
    assert hit.title == "Veerle Informatica"
    assert hit.url == f"/collegas/{membership_of(sought).pk}/"
    assert hit.detail == "Keerbergen · ICT-verantwoordelijke"


def test_an_administrator_of_the_support_point_finds_people_of_every_board(sought, administrator):
    assert [hit.title for hit in finders.colleagues(administrator, Words.of("Veerle Keerbergen"))] == [sought.name]


@pytest.mark.parametrize("who", ["neighbour", "supplier", "adviser"])
def test_nobody_else_does(who, sought, request):
    assert list(finders.colleagues(request.getfixturevalue(who), Words.of("Veerle"))) == []


def test_a_colleague_without_the_role_and_a_stranger_do_not_either(sought, colleague):
    assert list(finders.colleagues(acting(colleague), Words.of("Veerle"))) == []
    assert list(finders.colleagues(STRANGER, Words.of("Veerle"))) == []


@pytest.mark.parametrize("others", [1, 3])
def test_it_asks_one_question_whatever_it_finds(others, sought, keerbergen, keeper):
    for _ in range(others):
        a_member(keerbergen, "clerk")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        list(finders.colleagues(keeper, Words.of("keerbergen")))
    assert len(asked) == 1
