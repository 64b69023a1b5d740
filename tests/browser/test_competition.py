"""A mini-competition in browsers: what was asked for the social house is judged and awarded; the library's supplier makes its offer."""

import re

import pytest

from tests.browser.conftest import windows
from tests.browser.test_pages import look, nothing_wrong

pytestmark = pytest.mark.browser
TOLD_IN_ORDER = True

ICT, SECRETARY, BUYER, SUPPLIER = (
    "ict@keerbergen.example",
    "secretaris@keerbergen.example",
    "aankoper@steunpunt.example",
    "contact@leverancier.example",
)
HERE = "/aankopen/minicompetities/"


@pytest.fixture(scope="module")
def opened(browser, demonstration):
    """Windows that stay open over the whole story."""
    with windows(browser, demonstration) as opens:
        yield opens


def number(served, title):
    [(found,)] = served.rows("SELECT id FROM competitions_competition WHERE title LIKE %s", f"%{title}")
    return found


def test_1_a_supplier_makes_its_offer_under_seal(opened, served, axe):
    supplier = opened(SUPPLIER, width=390)
    page, here = supplier.page, f"{HERE}{number(served, 'bibliotheek')}/"
    supplier.go(f"{here}onze-offerte/")
    for field in page.locator("input[name^=price_]").all():
        field.fill("27,50")
    for field in page.locator("textarea[name^=answer_]").all():
        field.fill("Wij meten eerst elk lokaal.")
    page.get_by_role("button", name="Verzegeld indienen").click()
    page.get_by_text("Uw offerte is binnen, verzegeld").wait_for()
    assert page.get_by_text("€ 27,50").first.is_visible()

    def paths():
        for path in (HERE, here, f"{here}onze-offerte/", f"{here}geen-offerte/"):
            supplier.go(path)
            yield path

    nothing_wrong(look(supplier, axe, paths()))


def test_2_the_board_reads_nothing_of_it(opened, served, axe):
    ict = opened(ICT)
    here = f"{HERE}{number(served, 'bibliotheek')}/"
    ict.go(here)
    assert "27,50" not in ict.page.content()

    def paths():
        for path in (HERE, here, f"{here}vragen/", f"{here}stoppen/"):
            ict.go(path)
            yield path

    nothing_wrong(look(ict, axe, paths()))


def test_3_quality_is_judged_before_prices_open(opened, served, axe):
    ict = opened(ICT)
    page, here = ict.page, f"{HERE}{number(served, 'sociaal huis')}/"
    ict.go(here)
    page.get_by_role("link", name="Offertes beoordelen").click()
    assert "€" not in page.locator("main").inner_text()
    for field in page.locator("input[name^=mark_]").all():
        field.fill("8,25")
    page.get_by_role("button", name="Punten bewaren").click()
    page.get_by_text("Zeg waarom ze dit punt krijgt").first.wait_for()
    for field in page.locator("textarea[name^=why_]").all():
        field.fill("Duidelijk en volledig.")
    page.get_by_role("button", name="Punten bewaren").click()
    page.get_by_text("De punten zijn bewaard").wait_for()
    nothing_wrong(look(ict, axe, [page.url]))
    page.get_by_role("button", name="Punten vastleggen en prijzen openen").click()
    page.get_by_text(re.compile("is eerste, met")).wait_for()
    assert page.get_by_role("button", name="Gunnen en bestellen").count() == 0, "without the mandate nobody awards"


def test_4_who_may_order_awards_and_the_order_stands(opened, served, axe):
    secretary = opened(SECRETARY)
    page, here = secretary.page, f"{HERE}{number(served, 'sociaal huis')}/"
    secretary.go(here)
    nothing_wrong(look(secretary, axe, [here]))
    page.get_by_label("Motivering").fill("De meeste punten.")
    page.get_by_role("button", name="Gunnen en bestellen").click()
    page.get_by_text("Het is besteld").wait_for()
    page.locator("a[href^='/aankopen/bestellingen/']").last.click()
    page.get_by_text("afgesproken voor deze bestelling").first.wait_for()


def test_5_the_support_point_reads_it_and_a_loser_its_own(opened, served, axe):
    here = f"{HERE}{number(served, 'sporthal')}/"
    for email in (BUYER, SUPPLIER):
        window = opened(email)
        window.go(here)
        nothing_wrong(look(window, axe, [here]))
