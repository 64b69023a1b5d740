import pytest
from django.test import Client
from django.urls import reverse

from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.jobs import actions, tracking
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.people.models import Person
from tests.foundation.jobs.conftest import NOON

pytestmark = pytest.mark.usefixtures("kinds")


def logged_in(actor) -> Client:
    person = Person.objects.get(pk=actor.person_id)
    Membership.objects.create(person=person, organisation_id=actor.organisation_id, valid_from=NOON.date())
    client = Client()
    client.force_login(person)
    return client


def start(actor):
    return actions.start("test.rename", {"organisation_id": actor.organisation_id}, by=actor, title="Rename")


def text(response) -> str:
    return response.content.decode()


def test_one_follows_ones_own_work_to_its_result(ict):
    client, job_id = logged_in(ict), start(ict)
    waiting = text(client.get(reverse("jobs:detail", args=[job_id])))
    assert "wacht op haar beurt" in waiting
    moving = f'hx-get="{reverse("jobs:detail", args=[job_id])}'
    assert moving in waiting
    assert "Deze taak stoppen" in waiting
    actions.run(job_id, connecting=tracking.same_connection)
    done = text(client.get(reverse("jobs:detail", args=[job_id])))
    assert 'href="/besturen/"' in done
    assert moving not in done
    assert "Deze taak stoppen" not in done


def test_the_bar_shows_how_far_it_is(ict):
    client, job_id = logged_in(ict), start(ict)
    Job.objects.filter(pk=job_id).update(state="running", done=12, total=95, sentence="Haacht")
    page = text(client.get(reverse("jobs:detail", args=[job_id])))
    assert '<progress class="progress-native" max="95" value="12"' in page
    assert "Haacht" in page


def test_the_fragment_is_the_same_as_on_the_page(ict):
    client, job_id = logged_in(ict), start(ict)
    url = reverse("jobs:detail", args=[job_id])
    fragment = text(client.get(url, headers={"HX-Request": "true"}))
    without_secret = fragment.strip().split("<form")[0]
    assert without_secret
    assert without_secret in text(client.get(url))


def test_a_neighbour_finds_nothing(ict, neighbour):
    job_id = start(ict)
    client = logged_in(neighbour)
    assert client.get(reverse("jobs:detail", args=[job_id])).status_code == 404
    assert client.post(reverse("jobs:cancel", args=[job_id])).status_code == 404
    assert "Rename" not in text(client.get(reverse("jobs:list")))
    assert "Rename" not in b"".join(client.get(reverse("jobs:list") + "?export=csv")).decode("utf-8-sig")


def test_a_stranger_logs_in_first(ict):
    answer = Client().get(reverse("jobs:detail", args=[start(ict)]))
    assert answer["Location"].startswith("/account/login/?next=/taken/")


def test_cancelling_waits_for_nobody(ict):
    client, job_id = logged_in(ict), start(ict)
    page = client.post(reverse("jobs:cancel", args=[job_id]), follow=True)
    assert "De taak wordt gestopt." in text(page)
    assert Job.objects.get(pk=job_id).state == "cancelled"
    again = client.post(reverse("jobs:cancel", args=[job_id]), follow=True)
    assert "al afgelopen" in text(again)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_number_of_questions(ict, rows, django_assert_num_queries):
    client = logged_in(ict)
    for _ in range(rows):
        start(ict)
    client.get(reverse("jobs:list"))
    with django_assert_num_queries(6):
        assert text(client.get(reverse("jobs:list"))).count("Rename") == rows
