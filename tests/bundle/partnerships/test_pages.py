"""Pages of partnerships: what each kind of reader meets, and a fixed number of queries."""

import pytest
from django.utils import timezone

from steunpunt.bundle.partnerships import actions
from steunpunt.bundle.partnerships.models import Partnership
from tests.bundle.partnerships.test_life import come_in, to_intention
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db


def page(explored):
    return f"/samenwerken/verbanden/{explored.pk}/"


def public(explored):
    return f"/samenwerkingsverbanden/{explored.pk}/"


def shown(explored, **changed):
    given = {"purpose": "Binnenskamers", "coordinator_id": None, "public_text": "Wij werken samen.", "is_public": True}
    actions.describe_partnership(
        **(given | changed), partnership_id=explored.pk, today=timezone.localdate(), by=explored.adviser
    )


def test_everybody_reads_the_public_part_and_nothing_else(explored, client):
    to_intention(explored)
    come_in(explored, *explored.mayors[:2])
    assert client.get(public(explored)).status_code == 404
    shown(explored)
    answer = client.get(public(explored)).content.decode()
    assert "Wij werken samen." in answer
    assert "Keerbergen" in answer
    assert "Binnenskamers" not in answer
    assert "Wij werken samen." not in client.get("/samenwerkingsverbanden/").content.decode()
    assert "Samenwerking Noord" in client.get("/samenwerkingsverbanden/").content.decode()


def test_the_inside_is_for_members_and_advisers(explored):
    to_intention(explored)
    come_in(explored, *explored.mayors[:2])
    shown(explored)
    readers = [
        (logged_in(explored.boards[0], "ict_manager"), 200),
        (logged_in(OrganisationFactory(support_point=True), "adviser"), 200),
        (logged_in(OrganisationFactory(support_point=True), "helpdesk_agent"), 404),
        (logged_in(explored.boards[0], "clerk"), 404),
        (logged_in(explored.neighbour, "secretary"), 404),
        (logged_in(OrganisationFactory(supplier=True), "contact"), 404),
    ]
    for client, status in readers:
        assert client.get(page(explored)).status_code == status


def test_a_guest_sees_who_explores_and_no_history_or_documents(explored):
    answer = logged_in(explored.boards[0], "policy_maker").get(page(explored)).content.decode()
    assert "Tremelo" in answer
    assert 'id="documents"' not in answer
    assert 'class="history"' not in answer


def test_begin_from_a_found_group_by_the_form(explored):
    client = logged_in(explored.boards[0], "policy_maker")
    other = explored.neighbour.pk
    form = client.get(f"/samenwerken/verbanden/nieuw/?bestuur={other}").content.decode()
    assert f'value="{other}"' in form
    answer = client.post("/samenwerken/verbanden/nieuw/", {"name": "", "boards": [other]})
    assert answer.status_code == 422
    assert Partnership.objects.count() == 1
    answer = client.post("/samenwerken/verbanden/nieuw/", {"name": "Oost", "boards": [other]}, follow=True)
    assert answer.status_code == 200
    assert Partnership.objects.get(organisation__name="Oost").invitations.count() == 2


def test_no_button_and_no_address_lets_the_support_point_decide(explored):
    to_intention(explored)
    client = logged_in(OrganisationFactory(support_point=True), "adviser", "administrator")
    assert f'/{explored.pk}/toetreden/"' not in client.get(page(explored)).content.decode()
    for path in ("toetreden/", "opzeggen/"):
        assert client.post(page(explored) + path, {"on": "2026-01-01"}).status_code == 403
    assert not explored.row.records.exists()


def test_the_mandated_person_comes_in_and_gives_notice_by_the_pages(explored):
    to_intention(explored)
    client = logged_in(explored.boards[0], "policy_maker", mandates=("sign",))
    today = timezone.localdate().isoformat()
    assert client.post(page(explored) + "toetreden/", {"on": today}, follow=True).status_code == 200
    assert list(explored.row.records.values_list("step", "way")) == [("entry", "platform")]
    assert client.post(page(explored) + "opzeggen/", {"on": today}).status_code == 422, "one press is not enough"
    answer = client.post(page(explored) + "opzeggen/", {"on": today, "sure": "on"})
    assert answer["Location"] == "/samenwerken/verbanden/", "it reads nothing any more"
    assert client.get(page(explored)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_member_as_for_three(explored, count, django_assert_num_queries):
    to_intention(explored)
    come_in(explored, *explored.mayors[:count])
    client = logged_in(explored.boards[0], "ict_manager")
    client.get(page(explored))
    with django_assert_num_queries(36):
        client.get(page(explored))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_as_many_queries_for_one_as_for_three(explored, count, django_assert_num_queries):
    for number in range(count - 1):
        actions.start_partnership(
            name=f"Nog {number}", purpose="", board_ids=[board.pk for board in explored.boards], now=timezone.now(),
            today=timezone.localdate(), by=explored.adviser,
        )  # fmt: skip
    client = logged_in(explored.boards[0], "ict_manager")
    client.get("/samenwerken/verbanden/")
    with django_assert_num_queries(7):
        client.get("/samenwerken/verbanden/")
