"""Fields that forms of tenders share."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

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

    def rows() -> list[tuple[str, Any]]:  # asked each time: in the language of who reads
        return explained([(key, name, meaning) for key, (name, meaning) in words.items()])

    return forms.ChoiceField(label=label, choices=rows, widget=forms.RadioSelect, help_text=help_text)


class PriceField(NumberField):
    """What a supplier asks: a number that can be read in one way only, since nobody reads it again before it is opened."""

    def to_python(self, value: Any) -> Any:
        text = str(value or "").strip()
        if "e" in text.lower():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        plain = text.removeprefix("€").strip()
        whole, point, decimals = plain.partition(".")
        if point and len(decimals) == 3 and decimals.isdecimal() and whole.isdecimal() and whole.strip("0"):
            message = _("“%(typed)s” can be read in two ways: write %(large)s, or %(small)s.")
            values = {"typed": plain, "large": f"{whole}{decimals}", "small": f"{whole},{decimals}"}
            raise ValidationError(message, params=values, code="two_ways")
        return super().to_python(value)


def price(label: Any, *, required: bool, help_text: Any) -> PriceField:
    return PriceField(label=label, required=required, help_text=help_text, min_value=0, max_digits=14, decimal_places=4)


def local(moment: datetime | None) -> datetime | None:
    """As the field shows it."""
    return timezone.localtime(moment) if moment else None


def lines(text: str) -> Iterable[str]:
    return (line.strip() for line in text.splitlines() if line.strip())


def typed(number: Decimal | None) -> Decimal | None:
    """Without noughts at the end that nobody typed."""
    return None if number is None else number.normalize()
