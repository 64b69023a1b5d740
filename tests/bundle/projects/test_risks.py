"""Risks: noted and weighed by who works on the project, read by all who take part, by nobody else."""

import pytest

from steunpunt.bundle.projects import actions
from steunpunt.bundle.projects.actions.risks import Weighing
from steunpunt.bundle.projects.models import Risk
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.public import entries_about, lines
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import a_mayor, a_project, an_adviser_of, somebody
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen")]


@pytest.fixture
def project(boards):
    return a_project(*boards, by=an_adviser_of())


def keep(project, by, risk_id=None, **changed):
    weighing = Weighing(**({"title": "De leverancier stopt", "likelihood": 2, "impact": 5} | changed))
    return actions.keep_risk(project_id=project.pk, risk_id=risk_id, weighing=weighing, now=NOW, by=by)


def test_a_risk_is_noted_weighed_again_and_closed_and_all_of_it_is_history(project, boards):
    manager = somebody(boards[0], "ict_manager")
    row = keep(project, manager)
    assert row.weight == 10
    keep(project, manager, row.pk, likelihood=4)
    actions.close_risk(project_id=project.pk, risk_id=row.pk, now=NOW, by=manager)
    told = [line.fact for line in lines(entries_about(f"project:{project.pk}")) if "risk" in line.fact]
    assert told == ["projects.risk_closed", "projects.risk_noted", "projects.risk_noted"]
    keep(project, manager, row.pk)
    assert Risk.objects.get().closed_at is None, "weighed again, it is open again"


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"title": " "}, "title_missing"), ({"likelihood": 6}, "scale"), ({"impact": 0}, "scale")],
)
def test_what_cannot_be_weighed_is_refused(project, boards, changed, code):
    with pytest.raises(Refused) as refused:
        keep(project, somebody(boards[0], "ict_manager"), **changed)
    assert refused.value.codes == {code}
    assert not Risk.objects.exists()


def test_only_who_works_on_it_notes_and_only_who_sees_the_project_reads(project, boards):
    row = keep(project, somebody(boards[0], "ict_manager"))
    with pytest.raises(Denied):
        keep(project, a_mayor(boards[0]))
    here = f"/samenwerken/projecten/{project.pk}/risicos/"
    neighbour = logged_in(OrganisationFactory(), "ict_manager", "policy_maker")
    supplier = logged_in(OrganisationFactory(supplier=True), "contact")
    for client in (neighbour, supplier):
        assert {client.get(path).status_code for path in (here, f"{here}nieuw/", f"{here}{row.pk}/")} == {404}
        assert client.post(f"{here}{row.pk}/weg/").status_code == 404
    mayor = logged_in(boards[1], "policy_maker")
    assert "De leverancier stopt" in mayor.get(here).content.decode()
    assert mayor.get(f"{here}nieuw/").status_code == 404
    other = a_project(boards[0], by=an_adviser_of(OrganisationFactory(support_point=True, name="Ander steunpunt")))
    manager = logged_in(boards[0], "ict_manager")
    assert manager.post(f"/samenwerken/projecten/{other.pk}/risicos/{row.pk}/weg/").status_code == 404


def test_on_the_page_bad_input_is_said_and_nothing_is_lost(project, boards):
    manager = logged_in(boards[0], "ict_manager")
    here = f"/samenwerken/projecten/{project.pk}/risicos/"
    typed = {"title": "Vertraging", "likelihood": "9", "impact": "2", "measure": "Vroeg beginnen", "who": ""}
    wrong = manager.post(f"{here}nieuw/", typed)
    assert wrong.status_code == 422
    assert "Vroeg beginnen" in wrong.content.decode()
    assert manager.post(f"{here}nieuw/", typed | {"likelihood": "3"}).status_code == 302
    page = manager.get(here).content.decode()
    assert "1 risico staat open; het zwaarste: Vertraging." in page
    manager.post(f"{here}{Risk.objects.get().pk}/weg/")
    assert "Geen enkel risico staat open." in manager.get(here).content.decode()
