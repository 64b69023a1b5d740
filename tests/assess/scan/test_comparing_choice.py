"""A board asks for the figures of a group of its own choice: page and API, counted, refused, never revealing."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.models import Answer, BoardFact, DomainOutcome, ReleasedGroup, Scan
from steunpunt.assess.scan.queries import comparison
from steunpunt.assess.scan.rules.groups import Criteria
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.figures.disclosure import singles_out
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.scan import (
    NOW,
    TODAY,
    a_compared_round,
    a_round,
    a_scan,
    a_secretary,
    all_answers,
    an_adviser,
    an_ict_manager,
    filled,
)

pytestmark = pytest.mark.django_db

MONEY = {"p_ict_opex": Decimal(50_000), "p_workplaces": Decimal(120), "p_mailboxes": Decimal(110)}


def a_round_in(*provinces):
    """Keerbergen, and one other board in each of these provinces, with all their facts."""
    own = OrganisationFactory(name="Keerbergen", province="Vlaams-Brabant")
    others = [OrganisationFactory(province=province) for province in provinces]
    round_ = a_round(own, *others, is_synthetic=True)
    scans = [filled(board, level=1 + index % 4) for index, board in enumerate([own, *others])]
    scans = [replace(one, facts={**one.facts, **MONEY}) for one in scans]
    actions.load_generated_scans(round_id=round_.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)
    return Scan.objects.select_related("organisation").get(round=round_, organisation=own)


def ask(scan, **criteria):
    by = an_ict_manager(scan.organisation)
    return actions.release_choice(scan_id=scan.pk, criteria=Criteria(**criteria), now=NOW, by=by)


def test_a_group_is_released_once_kept_and_told():
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 5)
    first = ask(scan, province="Limburg")
    assert len(first.members) == 5
    assert ask(scan, province="Limburg").pk == first.pk
    assert Entry.objects.filter(fact="scan.group_released").count() == 1


def test_too_few_and_too_close_are_refused_with_the_same_words_and_leave_nothing():
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 2)  # the default rule showed all seven
    before = ReleasedGroup.objects.count()
    said = set()
    for criteria in ({"province": "Limburg"}, {"province": "Antwerpen"}, {"province": "Namur"}):
        with pytest.raises(Refused) as refused:
            ask(scan, **criteria)
        said.add(str(refused.value.reasons[0]))
    assert said == {"Te weinig besturen, of te dicht bij een groep die u al zag."}
    assert ReleasedGroup.objects.count() == before


def test_a_chosen_group_weighs_with_what_the_default_rule_showed():
    """The result showed six; the choice of all seven would give the seventh away in every domain."""
    scan, round_ = a_compared_round(others=6)
    seventh = OrganisationFactory()
    actions.invite_boards(round_id=round_.pk, organisation_ids=[seventh.pk], now=NOW, by=PLATFORM)
    one = filled(seventh, inhabitants=90_000)
    actions.load_generated_scans(round_id=round_.pk, scans=[one], person_id=1, now=NOW, by=PLATFORM)
    with pytest.raises(Refused):
        ask(scan)
    assert not ReleasedGroup.objects.exclude(chosen_as="").exists()


def test_the_result_page_keeps_showing_boards_of_the_same_scale():
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 5)
    fresh = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
    before = queries.result(fresh)
    ask(scan, province="Limburg")
    assert queries.result(fresh) == before


def test_only_the_board_itself_chooses_and_a_neighbour_finds_nothing():
    scan = a_round_in(*["Limburg"] * 5)
    with pytest.raises(Denied):
        actions.release_choice(scan_id=scan.pk, criteria=Criteria(), now=NOW, by=an_adviser())
    neighbour = an_ict_manager(OrganisationFactory())
    with pytest.raises(Scan.DoesNotExist):
        actions.release_choice(scan_id=scan.pk, criteria=Criteria(), now=NOW, by=neighbour)
    assert not ReleasedGroup.objects.filter(domain="*").exists()


def test_after_the_most_groups_no_other_is_shown(monkeypatch):
    monkeypatch.setattr("steunpunt.assess.scan.actions.comparing_choice.MOST_CHOICES", 1)
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 5)
    ask(scan, province="Limburg")
    with pytest.raises(Refused, match="hoogste aantal groepen"):
        ask(scan, province="Antwerpen")
    ask(scan, province="Limburg")


def test_an_adversary_on_page_and_api_gets_no_groups_that_single_out_a_board(as_somebody):
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 6, *["Vlaams-Brabant"] * 3)
    client = as_somebody(scan.organisation, "ict_manager")
    page = reverse("scan:comparing", args=[scan.pk])
    for province in ("Limburg", "Antwerpen", "Vlaams-Brabant", ""):
        for low in ("", "1", "12000"):
            client.post(page, {"provincie": province, "van": low, "tot": ""})
            body = {"province": province, "from_inhabitants": int(low) if low else None}
            client.post(f"/api/v1/scans/{scan.pk}/comparisons", body, content_type="application/json")
    shown: dict[str, list[frozenset[str]]] = {}
    for row in ReleasedGroup.objects.filter(viewer=scan.organisation):
        shown.setdefault(row.domain, []).append(frozenset(map(str, row.members)))
    assert len(shown["*"]) >= 2
    assert all(len(group) >= 5 for groups in shown.values() for group in groups)
    assert not any(singles_out(groups) for groups in shown.values())


def test_the_page_counts_what_falls_in_a_choice_and_says_fewer_than_five_for_less(as_somebody):
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 4)
    client, page = as_somebody(scan.organisation, "ict_manager"), reverse("scan:comparing", args=[scan.pk])
    said = {
        province: client.get(page, {"provincie": province}).context["count"] for province in ("Limburg", "Antwerpen")
    }
    assert said == {"Limburg": "5 besturen", "Antwerpen": "Minder dan 5 besturen"}
    assert not ReleasedGroup.objects.filter(domain="*").exists()


def test_a_group_is_chosen_on_the_page_and_stays_there(as_somebody):
    scan = a_round_in(*["Limburg"] * 5)
    client, page = as_somebody(scan.organisation, "ict_manager"), reverse("scan:comparing", args=[scan.pk])
    response = client.post(page, {"provincie": "Limburg"}, follow=True)
    assert response.context["found"].boards == 5
    assert [fact.figure.value for fact in response.context["facts"]] == [500, 100, 120, 1.1]
    refused = client.post(page, {"provincie": "Vlaams-Brabant"})
    assert refused.status_code == 422
    assert "Te weinig besturen, of te dicht bij een groep die u al zag." in refused.content.decode()


def test_a_neighbour_sees_no_page_group_or_answer_of_the_api(as_somebody):
    scan = a_round_in(*["Limburg"] * 5)
    row = ask(scan)
    other = a_scan()
    client = as_somebody(other.organisation, "ict_manager")
    for path in (reverse("scan:comparing", args=[scan.pk]), f"/api/v1/scans/{scan.pk}/comparisons/{row.pk}"):
        assert client.get(path).status_code == 404


def test_over_the_api_the_same_figures_come_without_names(as_somebody):
    scan = a_round_in(*["Limburg"] * 5)
    client, path = as_somebody(scan.organisation, "ict_manager"), f"/api/v1/scans/{scan.pk}/comparisons"
    asked = client.post(path, {"province": "Limburg"}, content_type="application/json").json()
    assert asked["group"]["boards"] == 5
    assert asked["facts"][0] == {"key": "cost_per_user", "own": 500.0, "median": 500.0, "p25": 500.0, "p75": 500.0}
    assert client.get(f"{path}/{asked['group']['id']}").json() == asked
    assert [one["id"] for one in client.get(path).json()] == [asked["group"]["id"]]
    refused = client.post(path, {"province": "Namur"}, content_type="application/json")
    assert refused["Content-Type"] == "application/problem+json"


def test_an_adviser_sees_the_nearest_by_name_and_each_of_them_can_read_it(as_somebody):
    scan, _round = a_compared_round(others=5)
    response = as_somebody(OrganisationFactory(support_point=True), "adviser").get(
        reverse("scan:comparing", args=[scan.pk])
    )
    assert len(response.context["nearest"]) == 5
    assert response.context["form"] is None
    assert Entry.objects.filter(fact="scan.result_looked_at").count() == 6


def everything_shown(client, scan, row):
    """All that the board can lay hands on: pages, the API, the workbook behind them."""
    api = f"/api/v1/scans/{scan.pk}"
    fresh = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
    return (
        client.get(f"{api}/result").json()["domains"],
        client.get(f"{api}/comparisons/{row.pk}").json(),
        [one.comparison for _domain, one in queries.result(fresh).domains],
        [fact.group for fact in comparison.chosen_result(fresh, row, queries.released_groups(fresh)).facts],
    )


def retake(scan, *, level):
    """A board takes its scan back, answers everything otherwise and submits again."""
    by = a_secretary(scan.organisation)
    actions.reopen_scan(scan_id=scan.pk, reason="Vergissing", today=TODAY, by=by)
    for code, answer in all_answers(level).items():
        Answer.objects.filter(scan=scan, question=code).update(answer=answer)
    BoardFact.objects.filter(scan=scan, fact="p_ict_opex").update(number=99_000)
    actions.submit_scan(scan_id=scan.pk, now=NOW, today=TODAY, by=by)
    actions.release_comparisons(round_id=scan.round_id, now=NOW)


def test_another_board_that_takes_its_scan_back_moves_no_figure_that_was_shown(as_somebody):
    scan = a_round_in(*["Limburg"] * 5, *["Antwerpen"] * 5)
    row = ask(scan, province="Limburg")
    client = as_somebody(scan.organisation, "ict_manager")
    before = everything_shown(client, scan, row)
    other = Scan.objects.select_related("organisation", "round").get(pk=row.members[0])
    retake(other, level=5)
    assert DomainOutcome.objects.get(scan=other, domain="BEL").score == 100
    assert everything_shown(client, scan, row) == before


def test_the_same_boards_chosen_in_another_way_come_with_the_figures_of_before(as_somebody):
    """Else the default group and a chosen one of the same boards would be the before and after of who took its scan back."""
    scan = a_round_in(*["Limburg"] * 5)
    shown = ReleasedGroup.objects.get(viewer=scan.organisation, domain="BEL")
    retake(Scan.objects.select_related("organisation", "round").get(pk=shown.members[0]), level=5)
    ask(scan, province="Limburg")
    chosen = ReleasedGroup.objects.exclude(chosen_as="").get(viewer=scan.organisation, domain="BEL")
    assert (chosen.members, chosen.figures) == (shown.members, shown.figures)


def test_who_submits_again_loses_its_rank_in_groups_that_it_saw(as_somebody):
    scan = a_round_in(*["Limburg"] * 5)
    fresh = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
    before = queries.result(fresh).by_code["BEL"].comparison
    retake(scan, level=5)
    after = queries.result(fresh).by_code["BEL"].comparison
    assert before.percentile_rank is not None
    assert after == replace(before, percentile_rank=None)


@pytest.mark.parametrize("others", [5, 9])
def test_the_figures_of_a_group_take_as_many_queries_whatever_its_size(others, django_assert_num_queries):
    scan = a_round_in(*["Limburg"] * others)
    row = ask(scan)
    fresh = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
    queries.questionnaire_of(fresh)
    with django_assert_num_queries(5):
        comparison.chosen_result(fresh, row, queries.released_groups(fresh))
