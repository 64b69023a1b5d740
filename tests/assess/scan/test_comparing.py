"""Which figures of others a board sees, when, and that nobody can be worked out from them."""

import pytest
from django.db import transaction
from django.db.utils import DatabaseError

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.choices import Status
from steunpunt.assess.scan.models import ReleasedGroup, Scan
from steunpunt.foundation.acting import Denied
from steunpunt.foundation.journal.models import Entry
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.scan import NOW, a_compared_round, a_round, an_adviser, an_ict_manager, filled

pytestmark = pytest.mark.django_db


def shown(scan):
    return queries.result(queries.with_round(Scan.objects.filter(pk=scan.pk)).get())


def join(round_, number, **kwargs):
    """So many more boards of the same scale submit."""
    boards = [OrganisationFactory() for _ in range(number)]
    actions.invite_boards(round_id=round_.pk, organisation_ids=[board.pk for board in boards], now=NOW, by=PLATFORM)
    actions.load_generated_scans(
        round_id=round_.pk, scans=[filled(board, **kwargs) for board in boards], person_id=1, now=NOW, by=PLATFORM
    )


def test_with_five_others_there_is_a_comparison():
    scan, _round = a_compared_round(others=5)
    found = shown(scan).by_code["BEL"]
    assert found.comparison.peers == 5
    assert found.comparison.median is not None


def test_with_four_others_there_is_none():
    scan, _round = a_compared_round(others=4)
    assert not ReleasedGroup.objects.filter(viewer=scan.organisation).exists()
    assert shown(scan).by_code["BEL"].comparison.median is None
    assert shown(scan).by_code["BEL"].status in {Status.STRONG, Status.ADEQUATE, Status.IMPROVEMENT}


def test_the_own_board_is_not_in_its_own_group():
    scan, _round = a_compared_round()
    for group in ReleasedGroup.objects.filter(viewer=scan.organisation):
        assert scan.pk not in group.members


def test_boards_of_another_scale_do_not_count():
    scan, round_ = a_compared_round(others=4)
    join(round_, 3, inhabitants=90_000)
    assert shown(scan).by_code["BEL"].comparison.median is None


@pytest.mark.parametrize(("more", "size"), [(1, 6), (2, 6), (3, 9)])
def test_the_comparison_is_renewed_only_when_it_differs_by_three(more, size):
    """Six boards were shown. A seventh alone could be worked out by subtracting, so the six stay shown."""
    scan, round_ = a_compared_round(others=6)
    join(round_, more, inhabitants=12_100)
    assert shown(scan).by_code["BEL"].comparison.peers == size


def test_releasing_again_releases_nothing_new():
    _scan, round_ = a_compared_round()
    assert actions.release_comparisons(round_id=round_.pk, now=NOW) == 0


def test_a_released_group_is_kept_for_good():
    a_compared_round()
    with pytest.raises(DatabaseError, match="stays as it is"), transaction.atomic():
        ReleasedGroup.objects.all().delete()


def test_what_is_released_never_differs_by_one_or_two_from_what_was():
    scan, round_ = a_compared_round(others=5)
    for more in (1, 2, 1, 3, 2, 4):
        join(round_, more, inhabitants=11_500)
    for domain in ("BEL", "NET", "VEI"):
        groups = [set(group.members) for group in ReleasedGroup.objects.filter(viewer=scan.organisation, domain=domain)]
        assert len(groups) > 1
        for first in groups:
            assert all(first == other or len(first ^ other) >= 3 for other in groups)


def test_a_result_takes_as_many_queries_for_three_peers_more(django_assert_num_queries):
    few, _round = a_compared_round(others=5)
    many, _round = a_compared_round(others=9)
    for scan in (few, many):
        row = queries.with_round(Scan.objects.filter(pk=scan.pk)).get()
        queries.questionnaire_of(row)
        with django_assert_num_queries(4):
            queries.result(row)


def test_a_look_by_the_support_point_is_on_record_for_the_board():
    scan, _round = a_compared_round()
    adviser = an_adviser()
    actions.note_look(scan_id=scan.pk, what="resultaat", by=adviser)
    entry = Entry.objects.order_by("-pk")[0]
    assert (entry.fact, entry.organisation_id, entry.person_id) == (
        "scan.result_looked_at",
        scan.organisation_id,
        adviser.person_id,
    )
    with pytest.raises(Denied):
        actions.note_look(scan_id=scan.pk, what="resultaat", by=an_ict_manager(scan.organisation))


def test_a_round_of_one_board_compares_with_nobody():
    board = OrganisationFactory()
    round_ = a_round(board, is_synthetic=True)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=NOW, by=PLATFORM)
    assert shown(Scan.objects.get()).group_size == 0
