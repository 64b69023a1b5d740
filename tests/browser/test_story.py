"""Keerbergen from invitation to the page for the mayor, in a real browser: one story, told in order."""

import re

import pytest

pytestmark = pytest.mark.browser
TOLD_IN_ORDER = True

ICT, SECRETARY, MAYOR = "ict@keerbergen.example", "secretaris@keerbergen.example", "burgemeester@keerbergen.example"
NEIGHBOUR = "ict@haacht.example"


def scan_path(window):
    """The address of the scan of Keerbergen, from the cockpit."""
    window.go("/")
    link = window.page.locator("a[href^='/scan/']").filter(has_text="Samenwerkingsscan (demonstratie)").first
    return re.match(r"/scan/\d+/", link.get_attribute("href"))[0]


def card(window, question):
    return window.page.locator(f"#{question}")


def choose(window, question, index):
    card(window, question).locator("input[type=radio]").nth(index).check()


def chosen(window, question):
    return card(window, question).locator("input:checked").get_attribute("value")


def test_1_an_answer_is_saved_when_it_is_given_and_is_there_on_another_device(visit):
    window = visit(ICT)
    path = scan_path(window)
    window.go(f"{path}domein/VEI/")
    choose(window, "VEI01", 3)
    card(window, "VEI01").get_by_text("Bewaard om").wait_for()
    phone = visit(ICT, width=390)
    phone.go(f"{path}domein/VEI/")
    assert chosen(phone, "VEI01") == "a3"


def test_2_without_a_connection_the_answer_waits_on_the_device_and_is_sent_later(visit):
    window = visit(ICT)
    path = scan_path(window)
    window.go(f"{path}domein/VEI/")
    window.page.context.set_offline(True)
    choose(window, "VEI02", 2)
    card(window, "VEI02").get_by_text("Geen verbinding").wait_for()
    window.page.context.set_offline(False)
    card(window, "VEI02").get_by_text("Bewaard om").wait_for(timeout=20_000)
    window.complaints[:] = [line for line in window.complaints if "ERR_INTERNET_DISCONNECTED" not in line]
    window.go(f"{path}domein/VEI/")
    assert chosen(window, "VEI02") == "a2"


def test_3_an_answer_that_could_not_be_sent_survives_closing_the_page(visit):
    window = visit(ICT)
    path = scan_path(window)
    window.go(f"{path}domein/VEI/")
    window.page.context.set_offline(True)
    choose(window, "VEI03", 1)
    card(window, "VEI03").get_by_text("Geen verbinding").wait_for()
    # What is back in reach is sent at once: nothing gets through before the page is left.
    window.page.route("**/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    window.page.context.set_offline(False)
    window.go("/help/")
    window.page.unroute_all()
    window.go(f"{path}domein/VEI/")
    card(window, "VEI03").get_by_text("Bewaard om").wait_for()
    window.complaints.clear()
    assert chosen(window, "VEI03") == "a1"


def test_4_two_people_in_one_question_see_one_another(visit):
    ict, secretary = visit(ICT), visit(SECRETARY)
    path = scan_path(ict)
    for window in (ict, secretary):
        window.go(f"{path}domein/VEI/")
    choose(ict, "VEI04", 3)
    card(ict, "VEI04").get_by_text("Bewaard om").wait_for()
    choose(secretary, "VEI04", 0)
    card(secretary, "VEI04").get_by_text("Intussen beantwoordde een collega deze vraag").wait_for()
    secretary.page.get_by_role("button", name="Toon het antwoord van mijn collega").click()
    assert chosen(secretary, "VEI04") == chosen(ict, "VEI04") == "a3"


def test_5_a_number_that_is_none_is_named_at_its_field(visit):
    window = visit(ICT)
    path = scan_path(window)
    window.go(f"{path}gegevens/")
    field = window.page.locator("#f_p_mailboxes")
    field.fill("heel veel")
    field.blur()
    window.page.get_by_text("Dit is geen getal").wait_for()
    assert field.input_value() == "heel veel"
    field.fill("1.250")
    field.blur()
    window.page.locator("[data-question]", has=field).get_by_text("Bewaard om").wait_for()


def tab_to(page, selector, *, most=120):
    """Press Tab until the focus is on something; a page that cannot be walked by keyboard fails here."""
    page.wait_for_load_state("load")
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{page.url}: {selector} is not reached by keyboard", pytrace=False)


def test_6_by_keyboard_only_from_log_in_to_the_next_part(visit):
    window = visit()
    page = window.page
    window.go("/account/login/")
    tab_to(page, "#id_login")
    page.keyboard.type(ICT)
    tab_to(page, "#id_password")
    page.keyboard.type("samen-sterker-in-ict")
    page.keyboard.press("Enter")
    page.wait_for_url(window.base + "/")
    tab_to(page, "a.skip-link")
    page.keyboard.press("Enter")
    tab_to(page, ".waiting-list a[href^='/scan/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/scan/\d+/$"))
    tab_to(page, ".page-actions a.btn-primary")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/(gegevens|vooraf|domein/\w+)/$"))
    tab_to(page, "a[href$='/domein/DIE/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/domein/DIE/$"))
    tab_to(page, "#DIE01 input[type=radio]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    card(window, "DIE01").get_by_text("Bewaard om").wait_for()
    assert chosen(window, "DIE01") == "a1"
    tab_to(page, ".scan-moves button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/domein/VEI/$"))


def test_7_whoever_has_the_mandate_submits_and_the_mayor_reads(visit):
    ict = visit(ICT)
    path = scan_path(ict)
    ict.go(f"{path}indienen/")
    ict.page.get_by_text("U hebt geen mandaat").wait_for()
    secretary = visit(SECRETARY)
    secretary.go(f"{path}indienen/")
    secretary.page.get_by_role("button", name="Indienen voor Keerbergen").click()
    secretary.page.wait_for_url(re.compile(r"/resultaat/$"))
    mayor = visit(MAYOR)
    mayor.go(f"{path}resultaat/")
    mayor.page.locator("[data-chart=strip] svg").wait_for()
    assert mayor.page.locator("[data-chart=strip] svg .mark-symbol path").count() >= 5
    with mayor.page.expect_download() as paper:
        mayor.page.get_by_role("link", name="Blad voor de burgemeester").click()
    assert paper.value.suggested_filename.endswith("blad-burgemeester.pdf")
    mayor.page.get_by_role("link", name="Informatieveiligheid").first.click()
    mayor.page.get_by_text("De antwoorden achter de score").first.wait_for()


def test_8_a_neighbour_sees_nothing_of_it(visit):
    keerbergen = visit(MAYOR)
    keerbergen.go("/scan/")
    path = re.match(r"/scan/\d+/", keerbergen.page.locator("main .waiting-list a").first.get_attribute("href"))[0]
    neighbour = visit(NEIGHBOUR)
    assert neighbour.go(f"{path}resultaat/").status == 404
    assert neighbour.go(f"{path}blad-burgemeester.pdf").status == 404


def test_9_without_scripts_the_page_is_kept_as_a_form(visit):
    """On the OCMW of Keerbergen or another scan of one's own that is still open; here: Haacht reads its result."""
    window = visit(NEIGHBOUR, java_script_enabled=False)
    window.go("/scan/")
    window.page.locator("main .waiting-list a").first.click()
    window.page.get_by_text("De cijfers als tabel").click()
    assert window.page.locator(".chart-numbers table tbody tr").count() == 12
