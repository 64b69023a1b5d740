"""The reference files say what Statbel and the Flemish government say."""

from datetime import date

import pytest

from steunpunt.foundation.organisations import reference
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.rules.boards import gaps
from steunpunt.foundation.organisations.values import Listed, Period, ReferenceState

FLANDERS_2011 = reference.state(2011)
FLANDERS = reference.state(2025)
BRABANT_2011 = reference.state(2011, province="Vlaams-Brabant")


def standing(state: ReferenceState, kind: str, on: date) -> list[Listed]:
    return [one for one in state.organisations.values() if one.kind == kind and on in one.period]


@pytest.mark.parametrize(("on", "count"), [(date(2011, 1, 1), 308), (date(2019, 1, 1), 300), (date(2025, 1, 1), 285)])
def test_flanders_has_its_municipalities_and_as_many_welfare_centres(on, count):
    assert len(standing(FLANDERS, Kind.MUNICIPALITY, on)) == count
    assert len(standing(FLANDERS, Kind.WELFARE_CENTRE, on)) == count


def test_the_state_of_2011_knows_nothing_of_what_came_later():
    assert len(standing(FLANDERS_2011, Kind.MUNICIPALITY, date(2011, 1, 1))) == 308
    assert not any(one.period.valid_to or one.merged_into for one in FLANDERS_2011.organisations.values())
    assert not standing(FLANDERS_2011, Kind.RESCUE_ZONE, date.max)


def test_flemish_brabant_in_2011_is_65_municipalities_65_welfare_centres_and_27_police_zones():
    kinds = [one.kind for one in BRABANT_2011.organisations.values()]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        Kind.MUNICIPALITY: 65,
        Kind.WELFARE_CENTRE: 65,
        Kind.POLICE_ZONE: 27,
    }


def test_population_of_2011_adds_up_to_the_published_totals():
    assert sum(counts[2011] for counts in BRABANT_2011.population.values()) == 1_086_446
    assert sum(counts[2011] for counts in FLANDERS_2011.population.values()) == 6_306_638


def test_areas_add_up_to_that_of_flanders_in_both_states():
    for on in (date(2011, 1, 1), date(2025, 1, 1)):
        total = sum(land.area_km2 for land in FLANDERS.territories if on in land.period)
        assert round(total) == 13_522


def test_every_organisation_is_well_formed():
    assert [(one.key, list(gaps(one))) for one in FLANDERS.organisations.values() if list(gaps(one))] == []


def test_an_enterprise_number_belongs_to_one_organisation_at_a_time():
    holders: dict[str, list[Listed]] = {}
    for one in FLANDERS.organisations.values():
        holders.setdefault(one.enterprise_number, []).append(one)
    shared = {number: found for number, found in holders.items() if len(found) > 1}
    assert len(shared) == 16
    assert not any(first.period.overlaps(second.period) for first, second in shared.values())


def test_118_police_zones_cover_all_308_municipalities_once():
    zones = standing(FLANDERS_2011, Kind.POLICE_ZONE, date(2011, 1, 1))
    members = [one for one in FLANDERS_2011.organisations.values() if one.kind == Kind.MUNICIPALITY]
    assert len(zones) == 118
    assert all(len(one.member_of) == 1 for one in members)
    assert {key for one in members for key in one.member_of} == {zone.key for zone in zones}


def test_the_six_municipalities_of_noord_make_up_two_police_zones():
    zones = ("police_zone:5395", "police_zone:5399")
    names = sorted(
        one.name for one in BRABANT_2011.organisations.values() if not one.member_of.keys().isdisjoint(zones)
    )
    assert names == ["Begijnendijk", "Boortmeerbeek", "Haacht", "Keerbergen", "Rotselaar", "Tremelo"]


def test_bertem_moves_from_one_police_zone_to_the_next_without_a_gap():
    assert FLANDERS.organisations["municipality:24009"].member_of == {
        "police_zone:5397": Period(None, date(2017, 1, 1)),
        "police_zone:5908": Period(date(2017, 1, 1), None),
    }


def test_keerbergen_has_its_five_neighbours():
    names = set()
    for border in FLANDERS_2011.borders:
        if "municipality:24048" in {border.first, border.second}:
            other = border.second if border.first == "municipality:24048" else border.first
            names.add(FLANDERS_2011.organisations[other].name)
    assert names == {"Bonheiden", "Heist-op-den-Berg", "Putte", "Haacht", "Tremelo"}


def test_three_municipalities_of_pajottenland_merged_into_one():
    merged = sorted(one.name for one in FLANDERS.organisations.values() if one.merged_into == "municipality:23106")
    assert merged == ["Galmaarden", "Gooik", "Herne"]
    assert FLANDERS.organisations["municipality:23106"].period == Period(date(2025, 1, 1), None)


def test_every_successor_is_there_from_the_day_after():
    for one in FLANDERS.organisations.values():
        if one.merged_into:
            assert one.period.valid_to in FLANDERS.organisations[one.merged_into].period


def test_antwerpen_grows_by_borsbeek_in_2025():
    land = [land for land in FLANDERS.territories if land.key == "municipality:11002"]
    assert [(str(one.area_km2), one.period) for one in land] == [
        ("204.51", Period(None, date(2025, 1, 1))),
        ("208.43", Period(date(2025, 1, 1), None)),
    ]
    assert land[0].boundary != land[1].boundary


def test_boundaries_are_valid_and_leave_no_gap_between_neighbours():
    shapely = pytest.importorskip("shapely")
    from shapely.geometry import shape

    for on, count in ((date(2011, 1, 1), 308), (date(2025, 1, 1), 285)):
        places = [shape(land.boundary) for land in FLANDERS.territories if on in land.period]
        assert len(places) == count
        assert all(place.is_valid for place in places)
        assert shapely.coverage_is_valid(places)


def test_the_boundary_file_is_small_and_says_where_it_comes_from():
    text = (reference.FOLDER / "boundaries.topojson").read_text()
    assert len(text) < 150_000
    assert "Statbel" in text[:200]
    assert "CC BY 4.0" in text[:200]


def test_demonstration_facts_are_there_for_the_65():
    assert len(BRABANT_2011.figures) == 65
    kinds = [figure.kind for figures in BRABANT_2011.figures.values() for figure in figures]
    assert (kinds.count("households"), kinds.count("software_investment")) == (130, 27)


def test_the_file_lists_the_partnerships_of_2011():
    listed = reference.rows("flemish_brabant.csv")
    assert sum(row["in_noord"] == "1" for row in listed) == 6
    assert sum(row["in_social"] == "1" for row in listed) == 13
