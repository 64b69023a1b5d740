"""A new hook."""

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.hooks.registry import HookKind


class HookForm(forms.Form):
    """Where the program listens, and of what it is told."""

    address = forms.CharField(
        label=_("Address of the program"), max_length=500, help_text=_("Starts with https://, on the public internet.")
    )
    events = forms.MultipleChoiceField(label=_("Tell it when"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: object, offered: list[HookKind], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        events = self.fields["events"]
        assert isinstance(events, forms.MultipleChoiceField)  # noqa: S101 - declared above
        events.choices = [(kind.key, kind.label) for kind in offered]
        events.initial = [kind.key for kind in offered]
