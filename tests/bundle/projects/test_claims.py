"""What a board claimed to save stays with its decision, and is held beside what is booked later."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from steunpunt.bundle.projects import actions
from steunpunt.bundle.projects.actions.money import Assumption, Cost, Sharing
from steunpunt.bundle.projects.choices import RolloutState, Verdict
from steunpunt.bundle.projects.models import SavingClaim
from steunpunt.bundle.projects.registry import Booked, savings_books
from steunpunt.bundle.projects.rules.business_case import (
    CostLine,
    Horizon,
    Part,
    Timing,
    Way,
    greatest_saving,
    saved_by,
)
from steunpunt.bundle.projects.rules.taking_part import months_of_use
from tests.factories.organisations import OrganisationFactory
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


@pytest.fixture
def boards():
    return [OrganisationFactory() for _ in range(3)]


@pytest.fixture
def adviser():
    return an_adviser_of()


@pytest.fixture
def project(boards, adviser):
    project = a_project(*boards, by=adviser)
    for board in boards:
        estimate = {"participation_id": of(project, board).pk, "units": 20}
        actions.estimate_units(today=TODAY, project_id=project.pk, by=adviser, **estimate)
    a_call(project, by=adviser, min_boards=1)
    return project


def reckons(project, board, likely, *, part=Part.SUPPLIER):
    amount = Decimal(likely)
    line = Assumption(
        label="Alleen",
        way=Way.ALONE,
        part=part,
        timing=Timing.YEARLY,
        low=amount / 2,
        likely=amount,
        high=amount * 2,
    )
    return actions.keep_business_line(project_id=project.pk, assumption=line, by=somebody(board, "ict_manager"))


def page(project, board):
    return logged_in(board, "ict_manager").get(f"/samenwerken/projecten/{project.pk}/afweging/")


# ── the rules ────────────────────────────────────────────────────────────────
LINES = [
    CostLine("eigen", Way.ALONE, Part.SUPPLIER, Timing.YEARLY, Decimal(900), Decimal(1_200), Decimal(1_500)),
    CostLine("samen", Way.TOGETHER, Part.SUPPLIER, Timing.ONCE, Decimal(300), Decimal(400), Decimal(500)),
    CostLine("samen", Way.TOGETHER, Part.SUPPORT, Timing.YEARLY, Decimal(120), Decimal(240), Decimal(360)),
]


@pytest.mark.parametrize(
    ("months", "supplier", "support"),
    [(-3, -400, 0), (0, -400, 0), (6, 200, -120), (24, 2_000, -480), (36, 3_200, -720), (500, 3_200, -720)],
)
def test_what_is_spared_once_counts_from_the_first_day_and_the_rest_by_twelfths_until_the_horizon(
    months, supplier, support
):
    found = saved_by(LINES, months, Horizon(3, Decimal("0.05")))
    assert (found.supplier, found.support) == (supplier, support)


def test_the_greatest_saving_is_alone_at_its_dearest():
    assert saved_by(LINES, 12, Horizon(3), greatest_saving).total == 1_500 - 300 - 120


@pytest.mark.parametrize(
    ("since", "today", "months"),
    [
        (date(2011, 1, 31), date(2011, 2, 28), 0),
        (date(2011, 1, 15), date(2011, 2, 15), 1),
        (date(2010, 12, 1), date(2012, 1, 2), 13),
        (date(2011, 5, 1), date(2011, 4, 1), 0),
    ],
)
def test_use_counts_in_whole_months(since, today, months):
    assert months_of_use(since, today) == months


# ── the claim ────────────────────────────────────────────────────────────────
def test_a_yes_keeps_the_claim_and_a_changed_business_case_does_not_change_it(project, boards):
    line = reckons(project, boards[0], 5_000)
    said_yes(project, boards[0])
    claim = SavingClaim.objects.get()
    kept = claim.lines
    assert [one["likely"] for one in kept if one["way"] == "alone"] == ["5000.00"]
    assert {one["label"] for one in kept if one["way"] == "together"} == {"Hosting"}
    claimed = page(project, boards[0]).context["claim_amounts"]
    actions.drop_business_line(project_id=project.pk, line_id=line.pk, by=somebody(boards[0], "ict_manager"))
    reckons(project, boards[0], 100)
    claim.refresh_from_db()
    assert claim.lines == kept
    shown = page(project, boards[0])
    assert shown.context["claim_amounts"] == claimed
    assert shown.context["saving_now"] != claimed
    assert "Bewaard bij de beslissing" in shown.text


def test_the_costs_are_those_that_the_call_asked_about(project, boards, adviser):
    reckons(project, boards[0], 5_000)
    row = project.cost_lines.get(is_dropped=False)
    actions.drop_cost_line(now=NOW, project_id=project.pk, line_id=row.pk, by=adviser)
    said_yes(project, boards[0])
    assert any(one["way"] == "together" for one in SavingClaim.objects.get().lines)


def test_a_cost_that_cannot_be_divided_is_named_and_nothing_is_claimed(project, boards, adviser):
    capped = Cost(
        label="Opleiding", timing=Timing.ONCE, supplier_fixed=Decimal(3_000), supplier_rule=Sharing(cap=Decimal(100))
    )
    actions.keep_cost_line(now=NOW, project_id=project.pk, line_id=None, cost=capped, by=adviser)
    reckons(project, boards[0], 5_000)
    shown = page(project, boards[0])
    assert shown.context["left_out"] == ["Opleiding"]
    assert not shown.context["is_complete"]
    assert "kan dit niet verdeeld worden: Opleiding" in shown.text


def test_with_a_signature_the_newest_claim_counts_and_without_a_case_the_former_stays(project, boards, adviser):
    for board in boards[:2]:
        reckons(project, board, 1_000)
        said_yes(project, board)
    gone_on(project, by=adviser)
    line = reckons(project, boards[0], 2_000, part=Part.SUPPORT)
    signed(project, boards[0])
    dropped = of(project, boards[1]).business_lines.get()
    actions.drop_business_line(project_id=project.pk, line_id=dropped.pk, by=somebody(boards[1], "ict_manager"))
    signed(project, boards[1])
    newest, former = (page(project, board).context["claim"] for board in boards[:2])
    assert (newest.act.act, former.act.act) == ("signature", "decision")
    assert line.label in {one["label"] for one in newest.lines}
    assert SavingClaim.objects.count() == 3


def test_nothing_is_claimed_with_a_no_nor_without_a_business_case(project, boards):
    reckons(project, boards[0], 5_000)
    said_yes(project, boards[0])
    stand = a_stand(Verdict.NO, reason="Toch niet")
    actions.decide(project_id=project.pk, stand=stand, paper=None, now=NOW, today=TODAY, by=a_mayor(boards[0]))
    said_yes(project, boards[1])
    assert SavingClaim.objects.count() == 1
    assert page(project, boards[0]).context["claim"] is None
    assert page(project, boards[1]).context["claim"] is None


def test_written_down_from_paper_the_claim_is_kept_and_stays_the_boards_own(project, boards, adviser):
    reckons(project, boards[0], 5_000)
    actions.record_on_paper(
        participation_id=of(project, boards[0]).pk, stand=a_stand(), paper=a_paper(), now=NOW, today=TODAY, by=adviser
    )
    assert page(project, boards[0]).context["claim"] is not None
    assert page(project, boards[1]).context["claim"] is None
    claimed = page(project, boards[0]).context["claimed"]
    for other in (boards[1], OrganisationFactory(support_point=True), OrganisationFactory(supplier=True)):
        client = logged_in(other, "ict_manager" if other == boards[1] else "adviser")
        for path in ("", "kosten/", "afweging/", "beslissing/"):
            assert claimed not in client.get(f"/samenwerken/projecten/{project.pk}/{path}").text


def test_who_decides_reads_what_will_be_kept_and_later_what_was(project, boards):
    mayor = a_mayor(boards[0])
    client = logged_in(boards[0], "policy_maker", mandates=("opt_in", "sign"))
    today = timezone.localdate()
    project.calls.update(deadline_on=today + timedelta(days=3))
    assert "heeft nog geen <a" in client.get(f"/samenwerken/projecten/{project.pk}/beslissing/").text
    reckons(project, boards[0], 5_000)
    assert "Uw afweging blijft bij wat u nu zegt" in client.get(f"/samenwerken/projecten/{project.pk}/beslissing/").text
    said_yes(project, boards[0], by=mayor)
    assert "Vooropgesteld:" in client.get(f"/samenwerken/projecten/{project.pk}/beslissing/").text


def test_once_live_what_should_be_saved_stands_beside_what_was_booked(project, boards, adviser):
    reckons(project, boards[0], 12_000)
    said_yes(project, boards[0])
    gone_on(project, by=adviser)
    signed(project, boards[0])
    assert "claim_months" not in page(project, boards[0]).context
    now = timezone.now()
    for days, state in ((200, RolloutState.LIVE), (10, RolloutState.BLOCKED), (5, RolloutState.LIVE)):
        actions.tell_rollout(
            project_id=project.pk,
            participation_id=of(project, boards[0]).pk,
            state=state,
            planned_on=None,
            note="",
            now=now - timedelta(days=days),
            by=adviser,
        )
    shown = page(project, boards[0]).context
    assert shown["claim_months"] == 6
    assert shown["booked"] is None

    class Orders:
        def booked(self, actor, project_id, until):
            assert (actor.organisation_id, project_id, until) == (boards[0].pk, project.pk, timezone.localdate())
            return Booked(supplier=Decimal(4_321), support=Decimal(-21), url="/bestellingen/besparing/")

    class NothingYet:
        def booked(self, actor, project_id, until):
            return None

    for key, book in (("shop", Orders()), ("none", NothingYet())):
        savings_books.register(key, book)
    try:
        shown = page(project, boards[0])
    finally:
        for key in ("shop", "none"):
            savings_books.unregister(key)
    assert shown.context["booked"] == {"supplier": "€\xa04.321", "support": "€\xa0-21", "total": "€\xa04.300"}
    assert "/bestellingen/besparing/" in shown.text
