"""The board decides: by its mandated person, before the deadline, and nobody of the support point for it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from steunpunt.bundle.projects import access, actions, queries
from steunpunt.bundle.projects.actions.calling import Question
from steunpunt.bundle.projects.actions.deciding import Stand
from steunpunt.bundle.projects.actions.money import Cost
from steunpunt.bundle.projects.actions.proposing import Proposal
from steunpunt.bundle.projects.choices import (
    Act,
    Outcome,
    ProjectState,
    Readers,
    RolloutState,
    Standing,
    TakenBy,
    Verdict,
)
from steunpunt.bundle.projects.models import BoardAct, Call, Interest, Project
from steunpunt.bundle.projects.queries import yearly_share
from steunpunt.bundle.projects.rules.business_case import Timing
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.documents.models import Document
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.notices.models import Notice
from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import PopulationCount, Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member
from tests.factories.projects import (
    DEADLINE,
    a_call,
    a_mayor,
    a_paper,
    a_project,
    a_stand,
    an_adviser_of,
    gone_on,
    of,
    said_yes,
    signed,
    somebody,
)
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
AFTER = DEADLINE + timedelta(days=1)


@pytest.fixture
def boards():
    return [OrganisationFactory() for _ in range(3)]


@pytest.fixture
def adviser():
    return an_adviser_of()


@pytest.fixture
def project(boards, adviser):
    return a_project(*boards, by=adviser)


def decided(project, by, stand=None, *, paper=None, today=TODAY):
    return actions.decide(project_id=project.pk, stand=stand or a_stand(), paper=paper, now=NOW, today=today, by=by)


def standing(project, board):
    return Standing(of(project, board).standing)


# ── proposing ────────────────────────────────────────────────────────────────
def test_an_ict_manager_proposes_among_boards_of_its_partnerships_and_an_adviser_takes_it_up(boards, adviser):
    ours, partner, stranger = boards
    group = OrganisationFactory(partnership=True)
    for board in (ours, partner):
        Relation.objects.create(source=board, target=group, kind=RelationKind.MEMBER_OF)
    manager = somebody(ours, "ict_manager")
    with pytest.raises(Refused) as refused:
        a_project(stranger, by=manager, is_started=False)
    assert refused.value.codes == {"not_with_us"}
    project = a_project(by=manager, is_started=False, partnership_id=group.pk)
    assert set(project.participations.values_list("organisation_id", flat=True)) == {ours.pk, partner.pk}
    neighbour = somebody(partner, "ict_manager")
    assert not access.visible_projects(neighbour).exists(), "a proposal is for whoever proposed it"
    assert access.visible_projects(manager).get() == project
    with pytest.raises(Denied):
        actions.start_project(project_id=project.pk, now=NOW, by=manager)
    actions.start_project(project_id=project.pk, now=NOW, by=adviser)
    assert access.visible_projects(neighbour).get() == project
    assert set(Notice.objects.values_list("kind", "organisation_id")) == {
        ("projects.asked", ours.pk),
        ("projects.asked", partner.pk),
    }


def test_nobody_else_proposes_and_a_refused_proposal_leaves_nothing(boards, adviser):
    for refused in (
        somebody(boards[0], "clerk"),
        somebody(boards[0], "policy_maker"),
        somebody(OrganisationFactory(supplier=True), "contact"),
        somebody(OrganisationFactory(support_point=True), "helpdesk_agent"),
        PLATFORM,
        an_actor(boards[0], "ict_manager", looking_in_id=1),
        an_actor(boards[0], "ict_manager", scopes=frozenset({"scan:read"})),
    ):
        with pytest.raises(Denied):
            a_project(boards[0], by=refused)
    supplier = OrganisationFactory(supplier=True)
    for changed, code in (
        ({"title": " "}, "title_missing"),
        ({"purpose": ""}, "purpose_missing"),
        ({"boards": [supplier.pk]}, "not_boards"),
        ({"boards": []}, "no_boards"),
        ({"partnership_id": boards[0].pk}, "no_partnership"),
    ):
        values = {"title": "GIS", "purpose": "Kaarten", "boards": [boards[0].pk]} | changed
        with pytest.raises(Refused) as refused:
            actions.propose_project(proposal=Proposal(**values), now=NOW, today=TODAY, by=adviser)
        assert code in refused.value.codes
    assert not Project.objects.exists()


# ── interest ─────────────────────────────────────────────────────────────────
def test_interest_binds_to_nothing_is_kept_each_time_and_the_newest_counts(project, boards):
    manager = somebody(boards[0], "ict_manager")
    for units in (40, 50):
        actions.say_interest(
            project_id=project.pk, is_interested=True, units=units, wishes="", now=NOW, today=TODAY, by=manager
        )
    assert standing(project, boards[0]) is Standing.INTERESTED
    line = next(line for line in queries.board_lines(project, TODAY) if line.board == boards[0].pk)
    assert (line.units, line.is_estimate, Interest.objects.count()) == (50, False, 2)


@pytest.mark.parametrize("units", [-5, 24_001, 5_000_000])
def test_negative_and_absurd_quantities_are_refused(project, boards, units):
    PopulationCount.objects.create(organisation=boards[0], year=2010, inhabitants=12_000)
    with pytest.raises(Refused) as refused:
        actions.say_interest(
            project_id=project.pk,
            is_interested=True,
            units=units,
            wishes="",
            now=NOW,
            today=TODAY,
            by=somebody(boards[0], "ict_manager"),
        )
    assert refused.value.codes == {"absurd"}
    assert not Interest.objects.exists()


# ── deciding ─────────────────────────────────────────────────────────────────
def test_the_mandated_person_decides_again_until_the_deadline_and_nothing_is_overwritten(project, boards, adviser):
    a_call(project, by=adviser)
    mayor = a_mayor(boards[0])
    decided(project, mayor, a_stand(Verdict.YES_IF, condition="als het onder 5.000 euro blijft"))
    assert standing(project, boards[0]) is Standing.CONDITIONAL
    decided(project, mayor, a_stand(Verdict.NO, reason="te duur"))
    decided(project, mayor, today=DEADLINE)
    assert standing(project, boards[0]) is Standing.JOINING
    assert list(BoardAct.objects.order_by("pk").values_list("verdict", flat=True)) == ["yes_if", "no", "yes"]
    for late in (AFTER, AFTER + timedelta(days=300)):
        with pytest.raises(Refused) as refused:
            decided(project, mayor, a_stand(Verdict.NO), today=late)
        assert "too_late" in refused.value.codes
    assert standing(project, boards[0]) is Standing.JOINING


def test_one_board_has_one_position_whichever_of_its_people_gave_it_last(project, boards, adviser):
    call = a_call(project, by=adviser)
    decided(project, a_mayor(boards[0]))
    decided(project, somebody(boards[0], "secretary", mandates=("opt_in",)), a_stand(Verdict.NO))
    assert queries.verdicts(call) == {boards[0].pk: Verdict.NO}
    assert queries.tally(call, queries.board_lines(project, TODAY), queries.verdicts(call)).joining == 0


def test_one_person_of_two_boards_decides_only_for_whom_it_acts(project, boards, adviser):
    """The ICT manager of a municipality and its OCMW: a mandate at one says nothing at the other."""
    a_call(project, by=adviser)
    person = a_member(boards[0], "ict_manager", mandates=("opt_in",))
    for_the_first = an_actor(boards[0], "ict_manager", person_id=person.pk, mandates=frozenset({"opt_in"}))
    for_the_second = an_actor(boards[1], "ict_manager", person_id=person.pk)
    decided(project, for_the_first)
    with pytest.raises(Denied):
        decided(project, for_the_second)
    assert [standing(project, board) for board in boards[:2]] == [Standing.JOINING, Standing.INVITED]


def test_nobody_without_the_mandate_decides_and_nobody_of_the_support_point_whatever_it_holds(project, boards, adviser):
    a_call(project, by=adviser)
    support = OrganisationFactory(support_point=True)
    uninvited = OrganisationFactory()
    for refused in (
        adviser,
        an_actor(support, "adviser", mandates=frozenset({"opt_in", "sign"})),
        somebody(boards[0], "ict_manager"),
        somebody(boards[0], "policy_maker", mandates=("sign", "order")),
        a_mayor(uninvited),
        an_actor(boards[0], "policy_maker", mandates=frozenset({"opt_in"}), looking_in_id=7),
        an_actor(boards[0], "policy_maker", mandates=frozenset({"opt_in"}), scopes=frozenset({"scan:write"})),
        PLATFORM,
    ):
        with pytest.raises(Denied):
            decided(project, refused)
        with pytest.raises(Denied):
            actions.give_notice(
                project_id=project.pk,
                stand=Stand(act=Act.NOTICE, decided_on=TODAY, leaves_on=date(2012, 1, 1)),
                paper=None,
                now=NOW,
                today=TODAY,
                by=refused,
            )
    for kind in (Act.SIGNATURE, Act.NOTICE):
        with pytest.raises(Denied):
            decided(project, a_mayor(boards[0]), a_stand(act=kind))
    assert not BoardAct.objects.exists()
    assert not Entry.objects.filter(fact="projects.board_decided").exists()


def test_paper_is_written_down_only_with_the_paper_and_the_record_says_so(project, boards, adviser):
    a_call(project, by=adviser)
    asked = {"participation_id": of(project, boards[0]).pk, "stand": a_stand(), "now": NOW, "today": TODAY}
    with pytest.raises(Refused) as refused:
        actions.record_on_paper(paper=None, by=adviser, **asked)
    assert refused.value.codes == {"no_document"}
    for nobody in (a_mayor(boards[0]), somebody(OrganisationFactory(support_point=True), "buyer"), PLATFORM):
        with pytest.raises(Denied):
            actions.record_on_paper(paper=a_paper(), by=nobody, **asked)
    with pytest.raises(Refused):
        actions.record_on_paper(paper=a_paper("besluit.exe", "MZ"), by=adviser, **asked)
    assert not BoardAct.objects.exists()
    assert standing(project, boards[0]) is Standing.INVITED

    act = actions.record_on_paper(paper=a_paper(), by=adviser, **asked)
    assert (act.is_from_paper, act.document.name, act.recorded_for_id) == (True, "besluit.txt", adviser.organisation_id)
    assert standing(project, boards[0]) is Standing.JOINING
    told = lines(entries_about(f"project:{project.pk}"))[0].sentence
    assert "Opgetekend door het steunpunt" in told


def test_what_stood_on_paper_in_time_may_be_written_down_later_but_not_what_came_late(project, boards, adviser):
    a_call(project, by=adviser)
    asked = {"participation_id": of(project, boards[0]).pk, "now": NOW, "today": AFTER, "by": adviser}
    with pytest.raises(Refused) as refused:
        actions.record_on_paper(stand=a_stand(decided_on=AFTER), paper=a_paper(), **asked)
    assert refused.value.codes == {"too_late"}
    assert not Document.objects.exists(), "a refused decision keeps no file"
    actions.record_on_paper(stand=a_stand(decided_on=DEADLINE), paper=a_paper(), **asked)
    assert standing(project, boards[0]) is Standing.JOINING


def test_the_database_refuses_a_decision_by_another_without_its_document(project, boards, adviser):
    call = a_call(project, by=adviser)
    values = {
        "participation": of(project, boards[0]),
        "call": call,
        "organisation": boards[0],
        "act": "decision",
        "verdict": "yes",
        "decided_on": TODAY,
        "recorded_at": NOW,
        "recorded_for_id": adviser.organisation_id,
    }
    for changed in ({"is_from_paper": True}, {"is_from_paper": False}):
        with pytest.raises(IntegrityError, match="act_by_the_board_itself"), transaction.atomic():
            BoardAct.objects.create(**values | changed)
    with pytest.raises(IntegrityError, match="act_by_the_board_itself"), transaction.atomic():
        BoardAct.objects.create(**values | {"recorded_for_id": boards[0].pk, "is_from_paper": True})
    for changed, name in (
        ({"verdict": "yes_if"}, "act_yes_if_says_if_what"),
        ({"verdict": ""}, "act_answers_a_call_or_needs_none"),
        ({"call": None}, "act_answers_a_call_or_needs_none"),
        ({"leaves_on": TODAY}, "act_notice_says_when"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            BoardAct.objects.create(**values | {"recorded_for_id": boards[0].pk} | changed)


def test_reasons_are_read_by_whom_the_board_chose(project, boards, adviser):
    a_call(project, by=adviser)
    mayor, partner = a_mayor(boards[0]), somebody(boards[1], "ict_manager")
    read = {}
    for readers in Readers:
        act = decided(project, mayor, a_stand(reason="omdat", readers=readers))
        read[readers] = [access.reads_reason(actor, act) for actor in (mayor, partner, adviser)]
    assert read == {
        Readers.OWN: [True, False, False],
        Readers.PARTICIPANTS: [True, True, False],
        Readers.SUPPORT_TOO: [True, True, True],
    }


# ── the call ─────────────────────────────────────────────────────────────────
def test_a_call_asks_for_costs_a_text_and_a_day_that_can_be_met(project, adviser):
    asked = {"project_id": project.pk, "now": NOW, "today": TODAY, "by": adviser}
    with pytest.raises(Refused) as refused:
        actions.open_call(question=Question(text=" ", deadline_on=TODAY, min_boards=9, min_share=Decimal(2)), **asked)
    assert refused.value.codes == {"no_costs", "text_missing", "deadline", "min_boards", "min_share"}
    a_call(project, by=adviser)
    with pytest.raises(Refused) as refused:
        a_call(project, by=adviser)
    assert "open" in refused.value.codes
    assert Call.objects.count() == 1


def test_costs_of_an_open_call_stay_as_they_were_when_boards_were_asked(project, boards, adviser):
    call = a_call(project, by=adviser)
    line = project.cost_lines.get()
    actions.drop_cost_line(now=NOW, project_id=project.pk, line_id=line.pk, by=adviser)
    assert queries.cost_lines(project) == []
    call.refresh_from_db()
    assert [one.label for one in queries.lines_of(call.costs)] == ["Hosting"]


def test_it_goes_on_when_the_steering_group_says_so_and_short_of_the_rule_only_with_a_reason(project, boards, adviser):
    call = a_call(project, by=adviser, min_boards=2)
    said_yes(project, boards[0])
    counted = queries.tally(call, queries.board_lines(project, TODAY), queries.verdicts(call))
    assert (counted.joining, counted.boards_missing, counted.is_met) == (1, 1, False)
    asked = {
        "project_id": project.pk,
        "outcome": Outcome.GO,
        "taken_by": TakenBy.STEERING_GROUP,
        "taken_on": TODAY,
        "note": "",
        "now": NOW,
        "today": TODAY,
        "by": adviser,
    }
    for changed, code in (
        ({}, "not_met"),
        ({"taken_by": TakenBy.COORDINATOR}, "not_ours"),
        ({"taken_on": TODAY + timedelta(days=1)}, "taken_on"),
    ):
        with pytest.raises(Refused) as refused:
            actions.close_call(**asked | changed)
        assert code in refused.value.codes
    with pytest.raises(Denied):
        actions.close_call(**asked | {"by": a_mayor(boards[0])})
    actions.close_call(**asked | {"note": "Wie nu niet kan, volgt later."})
    call.refresh_from_db()
    assert (call.outcome, call.taken_by, call.closed_by_id) == ("go", "steering_group", adviser.person_id)
    with pytest.raises(Refused) as refused:
        decided(project, a_mayor(boards[1]))
    assert "no_call" in refused.value.codes


def test_yes_then_signed_then_live_then_notice_then_gone(project, boards, adviser):
    a_call(project, by=adviser)
    mayor = a_mayor(boards[0])
    said_yes(project, boards[0], by=mayor)
    with pytest.raises(Refused) as refused:
        signed(project, boards[0])
    assert refused.value.codes == {"no_go"}
    gone_on(project, by=adviser)
    with pytest.raises(Refused) as refused:
        signed(project, boards[1])
    assert refused.value.codes == {"no_yes"}
    signed(project, boards[0])
    assert standing(project, boards[0]) is Standing.SIGNED
    pk = of(project, boards[0]).pk
    told = {"project_id": project.pk, "planned_on": None, "note": "", "now": NOW}
    with pytest.raises(Denied):
        actions.tell_rollout(
            participation_id=pk, state=RolloutState.LIVE, by=somebody(boards[1], "ict_manager"), **told
        )
    actions.tell_rollout(participation_id=pk, state=RolloutState.LIVE, by=somebody(boards[0], "ict_manager"), **told)
    assert standing(project, boards[0]) is Standing.ACTIVE
    with pytest.raises(Refused) as refused:  # others pay by these numbers too
        actions.say_interest(
            project_id=project.pk, is_interested=True, units=1, wishes="", now=NOW, today=TODAY, by=mayor
        )
    assert refused.value.codes == {"aboard"}
    estimate = {"participation_id": pk, "units": 50, "today": TODAY}
    actions.estimate_units(project_id=project.pk, by=adviser, **estimate)

    def leave(day, given_on=TODAY):
        stand = Stand(act=Act.NOTICE, decided_on=given_on, leaves_on=day)
        return actions.give_notice(project_id=project.pk, stand=stand, paper=None, now=NOW, today=TODAY, by=mayor)

    with pytest.raises(Refused) as refused:
        leave(date(2011, 9, 30))
    assert refused.value.codes == {"too_soon"}
    with pytest.raises(Refused) as refused:  # no notice of before it signed, and no period that is over already
        leave(date(2010, 7, 1), given_on=date(2010, 1, 1))
    assert refused.value.codes == {"before_signature", "too_soon"}
    act = leave(date(2011, 10, 1))
    # 1,000 fixed and 50 × 10 to the supplier, 100.01 to the support point, for 183 of 365 days.
    assert (act.exit_supplier, act.exit_support) == (Decimal("752.05"), Decimal("50.14"))
    assert standing(project, boards[0]) is Standing.LEAVING
    assert actions.end_participations(today=date(2011, 9, 30), by=PLATFORM) == 0
    assert access.visible_projects(mayor).exists()
    assert actions.end_participations(today=date(2011, 10, 1), by=PLATFORM) == 1
    assert not access.visible_projects(mayor).exists(), "a member that left reads on no more"
    assert actions.end_participations(today=date(2011, 10, 2), by=PLATFORM) == 0


def test_a_later_call_is_an_entry_moment_for_those_who_are_not_in(project, boards, adviser):
    a_call(project, by=adviser)
    said_yes(project, boards[0])
    decided(project, a_mayor(boards[1]), a_stand(Verdict.NO))
    gone_on(project, by=adviser)
    signed(project, boards[0])
    again = Question(text="Instapmoment", deadline_on=DEADLINE)
    call = actions.open_call(project_id=project.pk, question=again, now=NOW, today=TODAY, by=adviser)
    asked = {line.board for line in queries.asked_by(queries.board_lines(project, TODAY))}
    assert (call.number, asked) == (2, {boards[1].pk, boards[2].pk})
    said_yes(project, boards[1])
    with pytest.raises(Refused) as refused:
        said_yes(project, boards[0])
    assert "aboard" in refused.value.codes
    counted = queries.tally(call, queries.board_lines(project, TODAY), queries.verdicts(call))
    assert (counted.joining, counted.asked) == (2, 3)


def test_a_yes_that_was_not_signed_yet_survives_the_next_entry_moment(project, boards, adviser):
    a_call(project, by=adviser)
    for board in boards[:2]:
        said_yes(project, board)
    gone_on(project, by=adviser)
    signed(project, boards[0])
    again = Question(text="Instapmoment", deadline_on=DEADLINE)
    actions.open_call(project_id=project.pk, question=again, now=NOW, today=TODAY, by=adviser)
    assert queries.can_sign(project) == {boards[1].pk}
    assert actions.remind_boards(now=NOW, today=DEADLINE - timedelta(days=2), by=PLATFORM) == 1
    signed(project, boards[1])
    assert standing(project, boards[1]) is Standing.SIGNED


def test_who_said_yes_if_says_yes_once_it_goes_on_and_signs(project, boards, adviser):
    a_call(project, by=adviser)
    said_yes(project, boards[0])
    mayor = a_mayor(boards[1])
    decided(project, mayor, a_stand(Verdict.YES_IF, condition="als de raad instemt"))
    gone_on(project, by=adviser)
    with pytest.raises(Refused) as refused:
        signed(project, boards[1])
    assert refused.value.codes == {"no_yes"}
    with pytest.raises(Refused) as refused:
        decided(project, mayor, a_stand(Verdict.YES_IF, condition="nog iets"))
    assert refused.value.codes == {"no_call"}
    decided(project, mayor, a_stand(Verdict.YES))
    signed(project, boards[1])
    assert standing(project, boards[1]) is Standing.SIGNED
    with pytest.raises(Refused):
        decided(project, a_mayor(boards[2]), a_stand(Verdict.YES))


def test_an_older_paper_does_not_undo_a_later_decision_and_the_board_hears_of_what_was_written_down(
    project, boards, adviser
):
    call = a_call(project, by=adviser)
    Call.objects.filter(pk=call.pk).update(opened_at=NOW - timedelta(days=10))
    said_yes(project, boards[0])

    def on_paper(board, day):
        return actions.record_on_paper(
            participation_id=of(project, board).pk,
            stand=a_stand(Verdict.NO, decided_on=day),
            paper=a_paper(),
            now=NOW,
            today=TODAY,
            by=adviser,
        )

    for day, code in ((TODAY - timedelta(days=1), "overtaken"), (date(2010, 6, 1), "before_call")):
        with pytest.raises(Refused) as refused:
            on_paper(boards[0], day)
        assert code in refused.value.codes
    assert standing(project, boards[0]) is Standing.JOINING
    hears = a_member(boards[1], "secretary")
    on_paper(boards[1], TODAY - timedelta(days=1))
    assert Notice.objects.get(kind="projects.recorded").person_id == hears.pk


def test_numbers_of_boards_stay_while_boards_decide(project, boards, adviser):
    a_call(project, by=adviser)
    estimate = {"participation_id": of(project, boards[0]).pk, "units": 40, "today": TODAY}
    with pytest.raises(Refused) as refused:
        actions.estimate_units(project_id=project.pk, by=adviser, **estimate)
    assert refused.value.codes == {"call_open"}
    said_yes(project, boards[0])
    gone_on(project, by=adviser)
    PopulationCount.objects.create(organisation=boards[0], year=2011, inhabitants=9_000)
    with pytest.raises(Refused) as refused:
        actions.estimate_units(project_id=project.pk, by=adviser, **estimate | {"units": 999_999})
    assert refused.value.codes == {"absurd"}


def test_what_leaving_costs_is_by_what_the_board_signed_for_and_it_hears_of_what_becomes_dearer(
    project, boards, adviser
):
    for board in boards:
        estimate = {"participation_id": of(project, board).pk, "units": 20, "today": TODAY}
        actions.estimate_units(project_id=project.pk, by=adviser, **estimate)
    a_call(project, by=adviser)
    mayor = a_mayor(boards[0])
    said_yes(project, boards[0], by=mayor)
    gone_on(project, by=adviser)
    signed(project, boards[0])
    before = yearly_share(of(project, boards[0]), TODAY)
    dearer = Cost(label="Erbij", timing=Timing.YEARLY, supplier_fixed=Decimal(70_000))
    actions.keep_cost_line(now=NOW, project_id=project.pk, line_id=None, cost=dearer, by=adviser)
    assert yearly_share(of(project, boards[0]), TODAY) == before
    assert before.supplier > 0
    assert {notice.organisation_id for notice in Notice.objects.filter(kind="projects.costs")} == {boards[0].pk}


def test_reminders_go_once_per_moment_to_boards_that_still_have_to_decide(project, boards, adviser):
    for board in boards:
        a_member(board, "policy_maker", mandates=("opt_in",))
    a_call(project, by=adviser)
    said_yes(project, boards[0])
    Notice.objects.all().delete()
    days = [DEADLINE - timedelta(days=days) for days in (20, 14, 13, 2)]
    assert [actions.remind_boards(now=NOW, today=day, by=PLATFORM) for day in days] == [0, 2, 0, 2]
    assert set(Notice.objects.values_list("kind", "organisation_id")) == {
        ("projects.reminded", boards[1].pk),
        ("projects.reminded", boards[2].pk),
    }


def test_the_coordinator_of_a_board_runs_its_project_and_records_for_nobody(project, boards, adviser):
    coordinator = somebody(boards[0], "ict_manager")
    Project.objects.filter(pk=project.pk).update(owner_id=coordinator.person_id, owner_for=boards[0])
    a_call(project, by=coordinator)
    said_yes(project, boards[0])
    with pytest.raises(Denied):
        actions.record_on_paper(
            participation_id=of(project, boards[1]).pk,
            stand=a_stand(),
            paper=a_paper(),
            now=NOW,
            today=TODAY,
            by=coordinator,
        )
    call = actions.close_call(
        project_id=project.pk,
        outcome=Outcome.GO,
        taken_by=TakenBy.COORDINATOR,
        taken_on=TODAY,
        note="",
        now=NOW,
        today=TODAY,
        by=coordinator,
    )
    assert call.taken_by == "coordinator"
    elsewhere = an_actor(boards[1], "ict_manager", person_id=coordinator.person_id)
    assert not access.may_run(elsewhere, Project.objects.get(pk=project.pk))
    assert Project.objects.get(pk=project.pk).state == ProjectState.RUNNING
