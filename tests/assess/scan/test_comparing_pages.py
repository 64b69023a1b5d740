"""The three pages of comparing: with a group, by name, over time."""

from datetime import timedelta

import pytest
from django.urls import reverse

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.models import ReleasedGroup, Round, Scan
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Organisation, PopulationCount, Relation
from tests.assess.scan.test_comparing_choice import a_round_in, ask, retake
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.scan import NOW, TODAY, a_round, a_secretary, filled

pytestmark = pytest.mark.django_db

PAGES = ("scan:comparing", "scan:by_name", "scan:over_time")


def a_page(name, scan):
    return reverse(name, args=[scan.pk])


def test_without_a_choice_the_page_compares_with_boards_of_the_same_scale_facts_and_all(as_somebody):
    scan = a_round_in(*["Limburg"] * 6)
    context = as_somebody(scan.organisation, "ict_manager").get(a_page("scan:comparing", scan)).context
    assert [row.median.value for row in context["rows"]] == [
        one.found.comparison.median for one in context["rows"] if one.found.comparison.peers == 6
    ]
    assert [(fact.figure.value, fact.boards) for fact in context["facts"]] == [(500, 6), (100, 6), (120, 6), (1.1, 6)]
    assert "6 besturen" in context["rows"][0].median.sentence


def test_one_click_offers_the_scale_the_round_and_the_province_and_leads_back_to_what_was_shown(as_somebody):
    scan = a_round_in(*["Vlaams-Brabant"] * 5, *["Limburg"] * 5)
    client = as_somebody(scan.organisation, "ict_manager")
    quick = {one.label: one for one in client.get(a_page("scan:comparing", scan)).context["quick"]}
    assert [(label, one.count) for label, one in quick.items()] == [
        ("Dezelfde schaal", "minder dan 5 uitgenodigde besturen"),  # of the factory's boards no inhabitants are known
        ("Alle besturen van de ronde", "10 uitgenodigde besturen"),
        ("Vlaams-Brabant", "5 uitgenodigde besturen"),
    ]
    client.post(a_page("scan:comparing", scan), quick["Vlaams-Brabant"].given)
    row = ReleasedGroup.objects.get(domain="*")
    again = {one.label: one.url for one in client.get(a_page("scan:comparing", scan)).context["quick"]}
    assert again["Vlaams-Brabant"] == f"{a_page('scan:comparing', scan)}?groep={row.pk}"


def test_the_button_of_the_same_scale_says_that_its_figures_are_of_the_nearest(as_somebody):
    scan = a_round_in(*["Limburg"] * 11)
    for number, board in enumerate(Organisation.objects.filter(kind="municipality").order_by("pk")):
        PopulationCount.objects.create(organisation=board, year=2011, inhabitants=10_000 + number)
    quick = as_somebody(scan.organisation, "ict_manager").get(a_page("scan:comparing", scan)).context["quick"]
    assert (quick[0].label, quick[0].count) == (
        "Dezelfde schaal",
        "hoogstens de 10 dichtste, van 11 uitgenodigde besturen",
    )


def test_who_may_be_in_a_group_is_said_of_invited_boards_submitted_or_not(as_somebody):
    scan = a_round_in(*["Limburg"] * 5)
    sleeper = OrganisationFactory(name="Slaper", province="Limburg")
    actions.invite_boards(round_id=scan.round_id, organisation_ids=[sleeper.pk], now=NOW, by=PLATFORM)
    context = (
        as_somebody(scan.organisation, "ict_manager")
        .get(a_page("scan:comparing", scan), {"provincie": "Limburg"})
        .context
    )
    assert "Slaper" in [one.name for one in context["inside"]]
    assert context["count"] == "6 besturen"


def test_a_page_shown_before_does_not_move_when_another_board_submits_again(as_somebody):
    scan = a_round_in(*["Limburg"] * 5)
    row = ask(scan)
    client, page = as_somebody(scan.organisation, "ict_manager"), a_page("scan:comparing", scan)
    before = [[one.found for one in client.get(page, {"groep": row.pk}).context["rows"]] for _again in range(2)]
    assert before[0] == before[1]
    retake(Scan.objects.select_related("organisation", "round").get(pk=row.members[2]), level=5)
    assert [one.found for one in client.get(page, {"groep": row.pk}).context["rows"]] == before[0]


@pytest.mark.parametrize("others", [5, 8])
def test_a_page_asks_as_many_questions_whatever_the_size_of_the_group(others, as_somebody, django_assert_num_queries):
    scan = a_round_in(*["Limburg"] * others)
    client = as_somebody(scan.organisation, "ict_manager")
    for name, number in zip(PAGES, (12, 12, 6), strict=True):
        client.get(a_page(name, scan))
        with django_assert_num_queries(number):
            client.get(a_page(name, scan))


# ── by name ──────────────────────────────────────────────────────────────────
@pytest.fixture
def together():
    """Keerbergen and Haacht in a partnership with Tremelo, all submitted; the first two show themselves by name."""
    boards = [OrganisationFactory(name=name) for name in ("Keerbergen", "Haacht", "Tremelo")]
    group = OrganisationFactory(partnership=True, name="Samenwerking Noord")
    for board in boards:
        Relation.objects.create(source=board, target=group, kind="member_of")
    round_ = a_round(*boards, is_synthetic=True)
    made = [filled(board, level=level) for board, level in zip(boards, (1, 2, 4), strict=True)]
    actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
    for board in boards[:2]:
        actions.give_consent(group_id=group.pk, now=NOW, today=TODAY, by=a_secretary(board))
    return group, boards, Scan.objects.select_related("organisation", "round").get(organisation=boards[0])


def names(response):
    return [card.name for card in response.context["found"].boards]


def test_by_name_stand_those_that_show_themselves_and_withdrawn_is_gone_everywhere_at_the_next_request(
    together, as_somebody
):
    group, boards, scan = together
    client = as_somebody(boards[0], "ict_manager")
    places = [
        a_page("scan:by_name", scan),
        reverse("scan:partnership", args=[scan.round_id, group.pk]),
    ]
    assert [names(client.get(place)) for place in places] == [["Keerbergen", "Haacht"], ["Haacht", "Keerbergen"]]
    rest, named = f"/api/v1/scans/{scan.pk}/opportunities", f"/api/v1/scans/{scan.pk}/by-name"
    assert "Haacht" in client.get(rest).content.decode()
    assert [board["name"] for board in client.get(named).json()["domains"][0]["boards"]] == ["Keerbergen", "Haacht"]
    actions.withdraw_consent(group_id=group.pk, now=NOW + timedelta(days=1), by=a_secretary(boards[1]))
    assert [names(client.get(place)) for place in places] == [["Keerbergen"], ["Keerbergen"]]
    chances = client.get(reverse("scan:chances", args=[scan.pk]))
    assert boards[1].pk not in chances.context["found"].group.scans
    files = [reverse(name, args=[scan.pk]) for name in ("scan:workbook", "scan:full_report", "scan:mayor_page")]
    for path in [rest, named, f"/api/v1/scans/{scan.pk}/result", *files]:
        assert b"Haacht" not in client.get(path).content
    found = client.get("/zoeken/", {"q": "Haacht"}).content.decode()
    assert f"/scan/{Scan.objects.get(organisation=boards[1]).pk}/" not in found


def test_the_matrix_says_the_level_of_each_in_every_domain(together, as_somebody):
    _group, boards, scan = together
    response = as_somebody(boards[0], "ict_manager").get(a_page("scan:by_name", scan))
    levels = dict(response.context["rows"])["Beleid en governance"]
    outcomes = {
        row.organisation_id: row.outcomes.get(domain="BEL").score / 20
        for row in Scan.objects.filter(organisation__in=boards[:2])
    }
    assert [level for level, _tone in levels] == [pytest.approx(outcomes[board.pk]) for board in boards[:2]]
    assert response.context["found"].hidden == 1


def test_an_adviser_sees_all_by_name_and_each_of_them_can_read_it(together, as_somebody):
    _group, boards, scan = together
    support = OrganisationFactory(support_point=True)
    assert len(names(as_somebody(support, "adviser").get(a_page("scan:by_name", scan)))) == 3
    looked = Entry.objects.filter(fact="scan.result_looked_at").values_list("organisation_id", flat=True)
    assert sorted(looked) == sorted(board.pk for board in boards)


@pytest.mark.parametrize("name", PAGES)
def test_a_neighbour_finds_none_of_the_pages(name, together, as_somebody):
    _group, boards, scan = together
    assert as_somebody(boards[1], "ict_manager").get(a_page(name, scan)).status_code == 404


# ── over time ────────────────────────────────────────────────────────────────
def test_the_median_of_the_group_moves_only_where_both_rounds_were_shown(as_somebody):
    boards = [OrganisationFactory() for _ in range(6)]
    for level, shift in ((1, 730), (3, 0)):
        round_ = a_round(*boards, is_synthetic=True)
        made = [filled(board, level=level + index % 2) for index, board in enumerate(boards)]
        actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
        Round.objects.filter(pk=round_.pk).update(opens_on=TODAY - timedelta(days=shift))
    before, now = Scan.objects.filter(organisation=boards[0]).order_by("round__opens_on")
    client = as_somebody(boards[0], "ict_manager")
    rows = client.get(a_page("scan:over_time", now)).context["rows"]
    moves = client.get(f"/api/v1/scans/{now.pk}/over-time").json()["moves"]
    assert [(move["then"], move["now"]) for move in moves] == [(move.then, move.now) for _name, move, _group in rows]
    medians = {
        scan.pk: ReleasedGroup.objects.get(viewer=boards[0], round=scan.round, domain="BEL").figures["median"]
        for scan in (before, now)
    }
    assert rows[0][2] == medians[now.pk] - medians[before.pk]
    assert rows[0][1].change > 0
    first = client.get(a_page("scan:over_time", before))
    assert (first.context["found"], first.context["rows"]) == (None, [])
