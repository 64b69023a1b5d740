"""What the projects of a partnership cost: one table, each board with its own amount only."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from steunpunt.bundle.partnerships.public import adopt_partnership
from steunpunt.bundle.projects import actions, queries, sentences
from steunpunt.foundation.organisations.models import Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import a_call, a_project, an_adviser_of, somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def noord(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    group = OrganisationFactory(partnership=True)
    adopt_partnership(organisation_id=group.pk, state="active", since=TODAY, now=NOW, by=PLATFORM)
    boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen")]
    for board in boards:
        Relation.objects.create(source=board, target=group, kind="member_of")
    return group, boards, an_adviser_of(OrganisationFactory(support_point=True))


def with_costs(boards, group, adviser, title="GIS"):
    project = a_project(*boards, by=adviser, title=title, partnership_id=group.pk)
    for board, units in zip(boards, (40, 60), strict=True):
        actions.say_interest(
            project_id=project.pk, is_interested=True, units=units, wishes="", now=NOW, today=TODAY,
            by=somebody(board, "ict_manager"),
        )  # fmt: skip
    a_call(project, by=adviser)
    return project


def test_the_table_says_what_the_project_itself_says(noord):
    group, boards, adviser = noord
    project = with_costs(boards, group, adviser)
    a_project(*boards, by=adviser, title="Zonder prijzen", partnership_id=group.pk)
    lines = queries.board_lines(project, TODAY)
    found = queries.preview(queries.cost_lines(project), lines, queries.joining(lines, None), project.years)
    whole = sentences.euro(found.total.over(project.years).total)
    amounts = {board.name: sentences.euro(found.charges[board.pk].over(project.years).total) for board in boards}
    assert sum(charge.over(project.years).total for charge in found.charges.values()) == (
        found.total.over(project.years).total
    )
    address = f"/samenwerken/verbanden/{group.pk}/geld/"
    assert whole in logged_in(OrganisationFactory(support_point=True), "adviser").get(address).text
    page = logged_in(boards[0], "ict_manager").get(address).text
    assert whole not in page, "less its own it would say what the others pay"
    assert amounts["Haacht"] in page
    assert amounts["Keerbergen"] not in page
    assert "nog niet opgetekend" in page
    assert logged_in(OrganisationFactory(), "ict_manager").get(address).status_code == 404
    assert logged_in(OrganisationFactory(supplier=True), "contact").get(address).status_code == 404


def test_as_many_queries_for_more_projects(noord):
    group, boards, adviser = noord
    client = logged_in(boards[0], "ict_manager")

    def asked():
        address = f"/samenwerken/verbanden/{group.pk}/geld/"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    with_costs(boards, group, adviser)
    before = asked()
    for number in range(3):
        with_costs(boards, group, adviser, title=f"Project {number}")
    assert asked() == before
