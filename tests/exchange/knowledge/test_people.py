"""People and boards say what they know; who finds it is theirs to decide."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from steunpunt.exchange.knowledge import access, actions, queries
from steunpunt.exchange.knowledge.actions import Said
from steunpunt.exchange.knowledge.choices import ShownTo, TopicKind
from steunpunt.exchange.knowledge.models import Profile, Skill
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import Denied, Refused
from tests.bundle.partnerships.conftest import a_person
from tests.factories.people import browser_of

pytestmark = pytest.mark.django_db


def finds(region, actor, **asked):
    return {row.name for row in queries.found(actor, region.today, **asked)}


@pytest.mark.parametrize("of", ["me", "board"])
@pytest.mark.parametrize(
    ("shown_to", "seen"),
    [
        (ShownTo.NOBODY, {"haacht"}),
        (ShownTo.PARTNERSHIPS, {"haacht", "keerbergen", "adviser"}),
        (ShownTo.CHOSEN, {"haacht", "neighbour"}),
        (ShownTo.BOARDS, {"haacht", "keerbergen", "neighbour", "adviser"}),
    ],
)
def test_it_is_found_by_those_who_were_allowed(region, shown_to, seen, of):
    boards = [region.boards[2].pk] if shown_to is ShownTo.CHOSEN else []
    row = region.say(region.haacht, of=of, shown_to=shown_to, boards=boards)
    found = region.those(lambda actor: access.visible_profiles(actor, region.today).filter(pk=row.pk).exists())
    assert found == seen


def test_a_colleague_who_is_no_ict_manager_finds_only_themselves(region):
    region.say(region.haacht, shown_to=ShownTo.BOARDS)
    secretary = a_person(region.boards[1], "secretary")
    assert finds(region, secretary) == set()
    region.say(secretary)
    assert len(finds(region, secretary)) == 1


def test_whoever_works_nowhere_any_more_is_not_found(region):
    region.say(region.haacht, shown_to=ShownTo.BOARDS)
    assert finds(region, region.keerbergen)
    Membership.objects.filter(person_id=region.haacht.person_id).update(valid_to=region.today)
    assert finds(region, region.keerbergen) == set()


def test_a_board_that_left_finds_the_partners_no_more(region):
    region.say(region.haacht)
    assert finds(region, region.keerbergen)
    region.leave(region.boards[1])
    assert finds(region, region.keerbergen) == set()


def test_what_is_said_replaces_what_was_said(region):
    region.say(region.haacht, note="Eerst")
    row = region.say(region.haacht, skills=[Said(topic_id=region.gis.pk, knows=2), Said(topic_id=region.network.pk)])
    assert [(one.topic.name, one.knows) for one in row.skills.all()] == [("GIS", 2)]
    assert (Profile.objects.count(), row.note) == (1, "")


def test_by_topic_whoever_knows_it(region):
    region.say(region.haacht, skills=[Said(topic_id=region.gis.pk, wishes=3)])
    region.say(region.keerbergen)
    assert finds(region, region.haacht, topic_id=region.network.pk) == {region.keerbergen.person_name}
    assert len(finds(region, region.keerbergen, topic_id=region.gis.pk)) == 1


@pytest.mark.parametrize("who", ["supplier", "adviser"])
def test_only_people_of_boards_say_it(region, who):
    for of in ("me", "board"):
        with pytest.raises(Denied):
            region.say(getattr(region, who), of=of)


def test_a_security_adviser_does_not_speak_for_the_board(region):
    with pytest.raises(Denied):
        region.say(a_person(region.boards[0], "security_adviser"), of="board")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"note": "x" * 601}, "note_long"),
        ({"shown_to": ShownTo.CHOSEN}, "boards_missing"),
        ({"shown_to": ShownTo.CHOSEN, "boards": [0]}, "board_unknown"),
        ({"skills": [Said(topic_id=0, knows=1)]}, "topic_unknown"),
        ({"skills": [Said(topic_id=1, knows=9)]}, "level_unknown"),
        ({"skills": [Said(topic_id=1, knows=1), Said(topic_id=1, knows=2)]}, "topic_twice"),
    ],
)
def test_what_cannot_be_written_down(region, changed, code):
    with pytest.raises(Refused) as refused:
        region.say(region.haacht, **changed)
    assert code in refused.value.codes
    assert not Profile.objects.exists()


def test_the_database_keeps_a_skill_that_says_something(region):
    row = region.say(region.haacht)
    with pytest.raises(IntegrityError), transaction.atomic():
        Skill.objects.create(profile=row, topic=region.gis)


def test_topics_are_kept_by_the_support_point(region):
    row = actions.keep_topic(
        name=" Cloud  diensten ", kind=TopicKind.PRODUCT, domain="", now=region.now, by=region.adviser
    )
    assert row.name == "Cloud diensten"
    for name in ("cloud diensten", " "):
        with pytest.raises(Refused):
            actions.keep_topic(name=name, kind=TopicKind.PRODUCT, domain="", now=region.now, by=region.adviser)
    with pytest.raises(Denied):
        actions.keep_topic(name="X", kind=TopicKind.PRODUCT, domain="", now=region.now, by=region.haacht)
    actions.keep_topic(
        name="Cloud",
        kind=TopicKind.PRODUCT,
        domain="",
        is_offered=False,
        topic_id=row.pk,
        now=region.now,
        by=region.adviser,
    )
    assert row not in queries.topics()
    actions.keep_topic(
        name="Cloud", kind=TopicKind.PRODUCT, domain="", topic_id=row.pk, now=region.now, by=region.adviser
    )
    assert queries.topics().filter(name="Cloud").exists()


def test_as_many_queries_for_more_people(region):
    def asked():
        with CaptureQueriesContext(connection) as captured:
            assert browser_of(region.keerbergen.person_id).get("/kennis/mensen/").status_code == 200
        return len(captured)

    region.say(region.haacht, shown_to=ShownTo.BOARDS)
    asked()
    before = asked()
    for _number in range(4):
        region.say(a_person(region.boards[0], "ict_manager"), shown_to=ShownTo.BOARDS)
    assert asked() == before


def test_the_pages_work_for_a_person(region):
    client = browser_of(region.haacht.person_id)
    typed = {"shown_to": "boards", f"knows_{region.gis.pk}": "5", f"helps_{region.gis.pk}": "on", "note": "Bel gerust."}
    assert client.post("/kennis/mensen/ik/", typed).status_code == 302
    row = Profile.objects.get()
    other = browser_of(region.neighbour.person_id)
    page = other.get(f"/kennis/mensen/?topic={region.gis.pk}&help=yes").content.decode()
    assert row.person.name in page
    assert "Bel gerust." in other.get(f"/kennis/mensen/{row.pk}/").content.decode()
    wrong = client.post("/kennis/mensen/ik/", typed | {"shown_to": "chosen"})
    assert wrong.status_code == 422
    assert "Bel gerust." in wrong.content.decode()
    csv = other.get("/kennis/mensen/?export=csv").content.decode()
    assert "GIS" in csv
    adviser = browser_of(region.adviser.person_id)
    assert adviser.get("/kennis/onderwerpen/").status_code == 200
    assert adviser.post("/kennis/onderwerpen/nieuw/", {"name": "Cevi", "kind": "product"}).status_code == 302
    address = f"/kennis/onderwerpen/{region.gis.pk}/"
    assert "checked" in adviser.get(address).content.decode()
    assert adviser.post(address, {"name": "GIS", "kind": "field", "domain": "APP"}).status_code == 302
    assert "GIS" not in queries.topic_ids()
    assert "GIS" in client.get("/kennis/mensen/ik/").content.decode(), "what one said of it stays"


def test_somebody_who_knows_much_takes_one_row_and_a_file_names_all(region):
    topics = list(queries.topics())
    region.say(region.haacht, shown_to=ShownTo.BOARDS, skills=[Said(topic_id=one.pk, knows=4) for one in topics])
    client = browser_of(region.neighbour.person_id)
    page = client.get("/kennis/mensen/").content.decode()
    assert f"en nog {len(topics) - 4}" in page
    rows = client.get("/kennis/mensen/?export=csv").content.decode()
    assert all(one.name in rows for one in topics)
