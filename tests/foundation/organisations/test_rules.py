"""Decisions about organisations, without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.be import vat

from steunpunt.foundation.organisations.choices import ChangeKind, Kind, RelationKind
from steunpunt.foundation.organisations.rules import boards, numbers, outlines
from steunpunt.foundation.organisations.rules.changes import changes, merged
from steunpunt.foundation.organisations.values import ALWAYS, Change, Listed, OrganisationCard, Period

Y2011, Y2019, Y2025 = date(2011, 1, 1), date(2019, 1, 1), date(2025, 1, 1)


def codes(reasons):
    return [reason.code for reason in reasons]


def a_card(number=1, *, kind=Kind.MUNICIPALITY, name="Keerbergen", period=ALWAYS):
    return OrganisationCard(id=number, kind=kind, name=name, period=period)


def listed(nis="24048", **changed):
    values = {"key": f"municipality:{nis}", "kind": Kind.MUNICIPALITY, "name": "Keerbergen", "nis_code": nis}
    return Listed(**{**values, **changed})


# ── numbers ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["0207520117", "BE 0207.520.117", "207.520.117", "be0207 520 117", "0207-520-117"])
def test_an_enterprise_number_may_be_typed_in_many_ways(typed):
    assert numbers.plain_enterprise_number(typed) == "0207520117"
    assert codes(numbers.enterprise_number_gaps("0207520117")) == []


@pytest.mark.parametrize(
    ("number", "found"),
    [
        ("0680397589", ["enterprise_number_check"]),
        ("0207520118", ["enterprise_number_check"]),
        ("2207520117", ["enterprise_number_length"]),
        ("020752011", ["enterprise_number_length"]),
        ("020752011X", ["enterprise_number_length"]),
        ("", ["enterprise_number_length"]),
    ],
)
def test_a_wrong_enterprise_number_gives_its_reason(number, found):
    assert codes(numbers.enterprise_number_gaps(number)) == found


@given(st.integers(min_value=1, max_value=19_999_999), st.integers(min_value=1, max_value=97))
def test_check_digits_agree_with_the_library_for_belgian_numbers(stem, check):
    number = f"{stem:08}{check:02}"
    assert (not list(numbers.enterprise_number_gaps(number))) == vat.is_valid(number)


def test_an_enterprise_number_is_shown_with_points():
    assert numbers.shown_enterprise_number("0207520117") == "0207.520.117"


@pytest.mark.parametrize(("code", "is_right"), [("24048", True), ("24000", False), ("2404", False), ("0A123", False)])
def test_a_nis_code_has_five_digits_and_is_not_that_of_a_province(code, is_right):
    assert (codes(numbers.nis_code_gaps(code)) == []) == is_right


@pytest.mark.parametrize(("code", "is_right"), [("5395", True), ("53", False), ("PZ53", False)])
def test_a_zone_code_has_four_digits(code, is_right):
    assert (codes(numbers.zone_code_gaps(code)) == []) == is_right


# ── days ─────────────────────────────────────────────────────────────────────


def test_a_period_holds_its_first_day_and_not_its_end():
    period = Period(Y2011, Y2019)
    assert [day in period for day in (date(2010, 12, 31), Y2011, date(2018, 12, 31), Y2019)] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (Period(), Period(), True),
        (Period(None, Y2019), Period(Y2019, None), False),
        (Period(None, Y2025), Period(Y2019, None), True),
        (Period(Y2011, Y2019), Period(None, Y2011), False),
    ],
)
def test_periods_that_touch_do_not_overlap(first, second, overlap):
    assert first.overlaps(second) == overlap
    assert second.overlaps(first) == overlap


@pytest.mark.parametrize(
    ("first", "second", "common"),
    [
        (Period(), Period(Y2011, Y2019), Period(Y2011, Y2019)),
        (Period(None, Y2025), Period(Y2019, None), Period(Y2019, Y2025)),
        (Period(None, Y2019), Period(Y2019, None), None),
    ],
)
def test_the_common_period_is_where_both_hold(first, second, common):
    assert boards.common_period(first, second) == common


# ── boards ───────────────────────────────────────────────────────────────────


def test_gaps_name_everything_that_is_wrong_at_once():
    wrong = listed(name=" ", nis_code="24", enterprise_number="1", zone_code="x", period=Period(Y2019, Y2011))
    assert codes(boards.gaps(wrong)) == [
        "name_missing",
        "enterprise_number_length",
        "nis_code_form",
        "zone_code_form",
        "end_before_start",
    ]


def test_a_supplier_has_no_nis_code():
    assert codes(boards.gaps(listed(kind=Kind.SUPPLIER))) == ["nis_code_only_of_municipality"]


def test_a_merger_takes_organisations_of_one_kind_that_stand_that_day():
    successor = a_card(9, name="Pajottegem", period=Period(Y2025))
    three = [a_card(number, name=name) for number, name in enumerate(("Galmaarden", "Gooik", "Herne"), start=1)]
    assert codes(boards.merger_objections(three, successor, on=Y2025)) == []
    assert codes(boards.merger_objections(three, successor, on=Y2019)) == ["not_there_yet"]
    assert codes(boards.merger_objections([a_card(period=Period(None, Y2025))], successor, on=Y2025)) == []
    assert codes(boards.merger_objections([], successor, on=Y2025)) == ["merger_of_one"]
    antwerpen = a_card(9, name="Antwerpen")
    assert codes(boards.merger_objections([antwerpen], antwerpen, on=Y2025)) == ["merger_into_itself"]
    assert codes(boards.merger_objections([a_card(kind=Kind.WELFARE_CENTRE)], successor, on=Y2025)) == [
        "merger_across_kinds"
    ]
    assert codes(boards.merger_objections([a_card(period=Period(None, Y2019))], successor, on=Y2025)) == [
        "ended_already"
    ]


@pytest.mark.parametrize(
    ("source", "target", "kind", "found"),
    [
        (Kind.WELFARE_CENTRE, Kind.MUNICIPALITY, RelationKind.WELFARE_CENTRE_OF, []),
        (Kind.MUNICIPALITY, Kind.POLICE_ZONE, RelationKind.MEMBER_OF, []),
        (Kind.MUNICIPALITY, Kind.RESCUE_ZONE, RelationKind.MEMBER_OF, []),
        (Kind.POLICE_ZONE, Kind.MUNICIPALITY, RelationKind.MEMBER_OF, ["relation_of_other_kinds"]),
        (Kind.SUPPLIER, Kind.MUNICIPALITY, RelationKind.WELFARE_CENTRE_OF, ["relation_of_other_kinds"]),
        (Kind.MUNICIPALITY, Kind.MUNICIPALITY, RelationKind.MERGED_INTO, ["relation_of_other_kinds"]),
    ],
)
def test_a_relation_asks_for_the_right_kinds(source, target, kind, found):
    assert codes(boards.relation_objections(a_card(1, kind=source), a_card(2, kind=target), kind, on=None)) == found


def test_an_organisation_has_no_relation_with_itself():
    assert codes(boards.relation_objections(a_card(), a_card(), RelationKind.MEMBER_OF, on=None)) == [
        "relation_with_itself"
    ]


@pytest.mark.parametrize(
    ("on", "found"),
    [(date(2024, 1, 1), []), (date(2025, 1, 1), ["ended_already"]), (None, ["ended_already"])],
)
def test_a_relation_with_what_ended_holds_only_before_the_end(on, found):
    gone = a_card(1, kind=Kind.MUNICIPALITY, period=Period(None, date(2025, 1, 1)))
    zone = a_card(2, kind=Kind.POLICE_ZONE)
    assert codes(boards.relation_objections(gone, zone, RelationKind.MEMBER_OF, on=on)) == found


@pytest.mark.parametrize(
    ("kind", "period", "found"),
    [
        (RelationKind.MEMBER_OF, Period(), []),
        (RelationKind.MEMBER_OF, Period(date(2020, 1, 1), date(2030, 1, 1)), []),
        (RelationKind.MEMBER_OF, Period(date(2026, 1, 1), None), ["relation_end_before_start"]),
        (RelationKind.MEMBER_OF, Period(None, date(2025, 1, 1)), ["relation_ended_already"]),
        (RelationKind.MERGED_INTO, Period(), ["merger_stays"]),
    ],
)
def test_a_relation_ends_once_after_its_beginning_and_a_merger_never(kind, period, found):
    assert codes(boards.relation_end_objections(kind, period, date(2025, 1, 1))) == found


# ── changes ──────────────────────────────────────────────────────────────────


def test_the_same_file_twice_changes_nothing():
    state = {"municipality:24048": listed(member_of={"police_zone:5395": Period()})}
    assert changes(state, state) == []


def test_a_new_file_adds_renames_merges_ends_and_changes():
    current = {
        "municipality:1": listed("1", name="Oud"),
        "municipality:2": listed("2", name="Gooik"),
        "municipality:3": listed("3", name="Weg"),
        "municipality:4": listed("4", name="Bertem", ovo_code="OVO1", province="Vlaams-Brabant"),
        "municipality:5": listed("5", name="Niet in het bestand"),
    }
    new = {
        "municipality:0": listed("0", name="Nieuw", period=Period(Y2025)),
        "municipality:1": listed("1", name="Nieuwe naam"),
        "municipality:2": listed("2", name="Gooik", period=Period(None, Y2025), merged_into="municipality:0"),
        "municipality:3": listed("3", name="Weg", period=Period(None, Y2019)),
        "municipality:4": listed("4", name="Bertem", ovo_code="OVO2", member_of={"police_zone:5908": Period(Y2019)}),
    }
    assert changes(current, new) == [
        Change(ChangeKind.ADDED, "municipality:0", "Nieuw", (("valid_from", "", "01/01/2025"),)),
        Change(ChangeKind.RENAMED, "municipality:1", "Nieuwe naam", (("name", "Oud", "Nieuwe naam"),)),
        Change(
            ChangeKind.MERGED,
            "municipality:2",
            "Gooik",
            (("merged_into", "", "municipality:0"), ("valid_to", "", "01/01/2025")),
        ),
        Change(ChangeKind.ENDED, "municipality:3", "Weg", (("valid_to", "", "01/01/2019"),)),
        Change(
            ChangeKind.CHANGED,
            "municipality:4",
            "Bertem",
            (("ovo_code", "OVO1", "OVO2"), ("member_of", "police_zone:5908 –", "police_zone:5908 01/01/2019 –")),
        ),
    ]


def test_after_a_new_file_there_is_nothing_left_to_change():
    before, after = listed(ovo_code="OVO1", period=Period(Y2011)), listed(name="Nieuw", period=Period(None, Y2025))
    now = merged(before, after)
    assert now == listed(name="Nieuw", ovo_code="OVO1", period=Period(Y2011, Y2025))
    assert changes({now.key: now}, {after.key: after}) == []
    assert merged(None, after) == after


# ── boundaries ───────────────────────────────────────────────────────────────


def test_topojson_becomes_closed_rings_in_degrees():
    topology = {
        "transform": {"scale": [0.5, 0.5], "translate": [4, 51]},
        "arcs": [[[0, 0], [2, 0]], [[2, 0], [0, 2], [-2, -2]]],
        "objects": {"now": {"geometries": [{"id": "24048", "arcs": [[[0, 1]]]}, {"id": "1", "arcs": [[[~1, ~0]]]}]}},
    }
    assert outlines.outlines(topology, "now") == {
        "24048": {"type": "MultiPolygon", "coordinates": [[[[4, 51], [5, 51], [5, 52], [4, 51]]]]},
        "1": {"type": "MultiPolygon", "coordinates": [[[[4, 51], [5, 52], [5, 51], [4, 51]]]]},
    }


def test_rings_are_wound_for_who_draws_them():
    square, hole = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]
    as_rfc_7946 = {"type": "Polygon", "coordinates": [square, hole]}
    as_d3 = {"type": "Polygon", "coordinates": [square[::-1], hole[::-1]]}
    for one in (as_rfc_7946, as_d3):
        assert outlines.wound(one, clockwise=False) == as_rfc_7946
        assert outlines.wound(one, clockwise=True) == as_d3
    many = {"type": "MultiPolygon", "coordinates": [[square], [square[::-1]]]}
    assert outlines.wound(many, clockwise=True)["coordinates"] == [[square[::-1]], [square[::-1]]]


@pytest.mark.parametrize(
    ("geometry", "objection"),
    [
        ({"type": "Polygon", "coordinates": [[[4, 51], [5, 51], [5, 52], [4, 51]]]}, ""),
        ({"type": "Point", "coordinates": [4, 51]}, "not a Polygon or MultiPolygon"),
        (None, "not a Polygon or MultiPolygon"),
        ({"type": "Polygon", "coordinates": [[[4, 51], [5, 51], [5, 52]]]}, "a ring that is not closed"),
        (
            {"type": "Polygon", "coordinates": [[[150000, 170000], [1, 1], [2, 2], [150000, 170000]]]},
            "coordinates that are not WGS 84 degrees",
        ),
    ],
)
def test_a_boundary_that_cannot_be_one_is_named(geometry, objection):
    assert outlines.simple_objections(geometry) == objection
