"""Fields that forms of tenders share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from steunpunt.foundation.acting import Text
from steunpunt.foundation.ui.forms import NumberField, explained


def long_text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def amount(label: Any, *, required: bool = False, help_text: Any = "", places: int = 2) -> NumberField:
    return NumberField(
        label=label, required=required, help_text=help_text, min_value=0, max_digits=14, decimal_places=places
    )


def choices(words: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """A select of words; of those with an explanation or a colour the word alone."""
    return [(key, word[0] if isinstance(word, tuple) else word) for key, word in words.items()]


def radio(label: Any, words: Mapping[str, tuple[Text, Text]], *, help_text: Any = "") -> forms.ChoiceField:
    """A choice of which each has a line of explanation."""
    rows = explained([(key, name, meaning) for key, (name, meaning) in words.items()])
    return forms.ChoiceField(label=label, choices=rows, widget=forms.RadioSelect, help_text=help_text)


def local(moment: datetime | None) -> datetime | None:
    """As the field shows it."""
    return timezone.localtime(moment) if moment else None


def lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def typed(number: Decimal | None) -> Decimal | None:
    """Without noughts at the end that nobody typed."""
    return None if number is None else number.normalize()
