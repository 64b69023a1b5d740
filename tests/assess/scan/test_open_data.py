"""The open figures of a round: what stands in them, and that nobody can be worked out from them."""

import csv
import io
import itertools
import json
import random

import numpy as np
import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.test import Client
from django.urls import reverse

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.models import OpenFile, ReleasedGroup, Round, Scan
from steunpunt.assess.scan.queries import ledger
from steunpunt.assess.scan.queries.open_text import COLUMNS
from steunpunt.assess.scan.rules.groups import Criteria
from steunpunt.assess.scan.rules.open_data import ALL, Viewer, shown, size_class
from steunpunt.assess.scan.rules.parameters import MIN_PUBLIC
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.figures.disclosure import MIN_DIFFERENCE, singles_out_few
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.scan import NOW, a_round, a_secretary, an_adviser, an_ict_manager, filled


# ── the rule, without a database ─────────────────────────────────────────────
def by_brute_force(groups, fewest):
    """Whether any set of fewer boards is told apart: the rank drops when their columns are left out."""
    boards = sorted(set().union(*groups))
    table = np.array([[board in group for board in boards] for group in groups], dtype=float)
    rank = np.linalg.matrix_rank(table)
    return any(
        np.linalg.matrix_rank(np.delete(table, few, axis=1)) < rank
        for number in range(1, fewest)
        for few in itertools.combinations(range(len(boards)), number)
    )


def test_what_singles_out_a_few_is_found_as_by_trying_everything():
    lot, found = random.Random(2011), 0
    for _time in range(150):
        boards = range(lot.randint(4, 9))
        groups = [set(lot.sample(boards, lot.randint(1, len(boards)))) for _ in range(lot.randint(1, 5))]
        fewest = lot.randint(2, 4)
        expected = by_brute_force(groups, fewest)
        assert singles_out_few(groups, fewest=fewest) == expected, (groups, fewest)
        found += expected
    assert 20 < found < 130, "both answers come up"


def a_table(lot, boards):
    """Boards over provinces and size classes, unevenly."""
    where = {board: (lot.choice("AAAABBBCCD"), lot.choice("xxxxyyyzz")) for board in boards}
    groups = {ALL: frozenset(boards)}
    for province in "ABCDE":
        groups["province", province] = frozenset(b for b, (one, _) in where.items() if one == province)
    for size in "xyz":
        groups["size_class", size] = frozenset(b for b, (_, one) in where.items() if one == size)
    return groups


@pytest.mark.parametrize("seed", range(12))
def test_no_few_boards_are_worked_out_from_a_table(seed):
    """Nor beside what a board was shown, which also knows its own score: laid on top of one another in every multiple."""
    lot = random.Random(seed)
    groups = a_table(lot, range(lot.randint(24, 60)))
    viewers = [
        Viewer(own, [frozenset(lot.sample(sorted(groups[ALL] - {own}), lot.choice([6, 8, 20])))])
        for own in lot.sample(sorted(groups[ALL]), 6)
    ]
    kept = shown(groups, viewers=viewers)
    assert all(len(group) >= MIN_PUBLIC for group in kept.values())
    if kept:
        assert not by_brute_force(list(kept.values()), MIN_DIFFERENCE)
    for viewer in viewers:
        known = [group - {viewer.own} for group in kept.values()] + list(viewer.seen)
        assert not by_brute_force(known, MIN_DIFFERENCE)


@pytest.mark.parametrize("seed", range(20))
def test_what_is_left_out_of_a_breakdown_hides_in_others(seed):
    """The numbers of boards are shown, so the rest is known: never of one group alone, never of a few boards."""
    lot = random.Random(1000 + seed)
    groups = a_table(lot, range(lot.randint(20, 90)))
    kept = shown(groups)
    for kind in ("province", "size_class"):
        inside = [key for key in kept if key[0] == kind]
        rest = kept.get(ALL, frozenset()) - frozenset().union(*(kept[key] for key in inside))
        left_out = [key for key, group in groups.items() if key[0] == kind and key not in kept and group & rest]
        if inside:
            assert not rest or (len(rest) >= MIN_PUBLIC and len(left_out) > 1), (kind, inside, left_out)


def test_a_large_round_shows_its_breakdowns():
    """The rule is not so strict that nothing is left."""
    boards = range(120)
    groups = {ALL: frozenset(boards)}
    groups |= {("province", str(rest)): frozenset(b for b in boards if b % 3 == rest) for rest in range(3)}
    groups |= {("size_class", str(low)): frozenset(range(low, low + 60)) for low in (0, 60)}
    assert shown(groups).keys() == groups.keys()


def test_two_groups_that_differ_by_two_are_not_shown_both():
    groups = {
        ALL: frozenset(range(30)),
        ("province", "A"): frozenset(range(28)),
        ("province", "B"): frozenset({28, 29}),
    }
    assert shown(groups).keys() == {ALL}


def test_a_total_that_differs_by_two_from_what_a_board_saw_is_not_shown():
    groups = {ALL: frozenset(range(20))}
    assert shown(groups, viewers=[Viewer(0, [frozenset(range(1, 18))])]) == {}
    assert shown(groups, viewers=[Viewer(0, [frozenset(range(1, 17))])]).keys() == {ALL}
    assert shown(groups, viewers=[Viewer(0, [frozenset(range(1, 20))])]).keys() == {ALL}


@pytest.mark.parametrize(
    ("inhabitants", "name"), [(None, ""), (0, "0-9999"), (9_999, "0-9999"), (10_000, "10000-19999"), (50_000, "50000+")]
)
def test_classes_of_size_have_no_gaps(inhabitants, name):
    assert size_class(inhabitants) == name


# ── the file ─────────────────────────────────────────────────────────────────
pytestmark = pytest.mark.django_db


def a_closed_round(*, closed=True):
    """Twelve municipalities of Flemish Brabant, eleven of Antwerp, three of Limburg."""
    provinces = ["Vlaams-Brabant"] * 12 + ["Antwerpen"] * 11 + ["Limburg"] * 3
    boards = [OrganisationFactory(province=province) for province in provinces]
    round_ = a_round(*boards, is_synthetic=True)
    scans = [filled(board, level=1 + place % 4, inhabitants=9_000 + 400 * place) for place, board in enumerate(boards)]
    actions.load_generated_scans(round_id=round_.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)
    if closed:
        Round.objects.filter(pk=round_.pk).update(closed_at=NOW)
    return round_


def publish(round_):
    return actions.publish_open_file(
        round_id=round_.pk, person_id=1, now=NOW, step=lambda _done, _total: None, by=the_platform()
    )


def test_the_file_says_what_it_is_and_hides_what_it_must():
    round_ = a_closed_round()
    assert Client().get(reverse("scan:open_data_csv", args=[round_.pk])).status_code == 404
    publish(round_)
    answer = Client().get(reverse("scan:open_data_csv", args=[round_.pk]))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    told = json.loads(Client().get(reverse("scan:open_data_json", args=[round_.pk])).content)
    boards = {(row["breakdown"], row["group"]): row["boards"] for row in rows if row["domain"] == "BEL"}
    assert list(rows[0]) == list(COLUMNS) == list(told["columns"])
    assert boards["all", ""] == "26"
    assert [boards["province", name] for name in ("Limburg", "Antwerpen")] == ["", ""], "the smallest other hides three"
    assert {row["synthetic"] for row in rows} == {"true"}
    assert (told["synthetic"], bool(told["warning"]), told["questionnaire_version"]) == (
        True,
        True,
        round_.version.number,
    )
    assert len(told["figures"]) == len(rows)
    hidden = [row for row in rows if not row["boards"]]
    assert {(row["p25"], row["median"], row["p75"]) for row in hidden} == {("", "", "")}
    names = Scan.objects.filter(round=round_).values_list("organisation__name", flat=True)
    assert [name for name in names if f'"{name}"' in json.dumps(told)] == []
    page = Client().get(reverse("scan:open_data")).content.decode()
    assert round_.name in page
    assert reverse("scan:open_data_csv", args=[round_.pk]) in page
    assert answer["Access-Control-Allow-Origin"] == "*"
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        OpenFile.objects.update(csv="anders")
    assert publish(round_).pk == OpenFile.objects.get().pk, "again, it is the same file"
    with pytest.raises(Refused) as refused:
        actions.ask_open_file(round_id=round_.pk, by=an_adviser())
    assert refused.value.codes == {"published"}


def test_a_dictionary_says_what_columns_and_codes_mean_in_three_languages():
    round_ = a_closed_round()
    at = reverse("scan:open_data_dictionary", args=[round_.pk])
    assert Client().get(at).status_code == 404
    publish(round_)
    rows = list(csv.DictReader(io.StringIO(Client().get(at).content.decode("utf-8-sig"))))
    assert [row["column"] for row in rows if not row["value"]] == list(COLUMNS)
    meant = {(row["column"], row["value"]): row for row in rows}
    languages = ("nl", "en", "fr")
    assert [meant["median", ""][f"unit_{one}"] for one in languages] == [
        "punten van 0 tot 100",
        "points from 0 to 100",
        "points de 0 à 100",
    ]
    assert [meant["domain", "KOS"][f"meaning_{one}"] for one in languages] == ["Kosten", "Costs", "Coûts"]
    assert [meant["board_kind", "ocmw"][f"meaning_{one}"] for one in languages] == [
        "OCMW",
        "social welfare centre (OCMW)",
        "CPAS (OCMW)",
    ]
    said = {row[key] for row in rows for key in row if key.startswith("meaning_")}
    assert "" not in said
    figures = list(csv.DictReader(io.StringIO(OpenFile.objects.get().csv)))
    for column in ("domain", "board_kind", "breakdown"):
        assert {row[column] for row in figures} <= {row["value"] for row in rows if row["column"] == column}
    page = Client().get(reverse("scan:open_data")).content.decode()
    assert at in page
    assert "De helft van de besturen scoort lager." in page
    assert "Half of the boards" not in page
    assert Client().get("/api/v1/open-data").json()[0]["dictionary_url"] == at


def test_only_an_adviser_asks_for_it_and_only_of_a_closed_round():
    board = OrganisationFactory()
    round_ = a_round(board)
    told = Entry.objects.count()
    asking = an_adviser()
    with pytest.raises(Refused) as refused:
        actions.ask_open_file(round_id=round_.pk, by=asking)
    assert refused.value.codes == {"round_open"}
    with pytest.raises(Round.DoesNotExist):
        actions.ask_open_file(round_id=round_.pk, by=an_ict_manager(board))
    adviser = an_adviser()
    with pytest.raises(Denied):
        actions.publish_open_file(round_id=round_.pk, person_id=1, now=NOW, step=print, by=adviser)
    assert Entry.objects.count() == told
    actions.close_round(round_id=round_.pk, now=NOW, by=asking)
    with pytest.raises(Refused) as refused:
        actions.ask_open_file(round_id=round_.pk, by=asking)
    assert refused.value.codes == {"too_few"}, "a file without a figure stays for good"
    assert not OpenFile.objects.exists()


def test_from_all_that_a_board_can_fetch_it_works_out_nobody():
    """It was shown boards of its scale, reads the open figures, and then asks for every group that it can think of."""
    round_ = a_closed_round()
    publish(round_)
    scan = queries.with_round(Scan.objects.filter(round=round_).order_by("pk"))[13]
    by, got = a_secretary(scan.organisation), 0
    wishes = [Criteria(province=province) for province in ("", "Vlaams-Brabant", "Antwerpen", "Limburg")]
    for wish in wishes:
        try:
            actions.release_choice(scan_id=scan.pk, criteria=wish, now=NOW, by=by)
        except Refused:
            continue
        got += 1
    assert got >= 1, "the adversary gets something"
    assert ReleasedGroup.objects.filter(viewer=scan.organisation, chosen_as="").exists()
    seen = ledger.of_viewer(scan).seen(scan.organisation_id, own=scan.pk).groups
    assert len(seen["BEL"]) >= 3
    for domain in ("BEL", "NET", "VEI"):
        assert not singles_out_few(seen[domain], fewest=2)
        for one, other in itertools.combinations(seen[domain], 2):
            assert one == other or len(one ^ other) >= MIN_DIFFERENCE


def test_an_empty_group_and_one_left_out_look_alike():
    round_ = a_closed_round()
    found = publish(round_)
    rows = [row for row in json.loads(found.data)["figures"] if row["domain"] == "BEL"]
    by_group = {row["group"]: {key: row[key] for key in ("boards", "p25", "median", "p75")} for row in rows}
    assert by_group["50000+"] == by_group["Limburg"], "nobody in the one, three boards in the other"
