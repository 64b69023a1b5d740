"""Whether a contract is dear: figures of groups alone, kept as they were shown; and what boards choose to show each other."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from statistics import geometric_mean

import pytest
from django.urls import reverse
from django.utils.html import escape
from hypothesis import given, settings
from hypothesis import strategies as st

from steunpunt.assess.inventory import access, actions, queries
from steunpunt.assess.inventory.choices import Outlook, Reach, Renewal, ServiceKind, Unit
from steunpunt.assess.inventory.models import Application, Asset, Contract, PriceRelease
from steunpunt.assess.inventory.rules import baskets, comparison
from steunpunt.assess.inventory.rules.comparison import Terms
from steunpunt.assess.inventory.rules.prices import Price
from steunpunt.assess.inventory.rules.together import Ends, windows
from steunpunt.bundle.projects.panels import ContractsEndingTogether
from steunpunt.foundation.acting import Denied, Refused, the_platform
from steunpunt.foundation.figures.disclosure import singles_out
from steunpunt.foundation.organisations.models import Relation
from tests.factories.estate import an_asset
from tests.factories.inventory import a_contract
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in
from tests.factories.projects import an_adviser_of, somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
MAIL = {
    "title": "Mail",
    "kind": ServiceKind.MAIL,
    "unit": Unit.MAILBOX,
    "is_counted": True,
    "starts_on": date(2010, 1, 1),
    "initial_months": 48,
    "renewal": Renewal.NONE,
}


def boards_with(*prices, **changed):
    """Boards that pay so much a year for 100 mailboxes."""
    keepers = []
    for place, price in enumerate(prices):
        keeper = somebody(OrganisationFactory(name=f"Bestuur {place:02}"), "ict_manager")
        a_contract(by=keeper, **(MAIL | {"yearly": Decimal(price), "units": 100} | changed))
        keepers.append(keeper)
    return keepers


def release():
    return actions.release_prices(now=NOW, by=the_platform())


def page_of(keeper, name="compare"):
    return reverse(f"inventory:{name}", args=[Contract.objects.get(organisation_id=keeper.organisation_id).pk])


def as_keeper(keeper):
    from steunpunt.foundation.organisations.models import Organisation

    return logged_in(Organisation.objects.get(pk=keeper.organisation_id), "ict_manager")


KINDS = [
    (ServiceKind.MAIL, Unit.MAILBOX),
    (ServiceKind.GIS, Unit.USER),
    (ServiceKind.SECURITY, Unit.WORKSTATION),
    (ServiceKind.WEBSITE, Unit.INHABITANT),
    (ServiceKind.LINES, Unit.MBPS),
]


def buyers(*levels, kinds=KINDS):
    """Boards that buy five kinds of service, each at so many times the usual price."""
    keepers = []
    for place, level in enumerate(levels):
        keeper = somebody(OrganisationFactory(name=f"Koper {place:02}"), "ict_manager")
        for dear, (kind, unit) in enumerate(kinds, start=1):
            yearly = Decimal(level * dear * 1_000)
            a_contract(by=keeper, **(MAIL | {"kind": kind, "unit": unit, "yearly": yearly, "units": 100}))
        keepers.append(keeper)
    return keepers


# ── rules ────────────────────────────────────────────────────────────────────
def terms(each=10.0, units=100.0, **changed):
    options = changed.pop("options", {})
    values = {"units": units, "yearly": each * units, "first_year": 2026, "years": 4.0, "includes_vat": True}
    return Terms(price=Price(**(values | changed)), options=options)


def test_the_reasons_add_up_to_the_difference():
    group = [terms(each) for each in (8, 9, 10, 11, 12)]
    found = comparison.figures(group, [], {}, 2026)
    own = terms(12.0, once=400.0, years=2.0)
    position = comparison.position(own, found, [], {})
    assert position.rank == "high"
    assert sum(part.amount for part in position.parts) == pytest.approx(position.difference)
    (term,) = (part for part in position.parts if part.reason == "term")
    assert term.amount == pytest.approx(4 * (1 / 2 - 1 / 4)), "400 over 100, in two years rather than four"
    assert position.potential == pytest.approx((12 + 2 - 9) * 100)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.floats(1, 200), min_size=5, max_size=25),
    st.floats(1, 200),
    st.floats(0, 5_000),
    st.integers(1, 8),
    st.booleans(),
)
def test_whatever_the_group_the_reasons_add_up(prices, own, once, years, includes_vat):
    group = [terms(each, units=50.0 + place) for place, each in enumerate(prices)]
    found = comparison.figures(group, ["spam"], {2026: 100.0}, 2026)
    mine = terms(own, once=once, years=float(years), includes_vat=includes_vat, options={"spam": "none"})
    position = comparison.position(mine, found, ["spam"], {2026: 100.0})
    assert sum(part.amount for part in position.parts) == pytest.approx(position.difference, abs=1e-6)
    assert found["p25"] <= found["median"] <= found["p75"]


def test_an_option_that_is_not_there_counts_at_what_others_pay_for_it_apart():
    group = [terms(10, options={"spam": str(price)}) for price in (1, 2, 3, 4, 5)]
    assert comparison.option_prices(group) == {"spam": 3}
    assert comparison.option_prices(group[:4]) == {}, "too few: it would be about somebody"
    mine = comparison.on_one_footing(terms(10, options={"spam": "none"}), ["spam"], {"spam": 3.0}, {}, 2026)
    assert mine.each == pytest.approx(13)
    apart = comparison.on_one_footing(terms(10, options={"spam": "2"}), ["spam"], {"spam": 3.0}, {}, 2026)
    assert apart.each == pytest.approx(12)


def test_without_an_index_prices_stay_those_of_their_first_year():
    old = terms(10, first_year=2020, indexed_share=0.8)
    assert comparison.on_one_footing(old, [], {}, {}, 2026).index == 0
    assert comparison.on_one_footing(old, [], {}, {2020: 100.0, 2026: 110.0}, 2026).each == pytest.approx(10.8)


def test_what_scale_explains_is_told_from_fifteen_boards_on():
    few = comparison.figures([terms(10, units=float(n)) for n in range(50, 60)], [], {}, 2026)
    many = comparison.figures([terms(100 / n**0.5, units=float(n)) for n in range(50, 70)], [], {}, 2026)
    assert "elasticity" not in few
    assert many["elasticity"] == pytest.approx(0.5)
    position = comparison.position(terms(100 / 25**0.5, units=25.0), many, [], {})
    (scale,) = (part for part in position.parts if part.reason == "scale")
    assert scale.amount == pytest.approx(position.difference, rel=0.01)


LINES = ["mail mailbox", "gis user", "lines mbps", "security workstation", "website inhabitant", "servers user"]


def test_without_gaps_the_level_is_the_ratio_of_geometric_means():
    group = {board: {line: terms(10.0 + board + place) for place, line in enumerate(LINES)} for board in range(5)}
    asked = {line: [] for line in LINES}
    found = baskets.figures(group, frozenset(LINES), asked, {}, 2026)
    own = {line: terms(7.0 + 2 * place) for place, line in enumerate(LINES)}
    level, lines = baskets.level(own, found, asked, {})
    theirs = [10.0 + board + place for board in range(5) for place in range(6)]
    assert level.level == pytest.approx(100 * geometric_mean([7.0 + 2 * p for p in range(6)]) / geometric_mean(theirs))
    assert len(lines) == level.lines == 6
    assert baskets.level({line: own[line] for line in LINES[:4]}, found, asked, {})[0] is None, "four lines say little"


def test_a_gap_of_a_dear_board_does_not_make_a_line_cheap():
    def board(factor, lines):
        return {line: terms(factor * 10.0 * (place + 1)) for place, line in enumerate(LINES) if line in lines}

    group = {place: board(1.0, LINES) for place in range(5)} | {5: board(4.0, LINES[1:])}
    found = baskets.figures(group, frozenset(LINES), {line: [] for line in LINES}, {}, 2026)
    prices = [found["lines"][line]["each"] for line in LINES]
    assert prices == pytest.approx([prices[0] * (place + 1) for place in range(6)])


@given(
    st.lists(st.frozensets(st.sampled_from([*LINES, "support hour"])), max_size=12),
    st.frozensets(st.sampled_from(LINES)),
)
def test_what_is_in_common_is_common_enough(others, own):
    boards, lines = baskets.in_common(own, dict(enumerate(others)))
    assert lines <= own
    assert bool(boards) == bool(lines)
    assert not lines or len(lines) >= 5
    assert all(len(others[board] & lines) >= 5 for board in boards)
    assert all(sum(line in others[board] for board in boards) >= 5 for line in lines)


# ── release ──────────────────────────────────────────────────────────────────
def test_figures_are_shown_from_five_other_boards_on_to_each_of_them():
    boards_with(1_000, 1_100, 1_200, 1_300, 1_400)
    assert release() == 0, "four others each"
    boards_with(1_500)
    assert release() == 6
    assert release() == 0, "the same groups are not shown anew"


def test_one_board_more_shows_nothing_new_and_three_more_do():
    first = boards_with(1_000, 1_100, 1_200, 1_300, 1_400, 1_500)
    release()
    boards_with(9_000)
    release()
    own = PriceRelease.objects.filter(organisation_id=first[0].organisation_id)
    assert own.count() == 1, "the difference would be about the one that came"
    boards_with(9_000, 9_000)
    release()
    assert sorted(len(row.boards) for row in own) == [5, 8]


def test_no_board_stands_alone_in_what_another_was_shown():
    boards_with(*range(1_000, 1_600, 100))
    release()
    for more in (1, 3, 2, 4):
        boards_with(*([2_000] * more))
        release()
    for row in PriceRelease.objects.distinct("organisation_id").order_by("organisation_id"):
        groups = [
            frozenset(map(str, one.boards)) for one in PriceRelease.objects.filter(organisation_id=row.organisation_id)
        ]
        assert not singles_out(groups)
        assert all(one == other or len(one ^ other) >= 3 for one, other in combinations(groups, 2))


def test_a_level_over_all_kinds_is_shown_from_five_kinds_and_five_others_on():
    keepers = buyers(*[1] * 5)
    release()
    address = reverse("inventory:price_level")
    assert "Er is nog geen prijspeil" in " ".join(as_keeper(keepers[0]).get(address).text.split())
    assert not PriceRelease.objects.filter(kind=queries.ALL_KINDS).exists()
    (dear,) = buyers(2)
    release()
    shown = PriceRelease.objects.filter(kind=queries.ALL_KINDS)
    assert shown.count() == 6
    page = as_keeper(dear).get(address)
    assert "100\u00a0% meer dan het gemiddelde van 5 andere" in page.text
    assert "Prijspeil 200 (200 tot 200), het hunne is 100." in page.text
    assert [one["difference"] for one in page.context["rows"]] == ["+100\u00a0%"] * 5
    release()
    assert shown.count() == 6, "the same group is not shown anew"
    buyers(9)
    release()
    assert shown.filter(organisation_id=dear.organisation_id).count() == 1, "the difference would be about one board"


def test_a_line_that_one_board_more_buys_is_not_shown_again():
    more = [*KINDS, (ServiceKind.SERVERS, Unit.USER)]
    own = buyers(*[1] * 6, kinds=more)[0].organisation_id
    release()
    buyers(1, 1)
    buyers(9, kinds=more)
    release()
    first, second = PriceRelease.objects.filter(kind=queries.ALL_KINDS, organisation_id=own).order_by("pk")
    assert "servers user" in first.figures["lines"]
    assert len(second.boards) == 8
    assert set(first.figures["lines"]) - set(second.figures["lines"]) == {"servers user"}, (
        "of three that came one buys it"
    )


def test_the_level_is_for_boards_alone():
    buyers(1)
    address = reverse("inventory:price_level")
    assert logged_in(OrganisationFactory(supplier=True), "contact").get(address).status_code == 404
    assert logged_in(OrganisationFactory(support_point=True), "adviser").get(address).status_code == 404
    with_others = buyers(*[1] * 6)
    release()
    neighbour = logged_in(OrganisationFactory(), "ict_manager").get(address)
    assert neighbour.status_code == 200
    assert "release" not in neighbour.context
    assert as_keeper(with_others[0]).get(address).context["rows"]


def test_who_changes_a_price_changes_nothing_that_was_shown():
    keepers = boards_with(1_000, 1_100, 1_200, 1_300, 1_400, 1_500)
    release()
    before = list(PriceRelease.objects.order_by("pk").values_list("figures", flat=True))
    row = Contract.objects.get(organisation_id=keepers[5].organisation_id)
    dearer = replace(actions.agreed_of(row.current), yearly=Decimal(90_000))
    actions.change_contract(contract_id=row.pk, agreed=dearer, seen=row.current_id, now=NOW, today=TODAY, by=keepers[5])
    release()
    assert list(PriceRelease.objects.order_by("pk").values_list("figures", flat=True)) == before


@pytest.mark.parametrize(
    "changed",
    [
        {"is_counted": False},
        {"is_counted": False, "is_price_confidential": True},
        {"units": None, "unit": Unit.NONE, "is_counted": False},
    ],
)
def test_what_may_not_count_does_not_count(changed):
    boards_with(1_000, 1_100, 1_200, 1_300, 1_400)
    boards_with(1_500, **changed)
    assert release() == 0


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"is_price_confidential": True}, "confidential"),
        ({"unit": Unit.NONE, "units": None}, "not_comparable"),
        ({"extras_yearly": Decimal(9_999)}, "extras"),
        ({"indexed_share": Decimal(2)}, "indexed_share"),
    ],
)
def test_a_contract_that_cannot_count_is_refused_to(changed, code):
    with pytest.raises(Refused) as refused:
        boards_with(1_000, **changed)
    assert code in refused.value.codes


# ── pages ────────────────────────────────────────────────────────────────────
def test_the_page_says_where_the_board_stands_and_names_nobody():
    keepers = boards_with(1_000, 1_100, 1_200, 1_300, 1_400, 3_000)
    release()
    page = as_keeper(keepers[5]).get(page_of(keepers[5]))
    assert "duurste kwart" in page.text
    for place in range(5):
        assert f"Bestuur {place:02}" not in page.text
    for least_and_most in ("12,10", "16,94"):
        assert least_and_most not in page.text, "neither least nor most of others"
    assert as_keeper(keepers[0]).get(page_of(keepers[5])).status_code == 404
    adviser = logged_in(OrganisationFactory(support_point=True), "adviser")
    assert adviser.get(page_of(keepers[5])).status_code == 404


def test_the_brief_is_a_paper_of_the_board_alone():
    keepers = boards_with(1_000, 1_100, 1_200, 1_300, 1_400, 3_000)
    paper = as_keeper(keepers[5]).get(page_of(keepers[5], "brief"))
    assert paper.content.startswith(b"%PDF")
    release()
    assert as_keeper(keepers[5]).get(page_of(keepers[5], "brief")).content.startswith(b"%PDF")
    assert as_keeper(keepers[0]).get(page_of(keepers[5], "brief")).status_code == 404
    supplier = logged_in(OrganisationFactory(kind="supplier"), "contact")
    assert supplier.get(page_of(keepers[5], "brief")).status_code == 404


def test_options_are_told_as_a_new_edition():
    (keeper,) = boards_with(1_000)
    client, page = as_keeper(keeper), page_of(keeper, "options")
    row = Contract.objects.get()
    typed = {
        "seen": row.current_id,
        "option_spam": "in",
        "option_backup": "apart",
        "price_backup": "1,50",
        "option_archive": "none",
    }
    assert client.post(page, typed | {"price_backup": ""}).status_code == 422
    client.post(page, typed)
    row.refresh_from_db()
    assert row.current.options == {"spam": "in", "backup": "1.50", "archive": "none"}
    assert row.editions.count() == 2
    assert client.post(page, typed).status_code == 422, "somebody changed it meanwhile"


def partners(*keepers):
    group = OrganisationFactory(kind="partnership", name="Noord")
    for keeper in keepers:
        Relation.objects.create(source_id=keeper.organisation_id, target=group, kind="member_of", valid_from=TODAY)
    return group


def test_boards_of_a_partnership_show_each_other_a_price_both_ways_or_not_at_all():
    keepers = boards_with(1_000, 1_100, shown_to=Reach.PARTNERS) + boards_with(1_200)
    partners(*keepers)
    own = Contract.objects.get(organisation_id=keepers[0].organisation_id)
    assert [row.organisation_id for row in queries.shown_by_name(keepers[0], own, TODAY)] == [
        keepers[1].organisation_id
    ]
    hides = Contract.objects.get(organisation_id=keepers[2].organisation_id)
    assert queries.shown_by_name(keepers[2], hides, TODAY) == []
    stranger = boards_with(1_300, shown_to=Reach.PARTNERS)[0]
    assert queries.shown_by_name(stranger, Contract.objects.get(organisation_id=stranger.organisation_id), TODAY) == []


def test_a_supplier_replies_in_text_and_sees_no_price_and_no_board():
    supplier = OrganisationFactory(kind="supplier", name="Voorbeeldmail")
    keepers = boards_with(1_000, 1_100, supplier_org_id=supplier.pk)
    client = logged_in(supplier, "contact")
    page = client.get(reverse("inventory:replies"))
    assert "van minder dan vijf besturen" in page.text
    for hidden in ("Bestuur 00", "1.000", "10,00"):
        assert hidden not in page.text
    assert client.post(reverse("inventory:replies"), {"kind": "gis", "text": "x"}).status_code == 422
    client.post(reverse("inventory:replies"), {"kind": "mail", "text": "Onze prijs heeft alles erin."})
    assert "Onze prijs heeft alles erin." in as_keeper(keepers[0]).get(page_of(keepers[0])).text
    other = logged_in(OrganisationFactory(kind="supplier"), "contact")
    assert other.post(reverse("inventory:replies"), {"kind": "mail", "text": "Wij ook"}).status_code == 422
    assert as_keeper(keepers[0]).get(reverse("inventory:replies")).status_code == 404


def test_the_index_is_the_support_points_and_says_by_whom():
    adviser = an_adviser_of(OrganisationFactory(support_point=True))
    keeper = somebody(OrganisationFactory(), "ict_manager")
    with pytest.raises(Denied):
        actions.tell_index(year=2010, value=Decimal(110), source="x", now=NOW, by=keeper)
    for wrong in ({"year": 1200}, {"value": Decimal(0)}, {"source": " "}):
        with pytest.raises(Refused):
            actions.tell_index(**({"year": 2010, "value": Decimal(110), "source": "x"} | wrong), now=NOW, by=adviser)
    for value in (110, 112):
        actions.tell_index(year=2010, value=Decimal(value), source="Voorbeeld", now=NOW, by=adviser)
    assert queries.index() == {2010: 112.0}


# ── together ─────────────────────────────────────────────────────────────────
def ends(contract, board, on, kind="mail", units=10):
    return Ends(contract_id=contract, board=board, kind=kind, unit="mailbox", on=on, units=units)


def test_the_fullest_half_year_is_taken_first_and_each_contract_once():
    day = date(2027, 1, 1)
    found = windows(
        [
            ends(1, 1, day),
            ends(2, 2, day + timedelta(days=170)),
            ends(3, 3, day + timedelta(days=200)),
            ends(4, 4, day + timedelta(days=300)),
            ends(5, 1, day, kind="gis"),
            ends(6, 5, day + timedelta(days=900)),
        ]
    )
    assert [(window.kind, window.boards) for window in found] == [("mail", (2, 3, 4))]
    assert found[0].ref == "mail:mailbox:20270620"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 1_200)), max_size=14))
def test_no_contract_stands_in_two_windows_and_none_is_longer_than_half_a_year(given_ends):
    rows = [
        ends(place, board, date(2027, 1, 1) + timedelta(days=days)) for place, (board, days) in enumerate(given_ends)
    ]
    found = windows(rows)
    taken = [one.contract_id for window in found for one in window.contracts]
    assert len(taken) == len(set(taken))
    for window in found:
        assert window.last - window.first <= timedelta(days=183)
        assert len(window.boards) > 1
    left = [row for row in rows if row.contract_id not in taken]
    assert all(
        one.board == other.board or abs(one.on - other.on) > timedelta(days=183) for one in left for other in left
    )


def test_an_adviser_sees_what_boards_share_and_can_start_a_project_from_it(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    shared = boards_with(1_000, 1_100, is_shared=True, initial_months=24)
    boards_with(1_200, initial_months=24)
    support = OrganisationFactory(support_point=True)
    adviser = an_adviser_of(support)
    ((window, _contracts),) = queries.ending_together(adviser, TODAY)
    assert window.boards == tuple(sorted(keeper.organisation_id for keeper in shared))
    assert window.units == 200
    page = logged_in(support, "adviser").get(reverse("inventory:together"))
    assert "Bestuur 00" in page.text
    assert "Bestuur 02" not in page.text
    (offer,) = ContractsEndingTogether().offers(adviser, TODAY)
    assert offer.boards == window.boards
    (row,) = page.context["rows"]
    (link,) = row["links"]
    assert f'href="{escape(link.url)}"' in page.text
    propose = logged_in(support, "adviser").get(link.url)
    assert propose.context["offer"].ref == offer.ref
    assert list(ContractsEndingTogether().offers(shared[0], TODAY)) == [], "its partners show nothing"


def test_boards_of_a_partnership_see_together_what_they_show():
    keepers = boards_with(1_000, 1_100, shown_to=Reach.PARTNERS, initial_months=24)
    partners(*keepers)
    assert [window.boards for window, _rows in queries.ending_together(keepers[0], TODAY)] == [
        tuple(keeper.organisation_id for keeper in keepers)
    ]
    supplier = logged_in(OrganisationFactory(kind="supplier"), "contact")
    assert supplier.get(reverse("inventory:together")).status_code == 404


def test_a_joint_inventory_has_who_shows_it_and_names_who_does_not():
    keepers = boards_with(1_000, 1_100, 1_200)
    group = partners(*keepers)
    for keeper in keepers:
        an_asset(by=keeper)
    for keeper in keepers[:2]:
        actions.choose(reach=Reach.PARTNERS, unseen_weeks=8, now=NOW, by=keeper)
    rows, hidden = queries.joint_inventory(keepers[0], group.pk, TODAY)
    assert [(row.board, row.counts) for row in rows] == [("Bestuur 00", {"laptop": 1}), ("Bestuur 01", {"laptop": 1})]
    assert hidden == ["Bestuur 02"]
    client = as_keeper(keepers[0])
    page = reverse("inventory:joint", args=[group.pk])
    assert "Bestuur 01" in client.get(page).text
    assert client.get(page, {"export": "xlsx"}).status_code == 200
    stranger = logged_in(OrganisationFactory(), "ict_manager")
    assert stranger.get(page).status_code == 404
    assert logged_in(OrganisationFactory(support_point=True), "adviser").get(page).status_code == 404


# ── mergers ──────────────────────────────────────────────────────────────────
def test_what_boards_had_goes_on_at_their_successor_and_doubles_are_named():
    from steunpunt.assess.inventory.actions.landscape import Used
    from steunpunt.assess.inventory.choices import Hosting

    keepers = boards_with(1_000, 1_100)
    for keeper, users in zip(keepers, (10, 20), strict=True):
        an_asset(by=keeper)
        actions.keep_application(used=Used(name="Kaarten", hosting=Hosting.OWN, users=users), now=NOW, by=keeper)
    new = OrganisationFactory(name="Nieuwe gemeente")
    before = [(keeper.organisation_id, "Bestuur") for keeper in keepers]
    assert actions.carry_over(successor_id=new.pk, predecessors=before, by=the_platform()) == 2
    assert actions.carry_over(successor_id=new.pk, predecessors=before, by=the_platform()) == 0, "run again"
    assert Asset.objects.filter(organisation=new).count() == 2
    assert [row.users for row in Application.objects.filter(until_on=None)] == [30]
    keeper = somebody(new, "ict_manager")
    assert [len(rows) for rows in queries.doubles(keeper)] == [2]
    assert "Misschien een te veel" in logged_in(new, "ict_manager").get(reverse("inventory:contracts")).text
    assert not access.visible_contracts(keepers[0]).exists()


def test_a_merger_of_boards_carries_over_by_itself(django_capture_on_commit_callbacks):
    from steunpunt.foundation.journal.public import record
    from steunpunt.foundation.organisations.facts import OrganisationsMerged

    (keeper,) = boards_with(1_000)
    new = OrganisationFactory(name="Nieuwe gemeente")
    fact = OrganisationsMerged(
        organisation_id=new.pk,
        name=new.name,
        predecessor_ids=(keeper.organisation_id,),
        predecessors=("Bestuur 00",),
        on=TODAY,
    )
    with django_capture_on_commit_callbacks(execute=True):
        record(fact, by=the_platform())
    from steunpunt.assess.inventory.listeners import carry_over

    carry_over(fact)
    assert Contract.objects.get().organisation_id == new.pk
    assert Contract.objects.get().outlook != Outlook.ENDED
