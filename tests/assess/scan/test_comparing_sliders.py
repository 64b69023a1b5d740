"""A group by sliders: inhabitants, density, area and neighbours, on the page, in the address and over the API."""

from dataclasses import replace

import pytest
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import ReleasedGroup, Scan
from steunpunt.assess.scan.queries import comparison
from steunpunt.assess.scan.rules.groups import Trait
from steunpunt.assess.scan.views.comparison_forms import SLIDERS, stops_between
from steunpunt.foundation.figures.disclosure import singles_out
from steunpunt.foundation.organisations.models import Border, PopulationCount, Territory
from tests.assess.scan.test_comparing_choice import MONEY
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.scan import NOW, a_round, filled

pytestmark = pytest.mark.django_db

HALVES = {
    Trait.INHABITANTS: (None, 16_000),
    Trait.DENSITY: (None, 700),
    Trait.AREA: (None, 25),
    Trait.NEIGHBOURS: (2, None),
}
"""Of every trait a range that half of the other boards fall in."""


@pytest.fixture
def scan():
    """Keerbergen among six small, thinly peopled boards in a row, and six large, dense ones apart; all submitted."""
    own = OrganisationFactory(name="Keerbergen", province="Vlaams-Brabant")
    row = [OrganisationFactory(name=f"Klein {number}", province="Limburg") for number in range(6)]
    apart = [OrganisationFactory(name=f"Groot {number}", province="Limburg") for number in range(6)]
    boards = [own, *row, *apart]
    round_ = a_round(*boards, is_synthetic=True)
    scans = [filled(board, level=1 + index % 4) for index, board in enumerate(boards)]
    scans = [replace(one, facts={**one.facts, **MONEY}) for one in scans]
    actions.load_generated_scans(round_id=round_.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)
    for number, board in enumerate(boards):
        is_small = board in row
        PopulationCount.objects.create(
            organisation=board, year=2010, inhabitants=10_000 + number * 1_000 if is_small else 20_000 + number * 1_000
        )
        Territory.objects.create(organisation=board, area_km2=20 + number / 2 if is_small else 30 + number / 2)
    for number, land in enumerate(Territory.objects.order_by("pk")):
        corners = [(number, 0), (number, 1), (number + 1, 1), (number + 1, 0), (number, 0)]
        land.boundary = {"type": "Polygon", "coordinates": [[[4 + x / 10, 51 + y / 10] for x, y in corners]]}
        land.save(update_fields=["boundary"])
    for one, other in zip([own, *row], [*row, own], strict=True):
        first, second = sorted((one, other), key=lambda board: board.pk)
        Border.objects.create(first=first, second=second, shared_border_m=1_000)
    return Scan.objects.select_related("organisation", "round").get(round=round_, organisation=own)


@pytest.fixture
def client(scan, as_somebody):
    return as_somebody(scan.organisation, "ict_manager")


def a_page(scan):
    return reverse("scan:comparing", args=[scan.pk])


def address(trait, low, high):
    """What a slider leaves in the address."""
    slider = SLIDERS[trait]
    return {"provincie": "", slider.low: "" if low is None else low, slider.high: "" if high is None else high}


def test_what_is_known_of_a_board_comes_from_its_people_and_its_land(scan):
    boards = {board.name: board for board in comparison.public_boards(scan, submitted=False)}
    found = boards["Klein 1"]
    assert [found.number(trait) for trait in Trait] == [12_000, 571, 21, 2]
    assert [boards["Groot 0"].number(trait) for trait in Trait] == [27_000, 806, 34, 0]


def test_a_board_of_which_people_and_land_are_not_known_has_no_numbers_but_its_neighbours(scan):
    bare = OrganisationFactory(name="Zonder")
    actions.invite_boards(round_id=scan.round_id, organisation_ids=[bare.pk], now=NOW, by=PLATFORM)
    boards = {board.name: board for board in comparison.public_boards(scan, submitted=False)}
    assert [boards["Zonder"].number(trait) for trait in Trait] == [None, None, None, 0]


def test_neighbours_are_counted_among_the_invited_so_that_they_do_not_tell_who_submitted(scan):
    before = {board.name: board.neighbours for board in comparison.public_boards(scan, submitted=True)}
    Scan.objects.filter(organisation__name="Klein 1").update(state="started", submitted_at=None, submitted_by_id=None)
    after = {board.name: board.neighbours for board in comparison.public_boards(scan, submitted=True)}
    assert after == {name: number for name, number in before.items() if name != "Klein 1"}


@pytest.mark.parametrize("trait", list(Trait))
def test_every_slider_goes_from_the_least_to_the_most_of_the_round(trait, scan, client):
    known = [board.number(trait) for board in comparison.public_boards(scan, submitted=False)]
    form = client.get(a_page(scan)).context["form"]
    for name in (SLIDERS[trait].low, SLIDERS[trait].high):
        stops = [int(stop) for stop in form.fields[name].widget.attrs["data-stops"].split()]
        assert (stops[0], stops[-1]) == (min(known), max(known))
        assert stops == sorted(set(stops))


def test_a_slider_has_no_stop_outside_the_round():
    assert stops_between((5, 10, 15), [7, 12]) == [7, 10, 12]
    assert stops_between((5, 10, 15), [8]) == [8]
    assert stops_between((5, 10), []) == [5, 10]


@pytest.mark.parametrize("trait", list(Trait))
def test_a_slider_narrows_the_group_the_count_and_the_map_and_stays_in_the_address(trait, scan, client):
    low, high = HALVES[trait]
    response = client.get(a_page(scan), address(trait, low, high))
    names = {board.name for board in response.context["inside"]}
    assert names == {f"Klein {number}" for number in range(6)}
    assert {shape.name for shape in response.context["map"].shapes if shape.tone == "blue"} == names
    assert response.context["count"] == "6 besturen"
    again = response.context["again"].initial
    assert (again[SLIDERS[trait].low], again[SLIDERS[trait].high]) == (low, high)


@pytest.mark.parametrize("trait", list(Trait))
def test_the_figures_of_a_slider_are_shown_and_the_choice_is_there_again(trait, scan, client):
    low, high = HALVES[trait]
    response = client.post(a_page(scan), address(trait, low, high), follow=True)
    assert response.context["found"].boards == 6
    initial = response.context["form"].initial
    assert (initial[SLIDERS[trait].low], initial[SLIDERS[trait].high]) == (low, high)
    assert response.context["words"] != "Alle besturen van de ronde"


@pytest.mark.parametrize("trait", list(Trait))
def test_over_the_api_a_group_is_asked_for_by_every_trait(trait, scan, client):
    low, high = HALVES[trait]
    asked = client.post(
        f"/api/v1/scans/{scan.pk}/comparisons",
        {f"from_{trait}": low, f"to_{trait}": high},
        content_type="application/json",
    ).json()["group"]
    assert (asked[f"from_{trait}"], asked[f"to_{trait}"], asked["boards"]) == (low, high, 6)


@pytest.mark.parametrize("trait", list(Trait))
def test_an_adversary_that_moves_a_slider_stop_by_stop_singles_out_nobody(trait, scan, client):
    known = sorted({board.number(trait) for board in comparison.public_boards(scan, submitted=False)})
    for number in known:
        client.post(a_page(scan), address(trait, number, None))
        client.post(a_page(scan), address(trait, None, number))
    shown: dict[str, list[frozenset[str]]] = {}
    for row in ReleasedGroup.objects.filter(viewer=scan.organisation):
        shown.setdefault(row.domain, []).append(frozenset(map(str, row.members)))
    assert len(shown["*"]) >= 2
    assert all(len(group) >= 5 for groups in shown.values() for group in groups)
    assert not any(singles_out(groups) for groups in shown.values())


@pytest.mark.parametrize("name", ["gebruikers_van", "from_users", "p_users", "werkplekken_van"])
def test_nobody_chooses_by_what_others_filled_in(name, scan, client):
    everybody = {board.name for board in client.get(a_page(scan), {"provincie": ""}).context["inside"]}
    asked = client.get(a_page(scan), {"provincie": "", name: 101})
    assert {board.name for board in asked.context["inside"]} == everybody
    refused = client.post(f"/api/v1/scans/{scan.pk}/comparisons", {name: 101}, content_type="application/json")
    assert refused.status_code == 422


def test_zones_which_have_no_land_choose_by_inhabitants_alone(as_somebody):
    zones = [OrganisationFactory(police_zone=True) for _number in range(6)]
    round_ = a_round(*zones, is_synthetic=True)
    scans = [filled(zone) for zone in zones]
    actions.load_generated_scans(round_id=round_.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)
    own = Scan.objects.get(round=round_, organisation=zones[0])
    form = as_somebody(zones[0], "ict_manager").get(a_page(own)).context["form"]
    assert list(form.fields) == ["provincie", "van", "tot"]
