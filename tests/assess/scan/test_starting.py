"""Starting a round: boards are chosen by their kind, province and partnership."""

import re
from datetime import date

import pytest
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import Round
from steunpunt.assess.scan.queries.inviting import choosable
from steunpunt.assess.scan.questionnaires import source_of
from steunpunt.foundation.acting import Refused
from steunpunt.foundation.organisations.models import Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.scan import NOW, a_round

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


def test_everything_that_is_wrong_is_said_at_once_in_the_order_of_the_form(boards, today):
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    typed = {"name": " ", "version": version.pk, "opens_on": "2011-04-02", "deadline_on": "2011-03-01"}
    answer = client.post(reverse("scan:start"), typed)
    summary = answer.content.decode().split("error-summary", 1)[1].split("</ul>", 1)[0]
    assert (answer.status_code, re.findall(r"#id_(\w+)\">[^<]+</a>: ([^<]+)<", summary)) == (
        422,
        [
            ("name", "Dit veld is verplicht."),
            ("deadline_on", "De einddatum komt voor de opening."),
            ("deadline_on", "De einddatum is al voorbij."),
            ("organisations", "Kies ten minste één bestuur."),
        ],
    )
    assert not Round.objects.exists()


def test_more_boards_are_invited_to_a_round_that_runs_and_each_once(boards, today):
    haacht, centre, zone, _north = boards
    round_, support = a_round(haacht), OrganisationFactory(support_point=True)
    client, place = logged_in(support, "adviser"), f"/scan/rondes/{round_.pk}/uitnodigen/"
    assert place in client.get(reverse("scan:round", args=[round_.pk])).content.decode()
    page = client.get(place).content.decode()
    assert set(re.findall(r'value="(\d+)"[^>]*data-kind', page)) == {str(centre.pk), str(zone.pk)}
    assert client.post(place, {}).status_code == 422
    assert client.post(place, {"organisations": [haacht.pk]}).status_code == 422
    answer = client.post(place, {"organisations": [centre.pk, zone.pk]}, follow=True)
    assert "2 besturen zijn uitgenodigd." in answer.content.decode()
    assert set(round_.scans.values_list("organisation_id", flat=True)) == {haacht.pk, centre.pk, zone.pk}
    for somebody in (logged_in(haacht, "ict_manager"), logged_in(support, "editor")):
        assert somebody.get(place).status_code in {403, 404}
        assert somebody.post(place, {"organisations": [zone.pk]}).status_code in {403, 404}


def test_a_closed_round_takes_no_more_boards(boards, today):
    round_, support = a_round(boards[0]), OrganisationFactory(support_point=True)
    by = an_actor(support, "adviser")
    actions.close_round(round_id=round_.pk, now=NOW, by=by)
    with pytest.raises(Refused) as refused:
        actions.invite_boards(round_id=round_.pk, organisation_ids=[boards[1].pk], now=NOW, by=by)
    assert refused.value.codes == {"round_closed"}
    client = logged_in(support, "adviser")
    assert client.get(f"/scan/rondes/{round_.pk}/uitnodigen/").status_code == 404
    assert "uitnodigen/" not in client.get(reverse("scan:round", args=[round_.pk])).content.decode()
    assert round_.scans.count() == 1
