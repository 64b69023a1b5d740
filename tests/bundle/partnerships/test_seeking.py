"""Looking for partners: asked by those who may, done in the background, read by nobody else."""

from itertools import pairwise

import pytest

from steunpunt.assess.scan.models import Consent
from steunpunt.bundle.partnerships import actions, queries
from steunpunt.bundle.partnerships.models import PartnerSearch
from steunpunt.bundle.partnerships.values import Wanted
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.jobs import public as jobs
from steunpunt.foundation.jobs.models import Job
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import Border, Organisation, PopulationCount, Relation
from tests.factories.organisations import PLATFORM, OrganisationFactory, an_actor
from tests.factories.people import a_member, logged_in
from tests.factories.scan import NOW, TODAY, a_compared_round

pytestmark = pytest.mark.django_db
WANTED = Wanted(min_size=2, max_size=3)


def a_row(*boards):
    """Boards of the same size of which each touches the next."""
    for number, board in enumerate(boards):
        PopulationCount.objects.create(organisation=board, year=2011, inhabitants=12_000 + number)
    for one, other in pairwise(boards):
        first, second = sorted((one, other), key=lambda board: board.pk)
        Border.objects.create(first=first, second=second, shared_border_m=1000)
    return boards


@pytest.fixture
def row():
    return a_row(*(OrganisationFactory(province="Vlaams-Brabant") for _ in range(4)))


def somebody(board, *roles):
    return an_actor(board, *roles, person_id=a_member(board, *roles).pk)


def sought(by, **changed):
    asked = {"kind": "municipality", "province": "Vlaams-Brabant", "wanted": WANTED, "now": NOW, "today": TODAY}
    return actions.seek_partners(**(asked | changed), by=by)


def done(search):
    jobs.run(search.job_id, connecting=jobs.same_connection)
    search.refresh_from_db()
    return search


def test_a_search_is_done_in_the_background_and_keeps_its_answer(row):
    search = sought(somebody(row[0], "ict_manager"))
    assert search.found is None
    found = queries.found_of(done(search))
    assert found.feasible == 5, "three pairs and two groups of three"
    assert found.is_proven
    assert [group.members for group in found.divisions[0].groups] == [
        (row[0].pk, row[1].pk),
        (row[2].pk, row[3].pk),
    ]
    assert len(found.best_of[row[0].pk]) == 2
    assert [entry.fact for entry in Entry.objects.filter(subject=f"partner_search:{search.pk}").order_by("pk")] == [
        "partnerships.sought",
        "partnerships.found",
    ]
    assert Job.objects.get(pk=search.job_id).result_url == f"/samenwerken/partners/{search.pk}/"
    before = search.found_at
    actions.find_partners(search_id=search.pk, now=NOW.replace(year=2012), step=lambda *_: None)
    assert PartnerSearch.objects.get(pk=search.pk).found_at == before, "done again it changes nothing"


def test_what_no_group_can_fulfil_is_said_before_anybody_waits(row):
    by = somebody(row[0], "ict_manager")
    ids = [board.pk for board in row]
    for code, wanted in {
        "sizes": Wanted(min_size=4, max_size=3),
        "too_large": Wanted(max_size=16),
        "ratio": Wanted(max_ratio=0.5),
        "steps": Wanted(steps=3),
        "too_few": Wanted(min_size=5, max_size=6),
        "bound_together": Wanted(together=frozenset(ids[:2]), left_out=frozenset(ids[:1])),
        "elsewhere": Wanted(together=frozenset({999_999})),
        "too_many_together": Wanted(max_size=3, together=frozenset(ids)),
        "together_and_apart": Wanted(together=frozenset(ids[:2]), apart=frozenset({(ids[0], ids[1])})),
    }.items():
        with pytest.raises(Refused) as refused:
            sought(by, wanted=wanted)
        assert code in refused.value.codes
    assert not PartnerSearch.objects.exists()
    assert not Job.objects.exists()


def test_a_board_searches_and_so_does_an_adviser_but_nobody_else(row):
    support = OrganisationFactory(support_point=True)
    for allowed in (somebody(row[0], "policy_maker"), somebody(support, "adviser")):
        sought(allowed)
    supplier = OrganisationFactory(supplier=True)
    for refused in (
        somebody(row[0], "clerk"),
        somebody(support, "helpdesk_agent"),
        somebody(supplier, "contact"),
        PLATFORM,
        an_actor(row[0], "ict_manager", looking_in_id=1),
    ):
        with pytest.raises(Denied):
            sought(refused)


def test_levels_of_others_count_only_as_far_as_one_sees_them_by_name_and_are_forgotten_afterwards(row):
    own, _round = a_compared_round(others=3)
    boards = a_row(own.organisation, *Organisation.objects.filter(pk__in=_others(own)))
    by = somebody(own.organisation, "ict_manager")
    search = sought(by, province="")
    assert search.known_levels == 1, "one's own"

    group = OrganisationFactory(partnership=True)
    for board in boards[:2]:
        Relation.objects.create(source=board, target=group, kind=RelationKind.MEMBER_OF)
        Consent.objects.create(organisation=board, group=group, given_at=NOW)
    search = sought(by, province="")
    assert search.known_levels == 2
    assert any(levels for _board, _inhabitants, levels in search.region["candidates"])
    assert not any(levels for _board, _inhabitants, levels in done(search).region["candidates"])
    assert not Entry.objects.filter(fact="scan.result_looked_at").exists()

    adviser = somebody(OrganisationFactory(support_point=True), "adviser")
    assert sought(adviser, province="").known_levels == 4
    assert Entry.objects.filter(fact="scan.result_looked_at").count() == 4, (
        "every board reads that it was reckoned with"
    )


def _others(own):
    return own.round.scans.exclude(pk=own.pk).values_list("organisation_id", flat=True)


def test_who_is_content_ends_a_search_with_the_best_so_far(row):
    by = somebody(row[0], "ict_manager")
    search = sought(by)
    actions.call_it_enough(search_id=search.pk, now=NOW, by=by)
    found = queries.found_of(done(search))
    assert not found.is_proven
    assert found.complete_to == 0
    with pytest.raises(Refused, match="voorbij"):
        actions.call_it_enough(search_id=search.pk, now=NOW, by=by)


def test_zones_touch_where_their_municipalities_do_and_share_what_they_are_members_of(row):
    zones = [OrganisationFactory(police_zone=True) for _ in range(2)]
    for board, zone in zip(row, [zones[0], zones[0], zones[1], zones[1]], strict=True):
        Relation.objects.create(source=board, target=zone, kind=RelationKind.MEMBER_OF)
    cards = queries.boards_among("police_zone", "", TODAY)
    adviser = somebody(OrganisationFactory(support_point=True), "adviser")
    found = queries.region(adviser, cards, "police_zone", TODAY)
    assert found.borders == frozenset({(zones[0].pk, zones[1].pk)})
    municipalities = queries.region(adviser, queries.boards_among("municipality", "", TODAY), "municipality", TODAY)
    assert municipalities.ties == frozenset({(row[0].pk, row[1].pk), (row[2].pk, row[3].pk)})


# ── pages ────────────────────────────────────────────────────────────────────
@pytest.fixture
def at_the_board(row, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    return logged_in(row[0], "ict_manager")


ASKED = {"min_size": "2", "max_size": "3", "max_ratio": "2", "steps": "1"}


def test_asking_following_and_reading(row, at_the_board):
    answer = at_the_board.post("/samenwerken/partners/?soort=municipality&provincie=Vlaams-Brabant", ASKED)
    search = PartnerSearch.objects.get()
    assert answer["Location"] == f"/samenwerken/partners/{search.pk}/"
    assert "Genoeg" in at_the_board.get(answer["Location"]).text
    followed = at_the_board.get(answer["Location"], headers={"HX-Request": "true"})
    assert followed.text.lstrip().startswith('<div id="search"')
    done(search)
    followed = at_the_board.get(answer["Location"], headers={"HX-Request": "true"})
    assert followed["HX-Redirect"] == answer["Location"]
    page = at_the_board.get(answer["Location"])
    assert "De beste indeling van deze 4 gemeenten telt 2 groepen." in page.text
    assert "Bewezen: alle 5 mogelijke groepen" in page.text
    assert f"{row[0].name} en {row[1].name}" in page.text
    workbook = at_the_board.get(f"/samenwerken/partners/{search.pk}/groepen.xlsx")
    assert workbook.content[:2] == b"PK"


def test_what_was_typed_is_kept_when_it_cannot_be(at_the_board):
    page = at_the_board.post(
        "/samenwerken/partners/?provincie=Vlaams-Brabant", ASKED | {"min_size": "3", "max_size": "2"}
    )
    assert "hoogstens de grootste" in page.text
    assert 'name="min_size" value="3"' in page.text
    page = at_the_board.post("/samenwerken/partners/?provincie=Vlaams-Brabant", ASKED | {"max_ratio": "tien"})
    assert 'value="tien"' in page.text


def test_a_group_says_why_each_is_in_and_who_could_be_next(row, at_the_board):
    asked = {"soort": "municipality", "provincie": "Vlaams-Brabant", "bestuur": [board.pk for board in row[:3]]}
    page = at_the_board.get("/samenwerken/partners/groep/", asked)
    assert page.context["is_feasible"]
    assert [one["name"] for one in page.context["members"]] == [board.name for board in row[:3]]
    assert [one["name"] for one in page.context["joiners"]] == [row[3].name]
    assert at_the_board.get("/samenwerken/partners/groep/", asked | {"bestuur": ["x", row[0].pk]}).status_code == 302


def test_what_somebody_else_looks_for_is_theirs(row, at_the_board):
    search = done(sought(somebody(row[1], "ict_manager")))
    for path in ("", "groepen.xlsx"):
        assert at_the_board.get(f"/samenwerken/partners/{search.pk}/{path}").status_code == 404
    assert at_the_board.post(f"/samenwerken/partners/{search.pk}/genoeg/").status_code == 404
    asked = {"zoektocht": search.pk, "bestuur": [board.pk for board in row[:2]]}
    assert at_the_board.get("/samenwerken/partners/groep/", asked).status_code == 404
    assert "Eerdere zoektochten" not in at_the_board.get("/samenwerken/partners/").text


@pytest.mark.parametrize("more", [0, 6])
def test_the_pages_ask_as_much_for_many_boards_as_for_few(row, at_the_board, django_assert_num_queries, more):
    a_row(*(OrganisationFactory(province="Vlaams-Brabant") for _ in range(more)))
    search = done(sought(somebody(row[0], "ict_manager")))
    at_the_board.get("/samenwerken/partners/")
    with django_assert_num_queries(PAGE_OF_ASKING):
        at_the_board.get("/samenwerken/partners/?provincie=Vlaams-Brabant")
    with django_assert_num_queries(PAGE_OF_FOUND):
        at_the_board.get(f"/samenwerken/partners/{search.pk}/")
    asked = {"provincie": "Vlaams-Brabant", "bestuur": [board.pk for board in row[:3]]}
    with django_assert_num_queries(PAGE_OF_GROUP):
        at_the_board.get("/samenwerken/partners/groep/", asked)


PAGE_OF_ASKING, PAGE_OF_FOUND, PAGE_OF_GROUP = 10, 9, 20
