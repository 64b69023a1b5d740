"""Looking in: with a reason, for a while, on record, told, and reading only."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.access import actions
from steunpunt.foundation.access.facts import LookInStarted
from steunpunt.foundation.access.models import LookIn, Membership, RoleGrant
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import record
from steunpunt.foundation.notices.listeners import tell_who_is_looked_in_at
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.people.facts import PersonChanged
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.problems import FILES
from tests.factories.people import a_member
from tests.foundation.access.conftest import NOON, TODAY, membership_of
from tests.house.addresses import addresses, filled

pytestmark = pytest.mark.django_db
REASON = "De ICT-verantwoordelijke vraagt hulp bij vraag BEL03."


def look(person, by, reason=REASON):
    return actions.start_look_in(membership_id=membership_of(person).pk, reason=reason, now=NOON, today=TODAY, by=by)


def test_it_is_on_record_with_the_board_and_the_person_is_told(administrator, colleague, keerbergen):
    look_in = look(colleague, administrator)
    entry = Entry.objects.get(fact="access.look_in_started")
    assert (entry.organisation_id, entry.person_id) == (keerbergen.pk, administrator.person_id)
    assert look_in.ends_at - look_in.started_at == timedelta(minutes=30)
    tell_who_is_looked_in_at(
        LookInStarted(
            organisation_id=keerbergen.pk,
            person_id=colleague.pk,
            name=colleague.name,
            look_in_id=look_in.pk,
            looker_id=look_in.looker_id,
            minutes=30,
            reason=REASON,
        )
    )
    notice = Notice.objects.get()
    assert (notice.person_id, notice.detail) == (colleague.pk, REASON)


def test_without_a_reason_nobody_looks_in(administrator, colleague):
    with pytest.raises(Refused) as refused:
        look(colleague, administrator, reason="zomaar")
    assert refused.value.codes == {"no_reason"}
    assert not LookIn.objects.exists()


@pytest.mark.parametrize("who", ["adviser", "keeper", "neighbour", "supplier"])
def test_only_an_administrator_of_the_support_point_looks_in(who, colleague, request):
    with pytest.raises(Denied):
        look(colleague, request.getfixturevalue(who))


def test_nobody_looks_in_at_the_support_point(administrator, support_point):
    with pytest.raises(Denied):
        look(a_member(support_point, "adviser"), administrator)


def test_the_journal_refuses_a_fact_of_who_looks_in(keeper):
    with pytest.raises(Denied):
        record(
            PersonChanged(organisation_id=keeper.organisation_id, person_id=1, fields=()),
            by=replace(keeper, looking_in_id=1),
        )
    assert not Entry.objects.exists()


@pytest.fixture
def window(administrator, colleague) -> Client:
    """A browser of the administrator who looks in as the colleague, now."""
    client = Client()
    client.force_login(Person.objects.get(pk=administrator.person_id))
    answer = client.post(reverse("access:look_in", args=[membership_of(colleague).pk]), {"reason": REASON})
    assert answer.status_code == 302
    return client


def test_one_sees_what_the_person_sees_and_changes_nothing(window, colleague, keerbergen):
    home = window.get("/").content.decode()
    assert "Keerbergen" in home
    assert "U kijkt mee" in home
    assert window.post(reverse("access:details"), {"name": "Anders", "language": "nl"}).status_code == 403
    assert window.get(reverse("account_change_password")).status_code == 403
    colleague.refresh_from_db()
    assert colleague.name != "Anders"


def test_it_stops_by_oneself_and_by_the_clock(window):
    window.post(reverse("access:look_in_stop"))
    assert "U kijkt mee" not in window.get("/").content.decode()
    assert LookIn.objects.get().ended_at is not None
    assert Entry.objects.filter(fact="access.look_in_ended").count() == 1


def test_after_half_an_hour_it_is_over(window):
    LookIn.objects.update(
        started_at=timezone.now() - timedelta(minutes=31), ends_at=timezone.now() - timedelta(minutes=1)
    )
    assert "U kijkt mee" not in window.get("/").content.decode()


def test_it_stops_when_the_person_leaves(window, colleague):
    Membership.objects.filter(person=colleague).update(valid_to=timezone.localdate())
    home = window.get("/")
    assert home.status_code == 200
    assert "U kijkt mee" not in home.content.decode()


def test_it_stops_when_the_looker_is_no_administrator_any_more(window, administrator):
    RoleGrant.objects.filter(membership__person_id=administrator.person_id).update(valid_to=timezone.localdate())
    home = window.get("/").content.decode()
    assert "U kijkt mee" not in home
    assert "Keerbergen" not in home


def test_the_end_of_a_look_is_recorded_as_what_it_is(window, administrator, keerbergen):
    window.post(reverse("access:look_in_stop"))
    entry = Entry.objects.get(fact="access.look_in_ended")
    assert (entry.organisation_id, entry.person_id, entry.looking_in_id) == (
        keerbergen.pk,
        administrator.person_id,
        LookIn.objects.get().pk,
    )


def test_nobody_else_ends_a_look(administrator, colleague, keeper, adviser):
    look_in = look(colleague, administrator)
    for by in (keeper, adviser):
        with pytest.raises(Denied):
            actions.stop_look_in(look_in_id=look_in.pk, now=NOON, by=by)
    assert LookIn.objects.get().ended_at is None


class Anything(dict[str, str]):
    """Fills in every parameter of an address: the door is closed before anybody asks what it names."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return "1"


def posted(client, path):
    """As the address wants it: a form where it takes a file, JSON elsewhere."""
    return client.post(path, {}) if path.endswith(FILES) else client.post(path, "{}", content_type="application/json")


def test_nothing_is_changed_by_any_address_while_looking_in(window):
    """Every address of the platform is posted to; only what touches nothing of the person answers."""
    told = Entry.objects.count()
    before = [list(model.objects.order_by("pk").values()) for model in (Person, Membership, RoleGrant)]
    answers = {
        address.name: posted(window, filled(address, Anything())).status_code
        for address in addresses()
        if address.name not in {"access:look_in_stop", "account_logout", "ui:language"}
    }
    assert {name: status for name, status in answers.items() if status != 403} == {}
    assert Entry.objects.count() == told
    assert before == [list(model.objects.order_by("pk").values()) for model in (Person, Membership, RoleGrant)]
