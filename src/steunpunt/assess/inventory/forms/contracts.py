"""What people fill in about contracts: parsed, not saved."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory.actions import Agreed
from steunpunt.assess.inventory.choices import (
    NOTICE_UNITS,
    OPTIONS,
    RENEWALS,
    InvoiceRhythm,
    NoticeForm,
    NoticeUnit,
    Reach,
    Renewal,
    ServiceKind,
    StepKind,
    Unit,
)
from steunpunt.assess.inventory.models import Edition
from steunpunt.assess.inventory.rules.comparison import ABSENT, INCLUDED
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
    invoice_rhythm = forms.ChoiceField(
        label=_("Paid"), required=False, choices=[("", _("not said")), *InvoiceRhythm.choices]
    )
    revision = forms.CharField(
        label=_("How prices follow an index"),
        required=False,
        max_length=200,
        help_text=_("Such as: P = P0 (0,2 + 0,8 S/S0)."),
    )
    indexed_percentage = NumberField(
        label=_("Which share follows the index (%)"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=4,
        decimal_places=1,
    )
    extras_yearly = _amount(
        _("Of what is paid each year, for extras (€)"), _("What other boards do not buy with this, such as training.")
    )
    service_levels = forms.CharField(
        label=_("Service levels"), required=False, max_length=5_000, widget=forms.Textarea(attrs={"rows": 2})
    )
    exit_terms = forms.CharField(
        label=_("What ending costs and takes"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    supplier_org_id = forms.TypedChoiceField(
        label=_("The supplier, where it is known here"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Then it can reply to figures about its contracts. It sees no price and no board."),
    )
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
    is_counted = forms.BooleanField(
        label=_("It may count in figures of groups of boards"),
        required=False,
        help_text=_("Of at least five others; no single price is ever shown. In return you see where you stand."),
    )
    shown_to = forms.TypedChoiceField(
        label=_("Who sees its price by name"),
        required=False,
        coerce=Reach,
        empty_value=Reach.NOBODY,
        choices=[(Reach.NOBODY, Reach.NOBODY.label), (Reach.PARTNERS, Reach.PARTNERS.label)],
        help_text=_("Both ways: you see theirs too. You can take it back at any time."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        suppliers: Sequence[tuple[int, str]] = (),
        options: Mapping[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.options: Mapping[str, str] = options or {}
        self.fields["supplier_org_id"].choices = [("", _("not known here")), *suppliers]  # type: ignore[attr-defined]

    def agreed(self) -> Agreed:
        given = {name: value for name, value in self.cleaned_data.items() if name not in {"seen", "indexed_percentage"}}
        share = self.cleaned_data["indexed_percentage"] or 0
        return Agreed(
            **given
            | {
                "kind": ServiceKind(given["kind"]),
                "unit": Unit(given["unit"]),
                "notice": given["notice"] or 0,
                "indexed_share": round(Decimal(share) / 100, 3),
                "options": self.options,
                "renewal_months": given["renewal_months"] or 12,
            }
        )


def initial_of(edition: Edition | None) -> dict[str, Any]:
    if edition is None:
        return {"renewal": Renewal.TACIT, "renewal_months": 12, "notice": 3, "lead_days": 60, "unit": ""}
    names = [name for name in ContractForm.base_fields if name not in {"seen", "indexed_percentage"}]
    share = edition.indexed_share * 100 if edition.indexed_share else None
    return {name: getattr(edition, name) for name in names} | {"seen": edition.pk, "indexed_percentage": share}


class OptionsForm(forms.Form):
    """For each option of this kind of service: in, not there, or its price."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"seen": edition.pk}
        self.codes = list(OPTIONS[edition.kind])
        for code, label in OPTIONS[edition.kind].items():
            said = edition.options.get(code, "")
            is_apart = said not in {"", INCLUDED, ABSENT}
            self.fields[f"option_{code}"] = forms.ChoiceField(
                label=str(label),
                required=False,
                choices=[
                    ("", _("not known")),
                    (INCLUDED, _("in the price")),
                    (ABSENT, _("not there")),
                    ("apart", _("apart")),
                ],
            )
            self.fields[f"price_{code}"] = NumberField(
                label=_("%(option)s, apart: each year for one (€)") % {"option": label},
                required=False,
                min_value=0,
                max_digits=9,
                decimal_places=2,
            )
            self.initial |= {
                f"option_{code}": "apart" if is_apart else said,
                f"price_{code}": Decimal(said) if is_apart else None,
            }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for code in self.codes:
            if given.get(f"option_{code}") == "apart" and given.get(f"price_{code}") is None:
                self.add_error(f"price_{code}", _("Say what it costs apart."))
        return given

    def options(self) -> dict[str, str]:
        given = self.cleaned_data
        return {
            code: str(given[f"price_{code}"]) if given[f"option_{code}"] == "apart" else given[f"option_{code}"]
            for code in self.codes
            if given[f"option_{code}"]
        }


class IndexForm(forms.Form):
    """The index of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=1950, max_value=2150)
    value = NumberField(label=_("Index"), min_value=0, max_digits=7, decimal_places=2)
    source = forms.CharField(label=_("Where this stands"), max_length=300)


class ReplyForm(forms.Form):
    kind = forms.ChoiceField(label=_("About"), choices=ServiceKind)
    text = forms.CharField(
        label=_("What you want to say"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 5}), required=False
    )

    def __init__(self, *args: Any, kinds: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind, ServiceKind(kind).label) for kind in kinds]  # type: ignore[attr-defined]


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
