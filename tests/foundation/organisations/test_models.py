"""What the database itself refuses, whoever writes."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from steunpunt.foundation.organisations.choices import Kind, RelationKind
from steunpunt.foundation.organisations.models import (
    Address,
    Border,
    FigureOfOthers,
    Organisation,
    OrganisationName,
    PopulationCount,
    Relation,
    Territory,
)
from tests.factories.organisations import OrganisationFactory

pytestmark = pytest.mark.django_db
Y2019, Y2025 = date(2019, 1, 1), date(2025, 1, 1)
GOOD = "0207520117"


def bites(constraint, model, **values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        model.objects.create(**values)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("organisation_of_known_kind", {"kind": "castle"}),
        ("organisation_has_a_name", {"name": ""}),
        ("organisation_ends_after_start", {"valid_from": Y2025, "valid_to": Y2019}),
        ("organisation_nis_code_of_local_government", {"nis_code": "0240"}),
        ("organisation_nis_code_of_local_government", {"nis_code": "24048", "kind": Kind.SUPPLIER}),
        ("organisation_zone_code_of_police_zone", {"zone_code": "5395"}),
        ("organisation_enterprise_number_is_ten_digits", {"enterprise_number": "123"}),
        ("organisation_enterprise_number_checks_out", {"enterprise_number": "0207520118"}),
    ],
)
def test_an_organisation_that_cannot_be_is_refused(constraint, values):
    bites(constraint, Organisation, **{"kind": Kind.MUNICIPALITY, "name": "Keerbergen", **values})


def test_codes_belong_to_one_organisation():
    OrganisationFactory(nis_code="24048")
    OrganisationFactory(welfare_centre=True, nis_code="24048")
    OrganisationFactory(police_zone=True, zone_code="5395")
    bites("organisation_nis_code_once_per_kind", Organisation, kind=Kind.MUNICIPALITY, name="X", nis_code="24048")
    bites("organisation_zone_code_once", Organisation, kind=Kind.POLICE_ZONE, name="X", zone_code="5395")


def test_an_enterprise_number_has_one_holder_at_a_time():
    OrganisationFactory(enterprise_number=GOOD, valid_to=Y2025)
    OrganisationFactory(enterprise_number=GOOD, valid_from=Y2025)
    constraint = "organisation_enterprise_number_once_at_a_time"
    bites(constraint, Organisation, kind=Kind.OTHER, name="X", enterprise_number=GOOD)


def test_names_and_addresses_follow_one_another():
    one = OrganisationFactory()
    name = {"organisation": one, "language": "nl", "name": "Oud"}
    OrganisationName.objects.create(**name, valid_to=Y2025)
    OrganisationName.objects.create(**name, valid_from=Y2025)
    bites("organisation_name_once_at_a_time", OrganisationName, **name, valid_from=Y2019)
    bites("organisation_name_is_not_empty", OrganisationName, **{**name, "name": ""})
    bites("organisation_name_in_nl_or_fr", OrganisationName, **{**name, "language": "de"})
    bites("organisation_name_ends_after_start", OrganisationName, **name, valid_from=Y2025, valid_to=Y2019)
    seat = {"organisation": one, "street": "Plein 1", "postal_code": "3140", "locality": "Keerbergen"}
    Address.objects.create(**seat, valid_to=Y2025)
    bites("address_once_at_a_time", Address, **seat)
    bites("address_of_known_kind", Address, **seat, kind="igloo")
    bites("address_says_where", Address, **{**seat, "street": ""})
    bites("address_belgian_postal_code_is_four_digits", Address, **{**seat, "postal_code": "314"})
    bites("address_ends_after_start", Address, **seat, valid_from=Y2025, valid_to=Y2019)


def test_relations_hold_between_two_once_at_a_time():
    municipality, other = OrganisationFactory(), OrganisationFactory()
    welfare_centre, second = OrganisationFactory(welfare_centre=True), OrganisationFactory(welfare_centre=True)
    tie = {"kind": RelationKind.WELFARE_CENTRE_OF}
    Relation.objects.create(source=welfare_centre, target=municipality, **tie)
    bites("relation_between_two", Relation, source=other, target=other, **tie)
    bites("relation_of_known_kind", Relation, source=other, target=second, kind="love")
    member = {"source": municipality, "target": other, "kind": RelationKind.MEMBER_OF}
    Relation.objects.create(**member)
    bites("relation_once_at_a_time", Relation, **member)
    bites("welfare_centre_of_one_municipality_at_a_time", Relation, source=welfare_centre, target=other, **tie)
    bites("municipality_has_one_welfare_centre_at_a_time", Relation, source=second, target=municipality, **tie)
    bites("relation_ends_after_start", Relation, **member, valid_from=Y2025, valid_to=Y2019)


def test_land_and_people_are_counted_once():
    first, second = OrganisationFactory(), OrganisationFactory()
    Territory.objects.create(organisation=first, area_km2=10)
    bites("territory_once_at_a_time", Territory, organisation=first, area_km2=10)
    bites("territory_has_an_area", Territory, organisation=second, area_km2=0)
    bites("territory_ends_after_start", Territory, organisation=second, area_km2=1, valid_from=Y2025, valid_to=Y2019)
    border = {"first": first, "second": second, "shared_border_m": 10}
    Border.objects.create(**border)
    bites("border_once_at_a_time", Border, **border)
    bites("border_is_kept_once", Border, **{**border, "first": second, "second": first})
    bites("border_has_a_length", Border, **{**border, "shared_border_m": 0})
    bites("border_ends_after_start", Border, **border, valid_from=Y2025, valid_to=Y2019)
    count = {"organisation": first, "year": 2020, "inhabitants": 10}
    PopulationCount.objects.create(**count)
    bites("population_count_once_a_year", PopulationCount, **count)
    bites("population_count_of_our_time", PopulationCount, **{**count, "year": 20})
    figure = {"organisation": first, "kind": "households", "year": 2020, "value": 1, "source": "Statistiek Vlaanderen"}
    FigureOfOthers.objects.create(**figure)
    bites("figure_of_others_once_a_year", FigureOfOthers, **figure)
    bites("figure_of_others_of_known_kind", FigureOfOthers, **{**figure, "kind": "luck"})
    bites("figure_of_others_names_its_source", FigureOfOthers, **{**figure, "year": 2019, "source": ""})
