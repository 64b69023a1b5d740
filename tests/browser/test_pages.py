"""Every page, for every kind of user, at a desk and on a phone: axe-core finds nothing, nothing scrolls sideways."""

import re

import pytest

from steunpunt.demonstration.people import PEOPLE

pytestmark = pytest.mark.browser

PUBLIC = [
    "/",
    "/help/",
    "/account/login/",
    "/account/password/reset/",
    "/api/v1/docs/",
    "/onderdelen/",
    "/bestaat-niet/",
    "/opdrachten/",
    "/opdrachten/1/",
]
START = [
    "/",
    "/scan/",
    "/inventaris/",
    "/software/",
    "/contracten/",
    "/besturen/",
    "/taken/",
    "/mijn/",
    "/meldingen/",
    "/collegas/",
    "/aankopen/bestekken/",
    "/opdrachten/",
]
MOST = 90
"""How many pages one visitor opens at most: the list of boards alone would lead to hundreds of the same page."""
FIRST = 14
"""How many of them without `--every-page`, for those who see little of their own."""


DOWNLOAD = re.compile(r"\.(pdf|docx|xlsx|csv|jsonl?)$|/(documenten|bestand)/\d+/$|/account/logout|export=")
"""Links that lead to no page."""


def kind_of(path):
    """Pages that differ only in a number or a code are one kind: each kind is looked at once."""
    path = re.sub(r"\d+", "N", path.split("?")[0])
    path = re.sub(r"^/help/[^/]+/", "/help/PAGE/", path)
    return re.sub(r"/(domein|resultaat)/[A-Z]{3}/", r"/\1/CODE/", path)


def pages_of(window, start, most):
    """Pages reached from the start by following links, one of each kind, so many at most."""
    waiting, seen, kinds = list(start), [], set()
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        if kind_of(path) in kinds:
            continue
        kinds.add(kind_of(path))
        response = window.go(path)
        if response is None or "html" not in response.headers.get("content-type", ""):
            continue
        seen.append(path)
        yield path
        links = window.page.evaluate(
            "[...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href'))"
        )
        waiting += [link for link in links if link.startswith("/") and not DOWNLOAD.search(link)]


WIDTHS = [1280, 390]


SETTLED = """() => new Promise(done => {
    let last = -1, same = 0;
    const step = () => {
        const height = document.documentElement.scrollHeight;
        same = height === last ? same + 1 : 0;
        last = height;
        same < 5 ? setTimeout(step, 20) : done();
    };
    step();
})"""
"""Charts are drawn anew for another width: what moves while axe measures seems to lie under something else."""


def look(window, axe, paths):
    """What is wrong with these pages at a desk and on a phone; each is opened once and seen at both widths."""
    wrong = []
    for path in paths:
        window.page.wait_for_load_state("load")
        for width in WIDTHS:
            window.page.set_viewport_size({"width": width, "height": 900})
            window.page.evaluate(SETTLED)
            wrong += [f"{width} pixels: {line}" for line in axe(window.page)]
            if window.page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"):
                wrong.append(f"{path} scrolls sideways at {width} pixels")
        if window.page.locator("h1").count() != 1:
            wrong.append(f"{path} has {window.page.locator('h1').count()} headings of the first level")
    return wrong


def nothing_wrong(found):
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def test_public_pages(visit, axe):
    window = visit()

    def paths():
        window.go("/help/")
        links = "[...document.querySelectorAll('main a[href^=\"/help/\"]')].map(a => a.getAttribute('href'))"
        for path in [*PUBLIC, *sorted(set(window.page.evaluate(links)))]:
            window.go(path)
            yield path

    nothing_wrong(look(window, axe, paths()))


ROLES = {
    "ict@keerbergen.example": MOST // 2,
    "adviseur@steunpunt.example": MOST // 2,
    "aankoper@steunpunt.example": MOST // 3,
    "secretaris@keerbergen.example": FIRST,
    "ict@haacht.example": FIRST,
    "financien@keerbergen.example": FIRST,
    "beheerder@steunpunt.example": FIRST,
    "helpdesk@steunpunt.example": FIRST,
    "contact@leverancier.example": FIRST,
}
"""Who walks, and how many pages without `--every-page`: an ICT manager, an adviser and a buyer meet nearly all kinds."""


def test_the_roles_walked_are_people_of_the_demonstration():
    assert set(ROLES) <= {somebody.email for somebody in PEOPLE}


@pytest.mark.parametrize("email", ROLES)
def test_every_page_of_a_role(visit, axe, email, request):
    window = visit(email)
    most = MOST if request.config.getoption("--every-page") else ROLES[email]
    nothing_wrong(look(window, axe, pages_of(window, START, most)))
