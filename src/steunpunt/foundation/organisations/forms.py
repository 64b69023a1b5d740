"""What people fill in about organisations, turned into values. Whether it is allowed, the actions say."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Refused
from steunpunt.foundation.organisations.choices import Kind, RelationKind
from steunpunt.foundation.organisations.models import Organisation
from steunpunt.foundation.organisations.queries import as_listed
from steunpunt.foundation.organisations.rules.boards import key_of
from steunpunt.foundation.organisations.rules.numbers import plain_enterprise_number, shown_enterprise_number
from steunpunt.foundation.organisations.rules.tables import Reading, read_rows
from steunpunt.foundation.organisations.sheets import read_sheet
from steunpunt.foundation.organisations.values import Listed, Period, Place

CODES = ("nis_code", "zone_code", "enterprise_number", "ovo_code", "province", "arrondissement", "website")


class DayField(forms.DateField):
    """A day, typed as here (31/12/2024) or chosen in the browser's calendar."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            input_formats=["%Y-%m-%d", "%d/%m/%Y"],
            **kwargs,
        )


class CodesForm(forms.Form):
    """Codes, province and website of an organisation."""

    name_fr = forms.CharField(label=_("French name"), max_length=160, required=False)
    nis_code = forms.CharField(
        label=_("NIS code"),
        max_length=5,
        required=False,
        help_text=_("Five digits; a municipality and its OCMW share it."),
    )
    zone_code = forms.CharField(label=_("Zone number"), max_length=4, required=False, help_text=_("Of a police zone."))
    enterprise_number = forms.CharField(
        label=_("Enterprise number (KBO)"), max_length=20, required=False, help_text=_("Such as 0207.515.464.")
    )
    ovo_code = forms.CharField(label=_("OVO code"), max_length=12, required=False)
    province = forms.CharField(label=_("Province"), max_length=40, required=False)
    arrondissement = forms.CharField(label=_("Arrondissement"), max_length=40, required=False)
    website = forms.URLField(label=_("Website"), max_length=200, required=False, assume_scheme="https")

    def clean_enterprise_number(self) -> str:
        typed = self.cleaned_data["enterprise_number"]
        return plain_enterprise_number(typed) if typed else ""


class RegisterForm(CodesForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=Kind)
    name = forms.CharField(label=_("Name"), max_length=160)
    valid_from = DayField(label=_("Exists since"), required=False)

    field_order = ("kind", "name", "name_fr")

    def details(self) -> Listed:
        given = self.cleaned_data
        codes = {name: given[name] for name in CODES}
        return Listed(
            key=key_of(
                kind=given["kind"],
                nis_code=given["nis_code"],
                zone_code=given["zone_code"],
                enterprise_number=given["enterprise_number"],
                name=given["name"],
            ),
            kind=given["kind"],
            name=given["name"],
            name_fr=given["name_fr"],
            period=Period(given["valid_from"], None),
            **codes,
        )


def codes_of(organisation: Organisation) -> dict[str, str]:
    """What stands in the form before somebody changes it."""
    values = {name: getattr(organisation, name) or "" for name in ("name_fr", *CODES)}
    return {**values, "enterprise_number": shown_enterprise_number(values["enterprise_number"])}


class RenameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=160)
    name_fr = forms.CharField(label=_("French name"), max_length=160, required=False)
    on = DayField(label=_("From"))


class SeatForm(forms.Form):
    street = forms.CharField(label=_("Street and number"), max_length=160)
    postal_code = forms.RegexField(
        r"^[1-9][0-9]{3}$",
        label=_("Postal code"),
        error_messages={"invalid": _("A Belgian postal code has four digits.")},
    )
    locality = forms.CharField(label=_("Locality"), max_length=80)
    on = DayField(label=_("From"))

    def seat(self) -> Place:
        given = self.cleaned_data
        return Place(street=given["street"], postal_code=given["postal_code"], locality=given["locality"])


class EndForm(forms.Form):
    on = DayField(label=_("First day without this organisation"))


class RelateForm(forms.Form):
    """Whom to tie to, and how: one choice, because the kinds of both decide which ties there can be."""

    other = forms.ChoiceField(label=_("Tie to"))
    on = DayField(label=_("From"), required=False, help_text=_("Leave this empty when it began before we know."))

    def __init__(self, *args: Any, candidates: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["other"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Choose an organisation")), *candidates]

    def tie(self, organisation_id: int) -> dict[str, Any]:
        """Source, target and kind of the chosen tie, for an organisation."""
        kind, side, other = self.cleaned_data["other"].split(":")
        source, target = (organisation_id, int(other)) if side == "to" else (int(other), organisation_id)
        return {"source_id": source, "target_id": target, "kind": RelationKind(kind), "on": self.cleaned_data["on"]}


class EndRelationForm(forms.Form):
    on = DayField(label=_("First day without this tie"))


class MergeForm(forms.Form):
    """Which organisations merge into this one."""

    predecessors = forms.TypedMultipleChoiceField(
        label=_("Organisations that merge into this one"),
        coerce=int,
        help_text=_("Neighbours come first."),
        widget=forms.CheckboxSelectMultiple(attrs={"data-one-by-one": ""}),
    )
    on = DayField(label=_("First day of the merger"))

    def __init__(self, *args: Any, candidates: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["predecessors"]
        if isinstance(field, forms.TypedMultipleChoiceField):
            field.choices = candidates


class ImportForm(forms.Form):
    """A file with organisations, read and looked through; `reading` says what it holds and what is wrong."""

    file = forms.FileField(
        label=_("Workbook (.xlsx) or CSV file"),
        help_text=_("The first row names the columns; “Soort” and “Naam” must be there."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    reading: Reading | None = None

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            sheet = read_sheet(file.read(settings.MAX_UPLOAD_BYTES + 1), limit_bytes=settings.MAX_UPLOAD_BYTES)
        except Refused as refused:
            raise forms.ValidationError([str(reason) for reason in refused.reasons]) from refused
        self.reading = read_rows(sheet.header, sheet.rows, beside=as_listed())
        return file
