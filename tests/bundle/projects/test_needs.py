"""Where projects are born: needs that several boards report, and what other modules offer, each with a way back."""

import pytest
from django.db import IntegrityError, transaction

from steunpunt.bundle.projects import access, actions, queries
from steunpunt.bundle.projects.models import Need, NeedVoice, Project
from steunpunt.bundle.projects.public import NEEDS, Offer, Origin, Proposal, project_origins
from steunpunt.foundation.acting import Denied, Refused
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.organisations.choices import RelationKind
from steunpunt.foundation.organisations.models import Relation
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import logged_in
from tests.factories.projects import a_mayor, an_adviser_of, somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
HERE = "/samenwerken/projecten/behoeften/"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def support():
    return OrganisationFactory(support_point=True)


@pytest.fixture
def boards():
    """Haacht and Keerbergen are in a partnership, Leuven is not."""
    made = [OrganisationFactory(name=name) for name in ("Haacht", "Keerbergen", "Leuven")]
    group = OrganisationFactory(partnership=True)
    for board in made[:2]:
        Relation.objects.create(source=board, target=group, kind=RelationKind.MEMBER_OF)
    return made


def raised(board, *, is_shared=True, by=None, title="GIS-uitbreiding", why="Alleen te duur"):
    by = by or somebody(board, "ict_manager")
    return actions.raise_need(title=title, why=why, is_shared=is_shared, now=NOW, by=by)


def joined(need, by, *, has_it=True):
    actions.join_need(need_id=need.pk, has_it=has_it, now=NOW, today=TODAY, by=by)


def proposed(by, boards=(), **said):
    proposal = Proposal(title="GIS", purpose="Kaarten", boards=[board.pk for board in boards], **said)
    return actions.propose_project(proposal=proposal, now=NOW, today=TODAY, by=by)


def seen(actor):
    return list(access.visible_needs(actor, TODAY).order_by("pk"))


# ── needs ────────────────────────────────────────────────────────────────────
def test_a_need_is_joined_and_left_again_and_nothing_is_overwritten(boards):
    haacht, keerbergen, _leuven = boards
    need = raised(haacht)
    for has_it in (True, True, False, True):
        joined(need, somebody(keerbergen, "ict_manager"), has_it=has_it)
    assert queries.boards_of(need) == {haacht.pk: "Haacht", keerbergen.pk: "Keerbergen"}
    assert NeedVoice.objects.count() == 4, "saying the same again writes nothing"
    assert [line.sentence for line in lines(entries_about(f"need:{need.pk}"))] == [
        "Keerbergen heeft dit ook nodig.",
        "Keerbergen heeft dit niet meer nodig.",
        "Keerbergen heeft dit ook nodig.",
        "De behoefte werd opgetekend: GIS-uitbreiding.",
    ]
    found = queries.needs_with_counts(Need.objects.all()).get()
    assert (found.boards, set(found.board_ids)) == (2, {haacht.pk, keerbergen.pk})
    joined(need, somebody(haacht, "ict_manager"), has_it=False)
    joined(need, somebody(keerbergen, "ict_manager"), has_it=False)
    assert queries.needs_with_counts(Need.objects.all()).get().boards == 0


def test_a_need_is_for_its_board_its_partners_when_shared_and_the_advisers(boards, support):
    haacht, keerbergen, leuven = boards
    shared, own = raised(haacht), raised(haacht, is_shared=False)
    assert seen(somebody(haacht, "secretary")) == [shared, own]
    assert seen(an_adviser_of(support)) == [shared, own]
    assert seen(somebody(keerbergen, "ict_manager")) == [shared]
    for nobody in (
        somebody(leuven, "ict_manager"),
        somebody(keerbergen, "clerk"),
        somebody(OrganisationFactory(supplier=True), "contact"),
        somebody(support, "helpdesk_agent"),
    ):
        assert seen(nobody) == []
    Relation.objects.filter(source=keerbergen).update(valid_to=TODAY)
    assert seen(somebody(keerbergen, "ict_manager")) == [], "a former member reads on no more"


def test_only_boards_say_what_they_need(boards, support):
    need = raised(boards[0])
    told = Entry.objects.count()
    for other in (
        an_adviser_of(support),
        somebody(boards[0], "secretary"),
        an_actor(boards[0], "ict_manager", looking_in_id=1),
        somebody(OrganisationFactory(supplier=True), "contact"),
    ):
        with pytest.raises(Denied):
            raised(boards[0], by=other)
    with pytest.raises(Denied):
        joined(need, an_adviser_of(support))
    with pytest.raises(Need.DoesNotExist):
        joined(need, somebody(boards[2], "ict_manager"))
    for changed in ({"title": " "}, {"why": ""}):
        with pytest.raises(Refused):
            raised(boards[0], **changed)
    assert (Need.objects.count(), Entry.objects.count()) == (1, told)
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.create(title="", why="x", is_shared=True, raised_for=boards[0], raised_at=NOW)


def test_a_need_is_closed_by_its_board_or_an_adviser_and_then_joined_no_more(boards, support):
    need = raised(boards[0])
    partner = somebody(boards[1], "ict_manager")
    with pytest.raises(Denied):
        actions.close_need(need_id=need.pk, now=NOW, today=TODAY, by=partner)
    for _ in range(2):
        actions.close_need(need_id=need.pk, now=NOW, today=TODAY, by=an_adviser_of(support))
    with pytest.raises(Refused) as refused:
        joined(need, partner)
    assert refused.value.codes == {"closed"}
    assert len(list(entries_about(f"need:{need.pk}"))) == 2


def test_a_need_of_several_boards_becomes_a_project_that_leads_back(boards, support):
    haacht, keerbergen, _leuven = boards
    manager = logged_in(haacht, "ict_manager")
    typed = {"title": "GIS-uitbreiding", "why": "Alleen te duur", "is_shared": "yes"}
    assert manager.post(HERE + "nieuw/", typed | {"why": ""}).status_code == 422
    address = manager.post(HERE + "nieuw/", typed)["Location"]
    partner = logged_in(keerbergen, "ict_manager")
    assert "GIS-uitbreiding" in partner.get(HERE).text
    assert partner.post(address + "ook/", {"has_it": "yes"})["Location"] == address
    page = partner.get(address)
    assert "2 besturen hebben dit nodig: Haacht en Keerbergen." in page.text
    start = page.context["start"]
    draft = logged_in(support, "adviser").get(start)
    assert draft.text.count("checked") == 2
    assert "Alleen te duur" in draft.text
    project = {"title": "GIS", "purpose": "Kaarten", "boards": [haacht.pk, keerbergen.pk]}
    client = logged_in(support, "adviser")
    made = client.post(start, project)["Location"]
    row = Project.objects.get()
    assert (row.origin, row.origin_source, row.origin_ref) == (Origin.NEED, NEEDS, str(Need.objects.get().pk))
    client.post(made + "starten/")
    assert f'href="{address}"' in partner.get(made).text
    assert f'href="{made}"' in partner.get(address).text
    assert logged_in(boards[2], "ict_manager").get(address).status_code == 404
    assert logged_in(boards[2], "ict_manager").get(start).status_code == 404


# ── what other modules offer ─────────────────────────────────────────────────
class Contracts:
    """As an inventory would offer contracts that end in the same window, to advisers."""

    label = "Contracten die samen aflopen"

    def offers(self, actor, today):
        if actor.is_of_support_point:
            yield self.offer(actor, "2011-q3", today)

    def offer(self, actor, ref, today):
        if not actor.is_of_support_point or ref != "2011-q3":
            return None
        return Offer(ref=ref, title="Lijnen, derde kwartaal", why="Zes contracten", url="/inventaris/aflopend/")


class Broken(Contracts):
    def offers(self, actor, today):
        raise RuntimeError("a module in trouble")

    offer = offers


@pytest.fixture
def sources():
    for key, source in (("example", Contracts()), ("broken", Broken())):
        project_origins.register(key, source)
    yield
    for key in ("example", "broken"):
        project_origins.unregister(key)


def test_a_source_of_another_module_is_offered_kept_and_leads_back(boards, support, sources):
    client = logged_in(support, "adviser")
    page = client.get("/samenwerken/projecten/nieuw/")
    assert "Contracten die samen aflopen" in page.text
    draft = client.get("/samenwerken/projecten/nieuw/?bron=example&wat=2011-q3")
    assert "Lijnen, derde kwartaal" in draft.text
    project = proposed(an_adviser_of(support), boards[:1], source="example", ref="2011-q3")
    assert project.origin == Origin.OFFERED
    assert 'href="/inventaris/aflopend/"' in client.get(f"/samenwerken/projecten/{project.pk}/").text
    actions.start_project(project_id=project.pk, now=NOW, by=an_adviser_of(support))
    seen_by_board = logged_in(boards[0], "ict_manager").get(f"/samenwerken/projecten/{project.pk}/").text
    assert "Contracten die samen aflopen" in seen_by_board
    assert "/inventaris/aflopend/" not in seen_by_board


@pytest.mark.parametrize(
    "said",
    [
        {"source": "example", "ref": "2012-q1"},
        {"source": "broken", "ref": "2011-q3"},
        {"source": "unknown", "ref": "2011-q3"},
        {"source": "", "ref": "2011-q3"},
        {"origin": Origin.OFFERED},
        {"source": NEEDS, "ref": "9" * 30},
    ],
)
def test_nobody_starts_from_what_is_not_there_or_not_theirs(boards, support, sources, said):
    with pytest.raises(Refused) as refused:
        proposed(an_adviser_of(support), boards[:1], **said)
    assert refused.value.codes == {"no_source"}
    with pytest.raises(Refused):
        proposed(somebody(boards[0], "ict_manager"), boards[:1], source="example", ref="2011-q3")
    assert not Project.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_many_needs_ask_as_much_as_one(boards, django_assert_num_queries, count):
    for _ in range(count):
        joined(raised(boards[0]), a_mayor(boards[1]))
    client = logged_in(boards[0], "ict_manager")
    client.get(HERE)
    with django_assert_num_queries(8):
        client.get(HERE)


def test_the_way_back_costs_the_page_of_a_project_one_query(boards, support, django_assert_num_queries):
    project = proposed(an_adviser_of(support), boards[:1], source=NEEDS, ref=str(raised(boards[0]).pk))
    client = logged_in(support, "adviser")
    client.get(f"/samenwerken/projecten/{project.pk}/")
    with django_assert_num_queries(13):
        client.get(f"/samenwerken/projecten/{project.pk}/")
