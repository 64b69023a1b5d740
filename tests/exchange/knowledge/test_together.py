"""Specialisms are proposed and taken up by the person alone; help goes from the lead to the support point; hours add up."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from steunpunt.exchange.knowledge import access, actions, panels, queries, tasks
from steunpunt.exchange.knowledge.actions import Said, Wanted
from steunpunt.exchange.knowledge.choices import Duty, HelpState, Standing, Step
from steunpunt.exchange.knowledge.models import HelpHours, HelpRequest, SpecialismRole
from steunpunt.foundation.access.models import Membership
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.notices.models import Notice
from tests.bundle.partnerships.conftest import a_person
from tests.exchange.knowledge.region import WHO
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def group(region):
    """The region with a third member, whose ICT manager is `tremelo`."""
    region.boards.append(OrganisationFactory(name="Tremelo"))
    region.join(region.boards[3])
    region.tremelo = a_person(region.boards[3], "ict_manager")
    return region


def wanted(topic, person, duty=Duty.LEAD, days=5):
    return Wanted(topic_id=topic.pk, duty=duty, person_id=person.person_id, days=Decimal(days))


def propose(region, *roles, by=None):
    return actions.propose_roles(partnership_id=region.group.pk, wanted=roles, **region.when, by=by or region.adviser)


def staffed(region, days=5):
    """Keerbergen leads the network, Tremelo stands in; both agreed."""
    roles = propose(
        region,
        wanted(region.network, region.keerbergen),
        wanted(region.network, region.tremelo, Duty.BACK_UP),
    )
    for role, by in zip(roles, (region.keerbergen, region.tremelo), strict=True):
        actions.take_up_role(role_id=role.pk, days=Decimal(days), **region.when, by=by)
    return roles


def ask(region, by=None, **changed):
    values = {
        "topic_id": region.network.pk,
        "title": "Een switch instellen",
        "text": "Wie helpt ons met drie afgescheiden netwerken?",
    }
    return actions.ask_help(partnership_id=region.group.pk, **(values | changed), **region.when, by=by or region.haacht)


def do(verb, row, by, **changed):
    from django.utils import timezone

    return verb(help_id=row.pk, **({"now": timezone.now(), "today": timezone.localdate()} | changed), by=by)


def now_asked(row):
    row.refresh_from_db()
    return row.step, row.asked_person_id


# ── who takes what ───────────────────────────────────────────────────────────
def test_the_best_division_is_proposed_from_what_people_say(group):
    group.say(group.haacht, skills=[Said(topic_id=group.gis.pk, knows=5, wishes=3)])
    group.say(group.keerbergen, skills=[Said(topic_id=group.gis.pk, knows=2), Said(topic_id=group.network.pk, knows=4)])
    group.say(group.tremelo, skills=[Said(topic_id=group.network.pk, knows=2, wishes=3)])
    found = {
        one.topic: one
        for one in queries.proposal(group.adviser, group.group.pk, [group.gis, group.network], group.today)
    }
    assert found[group.gis].lead.person_id == group.haacht.person_id
    assert found[group.gis].back_up.person_id == group.keerbergen.person_id
    assert {found[group.network].lead.person_id, found[group.network].back_up.person_id} == {
        group.keerbergen.person_id,
        group.tremelo.person_id,
    }


def test_who_only_wishes_to_learn_counts_by_the_level_of_their_board(group, monkeypatch):
    group.say(group.haacht, skills=[Said(topic_id=group.gis.pk, wishes=3)])
    levels = {group.boards[0].pk: {"APP": 3.9}, group.boards[1].pk: {"APP": 1.2}}
    monkeypatch.setattr("steunpunt.assess.scan.public.levels_by_name", lambda *_args: levels)
    (found,) = queries.proposal(group.adviser, group.group.pk, [group.gis], group.today)
    assert (found.competence[group.haacht.person_id], found.weak) == (3, 1)
    assert found.lead.person_id == group.haacht.person_id


def test_topics_that_somebody_takes_stay_as_they_are(group):
    group.say(group.haacht, skills=[Said(topic_id=group.gis.pk, knows=5), Said(topic_id=group.network.pk, knows=5)])
    group.say(group.keerbergen, skills=[Said(topic_id=group.network.pk, knows=2)])
    propose(group, wanted(group.gis, group.haacht))
    found = {
        one.topic: one
        for one in queries.proposal(group.adviser, group.group.pk, [group.gis, group.network], group.today)
    }
    assert found[group.gis].lead is None
    assert found[group.network].lead.person_id == group.haacht.person_id


def test_what_is_shown_to_nobody_does_not_count(group):
    from steunpunt.exchange.knowledge.choices import ShownTo

    group.say(group.haacht, skills=[Said(topic_id=group.gis.pk, knows=5)], shown_to=ShownTo.NOBODY)
    (found,) = queries.proposal(group.adviser, group.group.pk, [group.gis], group.today)
    assert found.lead is None
    assert set(found.competence.values()) == {0}


def test_only_who_coordinates_proposes_and_only_the_person_takes_it_up(group):
    for name in WHO:
        if name != "adviser":
            with pytest.raises(Denied):
                propose(group, wanted(group.gis, group.haacht), by=getattr(group, name))
    (role,) = propose(group, wanted(group.gis, group.haacht))
    for name in WHO:
        if name != "haacht":
            with pytest.raises(Denied):
                actions.take_up_role(role_id=role.pk, days=Decimal(3), **group.when, by=getattr(group, name))
    assert Notice.objects.get(kind="knowledge.role").person_id == group.haacht.person_id
    assert [one.title for one in panels.waiting(group.haacht)] == ["GIS: Trekker"]
    actions.take_up_role(role_id=role.pk, days=Decimal(3), **group.when, by=group.haacht)
    role.refresh_from_db()
    assert (role.standing, role.days) == (Standing.AGREED, 3)
    assert list(panels.waiting(group.haacht)) == []


def test_who_was_only_proposed_makes_room_and_who_agreed_does_not(group):
    (first,) = propose(group, wanted(group.gis, group.haacht))
    (second,) = propose(group, wanted(group.gis, group.keerbergen))
    first.refresh_from_db()
    assert first.standing == Standing.ENDED
    actions.take_up_role(role_id=second.pk, days=Decimal(1), **group.when, by=group.keerbergen)
    with pytest.raises(Refused) as refused:
        propose(group, wanted(group.gis, group.haacht))
    assert refused.value.codes == {"agreed_already"}
    actions.lay_down_role(role_id=second.pk, reason="Andere taken", **group.when, by=group.keerbergen)
    assert len(propose(group, wanted(group.gis, group.haacht))) == 1


def test_the_same_proposal_again_asks_nobody_again(group):
    propose(group, wanted(group.gis, group.haacht))
    assert propose(group, wanted(group.gis, group.haacht)) == []
    assert Notice.objects.count() == 1


def test_what_cannot_be_proposed(group):
    for roles, code in (
        ([wanted(group.gis, group.neighbour)], "unknown"),
        ([wanted(group.gis, group.haacht, days=-1)], "days"),
        ([wanted(group.gis, group.haacht, days=221)], "days"),
        ([wanted(group.gis, group.haacht), wanted(group.gis, group.haacht, Duty.BACK_UP)], "same_person"),
    ):
        with pytest.raises(Refused) as refused:
            propose(group, *roles)
        assert code in refused.value.codes
    assert not SpecialismRole.objects.exists()


def test_the_database_keeps_one_lead_and_another_back_up(group):
    (role,) = propose(group, wanted(group.gis, group.haacht))
    role.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        role.save(force_insert=True)
    role.duty = Duty.BACK_UP
    with pytest.raises(IntegrityError), transaction.atomic():
        role.save(force_insert=True)


# ── help ─────────────────────────────────────────────────────────────────────
def test_help_goes_from_the_lead_to_the_support_point(group):
    staffed(group)
    row = ask(group)
    assert now_asked(row) == (Step.LEAD, group.keerbergen.person_id)
    assert [one.title for one in panels.waiting(group.keerbergen)] == [row.title]
    do(actions.pass_on, row, group.keerbergen)
    assert now_asked(row) == (Step.BACK_UP, group.tremelo.person_id)
    do(actions.pass_on, row, group.haacht)
    assert now_asked(row) == (Step.GROUP, None)
    told = Notice.objects.filter(kind="knowledge.help")
    assert set(told.values_list("person_id", flat=True)) == {group.keerbergen.person_id, group.tremelo.person_id}
    do(actions.pass_on, row, group.haacht)
    assert now_asked(row) == (Step.SUPPORT, None)
    assert told.filter(person_id=group.adviser.person_id).count() == 1
    with pytest.raises(Denied):
        do(actions.pass_on, row, group.haacht)


def test_what_waits_passes_on_by_itself(group):
    staffed(group)
    row = ask(group)
    day = row.step_due_on

    def night(on):
        return actions.pass_on_what_waits(now=group.now, today=on, by=the_platform())

    assert [night(day), night(day + timedelta(days=1))] == [0, 1]
    assert now_asked(row) == (Step.BACK_UP, group.tremelo.person_id)
    HelpRequest.objects.update(step_due_on=group.today - timedelta(days=1))
    tasks.every_night(timestamp=0)
    assert now_asked(row) == (Step.GROUP, None)
    do(actions.take_help, row, group.tremelo)
    assert night(group.today + timedelta(days=90)) == 0


@pytest.mark.parametrize("why", ["own board", "left", "no days left", "only proposed"])
def test_a_lead_who_cannot_help_is_passed_by(group, why):
    lead, _back_up = staffed(group)
    by = group.haacht
    if why == "own board":
        by = a_person(group.boards[1], "ict_manager")
    elif why == "left":
        Membership.objects.filter(person_id=group.keerbergen.person_id).update(valid_to=group.today)
    elif why == "no days left":
        SpecialismRole.objects.filter(pk=lead.pk).update(days=1)
        earlier = ask(group)
        do(actions.take_help, earlier, group.keerbergen)
        do(actions.log_hours, earlier, group.keerbergen, on=group.today, amount=Decimal("7.6"), note="")
    else:
        SpecialismRole.objects.filter(pk=lead.pk).update(standing=Standing.PROPOSED)
    assert now_asked(ask(group, by)) == (Step.BACK_UP, group.tremelo.person_id)


def test_nobody_gives_hours_to_themselves_by_another_hat(group):
    staffed(group)
    Membership.objects.create(
        person_id=group.keerbergen.person_id, organisation=group.boards[0], valid_from=group.today
    )
    as_haacht = replace(group.keerbergen, organisation_id=group.boards[0].pk)
    row = ask(group, as_haacht)
    assert now_asked(row) == (Step.BACK_UP, group.tremelo.person_id)
    do(actions.pass_on, row, group.tremelo)
    with pytest.raises(Denied):
        do(actions.take_help, row, group.keerbergen)


def test_what_is_open_stands_first(group):
    done, open_ = ask(group), ask(group, title="Nog open")
    do(actions.take_help, done, group.keerbergen)
    do(actions.close_help, done, group.keerbergen)
    later = ask(group, title="Daarna gevraagd en ingetrokken")
    do(actions.take_back_help, later, group.haacht)
    assert next(iter(queries.help_of(group.haacht, group.group.pk, group.today))) == open_


def test_who_may_take_it_at_each_step(group):
    staffed(group)
    row = ask(group)
    colleague = a_person(group.boards[1], "ict_manager")
    may = lambda: {  # noqa: E731 - asked at each step
        name
        for name in (*WHO, "tremelo")
        if access.may_take(getattr(group, name), row)
        and access.visible_help(getattr(group, name), group.today).exists()
    }
    assert may() == {"keerbergen"}
    with pytest.raises(Denied):
        do(actions.take_help, row, colleague)
    do(actions.pass_on, row, group.haacht)
    row.refresh_from_db()
    assert may() == {"tremelo"}
    do(actions.pass_on, row, group.haacht)
    row.refresh_from_db()
    assert may() == {"keerbergen", "tremelo"}
    do(actions.pass_on, row, group.haacht)
    row.refresh_from_db()
    assert may() == {"keerbergen", "tremelo", "adviser"}


def test_hours_are_written_down_by_who_helps_and_add_up(group):
    staffed(group)
    row = ask(group)
    do(actions.take_help, row, group.keerbergen)
    log = {"on": group.today, "note": "Samen ingesteld"}
    for actor in (group.haacht, group.tremelo, group.adviser, group.neighbour):
        with pytest.raises(Denied):
            do(actions.log_hours, row, actor, amount=Decimal(1), **log)
    for amount, code in ((0, "amount"), (101, "amount"), (-1, "below_none")):
        with pytest.raises(Refused) as refused:
            do(actions.log_hours, row, group.keerbergen, amount=Decimal(amount), **log)
        assert code in refused.value.codes
    for day in (group.today + timedelta(days=1), group.today - timedelta(days=1)):
        with pytest.raises(Refused):
            do(actions.log_hours, row, group.keerbergen, amount=Decimal(1), on=day, note="")
    do(actions.log_hours, row, group.keerbergen, amount=Decimal("2.5"), **log)
    do(actions.close_help, row, group.haacht)
    do(actions.log_hours, row, group.keerbergen, amount=Decimal("-0.5"), **log)
    balance = {
        one.board: (one.given, one.received, one.more_given)
        for one in queries.balance(group.group.pk, group.today.year, group.today)
    }
    assert balance["Keerbergen"] == (2, 0, 2)
    assert balance["Haacht"] == (0, 2, -2)
    assert balance["Tremelo"] == (0, 0, 0)
    assert sum(more for _given, _received, more in balance.values()) == 0


def test_help_not_needed_any_more(group):
    row = ask(group)
    for actor in (group.keerbergen, group.adviser):
        with pytest.raises(Denied):
            do(actions.take_back_help, row, actor)
    do(actions.take_back_help, row, group.haacht)
    row.refresh_from_db()
    assert row.state == HelpState.WITHDRAWN
    with pytest.raises(Denied):
        do(actions.take_help, row, group.keerbergen)


def test_nobody_outside_asks_or_reads(group):
    for actor in (group.neighbour, group.adviser, group.supplier):
        with pytest.raises(Denied):
            ask(group, actor)
    row = ask(group)
    readers = group.those(lambda actor: access.visible_help(actor, group.today).filter(pk=row.pk).exists())
    assert readers == {"haacht", "keerbergen", "adviser"}
    group.leave(group.boards[1])
    assert not access.visible_help(group.keerbergen, group.today).exists()


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"title": ""}, "title_missing"), ({"text": " "}, "text_missing"), ({"topic_id": 0}, "topic_unknown")],
)
def test_what_cannot_be_asked(group, changed, code):
    with pytest.raises(Refused) as refused:
        ask(group, **changed)
    assert code in refused.value.codes


def test_the_database_keeps_a_board_from_helping_itself(group):
    row = ask(group)
    with pytest.raises(IntegrityError), transaction.atomic():
        HelpRequest.objects.filter(pk=row.pk).update(state="taken", taken_for=group.boards[0])


# ── pages ────────────────────────────────────────────────────────────────────
def test_the_pages_work_for_people(group):
    base = f"/samenwerken/verbanden/{group.group.pk}/kennis/"
    adviser, keerbergen = browser_of(group.adviser.person_id), browser_of(group.keerbergen.person_id)
    haacht, neighbour = browser_of(group.haacht.person_id), browser_of(group.neighbour.person_id)
    for address in (base, f"{base}voorstel/", f"{base}hulp/", f"{base}uren/", f"{base}hulpvragen/"):
        assert neighbour.get(address).status_code == 404
    assert keerbergen.get(f"{base}voorstel/").status_code == 404
    assert "Niemand kan dit trekken" in adviser.get(f"{base}voorstel/").content.decode()
    lead, days = f"lead_{group.network.pk}", f"lead_days_{group.network.pk}"
    wrong = adviser.post(f"{base}voorstel/", {lead: group.keerbergen.person_id, days: "999"})
    assert wrong.status_code == 422
    typed = {lead: group.keerbergen.person_id, days: "3,5"}
    assert adviser.post(f"{base}voorstel/", typed).status_code == 302
    role = SpecialismRole.objects.get()
    assert role.days == Decimal("3.5")
    assert "U wordt gevraagd, voor 3,5 dagen per jaar" in keerbergen.get(base).content.decode()
    assert haacht.get(f"/kennis/rollen/{role.pk}/opnemen/").status_code == 404
    assert keerbergen.post(f"/kennis/rollen/{role.pk}/opnemen/", {"days": "4"}).status_code == 302
    assert "Keerbergen" in haacht.get(f"/samenwerken/verbanden/{group.group.pk}/").content.decode()
    asked = {"topic": group.network.pk, "title": "Een switch instellen", "text": "Drie netwerken."}
    assert haacht.post(f"{base}hulp/", asked | {"text": ""}).status_code == 422
    assert haacht.post(f"{base}hulp/", asked).status_code == 302
    row = HelpRequest.objects.get()
    here = f"/kennis/hulp/{row.pk}/"
    assert haacht.post(f"{here}helpen/").status_code == 404
    assert neighbour.post(f"{here}helpen/").status_code == 404
    assert keerbergen.post(f"{here}helpen/").status_code == 302
    hours = {"on": group.today.isoformat(), "amount": "1,25", "note": "Ingesteld"}
    assert keerbergen.post(f"{here}uren/", hours | {"amount": "-3"}).status_code == 422
    assert keerbergen.post(f"{here}uren/", hours).status_code == 302
    assert keerbergen.post(f"{here}klaar/").status_code == 302
    assert "1,25" in haacht.get(base).content.decode()
    assert "Een switch instellen" in haacht.get(f"{base}hulpvragen/?state=done").content.decode()
    assert "Een switch instellen" in haacht.get(f"{base}hulpvragen/?export=csv").content.decode()
    assert "Ingesteld" in haacht.get(f"{base}uren/?export=csv").content.decode()
    assert keerbergen.get(f"/kennis/rollen/{role.pk}/neerleggen/").status_code == 200
    assert adviser.post(f"/kennis/rollen/{role.pk}/neerleggen/", {"reason": "Andere coördinator"}).status_code == 302
    assert HelpHours.objects.get().amount == Decimal("1.25")


def test_as_many_queries_for_more_roles_and_requests(group):
    base = f"/samenwerken/verbanden/{group.group.pk}/kennis/"
    client = browser_of(group.haacht.person_id)

    def asked():
        client.get(base)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(base).status_code == 200
        return len(captured)

    staffed(group)
    row = ask(group)
    do(actions.take_help, row, group.keerbergen)
    do(actions.log_hours, row, group.keerbergen, on=group.today, amount=Decimal(1), note="")
    before = asked()
    propose(group, wanted(group.gis, group.haacht), wanted(group.gis, group.tremelo, Duty.BACK_UP))
    for _number in range(3):
        row = ask(group)
        do(actions.take_help, row, group.keerbergen)
        do(actions.log_hours, row, group.keerbergen, on=group.today, amount=Decimal(1), note="")
    assert asked() == before
