"""The report of a partnership or a round: who gets what, by name only with consent, and nobody worked out from it."""

import io
import itertools

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.models import Consent, DomainOutcome, ReleasedGroup, Scan
from steunpunt.assess.scan.queries import group_report, ledger
from steunpunt.assess.scan.rules.groups import Criteria
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.figures.disclosure import MIN_DIFFERENCE, release, singles_out_few
from steunpunt.foundation.figures.statistics import quantile
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.scan import NOW, TODAY, a_round, a_secretary, an_adviser, filled

pytestmark = pytest.mark.django_db


PROVINCES = ("Antwerpen", "Limburg", "Vlaams-Brabant")


def a_partnership(members=7, others=0):
    """A partnership of municipalities, and other boards of the same scale, that all submitted."""
    group = OrganisationFactory(partnership=True, name="Samen Noord")
    boards = [
        OrganisationFactory(name=f"Bestuur {place:02d}", province=PROVINCES[place % 3])
        for place in range(members + others)
    ]
    for board in boards[:members]:
        Relation.objects.create(source=board, target=group, kind="member_of")
    round_ = a_round(*boards, is_synthetic=True)
    made = [filled(board, level=1 + place % 4, inhabitants=11_000 + 50 * place) for place, board in enumerate(boards)]
    actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
    return group, round_, boards


def consent(group, *boards):
    for board in boards:
        Consent.objects.create(organisation=board, group=group, given_at=NOW)


def scan_of(board):
    return queries.with_round(Scan.objects.filter(organisation=board)).get()


def ask(board, group):
    return actions.release_partnership(
        scan_id=scan_of(board).pk, group_id=group.pk, now=NOW, today=TODAY, by=a_secretary(board)
    )


def words(answer):
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_the_quartiles_of_the_database_are_those_of_the_rule():
    _group, round_, _boards = a_partnership()
    found = group_report.figures(round_, None)
    scores = [row.score for row in scan_of_all(round_, "BEL")]
    spread = next(one for (_kind, domain), one in found.spreads.items() if domain == "BEL")
    assert (spread.boards, spread.p25, spread.median, spread.p75) == (
        7,
        *(pytest.approx(quantile(scores, share)) for share in (0.25, 0.5, 0.75)),
    )


def scan_of_all(round_, domain):
    return DomainOutcome.objects.filter(scan__round=round_, domain=domain).order_by("pk")


def test_an_adviser_gets_everybody_by_name_and_each_board_reads_it(as_somebody):
    group, round_, boards = a_partnership()
    client = as_somebody(OrganisationFactory(support_point=True), "adviser")
    said = words(client.get(reverse("scan:partnership_pdf", args=[round_.pk, group.pk])))
    assert [board.name for board in boards if board.name not in said] == []
    assert "7 van 7" in said
    looked = Entry.objects.filter(fact="scan.result_looked_at").values_list("organisation_id", flat=True)
    assert sorted(looked) == sorted(board.pk for board in boards)
    sheet = load_workbook(
        io.BytesIO(client.get(reverse("scan:partnership_workbook", args=[round_.pk, group.pk])).content)
    )
    assert sheet.sheetnames[0] == "Gemeenten"
    assert words(client.get(reverse("scan:round_pdf", args=[round_.pk])))


def test_a_member_gets_by_name_those_that_show_themselves_until_they_take_it_back(as_somebody):
    group, round_, boards = a_partnership()
    consent(group, *boards[:3])
    client = as_somebody(boards[0], "secretary")

    def named():
        got = [
            words(client.get(reverse("scan:partnership_pdf", args=[round_.pk, group.pk]))),
            client.get(reverse("scan:partnership", args=[round_.pk, group.pk])).content.decode(),
            client.get(reverse("scan:partnership_workbook", args=[round_.pk, group.pk])).content,
        ]
        got[2] = str(list(itertools.chain(*(sheet.values for sheet in load_workbook(io.BytesIO(got[2]))))))
        return [{board.name for board in boards if board.name in text} for text in got]

    everybody = {board.name for board in boards[:3]}
    assert named() == [everybody] * 3
    actions.withdraw_consent(group_id=group.pk, now=NOW, by=a_secretary(boards[2]))
    assert named() == [everybody - {"Bestuur 02"}] * 3


@pytest.mark.parametrize("name", ["partnership_pdf", "partnership_workbook", "partnership_show"])
def test_whoever_is_no_member_gets_no_report(as_somebody, name):
    group, round_, boards = a_partnership(members=6, others=1)
    client = as_somebody(boards[-1], "secretary")
    url = reverse(f"scan:{name}", args=[round_.pk, group.pk])
    assert {client.get(url).status_code, client.post(url).status_code} <= {404, 405}
    assert not ReleasedGroup.objects.filter(chosen_as__startswith="partnership").exists()


def test_a_report_of_the_whole_round_is_for_advisers_alone(as_somebody):
    _group, round_, boards = a_partnership()
    client = as_somebody(boards[0], "secretary")
    assert {
        client.get(reverse(f"scan:round_{kind}", args=[round_.pk])).status_code for kind in ("pdf", "workbook")
    } == {404}


def test_a_member_sees_itself_beside_all_others_once_it_asks(as_somebody):
    group, round_, boards = a_partnership()
    client = as_somebody(boards[0], "secretary")
    before = client.get(reverse("scan:partnership", args=[round_.pk, group.pk])).content.decode()
    client.post(reverse("scan:partnership_show", args=[round_.pk, group.pk]))
    after = client.get(reverse("scan:partnership", args=[round_.pk, group.pk])).content.decode()
    words_of_it = "Uw bestuur naast de leden"
    assert words_of_it not in before
    assert words_of_it in after
    row = ReleasedGroup.objects.get(chosen_as=f"partnership:{group.pk}", domain="BEL")
    assert row.members == sorted(scan_of(board).pk for board in boards[1:])
    fact = Entry.objects.filter(fact="scan.partnership_released").get()
    assert (fact.organisation_id, fact.data["group"]) == (boards[0].pk, "Samen Noord")
    assert client.get(reverse("scan:comparing", args=[scan_of(boards[0]).pk])).status_code == 200


def test_of_a_partnership_of_five_nothing_is_shown_of_all_members():
    group, _round, boards = a_partnership(members=5, others=2)
    with pytest.raises(Refused) as refused:
        ask(boards[0], group)
    assert refused.value.codes == {"group_not_shown"}
    assert not ReleasedGroup.objects.filter(chosen_as__startswith="partnership").exists()


def test_a_partnership_that_differs_by_one_from_what_was_seen_is_not_shown():
    """Eight members; one asked for all municipalities of the round first, which are the members and two more."""
    group, _round, boards = a_partnership(members=8, others=2)
    scan = scan_of(boards[0])
    actions.release_choice(scan_id=scan.pk, criteria=Criteria(), now=NOW, by=a_secretary(boards[0]))
    with pytest.raises(Refused) as refused:
        ask(boards[0], group)
    assert refused.value.codes == {"group_not_shown"}


def test_members_by_name_hide_nobody():
    """Seven members of which five show themselves: of the two others the quartiles would tell too much."""
    group, _round, boards = a_partnership(members=7, others=0)
    consent(group, *boards[:5])
    seen = ledger.of_viewer(scan_of(boards[0])).seen(boards[0].pk, own=scan_of(boards[0]).pk)
    assert seen.named == {scan_of(board).pk for board in boards[1:5]}
    others = frozenset(scan_of(board).pk for board in boards[1:])
    assert ledger.Seen(seen.viewer, {}, {}, {}, frozenset()).allows("BEL", others)
    assert not ledger.Seen(seen.viewer, {}, {}, {}, seen.named).allows("BEL", others)


def test_who_takes_its_consent_back_is_not_worked_out_from_the_others_by_a_member_that_never_looked(as_somebody):
    """Six members show themselves; one stops. Quartiles of five of which four stand there by name would be its scores."""
    group, round_, boards = a_partnership(members=6)
    consent(group, *boards)
    actions.withdraw_consent(group_id=group.pk, now=NOW, by=a_secretary(boards[5]))
    with pytest.raises(Refused) as refused:
        ask(boards[0], group)
    assert refused.value.codes == {"group_not_shown"}
    client = as_somebody(boards[0], "secretary")
    client.post(reverse("scan:partnership_show", args=[round_.pk, group.pk]))
    assert "Uw bestuur naast" not in client.get(page_of(round_, group)).content.decode()
    assert not ReleasedGroup.objects.filter(chosen_as__startswith="partnership").exists()


@pytest.mark.parametrize("stops", [0, 1, 2])
def test_who_takes_its_consent_back_takes_the_figures_along_that_would_give_it_away(as_somebody, stops):
    """They were asked for while all stood there by name; on page, paper and sheet, in the comparison with a group, and again."""
    group, round_, boards = a_partnership(members=6)
    consent(group, *boards)
    ask(boards[0], group)
    client, said = as_somebody(boards[0], "secretary"), "Uw bestuur naast"
    assert said in client.get(page_of(round_, group)).content.decode()
    for board in boards[6 - stops :]:
        actions.withdraw_consent(group_id=group.pk, now=NOW, by=a_secretary(board))
    got = [
        client.get(page_of(round_, group)).content.decode(),
        words(client.get(reverse("scan:partnership_pdf", args=[round_.pk, group.pk]))),
    ]
    assert [said in one for one in got] == [stops == 0] * 2
    assert any(row.domain == "BEL" for row in queries.released_groups(scan_of(boards[0]))) == (stops == 0)
    if stops:
        with pytest.raises(Refused):
            ask(boards[0], group)


def leave(board, group, on):
    Relation.objects.filter(source=board, target=group, kind="member_of").update(valid_to=on)


def test_who_leaves_a_partnership_is_hidden_and_counts_as_one_that_took_its_consent_back():
    """Its consent still runs, but nobody sees it by name: what was shown must not work it out by subtracting names."""
    group, _round, boards = a_partnership(members=6)
    consent(group, *boards)
    ask(boards[0], group)
    assert any(row.domain == "BEL" for row in queries.released_groups(scan_of(boards[0])))
    leave(boards[5], group, TODAY)
    seen = ledger.of_viewer(scan_of(boards[0])).seen(boards[0].pk, own=scan_of(boards[0]).pk)
    assert seen.taken_back == {scan_of(boards[5]).pk}
    assert not any(row.domain == "BEL" for row in queries.released_groups(scan_of(boards[0])))
    with pytest.raises(Refused) as refused:
        ask(boards[0], group)
    assert refused.value.codes == {"group_not_shown"}


def test_to_who_left_a_partnership_nobody_of_it_counts_as_shown_by_name_any_more():
    group, _round, boards = a_partnership(members=6)
    consent(group, *boards)
    leave(boards[0], group, TODAY)
    seen = ledger.of_viewer(scan_of(boards[0])).seen(boards[0].pk, own=scan_of(boards[0]).pk)
    assert seen.taken_back == seen.named == {scan_of(board).pk for board in boards[1:]}


def test_an_end_of_a_membership_that_is_still_to_come_counts_already_and_a_new_membership_again():
    group, _round, boards = a_partnership(members=6)
    consent(group, *boards)
    leave(boards[5], group, TODAY.replace(year=2012))
    one = scan_of(boards[5]).pk
    scan = scan_of(boards[0])
    assert ledger.of_viewer(scan).seen(boards[0].pk, own=scan.pk).taken_back == {one}
    Relation.objects.create(source=boards[5], target=group, kind="member_of", valid_from=TODAY.replace(year=2012))
    assert ledger.of_viewer(scan).seen(boards[0].pk, own=scan.pk).taken_back == set()


def test_who_never_showed_itself_is_not_worked_out_once_all_others_do(as_somebody):
    """The figures were asked for before anybody stood there by name."""
    group, round_, boards = a_partnership(members=6)
    ask(boards[0], group)
    consent(group, *boards[:5])
    assert "Uw bestuur naast" not in as_somebody(boards[0], "secretary").get(page_of(round_, group)).content.decode()


def test_three_that_take_their_consent_back_hide_one_another_only_from_who_never_saw_them():
    """A member may have looked after the first one stopped and before the others did."""
    group, _round, boards = a_partnership(members=6)
    consent(group, *boards)
    for board in boards[3:]:
        actions.withdraw_consent(group_id=group.pk, now=NOW, by=a_secretary(board))
    with pytest.raises(Refused):
        ask(boards[0], group)


def page_of(round_, group):
    return reverse("scan:partnership", args=[round_.pk, group.pk])


@pytest.mark.parametrize(
    ("members", "earlier", "named", "is_shown"),
    [
        ("abcde", [], "", True),
        ("abcde", [], "ab", True),
        ("abcde", [], "abc", False),
        ("abcde", [], "abcde", True),
        ("abcdefgh", ["abcde"], "", True),
        ("abcdefgh", ["abcde"], "fg", False),
        ("abcdefgh", ["abcde"], "fgh", True),
        ("abcde", ["abcde"], "abc", True),
    ],
)
def test_what_is_seen_by_name_counts_as_known(members, earlier, named, is_shown):
    decision = release(set(members), [(one, set(one)) for one in earlier], named=set(named))
    assert (decision.release == "visible") == is_shown


def test_an_adversary_with_pages_groups_names_and_reports_works_out_nobody():
    """A member that shows itself with two others asks for every group it can think of, in two orders."""
    for order in (1, -1):
        group, _round, boards = a_partnership(members=9, others=8)
        consent(group, *boards[:3])
        scan, by = scan_of(boards[0]), a_secretary(boards[0])
        wishes = [None, *(Criteria(province=province) for province in ("", *PROVINCES))][::order]
        got = 0
        for wish in wishes:
            try:
                if wish is None:
                    ask(boards[0], group)
                else:
                    actions.release_choice(scan_id=scan.pk, criteria=wish, now=NOW, by=by)
            except Refused:
                continue
            got += 1
        assert got >= 1
        seen = ledger.of_viewer(scan).seen(scan.organisation_id, own=scan.pk)
        assert len(seen.named) == 2
        for domain in ("BEL", "NET", "VEI"):
            unknown = [members - seen.named for members in seen.groups[domain]]
            assert not singles_out_few(unknown, fewest=2)
            assert all(one == other or len(one ^ other) >= MIN_DIFFERENCE for one in unknown for other in unknown)


def test_only_who_reads_the_scan_at_a_member_asks():
    group, _round, boards = a_partnership(members=6, others=1)
    scan = scan_of(boards[0])
    for by, error in ((an_adviser(), Denied), (an_actor(boards[0], "clerk"), Scan.DoesNotExist)):
        with pytest.raises(error):
            actions.release_partnership(scan_id=scan.pk, group_id=group.pk, now=NOW, today=TODAY, by=by)
    with pytest.raises(Denied):
        ask(boards[-1], group)


def test_a_report_takes_as_many_queries_for_more_members(as_somebody, django_assert_num_queries):
    for members in (6, 9):
        _group, round_, _boards = a_partnership(members=members)
        queries.questionnaire_of_round(round_)
        with django_assert_num_queries(5):
            group_report.figures(round_, range(1, 10_000))


def test_in_french_the_paper_has_a_space_before_its_colons(as_somebody):
    group, round_, _boards = a_partnership()
    client = as_somebody(OrganisationFactory(support_point=True), "adviser")
    client.cookies["language"] = "fr"
    said = words(client.get(reverse("scan:partnership_pdf", args=[round_.pk, group.pk])))
    assert "Calculé : " in said
    assert "Calculé: " not in said
