"""Fields that forms of projects share."""

from collections.abc import Sequence
from typing import Any

from django import forms

from steunpunt.foundation.ui.forms import NumberField

Choices = Sequence[tuple[Any, Any]]


def long_text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def amount(label: Any, *, required: bool = False, help_text: Any = "") -> NumberField:
    return NumberField(
        label=label, required=required, help_text=help_text, min_value=0, max_digits=12, decimal_places=2
    )


def in_words(words: dict[str, Any]) -> Choices:
    return [(key, words[key][0] if isinstance(words[key], tuple) else words[key]) for key in words]
