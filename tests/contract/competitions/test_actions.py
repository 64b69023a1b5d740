"""From a need to an order: what is asked, answered, opened, judged, awarded, and what is refused on the way."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, connection, transaction

from steunpunt.contract.competitions import actions, queries
from steunpunt.contract.competitions.models import Competition, Invitation, Mark, Offer
from steunpunt.contract.frameworks import actions as framework_actions
from steunpunt.contract.frameworks.values import TierBasis
from steunpunt.contract.orders import actions as order_actions
from steunpunt.contract.orders import queries as order_queries
from steunpunt.contract.orders.choices import Answer as OrderAnswer
from steunpunt.contract.orders.models import FrameworkUse, ItemUse, Order, Purchase, Saving, YearVolume
from steunpunt.contract.tenders.sealing.keys import CannotOpenError
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.competing import AFTER, COMPARISON, UNTIL, Arena, a_laptop, day, offers_of, shown
from tests.factories.ordering import Shop, listed, price, steps
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
PRICE_ONLY = replace(COMPARISON, price_weight=Decimal(100), criteria=())


def refused(work, *args, **kwargs):
    with pytest.raises(Refused) as found:
        work(*args, **kwargs)
    return found.value.codes


# ── asking ───────────────────────────────────────────────────────────────────
def test_every_supplier_of_the_lot_is_asked_and_told():
    arena = Arena()
    competition = arena.sent()
    assert set(competition.invitations.values_list("supplier_id", flat=True)) == {one.pk for one in arena.suppliers}
    told = Notice.objects.filter(kind="competitions.invited").order_by("organisation_id")
    assert list(told.values_list("organisation_id", "title")) == [
        (one.pk, "Keerbergen vraagt uw prijs: Tien laptops voor de balie")
        for one in sorted(arena.suppliers, key=lambda one: one.pk)
    ]


def test_a_request_keeps_how_offers_are_compared_and_the_price_list_of_each_supplier():
    arena = Arena(a_laptop(), replace(a_laptop(place=2), code="LT-2", steps=steps((1, "780"))))
    request = queries.request_of(arena.sent())
    (line,) = request.lines
    one, two, three = arena.suppliers
    assert line.most == {one.pk: Decimal(8000), two.pk: Decimal(7800), three.pk: Decimal(8000)}
    assert request.comparison == COMPARISON


def test_asking_takes_no_mandate_and_binds_to_nothing():
    arena = Arena()
    asker = somebody(arena.board, "ict_manager")
    arena.offer(arena.sent(by=asker), 0)
    assert (Order.objects.count(), Purchase.objects.count(), FrameworkUse.objects.count()) == (0, 0, 0)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"answers_until": NOW + timedelta(days=9)}, "too_soon"),
        ({"answers_until": None}, "no_deadline"),
        ({"what": " "}, "no_what"),
        ({"deliver_to": ""}, "no_place"),
    ],
)
def test_what_suppliers_need_to_make_an_offer_is_asked_first(changed, code):
    arena = Arena()
    draft = arena.draft(**changed)
    assert refused(actions.send, competition_id=draft.pk, today=TODAY, now=NOW, by=arena.manager) == {code}
    assert not Invitation.objects.exists()


def test_without_words_on_how_offers_are_compared_nobody_is_asked():
    with pytest.raises(Refused) as found:
        Arena(comparison=None)
    assert found.value.codes == {"comparison"}


def test_a_board_that_is_not_entitled_asks_nobody():
    arena = Arena()
    stranger = somebody(Shop(support=arena.support).board, "ict_manager", mandates=("order",))
    assert refused(arena.draft, by=stranger) == {"many_lots"}
    draft = arena.draft()
    row = arena.framework.entitlements.get(organisation=arena.board)
    framework_actions.end_entitlement(entitlement_id=row.pk, valid_to=TODAY, today=TODAY, now=NOW, by=arena.buyer)
    assert refused(actions.send, competition_id=draft.pk, today=TODAY, now=NOW, by=arena.manager) == {"many_lots"}


def test_items_that_are_ordered_at_the_price_list_are_not_asked():
    shop = Shop()
    wish = actions.Wish(title="Postbussen", quantities={shop.items["MB"].pk: 2})
    assert refused(
        actions.begin, item_ids=(shop.items["MB"].pk,), wish=wish, today=TODAY, now=NOW, by=shop.manager
    ) == {"many_lots"}


def test_what_is_asked_leaves_the_basket_and_orders_show_the_way():
    arena = Arena()
    basket = order_actions.put_in_basket(
        item_id=arena.items["LT"].pk, quantity=10, today=TODAY, now=NOW, by=arena.manager
    )
    (part,) = order_queries.parts(order_queries.wanted(basket.lines.all()), arena.board.pk, TODAY)
    assert [reason.code for reason in part.reasons] == ["competition"]
    assert order_queries.competing(part) == [arena.items["LT"].pk]
    arena.draft()
    assert not basket.lines.exists()


def test_what_was_sent_stays_also_for_who_has_the_database():
    competition = Arena().sent()
    for values in ({"request": {}}, {"answers_until": UNTIL + timedelta(days=1)}, {"opened_at": NOW}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Competition.objects.filter(pk=competition.pk).update(**values)


# ── questions ────────────────────────────────────────────────────────────────
def test_a_question_is_answered_to_all_and_nobody_reads_who_asked():
    arena = Arena()
    competition = arena.sent()
    row = actions.ask(competition_id=competition.pk, text="Welke kleur?", now=NOW, by=arena.contacts[1])
    actions.answer_question(
        competition_id=competition.pk,
        question_id=row.pk,
        public_text="Welke kleur?",
        text="Grijs.",
        now=NOW,
        by=arena.manager,
    )
    told = Notice.objects.filter(kind="competitions.answered")
    assert set(told.values_list("organisation_id", flat=True)) == {one.pk for one in arena.suppliers}
    entries = Entry.objects.filter(subject=f"competition:{competition.pk}", fact="competitions.question_asked")
    assert [(one.person_id, one.organisation_id) for one in entries] == [(None, arena.board.pk)]
    assert not Entry.objects.filter(organisation_id=arena.suppliers[1].pk, fact__startswith="competitions.").exists()


def test_after_the_deadline_nobody_asks():
    arena = Arena()
    competition = arena.sent()
    assert refused(actions.ask, competition_id=competition.pk, text="Nog?", now=UNTIL, by=arena.contacts[0]) == {"late"}


# ── offers ───────────────────────────────────────────────────────────────────
def test_an_offer_lies_sealed_and_its_own_supplier_reads_it_back():
    arena = Arena()
    competition = arena.sent()
    offer = arena.offer(competition, 0, "712.3456")
    with connection.cursor() as cursor:
        cursor.execute("SELECT o::text FROM competitions_offer o")
        kept = cursor.fetchall()[0][0]
        cursor.execute("SELECT string_agg(data::text, ' ') FROM journal_entry WHERE fact LIKE 'competitions.%'")
        told = cursor.fetchone()[0]
    for text in ("712.3456", b"712.3456".hex(), "Zo doen wij", b"Zo doen wij".hex()):
        assert text not in kept
        assert text not in told
    assert queries.own_prices(offer).units == {arena.items["LT"].pk: Decimal("712.3456")}
    assert queries.own_quality(offer).answers["K1"] == "Zo doen wij plan van aanpak."
    assert (queries.quality_of(offer), queries.prices_of(offer)) == (None, None)


def test_a_key_of_one_envelope_opens_no_other():
    arena = Arena()
    competition = arena.sent()
    one, two = arena.offer(competition, 0), arena.offer(competition, 1)
    two.prices_locked = one.prices_locked
    with pytest.raises(CannotOpenError):
        queries.own_prices(two)


def test_offers_stay_readable_when_the_secret_is_renewed(settings):
    arena = Arena()
    offer = arena.offer(arena.sent(), 0)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "een-ander-geheim-" * 5
    assert queries.own_prices(offer).units == {arena.items["LT"].pk: Decimal(750)}


def test_a_newer_offer_takes_the_place_of_the_one_before():
    arena = Arena()
    competition = arena.sent()
    arena.offer(competition, 0, "790")
    arena.offer(competition, 0, "700")
    offers = Offer.objects.order_by("number")
    assert [(one.number, one.replaced_at is None) for one in offers] == [(1, False), (2, True)]
    known = queries.standing(arena.open(competition))
    assert [row.offer.number for row in known.rows] == [2]


def test_what_was_taken_back_is_opened_by_nobody():
    arena = Arena()
    competition = arena.offered("790", "700")
    actions.withdraw(competition_id=competition.pk, now=NOW, by=arena.contacts[1])
    arena.open(competition)
    assert list(Offer.objects.exclude(quality_key=None).values_list("invitation__supplier_id", flat=True)) == [
        arena.suppliers[0].pk
    ]


def test_declining_takes_an_offer_back_and_an_offer_takes_declining_back():
    arena = Arena()
    competition = arena.offered("790")
    actions.decline(competition_id=competition.pk, reason="Geen voorraad", now=NOW, by=arena.contacts[0])
    assert not queries.current_offers(competition).exists()
    arena.offer(competition, 0)
    row = competition.invitations.get(supplier=arena.suppliers[0])
    assert (row.declined_at, row.declined_reason) == (None, "")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit": "800.0001"}, "above_list"),
        ({"unit": "0"}, "no_price"),
        ({"units": {}}, "no_price"),
        ({"answers": {"K1": "Zo"}}, "no_answer"),
    ],
)
def test_an_offer_that_is_not_whole_or_above_the_price_list_does_not_come_in(changed, code):
    arena = Arena()
    competition = arena.sent()
    assert refused(arena.offer, competition, 0, **changed) == {code}
    assert not Offer.objects.exists()


def test_a_file_with_a_virus_does_not_come_in(settings):
    arena = Arena()
    competition = arena.sent()
    virus = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + rb"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    given = actions.Given(name="plan.txt", content=ContentFile(virus, name="plan.txt"))
    assert refused(arena.offer, competition, 0, files=[given]) == {"infected"}


def test_from_the_deadline_on_nothing_comes_in_also_for_who_has_the_database():
    arena = Arena()
    competition = arena.offered("750")
    assert refused(arena.offer, competition, 1, now=UNTIL) == {"late"}
    for act in (actions.withdraw,):
        assert refused(act, competition_id=competition.pk, now=UNTIL, by=arena.contacts[0]) == {"late"}
    assert refused(
        actions.decline, competition_id=competition.pk, reason="Te laat", now=UNTIL, by=arena.contacts[0]
    ) == {"late"}
    late = Offer.objects.get()
    late.pk, late.number, late.received_at, late.replaced_at = None, 2, UNTIL, NOW
    with pytest.raises(IntegrityError, match="before the deadline"), transaction.atomic():
        late.save()


def test_a_supplier_that_was_not_asked_hands_in_nothing():
    arena = Arena()
    competition = arena.sent()
    stranger = somebody(Shop(support=arena.support).supplier, "contact")
    with pytest.raises(Competition.DoesNotExist):
        actions.hand_in(competition_id=competition.pk, answer=actions.Answer(), now=NOW, by=stranger)
    with pytest.raises(Denied):
        actions.hand_in(competition_id=competition.pk, answer=actions.Answer(), now=NOW, by=arena.manager)


# ── opening and judging ──────────────────────────────────────────────────────
def test_nothing_opens_before_the_deadline_not_even_for_who_has_the_database():
    arena = Arena()
    competition = arena.offered("750")
    assert refused(arena.open, competition, now=UNTIL - timedelta(seconds=1)) == {"early"}
    with pytest.raises(IntegrityError, match="before the offers are opened"), transaction.atomic():
        Offer.objects.update(quality_key=b"sleutel")


def test_prices_open_once_the_marks_are_fixed():
    arena = Arena()
    competition = arena.opened("750", "700")
    known = queries.standing(competition)
    assert [(row.price, row.prices, row.quality.answers["K2"]) for row in known.rows] == [
        (None, None, "Zo doen wij ondersteuning.")
    ] * 2
    assert known.ranking is None
    with pytest.raises(IntegrityError, match="once the marks are fixed"), transaction.atomic():
        Offer.objects.update(prices_key=b"sleutel")
    assert refused(arena.fix, competition) == {"unmarked"}
    arena.mark(competition, [{"K1": "8", "K2": "7.5"}, {"K1": "6", "K2": "7.5"}])
    fixed = queries.standing(arena.fix(competition))
    assert [row.price for row in fixed.rows] == [Decimal("7500.00"), Decimal("7000.00")]
    assert fixed.first.name == "Leverancier Een"


def test_where_price_is_all_that_counts_it_opens_at_once():
    arena = Arena(comparison=PRICE_ONLY)
    competition = arena.opened("750", "700")
    assert (competition.state, queries.standing(competition).first.name) == ("fixed", "Leverancier Twee")


def test_fixed_marks_stay_also_for_who_has_the_database():
    arena = Arena()
    competition = arena.fixed("750")
    mark = {"K1": "9"}
    with pytest.raises(Refused):
        arena.mark(competition, [mark])
    with pytest.raises(IntegrityError, match="fixed stay"), transaction.atomic():
        Mark.objects.update(mark=Decimal(9))


@pytest.mark.parametrize(
    ("mark", "argument", "code"), [("10.01", "Goed", "no_mark"), ("-1", "Slecht", "no_mark"), ("7", " ", "no_argument")]
)
def test_a_mark_lies_on_the_scale_and_has_an_argument(mark, argument, code):
    arena = Arena()
    competition = arena.opened("750")
    (offer,) = offers_of(competition).values()
    given = actions.GivenMark(offer_id=offer.pk, code="K1", mark=Decimal(mark), argument=argument)
    assert refused(actions.give_marks, competition_id=competition.pk, marks=[given], now=AFTER, by=arena.manager) == {
        code
    }


def test_an_offer_that_was_put_aside_keeps_its_prices_closed_and_has_no_place():
    arena = Arena()
    competition = arena.opened("500", "700")
    offers = offers_of(competition)
    actions.put_aside(
        competition_id=competition.pk,
        offer_id=offers[arena.suppliers[0].pk].pk,
        reason="Zonder plaatsing",
        now=AFTER,
        by=arena.manager,
    )
    arena.mark(competition, [{}, {"K1": "8", "K2": "8"}])
    known = queries.standing(arena.fix(competition))
    assert [(row.name, row.price) for row in known.rows] == [
        ("Leverancier Een", None),
        ("Leverancier Twee", Decimal("7000.00")),
    ]
    assert known.first.name == "Leverancier Twee"


def test_equal_offers_are_drawn_and_the_draw_stays():
    arena = Arena()
    competition = arena.fixed("700", "700")
    assert queries.standing(competition).first is None
    drawn = actions.draw(competition_id=competition.pk, today=day(AFTER), now=AFTER, by=arena.manager)
    first = queries.standing(drawn).first
    assert str(first.offer.pk) == drawn.draws[0][0]
    assert refused(actions.draw, competition_id=competition.pk, today=day(AFTER), now=AFTER, by=arena.manager) == {
        "no_draw"
    }


def test_without_any_offer_it_is_stopped_with_a_reason():
    arena = Arena()
    competition = arena.opened()
    assert refused(arena.fix, competition) == {"no_offers"}
    assert refused(actions.stop, competition_id=competition.pk, reason=" ", now=AFTER, by=arena.manager) == {
        "no_reason"
    }
    done = actions.stop(competition_id=competition.pk, reason="Niemand bood", now=AFTER, by=arena.manager)
    assert (done.state, done.over_reason) == ("stopped", "Niemand bood")


def test_what_is_stopped_before_the_deadline_stays_closed_for_ever():
    arena = Arena()
    competition = arena.offered("750")
    actions.stop(competition_id=competition.pk, reason="Niet meer nodig", now=NOW, by=arena.manager)
    assert refused(arena.open, competition) == {"other_state"}
    assert not Offer.objects.exclude(quality_key=None).exists()


def test_a_board_hears_once_that_the_deadline_is_over():
    arena = Arena()
    arena.offered("750")
    platform = replace(arena.manager, person_id=None, organisation_id=None)
    assert [actions.tell_over(now=now, by=platform) for now in (NOW, AFTER, AFTER)] == [0, 1, 0]
    (told,) = Notice.objects.filter(kind="competitions.over")
    assert (told.person_id, told.organisation_id) == (arena.manager.person_id, arena.board.pk)


# ── the award ────────────────────────────────────────────────────────────────
def test_the_award_makes_the_order_at_the_agreed_prices():
    arena = Arena()
    done = arena.award(arena.fixed("750", "700"))
    order = Order.objects.get()
    line = order.lines.get()
    assert (done.state, done.order_id, done.winner.supplier_id) == ("awarded", order.pk, arena.suppliers[1].pk)
    assert (order.supplier_id, order.lot, order.note, order.deliver_to) == (
        arena.suppliers[1].pk,
        1,
        "Tien laptops voor de balie",
        "Gemeentehuis",
    )
    assert (line.supplier_part, line.support_part, line.is_agreed) == (Decimal("7000.00"), Decimal("120.00"), True)
    assert line.slices == [[10, "700", "12.0000"]]
    assert FrameworkUse.objects.get().amount == Decimal("7120.00")
    assert (ItemUse.objects.get().units, YearVolume.objects.get().units) == (10, 10)
    assert order_queries.is_balanced(arena.framework.pk)


def test_savings_count_the_agreed_price():
    arena = Arena()
    arena.award(arena.fixed("700"))
    order = Order.objects.get()
    reply = order_actions.Reply(answer=OrderAnswer.CONFIRM)
    order_actions.answer(order_id=order.pk, reply=reply, now=AFTER, by=arena.contacts[0])
    order_actions.deliver(
        order_id=order.pk,
        delivered_on=day(AFTER),
        quantities={1: 10},
        today=day(AFTER),
        now=AFTER,
        by=arena.manager,
    )
    saving = Saving.objects.get()
    assert (saving.standard, saving.supplier_part, saving.support_part) == (
        Decimal("10000.00"),
        Decimal("7000.00"),
        Decimal("120.00"),
    )


def test_a_winner_that_proposes_fewer_keeps_its_agreed_price():
    arena = Arena()
    arena.award(arena.fixed("700"))
    order = Order.objects.get()
    reply = order_actions.Reply(answer=OrderAnswer.PROPOSE, text="Negen nu", quantities={1: 9})
    order_actions.answer(order_id=order.pk, reply=reply, now=AFTER, by=arena.contacts[0])
    order_actions.answer_proposal(order_id=order.pk, accepts=True, today=day(AFTER), now=AFTER, by=arena.manager)
    line = Order.objects.get().lines.get()
    assert (line.quantity, line.supplier_part, line.support_part) == (9, Decimal("6300.00"), Decimal("108.00"))
    assert order_queries.is_balanced(arena.framework.pk)


def test_everybody_that_was_asked_hears_the_outcome_and_the_winner_gets_its_order():
    arena = Arena()
    arena.award(arena.fixed("750", "700"))
    told = Notice.objects.filter(kind="competitions.result")
    assert set(told.values_list("organisation_id", flat=True)) == {one.pk for one in arena.suppliers}
    assert Entry.objects.filter(fact="orders.placed", organisation_id=arena.board.pk).count() == 1


def test_who_lacks_the_mandate_or_has_a_lower_limit_awards_nothing():
    arena = Arena()
    competition = arena.fixed("750")
    colleague = somebody(arena.board, "ict_manager")
    with pytest.raises(Denied):
        arena.award(competition, by=colleague)
    keeper = somebody(arena.board, "local_administrator")
    order_actions.set_limit(
        person_id=arena.manager.person_id, most_amount=Decimal(7000), today=day(AFTER), now=AFTER, by=keeper
    )
    assert refused(arena.award, competition) == {"above_limit"}
    assert not Order.objects.exists()
    assert Competition.objects.get().state == "fixed"


def test_who_may_award_for_the_amount_is_told_when_the_marks_are_fixed():
    arena = Arena()
    director = somebody(arena.board, "secretary", mandates=("order",))
    small = somebody(arena.board, "finance_officer", mandates=("order",))
    keeper = somebody(arena.board, "local_administrator")
    order_actions.set_limit(person_id=small.person_id, most_amount=Decimal(10), today=TODAY, now=NOW, by=keeper)
    arena.fixed("750")
    told = Notice.objects.filter(kind="competitions.to_award").values_list("person_id", flat=True)
    assert list(told) == [director.person_id]


def test_what_was_not_looked_at_is_not_awarded():
    arena = Arena()
    competition = arena.fixed("750", "700")
    first, amount = shown(competition)
    other = next(one.pk for one in offers_of(competition).values() if one.pk != first)
    assert refused(arena.award, competition, offer_id=other) == {"stale"}
    assert refused(arena.award, competition, amount_seen=amount - 1) == {"stale"}
    assert refused(arena.award, competition, motivation=" ") == {"no_motivation"}
    assert not Order.objects.exists()


def test_a_neighbour_opens_judges_and_awards_nothing():
    arena = Arena()
    competition = arena.fixed("750")
    neighbour = somebody(arena.other, "ict_manager", mandates=("order",))
    for work in (
        lambda: arena.award(competition, by=neighbour),
        lambda: actions.stop(competition_id=competition.pk, reason="Zo", now=AFTER, by=neighbour),
        lambda: arena.open(competition, by=neighbour),
    ):
        with pytest.raises(Competition.DoesNotExist):
            work()
    with pytest.raises(Denied):
        actions.stop(competition_id=competition.pk, reason="Zo", now=AFTER, by=arena.buyer)


def test_a_maximum_that_others_reached_in_between_stops_the_award():
    arena = Arena(a_laptop(most_units=10))
    one = arena.fixed("750")
    rival = Arena.__new__(Arena)
    rival.__dict__ = arena.__dict__ | {
        "board": arena.other,
        "manager": somebody(arena.other, "ict_manager", mandates=("order",)),
    }
    other = rival.fixed("700")
    rival.award(other)
    assert refused(arena.award, one) == {"maximum_units"}
    assert (Order.objects.count(), Competition.objects.get(pk=one.pk).state) == (1, "fixed")
    assert order_queries.is_balanced(arena.framework.pk)


def test_a_price_list_that_fell_meanwhile_stops_an_offer_above_it():
    arena = Arena()
    competition = arena.fixed("790")
    framework_actions.load_price_list(
        framework_id=arena.framework.pk,
        items=[replace(a_laptop(), steps=steps((1, "780")))],
        valid_from=day(UNTIL),
        today=TODAY,
        note="Afgesproken",
        signed_on=TODAY,
        now=NOW,
        by=arena.buyer,
    )
    known = queries.standing(competition)
    part = order_queries.agreed_part(queries.agreed(competition, known, known.first), day(AFTER))
    assert [reason.code for reason in part.reasons] == ["above_list"]
    assert refused(arena.award, competition) == {"above_list"}


def test_a_tier_that_is_reached_later_never_makes_an_agreed_price_dearer():
    tiers = steps((1, "800"), (8, "760"))
    arena = Arena(replace(a_laptop(), steps=tiers), tier_basis=TierBasis.JOINT)
    arena.award(arena.fixed("700"))
    order = Order.objects.get()
    reply = order_actions.Reply(answer=OrderAnswer.CONFIRM)
    order_actions.answer(order_id=order.pk, reply=reply, now=AFTER, by=arena.contacts[0])
    next_year = TODAY.replace(year=TODAY.year + 1)
    (settled,) = order_actions.settle_year(
        framework_id=arena.framework.pk,
        year=TODAY.year,
        today=next_year,
        now=NOW.replace(year=NOW.year + 1),
        by=arena.buyer,
    )
    line = settled.lines.get()
    assert (line.paid_supplier, line.due_supplier) == (Decimal("7000.00"), Decimal("7000.00"))


def test_a_service_is_compared_and_committed_until_the_contract_ends():
    service = listed("ON", title="Onderhoud", unit="stuks", steps=steps((1, "5")))
    service = replace(service, steps=(replace(service.steps[0], price=price("5", "1")),))
    arena = Arena(a_laptop(), service, comparison=PRICE_ONLY)
    competition = arena.sent(quantities={"LT": 2, "ON": 2})
    units = {arena.items["LT"].pk: Decimal(750), arena.items["ON"].pk: Decimal(4)}
    arena.offer(competition, 0, units=units)
    arena.award(arena.open(competition))
    order = Order.objects.get()
    assert [(one.item.code, one.supplier_part) for one in order.lines.order_by("number")] == [
        ("LT", Decimal("1500.00")),
        ("ON", Decimal("8.00")),
    ]
    assert order.supplier_part > Decimal("1500.00") + 8 * 44
    assert order_queries.is_balanced(arena.framework.pk)
