"""Starting a round: boards are chosen by their kind, province and partnership."""

import re
from datetime import date

import pytest
from django.urls import reverse

from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.queries.inviting import choosable
from steunpunt.foundation.organisations.models import Relation
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in

pytestmark = pytest.mark.django_db
TODAY = date(2011, 4, 1)


@pytest.fixture
def boards():
    haacht = OrganisationFactory(name="Haacht", province="Vlaams-Brabant")
    centre = OrganisationFactory(welfare_centre=True, name="OCMW Haacht", province="Vlaams-Brabant")
    zone = OrganisationFactory(police_zone=True, name="Zone Noord", province="")
    north = OrganisationFactory(partnership=True, name="Samenwerking Noord")
    OrganisationFactory(partnership=True, name="Zonder leden")
    Relation.objects.create(source=haacht, target=north, kind="member_of")
    Relation.objects.create(source=centre, target=north, kind="member_of")
    return haacht, centre, zone, north


def test_each_board_says_of_what_kind_it_is_where_and_with_whom_it_works(boards):
    haacht, centre, zone, north = boards
    found, partnerships = choosable(TODAY)
    assert {(one.id, one.type, one.province, one.partnerships) for one in found} == {
        (haacht.pk, BoardType.MUNICIPALITY, "Vlaams-Brabant", (north.pk,)),
        (centre.pk, BoardType.WELFARE_CENTRE, "Vlaams-Brabant", (north.pk,)),
        (zone.pk, BoardType.POLICE_ZONE, "", ()),
    }
    assert partnerships == {north.pk: "Samenwerking Noord"}, "only what has boards to choose"


def test_the_page_filters_by_kind_province_and_partnership(boards):
    haacht, centre, zone, north = boards
    page = logged_in(OrganisationFactory(support_point=True), "adviser").get(reverse("scan:start")).content.decode()
    said = re.findall(
        r'value="(\d+)"[^>]*data-kind="(.*?)" data-province="(.*?)" data-partnership="(.*?)" data-words="(.*?)"', page
    )
    assert {(int(pk), *rest) for pk, *rest in said} == {
        (haacht.pk, "gemeente", "Vlaams-Brabant", str(north.pk), "gemeente"),
        (centre.pk, "ocmw", "Vlaams-Brabant", str(north.pk), "OCMW"),
        (zone.pk, "politiezone", "", "", "politiezone"),
    }
    assert re.findall(r'data-by="(\w+)"', page) == ["kind", "province", "partnership"]
    assert f'<option value="{north.pk}">Samenwerking Noord</option>' in page


def test_choosing_takes_as_many_queries_for_more_boards(django_assert_num_queries):
    for _ in range(2):
        north = OrganisationFactory(partnership=True)
        Relation.objects.create(source=OrganisationFactory(), target=north, kind="member_of")
        with django_assert_num_queries(3):
            choosable(TODAY)
