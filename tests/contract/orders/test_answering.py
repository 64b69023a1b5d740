"""What a supplier answers: in the portal, and by a link that works once and only with the code of its mailbox."""

from datetime import timedelta
from decimal import Decimal

import pytest

from steunpunt.contract.orders import actions, queries
from steunpunt.contract.orders.actions.links import code_of, secret_of
from steunpunt.contract.orders.choices import Answer, OrderState
from steunpunt.contract.orders.models import FrameworkUse, ItemUse, Order, SupplierLink
from steunpunt.contract.orders.rules import links as rules
from steunpunt.foundation.acting import Denied, Refused, the_platform
from tests.factories.ordering import Shop, a_firewall, steps
from tests.factories.organisations import OrganisationFactory
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def a_link(shop, order):
    (link,) = actions.give_links(order_id=order.pk, now=NOW, by=the_platform())
    return link, secret_of(link)


def with_code(secret, now=LATER):
    link = actions.ask_code(secret=secret, now=now)
    return code_of(link, now)


def test_a_supplier_confirms_in_the_portal_once():
    shop = Shop()
    order = shop.order(FW=1)
    assert shop.answer(order, Answer.CONFIRM, due_on=TODAY + timedelta(days=10)).state == OrderState.CONFIRMED
    with pytest.raises(Refused) as refused:
        shop.answer(order, Answer.REFUSE, text="Toch niet")
    assert refused.value.codes == {"answered"}


def test_another_supplier_and_the_board_itself_answer_nothing():
    shop = Shop()
    order = shop.order(FW=1)
    stranger = somebody(OrganisationFactory(supplier=True), "contact")
    with pytest.raises(Order.DoesNotExist):
        actions.answer(order_id=order.pk, reply=actions.Reply(answer=Answer.CONFIRM), now=NOW, by=stranger)
    with pytest.raises(Denied):
        actions.answer(order_id=order.pk, reply=actions.Reply(answer=Answer.CONFIRM), now=NOW, by=shop.manager)


def test_a_refusal_says_why_and_gives_back_what_it_counted():
    shop = Shop(a_firewall(most_units=2))
    order = shop.order(FW=2)
    with pytest.raises(Refused) as refused:
        shop.answer(order, Answer.REFUSE)
    assert refused.value.codes == {"no_text"}
    shop.answer(order, Answer.REFUSE, text="Niet meer leverbaar")
    assert FrameworkUse.objects.get(framework=shop.framework).amount == 0
    assert ItemUse.objects.get(item=shop.items["FW"]).units == 0
    assert shop.order(FW=2).pk


def test_fewer_units_are_reckoned_again_at_the_tier_that_they_reach():
    shop = Shop(a_firewall(steps=steps((1, "900"), (3, "800"))))
    order = shop.order(FW=3)
    assert order.lines.get().supplier_part == Decimal("2400.00")
    shop.answer(order, Answer.PROPOSE, text="Eén is beschadigd", quantities={1: 2})
    done = actions.answer_proposal(order_id=order.pk, accepts=True, today=TODAY, now=NOW, by=shop.manager)
    line = done.lines.get()
    assert (line.quantity, line.supplier_part, line.slices) == (2, Decimal("1800.00"), [[2, "900.0000", "0.0000"]])
    assert (done.state, FrameworkUse.objects.get(framework=shop.framework).amount) == ("confirmed", Decimal("1800.00"))
    assert queries.is_balanced(shop.framework.pk)


def test_a_proposal_that_is_not_accepted_ends_the_order():
    shop = Shop()
    order = shop.order(FW=1)
    shop.answer(order, Answer.PROPOSE, text="Pas in juni", due_on=TODAY + timedelta(days=80))
    done = actions.answer_proposal(order_id=order.pk, accepts=False, today=TODAY, now=NOW, by=shop.manager)
    assert (done.state, FrameworkUse.objects.get(framework=shop.framework).amount) == ("cancelled", 0)


def test_a_proposal_asks_no_more_than_was_ordered_and_leaves_something():
    shop = Shop()
    order = shop.order(FW=2)
    for quantities, code in (
        ({1: 3}, "quantities"),
        ({2: 1}, "quantities"),
        ({1: 0}, "nothing"),
        ({1: -1}, "quantities"),
    ):
        with pytest.raises(Refused) as refused:
            shop.answer(order, Answer.PROPOSE, text="Anders", quantities=quantities)
        assert code in refused.value.codes
    assert Order.objects.get(pk=order.pk).state == "placed"


def test_the_link_answers_once_with_the_code_of_the_mailbox():
    shop = Shop()
    order = shop.order(FW=1)
    link, secret = a_link(shop, order)
    reply = actions.Reply(answer=Answer.CONFIRM)
    with pytest.raises(Refused) as refused:
        actions.answer_by_link(secret=secret, code="000000", reply=reply, now=LATER)
    assert refused.value.codes == {"code_over"}
    code = with_code(secret)
    done = actions.answer_by_link(secret=secret, code=f" {code[:3]} {code[3:]} ", reply=reply, now=LATER)
    assert (done.state, done.answered_by_mail, done.answered_by_id) == ("confirmed", link.email, None)
    with pytest.raises(Refused) as refused:
        actions.answer_by_link(secret=secret, code=code, reply=reply, now=LATER)
    assert refused.value.codes == {"used"}


def test_an_altered_or_old_link_is_none():
    shop = Shop()
    _link, secret = a_link(shop, shop.order(FW=1))
    for wrong, now in (
        (secret[:-1] + ("0" if secret[-1] != "0" else "1"), NOW),
        ("", NOW),
        (secret, NOW + rules.VALID),
    ):
        assert actions.link_of(wrong, now) is None
        with pytest.raises(SupplierLink.DoesNotExist):
            actions.ask_code(secret=wrong, now=now)
    assert actions.link_of(secret, NOW) is not None


def test_whoever_guesses_codes_has_five_tries():
    shop = Shop()
    order = shop.order(FW=1)
    _link, secret = a_link(shop, order)
    code = with_code(secret)
    reply = actions.Reply(answer=Answer.CONFIRM)
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _try in range(rules.MOST_TRIES):
        with pytest.raises(Refused) as refused:
            actions.answer_by_link(secret=secret, code=wrong, reply=reply, now=LATER)
        assert refused.value.codes == {"code_wrong"}
    with pytest.raises(Refused) as refused:
        actions.answer_by_link(secret=secret, code=code, reply=reply, now=LATER)
    assert refused.value.codes == {"code_over"}
    assert Order.objects.get(pk=order.pk).state == "placed"
    again = with_code(secret, LATER + timedelta(minutes=5))
    actions.answer_by_link(secret=secret, code=again, reply=reply, now=LATER + timedelta(minutes=6))


def test_a_code_gets_old_and_is_not_mailed_twice_at_once():
    shop = Shop()
    _link, secret = a_link(shop, shop.order(FW=1))
    code = with_code(secret)
    with pytest.raises(Refused) as refused:
        actions.ask_code(secret=secret, now=LATER + timedelta(seconds=5))
    assert refused.value.codes == {"too_soon"}
    with pytest.raises(Refused) as refused:
        actions.answer_by_link(
            secret=secret, code=code, reply=actions.Reply(answer=Answer.CONFIRM), now=LATER + timedelta(hours=1)
        )
    assert refused.value.codes == {"code_over"}


def test_every_contact_gets_one_link_however_often_the_mail_is_tried():
    shop = Shop()
    somebody(shop.supplier, "contact")
    order = shop.order(FW=1)
    first = actions.give_links(order_id=order.pk, now=NOW, by=the_platform())
    again = actions.give_links(order_id=order.pk, now=LATER, by=the_platform())
    assert [link.pk for link in first] == [link.pk for link in again]
    assert (len(first), SupplierLink.objects.count()) == (2, 2)


def test_an_order_is_cancelled_while_nobody_answered():
    shop = Shop()
    order = shop.order(FW=1)
    with pytest.raises(Refused):
        actions.cancel(order_id=order.pk, reason=" ", now=NOW, by=shop.manager)
    assert actions.cancel(order_id=order.pk, reason="Vergissing", now=NOW, by=shop.manager).state == "cancelled"
    confirmed = shop.order(FW=1)
    shop.answer(confirmed)
    with pytest.raises(Refused):
        actions.cancel(order_id=confirmed.pk, reason="Toch niet", now=NOW, by=shop.manager)
