"""A figure shows its number and opens into its rule and its sources, without a script."""

from decimal import Decimal

import pytest
from django.template import engines
from django_cotton.compiler_regex import CottonCompiler

from steunpunt.foundation.figures.values import Figure, Source
from steunpunt.foundation.ui.templatetags.ui import figure_value


def a_figure(**changed):
    values = {
        "value": 72.4,
        "unit": "op 100",
        "rule": "scan.domain_score",
        "sentence": "Een som.",
        "sources": [Source("Vraag 1", "niveau 3 × 2", "/scan/1/"), Source("Vraag <2>", 4)],
    }
    return Figure(**{**values, **changed})


def drawn(figure):
    source = CottonCompiler().process('<c-figure :figure="figure" label="Score" note="niveau 3,6" />')
    template = engines["django"].from_string(source)
    return " ".join(template.render({"figure": figure}).split())


@pytest.mark.parametrize(
    ("changed", "shown"),
    [
        ({}, "72"),
        ({"decimals": 1}, "72,4"),
        ({"value": 0.724, "is_share": True}, "72 %"),
        ({"value": Decimal("1234.50"), "decimals": 2}, "1.234,50"),
        ({"value": 0}, "0"),
        ({"value": None}, "–"),
    ],
)
def test_the_number_is_written_as_people_here_write_it(changed, shown):
    assert figure_value(a_figure(**changed)) == shown


def test_it_opens_into_its_rule_and_its_sources():
    html = drawn(a_figure())
    assert "<details" in html
    assert "<p>Een som.</p>" in html
    assert '<a href="/scan/1/">Vraag 1</a>' in html
    assert "<span>Vraag &lt;2&gt;</span>" in html
    assert "niveau 3 × 2" in html


def test_nothing_to_say_shows_no_unit_and_says_why():
    html = drawn(a_figure(value=None, sentence="Te weinig besturen.", sources=()))
    assert "op 100" not in html
    assert "Te weinig besturen." in html
    assert "<ul" not in html


def test_for_programs_it_says_the_same():
    assert a_figure().as_data() == {
        "value": 72.4,
        "unit": "op 100",
        "rule": "scan.domain_score",
        "sentence": "Een som.",
        "sources": [
            {"label": "Vraag 1", "value": "niveau 3 × 2", "url": "/scan/1/"},
            {"label": "Vraag <2>", "value": "4", "url": ""},
        ],
    }
