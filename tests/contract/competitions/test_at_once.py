"""Many at the same moment: one order comes of a competition, and no maximum is passed by two of them."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from steunpunt.contract.competitions import actions
from steunpunt.contract.competitions.models import Competition, Offer
from steunpunt.contract.orders import queries as order_queries
from steunpunt.contract.orders.models import FrameworkUse, Order
from steunpunt.foundation.acting import Refused
from tests.factories.competing import AFTER, Arena, day, shown
from tests.factories.projects import somebody
from tests.factories.scan import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Each in a thread of its own, at the same moment; how it went."""
    went, start = [], threading.Barrier(len(works))

    def run(work) -> None:
        start.wait(30)
        try:
            work()
            went.append("done")
        except Refused as refused:
            went.append(",".join(sorted(refused.codes)))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(went)


def award_of(competition, by, first, amount):
    return lambda: actions.award(
        competition_id=competition.pk,
        offer_id=first,
        amount_seen=amount,
        motivation="De beste offerte.",
        today=day(AFTER),
        now=AFTER,
        by=by,
    )


def test_of_four_that_award_at_once_one_orders():
    arena = Arena()
    competition = arena.fixed("750", "700")
    people = [somebody(arena.board, "ict_manager", mandates=("order",)) for _one in range(4)]
    first, amount = shown(competition)
    assert at_once(*(award_of(competition, who, first, amount) for who in people)) == ["done", *["other_state"] * 3]
    assert (Order.objects.count(), FrameworkUse.objects.get().amount) == (1, amount)
    assert order_queries.is_balanced(arena.framework.pk)


def test_two_awards_never_pass_the_maximum_together():
    arena = Arena(most_amount=Decimal(10_000))
    competitions = [arena.fixed("700"), arena.fixed("700")]
    works = [award_of(one, arena.manager, *shown(one)) for one in competitions]
    assert at_once(*works) == ["done", "maximum"]
    assert sorted(Competition.objects.values_list("state", flat=True)) == ["awarded", "fixed"]
    assert (Order.objects.count(), FrameworkUse.objects.get().amount) == (1, Decimal("7120.00"))


def test_two_offers_of_one_supplier_at_once_leave_one_that_counts():
    arena = Arena()
    competition = arena.sent()
    works = [lambda unit=unit: arena.offer(competition, 0, unit, now=NOW) for unit in ("750", "740", "730")]
    assert at_once(*works) == ["done"] * 3
    assert [Offer.objects.count(), Offer.objects.filter(replaced_at=None).count()] == [3, 1]


def test_opening_and_stopping_at_once_leave_one_of_the_two():
    arena = Arena()
    competition = arena.offered("750")
    went = at_once(
        lambda: arena.open(competition),
        lambda: actions.stop(competition_id=competition.pk, reason="Niet meer nodig", now=AFTER, by=arena.manager),
    )
    state = Competition.objects.get().state
    assert (went, state) in [(["done", "done"], "stopped"), (["done", "other_state"], "stopped")]
    assert Offer.objects.filter(quality_key=None).count() == (0 if went == ["done", "done"] else 1)
