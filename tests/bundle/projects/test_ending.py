"""Why a project is over, the document that follows a decision, and reminders of what has no deadline."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from steunpunt.bundle.projects import actions
from steunpunt.bundle.projects.actions.deciding import Stand
from steunpunt.bundle.projects.choices import Act, Phase, ProjectState, Template, Verdict
from steunpunt.bundle.projects.models import BoardAct, Participation, Project
from steunpunt.bundle.projects.views.listing import words
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import (
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
WHY = "De leverancier hield ermee op."


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def boards():
    return [OrganisationFactory(name="Keerbergen"), OrganisationFactory(name="Haacht")]


@pytest.fixture
def adviser(support):
    return an_adviser_of(support)


def end(project, by, state=ProjectState.STOPPED, reason=WHY):
    return actions.end_project(project_id=project.pk, state=state, reason=reason, now=NOW, today=TODAY, by=by)


def test_who_was_asked_reads_why_a_project_stopped(boards, adviser):
    reader = logged_in(boards[0], "ict_manager")
    project = a_project(*boards, by=adviser)
    end(project, adviser)
    page = reader.get(reverse("projects:detail", args=[project.pk]))
    assert WHY in page.text
    assert page.context["headline"].startswith("Dit project is gestopt op")
    assert [row.kind for row in Notice.objects.order_by("pk") if row.kind == "projects.over"] == ["projects.over"]


@pytest.mark.parametrize(
    ("state", "reason", "code"),
    [
        (ProjectState.STOPPED, " ", "reason"),
        (ProjectState.DECLINED, WHY, "state"),
        (ProjectState.RUNNING, WHY, "state"),
    ],
)
def test_a_project_is_not_over_without_a_reason_or_into_a_state_that_is_none(boards, adviser, state, reason, code):
    project = a_project(*boards, by=adviser)
    with pytest.raises(Refused) as refused:
        end(project, adviser, state, reason)
    assert [one.code for one in refused.value.reasons] == [code]
    assert Project.objects.get(pk=project.pk).state == ProjectState.RUNNING


def test_no_project_stops_while_boards_decide(boards, adviser):
    project = a_project(*boards, by=adviser)
    a_call(project, by=adviser)
    with pytest.raises(Refused) as refused:
        end(project, adviser)
    assert [one.code for one in refused.value.reasons] == ["call_open"]


def test_a_proposal_that_is_not_taken_up_stays_with_who_made_it_and_can_be_taken_up_later(boards, support, adviser):
    ict = somebody(boards[0], "ict_manager")
    project = a_project(boards[0], by=ict, is_started=False)
    with pytest.raises(Denied):
        end(project, ict, ProjectState.DECLINED)
    end(project, adviser, ProjectState.DECLINED)
    assert logged_in(boards[1], "ict_manager").get(reverse("projects:detail", args=[project.pk])).status_code == 404
    assert WHY in logged_in(boards[0], "ict_manager").get(reverse("projects:detail", args=[project.pk])).text
    actions.start_project(project_id=project.pk, now=NOW, by=adviser)
    row = Project.objects.get(pk=project.pk)
    assert (row.state, row.over_reason, row.over_on) == (ProjectState.RUNNING, "", None)


def test_what_was_stopped_can_go_on(boards, support, adviser):
    project = a_project(*boards, by=adviser)
    end(project, adviser)
    client = logged_in(support, "adviser")
    assert client.get(reverse("projects:over", args=[project.pk])).status_code == 404, "it is over already"
    client.post(reverse("projects:resume", args=[project.pk]))
    assert Project.objects.get(pk=project.pk).state == ProjectState.RUNNING
    with pytest.raises(Refused):
        actions.resume_project(project_id=project.pk, by=adviser)


# ── the document that follows ────────────────────────────────────────────────
def test_the_document_of_a_decision_can_follow_once_and_only_from_its_own_board(boards, support, adviser):
    project = a_project(*boards, by=adviser)
    a_call(project, by=adviser)
    said_yes(project, boards[0])
    act = BoardAct.objects.get()
    address = reverse("projects:decision_document", args=[project.pk, act.pk])
    assert logged_in(boards[1], "ict_manager").get(address).status_code == 404
    assert logged_in(support, "adviser").get(address).status_code == 404
    assert "document volgt nog" in logged_in(support, "adviser").get(reverse("projects:detail", args=[project.pk])).text
    client = logged_in(boards[0], "ict_manager")
    assert client.post(address, {}).status_code == 422
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.post(address, {"document": SimpleUploadedFile("besluit.txt", b"Besluit van 1 april 2011")})
    act.refresh_from_db()
    assert act.document is not None
    assert client.get(address).status_code == 404, "it is there already"
    with pytest.raises(Refused):
        actions.add_decision_document(act_id=act.pk, paper=a_paper(), now=NOW, by=a_mayor(boards[0]))
    with pytest.raises(Denied):
        actions.add_decision_document(act_id=act.pk, paper=a_paper(), now=NOW, by=adviser)


# ── reminders ────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("days", "count"), [(13, 0), (14, 2), (27, 2), (28, 2), (400, 2)])
def test_who_did_not_answer_is_asked_again_after_two_weeks(boards, adviser, days, count):
    project = a_project(*boards, by=adviser)
    for board in boards:
        somebody(board, "ict_manager")
    day = TODAY + timedelta(days=days)
    assert actions.remind_of_interest(now=NOW, today=day, by=PLATFORM) == count
    assert actions.remind_of_interest(now=NOW, today=day, by=PLATFORM) == 0, "once"
    said = Entry.objects.filter(fact="projects.interest_asked_again", subject=f"project:{project.pk}")
    assert said.count() == count


def test_nobody_is_asked_for_interest_while_a_call_asks_for_a_decision(boards, adviser):
    a_call(a_project(*boards, by=adviser), by=adviser)
    assert actions.remind_of_interest(now=NOW, today=TODAY + timedelta(days=30), by=PLATFORM) == 0


def test_who_said_yes_and_did_not_sign_is_reminded_and_who_signed_is_not(boards, adviser):
    project = a_project(*boards, by=adviser)
    a_call(project, by=adviser)
    for board in boards:
        said_yes(project, board)
    later = TODAY + timedelta(days=20)
    assert actions.remind_to_sign(now=NOW, today=later, by=PLATFORM) == 0, "it does not go on yet"
    gone_on(project, by=adviser)
    signed(project, boards[0])
    assert actions.remind_to_sign(now=NOW, today=later, by=PLATFORM) == 1
    assert actions.remind_to_sign(now=NOW, today=later, by=PLATFORM) == 0
    assert of(project, boards[1]).signature_reminders == 1
    assert Participation.objects.filter(signature_reminders__gt=0).count() == 1


# ── proposing ────────────────────────────────────────────────────────────────
def test_choosing_a_template_keeps_what_was_typed(boards):
    client = logged_in(boards[0], "ict_manager")
    label, purpose, unit = words.TEMPLATES[Template.MAIL]
    gis = words.TEMPLATES[Template.GIS]
    typed = {"choose": "1", "title": "Post samen", "purpose": str(gis[1]), "unit": "", "boards": [boards[0].pk]}
    page = client.post(reverse("projects:propose") + "?sjabloon=mail", typed)
    initial = page.context["form"].initial
    assert page.status_code == 200
    assert (initial["title"], str(initial["purpose"]), str(initial["unit"])) == ("Post samen", str(purpose), str(unit))
    assert initial["boards"] == [boards[0].pk]
    assert str(label) in page.text
    assert not Project.objects.exists()


# ── what is over binds nobody any more ───────────────────────────────────────
def test_nobody_signs_leaves_or_gives_numbers_for_what_was_stopped(boards, adviser):
    project = a_project(*boards, by=adviser)
    a_call(project, by=adviser)
    for board in boards:
        said_yes(project, board)
    gone_on(project, by=adviser)
    signed(project, boards[0])
    end(project, adviser)
    with pytest.raises(Refused) as refused:
        signed(project, boards[1])
    assert "over" in refused.value.codes
    with pytest.raises(Refused) as refused:
        actions.say_interest(
            project_id=project.pk, is_interested=True, units=5, wishes="", now=NOW, today=TODAY,
            by=somebody(boards[1], "ict_manager"),
        )  # fmt: skip
    assert "over" in refused.value.codes
    with pytest.raises(Refused, match="voorbij"):
        actions.add_todo(project_id=project.pk, title="Nog iets", who="", due_on=None, now=NOW, by=adviser)
    page = logged_in(boards[1], "policy_maker", mandates=("sign",)).get(reverse("projects:sign", args=[project.pk]))
    assert page.status_code == 404


@pytest.mark.parametrize(
    ("changed", "code"),
    [({"leaves_on": date(9999, 12, 31)}, "too_late"), ({"decided_on": date(9999, 12, 31)}, "in_future")],
)
def test_a_slip_of_the_year_is_asked_about(boards, adviser, changed, code):
    project = a_project(*boards, by=adviser)
    a_call(project, by=adviser)
    said_yes(project, boards[0])
    gone_on(project, by=adviser)
    signed(project, boards[0])
    stand = Stand(**({"act": Act.NOTICE, "decided_on": TODAY, "leaves_on": TODAY + timedelta(days=200)} | changed))
    with pytest.raises(Refused) as refused:
        actions.record_on_paper(
            participation_id=of(project, boards[0]).pk, stand=stand, paper=a_paper(), now=NOW, today=TODAY, by=adviser
        )
    assert code in refused.value.codes


def test_a_paper_without_yes_or_no_is_refused(boards, adviser):
    project = a_project(*boards, by=adviser)
    a_call(project, by=adviser)
    said_yes(project, boards[1])
    mayor = a_mayor(boards[0])
    actions.decide(
        project_id=project.pk, stand=a_stand(Verdict.YES_IF, condition="Als het niet duurder wordt"), paper=None,
        now=NOW, today=TODAY, by=mayor,
    )  # fmt: skip
    gone_on(project, by=adviser)
    with pytest.raises(Refused) as refused:
        actions.record_on_paper(
            participation_id=of(project, boards[0]).pk, stand=Stand(act=Act.DECISION, decided_on=TODAY),
            paper=a_paper(), now=NOW, today=TODAY, by=adviser,
        )  # fmt: skip
    assert refused.value.codes == {"verdict_missing"}


def test_a_phase_in_another_age_is_refused(boards, adviser):
    project = a_project(*boards, by=adviser)
    with pytest.raises(Refused) as refused:
        actions.plan_phases(project_id=project.pk, dates={Phase.ROLLOUT: (TODAY, date(9999, 12, 31))}, by=adviser)
    assert refused.value.codes == {"far_dates"}


def test_a_draft_decision_is_made_whatever_signs_somebody_pasted(boards, adviser):
    project = a_project(*boards, by=adviser, purpose="\uf0b7 Eerst dit \U0001f600 en \u65e5\u672c\x07 \u2022 dan dat")
    a_call(project, by=adviser)
    page = logged_in(boards[0], "ict_manager").get(reverse("projects:draft_decision", args=[project.pk]))
    assert page.content.startswith(b"%PDF")
