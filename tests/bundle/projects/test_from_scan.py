"""A draft project that an opportunity of the scan opened into: it says why, for whoever looks, by name only whom one sees."""

import re

import pytest

from steunpunt.assess.scan import actions as scan_actions
from steunpunt.assess.scan.models import DomainView, Scan
from steunpunt.bundle.projects.choices import Origin
from steunpunt.bundle.projects.models import Project
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import a_project, an_adviser_of
from tests.factories.scan import NOW, TODAY, a_round_of_noord, a_secretary, noord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def members():
    return noord()


@pytest.fixture
def boards(members):
    return members[0]


@pytest.fixture
def group(members):
    return members[1]


@pytest.fixture
def round_(boards, group):
    """Haacht wants to lead."""
    made = a_round_of_noord(boards)
    scan = Scan.objects.get(round=made, organisation=boards[1])
    DomainView.objects.filter(scan=scan, domain="LEV").update(want=3, with_whom=["GG"])
    return made


def page(client, project):
    return client.get(f"/samenwerken/projecten/{project.pk}/").content.decode()


def born(round_, boards, support):
    return a_project(
        *boards,
        by=an_adviser_of(support),
        origin=Origin.OPPORTUNITY,
        round_id=round_.pk,
        domain="LEV",
        way="GG",
        origin_boards=[board.pk for board in boards],
    )


def test_from_the_page_of_a_partnership_it_begins_with_its_members_and_where_it_comes_from(
    boards, group, round_, support
):
    client = logged_in(support, "adviser")
    card = client.get(f"/scan/rondes/{round_.pk}/samen/{group.pk}/").context["first"]
    url = next(link.url for one in card if one["domain"] == "LEV" for link in one["links"])
    form = client.get(url).context["form"]
    assert form.initial["partnership"] == group.pk
    text = form.initial["purpose"]
    assert text.endswith(
        "kwam uit “Samenwerkingsscan 2011” als iets wat 3 besturen samen kunnen doen (gemeenten onder elkaar)."
    )
    assert not any(board.name in text for board in boards), "others read this text: no name, no level"
    typed = {"title": "Contracten samen", "purpose": text, "boards": [board.pk for board in boards]}
    client.post(url, typed)
    made = Project.objects.get()
    assert (made.domain, made.origin_way, made.origin_boards) == ("LEV", "GG", sorted(board.pk for board in boards))


def test_an_adviser_reads_why_who_could_help_and_what_was_wished_and_each_board_hears_of_the_look(
    boards, round_, support
):
    project = born(round_, boards, support)
    shown = page(logged_in(support, "adviser"), project)
    computed, wished = shown.index("Berekend</dt>"), shown.index("Gewenst</dt>")
    helper = re.search(r"Wie kan helpen</dt><dd>Tremelo \(\d,\d\)</dd>", shown)
    assert helper is not None
    assert computed < helper.start() < wished
    assert wished < shown.index("Haacht wil trekken.")
    assert [shown.count(f'data-label="Bestuur">{board.name}<') for board in boards] == [1, 1, 1]
    looks = Entry.objects.filter(fact="scan.result_looked_at").values_list("organisation_id", flat=True)
    assert sorted(looks) == sorted(board.pk for board in boards)


def test_a_board_reads_of_those_that_show_themselves_to_it_and_no_longer_once_that_is_taken_back(
    boards, group, round_, support
):
    project = born(round_, boards, support)
    for board in boards[:2]:
        scan_actions.give_consent(group_id=group.pk, now=NOW, today=TODAY, by=a_secretary(board))
    client = logged_in(boards[0], "ict_manager")
    shown = page(client, project)
    assert ("Haacht wil trekken." in shown, "Tremelo (" in shown) == (True, False)
    assert "1 bestuur van de kans toont zich niet bij naam aan u" in shown
    scan_actions.withdraw_consent(group_id=group.pk, now=NOW, by=a_secretary(boards[1]))
    assert "Uit de scan" not in page(client, project)


def test_who_has_no_part_in_the_round_reads_nothing_of_it(boards, group, round_, support):
    outsider = OrganisationFactory(name="Boortmeerbeek")
    project = born(round_, [*boards, outsider], support)
    assert "Uit de scan" not in page(logged_in(outsider, "ict_manager"), project)
    answer = logged_in(boards[0], "finance").get(f"/samenwerken/projecten/{project.pk}/")
    assert "Uit de scan" not in answer.content.decode()


@pytest.mark.parametrize("count", [2, 3])
def test_why_it_is_worth_it_costs_the_page_a_fixed_number_of_queries(
    boards, round_, support, django_assert_num_queries, count
):
    project = born(round_, boards[:count], support)
    client = logged_in(support, "adviser")
    page(client, project)
    with django_assert_num_queries(22 + count):  # for each board that was looked at a line in its journal
        page(client, project)


def test_a_program_proposes_what_an_opportunity_promises_and_reads_why(boards, group, round_, support):
    adviser = logged_in(support, "adviser")
    ids = [board.pk for board in boards]
    found = adviser.get(f"/api/v1/rounds/{round_.pk}/partnerships/{group.pk}/opportunities").json()["opportunities"]
    one = next(each for each in found if each["domain"] == "LEV")
    given = {
        "title": "Contracten samen",
        "purpose": "Samen beter",
        "organisation_ids": ids,
        "opportunity": {"round_id": round_.pk, "domain": "LEV", "scope": one["scope"], "organisation_ids": ids},
    }
    made = adviser.post("/api/v1/projects", given, "application/json")
    assert (made.status_code, made.json()["origin"], made.json()["state"]) == (201, "opportunity", "proposed")
    place = f"/api/v1/projects/{made.json()['id']}/from-scan"
    said = adviser.get(place).json()
    assert (said["why"], said["wished"]) == (one["computed"], one["wished"])
    assert [board["name"] for board in said["boards"]] == ["Keerbergen", "Haacht", "Tremelo"]
    ict = logged_in(boards[0], "ict_manager")
    assert ict.get(place).status_code == 404, "only proposed: nobody else sees it yet"
    assert adviser.post("/api/v1/projects", {**given, "title": " "}, "application/json").status_code == 409
    assert logged_in(boards[0], "policy_maker").post("/api/v1/projects", given, "application/json").status_code == 403
    stranger = OrganisationFactory(name="Ver weg")
    asked = {**given, "organisation_ids": [stranger.pk]}
    assert ict.post("/api/v1/projects", asked, "application/json").status_code == 409, "only of its partnerships"
