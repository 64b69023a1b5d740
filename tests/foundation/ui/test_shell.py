"""What stands round every page: what waits for somebody, errors and help."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from steunpunt.foundation.acting import STRANGER
from steunpunt.foundation.ui import help_pages, registry, views
from steunpunt.foundation.ui.registry import Waiting
from tests.factories.organisations import OrganisationFactory
from tests.factories.people import logged_in

SIDE = 'class="sidebar"'


@pytest.fixture
def two_modules():
    """Two contributors: one with and one without days."""
    days = [
        Waiting(title="januari", url="/", due=date(2027, 1, 20)),
        Waiting(title="december, op een uur", url="/", due=datetime(2026, 12, 9, 11, 0, tzinfo=UTC)),
        Waiting(title="december", url="/", due=date(2026, 12, 18)),
    ]
    registry.waiting.register("a.test", lambda _actor: [Waiting(title="ooit", url="/")])
    registry.waiting.register("b.test", lambda _actor: days)
    yield
    registry.waiting.unregister("a.test")
    registry.waiting.unregister("b.test")


def test_what_waits_stands_by_its_day_and_what_has_none_below(two_modules):
    titles = [item.title for item in registry.waiting_for(STRANGER) if item.url == "/"]
    assert titles == ["december, op een uur", "december", "januari", "ooit"]


def test_a_day_that_passed_is_said_and_today_has_not():
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    assert [Waiting(title="", url="", due=day).is_late for day in (yesterday, today, None)] == [True, False, False]


@pytest.mark.django_db
def test_the_overview_says_until_when_in_the_same_words_for_days_and_moments(two_modules):
    shown = logged_in(OrganisationFactory(name="Keerbergen"), "ict_manager").get("/").content.decode()
    assert "tegen 18/12/2026" in shown
    assert "tegen 09/12/2026 12:00" in shown


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/bestaat-niet/", "/help/", "/help/aanmelden/", "/taal/"])
def test_who_is_logged_in_keeps_the_navigation_on_errors_and_help(path):
    insider = logged_in(OrganisationFactory(name="Keerbergen"), "ict_manager")
    assert SIDE in insider.get(path).content.decode()
    assert SIDE not in Client().get(path).content.decode()


def test_every_help_page_stands_under_one_step_of_the_loop():
    groups = help_pages.by_section()
    assert [section.key for section, _pages in groups] == ["assess", "bundle", "contract", "exchange", "foundation"]
    assert sorted(page.slug for _section, pages in groups for page in pages) == sorted(
        page.slug for page in help_pages.all_pages()
    )


@pytest.mark.django_db
def test_beside_a_help_page_stand_those_of_the_same_step():
    shown = Client().get("/help/aanmelden/").content.decode()
    assert "/help/tweede-stap/" in shown
    assert "/help/scan-invullen/" not in shown


def test_the_page_of_a_failure_gives_the_number_under_which_the_logs_tell_it(rf):
    request = rf.get("/")
    request.META["REQUEST_ID"] = "3f2a9c77"
    answer = views.crashed(request)
    assert answer.status_code == 500
    assert "<code>3f2a9c77</code>" in answer.content.decode()
    assert "<code>" not in views.crashed(rf.get("/")).content.decode()
