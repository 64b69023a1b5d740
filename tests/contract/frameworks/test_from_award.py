"""From an award to a framework contract: suppliers, unit prices and boards come along."""

from decimal import Decimal

import pytest
from django.urls import reverse

from steunpunt.contract.frameworks import actions, queries
from steunpunt.contract.frameworks.models import Framework, Item
from steunpunt.foundation.acting import Denied, Refused
from tests.factories.awarding import WINNER, AwardRoom
from tests.factories.people import browser_of
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def room():
    return AwardRoom().judged().awarded()


def begun(room, by=None):
    return actions.begin_from_award(tender_id=room.tender.pk, today=TODAY, now=NOW, by=by or room.buyer)


def test_what_was_awarded_comes_along_as_a_draft(room):
    framework = begun(room)
    rows = queries.with_prices(Item.objects.filter(framework=framework).order_by("code"), framework.starts_on)
    found = {row.code: (row.charge, queries.priced(row).steps[0].price.supplier) for row in rows}
    assert found == {"P1": ("monthly", Decimal(4)), "P2": ("once", Decimal(500))}
    assert (framework.state, framework.tender_id, framework.suppliers.get().organisation_id) == (
        "draft",
        room.tender.pk,
        room.offers[WINNER].bid.supplier_id,
    )
    assert set(framework.entitlements.values_list("organisation_id", flat=True)) == {board.pk for board in room.boards}


def test_it_is_begun_on_its_page_and_once(room):
    client = browser_of(room.buyer.person_id)
    path = reverse("frameworks:from_award")
    assert client.post(path, {"tender": room.tender.pk}).status_code == 302
    assert client.post(path, {"tender": room.tender.pk}).status_code == 422
    assert Framework.objects.count() == 1
    assert browser_of(room.mayor.person_id).get(path).status_code == 404


def test_an_award_becomes_one_contract_also_under_another_reference(room):
    made = begun(room)
    Framework.objects.filter(pk=made.pk).update(reference="Anders")
    with pytest.raises(Refused) as refused:
        begun(room)
    assert refused.value.codes == {"made_already"}


def test_without_an_award_nothing_begins():
    room = AwardRoom().judged()
    with pytest.raises(Refused):
        begun(room)
    with pytest.raises(Denied):
        begun(room, by=room.mayor)
    assert not Framework.objects.exists()
