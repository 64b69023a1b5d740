"""Questions and answers: who reads them is fixed when they are asked; what helped is looked at again after a year."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from steunpunt.exchange.knowledge import access, actions, panels, queries, tasks
from steunpunt.exchange.knowledge.choices import Audience
from steunpunt.exchange.knowledge.models import Answer, Thread
from steunpunt.exchange.knowledge.registry import Use, answer_uses
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.notices.models import Notice
from tests.bundle.partnerships.conftest import a_person
from tests.exchange.knowledge.region import WHO
from tests.factories.people import browser_of, logged_in

pytestmark = pytest.mark.django_db
READERS = {
    Audience.PARTNERSHIP: {"haacht", "keerbergen", "adviser"},
    Audience.BOARDS: {"haacht", "keerbergen", "neighbour"},
    Audience.SUPPORT: {"haacht", "keerbergen", "neighbour", "adviser", "helpdesk"},
    Audience.EVERYBODY: {"haacht", "keerbergen", "neighbour", "adviser", "helpdesk", "supplier"},
}


@pytest.mark.parametrize("audience", list(Audience))
def test_each_audience_reads_and_answers_its_questions(region, audience):
    row = region.ask(audience=audience)
    readers = READERS[audience]
    assert region.those(lambda actor: access.visible_threads(actor, region.today).filter(pk=row.pk).exists()) == readers
    for name in WHO:
        if name in readers:
            region.answer(row, getattr(region, name))
        else:
            with pytest.raises(Denied):
                region.answer(row, getattr(region, name))
    assert row.answers.count() == len(readers)


@pytest.mark.parametrize("audience", list(Audience))
def test_pages_and_files_follow_the_audience(region, audience):
    row = region.ask(audience=audience, title="Geheim wachtwoordbeheer")
    for name in WHO:
        client = browser_of(getattr(region, name).person_id)
        reads = name in READERS[audience]
        assert (client.get(f"/kennis/vragen/{row.pk}/").status_code == 200) is reads, name
        for address in ("/kennis/vragen/", "/kennis/vragen/?export=csv", "/kennis/vragen/?q=wachtwoordbeheer",
                        "/kennis/vragen/gelijkend/?title=wachtwoordbeheer", "/zoeken/?q=wachtwoordbeheer"):  # fmt: skip
            assert ("Geheim wachtwoordbeheer" in client.get(address).content.decode()) is reads, (name, address)


def test_suppliers_read_which_board_asks_and_not_which_person(region):
    row = region.ask(audience=Audience.EVERYBODY)
    region.answer(row)
    page = browser_of(region.supplier.person_id).get(f"/kennis/vragen/{row.pk}/").content.decode()
    assert "Haacht" in page
    assert region.haacht.person_name not in page
    assert region.keerbergen.person_name not in page
    assert (
        region.haacht.person_name
        in browser_of(region.neighbour.person_id).get(f"/kennis/vragen/{row.pk}/").content.decode()
    )


def test_a_board_that_left_reads_on_no_more(region):
    row = region.ask()
    region.leave(region.boards[1])
    assert not access.visible_threads(region.keerbergen, region.today).filter(pk=row.pk).exists()
    with pytest.raises(Denied):
        region.answer(row)


def test_nobody_asks_where_they_would_not_read_the_answer(region):
    with pytest.raises(Denied):
        region.ask(region.neighbour)
    with pytest.raises(Denied):
        region.ask(region.adviser, audience=Audience.BOARDS)
    for name in ("supplier", "helpdesk"):
        with pytest.raises(Denied):
            region.ask(getattr(region, name), audience=Audience.EVERYBODY)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"title": "x" * 161}, "title_missing"),
        ({"text": ""}, "text_missing"),
        ({"partnership_id": None}, "partnership_missing"),
        ({"topics": [0]}, "topic_unknown"),
        ({"topics": [1, 1]}, "many_topics"),
    ],
)
def test_what_cannot_be_asked(region, changed, code):
    with pytest.raises(Refused) as refused:
        region.ask(**changed)
    assert code in refused.value.codes
    assert not Thread.objects.exists()


def test_those_who_help_with_a_topic_are_told_when_they_may_read_it(region):
    for actor in (region.keerbergen, region.neighbour):
        region.say(actor)
    region.ask()
    assert set(Notice.objects.filter(kind="knowledge.asked").values_list("person_id", flat=True)) == {
        region.keerbergen.person_id
    }


def test_whoever_asked_is_told_of_an_answer_and_whoever_helped_of_that(region):
    given = region.answer(region.ask())
    actions.accept_answer(answer_id=given.pk, **region.when, by=region.haacht)
    told = dict(Notice.objects.values_list("kind", "person_id"))
    assert told == {
        "knowledge.answered": region.haacht.person_id,
        "knowledge.accepted": region.keerbergen.person_id,
    }


def test_only_the_board_that_asked_says_what_helped(region):
    row = region.ask()
    given = region.answer(row)
    for actor in (region.keerbergen, region.adviser):
        with pytest.raises(Denied):
            actions.accept_answer(answer_id=given.pk, **region.when, by=actor)
    colleague = a_person(region.boards[0], "secretary")
    actions.accept_answer(answer_id=given.pk, **region.when, by=colleague)
    row.refresh_from_db()
    assert (row.accepted_id, row.right_until) == (given.pk, region.today + timedelta(days=365))


def test_after_a_year_it_is_asked_once_whether_it_is_still_right(region, monkeypatch):
    row = region.ask(audience=Audience.EVERYBODY)
    actions.accept_answer(answer_id=region.answer(row).pk, **region.when, by=region.haacht)

    def night(day):
        return actions.ask_whether_right(now=region.now, today=day, by=the_platform())

    later = region.today + timedelta(days=365)
    assert [night(later - timedelta(days=1)), night(later), night(later)] == [0, 1, 0]
    assert Notice.objects.filter(kind="knowledge.check").get().person_id == region.haacht.person_id
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: later)
    assert [one.title for one in panels.waiting(region.haacht)] == [row.title]
    assert list(panels.waiting(region.keerbergen)) == []
    with pytest.raises(Denied):
        actions.check_answer(thread_id=row.pk, is_right=True, today=later, by=region.supplier)
    actions.check_answer(thread_id=row.pk, is_right=True, today=later, by=region.neighbour)
    assert list(panels.waiting(region.haacht)) == []
    row.refresh_from_db()
    assert row.right_until == later + timedelta(days=365)
    actions.check_answer(thread_id=row.pk, is_right=False, today=later, by=region.keerbergen)
    row.refresh_from_db()
    assert row.is_outdated
    assert night(row.right_until) == 0, "what is known to be outdated is not asked about"


def test_the_task_asks_every_night(region):
    row = region.ask()
    actions.accept_answer(answer_id=region.answer(row).pk, **region.when, by=region.haacht)
    Thread.objects.filter(pk=row.pk).update(right_until=region.today)
    tasks.every_night(timestamp=0)
    assert Notice.objects.filter(kind="knowledge.check").count() == 1


def test_nothing_to_check_before_an_answer_helped(region):
    row = region.ask()
    with pytest.raises(Refused):
        actions.check_answer(thread_id=row.pk, is_right=True, today=region.today, by=region.haacht)


def test_only_whoever_wrote_it_changes_an_answer(region):
    given = region.answer(region.ask())
    for actor in (region.haacht, region.adviser, a_person(region.boards[1], "ict_manager")):
        with pytest.raises(Denied):
            actions.change_answer(answer_id=given.pk, text="Iets anders", **region.when, by=actor)
    with pytest.raises(Refused):
        actions.change_answer(answer_id=given.pk, text=" ", **region.when, by=region.keerbergen)
    actions.change_answer(answer_id=given.pk, text="Beter zo", **region.when, by=region.keerbergen)
    given.refresh_from_db()
    assert (given.text, given.changed_at) == ("Beter zo", region.now)


def test_what_is_withdrawn_is_read_by_nobody(region):
    row = region.ask(audience=Audience.EVERYBODY)
    for actor in (region.keerbergen, region.helpdesk, region.supplier):
        with pytest.raises(Denied):
            actions.withdraw_thread(thread_id=row.pk, reason="Dubbel", **region.when, by=actor)
    actions.withdraw_thread(thread_id=row.pk, reason="Dubbel", **region.when, by=region.adviser)
    assert region.those(lambda actor: access.visible_threads(actor, region.today).exists()) == set()
    assert Notice.objects.get().person_id == region.haacht.person_id


def test_words_are_found_by_their_stem_in_questions_and_in_answers(region):
    row = region.ask(audience=Audience.BOARDS)
    region.answer(row, text="Wij gebruikten richtantennes op het dak van de bibliotheken.")
    region.ask(audience=Audience.BOARDS, title="Wie heeft een sjabloon voor bestekken?", text="Voor printers.")

    def found(words):
        return [one.title for one in queries.that_say(queries.threads(region.neighbour, region.today), words)]

    assert found("gebouwen") == found("toegangspunt") == found("bibliotheek") == [row.title]
    assert found("bestek -printers") == []
    assert found("kernreactor") == []


def test_alike_questions_are_shown_while_typing(region):
    row = region.ask(audience=Audience.BOARDS)
    assert queries.alike(region.neighbour, "wifi voor dikke muren", region.today) == [row]
    for typed in ("", "de", "' & | ! <-> :* \x00", "kernreactor"):
        assert queries.alike(region.neighbour, typed, region.today) == []


def test_an_accepted_answer_can_be_used_by_other_modules(region):
    row = region.ask(audience=Audience.EVERYBODY)
    given = region.answer(row)

    def as_help(actor, answer):
        return Use(label=f"Hulp van {answer.text}", url="/x/") if actor.is_of_support_point else None

    answer_uses.register("help", as_help)
    try:
        address, client = f"/kennis/vragen/{row.pk}/", browser_of(region.adviser.person_id)
        assert "Hulp van" not in client.get(address).content.decode()
        actions.accept_answer(answer_id=given.pk, **region.when, by=region.haacht)
        assert f"Hulp van {given.text}" in client.get(address).content.decode()
        assert "Hulp van" not in browser_of(region.haacht.person_id).get(address).content.decode()
    finally:
        answer_uses.unregister("help")


def test_the_database_keeps_an_audience_with_its_partnership(region):
    row = region.ask()
    for changed in ({"audience": "boards"}, {"audience": "x"}, {"partnership": None}, {"is_outdated": True}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Thread.objects.filter(pk=row.pk).update(**changed)


def test_as_many_queries_for_more_questions_and_answers(region):
    row = region.ask(audience=Audience.BOARDS)
    client = browser_of(region.neighbour.person_id)

    def asked(address):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = ("/kennis/vragen/", f"/kennis/vragen/{row.pk}/", "/kennis/vragen/?q=wifi&export=csv")
    before = [asked(address) for address in addresses]
    for actor in (region.keerbergen, region.neighbour, region.haacht):
        region.ask(actor, audience=Audience.BOARDS)
        region.answer(row, actor)
    assert [asked(address) for address in addresses] == before


def test_the_pages_work_for_a_person(region):
    client = browser_of(region.haacht.person_id)
    assert client.get("/kennis/vragen/nieuw/").status_code == 200
    typed = {
        "title": "Hoe back-up testen?",
        "text": "Zie <script>alert(1)</script> en https://voorbeeld.example/pagina",
        "audience": "partnership",
        "partnership": str(region.group.pk),
        "topics": [str(region.gis.pk)],
    }
    wrong = client.post("/kennis/vragen/nieuw/", typed | {"text": ""})
    assert wrong.status_code == 422
    assert "Hoe back-up testen?" in wrong.content.decode()
    assert client.post("/kennis/vragen/nieuw/", typed).status_code == 302
    row = Thread.objects.get()
    other = browser_of(region.keerbergen.person_id)
    address = f"/kennis/vragen/{row.pk}/"
    assert other.post(f"{address}antwoord/", {"text": ""}).status_code == 422
    assert other.post(f"{address}antwoord/", {"text": "Elk kwartaal een map terugzetten."}).status_code == 302
    given = Answer.objects.get()
    assert other.get(f"/kennis/antwoorden/{given.pk}/wijzigen/").status_code == 200
    assert other.post(f"/kennis/antwoorden/{given.pk}/wijzigen/", {"text": "Elke maand."}).status_code == 302
    assert other.post(f"/kennis/antwoorden/{given.pk}/aannemen/").status_code == 404
    assert client.post(f"/kennis/antwoorden/{given.pk}/aannemen/").status_code == 302
    assert other.post(f"{address}nakijken/", {"right": "no"}).status_code == 302
    page = client.get(address).content.decode()
    assert "klopt niet meer" in page
    assert "<script>alert" not in page
    assert 'href="https://voorbeeld.example/pagina"' in page
    assert other.get(f"{address}intrekken/").status_code == 404
    assert client.post(f"{address}intrekken/", {"reason": "Opgelost"}).status_code == 302
    assert client.get(address).status_code == 404


def test_a_clerk_reads_none(region):
    region.ask(audience=Audience.EVERYBODY)
    assert logged_in(region.boards[0], "clerk").get("/kennis/vragen/").status_code == 404
