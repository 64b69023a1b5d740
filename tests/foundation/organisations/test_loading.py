"""Reference data and lists come in whole, once, and can be looked at first."""

from collections import Counter
from datetime import date

import pytest

from steunpunt.foundation.acting import Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations import actions, public, queries, reference
from steunpunt.foundation.organisations.choices import ChangeKind, Kind
from steunpunt.foundation.organisations.models import Border, Organisation, PopulationCount, Relation, Territory
from steunpunt.foundation.organisations.values import Listed, Period, Place
from steunpunt.foundation.ui import maps
from tests.factories.organisations import PLATFORM, OrganisationFactory

pytestmark = pytest.mark.django_db
TODAY, Y2011, Y2025 = date(2026, 11, 23), date(2011, 1, 1), date(2025, 1, 1)


def load(year=2011, *, province="Vlaams-Brabant", dry_run=False):
    state = reference.state(year, province=province)
    return actions.load_reference(state=state, today=TODAY, by=PLATFORM, dry_run=dry_run)


def kinds(outcome):
    return dict(Counter(change.kind for change in outcome.changes))


def a_supplier(name="Netwerk nv", number="0403170701", **changed):
    return Listed(key=f"supplier:{number}", kind=Kind.SUPPLIER, name=name, enterprise_number=number, **changed)


def load_list(*listed, dry_run=False):
    return actions.load_organisations(listed=listed, source="list.xlsx", today=TODAY, by=PLATFORM, dry_run=dry_run)


def test_a_dry_run_shows_what_would_change_and_changes_nothing():
    outcome = load(dry_run=True)
    assert kinds(outcome) == {ChangeKind.ADDED: 157}
    assert outcome.rows == {"territories": 65, "borders": 140, "population": 390, "figures": 157}
    assert not Organisation.objects.exists()
    assert not Entry.objects.exists()


def test_loading_twice_is_loading_once():
    load()
    entries = Entry.objects.count()
    assert load().is_empty
    assert Organisation.objects.count() == 157
    assert Entry.objects.count() == entries == 158


def test_from_2011_to_2025_pajottenland_merges_and_three_police_zones_begin():
    load()
    outcome = load(2025)
    assert kinds(outcome) == {
        ChangeKind.ADDED: 7,
        ChangeKind.MERGED: 6,
        ChangeKind.ENDED: 7,
        ChangeKind.CHANGED: 15,
    }
    pajottegem = public.organisation_by_nis("23106")
    assert pajottegem is not None
    assert [public.names([pk])[pk] for pk in public.predecessors(pajottegem.id)] == ["Galmaarden", "Gooik", "Herne"]
    assert len(public.boards(TODAY, kinds=[Kind.MUNICIPALITY])) == 63
    assert len(public.boards(Y2011, kinds=[Kind.MUNICIPALITY])) == 65
    merged = Entry.objects.filter(fact="organisations.merged")
    assert sorted(len(entry.data["predecessor_ids"]) for entry in merged) == [3, 3]
    assert load(2025).is_empty


def test_an_older_state_does_not_undo_a_newer_one():
    load(2025)
    assert load(2011).is_empty


def test_what_is_loaded_answers_the_questions_of_other_modules():
    load()
    keerbergen = public.organisation_by_nis("24048")
    assert keerbergen is not None
    assert keerbergen.name == "Keerbergen"
    welfare_centre = public.welfare_centre_of(keerbergen.id, TODAY)
    assert welfare_centre is not None
    assert public.municipality_of(welfare_centre, TODAY) == keerbergen.id
    assert public.names([welfare_centre]) == {welfare_centre: "OCMW Keerbergen"}
    assert [one.name for one in public.neighbours(keerbergen.id, TODAY)] == ["Haacht", "Tremelo"]
    for one in (keerbergen.id, welfare_centre):
        population = public.population(one, TODAY)
        assert population is not None
        assert (population.inhabitants, population.year) == (12_743, 2011)
    assert str(public.area_km2(keerbergen.id, TODAY)) == "18.39"
    assert public.population_series(keerbergen.id)[2006] == 12_444
    assert [str(one.value) for one in public.figures_of_others(keerbergen.id)] == ["5294.0000", "4968.0000"]


def test_a_zone_has_the_inhabitants_of_its_members():
    load()
    zone = Organisation.objects.get(zone_code="5395")
    members = public.members_of(zone.pk, TODAY)
    assert [public.names([pk])[pk] for pk in members] == ["Boortmeerbeek", "Haacht", "Keerbergen"]
    total = public.population(zone.pk, TODAY)
    parts = public.populations(members, TODAY)
    assert total is not None
    assert total.inhabitants == sum(part.inhabitants for part in parts.values())


def test_a_merged_board_without_a_count_has_those_of_its_predecessors():
    load(2025)
    pajottegem = public.organisation_by_nis("23106")
    assert pajottegem is not None
    population = public.population(pajottegem.id, TODAY)
    assert population is not None
    assert (population.inhabitants, population.year, population.is_of_predecessors) == (24_724, 2020, True)
    welfare_centre = public.welfare_centre_of(pajottegem.id, TODAY)
    assert welfare_centre is not None
    of_welfare_centre = public.population(welfare_centre, TODAY)
    assert of_welfare_centre is not None
    assert of_welfare_centre.inhabitants == 24_724
    assert public.population_series(pajottegem.id)[2011] == 24_237


@pytest.mark.parametrize("on", [TODAY, date(2013, 7, 1), date(2005, 1, 1)])
def test_both_ways_to_count_inhabitants_say_the_same(on):
    load(2025)
    sortable = queries.with_inhabitants(Organisation.objects.all(), on)
    of_all = {row.pk: row.inhabitants for row in sortable if row.inhabitants is not None}
    of_some = public.populations([row.pk for row in sortable], on)
    assert {pk: found.inhabitants for pk, found in of_some.items()} == of_all
    for nis in ("24048", "23106"):
        board = public.organisation_by_nis(nis)
        assert board is not None
        assert queries.population_and_series(board.id, on) == (
            of_some.get(board.id),
            public.population_series(board.id),
        )


def test_all_of_flanders_gives_keerbergen_its_five_neighbours():
    load(2011, province="")
    keerbergen = public.organisation_by_nis("24048")
    assert keerbergen is not None
    assert {one.name for one in public.neighbours(keerbergen.id, TODAY)} == {
        "Bonheiden",
        "Haacht",
        "Heist-op-den-Berg",
        "Putte",
        "Tremelo",
    }


def test_a_map_is_read_once_and_drawn_anew_as_soon_as_a_boundary_changes(django_assert_num_queries):
    """The boundary is changed where it stands: what was read before does not stay."""
    load()
    keerbergen, haacht = (public.organisation_by_nis(code).id for code in ("24048", "24033"))
    first = maps.draw(public.outlines([keerbergen, haacht], TODAY), label="")
    with django_assert_num_queries(2):  # which rows, written when; and their names
        again = maps.draw(public.outlines([haacht, keerbergen], TODAY), label="")
    assert again == first
    land = Territory.objects.get(organisation_id=keerbergen, valid_to=None)
    land.boundary = {"type": "Polygon", "coordinates": [[[4.6, 51], [4.7, 51], [4.7, 51.1], [4.6, 51]]]}
    land.save(update_fields=["boundary"])
    changed = maps.draw(public.outlines([keerbergen, haacht], TODAY), label="")
    assert {shape.key: shape.path for shape in changed.shapes} != {shape.key: shape.path for shape in first.shapes}
    assert public.outlines([keerbergen], TODAY)["features"][0]["geometry"]["coordinates"][0][0] == [4.6, 51]


def test_outlines_for_a_map_are_geojson_with_our_ids():
    load()
    keerbergen = public.organisation_by_nis("24048")
    assert keerbergen is not None
    drawn = public.outlines([keerbergen.id], TODAY)
    (feature,) = drawn["features"]
    assert feature["properties"] == {"id": keerbergen.id, "name": "Keerbergen", "nis_code": "24048"}
    assert feature["geometry"]["type"] == "MultiPolygon"


def test_all_of_flanders_loads_and_its_numbers_pass_on():
    load(2025, province="")
    hasselt = Organisation.objects.filter(kind=Kind.MUNICIPALITY, name="Hasselt").order_by("nis_code")
    assert [(one.nis_code, one.enterprise_number) for one in hasselt] == [
        ("71022", "0207466964"),
        ("71072", "0207466964"),
    ]
    counts = [model.objects.count() for model in (Organisation, Territory, Border, PopulationCount)]
    assert counts == [800, 328, 947, 3680]
    antwerpen = public.organisation_by_nis("11002")
    assert antwerpen is not None
    assert str(public.area_km2(antwerpen.id, Y2011)) == "204.51"
    assert str(public.area_km2(antwerpen.id, TODAY)) == "208.43"


def test_a_list_adds_renames_and_moves():
    load_list(a_supplier(seat=Place(street="Laan 1", postal_code="1000", locality="Brussel")))
    outcome = load_list(
        a_supplier("Netwerken nv", seat=Place(street="Straat 2", postal_code="3000", locality="Leuven"))
    )
    assert kinds(outcome) == {ChangeKind.RENAMED: 1, ChangeKind.CHANGED: 1}
    supplier = Organisation.objects.get()
    assert sorted(supplier.names.values_list("name", "valid_to")) == [("Netwerk nv", TODAY), ("Netwerken nv", None)]
    assert sorted(supplier.addresses.values_list("locality", "valid_to")) == [("Brussel", TODAY), ("Leuven", None)]
    told = list(Entry.objects.order_by("pk").values_list("fact", flat=True))
    assert told == [
        "organisations.registered",
        "organisations.reference_data_loaded",
        "organisations.renamed",
        "organisations.changed",
        "organisations.reference_data_loaded",
    ]


def test_what_a_list_leaves_out_stays():
    load_list(a_supplier(website="https://netwerk.example"))
    assert load_list(a_supplier()).is_empty
    assert load_list().is_empty
    assert Organisation.objects.get().website == "https://netwerk.example"


def test_a_number_of_somebody_else_is_refused_and_nothing_is_kept():
    OrganisationFactory(supplier=True, name="Eerste nv", enterprise_number="0403170701")
    other = Listed(key="other:0403170701", kind=Kind.OTHER, name="Tweede vzw", enterprise_number="0403170701")
    with pytest.raises(Refused, match="Eerste nv") as refused:
        load_list(a_supplier(name="Derde", number="0202239951"), other)
    assert refused.value.codes == {"same_number_twice"}
    assert Organisation.objects.count() == 1


def test_a_tie_to_nobody_is_refused():
    with pytest.raises(Refused) as refused:
        load_list(
            Listed(
                key="municipality:23023",
                kind=Kind.MUNICIPALITY,
                name="Galmaarden",
                nis_code="23023",
                period=Period(None, Y2025),
                merged_into="municipality:23106",
            )
        )
    assert refused.value.codes == {"unknown_key"}


def test_boundaries_are_replaced_and_told_once():
    load()
    drawn = {"type": "Polygon", "coordinates": [[[4, 51], [5, 51], [5, 52], [4, 51]]]}
    for expected in (1, 0):
        outcome = actions.load_boundaries(boundaries={"24048": drawn}, source="f.geojson", on=TODAY, by=PLATFORM)
        assert outcome.rows == {"boundaries": expected}
    keerbergen = public.organisation_by_nis("24048")
    assert keerbergen is not None
    assert queries.boundaries([keerbergen.id], TODAY) == {keerbergen.id: drawn}
    assert Entry.objects.filter(fact="organisations.boundaries_loaded").count() == 1


def test_a_load_asks_a_number_of_queries_that_does_not_follow_its_size(django_assert_max_num_queries):
    state = reference.state(2011, province="Vlaams-Brabant")
    with django_assert_max_num_queries(
        340
    ):  # one for each of the 158 facts that are told, one for who listens to a new one
        actions.load_reference(state=state, today=TODAY, by=PLATFORM)
    with django_assert_max_num_queries(16):
        actions.load_reference(state=state, today=TODAY, by=PLATFORM)
    assert Relation.objects.count() == 130
