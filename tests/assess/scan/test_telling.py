"""Who hears what of a round: advisers of what comes in, boards that it was closed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.facts import RoundClosed, ScanSubmitted
from steunpunt.assess.scan.listeners import tell_advisers, tell_of_closing, tell_of_submission
from steunpunt.assess.scan.models import Scan
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.notices.models import Notice
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member
from tests.factories.scan import NOW, a_round, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def boards():
    return [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo")]


@pytest.fixture
def round_(boards):
    return a_round(*boards, is_synthetic=True)


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def advisers(support):
    return [a_member(support, "adviser") for _ in range(2)]


def submitted(round_, board, now=NOW):
    """The board submits, and its scan says so."""
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(board)], person_id=1, now=now, by=PLATFORM)
    scan = Scan.objects.get(round=round_, organisation=board)
    fact = ScanSubmitted(organisation_id=board.pk, scan_id=scan.pk, round_id=round_.pk, answered=1, asked=1)
    tell_of_submission(fact)
    tell_advisers(fact)
    return scan


def told(person):
    return [(row.title, row.detail, row.url) for row in Notice.objects.filter(person=person).order_by("pk")]


@pytest.fixture
def at_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_an_adviser_hears_once_a_day_of_the_boards_it_helps_and_of_those_without_help(
    boards, round_, advisers, support, at_noon
):
    scan = Scan.objects.get(round=round_, organisation=boards[1])
    by = an_actor(support, "adviser", person_id=advisers[0].pk)
    actions.assign_adviser(scan_ids=[scan.pk], person_id=advisers[1].pk, by=by)
    first = submitted(round_, boards[0])
    result = f"/scan/{first.pk}/resultaat/"
    assert [told(one) for one in advisers] == [[("Haacht diende de scan in", "", result)]] * 2
    submitted(round_, boards[1])
    submitted(round_, boards[2])
    place = f"/scan/rondes/{round_.pk}/?state=submitted&sort=-submitted"
    title = "Samenwerkingsscan 2011: {} besturen dienden in op 01/04/2011"
    assert [told(one) for one in advisers] == [
        [(title.format(2), "Haacht, Tremelo", place)],
        [(title.format(3), "Haacht, Keerbergen, Tremelo", place)],
    ]


def test_what_comes_in_on_another_day_or_is_taken_back_is_told_apart_or_not_at_all(boards, round_, advisers, at_noon):
    submitted(round_, boards[0], now=NOW - timedelta(days=1))
    scan = submitted(round_, boards[1])
    assert [title for title, _detail, _url in told(advisers[0])] == [
        "Haacht diende de scan in",
        "Keerbergen diende de scan in",
    ]
    Notice.objects.all().delete()
    Scan.objects.filter(pk=scan.pk).update(state="started", submitted_at=None, submitted_by_id=None)
    tell_advisers(ScanSubmitted(organisation_id=boards[1].pk, scan_id=scan.pk, round_id=round_.pk, answered=1, asked=1))
    assert told(advisers[0]) == []


def test_the_boards_hear_that_the_round_is_closed_and_what_that_means(boards, round_, advisers, support):
    inside, outside = a_member(boards[0], "ict_manager"), a_member(boards[1], "secretary")
    clerk, begun = a_member(boards[0], "clerk"), a_member(boards[2], "ict_manager")
    Scan.objects.filter(organisation=boards[2]).update(state="started", started_at=NOW)
    actions.load_generated_scans(round_id=round_.pk, scans=[filled(boards[0])], person_id=1, now=NOW, by=PLATFORM)
    by = an_actor(support, "adviser", person_id=advisers[0].pk)
    actions.close_round(round_id=round_.pk, now=timezone.now(), by=by)
    data = Entry.objects.get(fact="scan.round_closed").data
    tell_of_closing(
        RoundClosed(
            organisation_id=support.pk, **{name: data[name] for name in ("round_id", "name", "submitted", "boards")}
        )
    )
    scans = {scan.organisation_id: scan.pk for scan in Scan.objects.all()}
    assert told(inside) == [
        (
            "Samenwerkingsscan 2011 is gesloten: 1 van de 3 besturen diende in",
            "Niemand dient nog in: uw resultaat staat vast, en ook met welke besturen u vergeleken wordt.",
            f"/scan/{scans[boards[0].pk]}/resultaat/",
        )
    ]
    title, next_one = "Samenwerkingsscan 2011 is gesloten zonder uw scan", "Een gesloten ronde gaat niet meer open: uw"
    next_one += " bestuur kan aan de volgende meedoen."
    assert told(outside) == [(title, next_one, f"/scan/{scans[boards[1].pk]}/")]
    begun_words = f"Wat uw bestuur invulde, kunt u blijven lezen, maar het telt nergens mee. {next_one}"
    assert told(begun) == [(title, begun_words, f"/scan/{scans[boards[2].pk]}/")]
    assert [told(one) for one in (clerk, *advisers)] == [[], [], []]


def test_nobody_hears_that_a_round_closed_when_that_is_entered_afterwards(boards, round_, support):
    reader = a_member(boards[0], "ict_manager")
    round_.closed_at = timezone.now() - timedelta(days=2)
    round_.save()
    tell_of_closing(RoundClosed(organisation_id=support.pk, round_id=round_.pk, name="2011", submitted=0, boards=3))
    assert told(reader) == []
