"""Projects over the API: the same rows and the same refusals as on the pages; nobody decides for another's board."""

from datetime import timedelta

import pytest
from django.test import Client

from steunpunt.bundle.projects import access, actions
from steunpunt.bundle.projects.choices import Outcome, Phase, Readers, Standing, TakenBy, Verdict
from steunpunt.bundle.projects.models import BoardAct, Interest, Participation
from steunpunt.foundation.access.actions import make_key
from steunpunt.foundation.organisations.models import PopulationCount
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.projects import (
    DEADLINE,
    a_call,
    a_mayor,
    a_project,
    a_stand,
    an_adviser_of,
    of,
    somebody,
)
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
HERE = "/api/v1/projects"
YES = {"verdict": "yes", "decided_on": "2011-04-01"}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def boards():
    made = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo")]
    for board in made:
        PopulationCount.objects.create(organisation=board, year=2010, inhabitants=10_000)
    return made


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def project(boards, support):
    """In a call; Haacht and Keerbergen are interested in 40 and 50, Haacht said no for a reason of its own."""
    adviser = an_adviser_of(support)
    made = a_project(*boards, by=adviser)
    for board, units in zip(boards[:2], (40, 50), strict=True):
        actions.say_interest(
            project_id=made.pk,
            is_interested=True,
            units=units,
            wishes=f"wens van {board.name}",
            now=NOW,
            today=TODAY,
            by=somebody(board, "ict_manager"),
        )
    a_call(made, by=adviser, min_boards=2)
    stand = a_stand(Verdict.NO, reason="te duur", readers=Readers.OWN)
    actions.decide(project_id=made.pk, stand=stand, paper=None, now=NOW, today=TODAY, by=a_mayor(boards[0]))
    return made


def at(project, path=""):
    return f"{HERE}/{project.pk}{path}"


def sent(client, method, path, body):
    return getattr(client, method)(path, body, content_type="application/json")


def test_a_board_reads_what_it_was_asked_for_and_a_neighbour_nothing(project, boards, support):
    adviser = an_adviser_of(support)
    actions.plan_phases(project_id=project.pk, dates={Phase.NEED: (TODAY, DEADLINE)}, by=adviser)
    a_project(OrganisationFactory(), by=adviser, title="Iets anders")
    client = logged_in(boards[1], "ict_manager")
    listed = client.get(HERE).json()
    assert (listed["count"], [row["id"] for row in listed["results"]]) == (1, [project.pk])
    assert client.get(HERE, {"q": "gis", "phase": "need", "state": "running"}).json()["count"] == 1
    assert client.get(HERE, {"phase": "rollout"}).json() == {"count": 0, "results": []}
    found = client.get(at(project)).json()
    assert (found["asked"], found["aboard"], found["deadline_on"]) == (3, 0, f"{DEADLINE:%Y-%m-%d}")
    assert found["phases"] == [{"phase": "need", "starts_on": "2011-04-01", "ends_on": f"{DEADLINE:%Y-%m-%d}"}]
    assert [(call["number"], call["outcome"], call["min_boards"]) for call in found["calls"]] == [(1, None, 2)]
    assert logged_in(support, "adviser").get(HERE).json()["count"] == 2
    Participation.objects.filter(organisation=boards[2]).update(standing=Standing.LEFT, leaves_on=TODAY)
    for nobody in (
        logged_in(OrganisationFactory(), "ict_manager", "policy_maker", mandates=("opt_in",)),
        logged_in(OrganisationFactory(supplier=True), "contact", "bidder"),
        logged_in(boards[2], "ict_manager"),
        logged_in(boards[1], "clerk"),
        logged_in(support, "helpdesk_agent"),
    ):
        assert nobody.get(HERE).json() == {"count": 0, "results": []}
        for path in ("", "/participations", "/costs"):
            assert nobody.get(at(project, path)).status_code == 404
        assert sent(nobody, "post", at(project, "/decision"), YES).status_code == 404
        assert sent(nobody, "put", at(project, "/interest"), {"is_interested": True}).status_code == 404
    assert Client().get(HERE).status_code == 401


def test_numbers_wishes_and_reasons_are_for_whom_they_are_on_the_page(project, boards, support):
    def rows(client):
        return {
            row["organisation"]: (
                row["units"],
                row["wishes"],
                row["last_decision"] and row["last_decision"]["reason"],
            )
            for row in client.get(at(project, "/participations")).json()
        }

    assert rows(logged_in(boards[0], "ict_manager")) == {
        "Haacht": (40, "wens van Haacht", "te duur"),
        "Keerbergen": (None, None, None),
        "Tremelo": (None, None, None),
    }
    assert rows(logged_in(boards[1], "ict_manager")) == {
        "Haacht": (None, None, None),
        "Keerbergen": (50, "wens van Keerbergen", None),
        "Tremelo": (None, None, None),
    }
    assert rows(logged_in(support, "adviser")) == {
        "Haacht": (40, "wens van Haacht", None),
        "Keerbergen": (50, "wens van Keerbergen", None),
        "Tremelo": (None, "", None),
    }


def a_no_go(project, support):
    """The boards decide no more: numbers can be given again."""
    actions.close_call(
        project_id=project.pk,
        outcome=Outcome.NO_GO,
        taken_by=TakenBy.STEERING_GROUP,
        taken_on=TODAY,
        note="Te weinig besturen.",
        now=NOW,
        today=TODAY,
        by=an_adviser_of(support),
    )


def test_numbers_stay_while_boards_decide_about_them(project, boards, support):
    client = logged_in(boards[2], "ict_manager")
    answer = sent(client, "put", at(project, "/interest"), {"is_interested": True, "units": 5_000})
    assert (answer.status_code, [one["code"] for one in answer.json()["reasons"]]) == (409, ["call_open"])
    assert of(project, boards[2]).interests.count() == 0
    a_no_go(project, support)
    assert sent(client, "put", at(project, "/interest"), {"is_interested": True, "units": 50}).status_code == 204


def test_a_board_says_that_it_is_interested(project, boards, support):
    a_no_go(project, support)
    manager = logged_in(boards[2], "ict_manager")
    body = {"is_interested": True, "units": 60, "wishes": "opleiding"}
    assert sent(manager, "put", at(project, "/interest"), body).status_code == 204
    said = Interest.objects.order_by("-pk")[0]
    assert (said.participation, said.units, said.wishes) == (of(project, boards[2]), 60, "opleiding")
    absurd = sent(manager, "put", at(project, "/interest"), body | {"units": 5_000_000})
    assert (absurd.status_code, [one["code"] for one in absurd.json()["reasons"]]) == (409, ["absurd"])
    for other in (logged_in(boards[2], "secretary"), logged_in(support, "adviser")):
        assert sent(other, "put", at(project, "/interest"), body).status_code == 403


def test_only_the_mandated_person_of_the_board_decides(project, boards, support):
    for other in (
        logged_in(support, "adviser"),
        logged_in(boards[1], "ict_manager"),
        logged_in(boards[1], "policy_maker", mandates=("sign", "order")),
    ):
        answer = sent(other, "post", at(project, "/decision"), YES)
        assert (answer.status_code, answer["Content-Type"]) == (403, "application/problem+json")
    assert BoardAct.objects.count() == 1
    mayor = logged_in(boards[1], "policy_maker", mandates=("opt_in",))
    unclear = sent(mayor, "post", at(project, "/decision"), YES | {"verdict": "yes_if"})
    assert (unclear.status_code, unclear.json()["reasons"][0]["field"]) == (409, "condition")
    for wrong in ({"verdict": "perhaps"}, {"decided_on": 1}, {"decided_on": "1 april"}, {"for": boards[0].pk}):
        assert sent(mayor, "post", at(project, "/decision"), YES | wrong).status_code == 422
    answer = sent(mayor, "post", at(project, "/decision"), YES | {"reason": "goed voor ons", "readers": "own"})
    assert (answer.status_code, answer.json()["verdict"], answer.json()["is_from_paper"]) == (200, "yes", False)
    act = BoardAct.objects.latest("pk")
    assert (act.organisation_id, act.recorded_for_id, act.reason) == (boards[1].pk, boards[1].pk, "goed voor ons")
    assert of(project, boards[1]).standing == Standing.JOINING


def test_a_key_does_what_its_owner_may_within_its_scopes_and_never_decides(project, boards, support):
    a_no_go(project, support)
    owner = a_member(boards[1], "ict_manager", "policy_maker", mandates=("opt_in",))

    def asked(method, path, *scopes, body=None):
        _key, secret = make_key(
            name="Toepassing",
            scopes=scopes,
            expires_on=TODAY + timedelta(days=30),
            now=NOW,
            today=TODAY,
            by=an_actor(boards[1], "ict_manager", person_id=owner.pk),
        )
        headers = {"Authorization": f"Bearer {secret}"}
        return getattr(Client(), method)(at(project, path), body, content_type="application/json", headers=headers)

    assert asked("get", "", "scan:read", "scan:write").status_code == 404
    assert asked("get", "/participations", "projects:read").status_code == 200
    interest = {"is_interested": False}
    assert asked("put", "/interest", "projects:read", body=interest).status_code == 403
    assert asked("put", "/interest", "projects:read", "projects:write", body=interest).status_code == 204
    assert asked("post", "/decision", "projects:read", "projects:write", body=YES).status_code == 403
    with_mandate = an_actor(
        boards[1],
        "policy_maker",
        person_id=owner.pk,
        mandates=frozenset({"opt_in", "sign"}),
        scopes=frozenset({"projects:read", "projects:write"}),
    )
    assert not access.may_decide(with_mandate)
    assert not access.may_sign(with_mandate)
    assert BoardAct.objects.count() == 1


def test_a_board_sees_its_own_share_and_whoever_runs_it_all_shares(project, boards, support):
    haacht, keerbergen, _tremelo = boards
    client = logged_in(keerbergen, "ict_manager")
    found = client.get(at(project, "/costs"), {"boards": [haacht.pk]}).json()
    # 90 units: ordering 100 at 8.00 is cheaper than 90 at 10.00. With 1,000 fixed: 50/90 of 1,800.00; half of 100.01.
    assert [(one["organisation_id"], one["yearly"]) for one in found["shares"]] == [
        (keerbergen.pk, {"supplier": "1000.00", "support": "50.00"})
    ]
    assert found["total"] is None, "less its own it would be what the other pays"
    everybody = logged_in(support, "adviser").get(at(project, "/costs"), {"boards": [haacht.pk, keerbergen.pk]}).json()
    assert everybody["total"]["yearly"] == {"supplier": "1800.00", "support": "100.01"}
    assert {one["organisation_id"] for one in everybody["shares"]} == {haacht.pk, keerbergen.pk}
    assert client.get(at(project, "/costs"), {"boards": ["x"]}).status_code == 422


@pytest.mark.parametrize("more", [0, 2])
def test_many_projects_and_boards_ask_as_much_as_few(project, boards, support, django_assert_max_num_queries, more):
    adviser = an_adviser_of(support)
    for _ in range(more):
        a_project(*boards, by=adviser)
    new = [OrganisationFactory().pk for _ in range(more)]
    actions.invite_boards(project_id=project.pk, boards=new, now=NOW, by=adviser)
    client = logged_in(boards[1], "ict_manager")
    client.get(HERE)
    for path, count in (
        (HERE, 5),
        (at(project), 6),
        (at(project, "/participations"), 9),
        (at(project, "/costs"), 9),
    ):
        with django_assert_max_num_queries(count):
            assert client.get(path).status_code == 200
