"""What is written in Python for its speed says what Django's own templates and formats would say."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import formats
from django.utils.translation import override

from steunpunt.foundation.acting import STRANGER, Actor
from steunpunt.foundation.ui import context
from steunpunt.foundation.ui.lists import Cell, Column, Opens
from steunpunt.foundation.ui.maps import Shape
from steunpunt.foundation.ui.templatetags import ui

EVIL = '<b title="x">\'&'
SAFE = "&lt;b title=&quot;x&quot;&gt;&#x27;&amp;"


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize(
    ("value", "decimals"),
    [
        (0, 0),
        (7, 2),
        (1234, 0),
        (-1234567, 0),
        (1234.5, 1),
        (-0.06, 1),
        (66.666, 2),
        (Decimal("1250.50"), 2),
        (1e17, 0),
    ],
)
def test_numbers_are_written_as_django_writes_them(language, value, decimals):
    with override(language):
        assert ui.number(value, decimals) == formats.number_format(
            round(value, decimals), decimals, force_grouping=True
        )


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        (0.85, 1, "0,9"),
        (64.5, 0, "65"),
        (31.5, 0, "32"),
        (-2.5, 0, "-3"),
        (-0.04, 1, "0,0"),
        (Decimal("0.125"), 2, "0,13"),
    ],
)
def test_halves_go_away_from_zero_as_people_round(value, decimals, said):
    """A share of 28.5 % is 29 %, though 0.285 times a hundred lies just below it."""
    with override("nl"):
        assert (ui.number(value, decimals), ui.percent(0.285)) == (said, "29 %")


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_days_are_written_as_django_writes_them(language):
    on, at = date(2026, 1, 9), datetime(2026, 11, 23, 13, 5, tzinfo=UTC)
    with override(language):
        assert (ui.day(on), ui.day(at)) == (formats.date_format(on, "SHORT_DATE_FORMAT"), "23/11/2026")
        assert ui.moment(at) == "23/11/2026 14:05"


def cell(value, link="", press=""):
    return Cell(Column(key="name", label=EVIL, value=str), value, link, press)


@pytest.mark.parametrize("is_looking_in", [False, True])
def test_nothing_in_a_row_of_a_list_is_taken_for_html(is_looking_in):
    rows = [[cell(EVIL), cell(EVIL, link=f"/x/{EVIL}"), cell(3, link="/open/", press=f"/press/{EVIL}"), cell("")]]
    shown = ui.list_rows(Context({"acting": SimpleNamespace(looking_in=is_looking_in), "csrf_token": "secret"}), rows)
    pressed = (
        '<a href="/open/">3</a>'
        if is_looking_in
        else f'<form method="post" action="/press/{SAFE}"><input type="hidden" name="csrfmiddlewaretoken" value="secret">'
        '<button class="cell-press">3</button></form>'
    )
    inside = (SAFE, f'<a href="/x/{SAFE}">{SAFE}</a>', pressed, "–")
    assert shown == "<tr>" + "".join(f'<td data-label="{SAFE}">{one}</td>' for one in inside) + "</tr>"


def test_nothing_in_a_chart_or_on_a_map_is_taken_for_html():
    assert (
        ui.number_rows([[EVIL, 12.5], [None, ""]])
        == f"<tr><td>{SAFE}</td><td>12,5</td></tr><tr><td>–</td><td>–</td></tr>"
    )
    land = ui.map_shapes([Shape(1, EVIL, "M0 0Z", "blue", EVIL, f"/x/{EVIL}"), Shape(2, "Zuid", "M1 1Z")])
    assert land == (
        f'<a href="/x/{SAFE}" tabindex="-1"><path d="M0 0Z" class="map-shape map-blue" data-key="1">'
        f"<title>{SAFE}: {SAFE}</title></path></a>"
        '<path d="M1 1Z" class="map-shape map-plain" data-key="2"><title>Zuid</title></path>'
    )


def test_a_text_of_a_template_follows_the_language_and_whether_it_is_html():
    page = Template("{% translate 'Save' %} {% translate word %}")
    found = []
    for language in ("nl", "fr", "nl"):
        with override(language):
            found.append(page.render(Context({"word": "Cancel"})))
    assert found == ["Bewaren Annuleren", "Enregistrer Annuler", "Bewaren Annuleren"]
    quoted = Template("{% translate '<Save>' %}")
    assert [quoted.render(Context(autoescape=html)) for html in (True, False, True)] == ["<Save>", "<Save>", "<Save>"]


def test_a_row_opens_the_page_of_its_own_id():
    opens = Opens("organisations:detail")
    assert [opens(SimpleNamespace(pk=pk)) for pk in (1, 23)] == ["/besturen/1/", "/besturen/23/"]


def test_the_menu_is_that_of_the_reader_the_language_and_the_page_in_view():
    adviser = Actor(person_id=1, organisation_id=1, organisation_kind="support_point", roles=frozenset({"adviser"}))

    def menu(actor, path, language="nl"):
        with override(language):
            return context.drawn_navigation(actor, path)

    assert menu(adviser, "/") == menu(adviser, "/")
    different = [menu(adviser, "/"), menu(adviser, "/", "fr"), menu(adviser, "/besturen/"), menu(STRANGER, "/")]
    assert len(set(different)) == len(different)
    places = [re.findall(r'href="([^"]*)" aria-current="page"', one) for one in different]
    assert places == [["/"], ["/"], ["/besturen/"], ["/"]]


@pytest.mark.parametrize(
    ("value", "said"),
    [("121", "121,00"), ("121.5", "121,50"), ("0.0123", "0,0123"), ("3.1500", "3,15"), ("1E+3", "1.000,00")],
)
def test_a_unit_price_keeps_the_decimals_that_it_has(value, said):
    with override("nl"):
        assert ui.price(Decimal(value)) == said


@pytest.mark.parametrize(
    ("language", "said"), [("nl", "Gewenst: ja"), ("en", "Gewenst: ja"), ("fr", "Gewenst\u00a0: ja")]
)
def test_a_mark_between_two_texts_has_a_space_before_it_in_french(language, said):
    with override(language):
        assert Template('{{ word }}{% mark ":" %} ja').render(Context({"word": "Gewenst"})) == said
