"""Pages of notices and of what is kept ask the same number of questions, whatever they show."""

import pytest
from django.test import Client

from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.privacy import declared
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import a_member
from tests.factories.scan import NOW

TABLES = sum(bool(kept.about) for kept in declared().values())
"""One question for each table that can hold something about a person."""
FOR_WHO_ASKS = 4
pytestmark = pytest.mark.django_db


def client_with(rows: int) -> Client:
    board = OrganisationFactory(name="Keerbergen")
    person = a_member(board, "ict_manager")
    for number in range(rows):
        Notice.objects.create(
            person=person,
            organisation=board,
            kind="scan.submitted",
            title=f"Melding {number}",
            url="/scan/",
            created_at=NOW,
            mail="digest",
        )
    client = Client()
    client.force_login(person)
    return client


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("path", "questions"), [("/meldingen/", 7), ("/meldingen/voorkeuren/", 5), ("/mijn/alles/", TABLES + FOR_WHO_ASKS)]
)
def test_questions_do_not_grow_with_rows(path, questions, rows, django_assert_num_queries):
    client = client_with(rows)
    client.get(path)
    with django_assert_num_queries(questions):
        assert client.get(path).status_code == 200
