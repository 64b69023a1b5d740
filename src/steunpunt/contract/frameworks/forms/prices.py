"""Price lists and indexes."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks import reading
from steunpunt.contract.frameworks.forms.fields import amount
from steunpunt.contract.frameworks.rules import price_list
from steunpunt.foundation.ui import sheets
from steunpunt.foundation.ui.forms import day_field, explained

UNREADABLE: dict[str, Any] = {
    "empty": _("This file is empty."),
    "too_large": _("This file is too large."),
    "old_format": _("This is an old kind of workbook: save it as .xlsx or .csv first."),
    "no_headings": _("No row with headings was found."),
    "too_many_rows": _("This list has too many rows."),
    "no_sheet": _("This is not a spreadsheet."),
    "bomb": _("This file unpacks to far more than a list can be."),
    "encrypted": _("This file is protected with a password: save it without."),
    "macros": _("This workbook holds macros: save it as .xlsx without."),
    "no_workbook": _("This is not a spreadsheet."),
    "no_catalogue": _("This is not a PEPPOL catalogue."),
    "opendocument": _("Save this file as .xlsx or .csv first."),
}
DAMAGED = _("This file cannot be read.")
PART, WHOLE = "part", "whole"


class PriceListForm(forms.Form):
    """A price list in a spreadsheet. `reading` holds what it says once the form is valid."""

    file = forms.FileField(label=_("Price list (.xlsx, .csv, PEPPOL catalogue .xml)"))
    valid_from = day_field(_("Prices hold from"))
    coverage = forms.ChoiceField(
        label=_("Of a PEPPOL catalogue: what it does not name"),
        help_text=_("A spreadsheet is always the whole list."),
        choices=explained(
            [
                (PART, _("stays"), _("Only what stands in the catalogue changes.")),
                (WHOLE, _("falls away"), _("The catalogue is the whole list.")),
            ]
        ),
        widget=forms.RadioSelect,
        required=False,
        initial=PART,
    )
    new_support = amount(
        _("Of a PEPPOL catalogue: what the support point gets of each unit of a new item, in euros"),
        help_text=_(
            "A catalogue does not say it. Empty: new items stay off the list. 0: the support point gets nothing."
        ),
        places=4,
    )

    reading: price_list.Reading | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.MAX_UPLOAD_BYTES:
            raise ValidationError(UNREADABLE["too_large"], code="too_large")
        try:
            self.reading = reading.read(file.read(), most_bytes=settings.MAX_UPLOAD_BYTES)
        except sheets.UnreadableSheetError as error:
            raise ValidationError(UNREADABLE.get(error.code, DAMAGED), code=error.code) from error
        return file

    @property
    def is_whole(self) -> bool:
        """Whether what the file does not name falls away."""
        is_catalogue = self.reading is not None and self.reading.is_catalogue
        return not is_catalogue or self.cleaned_data["coverage"] == WHOLE


class SignedListForm(forms.Form):
    """Who decided on a new list under a signed contract: why, when, and the paper itself."""

    reason = forms.CharField(
        label=_("What changes, and why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    signed_on = day_field(_("Signed on"))
    file = forms.FileField(label=_("The signed document"), required=False)


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class IndexForm(forms.Form):
    on = day_field(_("On"))
    value = amount(_("Index"), required=True, places=4)
    source = forms.CharField(label=_("Where this stands"), max_length=200)
    corrects = forms.BooleanField(label=_("Corrects the figure of that day that stands here already"), required=False)


class FromDayForm(forms.Form):
    valid_from = day_field(_("Prices hold from"))
