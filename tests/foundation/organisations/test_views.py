"""Pages of the directory: who sees what, what stands there, and that typing is kept."""

import csv
import io
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import actions, reference
from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import (
    Border,
    Organisation,
    OrganisationName,
    PopulationCount,
    Relation,
    Territory,
)
from steunpunt.foundation.ui import registry
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)
SQUARE = {"type": "Polygon", "coordinates": [[[4, 51], [5, 51], [5, 52], [4, 51]]]}
KEEPING = ("change", "rename", "move", "end", "merge", "relate")


@pytest.fixture
def support_point():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def keeper(support_point):
    return logged_in(support_point, "administrator")


def a_municipality(name, inhabitants, **changed):
    row = OrganisationFactory(name=name, province="Vlaams-Brabant", **changed)
    PopulationCount.objects.create(organisation=row, year=2020, inhabitants=inhabitants)
    Territory.objects.create(organisation=row, area_km2="18.39", boundary=SQUARE)
    return row


def names_on(response):
    return [row[0].value for row in response.context["list"].rows]


# ── who sees what ────────────────────────────────────────────────────────────


def test_a_stranger_is_asked_to_log_in():
    board = OrganisationFactory()
    for url in (
        reverse("organisations:list"),
        reverse("organisations:map"),
        reverse("organisations:detail", args=[board.pk]),
    ):
        response = Client().get(url)
        assert response.status_code == 302
        assert "/account/login/" in response["Location"]


def test_a_neighbour_board_reads_the_list_and_keeps_nothing():
    board, neighbour = a_municipality("Keerbergen", 12_954), a_municipality("Haacht", 14_924)
    client = logged_in(neighbour, "ict_manager", "local_administrator")
    response = client.get(reverse("organisations:list"))
    assert names_on(response) == ["Haacht", "Keerbergen"]
    assert reverse("organisations:register") not in response.text
    assert client.get(reverse("organisations:detail", args=[board.pk])).status_code == 200
    for url in (
        *(reverse(f"organisations:{name}", args=[board.pk]) for name in KEEPING),
        reverse("organisations:import"),
    ):
        assert client.get(url).status_code == 403
        assert client.post(url, {"on": "2026-01-01", "name": "Ander"}).status_code == 403
    assert Organisation.objects.filter(valid_to=None).count() == 2


def test_a_supplier_sees_itself_and_no_list():
    board, supplier = a_municipality("Keerbergen", 12_954), OrganisationFactory(supplier=True, name="Netwerk nv")
    client = logged_in(supplier, "contact")
    assert client.get(reverse("organisations:list")).status_code == 403
    assert client.get(reverse("organisations:list"), {"export": "csv"}).status_code == 403
    assert client.get(reverse("organisations:map")).status_code == 403
    assert client.get(reverse("organisations:detail", args=[board.pk])).status_code == 404
    own = client.get(reverse("organisations:detail", args=[supplier.pk]))
    assert own.status_code == 200
    assert "Netwerk nv" in own.text
    assert "Keerbergen" not in own.text


# ── the list ─────────────────────────────────────────────────────────────────


def test_the_list_filters_searches_and_sorts_by_its_address(keeper):
    for name, inhabitants in (("Keerbergen", 12_954), ("Leuven", 101_624), ("Bever", 2_228)):
        a_municipality(name, inhabitants)
    gone = a_municipality("Gooik", 9_189, valid_to=date(2025, 1, 1))
    OrganisationName.objects.create(organisation=gone, language="nl", name="Goyck")
    url = reverse("organisations:list")
    asked = {
        "": ["Bever", "Keerbergen", "Leuven", "Steunpunt"],
        "?kind=municipality&sort=-inhabitants": ["Leuven", "Keerbergen", "Bever"],
        "?size=20": ["Keerbergen"],
        "?size=more": ["Leuven"],
        "?province=Vlaams-Brabant&q=keer": ["Keerbergen"],
        "?q=goyck": ["Gooik"],
        "?kind=nonsense&page=999&sort=nonsense": ["Bever", "Keerbergen", "Leuven", "Steunpunt"],
    }
    for query, names in asked.items():
        assert names_on(keeper.get(url + query)) == names


def test_a_mistyped_name_is_forgiven_when_nothing_holds_it(keeper):
    for name in ("Keerbergen", "Leuven", "OCMW Keerbergen"):
        a_municipality(name, 10_000)
    url = reverse("organisations:list")
    asked = {
        "?q=keerbregen": ["Keerbergen", "OCMW Keerbergen"],
        "?q=kerbergen": ["Keerbergen", "OCMW Keerbergen"],
        "?q=leuv": ["Leuven"],
        "?q=brussel": [],
        "?q=---": [],
    }
    assert {query: names_on(keeper.get(url + query)) for query in asked} == asked


def test_an_empty_list_says_what_to_do(keeper):
    response = keeper.get(reverse("organisations:list"), {"kind": "rescue_zone"})
    assert names_on(response) == []
    assert response.context["map"] is None


def test_the_list_goes_out_as_csv_and_workbook_without_formulas(keeper):
    a_municipality("=HYPERLINK(1)", 100, nis_code="24048", enterprise_number="0207520117")
    url = reverse("organisations:list")
    text = keeper.get(url, {"export": "csv", "kind": "municipality"}).content.decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    assert row["Naam"] == "'=HYPERLINK(1)"
    assert row["Ondernemingsnummer (KBO)"] == "0207.520.117"
    book = load_workbook(io.BytesIO(keeper.get(url, {"export": "xlsx", "kind": "municipality"}).content))
    cells = [cell for cells in book.active.iter_rows(min_row=2) for cell in cells]
    assert cells[0].value == "'=HYPERLINK(1)"
    assert not any(cell.data_type == "f" for cell in cells)


def test_the_list_goes_out_as_json_under_the_keys_of_its_columns(keeper):
    a_municipality("Keerbergen", 12_954, nis_code="24048")
    answer = keeper.get(reverse("organisations:list"), {"export": "json", "kind": "municipality"})
    assert answer["Content-Type"] == "application/json"
    (row,) = answer.json()
    assert (row["name"], row["inhabitants"]) == ("Keerbergen", 12_954)


def test_the_map_marks_what_the_list_covers(keeper):
    keerbergen, leuven = a_municipality("Keerbergen", 12_954), a_municipality("Leuven", 101_624)
    welfare_centre = OrganisationFactory(welfare_centre=True, name="OCMW Keerbergen")
    Relation.objects.create(source=welfare_centre, target=keerbergen, kind=RelationKind.WELFARE_CENTRE_OF)
    drawn = keeper.get(reverse("organisations:map"), {"kind": "welfare_centre"}).json()
    assert {feature["id"]: feature["properties"]["selected"] for feature in drawn["features"]} == {
        keerbergen.pk: True,
        leuven.pk: False,
    }


def test_the_map_of_a_board_shows_who_lies_round_about_with_name_scale_and_link():
    keerbergen, haacht, leuven = (
        a_municipality(name, inhabitants)
        for name, inhabitants in (("Keerbergen", 12_954), ("Haacht", 14_924), ("Leuven", 101_624))
    )
    Territory.objects.filter(organisation=haacht).update(latitude="50.9771", longitude="4.6366")
    Border.objects.create(first=keerbergen, second=haacht, shared_border_m=5151)
    welfare_centre, zone = OrganisationFactory(welfare_centre=True), OrganisationFactory(police_zone=True)
    Relation.objects.create(source=welfare_centre, target=keerbergen, kind=RelationKind.WELFARE_CENTRE_OF)
    for member in (keerbergen, haacht):
        Relation.objects.create(source=member, target=zone, kind=RelationKind.MEMBER_OF)
    client = logged_in(haacht, "ict_manager")
    url = reverse("organisations:map")
    shown = {
        board: {
            one["id"]: one["properties"]["selected"] for one in client.get(url, {"rond": board.pk}).json()["features"]
        }
        for board in (keerbergen, welfare_centre, zone)
    }
    assert shown == {
        keerbergen: {keerbergen.pk: True, haacht.pk: False},
        welfare_centre: {keerbergen.pk: True, haacht.pk: False},
        zone: {keerbergen.pk: True, haacht.pk: True},
    }
    of_haacht = next(one for one in client.get(url).json()["features"] if one["id"] == haacht.pk)
    assert {key: value for key, value in of_haacht["properties"].items() if key not in {"id", "nis_code"}} == {
        "name": "Haacht",
        "selected": True,
        "own": True,
        "size": "20",
        "longitude": 4.6366,
        "latitude": 50.9771,
        "url": reverse("organisations:detail", args=[haacht.pk]),
    }
    for board, title in ((keerbergen, "Keerbergen en zijn buur"), (zone, f"Het grondgebied van {zone.name}")):
        assert client.get(reverse("organisations:detail", args=[board.pk])).context["map"].title == title
    for nobody in ("0", "x", "9" * 30, str(leuven.pk + 1000)):
        assert client.get(url, {"rond": nobody}).status_code in {200, 404}


def test_what_has_no_land_has_no_map(keeper):
    for one in (OrganisationFactory(supplier=True), OrganisationFactory(police_zone=True), OrganisationFactory()):
        assert keeper.get(reverse("organisations:detail", args=[one.pk])).context["map"] is None


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_the_same_queries_for_one_and_for_three_rows(rows, keeper, django_assert_num_queries):
    for number in range(rows):
        a_municipality(f"Gemeente {number}", 1_000 * (number + 1))
    url = reverse("organisations:list")
    keeper.get(url)
    with django_assert_num_queries(LIST_QUERIES):
        keeper.get(url)


@pytest.mark.parametrize("rows", [1, 3])
def test_a_board_page_asks_the_same_queries_however_much_there_is(rows, keeper, django_assert_num_queries):
    board = a_municipality("Keerbergen", 12_954)
    for number in range(rows):
        other = a_municipality(f"Buur {number}", 1_000)
        zone = OrganisationFactory(police_zone=True)
        Border.objects.create(first=board, second=other, shared_border_m=100)
        Relation.objects.create(source=board, target=zone, kind=RelationKind.MEMBER_OF)
        actions.rename_organisation(organisation_id=board.pk, name=f"Keerbergen {number}", on=TODAY, by=PLATFORM)
    url = reverse("organisations:detail", args=[board.pk])
    keeper.get(url)
    with django_assert_num_queries(DETAIL_QUERIES):
        keeper.get(url)


LIST_QUERIES = 12
DETAIL_QUERIES = 11


# ── the cockpit ──────────────────────────────────────────────────────────────


def test_the_cockpit_of_the_support_point_shows_its_boards_on_a_map(keeper):
    keerbergen = a_municipality("Keerbergen", 12_954)
    OrganisationFactory(welfare_centre=True)
    (panel,) = (html for html in keeper.get(reverse("ui:home")).context["panels"] if "region" in html)
    assert "1 gemeente naar aantal inwoners" in panel
    assert reverse("organisations:list") + "?kind=welfare_centre" in panel
    own = logged_in(keerbergen, "ict_manager").get(reverse("ui:home"))
    assert not [html for html in own.context["panels"] if "region" in html]


def test_a_support_point_without_boards_is_told_how_to_begin(keeper):
    (panel,) = (html for html in keeper.get(reverse("ui:home")).context["panels"] if "region" in html)
    assert "Nog geen besturen" in panel


# ── one board ────────────────────────────────────────────────────────────────


def test_the_page_of_keerbergen_shows_its_facts_ties_neighbours_and_past(keeper):
    actions.load_reference(state=reference.state(2011, province="Vlaams-Brabant"), today=TODAY, by=PLATFORM)
    keerbergen = Organisation.objects.get(nis_code="24048", kind="municipality")
    response = keeper.get(reverse("organisations:detail", args=[keerbergen.pk]))
    for words in ("12.743", "0207.520.117", "18,39", "OCMW Keerbergen", "Haacht", "5.151", "Statistiek Vlaanderen"):
        assert words in response.text
    assert response.context["chart"].table.rows[-1] == ["2011", 12_743]
    history = keeper.get(reverse("organisations:history", args=[keerbergen.pk]))
    assert [line.fact for line in history.context["history"]] == ["organisations.registered"]


def test_a_board_that_ended_says_so_and_where_it_went_on(keeper):
    gooik, pajottegem = a_municipality("Gooik", 9_189), a_municipality("Pajottegem", 24_724)
    actions.merge_organisations(
        predecessor_ids=[gooik.pk], successor_id=pajottegem.pk, on=date(2025, 1, 1), by=PLATFORM
    )
    response = keeper.get(reverse("organisations:detail", args=[gooik.pk]))
    text = response.text
    assert response.context["successor"] == pajottegem
    assert "01/01/2025" in text
    assert reverse("organisations:detail", args=[pajottegem.pk]) in text
    assert reverse("organisations:rename", args=[gooik.pk]) not in text


def test_modules_put_panels_on_the_page_and_a_failing_one_is_left_out(keeper):
    class Panel:
        key, order = "demo", 1

        def render(self, request: ActorRequest, subject_id: int | None) -> str:
            return f"<p>panel of {subject_id} at {request.path}</p>"

    class Failing(Panel):
        def render(self, request: ActorRequest, subject_id: int | None) -> str:
            raise RuntimeError(f"{request.path} {subject_id}")

    board = OrganisationFactory()
    registry.board_panels.register("test-demo", Panel())
    registry.board_panels.register("test-failing", Failing())
    try:
        response = keeper.get(reverse("organisations:detail", args=[board.pk]))
    finally:
        registry.board_panels.unregister("test-demo")
        registry.board_panels.unregister("test-failing")
    assert f"panel of {board.pk}" in str(response.context["panels"])
    assert len([html for html in response.context["panels"] if "panel of" in html]) == 1


# ── keeping ──────────────────────────────────────────────────────────────────


def test_an_editor_adds_an_organisation(support_point):
    client = logged_in(support_point, "editor")
    typed = {"kind": "municipality", "name": "Keerbergen", "nis_code": "24048", "enterprise_number": "BE 207.520.117"}
    response = client.post(reverse("organisations:register"), typed)
    made = Organisation.objects.get(nis_code="24048")
    assert response["Location"] == reverse("organisations:detail", args=[made.pk])
    assert made.enterprise_number == "0207520117"


def test_what_is_refused_is_said_at_its_field_and_what_was_typed_stays(keeper):
    typed = {"kind": "municipality", "name": "Keerbergen", "nis_code": "24048", "enterprise_number": "0207520118"}
    response = keeper.post(reverse("organisations:register"), typed)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["enterprise_number"]
    assert 'value="0207520118"' in response.text
    assert not Organisation.objects.filter(name="Keerbergen").exists()


def test_a_keeper_ties_a_board_to_a_zone_and_ends_the_tie(keeper):
    board, zone = a_municipality("Keerbergen", 12_954), OrganisationFactory(police_zone=True, name="Politiezone Haacht")
    detail, url = (reverse(f"organisations:{name}", args=[board.pk]) for name in ("detail", "relate"))
    assert url in keeper.get(detail).text
    assert "Politiezone Haacht" in keeper.get(url).text

    made = keeper.post(url, {"other": f"member_of:to:{zone.pk}", "on": "2026-01-01"})

    tie = Relation.objects.get()
    assert (made["Location"], tie.source, tie.target, tie.valid_from) == (detail, board, zone, date(2026, 1, 1))
    for one in (board, zone):
        end = reverse("organisations:end_relation", args=[one.pk, tie.pk])
        assert end in keeper.get(reverse("organisations:detail", args=[one.pk])).text
        assert keeper.get(end).status_code == 200
    too_early = keeper.post(end, {"on": "2025-01-01"})
    assert list(too_early.context["form"].errors) == ["on"]
    assert 'value="2025-01-01"' in too_early.text
    assert keeper.post(end, {"on": "2026-06-01"}).status_code == 302
    tie.refresh_from_db()
    assert tie.valid_to == date(2026, 6, 1)
    history = keeper.get(reverse("organisations:history", args=[board.pk])).context["history"]
    assert [line.fact for line in history] == ["organisations.relation_ended", "organisations.related"]


def test_whom_a_board_can_be_tied_to_depends_on_its_kind(keeper, support_point):
    board, zone = a_municipality("Keerbergen", 12_954), OrganisationFactory(police_zone=True)
    welfare_centre = OrganisationFactory(welfare_centre=True)
    offered = {
        one: [
            value
            for group in keeper.get(reverse("organisations:relate", args=[one.pk]))
            .context["form"]
            .fields["other"]
            .choices[1:]
            for value, _name in group[1]
        ]
        for one in (board, zone, welfare_centre, support_point)
    }
    assert offered == {
        board: [f"welfare_centre_of:from:{welfare_centre.pk}", f"member_of:to:{zone.pk}"],
        zone: [f"member_of:from:{board.pk}"],
        welfare_centre: [f"welfare_centre_of:to:{board.pk}"],
        support_point: [],
    }
    posted = keeper.post(
        reverse("organisations:relate", args=[board.pk]), {"other": f"member_of:to:{support_point.pk}"}
    )
    assert list(posted.context["form"].errors) == ["other"]
    assert not Relation.objects.exists()


def test_a_tie_of_somebody_else_is_not_ended_from_here(keeper):
    board, other = a_municipality("Keerbergen", 12_954), a_municipality("Haacht", 14_924)
    tie = Relation.objects.create(
        source=other, target=OrganisationFactory(police_zone=True), kind=RelationKind.MEMBER_OF
    )
    assert keeper.get(reverse("organisations:end_relation", args=[board.pk, tie.pk])).status_code == 404


def test_a_keeper_changes_renames_moves_merges_and_ends(keeper):
    board, other = a_municipality("Keerbergen", 12_954), a_municipality("Haacht", 14_924)
    posts = {
        "change": {"province": "Vlaams-Brabant", "website": "https://keerbergen.example"},
        "rename": {"name": "Keerbergen-Haacht", "name_fr": "", "on": "2026-01-01"},
        "move": {"street": "Plein 1", "postal_code": "3140", "locality": "Keerbergen", "on": "2026-01-01"},
        "merge": {"predecessors": [other.pk], "on": "2026-02-01"},
        "end": {"on": "2026-03-01"},
    }
    for name, typed in posts.items():
        url = reverse(f"organisations:{name}", args=[board.pk])
        assert keeper.get(url).status_code == 200
        assert keeper.post(url, typed).status_code == 302, name
    board.refresh_from_db()
    other.refresh_from_db()
    assert (board.name, board.website, board.valid_to) == (
        "Keerbergen-Haacht",
        "https://keerbergen.example",
        date(2026, 3, 1),
    )
    assert other.valid_to == date(2026, 2, 1)
    refused = keeper.post(reverse("organisations:end", args=[board.pk]), {"on": "2026-04-01"})
    assert refused.status_code == 200
    assert "01/03/2026" in refused.text


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_pages_are_there_in_three_languages(language, keeper):
    board = a_municipality("Keerbergen", 12_954)
    keeper.cookies["language"] = language
    for url in (
        reverse("organisations:list"),
        reverse("organisations:detail", args=[board.pk]),
        reverse("organisations:import"),
        reverse("organisations:register"),
    ):
        assert keeper.get(url).status_code == 200
