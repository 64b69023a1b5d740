"""When boards merge, what they ordered goes on."""

from decimal import Decimal

import pytest

from steunpunt.contract.orders import access, actions, queries
from steunpunt.contract.orders.listeners import carry_orders
from steunpunt.contract.orders.models import DaysSaved, Saving
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.actions import merge_organisations
from steunpunt.foundation.organisations.facts import OrganisationsMerged
from tests.factories.ordering import Shop
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import TODAY

pytestmark = pytest.mark.django_db


def merged(shop, *boards):
    """These boards went on as a new one, today; and somebody who may order there."""
    successor = OrganisationFactory(name="Groot-Keerbergen")
    merge_organisations(
        predecessor_ids=[board.pk for board in boards], successor_id=successor.pk, on=TODAY, by=PLATFORM
    )
    fact = OrganisationsMerged(
        organisation_id=successor.pk,
        name=successor.name,
        predecessor_ids=tuple(board.pk for board in boards),
        predecessors=tuple(board.name for board in boards),
        on=TODAY,
    )
    carry_orders(fact)
    carry_orders(fact)  # a fact may be delivered again
    return successor, somebody(successor, "ict_manager", mandates=("order",))


def test_the_successor_receives_and_ends_what_its_predecessors_ordered_and_reads_what_they_saved():
    shop = Shop()
    order = shop.answer(shop.order(MB=10, FW=1))
    shop.deliver(order, quantities={1: 4})
    before = queries.saved(access.visible_savings(shop.manager))
    successor, manager = merged(shop, shop.board, shop.other)
    order.refresh_from_db()
    assert (order.organisation, order.placed_for) == (successor, shop.board)
    assert list(access.visible_orders(manager)) == [order]
    assert queries.saved(access.visible_savings(manager)) == before
    assert queries.days_saved(organisation_id=successor.pk) == Decimal(12)

    shop.deliver(order, by=manager, quantities={1: 6, 2: 1})
    boards = set(Saving.objects.filter(line__order=order).values_list("organisation__name", flat=True))
    assert boards == {"Keerbergen", "Groot-Keerbergen"}
    assert DaysSaved.objects.count() == 1, "one contract, one tender that was not repeated"
    actions.end_service(
        order_id=order.pk, number=1, quantity=10, reason="", today=TODAY, now=order.placed_at, by=manager
    )
    assert queries.is_balanced(shop.framework.pk)


def test_suppliers_hear_once_with_whom_orders_go_on_and_others_see_nothing():
    shop = Shop()
    shop.order(FW=1)
    _successor, manager = merged(shop, shop.board)
    stranger = somebody(OrganisationFactory(), "ict_manager", mandates=("order",))
    assert [access.visible_orders(who).count() for who in (manager, shop.contact, stranger)] == [1, 1, 0]
    [entry] = Entry.objects.filter(fact="orders.carried_over")
    assert entry.data == {"board": "Keerbergen", "orders": 1}
    heard = Notice.objects.filter(kind="orders.of_supplier").values_list("person_id", "title")
    assert list(heard) == [(shop.contact.person_id, "Bestellingen van Keerbergen gaan verder met Groot-Keerbergen")]
