"""What a board may choose a group by: only what everybody may know of a board."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan.rules.groups import Criteria

MOST_INHABITANTS = 10_000_000


class ChoiceForm(forms.Form):
    """A province and a range of inhabitants; nothing chosen is the whole round."""

    provincie = forms.ChoiceField(label=_("Province"), required=False)
    van = forms.IntegerField(label=_("Inhabitants from"), required=False, min_value=0, max_value=MOST_INHABITANTS)
    tot = forms.IntegerField(label=_("Inhabitants up to"), required=False, min_value=0, max_value=MOST_INHABITANTS)

    def __init__(self, *args: Any, provinces: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provincie"].choices = [  # type: ignore[attr-defined]
            ("", _("All of the round")),
            *((name, name) for name in provinces),
        ]

    def criteria(self) -> Criteria:
        given = self.cleaned_data
        return Criteria(province=given["provincie"], from_inhabitants=given["van"], to_inhabitants=given["tot"])


class AgainForm(forms.Form):
    """The same choice, carried along to the button that shows its figures."""

    provincie = forms.CharField(required=False, widget=forms.HiddenInput)
    van = forms.IntegerField(required=False, widget=forms.HiddenInput)
    tot = forms.IntegerField(required=False, widget=forms.HiddenInput)
