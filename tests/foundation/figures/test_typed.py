import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steunpunt.foundation.figures.typed import read_number, typed_number
from steunpunt.foundation.ui.forms import NumberField


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.250", 1250),
        ("1.250,50", "1250.50"),
        ("1 250,5", "1250.5"),
        ("€ 12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.234.567", 1234567),
        ("-3", -3),
        ("0,0000", 0),
    ],
)
def test_a_number_is_read_as_people_here_type_it(typed, meant):
    assert read_number(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "veel", "1,2,3", "NaN", "Infinity", "12 euro", "1e", "--1"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        read_number(typed)


@given(st.decimals(min_value=0, max_value=10**9, places=2))
def test_what_is_shown_to_be_typed_over_reads_back_as_the_same(number):
    assert read_number(typed_number(number)) == number


def test_a_field_of_a_form_reads_it_too_and_shows_what_it_holds():
    field = NumberField(max_digits=12, decimal_places=2, min_value=0)
    assert field.clean("6.000") == 6000
    assert field.widget.format_value(Decimal("0.0000")) == "0"
    assert field.widget.format_value(Decimal("3.2500")) == "3,25"
    assert field.widget.format_value("zes") == "zes", "what was typed stays as it was typed"
