"""No page offers what its reader is refused: every kind of link that somebody meets in the demonstration leads somewhere."""

import re
from html import unescape

import pytest

from steunpunt.demonstration.people import PEOPLE
from steunpunt.demonstration.tour import TourFailed, Visitor
from tests.browser.test_pages import kind_of

pytestmark = pytest.mark.browser

HREF = re.compile(r'<a\b[^>]*\bhref="(/[^"#]*)')
ELSEWHERE = re.compile(r"^/(static|account/logout)|export=")
EACH = 2
"""Of pages that differ only in a number so many are opened: the second may be of another board."""


def links_of(page):
    if "html" not in page.headers.get("Content-Type", page.headers.get("content-type", "")):
        return []
    return [link for link in map(unescape, HREF.findall(page.text)) if not ELSEWHERE.search(link)]


@pytest.mark.parametrize("somebody", PEOPLE, ids=lambda one: one.email)
def test_every_link_leads_somewhere(demonstration, somebody):
    visitor = Visitor(demonstration)
    waiting = [("/", link) for link in links_of(visitor.log_in(somebody.email))]
    opened, wrong = {}, []
    while waiting:
        place, link = waiting.pop(0)
        kind = kind_of(link)
        if link in opened.get(kind, set()) or len(opened.get(kind, set())) >= EACH:
            continue
        opened.setdefault(kind, set()).add(link)
        try:
            page = visitor.get(link)
        except TourFailed as failed:
            wrong.append(f"{place} leads to {str(failed)[:200]}")
            continue
        waiting += [(link, further) for further in links_of(page)]
    assert (wrong, len(opened) > 20) == ([], True)
