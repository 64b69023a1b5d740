"""Queries whose text is kept: the values never are, and what cannot be kept is not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import Q, QuerySet
from django.utils import timezone

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.composed import NotComposable, Word, among, composed
from steunpunt.foundation.organisations.choices import Kind
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import OrganisationFactory, an_actor

pytestmark = pytest.mark.django_db
TODAY = date(2011, 4, 1)


@pytest.fixture
def as_served(settings):
    """As web processes do it: composed for the first of a shape only."""
    settings.CHECK_COMPOSED = False


def own(actor: Actor) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=actor.organisation_id)


def standing_now(pk: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=timezone.localdate()), pk=pk)


def standing_until_next_week(today: date) -> QuerySet[Organisation]:
    return Organisation.objects.filter(valid_to__lte=today + timedelta(days=7)).order_by("pk")


def after_asking(pk: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(name=Organisation.objects.get(pk=pk).name)


def first_looks_at_the_id(pk: int) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk=pk) if pk < 32_000 else Organisation.objects.none()


def test_each_actor_gets_the_rows_of_their_own_organisation_from_the_same_text(as_served):
    one, other = OrganisationFactory(), OrganisationFactory()
    mine = composed(own)
    assert [mine(an_actor(one)), mine(an_actor(other)), mine(an_actor(one))] == [[one], [other], [one]]


def test_what_changed_in_the_database_is_seen_at_once(as_served):
    board, mine = OrganisationFactory(name="Keerbergen"), composed(own)
    assert [row.name for row in mine(an_actor(board))] == ["Keerbergen"]
    Organisation.objects.filter(pk=board.pk).update(name="Haacht")
    assert [row.name for row in mine(an_actor(board))] == ["Haacht"]
    Organisation.objects.filter(pk=board.pk).delete()
    assert mine(an_actor(board)) == []


def test_a_role_shapes_the_query_so_that_nobody_gets_the_rows_of_another_role(as_served):
    board, supplier = OrganisationFactory(), OrganisationFactory(supplier=True)

    @composed
    def seen(actor: Actor) -> QuerySet[Organisation]:
        rows = Organisation.objects.order_by("pk")
        return rows if actor.has_role("adviser") else rows.filter(pk=actor.organisation_id)

    adviser, bidder = an_actor(board, "adviser"), an_actor(supplier, "bidder")
    assert [seen(adviser), seen(bidder), seen(adviser)] == [[board, supplier], [supplier], [board, supplier]]


def test_the_second_time_nothing_is_composed_and_one_question_is_asked(as_served, django_assert_num_queries):
    composings = []

    @composed
    def named(pk: int, today: date) -> QuerySet[Organisation]:
        composings.append(pk)
        return Organisation.objects.filter(Q(valid_to=None) | Q(valid_to__gt=today), pk=pk)

    one, other = OrganisationFactory(), OrganisationFactory()
    assert named(one.pk, TODAY) == [one]
    before = len(composings)
    with django_assert_num_queries(1):
        assert named(other.pk, TODAY + timedelta(days=1)) == [other]
    assert len(composings) == before


def test_a_day_that_is_given_is_a_value_and_one_from_the_clock_is_refused(as_served, settings):
    ended = OrganisationFactory(valid_from=date(2000, 1, 1), valid_to=TODAY)

    @composed
    def standing(today: date) -> QuerySet[Organisation]:
        return Organisation.objects.filter(valid_to__gt=today)

    assert [standing(TODAY - timedelta(days=1)), standing(TODAY)] == [[ended], []]
    settings.CHECK_COMPOSED = True
    with pytest.raises(NotComposable):
        composed(standing_now)(ended.pk)


@pytest.mark.parametrize(
    ("compose", "value"),
    [(standing_until_next_week, TODAY), (after_asking, 0), (first_looks_at_the_id, 0)],
    ids=["a day made out of another", "a question while composing", "a look at the id"],
)
def test_a_query_that_hangs_on_its_values_fails_a_test(compose, value):
    board = OrganisationFactory()
    with pytest.raises(NotComposable):
        composed(compose)(value or board.pk)


def test_where_it_is_served_such_a_query_is_composed_each_time(as_served):
    ended = OrganisationFactory(valid_from=date(2000, 1, 1), valid_to=TODAY)
    soon = composed(standing_until_next_week)
    assert [soon(TODAY), soon(TODAY - timedelta(days=30)), soon(TODAY)] == [[ended], [], [ended]]


def test_ids_are_one_value_however_many_there_are(as_served, django_assert_num_queries):
    boards = [OrganisationFactory() for _ in range(3)]

    @composed
    def these(ids: set[int]) -> QuerySet[Organisation, int]:
        return Organisation.objects.filter(among("pk", ids)).order_by("pk").values_list("pk", flat=True)

    ids = [board.pk for board in boards]
    assert [these({ids[0]}), these(set(ids)), these(set(ids[1:]))] == [ids[:1], ids, ids[1:]]
    with django_assert_num_queries(0):
        assert these(set()) == []


def test_a_number_that_no_column_holds_finds_nothing(as_served):
    board, mine = OrganisationFactory(), composed(own)
    beyond = an_actor(board, organisation_id=10**20)
    assert [mine(an_actor(board)), mine(beyond), mine(an_actor(board))] == [[board], [], [board]]


def test_a_word_is_a_value_and_another_text_shapes(as_served):
    board, supplier = OrganisationFactory(), OrganisationFactory(supplier=True)

    @composed
    def of_kind(kind: str) -> QuerySet[Organisation]:
        return Organisation.objects.filter(kind=kind)

    assert [of_kind(Word(Kind.MUNICIPALITY)), of_kind(Word(Kind.SUPPLIER))] == [[board], [supplier]]
    assert [of_kind(Kind.MUNICIPALITY), of_kind(Kind.SUPPLIER)] == [[board], [supplier]]


def test_moments_relations_and_annotations_come_as_from_the_queryset_itself(as_served):
    from steunpunt.foundation.people.models import Person

    early, late = (
        Person.objects.create(email=f"{name}@haacht.example", name=name, registered_at=datetime(year, 1, 1, tzinfo=UTC))
        for name, year in (("early", 2010), ("late", 2012))
    )

    @composed
    def since(moment: datetime) -> QuerySet[Person]:
        return Person.objects.filter(registered_at__gte=moment).order_by("pk")

    found = [since(datetime(year, 1, 1, tzinfo=UTC)) for year in (2010, 2011)]
    assert found == [[early, late], [late]]
    assert [person.registered_at for person in found[0]] == [early.registered_at, late.registered_at]


def test_what_nobody_sees_is_not_asked_for_and_counts_are_of_now(as_served, django_assert_num_queries):
    OrganisationFactory()

    @composed
    def none(actor: Actor) -> QuerySet[Organisation]:
        return Organisation.objects.none()

    @composed
    def every() -> QuerySet[Organisation]:
        return Organisation.objects.order_by()

    with django_assert_num_queries(0):
        assert (none(Actor()), none.count(Actor())) == ([], 0)
    assert every.count() == 1
    OrganisationFactory()
    assert every.count() == 2
