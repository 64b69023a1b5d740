"""Who is where in a scan: inside the board only, and never by merely looking."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import Presence
from steunpunt.assess.scan.queries.presence import Present, present, section_of_field
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.people.public import names
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, a_scan, an_adviser

pytestmark = pytest.mark.django_db


def somebody(board, *roles):
    """A real person of the board, as actor."""
    person = a_member(board, *roles)
    return person, an_actor(board, *roles, person_id=person.pk)


@pytest.fixture
def scan():
    return a_scan()


def test_a_colleague_sees_where_somebody_was_last_and_not_themselves(scan):
    person, ict = somebody(scan.organisation, "ict_manager")
    _other, secretary = somebody(scan.organisation, "secretary")
    for section, minute in [("BEL", 0), ("LEV", 5)]:
        actions.note_presence(scan_id=scan.pk, section=section, now=NOW + timedelta(minutes=minute), by=ict)
    later = NOW + timedelta(minutes=8, seconds=59)
    assert present(secretary, scan, later) == [Present(person.name, "LEV", 3)]
    assert present(ict, scan, later) == []


def test_after_an_hour_it_is_no_longer_shown_and_then_forgotten(scan):
    _person, ict = somebody(scan.organisation, "ict_manager")
    _other, secretary = somebody(scan.organisation, "secretary")
    actions.note_presence(scan_id=scan.pk, section="BEL", now=NOW, by=ict)
    late = NOW + timedelta(minutes=61)
    assert present(secretary, scan, late) == []
    actions.note_presence(scan_id=scan.pk, section="LEV", now=late, by=secretary)
    assert list(Presence.objects.values_list("person_id", "section")) == [(secretary.person_id, "LEV")]


def test_nobody_outside_the_board_sees_or_is_seen(scan):
    _person, ict = somebody(scan.organisation, "ict_manager")
    actions.note_presence(scan_id=scan.pk, section="BEL", now=NOW, by=ict)
    looking_in = an_actor(scan.organisation, "ict_manager", person_id=77, looking_in_id=5)
    with_token = an_actor(scan.organisation, "ict_manager", person_id=78, scopes=frozenset({"scan:read", "scan:write"}))
    adviser, neighbour = an_adviser(), an_actor(OrganisationFactory(), "ict_manager", person_id=79)
    for outsider in (adviser, looking_in, neighbour, an_actor(scan.organisation, "clerk", person_id=80)):
        assert present(outsider, scan, NOW) == []
    for by, error in [
        (adviser, Denied),
        (looking_in, Denied),
        (with_token, Denied),
        (neighbour, scan.DoesNotExist),
    ]:
        with pytest.raises(error):
            actions.note_presence(scan_id=scan.pk, section="BEL", now=NOW, by=by)
    assert Presence.objects.count() == 1


def test_a_part_that_does_not_exist_is_refused(scan):
    _person, ict = somebody(scan.organisation, "ict_manager")
    with pytest.raises(Refused) as refused:
        actions.note_presence(scan_id=scan.pk, section="XXX", now=NOW, by=ict)
    assert refused.value.codes == {"unknown_domain"}
    assert not Presence.objects.exists()


@pytest.mark.parametrize("broken", [{"person_id": 5}, {"person_id": 6, "section": ""}])
def test_the_database_keeps_one_place_per_person(scan, broken):
    Presence.objects.create(scan=scan, person_id=5, section="BEL", seen_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.create(**{"scan": scan, "section": "LEV", "seen_at": NOW} | broken)


@pytest.mark.parametrize(
    ("name", "section"),
    [
        ("q_BEL01", "BEL"), ("x_BEL01", "BEL"), ("f_p_users", "facts"), ("self_LEV", "beforehand"), ("issue_LEV", "beforehand"),
        ("want_LEV", "LEV"), ("note_LEV", "LEV"), ("q_XXX", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_field_stands_in_a_part(scan, name, section):
    assert section_of_field(scan, name) == section


def test_opening_tells_where_one_is_reading_does_not(scan, today):
    ict, secretary = (logged_in(scan.organisation, role) for role in ("ict_manager", "secretary"))
    page = ict.get(f"/scan/{scan.pk}/domein/BEL/").content.decode()
    assert f'hx-post="/scan/{scan.pk}/wie/"' in page
    assert not Presence.objects.exists()
    assert ict.get(f"/scan/{scan.pk}/wie/").status_code == 200
    assert not Presence.objects.exists()
    piece = ict.post(f"/scan/{scan.pk}/wie/", {"section": "BEL"}).content.decode()
    assert 'hx-trigger="every 20s"' in piece
    row = Presence.objects.get()
    name = a_name(row.person_id)
    assert name not in piece, "one's own name tells nothing"
    seen = secretary.get(f"/scan/{scan.pk}/domein/LEV/").content.decode()
    assert name in seen
    assert "zojuist" in seen
    Presence.objects.update(seen_at=timezone.now() - timedelta(minutes=7))
    assert "7 minuten geleden" in secretary.get(f"/scan/{scan.pk}/wie/").content.decode()


def a_name(person_id):
    return names([person_id])[person_id]


def test_saving_tells_where_one_is_with_and_without_script(scan, today):
    ict = logged_in(scan.organisation, "ict_manager")
    ict.post(f"/scan/{scan.pk}/bewaren/", {"name": "q_BEL01", "q_BEL01": "wn"})
    assert Presence.objects.get().section == "BEL"
    ict.post(f"/scan/{scan.pk}/domein/LEV/", {"q_LEV01": "wn"})
    assert Presence.objects.get().section == "LEV"


def test_the_pages_of_others_show_nothing(scan, today):
    logged_in(scan.organisation, "ict_manager").post(f"/scan/{scan.pk}/wie/", {"section": "BEL"})
    name = a_name(Presence.objects.get().person_id)
    adviser = logged_in(OrganisationFactory(support_point=True), "adviser")
    page = adviser.get(f"/scan/{scan.pk}/domein/BEL/").content.decode()
    assert name not in page
    assert "/wie/" not in page
    for client in (adviser, logged_in(OrganisationFactory(), "ict_manager"), logged_in(scan.organisation, "clerk")):
        assert client.get(f"/scan/{scan.pk}/wie/").status_code == 404
        assert client.post(f"/scan/{scan.pk}/wie/", {"section": "BEL"}).status_code == 404
    ict = logged_in(scan.organisation, "ict_manager")
    assert ict.post(f"/scan/{scan.pk}/wie/", {"section": "XXX"}).status_code == 404


def test_the_piece_asks_the_same_queries_for_one_and_for_three(scan, today):
    ict = logged_in(scan.organisation, "ict_manager")
    counts = []
    for _ in range(3):
        logged_in(scan.organisation, "secretary").post(f"/scan/{scan.pk}/wie/", {"section": "BEL"})
        ict.get(f"/scan/{scan.pk}/wie/")
        with CaptureQueriesContext(connection) as asked:
            ict.get(f"/scan/{scan.pk}/wie/")
        counts.append(len(asked))
    assert counts == [counts[0]] * 3
    assert counts[0] <= 10
