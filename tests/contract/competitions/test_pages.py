"""Pages as board, supplier, competing supplier, neighbour, support point; and what attacks get: nothing."""

import io
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from steunpunt.contract.competitions import access, actions, queries
from steunpunt.contract.competitions.models import Competition, Offer, OfferFile
from steunpunt.contract.orders import actions as order_actions
from steunpunt.contract.orders.models import Order
from tests.factories.competing import AFTER, UNTIL, Arena, a_laptop, offers_of, shown
from tests.factories.ordering import Shop
from tests.factories.people import browser_of
from tests.factories.projects import somebody
from tests.factories.scan import NOW, TODAY

pytestmark = pytest.mark.django_db
PAGES = ("detail", "offers", "report", "questions", "offer", "decline", "ask", "award", "stop", "change")
SECRETS = ("712,34", "712.34", "Met een kaart van de dekking", "7.123", "7123")
"""What stands in an offer of the tests below, as pages would write it."""


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """What time it is for pages: `clock[0]`."""
    moment = [NOW]
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment[0])
    monkeypatch.setattr("django.utils.timezone.localdate", lambda value=None, *_args: (value or moment[0]).date())
    return moment


def page(who, name, *args, **query):
    return browser_of(who.person_id).get(reverse(f"competitions:{name}", args=args), query)


def sent(who, name, *args, **data):
    return browser_of(who.person_id).post(reverse(f"competitions:{name}", args=args), data)


def body(answer, status=200):
    assert answer.status_code == status
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def secret_offer(arena, competition, supplier=0, **changed):
    return arena.offer(
        competition, supplier, "712.34", answers={"K1": "Met een kaart van de dekking", "K2": "Vier uur"}, **changed
    )


# ── from the catalogue to an order, page by page ─────────────────────────────
def test_from_the_catalogue_to_an_order(clock):
    arena = Arena()
    client = browser_of(arena.manager.person_id)
    catalogue = body(client.get(reverse("orders:catalogue")))
    begin = re.search(r'href="(/aankopen/minicompetities/nieuw/\?item=\d+)"', catalogue)[1]
    assert "Eerst worden prijzen gevraagd" in body(client.get(reverse("orders:item", args=[arena.items["LT"].pk])))
    item = arena.items["LT"].pk
    wish = {
        "title": "Tien laptops",
        "what": "Licht en stevig",
        "deliver_to": "Gemeentehuis",
        "answers_until": UNTIL.strftime("%Y-%m-%dT%H:%M"),
        f"units_{item}": "10",
    }
    draft = body(client.post(begin, wish, follow=True))
    assert "geen leverancier weet ervan" in draft
    assert "€ 8.120,00" in draft
    competition = Competition.objects.get()
    assert "De leveranciers zijn gevraagd" in body(
        client.post(reverse("competitions:send", args=[competition.pk]), follow=True)
    )
    for contact, unit in zip(arena.contacts, ("750", "712,34", "790"), strict=True):
        answer = {f"price_{item}": unit, "answer_K1": "Zo", "answer_K2": "Vier uur"}
        supplier = browser_of(contact.person_id)
        assert "Uw offerte is binnen, verzegeld" in body(
            supplier.post(reverse("competitions:offer", args=[competition.pk]), answer, follow=True)
        )
    clock[0] = AFTER
    client = browser_of(arena.manager.person_id)
    opened = body(client.post(reverse("competitions:open", args=[competition.pk]), follow=True))
    assert "Offertes naast elkaar" in opened
    assert "712,34" not in opened
    marks = {}
    for offer in Offer.objects.all():
        for code in ("K1", "K2"):
            marks |= {f"mark_{offer.pk}_{code}": "8", f"why_{offer.pk}_{code}": "Duidelijk"}
    body(client.post(reverse("competitions:offers", args=[competition.pk]), marks, follow=True))
    fixed = body(client.post(reverse("competitions:fix", args=[competition.pk]), follow=True))
    assert "Leverancier Twee is eerste, met 92 op 100 punten, voor € 7.123,40." in fixed
    seen = dict(re.findall(r'name="(offer|amount_seen)" value="([\d.]+)"', fixed))
    assert seen["amount_seen"] == "7243.40"
    done = body(
        client.post(
            reverse("competitions:award", args=[competition.pk]), {**seen, "motivation": "De beste"}, follow=True
        )
    )
    assert "De bestelling ging naar Leverancier Twee." in done
    assert Order.objects.get().supplier_part == Decimal("7123.40")


def test_a_form_keeps_what_was_typed_and_says_what_is_missing():
    arena = Arena()
    item = arena.items["LT"].pk
    url = f"{reverse('competitions:begin')}?item={item}"
    answer = browser_of(arena.manager.person_id).post(url, {"title": "Tien laptops", f"units_{item}": ""})
    text = body(answer, 422)
    assert 'value="Tien laptops"' in text
    assert "Zeg van welk artikel u er hoeveel nodig hebt." in text


def test_the_basket_shows_the_way_and_its_lines_come_along():
    arena = Arena()
    item = arena.items["LT"].pk
    order_actions.put_in_basket(item_id=item, quantity=7, today=TODAY, now=NOW, by=arena.manager)
    client = browser_of(arena.manager.person_id)
    basket = body(client.get(reverse("orders:basket")))
    assert "worden eerst prijzen gevraagd aan de leveranciers" in basket
    begin = re.search(r'href="(/aankopen/minicompetities/nieuw/\?item=\d+)"', basket)[1]
    assert re.search(rf'name="units_{item}" value="7"', body(client.get(begin)))


def test_the_contract_says_how_offers_are_compared_and_a_supplier_reads_itself_alone():
    arena = Arena()
    url = reverse("frameworks:detail", args=[arena.framework.pk])
    for_board, for_supplier = (body(browser_of(who.person_id).get(url)) for who in (arena.manager, arena.contacts[0]))
    for text in (
        "Hoe offertes vergeleken worden",
        "60 × laagste prijs ÷ prijs",
        "Plan van aanpak",
        "minstens 10 dagen",
    ):
        assert text in for_board
        assert text in for_supplier
    assert "Leverancier Twee" in for_board
    assert "Leverancier Twee" not in for_supplier


def test_terms_are_written_with_how_offers_are_compared():
    arena = Arena()
    client = browser_of(arena.buyer.person_id)
    url = reverse("frameworks:terms", args=[arena.framework.pk])
    form = client.get(url).context["form"]
    data = {name: "" if value is None else value for name, value in form.initial.items()}
    assert data["criteria"] == "Plan van aanpak; 25; Hoe u plaatst en test\nOndersteuning; 15; Wie helpt, hoe snel"
    assert "samen 100" in body(client.post(url, data | {"price_weight": "70"}), 422)
    assert "Regel 1" in body(client.post(url, data | {"criteria": "Plan zonder gewicht"}), 422)
    assert client.post(url, data | {"price_weight": "70", "criteria": "Plan; 30; Hoe"}).status_code == 302
    arena.framework.refresh_from_db()
    comparison = arena.framework.draft["lots"][0]["comparison"]
    assert (comparison["price_weight"], [one["title"] for one in comparison["criteria"]]) == ("70", ["Plan"])


# ── before the deadline nobody reads ─────────────────────────────────────────
def test_before_the_deadline_nobody_reads_an_offer_on_any_page_or_file():
    arena = Arena()
    competition = arena.sent()
    plan = SimpleUploadedFile("plan.txt", b"Met een kaart van de dekking")
    secret_offer(arena, competition, files=[actions.Given(name="plan.txt", content=plan)])
    file = OfferFile.objects.get()
    admin = somebody(arena.support, "administrator", "adviser", "finance", "buyer")
    readers = (arena.manager, arena.buyer, admin, arena.contacts[1], somebody(arena.other, "ict_manager"))
    for who in readers:
        client = browser_of(who.person_id)
        for name in PAGES:
            answer = client.get(reverse(f"competitions:{name}", args=[competition.pk]))
            if answer.status_code == 200:
                text = body(answer)
                assert [one for one in SECRETS if one in text] == [], (who.organisation_kind, name)
        assert page(who, "file", competition.pk, file.pk).status_code == 404
        for url in (
            f"{reverse('competitions:list')}?export=csv",
            f"{reverse('competitions:list')}?export=json",
            reverse("search:page") + "?q=kaart van de dekking",
            reverse("documents:list"),
        ):
            text = body(client.get(url))
            assert [one for one in SECRETS if one in text.replace("kaart van de dekking", "")] == []
    with pytest.raises(ValueError, match="closed"):
        queries.content_of(file, is_own=False)


def test_a_clock_that_is_set_back_opens_nothing_and_lets_nothing_in(clock):
    arena = Arena()
    competition = arena.sent()
    clock[0] = AFTER
    actions.stop(competition_id=arena.draft().pk, reason="Iets anders", now=AFTER, by=arena.manager)
    clock[0] = NOW
    item = arena.items["LT"].pk
    answer = sent(
        arena.contacts[0], "offer", competition.pk, **{f"price_{item}": "700", "answer_K1": "x", "answer_K2": "x"}
    )
    assert "De termijn is voorbij" in body(answer, 422)
    assert not Offer.objects.exists()


def test_the_board_reads_who_declined_after_the_opening_only(clock):
    arena = Arena()
    competition = arena.sent()
    secret_offer(arena, competition)
    actions.decline(competition_id=competition.pk, reason="Geen voorraad", now=NOW, by=arena.contacts[1])
    assert "Geen voorraad" not in body(page(arena.manager, "detail", competition.pk))
    clock[0] = AFTER
    arena.open(competition)
    assert "doet geen offerte: Geen voorraad" in body(page(arena.manager, "detail", competition.pk))


# ── a supplier reads its own and nothing of another ──────────────────────────
def test_a_supplier_reads_its_own_offer_and_file_and_nothing_of_a_competitor(clock):
    arena = Arena()
    competition = arena.sent()
    plan = SimpleUploadedFile("plan.txt", b"Met een kaart van de dekking")
    secret_offer(arena, competition, files=[actions.Given(name="plan.txt", content=plan)])
    file = OfferFile.objects.get()
    own = body(page(arena.contacts[0], "detail", competition.pk))
    assert "712,34" in own
    assert "Met een kaart van de dekking" in own
    assert "Ondersteuningsdeel" not in own
    assert "12,00" not in own
    assert body(page(arena.contacts[0], "file", competition.pk, file.pk)) == "Met een kaart van de dekking"
    rival = body(page(arena.contacts[1], "detail", competition.pk))
    for text in (*SECRETS, "Leverancier Een", "Leverancier Drie"):
        assert text not in rival
    assert page(arena.contacts[1], "file", competition.pk, file.pk).status_code == 404


def test_after_the_award_losers_read_their_own_marks_and_no_name_price_or_score_of_others(clock):
    arena = Arena()
    competition = arena.sent()
    secret_offer(arena, competition, 0)
    arena.offer(competition, 1, "781.11")
    arena.offer(competition, 2, "799.99")
    clock[0] = AFTER
    arena.open(competition)
    arena.mark(competition, [{"K1": "9", "K2": "9"}, {"K1": "6.25", "K2": "7"}, {"K1": "4", "K2": "3"}])
    arena.award(arena.fix(competition))
    loser = body(page(arena.contacts[1], "detail", competition.pk))
    assert "Uw offerte is niet gekozen" in loser
    assert "6,25 op 10" in loser
    assert "Punt 6.25." in loser
    assert "Uw prijs is hoger dan die van de gekozen offerte." in loser
    for text in (*SECRETS, "Leverancier Een", "Leverancier Drie", "799,99", "9 op 10", "4 op 10", "De beste offerte"):
        assert text not in loser, text
    assert str(Order.objects.get().number) not in loser
    winner = body(page(arena.contacts[0], "detail", competition.pk))
    assert Order.objects.get().number in winner
    assert "Leverancier Twee" not in winner
    for name in ("offers", "report", "questions"):
        assert [page(one, name, competition.pk).status_code for one in arena.contacts] == [404, 404, 404]
    history = body(browser_of(arena.contacts[1].person_id).get(f"{reverse('competitions:list')}?export=csv"))
    assert "De uwe is niet gekozen" in history


def test_who_looks_in_as_the_board_reads_no_offers(clock):
    arena = Arena()
    competition = arena.fixed("750")
    clock[0] = AFTER
    assert body(page(arena.manager, "offers", competition.pk))
    looking = replace(arena.manager, looking_in_id=7)
    assert [access.reads_offers(who, competition) for who in (arena.manager, looking)] == [True, False]
    contact = replace(arena.contacts[0], looking_in_id=7)
    assert [access.reads_own_offer(who) for who in (arena.contacts[0], contact)] == [True, False]


# ── others ───────────────────────────────────────────────────────────────────
def test_a_neighbour_and_a_supplier_that_was_not_asked_find_no_page():
    arena = Arena()
    competition = arena.sent()
    stranger = somebody(Shop(support=arena.support).supplier, "contact", "bidder")
    neighbour = somebody(arena.other, "ict_manager", "secretary", mandates=("order",))
    clerk = somebody(arena.board, "clerk")
    for who in (stranger, neighbour, clerk):
        assert {page(who, name, competition.pk).status_code for name in PAGES if name != "award"} == {404}
        assert "Tien laptops" not in browser_of(who.person_id).get(reverse("competitions:list")).content.decode()


def test_the_support_point_reads_what_was_sent_and_decides_nothing(clock):
    arena = Arena()
    draft, competition = arena.draft(), arena.sent()
    assert page(arena.buyer, "detail", draft.pk).status_code == 404
    assert "Tien laptops" in body(page(arena.buyer, "detail", competition.pk))
    arena.offer(competition, 0)
    clock[0] = AFTER
    assert sent(arena.buyer, "open", competition.pk).status_code == 404
    arena.open(competition)
    arena.mark(competition, [{"K1": "8", "K2": "8"}])
    competition = arena.fix(competition)
    first, amount = shown(competition)
    assert "Leverancier Een deed de enige offerte die meetelt" in body(page(arena.buyer, "detail", competition.pk))
    award = {"offer": first, "amount_seen": amount, "motivation": "Zo"}
    assert sent(arena.buyer, "award", competition.pk, **award).status_code == 404
    assert sent(arena.buyer, "stop", competition.pk, reason="Zo").status_code == 404


def test_an_award_of_what_was_not_looked_at_shows_the_page_again(clock):
    arena = Arena()
    competition = arena.fixed("750")
    clock[0] = AFTER
    first, amount = shown(competition)
    award = {"offer": first, "amount_seen": amount - 1, "motivation": "Zo is het"}
    text = body(sent(arena.manager, "award", competition.pk, **award), 422)
    assert "Zo is het" in text
    assert "De rangschikking of het bedrag is intussen veranderd" in text
    assert not Order.objects.exists()


def test_the_report_names_everything_for_the_file_of_the_board(clock):
    arena = Arena()
    competition = arena.sent()
    secret_offer(arena, competition)
    actions.decline(competition_id=competition.pk, reason="Geen voorraad", now=NOW, by=arena.contacts[1])
    clock[0] = AFTER
    arena.open(competition)
    arena.mark(competition, [{"K1": "8.5", "K2": "7"}])
    arena.award(arena.fix(competition))
    answer = page(arena.manager, "report", competition.pk)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    text = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    for said in (
        "Leverancier Een",
        "geen offerte: Geen voorraad",
        "geen antwoord",
        "Punt 8.5.",
        "€ 7.123,40",
        "De beste offerte.",
    ):
        assert said in text, said


def test_attachments_go_to_who_is_asked_once_it_is_sent():
    arena = Arena()
    draft = arena.draft()
    board, supplier = browser_of(arena.manager.person_id), browser_of(arena.contacts[0].person_id)
    plan = SimpleUploadedFile("grondplan.txt", b"Een zaal")
    board.post(reverse("documents:add", args=[f"competition:{draft.pk}"]), {"file": plan})
    assert "grondplan.txt" not in body(supplier.get(reverse("documents:list")))
    actions.send(competition_id=draft.pk, today=TODAY, now=NOW, by=arena.manager)
    text = body(supplier.get(reverse("competitions:detail", args=[draft.pk])))
    url = re.findall(r'href="(/documenten/[0-9]+/)"', text)[-1]
    assert body(supplier.get(url)) == "Een zaal"
    late = SimpleUploadedFile("later.txt", b"Te laat")
    assert board.post(reverse("documents:add", args=[f"competition:{draft.pk}"]), {"file": late}).status_code in {
        403,
        404,
    }


# ── speed ────────────────────────────────────────────────────────────────────
def test_lists_and_pages_ask_as_many_questions_for_one_as_for_three(clock):
    arena = Arena(a_laptop())
    counts = []
    for _round in range(2):
        for _each in range(2 if counts else 1):
            competition = arena.offered("750", "740", "730")
        seen = []
        for who, name, args in (
            (arena.manager, "list", ()),
            (arena.buyer, "list", ()),
            (arena.contacts[0], "list", ()),
            (arena.manager, "detail", (competition.pk,)),
        ):
            client = browser_of(who.person_id)
            client.get(reverse(f"competitions:{name}", args=args))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(f"competitions:{name}", args=args)).status_code == 200
            seen.append(len(asked))
        counts.append(seen)
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 30, counts


def test_a_page_with_three_offers_asks_as_many_questions_as_with_one(clock):
    found = []
    for units in (("750",), ("750", "740", "730")):
        arena = Arena()
        clock[0] = NOW
        competition = arena.fixed(*units)
        clock[0] = AFTER
        client = browser_of(arena.manager.person_id)
        seen = []
        for name in ("detail", "offers"):
            client.get(reverse(f"competitions:{name}", args=[competition.pk]))
            with CaptureQueriesContext(connection) as asked:
                assert client.get(reverse(f"competitions:{name}", args=[competition.pk])).status_code == 200
            seen.append(len(asked))
        found.append(seen)
    assert found[0] == found[1]
    assert max(found[0]) <= 40, found


def test_questions_are_answered_on_their_page():
    arena = Arena()
    competition = arena.sent()
    assert "gaat naar iedereen" in body(
        browser_of(arena.contacts[1].person_id).post(
            reverse("competitions:ask", args=[competition.pk]), {"text": "Welke kleur?"}, follow=True
        )
    )
    text = body(page(arena.manager, "questions", competition.pk))
    assert "Welke kleur?" in text
    assert "Leverancier Twee" not in text
    question = competition.questions.get()
    answer = {"public_text": "Welke kleur?", "answer": "Grijs."}
    sent(arena.manager, "answer_question", competition.pk, question.pk, **answer)
    for contact in arena.contacts:
        assert "Grijs." in body(page(contact, "detail", competition.pk))


def test_an_offer_is_put_aside_and_stopped_on_pages(clock):
    arena = Arena()
    competition = arena.opened("750")
    clock[0] = AFTER
    offer = offers_of(competition)[arena.suppliers[0].pk]
    assert "telt dan niet mee" in body(page(arena.manager, "put_aside", competition.pk, offer.pk))
    assert sent(arena.manager, "put_aside", competition.pk, offer.pk, reason="Zonder plaatsing").status_code == 302
    assert "Zonder plaatsing" in body(page(arena.manager, "offers", competition.pk))
    assert sent(arena.manager, "stop", competition.pk, reason="Geen offerte die past").status_code == 302
    assert "Geen offerte die past" in body(page(arena.contacts[0], "detail", competition.pk))
    assert page(arena.contacts[0], "offer", competition.pk).status_code == 200


def test_a_supplier_takes_back_and_declines_on_pages():
    arena = Arena()
    competition = arena.offered("750")
    assert "ingetrokken" in body(
        browser_of(arena.contacts[0].person_id).post(
            reverse("competitions:withdraw", args=[competition.pk]), follow=True
        )
    )
    sent(arena.contacts[0], "decline", competition.pk, reason="Geen tijd")
    assert "U doet geen offerte" in body(page(arena.contacts[0], "detail", competition.pk))
