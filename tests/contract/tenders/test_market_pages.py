"""What everybody reads of a public contract: no decision before the letters, who can order, what each correction changed."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from steunpunt.contract.tenders import actions, queries
from steunpunt.contract.tenders.choices import Buying, EnvelopeKind, Outcome, Part, TenderState
from steunpunt.contract.tenders.models import Tender
from steunpunt.contract.tenders.rules.needs import Needs
from steunpunt.contract.tenders.values import FrameworkTerms
from steunpunt.foundation.notices.models import Notice
from tests.contract.tenders.test_award_pages import page, pdf_text
from tests.factories.awarding import SECOND, WINNER, a_judged_room
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.rooms import Room
from tests.factories.scan import NOW, TODAY
from tests.factories.tenders import OFFERS_UNTIL, a_buyer, a_specification, a_tender, changed, seen_fingerprint
from tests.kept import kept

pytestmark = pytest.mark.django_db
CONTRACTS = "/api/v1/public-contracts"
AWARDED = "Deze opdracht werd gegund."


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def room():
    return kept(a_judged_room)


def told(tender):
    """What a stranger reads of how far it is: on its page, in the list, by the filter of the list, over the API."""
    client = Client()
    listed = client.get(reverse("tenders:market_list")).content.decode()
    by_filter = client.get(reverse("tenders:market_list"), {"state": "awarded"}).content.decode()
    return (
        AWARDED in client.get(reverse("tenders:market", args=[tender.pk])).content.decode(),
        "Gegund</td>" in listed or "Gegund</div>" in listed,
        tender.reference in by_filter,
        client.get(f"{CONTRACTS}/{tender.pk}").json()["state"] == "awarded",
        client.get(CONTRACTS, {"state": "awarded"}).json()["count"] == 1,
    )


# ── a decision ───────────────────────────────────────────────────────────────
def test_that_is_awarded_shows_once_the_letters_left_and_not_before(room):
    room.decide()
    assert told(room.tender) == (False,) * 5
    loser = browser_of(room.supplier_of(SECOND).person_id)
    assert AWARDED not in loser.get(reverse("tenders:market", args=[room.tender.pk])).content.decode()
    assert Client().get(f"{CONTRACTS}/{room.tender.pk}").json()["state"] == "priced"
    room.send()
    assert told(room.tender) == (True,) * 5


def test_everybody_reads_who_won_for_how_much_and_beside_it_how_much_can_be_ordered_at_the_most(room):
    def shown():
        return Client().get(reverse("tenders:market", args=[room.tender.pk])).content.decode().replace("\xa0", " ")

    winner = str(room.offers[WINNER].bid.supplier)
    room.decide()
    assert winner not in shown()
    room.send()
    for part in (f"<strong>{winner}</strong>", "€ 20.200,00 bij de vermoede hoeveelheden", "€ 1.000.000,00"):
        assert part in shown(), part
    assert str(room.offers[SECOND].bid.supplier) not in shown()


def test_a_decision_that_was_taken_again_shows_once_its_own_letters_left(room):
    room.awarded()
    actions.withdraw_decision(
        tender_id=room.tender.pk, lot=1, reason="Een punt klopte niet", now=NOW + timedelta(days=60), by=room.mayor
    )
    room.decide()
    assert told(room.tender) == (False,) * 5


def test_that_nothing_is_awarded_and_why_shows_once_the_letters_left_too(room):
    actions.stop_after_opening(
        tender_id=room.tender.pk,
        ruling=room.ruling(outcome=Outcome.NOT_AWARDED, winners=[], motivation="Het budget viel weg"),
        now=NOW + timedelta(days=60),
        by=room.mayor,
    )
    url = reverse("tenders:market", args=[room.tender.pk])
    before = (Client().get(url).content.decode(), Client().get(f"{CONTRACTS}/{room.tender.pk}").json())
    assert "Het budget viel weg" not in before[0]
    assert (before[1]["state"], before[1]["stopped"]) == ("priced", "")
    room.send()
    after = (Client().get(url).content.decode(), Client().get(f"{CONTRACTS}/{room.tender.pk}").json())
    assert "Het budget viel weg" in after[0]
    assert (after[1]["state"], after[1]["stopped"]) == ("stopped", "Het budget viel weg")


def test_nobody_decides_before_what_is_decided_on_was_opened(room):
    Tender.objects.filter(pk=room.tender.pk).update(state=TenderState.OPENED)
    with pytest.raises(Exception, match="gingen open") as raised:
        actions.stop_after_opening(
            tender_id=room.tender.pk,
            ruling=room.ruling(outcome=Outcome.NOT_AWARDED, winners=[], decided_on=OFFERS_UNTIL.date() - timedelta(1)),
            now=NOW + timedelta(days=60),
            by=room.mayor,
        )
    assert raised.value.codes == {"before_opening"}


# ── who can order ────────────────────────────────────────────────────────────
def test_everybody_reads_which_boards_can_order_on_the_page_and_in_the_specification():
    room = Room()
    stranger = somebody(OrganisationFactory(supplier=True), "bidder")
    shown = Client().get(reverse("tenders:market", args=[room.tender.pk])).content.decode()
    paper = pdf_text(page(stranger, "market_pdf", room.tender.pk))
    for board in room.boards:
        assert f"<li>{board}</li>" in shown
        assert str(board) in paper
    assert Client().get(f"{CONTRACTS}/{room.tender.pk}").json()["boards"] == sorted(str(one) for one in room.boards)


def test_who_buys_for_itself_names_no_boards():
    room = Room()
    spec = a_specification(buying=Buying.OWN)
    assert queries.boards_named(room.tender, spec) == []


# ── corrections ──────────────────────────────────────────────────────────────
def corrected(room, *, now=NOW + timedelta(days=2)):
    """With another ceiling, purpose, maximum, estimate, reasons and deadline."""
    spec = a_specification()
    values = {
        "purpose": "Mail voor alle besturen en hun scholen",
        "estimate": Decimal(777_000),
        "reasons": "Alleen voor de aankoper",
        "method": spec.method.__class__(
            formula=spec.method.formula, price_points=Decimal(40), floor=Decimal(20_000), ceiling=Decimal(65_000)
        ),
        "framework": FrameworkTerms(months=48, most_amount=Decimal(1_100_000)),
        "calendar": spec.calendar.__class__(
            questions_until=spec.calendar.questions_until, offers_until=OFFERS_UNTIL + timedelta(days=10)
        ),
    }
    changed(room.tender, by=room.buyer, part=Part.GENERAL, **values)
    return actions.correct(
        tender_id=room.tender.pk,
        fingerprint=seen_fingerprint(room.tender),
        reason="Ook de scholen",
        now=now,
        by=room.buyer,
    )


def test_everybody_reads_what_a_correction_changed_and_what_stood_there_before():
    room = Room()
    corrected(room)
    shown = Client().get(reverse("tenders:market", args=[room.tender.pk])).content.decode().replace("\xa0", " ")
    for old, new in (
        ("€ 60.000,00", "€ 65.000,00"),
        ("€ 1.000.000,00", "€ 1.100.000,00"),
        ("Mail voor alle besturen, als dienst", "Mail voor alle besturen en hun scholen"),
    ):
        assert f"<del>{old}</del>" in shown
        assert f"<ins>{new}</ins>" in shown
    assert "Plafondprijs" in shown
    for secret in ("777.000", "777000", "Alleen voor de aankoper"):
        assert secret not in shown, "what only the buyer reads"
    found = Client().get(f"{CONTRACTS}/{room.tender.pk}").json()["versions"]
    fields = {"purpose", "ceiling", "most_amount", "offers_until"}
    assert [{one["field"] for one in version["changed"]} for version in found] == [fields, set()]


def test_who_handed_in_hears_that_its_offer_is_for_an_earlier_text_and_reads_it_beside_its_offer():
    room = Room()
    first, second = room.suppliers
    room.hand_in(EnvelopeKind.QUALITY, first)
    actions.follow(tender_id=room.tender.pk, now=NOW, by=second)
    corrected(room)
    found = dict(Notice.objects.filter(kind="tenders.market").values_list("organisation_id", "title"))
    assert found == {
        first.organisation_id: "“Hosted Mail” werd rechtgezet nadat u indiende: kijk of uw offerte nog klopt",
        second.organisation_id: "Een rechtzetting van “Hosted Mail”",
    }
    url = reverse("tenders:offer", args=[room.tender.pk])
    assert "gemaakt voor de vorige tekst" in browser_of(first.person_id).get(url).content.decode()
    assert "gemaakt voor de vorige tekst" not in browser_of(second.person_id).get(url).content.decode()
    room.hand_in(EnvelopeKind.QUALITY, first, now=NOW + timedelta(days=3))
    assert "gemaakt voor de vorige tekst" not in browser_of(first.person_id).get(url).content.decode()


# ── needs ────────────────────────────────────────────────────────────────────
def test_half_a_unit_that_a_board_counts_on_shows_so_that_the_sum_is_that_of_what_stands_there():
    support = OrganisationFactory(support_point=True)
    boards = [OrganisationFactory() for _ in range(4)]
    buyer = a_buyer(support)
    tender = a_tender(*boards, by=buyer)
    for place, board in enumerate(boards):
        actions.state_needs(
            tender_id=tender.pk,
            needs=Needs(likely={"P1": Decimal("120.5") + 10 * place}),
            now=NOW,
            by=somebody(board, "ict_manager"),
        )
    shown = page(buyer, "needs", tender.pk).content.decode()
    for part in ("120,5 postbussen", "150,5 postbussen", ">542<", "120,5 · 135,5 · 150,5"):
        assert part in shown, part
