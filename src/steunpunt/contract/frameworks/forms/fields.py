"""Fields that forms of framework contracts share."""

from decimal import Decimal
from typing import Any

from django import forms

from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui.forms import NumberField, explained


def lines(label: Any, *, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, required=False, help_text=help_text, max_length=10_000, widget=forms.Textarea(attrs={"rows": rows})
    )


def radio(label: Any, choices: dict[str, tuple[Text, Text]]) -> forms.ChoiceField:
    rows = explained([(key, *both) for key, both in choices.items()])
    return forms.ChoiceField(label=label, choices=rows, widget=forms.RadioSelect)


def percent(share: Decimal) -> Decimal:
    """A share as somebody types it: 80, never 8E+1."""
    return Decimal(f"{(share * 100).normalize():f}")


def amount(label: Any, *, help_text: Any = "", required: bool = False, places: int = 2) -> NumberField:
    return NumberField(
        label=label, help_text=help_text, required=required, min_value=0, max_digits=14, decimal_places=places
    )


def split(text: str) -> list[str]:
    """Lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
