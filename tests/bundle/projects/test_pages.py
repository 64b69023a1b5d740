"""Pages of projects: for those who were asked, in the words that suit who looks."""

from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from steunpunt.assess.scan.public import Found
from steunpunt.bundle.projects import actions
from steunpunt.bundle.projects.actions.money import Assumption, Cost, Sharing
from steunpunt.bundle.projects.choices import Key, Standing
from steunpunt.bundle.projects.models import BoardAct, BusinessLine, CostLine, Project
from steunpunt.bundle.projects.panels import DraftProject, waiting
from steunpunt.bundle.projects.rules.business_case import Part, Timing, Way
from steunpunt.foundation.organisations.models import PopulationCount
from steunpunt.foundation.ui.finding import Words
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.projects import a_call, a_mayor, a_project, an_adviser_of, of, said_yes, somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def boards():
    made = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo")]
    for place, board in enumerate(made):
        PopulationCount.objects.create(organisation=board, year=2010, inhabitants=10_000 + 1_000 * place)
    return made


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def project(boards, support):
    adviser = an_adviser_of(support)
    made = a_project(*boards, by=adviser)
    for board, units in zip(boards, (40, 50, 60), strict=True):
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
    said_yes(made, boards[0])
    return made


def at(project, path=""):
    return f"/samenwerken/projecten/{project.pk}/{path}"


DECISION = {"verdict": "yes", "readers": "own", "decided_on": "2011-04-01"}


def test_a_mayor_reads_the_proposal_and_decides(project, boards):
    mayor = logged_in(boards[1], "policy_maker", mandates=("opt_in",))
    page = mayor.get(at(project))
    assert "1 van 3 besturen zegt tot nu toe ja" in page.text
    assert "Uw bestuur kan beslissen tot en met 01/05/2011" in page.text
    assert mayor.get(at(project, "beslissing/ontwerp.pdf")).content[:5] == b"%PDF-"
    file = SimpleUploadedFile("uittreksel.txt", b"Zitting van 1 april 2011")
    answer = mayor.post(at(project, "beslissing/"), DECISION | {"reason": "goed voor ons", "document": file})
    assert answer["Location"] == at(project)
    act = BoardAct.objects.latest("pk")
    assert (act.organisation_id, act.verdict, act.document.subject) == (
        boards[1].pk,
        "yes",
        f"board_file:{of(project, boards[1]).pk}",
    )
    own = mayor.get(at(project)).text
    assert "goed voor ons" in own
    download = f"/documenten/{act.document_id}/"
    assert mayor.get(download).status_code == 200
    for other in (logged_in(boards[0], "ict_manager"),):
        assert "goed voor ons" not in other.get(at(project)).text
        assert other.get(download).status_code == 404


def test_what_was_typed_is_kept_when_it_cannot_be(project, boards):
    mayor = logged_in(boards[1], "policy_maker", mandates=("opt_in",))
    typed = {"verdict": "yes_if", "readers": "own", "decided_on": "2011-04-02", "reason": "een lange uitleg"}
    page = mayor.post(at(project, "beslissing/"), typed)
    assert page.status_code == 422
    assert "een lange uitleg" in page.text
    assert "onder welke voorwaarde" in page.text
    assert of(project, boards[1]).standing == Standing.INTERESTED


def test_without_the_mandate_there_is_no_form_and_no_door(project, boards, support):
    manager = logged_in(boards[1], "ict_manager")
    assert 'name="verdict"' not in manager.get(at(project, "beslissing/")).text
    for client, path in (
        (manager, "beslissing/"),
        (logged_in(support, "adviser"), "beslissing/"),
        (logged_in(support, "adviser"), "ondertekenen/"),
        (logged_in(boards[2], "policy_maker", mandates=("opt_in", "sign")), f"papier/{of(project, boards[1]).pk}/"),
    ):
        assert client.post(at(project, path), DECISION).status_code == 404
    paper = at(project, f"papier/{of(project, boards[1]).pk}/")
    typed = {"act": "decision", "verdict": "yes", "decided_on": "2011-04-01"}
    adviser = logged_in(support, "adviser")
    assert adviser.post(paper, typed).status_code == 422
    assert BoardAct.objects.count() == 1
    file = SimpleUploadedFile("uittreksel.txt", b"Zitting van 1 april 2011")
    assert adviser.post(paper, typed | {"document": file}).status_code == 302
    assert "opgetekend door het steunpunt" in logged_in(boards[1], "secretary").get(at(project)).text


def test_who_was_not_asked_gets_nothing(project, boards):
    neighbour = OrganisationFactory()
    for client in (
        logged_in(neighbour, "ict_manager", "policy_maker", mandates=("opt_in", "sign")),
        logged_in(OrganisationFactory(supplier=True), "contact", "bidder"),
        logged_in(boards[0], "clerk"),
        logged_in(OrganisationFactory(support_point=True), "helpdesk_agent", "buyer", "consultant"),
    ):
        for path in ("", "kosten/", "geschiedenis/", "beslissing/", "beslissing/ontwerp.pdf", "uitrol/", "afweging/"):
            assert client.get(at(project, path)).status_code == 404
    assert Client().get(at(project)).status_code == 302
    assert project.title not in logged_in(neighbour, "ict_manager").get("/samenwerken/projecten/").text


# ── money ────────────────────────────────────────────────────────────────────
def test_a_board_sees_its_own_two_parts_and_those_of_all_but_not_of_another(project, boards, support):
    keerbergen = logged_in(boards[1], "ict_manager")
    chosen = {"kies": "1", "bestuur": [boards[0].pk]}
    page = keerbergen.get(at(project, "kosten/"), chosen)
    # 90 units: ordering 100 at 8.00 is cheaper than 90 at 10.00. With 1,000 fixed: 50/90 of 1,800.00; half of 100.01.
    assert [(row["name"], row["yearly"]) for row in page.context["rows"]] == [
        ("Keerbergen", {"supplier": "€ 1.000,00", "support": "€ 50,00", "total": "€ 1.050,00"})
    ]
    assert page.context["all_yearly"] == {"supplier": "€ 1.800,00", "support": "€ 100,01", "total": "€ 1.900,01"}
    assert "Niemand zou alleen beter af zijn" in page.text
    part = keerbergen.get(at(project, "kosten/"), chosen, headers={"HX-Request": "true"}).text
    assert part.lstrip().startswith('<div id="preview"')
    adviser = logged_in(support, "adviser").get(at(project, "kosten/"))
    assert [row["name"] for row in adviser.context["rows"]] == ["Haacht", "Keerbergen", "Tremelo"]
    assert [row["name"] for row in adviser.context["references"]] == ["Haacht", "Keerbergen", "Tremelo"]
    assert "wens van Tremelo" in logged_in(support, "adviser").get(at(project)).text
    assert "wens van Tremelo" not in keerbergen.get(at(project)).text


COST = {
    "label": "Opleiding",
    "timing": "once",
    "supplier_fixed": "100",
    "supplier_tiers": "1: 12,50; 100: 10,00",
    "supplier_key": "units",
    "support_key": "equal",
}


def test_a_cost_is_written_down_by_whoever_runs_it_and_changed_without_losing_the_former(project, boards, support):
    adviser = logged_in(support, "adviser")
    assert logged_in(boards[0], "ict_manager").get(at(project, "kosten/nieuw/")).status_code == 404
    mixed = {"supplier_second": "inhabitants", "supplier_percentage": "60", "supplier_cap": "900"}
    assert adviser.post(at(project, "kosten/nieuw/"), COST | mixed).status_code == 302
    line = CostLine.objects.get(label="Opleiding")
    assert line.supplier_tiers == [[1, "12.50"], [100, "10.00"]]
    assert line.supplier_rule == {"keys": [["units", 60], ["inhabitants", 40]], "floor": 0, "cap": 90_000}
    assert "1: 12,50; 100: 10,00" in adviser.get(at(project, f"kosten/{line.pk}/")).text
    adviser.post(at(project, f"kosten/{line.pk}/"), COST | {"label": "Opleiding GIS"})
    assert list(CostLine.objects.order_by("pk").values_list("label", "is_dropped")) == [
        ("Hosting", False),
        ("Opleiding", True),
        ("Opleiding GIS", False),
    ]


@pytest.mark.parametrize(
    "typed",
    [
        {"supplier_fixed": "-1"},
        {"supplier_tiers": "gratis"},
        {"supplier_tiers": "5: 10"},
        {"supplier_tiers": "1: NaN"},
        {"supplier_tiers": "1: -5"},
        {"label": " "},
        {"supplier_second": "units"},
        {"supplier_floor": "10", "supplier_cap": "5"},
        {"supplier_fixed": "", "supplier_tiers": ""},
    ],
)
def test_amounts_that_cannot_be_are_refused_and_stay_on_the_screen(project, support, typed):
    page = logged_in(support, "adviser").post(at(project, "kosten/nieuw/"), COST | typed)
    assert page.status_code == 422
    assert CostLine.objects.count() == 1


def test_the_business_case_is_the_boards_own(project, boards, support):
    by = somebody(boards[1], "ict_manager")
    amounts = {"low": Decimal(1_500), "likely": Decimal(2_500), "high": Decimal(4_000)}
    for part in (Part.SUPPLIER, Part.SUPPORT):
        line = Assumption(label=f"alleen {part}", way=Way.ALONE, part=part, timing=Timing.YEARLY, **amounts)
        actions.keep_business_line(project_id=project.pk, assumption=line, by=by)
    page = logged_in(boards[1], "secretary").get(at(project, "afweging/"))
    assert "goedkoper dan alleen" in page.text
    assert page.context["pays_back"] == 0
    assert page.context["alone"] == {"supplier": "€ 10.000", "support": "€ 10.000", "total": "€ 20.000"}
    assert "alleen supplier" not in logged_in(boards[0], "ict_manager").get(at(project, "afweging/")).text
    adviser = logged_in(support, "adviser")
    assert adviser.get(at(project, "afweging/")).status_code == 404
    kept = BusinessLine.objects.first()
    assert logged_in(boards[0], "ict_manager").post(at(project, f"afweging/{kept.pk}/weg/")).status_code == 404


# ── proposing, waiting, finding ──────────────────────────────────────────────
def test_an_opportunity_of_the_scan_opens_into_a_draft_and_the_way_back_is_kept(boards, support):
    found = Found(round_id=7, domain="APP", scope="share", title="GIS", organisation_ids=[board.pk for board in boards])
    adviser = an_actor(support, "adviser")
    link = DraftProject().link(adviser, found)
    assert DraftProject().link(an_actor(boards[0], "policy_maker"), found) is None
    client = logged_in(support, "adviser")
    page = client.get(link.url + "&sjabloon=gis")
    assert page.text.count("checked") == 3
    assert "licenties" in page.text
    typed = {"title": "GIS samen", "purpose": "Kaarten", "boards": [board.pk for board in boards]}
    project = Project.objects.get(pk=client.post(link.url, typed)["Location"].rstrip("/").rsplit("/", 1)[-1])
    assert (project.origin, project.round_id, project.domain) == ("opportunity", 7, "APP")
    assert project.origin_boards == [board.pk for board in boards]
    assert "/scan/rondes/7/samen/?bestuur=" in client.get(at(project)).text
    assert logged_in(boards[0], "ict_manager").get(at(project)).status_code == 404
    client.post(at(project, "starten/"))
    assert "/scan/rondes/7/" not in logged_in(boards[0], "ict_manager").get(at(project)).text


def test_what_waits_for_a_board_stands_on_its_home_page_until_it_is_done(project, boards):
    mayor = a_mayor(boards[1])
    assert [item.url for item in waiting(mayor)] == [at(project, "beslissing/")]
    assert list(waiting(a_mayor(boards[0]))) == [], "it decided"
    said_yes(project, boards[1], by=mayor)
    assert list(waiting(mayor)) == []


def test_a_project_is_found_by_those_who_see_it(project, boards):
    from steunpunt.bundle.projects.finders import projects

    assert [hit.url for hit in projects(somebody(boards[0], "ict_manager"), Words.of("gis"))] == [at(project)]
    assert list(projects(somebody(OrganisationFactory(), "ict_manager"), Words.of("gis"))) == []


@pytest.mark.parametrize("more", [0, 2])
def test_the_pages_ask_as_much_for_many_boards_as_for_few(
    project, boards, support, django_assert_max_num_queries, more
):
    adviser = an_adviser_of(support)
    for _ in range(more):
        a_project(*boards, by=adviser)
    actions.invite_boards(
        project_id=project.pk, boards=[OrganisationFactory().pk for _ in range(more)], now=NOW, by=adviser
    )
    actions.keep_cost_line(
        now=NOW,
        project_id=project.pk,
        line_id=None,
        cost=Cost(
            label="Vast", timing=Timing.ONCE, supplier_fixed=Decimal(9), supplier_rule=Sharing(keys=((Key.EQUAL, 100),))
        ),
        by=adviser,
    )
    client, runs = logged_in(boards[1], "ict_manager"), logged_in(support, "adviser")
    for one in (client, runs):
        one.get(at(project))
        for path, count in (("", PAGE), ("kosten/", COSTS), ("uitrol/", ROLLOUT), ("fasen/", PLACES)):
            with django_assert_max_num_queries(count):
                assert one.get(at(project, path)).status_code == 200
    with django_assert_max_num_queries(DECIDING):
        client.get(at(project, "beslissing/"))
    with django_assert_max_num_queries(LIST):
        client.get("/samenwerken/projecten/")


PAGE, COSTS, ROLLOUT, PLACES, DECIDING, LIST = 12, 10, 6, 9, 12, 9


def test_a_sum_of_few_boards_does_not_say_what_another_pays(project, boards, support):
    own, other = boards[1], boards[2]
    asked = {"kies": "1", "bestuur": [own.pk, other.pk]}
    page = logged_in(own, "ict_manager").get(at(project, "kosten/"), asked)
    assert page.context["reads_sum"] is False
    assert page.context["all_whole"]["total"] not in page.text
    answer = logged_in(own, "ict_manager").get(f"/api/v1/projects/{project.pk}/costs", {"boards": [own.pk, other.pk]})
    assert answer.json()["total"] is None
    assert logged_in(support, "adviser").get(at(project, "kosten/"), asked).context["reads_sum"] is True
    alone = logged_in(own, "ict_manager").get(at(project, "kosten/"), {"kies": "1", "bestuur": [own.pk]})
    assert alone.context["reads_sum"] is True, "its own amounts alone"
