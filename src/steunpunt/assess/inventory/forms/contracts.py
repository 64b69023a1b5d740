"""What people fill in about contracts: parsed, not saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory.actions import Agreed
from steunpunt.assess.inventory.choices import (
    NOTICE_UNITS,
    RENEWALS,
    NoticeForm,
    NoticeUnit,
    Renewal,
    ServiceKind,
    StepKind,
    Unit,
)
from steunpunt.assess.inventory.models import Edition
from steunpunt.assess.inventory.rules.terms import LONGEST_MONTHS
from steunpunt.foundation.ui.forms import NumberField, day_field


def _count(label: Any, most: int, *, help_text: Any = "", required: bool = False) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=required, min_value=0, max_value=most, help_text=help_text)


def _amount(label: Any, help_text: Any = "") -> NumberField:
    return NumberField(label=label, required=False, min_value=0, max_digits=12, decimal_places=2, help_text=help_text)


class ContractForm(forms.Form):
    """What is known of a contract."""

    title = forms.CharField(label=_("Name of the contract"), max_length=120)
    kind = forms.ChoiceField(label=_("What is bought"), choices=ServiceKind)
    supplier = forms.CharField(label=_("Supplier"), max_length=120)
    covers = forms.CharField(
        label=_("What it covers"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    starts_on = day_field(_("First day"))
    initial_months = _count(
        _("First period, in months"), LONGEST_MONTHS, help_text=_("Empty: for an indefinite time. Four years are 48.")
    )
    renewal = forms.TypedChoiceField(
        label=_("At the end of a period"), coerce=Renewal, choices=list(RENEWALS.items()), widget=forms.RadioSelect
    )
    renewal_months = _count(_("Each renewal, in months"), LONGEST_MONTHS)
    most_renewals = _count(_("At most so many renewals"), 100, help_text=_("Empty: without end."))
    notice = _count(_("Notice period"), 4_000, help_text=_("Before the end. 0: until the last day."))
    notice_unit = forms.TypedChoiceField(
        label=_("Notice period in"), coerce=NoticeUnit, choices=list(NOTICE_UNITS.items())
    )
    notice_form = forms.TypedChoiceField(label=_("Notice is given"), coerce=NoticeForm, choices=NoticeForm)
    lead_days = _count(
        _("Remind so many days before"), 400, help_text=_("Before the last day to do something."), required=True
    )
    yearly = _amount(_("Every year (€)"))
    once = _amount(_("Once, at the start (€)"))
    includes_vat = forms.BooleanField(label=_("These amounts include VAT"), required=False)
    unit = forms.ChoiceField(label=_("Compared by"), choices=Unit, required=False)
    units = _count(_("How many of them"), 10_000_000)
    is_price_confidential = forms.BooleanField(
        label=_("The contract says that its prices are confidential"),
        required=False,
        help_text=_("Then nobody outside your board ever sees them."),
    )
    is_shared = forms.BooleanField(
        label=_("The support point may see this contract"),
        required=False,
        help_text=_(
            "So that an adviser sees which boards could buy together. Suppliers and other boards never see it."
        ),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def agreed(self) -> Agreed:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Agreed(
            **given
            | {
                "kind": ServiceKind(given["kind"]),
                "unit": Unit(given["unit"]),
                "notice": given["notice"] or 0,
                "renewal_months": given["renewal_months"] or 12,
            }
        )


def initial_of(edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {"renewal": Renewal.TACIT, "renewal_months": 12, "notice": 3, "lead_days": 60, "unit": ""}
    names = [name for name in ContractForm.base_fields if name != "seen"]
    return {name: getattr(edition, name) for name in names} | {"seen": edition.pk}


class StepForm(forms.Form):
    """What was done about a contract."""

    on = day_field(_("On which day"))
    ends_on = day_field(_("Last day of the contract"), required=False)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=300, help_text=_("Such as the number of the registered letter.")
    )

    def __init__(self, *args: Any, kind: StepKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind != StepKind.AGREED:
            del self.fields["ends_on"]
