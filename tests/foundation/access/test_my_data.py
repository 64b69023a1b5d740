"""My data: everything personal that is kept of me, nothing of others, for me alone."""

import io
import json
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from steunpunt.foundation.access import actions
from steunpunt.foundation.access.models import Mandate, Membership
from steunpunt.foundation.documents.public import add_document
from steunpunt.foundation.people.models import Person
from tests.factories.organisations import an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, TODAY, a_scan
from tests.foundation.access.conftest import acting, membership_of
from tests.house.world import CANARY, make_world

pytestmark = pytest.mark.django_db
MINE = "/mijn/alles/"


def tables(client: Client) -> dict[str, list[dict[str, object]]]:
    return {table["table"]: table["rows"] for table in client.get(MINE, {"as": "json"}).json()["tables"]}


def test_it_holds_what_is_kept_of_me_and_no_secret(keerbergen):
    person = a_member(keerbergen, "ict_manager", mandates=("submit_scan",))
    person.set_password("een lange zin die niemand raadt")
    person.save()
    actions.make_key(
        name="Rekenblad",
        scopes=["scan:read"],
        expires_on=timezone.localdate() + timedelta(days=9),
        now=timezone.now(),
        today=timezone.localdate(),
        by=acting(person),
    )
    client = Client()
    client.force_login(person)
    found = tables(client)
    assert found["Uw gegevens"][0]["email"] == person.email
    assert found["Voor wie u werkt"][0]["organisation"] == "Keerbergen"
    assert [row["role"] for row in found["Uw rollen"]] == ["ict_manager"]
    assert [row["kind"] for row in found["Uw mandaten"]] == ["submit_scan"]
    assert [row["name"] for row in found["Uw API-sleutels"]] == ["Rekenblad"]
    assert [row["fact"] for row in found["Wat u deed, en wat over u gebeurde"]] == ["access.key_made"]
    text = json.dumps(found)
    assert "token_hash" not in text
    assert person.password not in text
    assert client.session.session_key not in text


def test_the_workbook_says_the_same(keerbergen):
    client = logged_in(keerbergen, "ict_manager")
    answer = client.get(MINE)
    assert answer["Content-Disposition"].startswith('attachment; filename="mijn-gegevens-')
    assert "no-store" in answer["Cache-Control"]
    book = load_workbook(io.BytesIO(answer.content))
    assert [name.partition(" ")[2] for name in book.sheetnames] == list(tables(client))
    [details] = [sheet for sheet in book if sheet.title.endswith("Uw gegevens")]
    assert Person.objects.get().email in [cell.value for row in details.rows for cell in row]


@pytest.fixture
def in_time(monkeypatch):
    """The scan takes evidence: the edge looks at the clock, and sees the first day of the round."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def test_nothing_of_others_is_in_it(keerbergen, in_time):
    world = make_world()
    colleague = a_member(world.keerbergen, "ict_manager", "local_administrator")
    client = Client()
    client.force_login(colleague)
    assert CANARY not in json.dumps(tables(client))


def test_what_belongs_to_the_organisation_stays_there(keerbergen, in_time):
    """A document that I added names me; its name and content are the board's, also after I left it."""
    world = make_world()
    me = a_member(world.keerbergen, "ict_manager")
    add_document(
        subject=f"scan:{a_scan(world.keerbergen).pk}",
        name="verslag van het college.txt",
        content=ContentFile(b"inhoud"),
        now=NOW,
        by=an_actor(world.keerbergen, "ict_manager", person_id=me.pk),
    )
    client = Client()
    client.force_login(me)
    [row] = tables(client)["Documenten die u toevoegde"]
    assert sorted(row) == ["added_at", "added_by_id", "id"]


def test_it_is_for_oneself_alone(keerbergen, administrator, colleague):
    assert Client().get(MINE).status_code == 302
    client = Client()
    client.force_login(Person.objects.get(pk=administrator.person_id))
    client.post(reverse("access:look_in", args=[membership_of(colleague).pk]), {"reason": "Hulp bij vraag BEL03."})
    assert client.get(MINE).status_code == 403
    assert Membership.objects.count() == 2
    assert not Mandate.objects.exists()
