"""Which boards take part in which phase, how far each is, and when everything falls."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.bundle.projects import actions, queries
from steunpunt.bundle.projects.choices import ABOARD, MomentKind, Phase, RolloutState, Standing
from steunpunt.bundle.projects.models import Participation, PhasePlace, RolloutStep
from steunpunt.bundle.projects.rules.phases import takes_part
from steunpunt.bundle.projects.rules.timeline import Moment, in_order, next_after
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import (
    DEADLINE,
    a_call,
    a_mayor,
    a_project,
    an_adviser_of,
    gone_on,
    of,
    said_yes,
    signed,
    somebody,
)
from tests.factories.scan import NOW, TODAY


# ── rules ────────────────────────────────────────────────────────────────────
@given(
    st.sampled_from(Standing),
    st.sampled_from(Phase),
    st.dictionaries(st.sampled_from(Phase), st.booleans()),
)
def test_no_word_of_others_brings_a_board_in_that_did_not_say_yes_itself(standing, phase, said):
    is_in = takes_part(standing, phase, said)
    if standing in ABOARD:
        assert is_in == said.get(phase, True)
    elif standing is not Standing.JOINING:
        assert not is_in


def test_boards_of_the_same_day_stand_together_and_the_next_moment_is_found():
    day = date(2011, 5, 1)
    signed_ = [Moment(kind=MomentKind.SIGNATURE, on=day, boards=(name,)) for name in ("Tremelo", "Haacht")]
    ends = Moment(kind=MomentKind.DEADLINE, on=day)
    found = in_order([*signed_, ends])
    assert found == [ends, Moment(kind=MomentKind.SIGNATURE, on=day, boards=("Haacht", "Tremelo"))]
    assert next_after(found, day - timedelta(days=1)) == ends
    assert next_after(found, day) is None


# ── places ───────────────────────────────────────────────────────────────────
@pytest.fixture
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def boards():
    return [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Rotselaar", "Tremelo")]


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def adviser(support):
    return an_adviser_of(support)


@pytest.fixture
def project(boards, adviser):
    """Haacht and Keerbergen signed, Rotselaar said yes, Tremelo said nothing."""
    made = a_project(*boards, by=adviser)
    a_call(made, by=adviser)
    for board in boards[:3]:
        said_yes(made, board)
    gone_on(made, by=adviser)
    for board in boards[:2]:
        signed(made, board)
    return made


def placed(project, by, **wanted):
    return actions.place_boards(
        project_id=project.pk,
        wanted={Phase(phase): [board.pk for board in boards] for phase, boards in wanted.items()},
        now=NOW,
        by=by,
    )


def in_phase(project, phase):
    return [line.name for line in queries.board_lines(project, TODAY) if line.takes_part_in(phase)]


@pytest.mark.django_db
def test_a_board_is_left_out_of_one_phase_and_one_that_said_yes_is_taken_in(project, boards, adviser):
    haacht, keerbergen, rotselaar, _tremelo = boards
    assert in_phase(project, Phase.ANALYSIS) == in_phase(project, Phase.ROLLOUT) == ["Haacht", "Keerbergen"]
    Notice.objects.all().delete()
    somebody(rotselaar, "ict_manager")
    somebody(haacht, "ict_manager")
    assert placed(project, adviser, analysis=[haacht, rotselaar], rollout=[haacht, keerbergen]) == 2
    assert in_phase(project, Phase.ANALYSIS) == ["Haacht", "Rotselaar"]
    assert in_phase(project, Phase.ROLLOUT) == ["Haacht", "Keerbergen"]
    told = [line.sentence for line in lines(entries_about(f"project:{project.pk}")[:2])]
    assert sorted(told) == [
        "Keerbergen neemt niet deel aan de fase: analyse.",
        "Rotselaar neemt deel aan de fase: analyse.",
    ]
    assert list(Notice.objects.values_list("organisation__name", flat=True)) == ["Rotselaar"]
    assert of(project, rotselaar).standing == Standing.JOINING, "a place binds nobody"
    entries = Entry.objects.count()
    assert placed(project, adviser, analysis=[haacht, rotselaar]) == 0
    assert (PhasePlace.objects.count(), Entry.objects.count()) == (2, entries)
    assert placed(project, adviser, analysis=[haacht, keerbergen]) == 2
    assert PhasePlace.objects.count() == 4, "nothing is overwritten"


@pytest.mark.django_db
def test_a_board_that_did_not_say_yes_gets_no_place(project, boards, adviser):
    told = Entry.objects.count()
    for stranger in (boards[3], OrganisationFactory()):
        with pytest.raises(Refused) as refused:
            placed(project, adviser, analysis=[boards[0], stranger], rollout=[])
        assert refused.value.codes == {"not_aboard"}
    assert (PhasePlace.objects.count(), Entry.objects.count()) == (0, told)


@pytest.mark.django_db
def test_only_whoever_runs_it_says_so(project, boards):
    for other in (somebody(boards[0], "ict_manager"), a_mayor(boards[0])):
        with pytest.raises(Denied):
            placed(project, other, rollout=[])
    Participation.objects.filter(organisation=boards[1]).update(standing=Standing.LEFT, leaves_on=TODAY)
    for other in (
        somebody(boards[1], "ict_manager"),
        somebody(OrganisationFactory(), "ict_manager"),
        somebody(OrganisationFactory(supplier=True), "contact"),
    ):
        with pytest.raises(project.DoesNotExist):
            placed(project, other, rollout=[])


@pytest.mark.django_db
def test_who_is_left_out_of_the_roll_out_is_not_rolled_out(project, boards, support, adviser, today):
    haacht, keerbergen, *_ = boards
    placed(project, adviser, rollout=[haacht])
    told = {"state": RolloutState.LIVE, "planned_on": TODAY, "note": "=Klaar", "now": NOW, "by": adviser}
    with pytest.raises(Refused) as refused:
        actions.tell_rollout(project_id=project.pk, participation_id=of(project, keerbergen).pk, **told)
    assert refused.value.codes == {"left_out"}
    assert not RolloutStep.objects.exists()
    actions.tell_rollout(project_id=project.pk, participation_id=of(project, haacht).pk, **told)
    client = logged_in(support, "adviser")
    page = client.get(at(project, "uitrol/"))
    assert page.context["headline"].startswith("1 van 1 bestuur")
    assert "Niet in de uitrol: Keerbergen." in page.text
    step = at(project, f"uitrol/{of(project, keerbergen).pk}/")
    assert client.get(step).status_code == 404
    rows = client.get(at(project, "uitrol/"), {"export": "csv"}).content.decode("utf-8-sig").splitlines()
    assert rows == [
        "Bestuur;Deelname;Hoe ver;In dienst op;Opmerking;Gemeld op",
        f"Haacht;neemt deel;In dienst;01/04/2011;'=Klaar;{NOW:%d/%m/%Y}",
    ]
    assert client.get(at(project, "uitrol/"), {"export": "xlsx"}).content[:2] == b"PK"
    neighbour = logged_in(OrganisationFactory(), "ict_manager")
    assert neighbour.get(at(project, "uitrol/"), {"export": "csv"}).status_code == 404


def at(project, path=""):
    return f"/samenwerken/projecten/{project.pk}/{path}"


@pytest.mark.django_db
def test_the_page_of_places_is_read_by_all_and_filled_in_by_whoever_runs_it(project, boards, support, today):
    haacht, keerbergen, _rotselaar, tremelo = boards
    client = logged_in(support, "adviser")
    manager = logged_in(keerbergen, "ict_manager")
    assert [one["name"] for one in client.get(at(project, "fasen/")).context["matrix"]] == [
        "Haacht",
        "Keerbergen",
        "Rotselaar",
    ]
    assert "checkbox" not in manager.get(at(project, "fasen/")).text
    everywhere = {phase.value: [haacht.pk, keerbergen.pk] for phase in Phase}
    assert manager.post(at(project, "fasen/"), everywhere).status_code == 404
    typed = client.post(at(project, "fasen/"), everywhere | {"rollout": [haacht.pk, tremelo.pk]})
    assert typed.status_code == 422
    cells = {row["name"]: [is_in for _phase, _label, is_in in row["cells"]] for row in typed.context["matrix"]}
    assert cells["Keerbergen"] == [True, True, True, False, True], "what was typed stays"
    assert client.post(at(project, "fasen/"), everywhere | {"rollout": [haacht.pk]})["Location"] == at(project)
    assert [one["boards"] for one in client.get(at(project)).context["phases"]] == [
        "alle 2 besturen",
        "alle 2 besturen",
        "alle 2 besturen",
        "1 van 2 besturen",
        "alle 2 besturen",
    ]


# ── time line ────────────────────────────────────────────────────────────────
@pytest.mark.django_db
def test_the_time_line_says_what_comes_next_and_holds_all_in_a_table(project, boards, adviser, today):
    live = TODAY + timedelta(days=10)
    actions.plan_phases(project_id=project.pk, dates={Phase.ROLLOUT: (TODAY, TODAY + timedelta(days=60))}, by=adviser)
    for board in boards[:2]:
        actions.tell_rollout(
            project_id=project.pk,
            participation_id=of(project, board).pk,
            state=RolloutState.PLANNED,
            planned_on=live,
            note="",
            now=NOW,
            by=adviser,
        )
    page = logged_in(boards[0], "ict_manager").get(at(project))
    chart = page.context["chart"]
    assert chart.title == "Eerstvolgend: in dienst op 11/04/2011 (Haacht en Keerbergen)"
    assert [list(row) for row in chart.table.rows] == [
        ["01/04/2011 – 31/05/2011", "Uitrol", "–"],
        ["01/04/2011", "Beslist", "Haacht, Keerbergen, Rotselaar"],
        ["01/04/2011", "Het gaat door", "–"],
        ["01/04/2011", "Ondertekend", "Haacht, Keerbergen"],
        ["11/04/2011", "In dienst", "Haacht, Keerbergen"],
        [f"{DEADLINE:%d/%m/%Y}", "Deadline", "–"],
    ]
    assert "vandaag" in chart.as_svg()


@pytest.mark.django_db
def test_without_dates_there_is_no_time_line(boards, adviser, today):
    made = a_project(*boards, by=adviser)
    assert logged_in(boards[0], "ict_manager").get(at(made)).context["chart"] is None
