"""Publishing, inviting, answering, submitting: what is kept, what is refused, and that a refusal leaves nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.models import Answer, BoardFact, DomainOutcome, DomainView, QuestionnaireVersion, Round, Scan
from steunpunt.assess.scan.questionnaires import source_of
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import PopulationCount
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import (
    DEADLINE,
    NOW,
    TODAY,
    a_round,
    a_scan,
    a_secretary,
    an_adviser,
    an_ict_manager,
    filled,
)

pytestmark = pytest.mark.django_db
WHEN = {"now": NOW, "today": TODAY}


def told(after=0):
    return list(Entry.objects.filter(pk__gt=after).order_by("pk").values_list("fact", flat=True))


def last_entry():
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


# ── publishing and inviting ──────────────────────────────────────────────────
def test_the_same_text_published_twice_is_one_version():
    first = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    assert actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM) == first


def test_a_published_version_is_not_published_with_another_text():
    actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    with pytest.raises(Refused) as refused:
        actions.publish_questionnaire(source=source_of() + "\n# changed", now=NOW, by=PLATFORM)
    assert refused.value.codes == {"version_published"}


def test_the_database_refuses_to_change_a_published_version():
    actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        QuestionnaireVersion.objects.update(source="")
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        QuestionnaireVersion.objects.all().delete()


def test_a_round_invites_every_chosen_board_with_what_is_public_filled_in():
    board = OrganisationFactory(nis_code="24048")
    PopulationCount.objects.create(organisation=board, year=2011, inhabitants=12_553)
    round_ = a_round(board, OrganisationFactory(welfare_centre=True), OrganisationFactory(police_zone=True))
    assert sorted(round_.scans.values_list("board_type", "asked")) == [
        ("gemeente", 95),
        ("ocmw", 94),
        ("politiezone", 81),
    ]
    scan = round_.scans.get(organisation=board)
    assert sorted(scan.facts.values_list("fact", "text", "number")) == [
        ("p_inhabitants", "", 12_553),
        ("p_nis", "24048", None),
    ]
    assert told()[-4:] == ["scan.board_invited"] * 3 + ["scan.round_started"]


def test_inviting_again_leaves_the_first_invitation_as_it_is():
    board = OrganisationFactory()
    round_ = a_round(board)
    assert actions.invite_boards(round_id=round_.pk, organisation_ids=[board.pk], now=NOW, by=PLATFORM) == []
    assert round_.scans.count() == 1


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({"name": " "}, {"name_missing"}),
        ({"deadline_on": TODAY - timedelta(days=1)}, {"deadline_before_opening", "deadline_past"}),
        ({"organisation_ids": []}, {"no_boards"}),
    ],
)
def test_a_round_that_makes_no_sense_is_refused(changed, codes):
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    given = {
        "name": "Ronde", "version_id": version.pk, "opens_on": TODAY, "deadline_on": DEADLINE, "message": "",
        "organisation_ids": [OrganisationFactory().pk], **WHEN, "by": an_adviser(),
    }  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.start_round(**{**given, **changed})
    assert refused.value.codes == codes
    assert not Round.objects.exists()


def test_a_supplier_is_not_asked_for_a_scan():
    with pytest.raises(Refused) as refused:
        a_round(OrganisationFactory(supplier=True))
    assert refused.value.codes == {"kind_not_asked"}
    assert not Round.objects.exists()


@pytest.mark.parametrize("role", ["administrator", "helpdesk_agent", "buyer", "finance", "editor"])
def test_only_advisers_start_rounds(role):
    version = actions.publish_questionnaire(source=source_of(), now=NOW, by=PLATFORM)
    somebody = an_actor(OrganisationFactory(support_point=True), role)
    with pytest.raises(Denied):
        actions.start_round(
            name="Ronde", version_id=version.pk, opens_on=TODAY, deadline_on=DEADLINE, message="",
            organisation_ids=[OrganisationFactory().pk], **WHEN, by=somebody,
        )  # fmt: skip
    assert not Round.objects.exists()


# ── answering ────────────────────────────────────────────────────────────────
def test_an_answer_is_kept_counted_and_told():
    scan = a_scan()
    before = last_entry()
    saved = actions.save_answer(
        scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=an_ict_manager(scan.organisation)
    )
    assert (saved.revision, saved.answered, saved.asked) == (1, 1, 95)
    assert list(Answer.objects.values_list("question", "answer", "revision")) == [("BEL01", "a2", 1)]
    scan.refresh_from_db()
    assert (scan.state, scan.answered) == ("started", 1)
    assert told(before) == ["scan.answer_given"]


def test_sending_the_same_answer_again_changes_and_tells_nothing():
    scan, by = a_scan(), None
    by = an_ict_manager(scan.organisation)
    actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=by)
    before = last_entry()
    again = actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a2", seen_revision=0, **WHEN, by=by)
    assert (again.revision, again.answered) == (1, 1)
    assert told(before) == []


def test_a_colleague_is_not_overwritten_unseen():
    scan = a_scan()
    ict, secretary = an_ict_manager(scan.organisation), a_secretary(scan.organisation)
    actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a2", seen_revision=0, **WHEN, by=ict)
    with pytest.raises(Refused) as refused:
        actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a4", seen_revision=0, **WHEN, by=secretary)
    assert refused.value.codes == {"changed_meanwhile"}
    assert Answer.objects.get().answer == "a2"
    actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a4", seen_revision=1, **WHEN, by=secretary)
    assert Answer.objects.get().answer == "a4"


@pytest.mark.parametrize(
    ("question", "answer", "code"),
    [
        ("BEL01", "a9", "unknown_answer"),
        ("BEL01", "nvt", "unknown_answer"),
        ("BEL01", "", "unknown_answer"),
        ("XXX01", "a1", "unknown_question"),
        ("BEL01' OR 1=1", "a1", "unknown_question"),
    ],
)
def test_an_answer_that_does_not_exist_is_refused(question, answer, code):
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        actions.save_answer(
            scan_id=scan.pk, question=question, answer=answer, **WHEN, by=an_ict_manager(scan.organisation)
        )
    assert refused.value.codes == {code}
    assert not Answer.objects.exists()


def test_a_question_for_another_kind_of_board_does_not_exist():
    scan = a_scan(OrganisationFactory(police_zone=True))
    with pytest.raises(Refused) as refused:
        actions.save_answer(
            scan_id=scan.pk, question="BEL02", answer="a1", **WHEN, by=an_ict_manager(scan.organisation)
        )
    assert refused.value.codes == {"unknown_question"}


def test_not_applicable_is_an_answer_where_it_is_allowed():
    scan = a_scan()
    actions.save_answer(scan_id=scan.pk, question="BEL02", answer="nvt", **WHEN, by=an_ict_manager(scan.organisation))
    assert Answer.objects.get().answer == "nvt"


@pytest.mark.parametrize("today", [TODAY - timedelta(days=1), DEADLINE + timedelta(days=1)])
def test_outside_the_round_no_answer_is_kept(today):
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        actions.save_answer(
            scan_id=scan.pk, question="BEL01", answer="a2", now=NOW, today=today, by=an_ict_manager(scan.organisation)
        )
    assert refused.value.codes <= {"not_open", "deadline_past"}
    assert not Answer.objects.exists()


def test_a_neighbour_finds_no_scan_to_answer():
    scan = a_scan()
    with pytest.raises(Scan.DoesNotExist):
        actions.save_answer(
            scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=an_ict_manager(OrganisationFactory())
        )


@pytest.mark.parametrize("role", ["policy_maker"])
def test_who_only_reads_may_not_answer(role):
    scan = a_scan()
    with pytest.raises(Denied):
        actions.save_answer(
            scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=an_actor(scan.organisation, role)
        )


def test_an_adviser_may_look_and_not_answer():
    scan = a_scan()
    with pytest.raises(Denied):
        actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=an_adviser())


def test_somebody_who_looks_in_changes_nothing():
    scan = a_scan()
    looker = replace(an_ict_manager(scan.organisation), looking_in_id=1)
    with pytest.raises(Denied):
        actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=looker)


def test_a_key_without_the_scope_changes_nothing():
    scan = a_scan()
    program = replace(an_ict_manager(scan.organisation), via="api", scopes=frozenset({"scan:read"}))
    with pytest.raises(Denied):
        actions.save_answer(scan_id=scan.pk, question="BEL01", answer="a2", **WHEN, by=program)


def test_a_fact_is_kept_changed_and_taken_away():
    scan, by = a_scan(), None
    by = an_ict_manager(scan.organisation)
    for typed, kept in [("120", [120]), ("1.250", [1250]), ("", [])]:
        actions.save_board_fact(scan_id=scan.pk, fact="p_users", typed=typed, **WHEN, by=by)
        assert list(BoardFact.objects.filter(fact="p_users").values_list("number", flat=True)) == kept


@pytest.mark.parametrize(
    ("fact", "typed", "code"), [("p_users", "veel", "not_a_number"), ("p_type", "ocmw", "unknown_fact")]
)
def test_a_fact_that_cannot_be_is_refused(fact, typed, code):
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        actions.save_board_fact(scan_id=scan.pk, fact=fact, typed=typed, **WHEN, by=an_ict_manager(scan.organisation))
    assert refused.value.codes == {code}


def test_a_nis_code_is_that_of_a_municipality():
    scan = a_scan(OrganisationFactory(nis_code="24048"))
    by = an_ict_manager(scan.organisation)
    for typed in ("99999", "abc"):
        with pytest.raises(Refused) as refused:
            actions.save_board_fact(scan_id=scan.pk, fact="p_nis", typed=typed, **WHEN, by=by)
        assert refused.value.codes == {"unknown_nis"}
    actions.save_board_fact(scan_id=scan.pk, fact="p_nis", typed="24048", **WHEN, by=by)
    assert BoardFact.objects.get(fact="p_nis").text == "24048"


def test_a_view_of_a_domain_keeps_what_was_not_given():
    scan, by = a_scan(), None
    by = an_ict_manager(scan.organisation)
    actions.save_domain_view(scan_id=scan.pk, domain="NET", self_level=3, has_issue=True, **WHEN, by=by)
    actions.save_domain_view(
        scan_id=scan.pk, domain="NET", want=2, with_whom=["OO", "GG"], note="<b>Stil</b>", **WHEN, by=by
    )
    view = DomainView.objects.get()
    assert (view.self_level, view.has_issue, view.want, view.with_whom, view.note) == (
        3,
        True,
        2,
        ["GG", "OO"],
        "<b>Stil</b>",
    )


@pytest.mark.parametrize("given", [{"self_level": 6}, {"want": 9}, {"with_whom": ["XX"]}, {"note": "x" * 4001}])
def test_a_view_that_does_not_exist_is_refused(given):
    scan = a_scan()
    with pytest.raises(Refused):
        actions.save_domain_view(scan_id=scan.pk, domain="NET", **given, **WHEN, by=an_ict_manager(scan.organisation))
    assert not DomainView.objects.exists()


# ── submitting ───────────────────────────────────────────────────────────────
def fill_in(scan):
    round_ = scan.round
    Round.objects.filter(pk=round_.pk).update(is_synthetic=True)
    actions.load_generated_scans(
        round_id=round_.pk, scans=[filled(scan.organisation, submitted=False)], person_id=1, now=NOW, by=PLATFORM
    )


def test_the_mandated_person_submits_and_the_scores_are_frozen():
    scan = a_scan()
    fill_in(scan)
    before = last_entry()
    actions.submit_scan(scan_id=scan.pk, **WHEN, by=a_secretary(scan.organisation))
    scan.refresh_from_db()
    assert (scan.state, scan.submitted_at, scan.submitted_by_id) == ("submitted", NOW, 2000 + scan.organisation_id)
    assert DomainOutcome.objects.filter(scan=scan).count() == 12
    assert told(before) == ["scan.submitted"]


def test_without_the_mandate_nothing_is_submitted():
    scan = a_scan()
    fill_in(scan)
    for somebody in [
        an_ict_manager(scan.organisation),
        an_adviser(),
        replace(a_secretary(scan.organisation), looking_in_id=1),
    ]:
        with pytest.raises(Denied):
            actions.submit_scan(scan_id=scan.pk, **WHEN, by=somebody)
    scan.refresh_from_db()
    assert scan.state == "started"


def test_the_support_point_cannot_submit_even_with_a_mandate_on_paper():
    scan = a_scan()
    fill_in(scan)
    with pytest.raises(Denied):
        actions.submit_scan(scan_id=scan.pk, **WHEN, by=replace(an_adviser(), mandates=frozenset({"submit_scan"})))


def test_an_empty_scan_is_not_submitted():
    scan = a_scan()
    with pytest.raises(Refused) as refused:
        actions.submit_scan(scan_id=scan.pk, **WHEN, by=a_secretary(scan.organisation))
    assert refused.value.codes == {"fact_missing", "nothing_answered"}
    assert not DomainOutcome.objects.exists()


def test_a_scan_is_submitted_once():
    scan = a_scan()
    fill_in(scan)
    by = a_secretary(scan.organisation)
    actions.submit_scan(scan_id=scan.pk, **WHEN, by=by)
    with pytest.raises(Refused) as refused:
        actions.submit_scan(scan_id=scan.pk, **WHEN, by=by)
    assert refused.value.codes == {"submitted"}
    with pytest.raises(Refused):
        actions.save_answer(
            scan_id=scan.pk, question="BEL01", answer="a0", **WHEN, by=an_ict_manager(scan.organisation)
        )


def test_generated_answers_stay_out_of_a_real_round():
    board = OrganisationFactory()
    round_ = a_round(board)
    with pytest.raises(Refused) as refused:
        actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    assert refused.value.codes == {"round_is_real"}
    with pytest.raises(Denied):
        actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=an_adviser())
    assert not Answer.objects.exists()


# ── constraints bite ─────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"state": "submitted"}, "scan_submitted_by_and_at_together"),
        ({"state": "lost"}, "scan_state_is_known"),
        ({"answered": 96}, "scan_answers_at_most_what_is_asked"),
        ({"started_at": NOW}, "scan_invited_is_not_started"),
    ],
)
def test_a_scan_that_cannot_be_is_refused_by_the_database(change, name):
    scan = a_scan()
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Scan.objects.filter(pk=scan.pk).update(**change)


def test_a_board_has_one_scan_in_a_round():
    scan = a_scan()
    with pytest.raises(IntegrityError, match="scan_once_per_round"), transaction.atomic():
        Scan.objects.create(round=scan.round, organisation=scan.organisation, board_type="gemeente", invited_at=NOW)


def test_a_deadline_before_the_opening_is_refused_by_the_database():
    round_ = a_round(OrganisationFactory())
    with pytest.raises(IntegrityError, match="round_deadline_not_before_opening"), transaction.atomic():
        Round.objects.filter(pk=round_.pk).update(deadline_on=date(2000, 1, 1))


def test_answers_facts_views_and_scores_keep_their_truths():
    scan = a_scan()
    cases = [
        (lambda: Answer.objects.create(scan=scan, question="BEL01", answer="", answered_at=NOW), "answer_is_given"),
        (
            lambda: BoardFact.objects.create(scan=scan, fact="p_users", number=-1, answered_at=NOW),
            "board_fact_not_negative",
        ),
        (lambda: DomainView.objects.create(scan=scan, domain="BEL", self_level=6), "domain_view_level_up_to_five"),
        (
            lambda: DomainOutcome.objects.create(scan=scan, domain="BEL", score=101, answered=1, applicable=1),
            "outcome_score_from_0_to_100",
        ),
    ]
    for make, name in cases:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            make()


def test_the_sheet_and_its_progress_take_three_queries(django_assert_num_queries):
    scan = queries.with_round(Scan.objects.filter(pk=a_scan().pk)).get()
    queries.questionnaire_of(scan)
    with django_assert_num_queries(3):
        queries.progress(scan, queries.sheet(scan))
