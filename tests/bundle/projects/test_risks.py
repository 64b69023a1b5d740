"""What could go wrong: said by boards, weighed by whoever runs the project, never overwritten."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.bundle.projects import actions, queries
from steunpunt.bundle.projects.actions.risks import Appraisal
from steunpunt.bundle.projects.choices import Gravity, RiskState, Standing
from steunpunt.bundle.projects.models import Participation, Risk, RiskAppraisal
from steunpunt.bundle.projects.rules import risks as rules
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import entries_about, lines
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.projects import a_mayor, a_project, a_risk, an_adviser_of, somebody
from tests.factories.scan import NOW, TODAY

LATE = {"title": "De leverancier levert te laat", "likelihood": 3, "impact": 4}


# ── rules ────────────────────────────────────────────────────────────────────
@given(st.integers(1, 5), st.integers(1, 5))
def test_a_heavier_step_never_makes_a_risk_lighter(likelihood, impact):
    order = list(Gravity)
    here = rules.weight(likelihood, impact)
    assert 1 <= here <= 25
    for more in (rules.weight(likelihood + 1, impact), rules.weight(likelihood, impact + 1)):
        assert more > here
        assert order.index(rules.gravity(more)) >= order.index(rules.gravity(here))


@pytest.mark.parametrize(
    ("weight", "gravity"),
    [(1, "light"), (5, "light"), (6, "watch"), (10, "watch"), (12, "heavy"), (25, "heavy")],
)
def test_the_gravity_goes_by_the_weight(weight, gravity):
    assert rules.gravity(weight) == gravity


# ── actions ──────────────────────────────────────────────────────────────────
@pytest.fixture
def boards():
    return [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen")]


@pytest.fixture
def adviser():
    return an_adviser_of()


@pytest.fixture
def project(boards, adviser):
    return a_project(*boards, by=adviser)


@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def weighed(risk, by, *, seen=None, today=TODAY, **changed):
    appraisal = Appraisal(**(LATE | changed))
    return actions.weigh_risk(
        project_id=risk.project_id, risk_id=risk.pk, appraisal=appraisal, seen=seen, now=NOW, today=today, by=by
    )


@pytest.mark.django_db
def test_a_risk_is_weighed_again_and_everything_that_was_said_stays(project, adviser):
    risk = a_risk(project, by=adviser)
    later = TODAY + timedelta(days=3)
    weighed(risk, adviser, likelihood=2, measure="Boete per week", today=later)
    weighed(risk, adviser, likelihood=2, measure="Levering is binnen", state=RiskState.CLOSED, today=later)
    said = [(row.likelihood, row.impact, row.state, row.since_on) for row in queries.appraisals(risk)]
    assert said == [(2, 4, "closed", later), (2, 4, "open", TODAY), (3, 4, "open", TODAY)]
    told = [line.sentence for line in lines(entries_about(f"project:{project.pk}")[:3])]
    assert told == [
        "Risico 1, De leverancier levert te laat: afgesloten, met gewicht 8 van 25.",
        "Risico 1, De leverancier levert te laat: open, met gewicht 8 van 25.",
        "Risico 1 opgetekend: De leverancier levert te laat.",
    ]


@pytest.mark.django_db
def test_saying_the_same_again_writes_nothing(project, adviser):
    risk = a_risk(project, by=adviser)
    told = Entry.objects.count()
    weighed(risk, adviser)
    assert (RiskAppraisal.objects.count(), Entry.objects.count()) == (1, told)


@pytest.mark.django_db
def test_the_heaviest_comes_first_and_what_is_closed_last(project, adviser):
    light = a_risk(project, by=adviser, likelihood=1, impact=2)
    closed = a_risk(project, by=adviser, likelihood=5, impact=5)
    heavy = a_risk(project, by=adviser, likelihood=4, impact=4)
    weighed(closed, adviser, likelihood=5, impact=5, measure="Opgelost", state=RiskState.CLOSED)
    a_risk(a_project(OrganisationFactory(), by=adviser), by=adviser)
    found = queries.risks(project).order_by("-rank")
    assert [(row.risk_id, row.weight) for row in found] == [(heavy.pk, 16), (light.pk, 2), (closed.pk, 25)]
    assert [row.risk.number for row in found] == [3, 1, 2]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"title": " "}, "title_missing"),
        ({"likelihood": 0}, "likelihood"),
        ({"impact": 6}, "impact"),
        ({"state": RiskState.ACCEPTED}, "why_missing"),
        ({"state": RiskState.CLOSED, "measure": " "}, "why_missing"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(project, adviser, changed, code):
    risk = a_risk(project, by=adviser)
    told = Entry.objects.count()
    with pytest.raises(Refused) as refused:
        weighed(risk, adviser, **changed)
    assert refused.value.codes == {code}
    with pytest.raises(Refused):
        a_risk(project, by=adviser, **changed)
    assert (Risk.objects.count(), RiskAppraisal.objects.count(), Entry.objects.count()) == (1, 1, told)


@pytest.mark.django_db
def test_who_was_overtaken_looks_first(project, adviser):
    risk = a_risk(project, by=adviser)
    seen = queries.appraisals(risk)[0].pk
    weighed(risk, adviser, seen=seen, likelihood=5)
    with pytest.raises(Refused) as refused:
        weighed(risk, adviser, seen=seen, likelihood=1)
    assert refused.value.codes == {"overtaken"}


@pytest.mark.django_db
def test_a_board_writes_down_a_risk_and_whoever_runs_it_weighs(project, boards, adviser):
    manager = somebody(boards[0], "ict_manager")
    risk = a_risk(project, by=manager)
    for other in (manager, a_mayor(boards[0]), somebody(boards[1], "ict_manager")):
        with pytest.raises(Denied):
            weighed(risk, other, likelihood=1)
    with pytest.raises(Denied):
        a_risk(project, by=manager, measure="zo is het", state=RiskState.ACCEPTED)
    for other in (a_mayor(boards[0]), an_actor(boards[0], "ict_manager", looking_in_id=1)):
        with pytest.raises(Denied):
            a_risk(project, by=other)
    Participation.objects.filter(organisation=boards[1]).update(standing=Standing.LEFT, leaves_on=TODAY)
    for stranger in (
        somebody(boards[1], "ict_manager"),
        somebody(OrganisationFactory(), "ict_manager"),
        somebody(OrganisationFactory(supplier=True), "contact"),
        somebody(OrganisationFactory(support_point=True), "helpdesk_agent"),
    ):
        with pytest.raises(project.DoesNotExist):
            a_risk(project, by=stranger)
    assert RiskAppraisal.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "broken", [{"likelihood": 6}, {"impact": 0}, {"title": ""}, {"state": "weg"}, {"state": "closed", "measure": ""}]
)
def test_the_database_holds_the_same(project, adviser, broken):
    risk = a_risk(project, by=adviser)
    with pytest.raises(IntegrityError), transaction.atomic():
        RiskAppraisal.objects.create(**({"risk": risk, **LATE, "since_on": TODAY, "told_at": NOW} | broken))


# ── pages ────────────────────────────────────────────────────────────────────
def at(project, path=""):
    return f"/samenwerken/projecten/{project.pk}/risicos/{path}"


TYPED = {k: str(v) for k, v in LATE.items()} | {"measure": "Boete per week", "who": "Steunpunt"}


@pytest.mark.django_db
def test_on_the_page_it_is_written_weighed_and_exported(project, boards, adviser, today):
    from steunpunt.foundation.organisations.models import Organisation

    support = Organisation.objects.get(pk=adviser.organisation_id)
    runs, manager = logged_in(support, "adviser"), logged_in(boards[0], "ict_manager")
    assert "nog niets opgetekend" in manager.get(at(project)).text
    assert manager.post(at(project, "nieuw/"), TYPED)["Location"] == at(project)
    risk = Risk.objects.get()
    page = manager.get(at(project))
    assert "1 risico staat open; 1 daarvan is zwaar en vraagt een maatregel." in page.text
    assert [(cell["tone"], len(cell["risks"])) for cell in page.context["grid"][2]["cells"]] == [
        ("light", 0),
        ("watch", 0),
        ("watch", 0),
        ("heavy", 1),
        ("heavy", 0),
    ]
    assert 'name="state"' not in manager.get(at(project, f"{risk.pk}/")).text
    assert manager.post(at(project, f"{risk.pk}/"), TYPED).status_code == 404
    seen = {"seen": str(queries.appraisals(risk)[0].pk)}
    refused = runs.post(at(project, f"{risk.pk}/"), TYPED | seen | {"state": "closed", "measure": ""})
    assert (refused.status_code, "waarom het aanvaard of afgesloten is" in refused.text) == (422, True)
    assert runs.post(at(project, f"{risk.pk}/"), TYPED | seen | {"state": "closed"})["Location"] == at(project)
    overtaken = runs.post(at(project, f"{risk.pk}/"), TYPED | seen | {"measure": "iets anders", "state": "open"})
    assert (overtaken.status_code, "iets anders" in overtaken.text) == (422, True)
    row = manager.get(at(project), {"export": "csv"}).content.decode().splitlines()[1]
    assert row.endswith("zwaar;3;4;Boete per week;Steunpunt;Afgesloten;01/04/2011")


@pytest.mark.django_db
def test_the_pages_are_for_whoever_sees_the_project(project, boards, adviser, today):
    risk = a_risk(project, by=adviser)
    other = a_project(OrganisationFactory(), by=adviser)
    for client in (
        logged_in(OrganisationFactory(), "ict_manager"),
        logged_in(OrganisationFactory(supplier=True), "contact"),
        logged_in(boards[0], "clerk"),
    ):
        for path in ("", "nieuw/", f"{risk.pk}/"):
            assert client.get(at(project, path)).status_code == 404
    assert logged_in(boards[0], "policy_maker").get(at(project, "nieuw/")).status_code == 404
    assert logged_in(boards[0], "policy_maker").get(at(project, f"{risk.pk}/")).status_code == 200
    assert logged_in(boards[0], "ict_manager").get(at(other, f"{risk.pk}/")).status_code == 404


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_many_risks_ask_as_much_as_one(project, boards, adviser, today, django_assert_num_queries, count):
    for _ in range(count):
        weighed(a_risk(project, by=adviser), adviser, likelihood=2)
    client = logged_in(boards[0], "ict_manager")
    client.get(at(project))
    with django_assert_num_queries(8):
        client.get(at(project))
