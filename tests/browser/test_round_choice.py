"""The boards of a new round, chosen by kind and province in a browser."""

import pytest

pytestmark = pytest.mark.browser


def test_an_adviser_ticks_all_municipalities_and_centres_of_a_province(visit):
    window = visit("adviseur@steunpunt.example", width=390)
    page = window.page
    window.go("/scan/rondes/nieuw/")
    said = page.locator(".board-tools [role=status]")
    for kind in ("gemeente", "ocmw"):
        page.select_option("[data-by=kind]", kind)
        page.select_option("[data-by=province]", "Vlaams-Brabant")
        page.click("[data-tick=yes]")
    assert said.inner_text() == "130 aangevinkt (gemeente: 65, OCMW: 65) · 65 getoond"
    page.select_option("[data-by=kind]", "")
    page.select_option("[data-by=province]", "")
    page.fill(".board-tools [data-words]", "ocmw vlaams brabant")
    assert said.inner_text() == "130 aangevinkt (gemeente: 65, OCMW: 65) · 65 getoond"
    page.click("[data-tick='']")
    assert said.inner_text() == "65 aangevinkt (gemeente: 65) · 65 getoond"
    page.fill(".board-tools [data-words]", "")
    page.check("[data-only]")
    assert said.inner_text() == "65 aangevinkt (gemeente: 65) · 65 getoond"
    group = page.locator("[data-by=partnership] option").nth(1)
    page.uncheck("[data-only]")
    page.select_option("[data-by=partnership]", group.get_attribute("value"))
    assert 0 < page.locator("input[data-kind]:visible").count() < 65
