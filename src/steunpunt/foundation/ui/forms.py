"""What forms of all modules share: doing the work of a filled-in form, and choices that explain themselves."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Refused, Text
from steunpunt.foundation.figures.typed import read_number, typed_number

EARLIEST, LATEST = date(1950, 1, 1), date(2150, 12, 31)
"""Days outside these are slips of the fingers."""
_MOST_DIGITS = 18


def worked(form: forms.BaseForm, work: Callable[[], Any]) -> bool:
    """Do the work of a filled-in form; what the domain refuses is said at the field that it is about."""
    if not form.is_valid():
        return False
    try:
        work()
    except Refused as refused:
        for reason in refused.reasons:
            form.add_error(reason.field if reason.field in form.fields else None, str(reason))
        return False
    return True


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own calendar."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, help_text=help_text, widget=widget, validators=[_is_of_our_time]
    )


def _is_of_our_time(day: date) -> None:
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Is the year right? A day lies between 1950 and 2150."), code="year")


def moment_field(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DateTimeField:
    """Day and hour in the time of the platform, by the browser's own calendar."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(
        label=label, required=required, help_text=help_text, widget=widget, input_formats=["%Y-%m-%dT%H:%M"]
    )


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files in one field."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        return [super(FilesField, self).clean(one, initial) for one in data or [] if one]


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    trail: Sequence[tuple[Any, str]],
    submit: Any,
    back: str,
    lead: Any = "",
    hidden: Mapping[str, object] | None = None,
) -> HttpResponse:
    """A page with one form; its title is the last step of the trail. What was not accepted answers 422."""
    context = {
        "form": form,
        "title": trail[-1][0],
        "lead": lead,
        "submit": submit,
        "back": back,
        "upload": any(isinstance(field, forms.FileField) for field in form.fields.values()),
        "hidden": hidden or {},
        "trail": trail,
    }
    return render(request, "ui/form_page.html", context, status=422 if form.errors else 200)


_in_words = lazy(format_html, SafeString)


def explained(choices: Iterable[tuple[str, Text, Text]]) -> list[tuple[str, SafeString]]:
    """Choices of which each has a line of explanation under its label, in the language in which they are shown."""
    return [
        (value, _in_words('<span><strong>{}</strong><span class="choice-note">{}</span></span>', label, meaning))
        for value, label, meaning in choices
    ]


class _TypedNumber(forms.TextInput):
    """A browser's own number field refuses `1.250` or reads it as one and a quarter."""

    def __init__(self) -> None:
        super().__init__(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def format_value(self, value: Any) -> str | None:
        return typed_number(value) if isinstance(value, Decimal) else super().format_value(value)


class NumberField(forms.DecimalField):
    """A number as people here type it: `1.250,50` is one thousand two hundred fifty and a half."""

    widget = _TypedNumber

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            return read_number(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class WholeNumberField(forms.IntegerField):
    """A whole number as people here type it: `1.200` is twelve hundred."""

    widget = _TypedNumber

    def to_python(self, value: Any) -> Any:
        if value in self.empty_values:
            return None
        try:
            number = read_number(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if number.adjusted() > _MOST_DIGITS or number != number.to_integral_value():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return int(number)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"inputmode": "numeric"}
