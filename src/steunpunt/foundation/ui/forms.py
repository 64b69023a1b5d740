"""What forms of all modules share: doing the work of a filled-in form, and choices that explain themselves."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from steunpunt.foundation.acting import Refused, Text


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


def explained(choices: Iterable[tuple[str, Text, Text]]) -> list[tuple[str, SafeString]]:
    """Choices of which each has a line of explanation under its label."""
    return [
        (value, format_html('<span><strong>{}</strong><span class="choice-note">{}</span></span>', label, meaning))
        for value, label, meaning in choices
    ]
