"""What to do with whom: the rule, who is seen by name, the pages and the counts of a round."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from steunpunt.assess.scan import access, actions, registry, rules, sentences
from steunpunt.assess.scan.choices import BoardType, Mark, Scope, Verdict
from steunpunt.assess.scan.models import BoardFact, Consent, DomainView, Scan
from steunpunt.assess.scan.queries import opportunities as queries
from steunpunt.assess.scan.questionnaires import published
from steunpunt.assess.scan.rules.channel import pair
from steunpunt.assess.scan.values import Channel, ChannelLevels, Standing
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Relation
from steunpunt.foundation.ui.registry import Link
from steunpunt.foundation.ui.templatetags.ui import number
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.scan import NOW, TODAY, a_round, a_secretary, an_adviser, an_ict_manager, filled

MUNICIPALITY, OCMW = BoardType.MUNICIPALITY, BoardType.WELFARE_CENTRE


# ── the rule ─────────────────────────────────────────────────────────────────
def standing(board, level, kind=MUNICIPALITY, **more):
    return Standing(board=board, type=kind, level=level, **more)


def found_for(*standings, domain="LEV", **more):
    return rules.opportunities(published(), {domain: standings}, **more)


def test_a_need_in_common_is_the_mean_over_all_pairs_times_how_suitable_it_is():
    levels = [1.0, 2.0, 3.0]
    [found] = found_for(*(standing(board, level) for board, level in enumerate(levels)))
    pairs = [pair(1.0, 2.0), pair(1.0, 3.0), pair(2.0, 3.0)]
    prior = rules.prior(published().domain("LEV"), MUNICIPALITY)[Scope.MUNICIPALITIES]
    assert (found.scope, found.pairs, found.prior) == (Scope.MUNICIPALITIES, 3, prior)
    assert found.gain == pytest.approx(sum(pairs) / 3)
    assert found.potential == pytest.approx(prior / 3 * found.gain)
    assert [one.level for one in found.boards] == levels


def test_halves_of_a_local_authority_are_a_way_of_their_own():
    found = found_for(standing(1, 1.0), standing(2, 1.0, OCMW), domain="NET", halves=[(2, 1)])
    assert [(one.scope, one.pairs) for one in found] == [(Scope.OWN_AUTHORITY, 1)]
    assert found[0].potential == pytest.approx(2.6 / 3 * pair(1.0, 1.0))


def test_a_zone_and_its_municipalities_are_one_too():
    zone = standing(3, 1.0, BoardType.POLICE_ZONE)
    found = found_for(standing(1, 1.0), zone, domain="NET", zones=[(1, 3)])
    assert [one.scope for one in found] == [Scope.POLICE_ZONE]


def test_what_nobody_needs_is_no_opportunity():
    assert found_for(standing(1, 4.0), standing(2, 4.1)) == []


def test_too_little_answered_and_a_single_board_are_no_opportunity():
    assert found_for(standing(1, 1.0), standing(2, None)) == []
    assert found_for(standing(1, 1.0), standing(2, 1.0, OCMW)) == []


def test_for_one_board_only_its_own_pairs_count():
    boards = [standing(1, 4.8), standing(2, 1.0), standing(3, 1.0)]
    [all_pairs], [own] = found_for(*boards), found_for(*boards, own=1)
    assert (all_pairs.pairs, own.pairs) == (3, 2)
    assert own.gain == pytest.approx(pair(4.8, 1.0))


def test_who_needs_who_helps_who_wishes():
    boards = [
        standing(1, 1.0, want=3),
        standing(2, 4.0, want=2, with_whom=frozenset({"GO"})),
        standing(3, 2.0, want=1),
        standing(4, 3.0, want=2, with_whom=frozenset({"GG", "GO"})),
    ]
    [found] = found_for(*boards)
    ids = {
        name: [one.board for one in getattr(rules, name)(found)]
        for name in ("needing", "helpers", "wishing", "leading")
    }
    assert ids == {"needing": [1, 3], "helpers": [2], "wishing": [1, 4], "leading": [1]}


@pytest.mark.parametrize(
    ("level", "expected"),
    [(None, set()), (2.49, {Mark.NEEDS}), (2.5, set()), (3.0, {Mark.STRONG}), (3.5, {Mark.STRONG, Mark.CAN_SHARE})],
)
def test_marks_have_fixed_lines(level, expected):
    assert rules.marks(standing(1, level)) == expected
    assert rules.marks(standing(1, level, want=2, is_blind=True)) == expected | {Mark.WANTS, Mark.BLIND_SPOT}


LEVELS = st.lists(st.floats(0, 5), min_size=2, max_size=6)


@given(LEVELS)
def test_a_potential_lies_between_0_15_and_1_and_does_not_depend_on_the_order(levels):
    boards = [standing(board, level) for board, level in enumerate(levels)]
    once, again = found_for(*boards), found_for(*reversed(boards))
    assert once == again
    assert all(0.15 <= one.potential <= 1 and 0 <= one.gain <= 1 for one in once)


# ── by name ──────────────────────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


@pytest.fixture
def noord():
    """Three municipalities and an OCMW in a partnership, all submitted; Keerbergen among them."""
    boards = [OrganisationFactory(name=name) for name in ("Keerbergen", "Haacht", "Tremelo")]
    ocmw = OrganisationFactory(welfare_centre=True, name="OCMW Keerbergen")
    group = OrganisationFactory(partnership=True, name="Samenwerking Noord")
    Relation.objects.create(source=ocmw, target=boards[0], kind="welfare_centre_of")
    for board in [*boards, ocmw]:
        Relation.objects.create(source=board, target=group, kind="member_of")
    round_ = a_round(*boards, ocmw, is_synthetic=True)
    made = [filled(board, level=level) for board, level in zip([*boards, ocmw], (1, 2, 4, 1), strict=True)]
    actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
    return group, round_, [*boards, ocmw]


def consent(board, group):
    return actions.give_consent(group_id=group.pk if group else None, now=NOW, today=TODAY, by=a_secretary(board))


def seen_by(actor, group, boards):
    return access.names_within(actor, group.pk, [board.pk for board in boards])


def test_nobody_sees_a_neighbour_by_name_without_consent(noord):
    group, _round, boards = noord
    assert seen_by(an_ict_manager(boards[0]), group, boards) == {boards[0].pk}


def test_consent_works_both_ways(noord):
    group, _round, boards = noord
    consent(boards[1], group)
    assert seen_by(an_ict_manager(boards[0]), group, boards) == {boards[0].pk}, "who shows nothing, sees nothing"
    consent(boards[0], group)
    assert seen_by(an_ict_manager(boards[0]), group, boards) == {boards[0].pk, boards[1].pk}


def test_consent_withdrawn_is_gone_at_once(noord):
    group, _round, boards = noord
    for board in boards[:2]:
        consent(board, group)
    actions.withdraw_consent(group_id=group.pk, now=NOW + timedelta(days=1), by=a_secretary(boards[1]))
    assert seen_by(an_ict_manager(boards[0]), group, boards) == {boards[0].pk}
    assert list(Entry.objects.filter(fact__startswith="scan.consent").order_by("pk").values_list("fact", flat=True)) == [
        "scan.consent_given", "scan.consent_given", "scan.consent_withdrawn",
    ]  # fmt: skip


def test_consent_within_one_partnership_says_nothing_in_another(noord):
    group, _round, boards = noord
    other = OrganisationFactory(partnership=True)
    for board in boards[:2]:
        Relation.objects.create(source=board, target=other, kind="member_of")
        consent(board, other)
    assert seen_by(an_ict_manager(boards[0]), group, boards) == {boards[0].pk}


def test_an_adviser_sees_all_and_others_nothing(noord):
    group, _round, boards = noord
    for board in boards:
        consent(board, group)
    assert seen_by(an_adviser(), group, boards) == {board.pk for board in boards}
    for somebody in [
        an_ict_manager(OrganisationFactory()),
        an_actor(boards[0], "clerk"),
        an_actor(OrganisationFactory(supplier=True), "contact", "ict_manager"),
        an_actor(OrganisationFactory(support_point=True), "helpdesk_agent"),
    ]:
        assert seen_by(somebody, group, boards) == set()


def test_only_whoever_may_submit_consents(noord):
    group, _round, boards = noord
    for somebody in [
        an_ict_manager(boards[0]),
        an_adviser(),
        an_actor(boards[0], mandates=frozenset({"order"})),
        an_actor(OrganisationFactory(support_point=True), "adviser", mandates=frozenset({"submit_scan"})),
        an_actor(boards[0], mandates=frozenset({"submit_scan"}), looking_in_id=1),
    ]:
        with pytest.raises(Denied):
            actions.give_consent(group_id=group.pk, now=NOW, today=TODAY, by=somebody)
        with pytest.raises(Denied):
            actions.withdraw_consent(group_id=group.pk, now=NOW, by=somebody)
    assert not Consent.objects.exists()


def test_a_board_consents_only_where_it_belongs(noord):
    group, _round, boards = noord
    with pytest.raises(Refused) as refused:
        consent(OrganisationFactory(), group)
    assert refused.value.codes == {"not_a_member"}
    with pytest.raises(Refused) as refused:
        consent(boards[1], None)
    assert refused.value.codes == {"no_other_half"}


def test_consent_given_twice_is_one_consent(noord):
    group, _round, boards = noord
    assert consent(boards[0], group) == consent(boards[0], group)
    assert Entry.objects.filter(fact="scan.consent_given").count() == 1


# ── the pages ────────────────────────────────────────────────────────────────
def page_of(board, round_, group, *roles):
    client = logged_in(board, *(roles or ("ict_manager",)))
    return client.get(f"/scan/rondes/{round_.pk}/samen/{group.pk}/")


def test_a_member_sees_only_who_shows_itself(noord):
    group, round_, boards = noord
    consent(boards[0], group)
    consent(boards[1], group)
    page = page_of(boards[0], round_, group).content.decode()
    assert "Haacht" in page
    assert "Tremelo" not in page
    assert "2 leden tonen zich hier niet bij naam" in page


def test_the_adviser_sees_the_group_and_every_look_is_on_record(noord):
    group, round_, boards = noord
    support = OrganisationFactory(support_point=True)
    page = page_of(support, round_, group, "adviser").content.decode()
    assert all(board.name in page for board in boards)
    looks = Entry.objects.filter(fact="scan.result_looked_at").values_list("organisation_id", flat=True)
    assert sorted(looks) == sorted(board.pk for board in boards)


def test_somebody_outside_does_not_find_the_group(noord):
    group, round_, boards = noord
    neighbour = OrganisationFactory()
    a_round(neighbour)
    assert page_of(neighbour, round_, group).status_code == 404
    assert page_of(boards[0], round_, neighbour).status_code == 404


def test_the_chances_of_one_board_say_what_was_computed_and_what_was_wished(noord):
    group, round_, boards = noord
    for board in boards[:3]:
        consent(board, group)
    scan = Scan.objects.get(round=round_, organisation=boards[1])
    DomainView.objects.filter(scan=scan, domain="LEV").update(want=3, with_whom=["GG"])
    client = logged_in(boards[0], "ict_manager")
    page = client.get(f"/scan/{Scan.objects.get(round=round_, organisation=boards[0]).pk}/kansen/").content.decode()
    assert page.count('class="chance"') == 5
    assert re.search(r"Tremelo \(\d,\d\) kan helpen\.", page)
    assert "Haacht wil trekken." in page
    assert "gemeenten onder elkaar" in page


def test_a_next_step_that_fails_leaves_the_chances_as_they_are(noord, monkeypatch):
    class Failing:
        def link(self, actor, found):
            raise RuntimeError("broken")

    class Next:
        def link(self, actor, found):
            return Link(label="Een volgende stap", url="/volgende/")

    monkeypatch.setattr(registry.onward, "_items", {"broken": Failing(), "next": Next()})
    group, round_, boards = noord
    for board in boards[:3]:
        consent(board, group)
    client = logged_in(boards[0], "ict_manager")
    page = client.get(f"/scan/{Scan.objects.get(round=round_, organisation=boards[0]).pk}/kansen/").content.decode()
    assert page.count("Een volgende stap") == 5


def test_who_shares_all_its_ict_needs_no_such_chance(noord):
    _group, round_, boards = noord
    today = TODAY
    found = queries.group(an_adviser(), round_, [board.pk for board in boards], group_id=None, today=today)
    assert Scope.OWN_AUTHORITY in {one.scope for one in found.opportunities}
    BoardFact.objects.create(scan_id=found.scans[boards[3].pk], fact="p_shared_ict", text="ja", answered_at=NOW)
    found = queries.group(an_adviser(), round_, [board.pk for board in boards], group_id=None, today=today)
    assert Scope.OWN_AUTHORITY not in {one.scope for one in found.opportunities}
    assert found.sharing == [(boards[3].pk, boards[0].pk)]


def test_the_page_asks_the_same_queries_however_many_boards_there_are(noord, django_assert_max_num_queries):
    _group, round_, boards = noord
    adviser = an_adviser()
    ids = [board.pk for board in boards]
    with django_assert_max_num_queries(8):
        queries.group(adviser, round_, ids[:2], group_id=None, today=TODAY)
    with django_assert_max_num_queries(8):
        queries.group(adviser, round_, ids, group_id=None, today=TODAY)


def test_boards_chosen_in_the_address_stand_beside_one_another(noord):
    _group, round_, boards = noord
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    chosen = client.get(f"/scan/rondes/{round_.pk}/samen/", {"bestuur": [boards[0].pk, boards[2].pk, "x", "999999"]})
    page = chosen.content.decode()
    assert "2 besturen naast elkaar" in page
    assert "Tremelo" in page
    assert "Haacht" not in page


def test_somebody_of_a_board_cannot_choose_boards(noord):
    _group, round_, boards = noord
    client = logged_in(boards[0], "ict_manager")
    assert client.get(f"/scan/rondes/{round_.pk}/samen/", {"bestuur": [boards[1].pk]}).status_code == 404


def test_a_board_gives_and_takes_back_on_the_page(noord):
    group, _round, boards = noord
    client = logged_in(boards[0], "secretary", mandates=("submit_scan",))
    client.post("/scan/delen/", {"group": group.pk, "do": "give"})
    assert Consent.objects.get().organisation_id == boards[0].pk
    assert "Ons niet meer tonen" in client.get("/scan/delen/").content.decode()
    client.post("/scan/delen/", {"group": group.pk, "do": "withdraw"})
    assert Consent.objects.get().withdrawn_at is not None


def test_a_wrong_group_is_said_on_the_page(noord):
    _group, _round, boards = noord
    client = logged_in(boards[0], "secretary", mandates=("submit_scan",))
    answer = client.post("/scan/delen/", {"group": OrganisationFactory(partnership=True).pk, "do": "give"}, follow=True)
    assert "geen lid van dit samenwerkingsverband" in answer.content.decode()


def test_strangers_are_asked_to_log_in(noord):
    group, round_, _boards = noord
    for path in (f"/scan/rondes/{round_.pk}/samen/{group.pk}/", f"/scan/rondes/{round_.pk}/samen/", "/scan/delen/"):
        assert Client().get(path).status_code == 302


# ── a whole round ────────────────────────────────────────────────────────────
def test_the_counts_are_those_of_the_marks(noord):
    _group, round_, boards = noord
    DomainView.objects.filter(scan__organisation=boards[1], domain="LEV").update(want=2)
    DomainView.objects.filter(scan__organisation=boards[2], domain="LEV").update(want=3)
    actions.count_round(round_id=round_.pk)
    scans = dict(Scan.objects.filter(round=round_).values_list("organisation_id", "pk"))
    standings = queries.standings_of(scans)
    for row in queries.tallies(round_.pk):
        marks = [rules.marks(one) for one in standings[row.domain] if one.type == row.board_type]
        assert (row.boards, row.strong, row.can_share, row.needs, row.wants, row.blind_spots) == (
            len(marks), *(sum(mark in found for found in marks)
            for mark in (Mark.STRONG, Mark.CAN_SHARE, Mark.NEEDS, Mark.WANTS, Mark.BLIND_SPOT))
        )  # fmt: skip
    [contracts] = [row for row in queries.tallies(round_.pk) if (row.domain, row.board_type) == ("LEV", "gemeente")]
    assert (contracts.boards, contracts.wants, contracts.leads) == (3, 2, 1)


def test_the_adviser_sees_the_counts_of_the_round(noord):
    _group, round_, _boards = noord
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    page = client.get(f"/scan/rondes/{round_.pk}/samen/").content.decode()
    assert "De hele ronde in tellingen" in page
    assert "Willen trekken" in page


# ── over REST ────────────────────────────────────────────────────────────────
def test_the_api_says_what_the_page_says(noord):
    group, round_, boards = noord
    for board in boards[:2]:
        consent(board, group)
    scan = Scan.objects.get(round=round_, organisation=boards[0])
    said = logged_in(boards[0], "ict_manager").get(f"/api/v1/scans/{scan.pk}/opportunities").json()
    assert said["hidden"] == 2
    assert {one["organisation"] for chance in said["opportunities"] for one in chance["boards"]} == {
        "Keerbergen",
        "Haacht",
    }
    assert logged_in(boards[1], "ict_manager").get(f"/api/v1/scans/{scan.pk}/opportunities").status_code == 404


def test_a_board_consents_over_the_api(noord):
    group, _round, boards = noord
    client = logged_in(boards[0], "secretary", mandates=("submit_scan",))
    body = {"group_id": group.pk, "show": True}
    said = client.put("/api/v1/scans/sharing/by-name", body, content_type="application/json").json()
    assert [(one["group_id"], bool(one["given_at"])) for one in said] == [(None, False), (group.pk, True)]
    reader = logged_in(boards[0], "ict_manager")
    assert reader.put("/api/v1/scans/sharing/by-name", body, content_type="application/json").status_code == 403
    assert logged_in(boards[0], "clerk").get("/api/v1/scans/sharing/by-name").json() == []


# ── police zones ─────────────────────────────────────────────────────────────
@pytest.fixture
def zones():
    """Six police zones and a municipality of one of them, all submitted; two zones want to work together on policy."""
    boards = [OrganisationFactory(police_zone=True) for _ in range(6)]
    town = OrganisationFactory(name="Haacht")
    Relation.objects.create(source=town, target=boards[0], kind="member_of")
    round_ = a_round(*boards, town, is_synthetic=True)
    made = [filled(board, level=level) for board, level in zip([*boards, town], (0, 0, 4, 4, 2, 2, 5), strict=True)]
    made[0], made[1] = (replace(one, wants={"BEL": 2}) for one in made[:2])
    actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
    return round_, boards, town


def test_police_zones_among_themselves_are_a_wish_and_never_reckoned(zones):
    round_, boards, _town = zones
    found = queries.group(an_adviser(), round_, [board.pk for board in boards], group_id=None, today=TODAY)
    assert queries.zones_wishing(found) == {"BEL": [boards[0].pk, boards[1].pk]}
    assert found.opportunities == []
    scan = Scan.objects.select_related("organisation", "round__version").get(organisation=boards[0])
    assert queries.chances(an_ict_manager(boards[0]), scan, today=TODAY).reckoned == []


def test_a_municipality_and_its_police_zone_are_reckoned_as_such_and_with_no_other_zone(zones):
    round_, boards, town = zones
    found = queries.group(an_adviser(), round_, [board.pk for board in (*boards, town)], group_id=None, today=TODAY)
    assert {one.scope for one in found.opportunities} == {Scope.POLICE_ZONE}
    assert {standing.board for one in found.opportunities for standing in one.boards} == {boards[0].pk, town.pk}


# ── the same figure everywhere ───────────────────────────────────────────────
def test_a_level_in_a_sentence_is_the_level_of_the_table():
    """17 points are level 0.85, which is 0.9 wherever it stands."""
    boards = standing(1, 0.85), standing(2, 3.85)
    [found] = found_for(*boards)
    with override("nl"):
        said = sentences.why(found, {1: "Haacht", 2: "Keerbergen"})
        assert ("Haacht (0,9)" in said, "Keerbergen (3,9)" in said) == (True, True)
        assert [number(one.level, 1) for one in boards] == ["0,9", "3,9"]


# ── with whom: the other half, or one's own kind ─────────────────────────────
@pytest.fixture
def social():
    """Three OCMW's in a partnership whose municipalities are no members of it; all submitted."""
    centres = [
        OrganisationFactory(welfare_centre=True, name=f"OCMW {name}") for name in ("Haacht", "Bierbeek", "Diest")
    ]
    towns = [OrganisationFactory(name=name) for name in ("Haacht", "Bierbeek", "Diest")]
    group = OrganisationFactory(partnership=True, name="Samenwerking Social")
    for centre, town in zip(centres, towns, strict=True):
        Relation.objects.create(source=centre, target=town, kind="welfare_centre_of")
        Relation.objects.create(source=centre, target=group, kind="member_of")
    round_ = a_round(*centres, *towns, is_synthetic=True)
    levels = zip([*centres, *towns], (0, 3, 3, 0, 3, 3), strict=True)
    made = [filled(board, level=level) for board, level in levels]
    actions.load_generated_scans(round_id=round_.pk, scans=made, person_id=1, now=NOW, by=PLATFORM)
    return group, round_, centres, towns


def verdicts(found):
    return {one.standing.board: one.channel.suggestion for one in found.suggestions if one.domain == "NET"}


def test_an_adviser_sees_for_each_ocmw_whether_its_own_municipality_or_others_suit_it_best(social):
    group, round_, centres, towns = social
    found = queries.group(an_adviser(), round_, [one.pk for one in centres], group_id=group.pk, today=TODAY)
    assert found.halves.keys() == {town.pk for town in towns}
    [haacht] = [one for one in found.suggestions if (one.domain, one.standing.board) == ("NET", centres[0].pk)]
    level = {one.board: one.level for one in found.standings["NET"]}
    priors = rules.prior(published().domain("NET"), OCMW)
    others = [level[centre.pk] for centre in centres[1:]]
    levels = ChannelLevels(level[centres[0].pk], level[centres[0].pk], others)
    assert haacht.channel == rules.welfare_centre_channel(levels, priors)
    assert verdicts(found)[centres[0].pk] is Verdict.WITH_OWN_MUNICIPALITY


def test_a_member_sees_its_own_verdict_once_its_municipality_shows_itself_and_no_others(social):
    group, round_, centres, towns = social
    for centre in centres:
        consent(centre, group)
    ids, ict = [one.pk for one in centres], an_ict_manager(centres[0])
    assert verdicts(queries.group(ict, round_, ids, group_id=group.pk, today=TODAY)) == {}
    for half in (centres[0], towns[0]):
        consent(half, None)
    found = queries.group(ict, round_, ids, group_id=group.pk, today=TODAY)
    assert verdicts(found) == {centres[0].pk: Verdict.WITH_OWN_MUNICIPALITY}
    assert {one.board for there in found.standings.values() for one in there} == set(ids)


def test_what_is_shared_already_is_said_and_a_group_of_one_has_nobody_of_its_kind(social):
    _group, round_, centres, towns = social
    BoardFact.objects.create(
        scan=Scan.objects.get(organisation=towns[0]), fact="p_shared_ict", text="ja", answered_at=NOW
    )
    found = queries.group(an_adviser(), round_, [centres[0].pk], group_id=None, today=TODAY)
    [one] = [one for one in found.suggestions if one.domain == "NET"]
    assert (one.channel.suggestion, one.others, one.channel.among) == (Verdict.ALREADY_SHARED, 0, 0)


def test_a_verdict_that_hangs_on_half_a_point_says_that_both_are_possible():
    assert Channel(0.5, 0.2, Verdict.WITH_OWN_MUNICIPALITY, firm=False).suggestion is Verdict.EITHER


def test_the_verdict_stands_on_pages_in_the_api_and_in_the_report_apart_from_the_wish(social):
    group, round_, centres, _towns = social
    DomainView.objects.filter(scan__organisation=centres[0], domain="NET").update(want=2, with_whom=["OO"])
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    scan = Scan.objects.get(organisation=centres[0], round=round_)
    page = client.get(f"/scan/rondes/{round_.pk}/samen/{group.pk}/").content.decode()
    one = client.get(f"/scan/{scan.pk}/kansen/").content.decode()
    assert "Met wie: OCMW" in page.replace("&#x27;", "'")
    assert ("eigen gemeente" in page, "ja, doet mee (met OCMW" in page.replace("&#x27;", "'")) == (True, True)
    assert "met de eigen gemeente" in one
    said = client.get(f"/api/v1/scans/{scan.pk}/opportunities").json()["verdicts"]
    [net] = [row for row in said if row["domain"] == "NET"]
    assert (net["verdict"], net["want"], net["with_whom"]) == ("with_own_municipality", 2, ["OO"])
    paper = client.get(f"/scan/rondes/{round_.pk}/samen/{group.pk}/verslag.pdf").content
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages)
    assert "Met de eigen gemeente voor OCMW Haacht" in " ".join(words.split())
    looked = Entry.objects.filter(fact="scan.result_looked_at").values_list("organisation_id", flat=True)
    assert set(looked) >= {town.pk for town in _towns}
