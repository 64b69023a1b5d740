"""Who takes part in a procedure by invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.forms.fields import long_text, moment_field

Choices = Sequence[tuple[Any, Any]]


class InviteForm(forms.Form):
    supplier = forms.TypedChoiceField(label=_("Supplier"), coerce=int)

    def __init__(self, *args: Any, suppliers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = [("", "–"), *suppliers]  # type: ignore[attr-defined]


class SelectForm(forms.Form):
    is_selected = forms.TypedChoiceField(
        label=_("Does this supplier make an offer?"),
        choices=[("yes", _("Selected")), ("no", _("Not selected"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Reason"), required=False, rows=3)


class AgainForm(forms.Form):
    offers_until = moment_field(_("Better offers until"), required=True)
