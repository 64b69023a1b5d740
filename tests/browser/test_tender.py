"""An open tender in as many browsers as people: a buyer, seven members, two officers, three suppliers, until the contract.

What weeks of waiting bring is brought by moving days in the database: the deadline, and when the letters left.
"""

import io
import re
from datetime import datetime, timedelta

import pytest
from pypdf import PdfReader

from tests.browser.conftest import windows

pytestmark = pytest.mark.browser
TOLD_IN_ORDER = True

TITLE, PHRASE = "Firewall en linkbalancer", "samen openen wij de omslagen"
BUYER = "aankoper@steunpunt.example"
OFFICERS = ("secretaris@keerbergen.example", "ict@haacht.example")
MEMBERS = {
    "ict@keerbergen.example": "Keerbergen · ICT-verantwoordelijke Keerbergen",
    "veiligheid@keerbergen.example": "Keerbergen · Veiligheidsconsulent Keerbergen",
    "ict@boortmeerbeek.example": "Boortmeerbeek · ICT-verantwoordelijke Boortmeerbeek",
    "ict@rotselaar.example": "Rotselaar · ICT-verantwoordelijke Rotselaar",
    "ict@tremelo.example": "Tremelo · ICT-verantwoordelijke Tremelo",
    "ict@begijnendijk.example": "Begijnendijk · ICT-verantwoordelijke Begijnendijk",
    "adviseur@steunpunt.example": "Steunpunt Vlaams-Brabant · Adviseur Steunpunt",
}
BEST, SECOND, OUT = "contact@leverancier.example", "offertes@serverhuis.example", "offertes@colt.example"
SUPPLIERS = {
    BEST: ("Leverancier Voorbeeld", {"P1": "1000", "P2": "2500", "P3": "12,50"}),
    SECOND: ("Serverhuis", {"P1": "1100", "P2": "2400"}),
    OUT: ("COLT", {"P1": "950", "P2": "2450"}),
}
NAMES = {email: name for email, (name, _prices) in SUPPLIERS.items()}
WHY = "De nota toont het met een meting"
ODD = "ict@tremelo.example"
"""Who judges one offer lower than the others do."""


@pytest.fixture(scope="module")
def people(browser, demonstration):
    """Everybody's own browser, kept open over the whole story."""
    here = {}
    with windows(browser, demonstration) as opens:

        def somebody(email):
            if email not in here:
                here[email] = opens(email)
            return here[email]

        yield somebody


@pytest.fixture(scope="module")
def tender(served):
    [(number,)] = served.rows("SELECT id FROM tenders_tender WHERE title = %s", TITLE)
    return number


def says(window, text):
    window.page.locator("main").get_by_text(text).first.wait_for()


def pressed(window, name):
    window.page.get_by_role("button", name=name, exact=True).click()
    window.page.wait_for_load_state("load")


def a_file(name, text="Verzonnen voor de demonstratie"):
    return {"name": name, "mimeType": "text/plain", "buffer": text.encode()}


def envelope(window, tender, kind):
    """Opened from the page of one's own offer, as a supplier finds it."""
    window.go(f"/opdrachten/{tender}/offerte/")
    window.page.locator(f"main a[href$='/offerte/0/{kind}/']").click()
    window.page.wait_for_url(re.compile(rf"/{kind}/$"))


def seals(window):
    """What goes in is shown first; only then it is sealed."""
    window.page.get_by_role("button", name="Verzegelen en indienen", exact=True).click()
    with window.page.expect_navigation():
        window.page.get_by_role("button", name="Ja, verzegelen", exact=True).click()


def sealed(window):
    seals(window)
    says(window, "en is verzegeld")


# ── offers ───────────────────────────────────────────────────────────────────
def test_1_three_suppliers_hand_in_under_seal_and_what_is_wrong_is_said(people, tender, served):
    for email, (_name, prices) in SUPPLIERS.items():
        supplier = people(email)
        page = supplier.page
        supplier.go("/opdrachten/")
        page.get_by_role("link", name=TITLE).click()
        page.get_by_role("link", name="Onze offerte").click()
        says(supplier, "U hebt nog geen offerte")
        for kind, field in (("administrative", "Verklaring op erewoord"), ("quality", "Technische nota")):
            envelope(supplier, tender, kind)
            if email != BEST:
                page.get_by_label("2 · Beheer en toezicht").uncheck()
            page.get_by_label(field).set_input_files(a_file(f"{kind}.txt"))
            if kind == "quality":
                page.locator("[name=answer_K1]").fill(f"Overname in dertig seconden, zegt {email}")
            sealed(supplier)
        envelope(supplier, tender, "price")
        if email != BEST:
            page.get_by_label("2 · Beheer en toezicht").uncheck()
        for code, price in prices.items():
            page.locator(f"[name=price_{code}]").fill(price)
        sealed(supplier)
        supplier.go(f"/opdrachten/{tender}/offerte/")
        says(supplier, "Uw offerte is binnen, volledig en verzegeld")
    assert served.rows("SELECT count(*) FROM tenders_bid b JOIN tenders_offerround r ON r.id = b.round_id "
                       "WHERE r.tender_id = %s AND b.is_complete", tender) == [(3,)]  # fmt: skip


def test_2_empty_infected_and_wrong_input_is_told_and_nothing_of_the_offer_is_lost(people, tender):
    supplier = people(SECOND)
    page = supplier.page
    envelope(supplier, tender, "quality")
    infected = "X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
    for file, reason in (
        (a_file("leeg.txt", ""), "leeg"),
        (a_file("nota.exe"), "nota.exe"),
        (a_file("nota.txt", infected), "virus"),
    ):
        page.get_by_label("Technische nota").set_input_files(file)
        seals(supplier)
        says(supplier, re.compile(reason))
    envelope(supplier, tender, "price")
    page.get_by_label("2 · Beheer en toezicht").uncheck()
    for price in ("veel", "-5", ""):
        page.locator("[name=price_P1]").fill(price)
        page.locator("[name=price_P2]").fill("2300")
        seals(supplier)
        assert page.locator("#field-price_P1 .field-errors").count() == 1, price
        assert page.locator("[name=price_P1]").input_value() == price, "what was typed is not lost"
    supplier.go(f"/opdrachten/{tender}/offerte/")
    says(supplier, "Uw offerte is binnen, volledig en verzegeld")


def test_3_an_envelope_is_replaced_and_its_receipt_can_be_kept(people, tender):
    supplier = people(SECOND)
    page = supplier.page
    envelope(supplier, tender, "price")
    page.get_by_label("2 · Beheer en toezicht").uncheck()
    page.locator("[name=price_P1]").fill("1050")
    page.locator("[name=price_P2]").fill("2350")
    page.locator("[name=remark]").fill("Met onderhoud.\nZonder meerkost.")
    sealed(supplier)
    with page.expect_download() as paper:
        page.get_by_role("button", name="Ontvangstbewijs als pdf").click()
    text = "\n".join(one.extract_text() for one in PdfReader(paper.value.path()).pages)
    assert "de nieuwste van haar soort" in " ".join(text.split())


def test_3b_before_it_is_sealed_a_summary_says_what_goes_in_and_what_is_missing(people, tender):
    supplier = people(SECOND)
    page = supplier.page
    envelope(supplier, tender, "price")
    page.get_by_label("2 · Beheer en toezicht").uncheck()
    page.locator("[name=price_P1]").fill("1.050")
    page.locator("[name=price_P2]").fill("2350")
    page.get_by_role("button", name="Verzegelen en indienen", exact=True).click()
    dialog = page.get_by_role("dialog")
    assert "Ontbreekt of is niet duidelijk: P1" in " ".join(dialog.inner_text().split())
    page.get_by_role("button", name="Terug naar het formulier").click()
    page.locator("[name=price_P1]").fill("1050")
    page.get_by_label("Andere bestanden").set_input_files(a_file("bijlage.txt"))
    page.get_by_role("button", name="Verzegelen en indienen", exact=True).click()
    text = " ".join(dialog.inner_text().split())
    for part in ("1 · ", "bijlage.txt (30 bytes)", "€ "):
        assert part in text, part
    assert "Ontbreekt" not in text
    page.get_by_role("button", name="Terug naar het formulier").click()
    assert page.locator("[name=price_P1]").input_value() == "1050", "nothing was sent, nothing is lost"


def test_4_nobody_reads_an_offer_or_opens_one_before_the_deadline(people, tender):
    buyer, officer = people(BUYER), people(OFFICERS[0])
    assert buyer.go(f"/aankopen/bestekken/{tender}/rangschikking/").status == 404
    buyer.go(f"/aankopen/bestekken/{tender}/kamer/")
    assert not [name for name in NAMES.values() if name in buyer.page.locator("main").inner_text()]
    officer.go(f"/aankopen/bestekken/{tender}/openen/samen/")
    says(officer, "Er gaat niets open voor de uiterste datum")
    assert officer.page.get_by_role("button", name="Ontgrendelen").count() == 0


# ── opening ──────────────────────────────────────────────────────────────────
def test_5_after_the_deadline_two_officers_open_together_and_one_alone_does_not(people, tender, served):
    late = people(OUT)
    envelope(late, tender, "price")
    late.page.get_by_label("2 · Beheer en toezicht").uncheck()
    late.page.locator("[name=price_P1]").fill("1")
    late.page.locator("[name=price_P2]").fill("1")
    for table in ("tenders_offerround", "tenders_tender"):
        where = "tender_id" if table == "tenders_offerround" else "id"
        moved = f"UPDATE {table} SET offers_until = now() WHERE {where} = %s RETURNING id"  # noqa: S608 - two names
        assert len(served.rows(moved, tender)) == 1
    seals(late)
    says(late, "De uiterste datum voor offertes is voorbij")
    first, second = (people(email) for email in OFFICERS)
    first.go("/")
    first.page.locator(f"a[href='/aankopen/bestekken/{tender}/openen/samen/']").first.click()
    first.page.get_by_label("De zin van uw sleutel").fill("open sesam")
    pressed(first, "Ontgrendelen")
    says(first, "Dit is niet de zin van uw sleutel")
    first.page.get_by_label("De zin van uw sleutel").fill(PHRASE)
    pressed(first, "Ontgrendelen")
    says(first, "U ontgrendelde")
    assert people(BUYER).go(f"/aankopen/bestekken/{tender}/rangschikking/").status == 404
    opens(second, tender, "De omslagen openen")
    second.page.get_by_role("link", name="Administratieve en kwaliteitsomslagen").click()
    says(second, "Leverancier Voorbeeld")
    says(second, "werd geweigerd")


def opens(window, tender, button):
    window.go(f"/aankopen/bestekken/{tender}/openen/samen/")
    window.page.get_by_label("De zin van uw sleutel").fill(PHRASE)
    pressed(window, button)


# ── the scoring room ─────────────────────────────────────────────────────────
def test_6_the_buyer_looks_at_every_offer_and_names_seven_members(people, tender):
    buyer = people(BUYER)
    page = buyer.page
    buyer.go(f"/aankopen/bestekken/{tender}/kamer/")
    offers = page.locator("main a[href*='/kamer/offerte/'][href$='/']").evaluate_all(
        "links => links.map(link => [link.textContent.trim(), link.getAttribute('href')])"
    )
    assert sorted(name for name, _path in offers) == sorted([*NAMES.values(), NAMES[BEST]]), "one for each lot"
    for name, path in offers:
        buyer.go(path)
        if name == NAMES[OUT]:
            page.get_by_label("onregelmatig").check()
            page.get_by_label("Reden").fill("De verklaring op erewoord is niet ondertekend")
        else:
            page.get_by_label("regelmatig: telt mee", exact=True).check()
        page.locator("main form button.btn-primary").last.click()
        page.wait_for_url(re.compile(r"/kamer/$"))
    for label in MEMBERS.values():
        page.get_by_label("Wie").select_option(label=label)
        pressed(buyer, "Deze persoon aanduiden")
        says(buyer, "beoordeelt de offertes")
    assert page.get_by_text("te verklaren", exact=True).count() == 7


def test_7_each_of_seven_judges_alone_and_sees_no_mark_of_another(people, tender):
    for place, email in enumerate(MEMBERS):
        member = people(email)
        page = member.page
        member.go("/")
        page.locator(f"a[href='/aankopen/bestekken/{tender}/kamer/']").first.click()
        page.get_by_role("link", name="Uw belangen verklaren").click()
        page.get_by_label("Nee", exact=False).first.check()
        pressed(member, "Verklaren")
        for code in ("K1", "K2"):
            member.go(f"/aankopen/bestekken/{tender}/kamer/criterium/{code}/")
            assert WHY not in page.locator("main").inner_text(), "of another"
            cards = page.locator(".offer")
            assert cards.count() == 3, "the irregular offer is not judged"
            for number in range(3):
                card = cards.nth(number)
                is_best = NAMES[BEST] in card.locator("h2").inner_text()
                mark = "6" if (email, code, is_best) == (ODD, "K1", True) else "10" if is_best else "8"
                card.locator(f"input[type=radio][value='{mark}']").check()
                card.locator("textarea").fill(f"{WHY} ({place})")
            pressed(member, "Bewaren")
            says(member, "Het is bewaard.")
        member.go(f"/aankopen/bestekken/{tender}/kamer/")
        pressed(member, "Mijn punten indienen")
        says(member, "Ingediend op")


def test_8_where_they_differ_they_agree_on_record_and_the_marks_are_fixed(people, tender):
    buyer = people(BUYER)
    page = buyer.page
    buyer.go(f"/aankopen/bestekken/{tender}/kamer/")
    assert page.get_by_role("button", name="Punten vastleggen").count() == 0, "not before they agree"
    says(buyer, "2 punten om over te praten")
    page.locator("main a[href$='/criterium/K1/']").first.click()
    for number in range(3):
        card = page.locator(".offer").nth(number)
        if NAMES[BEST] in card.locator("h2").inner_text():
            card.locator("input[type=radio][value='10']").check()
            card.locator("textarea").fill("Na overleg: de meting overtuigt iedereen")
    pressed(buyer, "Bewaren")
    buyer.go(f"/aankopen/bestekken/{tender}/kamer/")
    pressed(buyer, "Punten vastleggen")
    says(buyer, "De punten liggen vast")


# ── prices, award ────────────────────────────────────────────────────────────
def test_9_two_officers_open_the_prices_and_the_ranking_opens(people, tender):
    first, second = (people(email) for email in OFFICERS)
    opens(first, tender, "Ontgrendelen")
    opens(second, tender, "De omslagen openen")
    buyer = people(BUYER)
    buyer.go(f"/aankopen/bestekken/{tender}/rangschikking/")
    says(buyer, "Leverancier Voorbeeld staat eerst")
    says(buyer, "€ 45.050,00")
    member = people(ODD)
    assert member.go(f"/aankopen/bestekken/{tender}/rangschikking/").status == 200
    assert people(BEST).go(f"/aankopen/bestekken/{tender}/rangschikking/").status == 404


def test_a_the_decision_of_the_authority_is_written_down_and_the_letters_go_out(people, tender):
    buyer = people(BUYER)
    page = buyer.page
    buyer.go(f"/aankopen/bestekken/{tender}/")
    page.locator(".next").get_by_role("link").click()
    for lot in (1, 2):
        buyer.go(f"/aankopen/bestekken/{tender}/gunning/{lot}/beslissen/")
        page.get_by_label("Leverancier Voorbeeld").check()
        page.get_by_label("Motivering").fill("De beste verhouding van kwaliteit en prijs.")
        page.get_by_label("Welk orgaan besliste").fill("Bestuur van het steunpunt")
        page.get_by_label("Het document van de overheid").set_input_files(a_file("besluit.txt"))
        pressed(buyer, "Beslissen")
        says(buyer, "De beslissing staat.")
    pressed(buyer, "De brieven versturen")
    says(buyer, "Verstuurde brieven: 4")
    with page.expect_download() as paper:
        page.get_by_role("link", name="Gunningsverslag", exact=True).click()
    text = " ".join("\n".join(one.extract_text() for one in PdfReader(paper.value.path()).pages).split())
    for part in (
        *NAMES.values(),
        "niet ondertekend",
        "Na overleg: de meting",
        "Raad van State",
        "besmet met een virus",
    ):
        assert part in text, part


def test_b_each_supplier_reads_its_own_letter_and_a_loser_objects(people, tender):
    wanted = {
        BEST: (["koos uw offerte"], ["1.050"]),
        SECOND: (["niet gekozen", "Na overleg: de meting", "Raad van State", "45.000"], ["COLT"]),
        OUT: (["onregelmatig", "niet ondertekend"], ["Serverhuis", "Punt op de schaal"]),
    }
    for email, (has, has_not) in wanted.items():
        supplier = people(email)
        supplier.go(f"/opdrachten/{tender}/resultaat/")
        with supplier.page.expect_download() as paper:
            supplier.page.get_by_role("button", name="Uw brief").first.click()
        content = io.BytesIO(paper.value.path().read_bytes())
        text = " ".join("\n".join(one.extract_text() for one in PdfReader(content).pages).split())
        assert [part for part in has if part not in text] == []
        assert [part for part in has_not if part in text] == []
    loser = people(SECOND)
    loser.page.get_by_role("link", name="Bezwaar maken").click()
    loser.page.get_by_label("Tekst").fill("Ook wij toonden een meting.")
    pressed(loser, "Indienen")
    says(loser, "nog niet beantwoord")
    buyer = people(BUYER)
    buyer.go(f"/aankopen/bestekken/{tender}/gunning/")
    says(buyer, "Ook wij toonden een meting.")
    buyer.page.locator("#bezwaren").get_by_role("link").click()
    buyer.page.get_by_label("Tekst").fill("Uw meting was van een ander toestel.")
    pressed(buyer, "Het antwoord versturen")
    loser.go(f"/opdrachten/{tender}/resultaat/")
    says(loser, "Uw meting was van een ander toestel.")
    other = people(OUT)
    other.go(f"/opdrachten/{tender}/resultaat/")
    assert "meting" not in other.page.locator("main").inner_text()


def test_b2_the_contract_waits_until_the_standstill_is_over(people, tender, served):
    buyer, today = people(BUYER), datetime.now().astimezone().date()
    page = buyer.page
    buyer.go(f"/aankopen/bestekken/{tender}/gunning/")
    page.get_by_role("link", name="Het contract opschrijven").first.click()
    page.get_by_label("Gesloten op").fill(f"{today}")
    page.get_by_label("Begint op").fill(f"{today}")
    page.get_by_label("Eindigt op").fill(f"{today + timedelta(days=300)}")
    pressed(buyer, "Bewaren")
    says(buyer, "De wachttermijn duurt tot en met")
    assert page.get_by_label("Eindigt op").input_value() == f"{today + timedelta(days=300)}", "what was typed stays"
    earlier = "UPDATE tenders_letter SET sent_at = sent_at - interval '30 days' WHERE decision_id IN (%s) RETURNING id"
    decisions = "SELECT id FROM tenders_awarddecision WHERE tender_id = %s"
    assert len(served.rows(earlier.replace("%s", decisions), tender)) == 4
    pressed(buyer, "Bewaren")
    says(buyer, "Het contract is genoteerd.")


# ── beginning one ────────────────────────────────────────────────────────────
def test_c_the_authority_is_found_by_typing_and_a_double_click_begins_one_tender(people, served):
    buyer = people(BUYER)
    page = buyer.page
    buyer.go("/aankopen/bestekken/nieuw/")
    authority = page.get_by_label("Aanbestedende overheid", exact=True)
    page.locator("#field-authority input[type=search]").fill("keerb")
    shown = authority.evaluate("select => [...select.options].map(option => option.text)")
    assert len(shown) == 4
    assert {"Steunpunt Vlaams-Brabant", "Keerbergen", "OCMW Keerbergen"} < set(shown), "what is chosen stays in view"
    authority.select_option(label="Keerbergen")
    page.locator("#field-authority input[type=search]").fill("")
    page.get_by_label("Naam van de opdracht", exact=True).fill("Vergaderschermen")
    page.get_by_label("Kenmerk", exact=True).fill("2026-SCHERM-1")
    page.get_by_role("button", name="Opdracht beginnen", exact=True).dblclick()
    page.wait_for_url(re.compile(r"/bestekken/\d+/$"))
    says(buyer, "De opdracht is begonnen")
    assert served.rows("SELECT count(*) FROM tenders_tender WHERE reference = %s", "2026-SCHERM-1") == [(1,)]
