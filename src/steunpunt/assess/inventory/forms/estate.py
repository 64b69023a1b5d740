"""What people fill in about the estate: parsed, not saved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory.choices import AssetKind, AssetState, Reach
from steunpunt.assess.inventory.models import Asset, EstateChoice, Import
from steunpunt.assess.inventory.rules.columns import Field
from steunpunt.assess.inventory.rules.identity import mac_key
from steunpunt.assess.inventory.values import Found
from steunpunt.foundation.ui.forms import NumberField, day_field

FIELDS = {
    Field.NAME: _("Name"),
    Field.TAG: _("Own number"),
    Field.KIND: _("Kind"),
    Field.MANUFACTURER: _("Maker"),
    Field.MODEL: _("Model"),
    Field.SERIAL: _("Serial number"),
    Field.UUID: _("UUID"),
    Field.MAC: _("Network address"),
    Field.PLACE: _("Place"),
    Field.USER_GROUP: _("Used by (service)"),
    Field.STATE: _("State"),
    Field.COUNT: _("How many"),
    Field.COST: _("What it cost (€)"),
    Field.BOUGHT_ON: _("Bought on"),
    Field.ENDS_ON: _("Last day"),
    Field.SUPPLIER: _("Supplier"),
    Field.NOTE: _("Remark"),
}


def _text(label: Any, most: int, help_text: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=most, help_text=help_text)


class AssetForm(forms.Form):
    """A thing of the estate, in the order in which somebody who stands before it sees it."""

    name = forms.CharField(label=FIELDS[Field.NAME], max_length=255)
    kind = forms.TypedChoiceField(label=FIELDS[Field.KIND], coerce=AssetKind, choices=AssetKind)
    place = _text(FIELDS[Field.PLACE], 120)
    user_group = _text(FIELDS[Field.USER_GROUP], 80, _("A service or a team, no person."))
    state = forms.TypedChoiceField(label=FIELDS[Field.STATE], coerce=AssetState, choices=AssetState)
    tag = _text(FIELDS[Field.TAG], 60)
    serial = _text(FIELDS[Field.SERIAL], 80, _("By this it is known again when a file or an agent tells of it."))
    manufacturer = _text(FIELDS[Field.MANUFACTURER], 80)
    model = _text(FIELDS[Field.MODEL], 120)
    macs = _text(FIELDS[Field.MAC], 200)
    count = forms.IntegerField(
        label=FIELDS[Field.COUNT],
        required=False,
        min_value=0,
        max_value=10_000_000,
        help_text=_("Of what is counted: mailboxes, seats of a licence."),
    )
    cost = NumberField(label=FIELDS[Field.COST], required=False, min_value=0, max_digits=11, decimal_places=2)
    bought_on = day_field(FIELDS[Field.BOUGHT_ON], required=False)
    ends_on = day_field(
        FIELDS[Field.ENDS_ON], required=False, help_text=_("Of a licence, certificate or domain name, or of support.")
    )
    supplier = _text(FIELDS[Field.SUPPLIER], 120)
    note = forms.CharField(
        label=FIELDS[Field.NOTE], required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.DateTimeField(required=False, widget=forms.HiddenInput, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])

    def clean_macs(self) -> tuple[str, ...]:
        words = self.cleaned_data["macs"].replace(",", " ").split()
        found = tuple(mac_key(word) for word in words)
        if not all(found):
            raise forms.ValidationError(_("Write a network address as 00:1b:44:11:3a:b7."))
        return found

    def found(self) -> Found:
        return Found(**{name: value for name, value in self.cleaned_data.items() if name != "seen"})


def initial_of(row: Asset | None) -> dict[str, Any]:
    if row is None:
        return {"kind": AssetKind.LAPTOP, "state": AssetState.IN_USE}
    names = [name for name in AssetForm.base_fields if name not in {"seen", "macs"}]
    macs = ", ".join(":".join(mac[at : at + 2] for at in range(0, 12, 2)) for mac in row.macs)
    seen = row.seen_at.strftime("%Y-%m-%dT%H:%M:%S.%f%z")
    return {name: getattr(row, name) for name in names} | {"macs": macs, "seen": seen}


class CoverForm(forms.Form):
    contracts = forms.TypedMultipleChoiceField(
        label=_("Contracts that cover it"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, contracts: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contracts"].choices = contracts  # type: ignore[attr-defined]


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A spreadsheet (.csv, .xlsx), an inventory of a GLPI agent (.json, .xml), or an archive of thousands (.zip). At most 64 MB."
        ),
    )


class ColumnsForm(forms.Form):
    """For each column what it means; made for the headings of one file."""

    kind = forms.TypedChoiceField(
        label=_("What rows are, where no column says it"),
        coerce=AssetKind,
        empty_value=None,
        required=False,
        choices=[("", _("something else")), *AssetKind.choices],
    )

    def __init__(self, *args: Any, row: Import, samples: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"kind": row.kind} | {f"column_{place}": field for place, field in row.mapping.items()}
        self.places = list(enumerate(row.headings))
        for place, heading in self.places:
            sample = samples[place] if place < len(samples) else ""
            self.fields[f"column_{place}"] = forms.TypedChoiceField(
                label=heading or _("Column %(n)s") % {"n": place + 1},
                coerce=Field,
                empty_value=None,
                required=False,
                choices=[("", _("is not read in")), *FIELDS.items()],
                help_text=_("Such as: %(sample)s") % {"sample": sample[:60]} if sample else "",
            )

    def mapping(self) -> dict[int, Field]:
        given = {place: self.cleaned_data[f"column_{place}"] for place, _heading in self.places}
        return {place: field for place, field in given.items() if field}


class AgentKeyForm(forms.Form):
    name = forms.CharField(
        label=_("For what this key is"), max_length=80, help_text=_("Such as: agents of the town hall.")
    )


class ChoiceForm(forms.Form):
    reach = forms.TypedChoiceField(
        label=_("Who sees which applications you use, and your part of a joint inventory"),
        coerce=Reach,
        choices=Reach,
        widget=forms.RadioSelect,
        help_text=_(
            "Names and numbers, no places, serial numbers or costs. Whoever shows nothing sees nothing of others."
        ),
    )
    unseen_weeks = forms.IntegerField(
        label=_("Ask about devices that were not seen for so many weeks"), min_value=1, max_value=104
    )

    @staticmethod
    def initial_of(row: EstateChoice) -> dict[str, Any]:
        return {"reach": row.reach, "unseen_weeks": row.unseen_weeks}
