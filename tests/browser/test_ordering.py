"""Twelve mailboxes and a firewall: asked, approved, answered from the supplier's mail, delivered, and read as savings.

Each in a browser of its own: the ICT manager, the secretary, a supplier without a log-in, the buyer and the mayor.
"""

import re
from email import message_from_bytes, policy

import pytest

from tests.browser.conftest import windows
from tests.browser.test_pages import look, nothing_wrong, pages_of
from tests.served import until

pytestmark = pytest.mark.browser
TOLD_IN_ORDER = True

ASKER, SECRETARY, MAYOR, BUYER = (
    "ict@keerbergen.example",
    "secretaris@keerbergen.example",
    "burgemeester@keerbergen.example",
    "aankoper@steunpunt.example",
)
SUPPLIER = "contact@leverancier.example"
NOTE = "Twaalf postbussen en een firewall"
PAGES = [
    "/aankopen/bestellen/",
    "/aankopen/mandje/",
    "/aankopen/bestellingen/",
    "/aankopen/besparingen/",
    "/aankopen/besparingen/lijnen/",
    "/aankopen/wie-mag-bestellen/",
    "/aankopen/raamcontracten/",
]


@pytest.fixture(scope="module")
def opened(browser, demonstration):
    """Windows that stay open over the whole story."""
    with windows(browser, demonstration) as opens:
        yield opens


@pytest.fixture(scope="module")
def asker(opened):
    return opened(ASKER)


@pytest.fixture(scope="module")
def mailed(served):
    """A worker runs: what was mailed about an order to somebody, newest last."""
    worker = served.work()

    def letters(to, about):
        found = []
        for file in sorted((served.state / "mail").glob("*.log"), key=lambda one: one.stat().st_mtime):
            for part in re.split(rb"\n-{79}\n", file.read_bytes()):
                letter = message_from_bytes(part, policy=policy.default)
                if letter["To"] == to and (body := letter.get_body(("plain",))) and about in str(letter["Subject"]):
                    found.append(body.get_content())
        return found

    yield letters
    served.kill(worker)


def says(window, text):
    window.page.locator("main").get_by_text(text).first.wait_for()


def pressed(window, name):
    window.page.get_by_role("button", name=name, exact=True).click()
    window.page.wait_for_load_state("load")


def the_order(served, reference):
    return served.rows(
        "SELECT o.id, to_char(o.placed_on, 'YYYY-') || lpad(o.id::text, 6, '0'), o.state "
        "FROM orders_order o JOIN orders_purchase p ON p.id = o.purchase_id "
        "JOIN frameworks_framework f ON f.id = o.framework_id WHERE p.note = %s AND f.reference = %s",
        NOTE,
        reference,
    )[0]


def test_1_the_ict_manager_fills_a_basket_and_asks(asker):
    page = asker.page
    asker.go("/aankopen/bestellen/")
    for search, item, quantity in (
        ("postbus", "Postbus met 2 GB", "12"),
        ("firewall", "Firewall tot 100 gebruikers", "1"),
    ):
        page.locator("main [name=q]").fill(search)
        pressed(asker, "Tonen")
        page.get_by_label(f"Aantal {item}").fill(quantity)
        pressed(asker, f"In het mandje {item}")
    asker.go("/aankopen/mandje/")
    assert page.get_by_label("Aantal Postbus met 2 GB").input_value() == "12"
    page.get_by_label("Waarvoor het dient").fill(NOTE)
    pressed(asker, "Goedkeuring vragen")
    says(asker, "gevraagd")


def test_2_the_secretary_approves_and_two_suppliers_have_an_order(opened, served):
    secretary = opened(SECRETARY)
    [(number,)] = served.rows("SELECT id FROM orders_purchase WHERE note = %s", NOTE)
    secretary.go(f"/aankopen/bestellingen/aankoop/{number}/")
    pressed(secretary, "Nu bestellen")
    says(secretary, re.compile(r"Het is besteld|Bestellingen"))
    assert [the_order(served, one)[2] for one in ("RC-MAIL-1", "RC-FW-1")] == ["placed", "placed"]


def test_3_the_supplier_confirms_from_its_mail_once(opened, served, mailed, axe):
    number, name, _state = the_order(served, "RC-FW-1")
    until(lambda: bool(mailed(SUPPLIER, name)), "the order is mailed", account=served.account)
    [address] = re.findall(r"http://\S+/bestelling/[^/\s]+/", mailed(SUPPLIER, name)[0])
    supplier = opened(width=390)
    page = supplier.page
    page.goto(address)
    says(supplier, "Firewall tot 100 gebruikers")
    assert page.get_by_role("radio").count() == 0, "without a code nobody answers"
    pressed(supplier, "Mail mij de code")
    nothing_wrong(look(supplier, axe, [address]))
    until(lambda: len(mailed(SUPPLIER, name)) == 2, "the code is mailed", account=served.account)
    [code] = re.findall(r"\b\d{6}\b", mailed(SUPPLIER, name)[1])
    page.get_by_role("radio").first.check()
    page.locator("[name=code]").fill("000000" if code != "000000" else "111111")
    pressed(supplier, "Het antwoord versturen")
    says(supplier, "Dit is niet de code uit de mail")
    page.locator("[name=code]").fill(code)
    pressed(supplier, "Het antwoord versturen")
    says(supplier, "Deze link is gebruikt")
    assert page.get_by_role("button", name="Het antwoord versturen").count() == 0
    assert the_order(served, "RC-FW-1")[2] == "confirmed", number


def test_4_what_came_is_written_down(asker, served):
    number = the_order(served, "RC-FW-1")[0]
    asker.go(f"/aankopen/bestellingen/{number}/")
    asker.page.get_by_role("link", name="Levering noteren").click()
    pressed(asker, "Optekenen")
    says(asker, "De levering is genoteerd")
    assert the_order(served, "RC-FW-1")[2] == "delivered"


def test_5_the_mayor_opens_the_savings_down_to_the_order(opened, served, mailed):
    number, name, _state = the_order(served, "RC-FW-1")
    booked = "SELECT count(*) FROM orders_saving s JOIN orders_orderline l ON l.id = s.line_id WHERE l.order_id = %s"
    until(lambda: served.rows(booked, number) == [(1,)], "the saving is booked", account=served.account)
    mayor = opened(MAYOR)
    page = mayor.page
    mayor.go("/aankopen/besparingen/")
    page.get_by_role("link", name="Firewall en link balancer").click()
    says(mayor, "samen")
    page.get_by_role("link", name=name).click()
    says(mayor, "Firewall tot 100 gebruikers")
    page.get_by_text("Hoe we dit weten").first.click()
    says(mayor, re.compile(r"standaardprijs € 1\.620,00"))
    with page.expect_download() as download:
        mayor.go("/aankopen/besparingen/")
        page.get_by_role("link", name="Blad voor de raad").click()
    assert download.value.suggested_filename.endswith(".pdf")


@pytest.mark.parametrize("email", [ASKER, BUYER, SUPPLIER])
def test_6_every_page_around_orders_can_be_read_by_all(visit, axe, email):
    window = visit(email)
    nothing_wrong(look(window, axe, pages_of(window, PAGES, 16)))
