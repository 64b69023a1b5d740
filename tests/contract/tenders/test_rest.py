"""Tenders over the API: the same rows as on the pages, and nothing of what is sealed, of whom it is not, or without a scope."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from steunpunt.contract.tenders import actions
from steunpunt.contract.tenders.choices import EnvelopeKind
from steunpunt.contract.tenders.models import BoardNeeds, Envelope
from steunpunt.contract.tenders.rules.needs import Needs
from steunpunt.foundation.access.actions import make_key
from steunpunt.foundation.journal.models import Entry
from steunpunt.foundation.organisations.models import Organisation
from tests.contract.tenders.test_inviting import UNPUBLISHED
from tests.factories.awarding import OUT, SECOND, WINNER, AwardRoom
from tests.factories.organisations import OrganisationFactory, an_actor
from tests.factories.people import browser_of, logged_in
from tests.factories.projects import somebody
from tests.factories.rooms import Room
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import OFFERS_UNTIL, a_buyer, a_specification, a_tender

pytestmark = pytest.mark.django_db
TENDERS, CONTRACTS, OFFERS = "/api/v1/tenders", "/api/v1/public-contracts", "/api/v1/offers"
SAID = {"likely": {"P1": "120", "P2": "1"}, "most": {"P1": "150"}, "remark": "liefst in juni"}


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    return moment


@pytest.fixture
def keerbergen():
    return OrganisationFactory(name="Keerbergen")


@pytest.fixture
def tender(keerbergen):
    """In preparation, for Keerbergen and Haacht."""
    haacht = OrganisationFactory(name="Haacht")
    made = a_tender(keerbergen, haacht, by=a_buyer())
    actions.state_needs(
        tender_id=made.pk,
        needs=Needs(likely={"P1": Decimal(77)}, remark="van Haacht alleen"),
        now=NOW,
        by=somebody(haacht, "ict_manager"),
    )
    return made


def key_of(who, *scopes):
    """What a program of this person sends."""
    organisation = Organisation.objects.get(pk=who.organisation_id)
    by = an_actor(organisation, *who.roles, person_id=who.person_id)
    until = TODAY + timedelta(days=90)
    _key, secret = make_key(name="programma", scopes=scopes, expires_on=until, now=NOW, today=TODAY, by=by)
    return {"HTTP_AUTHORIZATION": f"Bearer {secret}"}


def put(client, tender, body, **headers):
    return client.put(f"{TENDERS}/{tender.pk}/needs", body, content_type="application/json", **headers)


# ── inside ───────────────────────────────────────────────────────────────────
def test_a_board_reads_tenders_in_which_it_takes_part_and_a_neighbour_none(tender, keerbergen):
    a_tender(OrganisationFactory(), by=a_buyer(), reference="2011-ANDER", spec=a_specification(title="Iets anders"))
    own = logged_in(keerbergen, "ict_manager")
    listed = own.get(TENDERS).json()
    assert (listed["count"], [row["id"] for row in listed["results"]]) == (1, [tender.pk])
    assert (listed["results"][0]["boards"], listed["results"][0]["needs_stated"]) == (2, False)
    for asked, count in (
        ({"q": "hosted"}, 1),
        ({"q": "2011-hm"}, 1),
        ({"q": "niets"}, 0),
        ({"state": "preparing"}, 1),
        ({"state": "awarded"}, 0),
        ({"procedure": "open"}, 1),
        ({"procedure": "restricted"}, 0),
        ({"offset": 1}, 1),
    ):
        assert own.get(TENDERS, asked).json()["count"] == count, asked
    assert own.get(TENDERS, {"offset": 1}).json()["results"] == []
    found = own.get(f"{TENDERS}/{tender.pk}").json()
    assert found["specification"]["purpose"] == "Mail voor alle besturen, als dienst"
    assert [item["code"] for item in found["specification"]["items"]] == ["P1", "P2"]
    assert (found["contract_url"], found["open_data_url"]) == (None, None)
    others = [
        logged_in(OrganisationFactory(), "ict_manager", "secretary"),
        logged_in(OrganisationFactory(supplier=True), "bidder", "local_administrator"),
        logged_in(keerbergen, "clerk"),
    ]
    for client in others:
        assert client.get(TENDERS).json() == {"count": 0, "results": []}
        for path in ("", "/needs", "/award"):
            assert client.get(f"{TENDERS}/{tender.pk}{path}").status_code == 404
        assert put(client, tender, SAID).status_code == 404
    assert Client().get(TENDERS).status_code == 401


def test_before_publication_quantities_are_for_the_buyer(tender, keerbergen):
    """They may be the sum of what two boards said."""
    own, buyer = logged_in(keerbergen, "ict_manager"), browser_of(a_buyer().person_id)
    for client, quantity in ((own, None), (buyer, "100")):
        items = client.get(f"{TENDERS}/{tender.pk}").json()["specification"]["items"]
        assert items[0]["quantity"] == quantity or Decimal(items[0]["quantity"]) == Decimal(quantity)


def test_a_board_says_what_it_needs_and_reads_its_own_alone(tender, keerbergen):
    own = logged_in(keerbergen, "ict_manager")
    assert own.get(f"{TENDERS}/{tender.pk}/needs").json()["stated_at"] is None
    answer = put(
        own, tender, {**SAID, "wanted": [{"level": "must", "text": "Back-up"}], "contract_ends_on": "2012-01-31"}
    )
    assert answer.status_code == 200
    found = own.get(f"{TENDERS}/{tender.pk}/needs").json()
    assert Decimal(found["likely"]["P1"]) == 120
    assert (found["remark"], found["wanted"], found["contract_ends_on"]) == (
        "liefst in juni",
        [{"level": "must", "text": "Back-up"}],
        "2012-01-31",
    )
    assert "van Haacht" not in own.get(f"{TENDERS}/{tender.pk}/needs").content.decode()
    assert own.get(TENDERS).json()["results"][0]["needs_stated"] is True
    assert Entry.objects.filter(fact="tenders.needs_stated", organisation_id=keerbergen.pk).count() == 1
    buyer = browser_of(a_buyer().person_id)
    assert buyer.get(f"{TENDERS}/{tender.pk}/needs").status_code == 404


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"likely": {"P9": "1"}}, 409, "no_item"),
        ({"likely": {"P1": "10"}, "most": {"P1": "5"}}, 409, "below_likely"),
        ({"likely": {"P1": "-1"}}, 422, None),
        ({"likely": {"P1": "NaN"}}, 422, None),
        ({"likely": {"P1": "1e400"}}, 422, None),
        ({"contract_ends_on": 5}, 422, None),
        ({"wanted": [{"level": "must", "text": " "}]}, 422, None),
        ({"nonsense": 1}, 422, None),
    ],
)
def test_what_makes_no_sense_is_a_problem_detail_and_changes_nothing(tender, keerbergen, body, status, code):
    before = BoardNeeds.objects.count()
    answer = put(logged_in(keerbergen, "ict_manager"), tender, body)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert code is None or [one["code"] for one in answer.json()["reasons"]] == [code]
    assert BoardNeeds.objects.count() == before


def test_a_reader_of_a_board_says_nothing_for_it(tender, keerbergen):
    assert put(logged_in(keerbergen, "policy_maker"), tender, SAID).status_code == 403


def test_a_key_reads_and_writes_within_its_scopes_alone(tender, keerbergen):
    who = somebody(keerbergen, "ict_manager")
    reads, writes = key_of(who, "tenders:read"), key_of(who, "tenders:read", "tenders:write")
    only_writes, other = key_of(who, "tenders:write"), key_of(who, "scan:read")
    client = Client()
    for key, count in ((reads, 1), (writes, 1), (only_writes, 0), (other, 0)):
        assert client.get(TENDERS, **key).json()["count"] == count
        assert client.get(f"{TENDERS}/{tender.pk}", **key).status_code == (200 if count else 404)
    assert [put(client, tender, SAID, **key).status_code for key in (reads, other, only_writes, writes)] == [
        403,
        404,
        404,
        200,
    ]
    assert client.get(TENDERS, HTTP_AUTHORIZATION="Bearer sp_niets").status_code == 401


# ── the market ───────────────────────────────────────────────────────────────
def test_everybody_reads_public_contracts_with_a_link_to_open_data(clock):
    room = Room()
    listed = Client().get(CONTRACTS).json()
    assert (listed["count"], listed["results"][0]["is_open"]) == (1, True)
    assert listed["results"][0]["open_data_url"].endswith(f"/opdrachten/{room.tender.pk}/ocds.json")
    found = Client().get(f"{CONTRACTS}/{room.tender.pk}").json()
    assert [one["number"] for one in found["versions"]] == [1]
    assert Decimal(found["specification"]["items"][0]["quantity"]) == 100
    assert "900000" not in str(found), "the estimate is nobody's business before the award"
    assert Client().get(f"/opdrachten/{room.tender.pk}/ocds.json").status_code == 200
    assert Client().get(CONTRACTS, {"open": "no"}).json()["count"] == 0
    clock[0] = OFFERS_UNTIL
    assert Client().get(CONTRACTS, {"open": "yes"}).json()["count"] == 0
    assert Client().get(CONTRACTS, {"open": "no", "state": "published"}).json()["count"] == 1


def test_what_is_not_published_is_no_public_contract(tender):
    assert Client().get(CONTRACTS).json()["count"] == 0
    for path in ("", "/questions"):
        assert Client().get(f"{CONTRACTS}/{tender.pk}{path}").status_code == 404


def test_without_prior_publication_only_who_was_invited_finds_it():
    room = Room(spec=UNPUBLISHED)
    invited, other = room.suppliers
    actions.invite(tender_id=room.tender.pk, organisation_id=invited.organisation_id, now=NOW, by=room.buyer)
    key, blind = key_of(invited, "tenders:read"), key_of(invited, "scan:read")
    found = Client().get(f"{CONTRACTS}/{room.tender.pk}", **key).json()
    assert found["open_data_url"] is None
    assert browser_of(invited.person_id).get(CONTRACTS).json()["count"] == 1
    for headers in ({}, blind, key_of(other, "tenders:read")):
        assert Client().get(CONTRACTS, **headers).json()["count"] == 0
        assert Client().get(f"{CONTRACTS}/{room.tender.pk}", **headers).status_code == 404
    assert Client().get(CONTRACTS, HTTP_AUTHORIZATION="Bearer sp_niets").status_code == 401


def test_answers_are_for_everybody_and_who_asked_for_nobody():
    room = Room()
    first, second = room.suppliers
    asked = actions.ask(tender_id=room.tender.pk, text="Geldt dit ook voor ons, Alfa?", now=NOW, by=first)
    path = f"{CONTRACTS}/{room.tender.pk}/questions"
    own, other = browser_of(first.person_id), browser_of(second.person_id)
    buyer = browser_of(room.buyer.person_id)
    assert [len(client.get(path).json()) for client in (own, other, buyer, Client())] == [1, 0, 0, 0]
    actions.answer(
        tender_id=room.tender.pk, question_id=asked.pk, public_text="Geldt dit?", text="Ja.", now=NOW, by=room.buyer
    )
    for client, is_own in ((own, True), (other, False), (Client(), False)):
        [line] = client.get(path).json()
        assert (line["question"], line["answer"], line["is_own"]) == ("Geldt dit?", "Ja.", is_own)
        assert (line["asked_at"] is None) is not is_own
        assert "Alfa" not in str(line)


# ── one's own offers ─────────────────────────────────────────────────────────
def test_a_supplier_reads_its_receipts_and_nobody_else_that_there_is_an_offer():
    room = Room()
    first, second = room.suppliers
    for kind in EnvelopeKind:
        room.hand_in(kind, first)
    room.hand_in(EnvelopeKind.PRICE, first)
    own = browser_of(first.person_id)
    [offer] = own.get(OFFERS).json()["results"]
    assert (offer["tender_id"], offer["is_complete"], offer["results"]) == (room.tender.pk, True, [])
    assert [(one["kind"], one["is_replaced"]) for one in offer["envelopes"]] == [
        ("administrative", False),
        ("quality", False),
        ("price", True),
        ("price", False),
    ]
    assert {one["fingerprint"] for one in offer["envelopes"]} == set(
        Envelope.objects.values_list("fingerprint", flat=True)
    )
    assert set(offer["envelopes"][0]) == {"kind", "number", "received_at", "size", "fingerprint", "is_replaced"}
    assert own.get(OFFERS, {"tender": room.tender.pk + 1}).json()["count"] == 0
    for who in (second, room.buyer, room.officers["een"]):
        assert browser_of(who.person_id).get(OFFERS).json() == {"count": 0, "results": []}
    assert Client().get(OFFERS).status_code == 401
    assert Client().get(OFFERS, **key_of(first, "tenders:read")).json()["count"] == 1
    assert Client().get(OFFERS, **key_of(first, "scan:read")).json()["count"] == 0


def test_no_answer_tells_how_many_offers_there_are_before_the_opening():
    """Whatever anybody but the supplier reads is the same with an offer and without one."""
    room = Room()
    readers = [Client(), *(browser_of(who.person_id) for who in (room.buyer, room.officers["een"], room.suppliers[1]))]
    paths = [
        TENDERS,
        f"{TENDERS}/{room.tender.pk}",
        CONTRACTS,
        f"{CONTRACTS}/{room.tender.pk}",
        f"{CONTRACTS}/{room.tender.pk}/questions",
        OFFERS,
    ]
    before = [client.get(path).content for client in readers for path in paths]
    room.whole(room.suppliers[0])
    assert [client.get(path).content for client in readers for path in paths] == before


def test_the_award_is_for_who_sees_the_tender_once_it_was_decided():
    room = AwardRoom().judged()
    board, buyer = browser_of(room.officers["een"].person_id), browser_of(room.buyer.person_id)
    outside = [browser_of(who.person_id) for who in room.suppliers] + [logged_in(OrganisationFactory(), "secretary")]
    path = f"{TENDERS}/{room.tender.pk}/award"
    assert [client.get(path).status_code for client in (board, buyer, *outside)] == [404] * 6
    room.awarded()
    winner = room.offers[WINNER].bid.supplier
    for client in (board, buyer):
        assert client.get(path).json() == [
            {
                "lot": 1,
                "title": "Hosted Mail",
                "outcome": "awarded",
                "body": "College van 12 mei 2011",
                "decided_on": "2011-05-12",
                "winners": [{"organisation_id": winner.pk, "name": winner.name, "variant": 0}],
            }
        ]
    assert {client.get(path).status_code for client in outside} == {404}
    results = {
        place: browser_of(room.supplier_of(place).person_id).get(OFFERS).json()["results"][0]["results"][0]["result"]
        for place in (WINNER, SECOND, OUT)
    }
    assert results == {WINNER: "winner", SECOND: "other", OUT: "irregular"}


@pytest.mark.parametrize("count", [1, 3])
def test_lists_take_the_same_queries_whatever_their_length(count, keerbergen, django_assert_num_queries):
    buyer = a_buyer()
    for number in range(count):
        a_tender(keerbergen, OrganisationFactory(), by=buyer, reference=f"2011-{number}")
    client = logged_in(keerbergen, "ict_manager")
    with django_assert_num_queries(5):
        assert client.get(TENDERS).json()["count"] == count


@pytest.mark.parametrize("count", [1, 3])
def test_offers_take_the_same_queries_whatever_their_number(count, django_assert_num_queries):
    spec = a_specification(variants_allowed=True)
    room = Room(spec=spec)
    for variant in range(count):
        for kind in EnvelopeKind:
            room.hand_in(kind, variant=variant)
    client = browser_of(room.suppliers[0].person_id)
    with django_assert_num_queries(7):
        assert client.get(OFFERS).json()["count"] == count


@pytest.mark.parametrize("count", [1, 3])
def test_public_contracts_take_the_same_queries_whatever_their_number(count, django_assert_num_queries):
    row = Room().tender
    for number in range(1, count):
        row.pk, row.reference = None, f"2011-{number}"
        row.save()
    with django_assert_num_queries(2):
        assert Client().get(CONTRACTS).json()["count"] == count
