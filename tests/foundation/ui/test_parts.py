"""The page that shows every interface part: complete, and only in the demonstration."""

from pathlib import Path

import pytest
from django.test import Client

import steunpunt.foundation.ui

pytestmark = pytest.mark.django_db
UI = Path(steunpunt.foundation.ui.__path__[0])


def test_it_is_there_in_the_demonstration_only(settings):
    assert Client().get("/onderdelen/").status_code == 404
    settings.DEMO = True
    assert Client().get("/onderdelen/").status_code == 200


def test_it_shows_every_part_there_is(settings):
    shown = (UI / "templates" / "ui" / "parts.html").read_text(encoding="utf-8")
    parts = {file.stem for file in (UI / "templates" / "cotton").glob("*.html")} - {"field"}
    assert sorted(part for part in parts if f"<c-{part}" not in shown) == []


def test_it_shows_the_states(settings):
    settings.DEMO = True
    page = Client().get("/onderdelen/").content.decode()
    for words in (
        "Kijk deze punten na",
        "De uiterste dag is voorbij.",
        "geen adres",
        "Totaal van deze pagina",
        "Niets gevonden",
    ):
        assert words in page, words
