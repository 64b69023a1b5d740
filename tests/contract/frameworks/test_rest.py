"""Framework contracts over the API: what each may read, and nothing more."""

from datetime import timedelta
from decimal import Decimal

import pytest

from steunpunt.contract.frameworks import actions
from steunpunt.contract.frameworks.models import FrameworkSupplier
from tests.factories.competing import Arena
from tests.factories.ordering import Shop, a_firewall, listed, price, steps
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
HERE = "/api/v1/framework-contracts"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


def got(who, path="", status=200):
    answer = browser_of(who.person_id).get(HERE + path)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_a_board_reads_its_contracts_with_what_is_left_and_a_neighbour_none():
    shop = Shop(a_firewall(), most_amount=Decimal(2000))
    shop.order(FW=1)
    [row] = got(shop.manager)["results"]
    assert (row["reference"], row["state"], row["most_amount"], row["ordered_amount"]) == (
        shop.framework.reference,
        "in_force",
        "2000.00",
        "950.00",
    )
    neighbour = somebody(OrganisationFactory(), "ict_manager")
    assert got(neighbour) == {"count": 0, "results": []}
    got(neighbour, f"/{shop.framework.pk}", status=404)
    got(neighbour, f"/{shop.framework.pk}/prices", status=404)
    got(somebody(shop.board, "contact"), status=403)


def test_a_supplier_reads_its_own_prices_and_not_what_all_ordered():
    shop = Shop(a_firewall(), listed())
    rival = OrganisationFactory(supplier=True)
    FrameworkSupplier.objects.create(framework=shop.framework, lot=1, organisation=rival, place=2)
    shop.items["MB"].place = 2
    shop.items["MB"].save()
    shop.order(FW=1)
    here = f"/{shop.framework.pk}"
    assert got(shop.contact, here)["ordered_amount"] is None
    [row] = got(shop.contact, f"{here}/prices")["results"]
    assert (row["code"], row["standard"], row["tiers"]) == (
        "FW",
        None,
        [{"from_units": 1, "price": {"supplier": "900.0000", "support": None}}],
    )
    assert [one["name"] for one in got(shop.contact, f"{here}/boards")["results"]] == ["Keerbergen", "Haacht"]
    got(shop.manager, f"{here}/boards", status=403)


def test_prices_are_those_of_the_day_that_is_asked():
    shop = Shop(a_firewall())
    later = TODAY + timedelta(days=10)
    new = a_firewall(steps=(*steps((1, "880")), *(steps((5, "850")))))
    actions.load_price_list(
        framework_id=shop.framework.pk,
        items=[new],
        valid_from=later,
        today=TODAY,
        note="Afgesproken",
        signed_on=TODAY,
        now=NOW,
        by=shop.buyer,
    )
    here = f"/{shop.framework.pk}/prices"
    now, then = (got(shop.buyer, here + query)["results"][0]["tiers"] for query in ("", f"?on={later}"))
    assert now == [{"from_units": 1, "price": {"supplier": "900.0000", "support": "50.0000"}}]
    assert [(one["from_units"], Decimal(one["price"]["supplier"])) for one in then] == [
        (1, price("880").supplier),
        (5, price("850").supplier),
    ]
    got(shop.buyer, here + "?on=1234", status=422)


def test_the_terms_say_lots_with_their_suppliers_and_which_edition_holds():
    shop = Shop()
    found = got(shop.manager, f"/{shop.framework.pk}")
    assert (found["terms_number"], found["notice_months"], found["conditions"]) == (1, 1, "")
    assert found["lots"] == [
        {
            "number": 1,
            "title": "",
            "choosing": "one",
            "suppliers": [{"organisation_id": shop.supplier.pk, "name": str(shop.supplier), "place": 1}],
            "comparison": None,
        }
    ]


def test_a_lot_by_competition_says_how_offers_are_compared_and_a_supplier_reads_itself_alone():
    arena = Arena()
    here = f"/{arena.framework.pk}"
    [lot] = got(arena.manager, here)["lots"]
    assert (lot["choosing"], len(lot["suppliers"]), lot["comparison"]["criteria"][1]["title"]) == (
        "competition",
        3,
        "Ondersteuning",
    )
    [own] = got(arena.contacts[1], here)["lots"]
    assert [one["organisation_id"] for one in own["suppliers"]] == [arena.suppliers[1].pk]
