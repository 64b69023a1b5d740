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
from steunpunt.foundation.ui.forms import day_field

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


class PriceListForm(forms.Form):
    """A price list in a spreadsheet. `reading` holds what it says once the form is valid."""

    file = forms.FileField(label=_("Price list (.xlsx, .csv, PEPPOL catalogue .xml)"))
    valid_from = day_field(_("Prices hold from"))

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


class IndexForm(forms.Form):
    on = day_field(_("On"))
    value = amount(_("Index"), required=True, places=4)
    source = forms.CharField(label=_("Where this stands"), max_length=200)


class FromDayForm(forms.Form):
    valid_from = day_field(_("Prices hold from"))
