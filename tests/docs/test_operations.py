"""What the documentation of operations says is what the platform does."""

import re

import pytest
from django.core.management import get_commands
from django.urls import resolve

from steunpunt.foundation.operations import measures
from steunpunt.settings.env import ROOT, table

TEXT = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_every_variable_stands_in_it_as_declared():
    written = TEXT.partition("<!-- variables -->")[2].partition("<!-- /variables -->")[0].strip()
    assert written == table(), "Put there what `python -m steunpunt.settings.env` prints."


def test_every_variable_that_it_names_exists():
    known = set(re.findall(r"`(\w+)`", table())) | {"STEUNPUNT_HOST", "STEUNPUNT_PORT", "STEUNPUNT_S3_"}
    assert set(re.findall(r"\bSTEUNPUNT_[A-Z0-9_]+", TEXT)) - known == set()


@pytest.mark.parametrize("verb", sorted(set(re.findall(r"manage\.py (\w+)", TEXT))))
def test_every_verb_that_it_names_exists(verb):
    assert verb in get_commands()


@pytest.mark.parametrize("address", ["/health/live", "/health/ready", "/metrics"])
def test_every_address_that_it_names_exists(address):
    assert address in TEXT
    assert resolve(address)


def test_every_figure_stands_in_it(db):
    given = {line.split()[2] for line in measures.exposition().decode().splitlines() if line.startswith("# HELP")}
    named = set(re.findall(r"`(steunpunt_\w+)`", TEXT))
    missing = {name for name in given if name.startswith("steunpunt_") and name not in named}
    assert {name for name in missing if not name.endswith("_created")} == set()
