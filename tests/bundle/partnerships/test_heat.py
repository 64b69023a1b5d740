"""What the scan says of the members of a partnership: only those that show themselves to one another."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from steunpunt.assess.scan import actions as scan
from steunpunt.assess.scan.models import Consent, Scan
from steunpunt.assess.scan.queries import ledger
from steunpunt.bundle.partnerships import actions
from steunpunt.bundle.partnerships.public import adopt_partnership
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.scan import NOW, TODAY, a_round, a_secretary, filled

pytestmark = pytest.mark.django_db


@pytest.fixture
def noord():
    group = OrganisationFactory(name="Samenwerking Noord", partnership=True)
    adopt_partnership(organisation_id=group.pk, state="active", since=TODAY, now=NOW, by=PLATFORM)
    boards = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Tremelo")]
    for board in boards:
        Relation.objects.create(source=board, target=group, kind="member_of")
    round_ = a_round(*boards, is_synthetic=True)
    scans = [filled(board, level=1 + at) for at, board in enumerate(boards)]
    scan.load_generated_scans(round_id=round_.pk, scans=scans, person_id=1, now=NOW, by=PLATFORM)
    for board in boards[:2]:
        Consent.objects.create(organisation=board, group=group, given_at=NOW)
    return group, boards


def heads(client, group):
    """The boards above the heat table; none without one."""
    assert client.get(f"/samenwerken/verbanden/{group.pk}/").status_code == 200
    page = client.get(f"/samenwerken/verbanden/{group.pk}/scan/").content.decode()
    table = re.search(r'<table class="table heat">.*?</thead>', page, re.DOTALL)
    return re.findall(r"<span>([^<]+)</span>", table.group()) if table else []


def test_members_that_consented_see_one_another(noord):
    group, boards = noord
    assert heads(logged_in(boards[0], "ict_manager"), group) == ["Haacht", "Keerbergen"]
    assert heads(logged_in(boards[2], "ict_manager"), group) == []
    Consent.objects.filter(organisation=boards[1]).update(withdrawn_at=NOW)
    assert heads(logged_in(boards[0], "ict_manager"), group) == []


def test_advisers_look_at_the_scan_itself_where_that_is_noted(noord):
    group, _boards = noord
    client = logged_in(OrganisationFactory(support_point=True), "adviser")
    assert heads(client, group) == []
    assert client.get(f"/samenwerken/verbanden/{group.pk}/scan/").status_code == 404


def test_it_comes_as_a_part_of_the_page(noord):
    group, boards = noord
    client, address = logged_in(boards[0], "ict_manager"), f"/samenwerken/verbanden/{group.pk}/scan/"
    assert f'hx-get="{address}"' in client.get(f"/samenwerken/verbanden/{group.pk}/").content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<h1" not in part
    assert "Keerbergen" in part


def said_of_rounds(client, group):
    """What stands below the heat table, paragraph by paragraph."""
    page = client.get(f"/samenwerken/verbanden/{group.pk}/scan/").content.decode()
    below = page.split("heat-rounds", 1)[1].split("</div>", 1)[0]
    return [line.strip() for line in re.findall("<p[^>]*>([^<]+)</p>", below)]


def test_it_says_from_which_round_each_figure_is(noord):
    group, boards = noord
    client = logged_in(boards[0], "ict_manager")
    assert said_of_rounds(client, group) == ["Alle cijfers komen uit Samenwerkingsscan 2011."]
    later = a_round(boards[0], name="Samenwerkingsscan 2013", is_synthetic=True)
    newer = [filled(boards[0], level=4)]
    scan.load_generated_scans(round_id=later.pk, scans=newer, person_id=1, now=NOW, by=PLATFORM)
    assert heads(client, group) == ["Haacht", "Keerbergen (1)"]
    assert said_of_rounds(client, group) == [
        (
            "De cijfers komen uit Samenwerkingsscan 2013, behalve bij de besturen met een nummer: die dienden daarin niet"
            " in en staan hier zoals ze eerder waren."
        ),
        "(1) Samenwerkingsscan 2011: Keerbergen",
    ]


def test_who_leaves_and_comes_back_chooses_anew_whether_it_shows_itself(explored):
    """What it allowed before counts neither for names nor for what was released: it is one that took its consent back."""
    group, boards = explored.row.organisation, explored.boards
    round_ = a_round(*boards, is_synthetic=True)
    scan.load_generated_scans(
        round_id=round_.pk, scans=[filled(board) for board in boards], person_id=1, now=NOW, by=PLATFORM
    )
    today, mayors = timezone.localdate(), explored.mayors
    actions.move_partnership(
        **explored.asked(), state="intention", on=today, reason="allen willen", by=explored.adviser
    )
    for mayor, board in zip(mayors, boards, strict=True):
        actions.enter_partnership(**explored.asked(), on=today, by=mayor)
        Consent.objects.create(organisation=board, group=group, given_at=NOW)
    clients = [logged_in(board, "ict_manager") for board in boards]
    assert heads(clients[0], group) == ["Haacht", "Keerbergen", "Tremelo"]
    actions.give_notice(**explored.asked(), on=today + timedelta(days=1), by=mayors[2])
    Relation.objects.filter(source=boards[2], target=group).update(valid_from=today - timedelta(days=1), valid_to=today)
    assert heads(clients[0], group) == ["Haacht", "Keerbergen"]
    actions.invite_boards(**explored.asked(), board_ids=[boards[2].pk], by=explored.adviser)
    actions.enter_partnership(**explored.asked(), on=today, by=mayors[2])
    assert heads(clients[0], group) == ["Haacht", "Keerbergen"]
    assert heads(clients[2], group) == []
    assert [entry.organisation_id for entry in Entry.objects.filter(fact="scan.consent_lapsed")] == [boards[2].pk]
    scans = {one.organisation_id: one for one in Scan.objects.filter(round=round_)}
    own = scans[boards[0].pk]
    assert ledger.of_viewer(own).seen(boards[0].pk, own=own.pk).taken_back == {scans[boards[2].pk].pk}
    scan.give_consent(group_id=group.pk, now=timezone.now(), today=today, by=a_secretary(boards[2]))
    assert heads(clients[0], group) == ["Haacht", "Keerbergen", "Tremelo"]
    assert ledger.of_viewer(own).seen(boards[0].pk, own=own.pk).taken_back == set()
