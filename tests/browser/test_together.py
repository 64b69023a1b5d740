"""From an opportunity of the scan to a signed participation, in a real browser: adviser, ICT manager, coordinator, mayor."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

pytestmark = pytest.mark.browser
TOLD_IN_ORDER = True

ADVISER, ICT, COORDINATOR = "adviseur@steunpunt.example", "ict@keerbergen.example", "ict@haacht.example"
MAYOR, SUPPLIER = "burgemeester@keerbergen.example", "contact@leverancier.example"
TITLE = "Contracten objectiveren"


def go_to_project(window):
    window.go("/samenwerken/projecten/")
    window.page.get_by_role("link", name=TITLE).click()
    window.page.wait_for_url(re.compile(r"/projecten/\d+/$"))
    return window.page.url.removeprefix(window.base)


def pressed(window, name):
    window.page.get_by_role("button", name=name, exact=True).click()
    window.page.wait_for_load_state("load")


def says(window, text):
    window.page.get_by_text(text).first.wait_for()


def test_1_the_adviser_makes_a_project_of_an_opportunity(visit):
    adviser = visit(ADVISER)
    page = adviser.page
    adviser.go("/scan/")
    page.locator("main").get_by_role("link", name="Samenwerkingsscan (demonstratie)").first.click()
    page.locator("main a[href$='/samen/']").first.click()
    page.locator("main").get_by_role("link", name="Samenwerking Noord").first.click()
    page.get_by_role("link", name="Maak er een project van").first.click()
    page.get_by_label("Naam van het project").fill(TITLE)
    page.get_by_label("Waarvoor het dient").fill("Nagaan wat we betalen voor wat we krijgen.")
    while page.locator("input[name=boards]:checked").count():
        page.locator("input[name=boards]:checked").first.uncheck()
    page.get_by_label("Binnen een samenwerkingsverband").select_option(label="Samenwerking Noord")
    pressed(adviser, "Voorstellen")
    says(adviser, "Het project is voorgesteld.")
    assert visit(ICT).go(page.url.removeprefix(adviser.base)).status == 404, "a proposal is not for the boards yet"
    pressed(adviser, "Starten")
    says(adviser, "0 van 12 besturen hebben belangstelling")


def test_2_the_ict_manager_gives_interest_on_a_phone(visit):
    ict = visit(ICT, width=390)
    path = go_to_project(ict)
    ict.page.get_by_role("link", name="Belangstelling geven").first.click()
    ict.page.get_by_label("Ja, vertel ons meer").check()
    ict.page.get_by_label(re.compile("Hoeveel")).fill("-3")
    pressed(ict, "Bewaren")
    assert ict.page.get_by_label(re.compile("Hoeveel")).input_value() == "-3", "what was typed is not lost"
    ict.page.get_by_label(re.compile("Hoeveel")).fill("12")
    pressed(ict, "Bewaren")
    ict.page.wait_for_url(ict.base + path)
    says(ict, "1 van 12 besturen hebben belangstelling")


def test_3_the_adviser_appoints_a_coordinator_who_calls_the_boards_to_decide(visit):
    adviser = visit(ADVISER)
    path = go_to_project(adviser)
    adviser.go(f"{path}wijzigen/")
    adviser.page.get_by_label("Wie trekt het").select_option(label="ICT-verantwoordelijke Haacht · Haacht")
    pressed(adviser, "Bewaren")
    says(adviser, "ICT-verantwoordelijke Haacht")
    coordinator = visit(COORDINATOR)
    page = coordinator.page
    coordinator.go(f"{path}kosten/nieuw/")
    page.get_by_label("Waarvoor betaald wordt").fill("Doorlichting")
    page.locator("[name=supplier_fixed]").fill("6.000")
    page.locator("[name=support_fixed]").fill("1.500")
    pressed(coordinator, "Bewaren")
    says(coordinator, "Wie betaalt wat")
    before = page.locator("#preview .lead").inner_text()
    page.locator("input[name=bestuur]:not(:disabled):not(:checked)").first.check()
    page.wait_for_function("before => document.querySelector('#preview .lead').innerText !== before", arg=before)
    coordinator.go(f"{path}oproep/")
    page.get_by_label("Besturen beslissen tegen").fill(f"{timezone.localdate() + timedelta(days=30):%Y-%m-%d}")
    page.get_by_label("Het gaat door met minstens zoveel besturen").fill("1")
    pressed(coordinator, "De oproep openen")
    says(coordinator, "0 van 12 besturen")


def test_4_only_somebody_with_the_mandate_decides(visit):
    adviser = visit(ADVISER)
    path = go_to_project(adviser)
    assert adviser.go(f"{path}beslissing/").status == 404
    assert visit(SUPPLIER).go(f"{path}beslissing/").status == 404
    ict = visit(ICT)
    ict.go(f"{path}beslissing/")
    says(ict, "Alleen iemand van uw bestuur met het mandaat")
    assert ict.page.get_by_role("button", name="Optekenen").count() == 0
    mayor = visit(MAYOR, width=390)
    mayor.go("/")
    mayor.page.get_by_role("link", name=TITLE).first.click()
    with mayor.page.expect_download() as paper:
        mayor.page.get_by_role("link", name="Ontwerpbeslissing (pdf)").click()
    assert paper.value.suggested_filename.startswith("ontwerpbeslissing-contracten-objectiveren")
    mayor.page.get_by_label("Ja", exact=True).check()
    mayor.page.get_by_label("Het document van het bestuur").set_input_files(
        {"name": "besluit.txt", "mimeType": "text/plain", "buffer": b"Besluit van het college"}
    )
    pressed(mayor, "Optekenen")
    says(mayor, "De beslissing van uw bestuur is opgetekend.")


def test_5_it_goes_on_and_the_mayor_signs(visit):
    coordinator = visit(COORDINATOR)
    path = go_to_project(coordinator)
    coordinator.go(f"{path}oproep/uitkomst/")
    coordinator.page.get_by_label("Het gaat door").check()
    coordinator.page.get_by_label("Wie besliste").select_option(label="De coördinator")
    pressed(coordinator, "Optekenen")
    says(coordinator, "1 bestuur zei ja en kan ondertekenen")
    mayor = visit(MAYOR)
    mayor.go("/")
    mayor.page.get_by_role("link", name=TITLE).first.click()
    pressed(mayor, "Ondertekenen")
    says(mayor, "Uw bestuur neemt deel")
    neighbour = visit("ict@haacht.example", width=390)
    neighbour.go(path)
    row = neighbour.page.get_by_role("row", name=re.compile("^Keerbergen"))
    assert "ondertekend" in row.inner_text()
    assert "besluit.txt" not in neighbour.page.content(), "the document of a board is not for its neighbours"
