"""The boards of the same scale as the database finds them, beside the plain rule over the whole round."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from steunpunt.assess.scan import actions, queries, rules
from steunpunt.assess.scan.choices import BoardType, ScanState
from steunpunt.assess.scan.models import BoardFact, Scan
from steunpunt.assess.scan.queries.peers import peers_of
from steunpunt.foundation.organisations.choices import Kind
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.scan import NOW, a_round, filled

pytestmark = pytest.mark.django_db
BOARDS = 16
# From a few sizes, so that boards are as far away as one another, at the edge of the ratio, or of one size.
INHABITANTS = strategies.sampled_from([None, "0", "0.90", "1", "5000", "5000.50", "9999", "10000", "10001", "20000"])
USERS = strategies.sampled_from([None, "0", "1", "40", "41", "50.40", "3000"])
SIZES = strategies.lists(strategies.tuples(INHABITANTS, USERS), min_size=BOARDS, max_size=BOARDS)


@pytest.fixture
def scans():
    """Submitted scans of municipalities; beside them one of an OCMW and one that was not submitted."""
    boards = [OrganisationFactory() for _number in range(BOARDS)]
    centre, open_ = OrganisationFactory(kind=Kind.WELFARE_CENTRE), OrganisationFactory()
    round_ = a_round(*boards, centre, open_, is_synthetic=True)
    loaded = [filled(board) for board in (*boards, centre)] + [filled(open_, submitted=False)]
    actions.load_generated_scans(round_id=round_.pk, scans=loaded, person_id=1, now=NOW, by=PLATFORM)
    found = list(Scan.objects.filter(round=round_, board_type=BoardType.MUNICIPALITY, state=ScanState.SUBMITTED))
    assert len(found) == BOARDS
    return found


def give(scans, sizes):
    BoardFact.objects.filter(scan__in=scans, fact__in=("p_inhabitants", "p_users")).delete()
    BoardFact.objects.bulk_create(
        BoardFact(scan=scan, fact=fact, number=Decimal(number), answered_at=NOW)
        for scan, pair in zip(scans, sizes, strict=True)
        for fact, number in zip(("p_inhabitants", "p_users"), pair, strict=True)
        if number is not None
    )


def test_the_database_finds_those_of_the_rule_in_the_same_order(scans):
    @settings(max_examples=60, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(sizes=SIZES)
    def alike(sizes):
        give(scans, sizes)
        known = queries.scales(scans[0].round_id, BoardType.MUNICIPALITY)
        by_board = {scale.id: pk for pk, scale in known.items()}
        for scan in scans[:4]:
            plain = [by_board[peer.id] for peer in rules.peer_group(known[scan.pk], known.values())]
            assert list(peers_of(scan)) == plain
            assert peers_of(scan) == {pk: known[pk] for pk in plain}

    alike()


@pytest.mark.parametrize("known", [1, 3, BOARDS])
def test_it_asks_as_many_queries_whatever_the_number_of_boards(scans, django_assert_num_queries, known):
    give(scans, [("10000", "50")] * known + [(None, "50")] * (BOARDS - known))
    with django_assert_num_queries(3):
        assert len(peers_of(scans[0])) == min(known - 1, 10)
