"""The draft of the terms."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks.choices import Choosing, Settling, TierBasis, TierKind, words
from steunpunt.contract.frameworks.forms import comparing
from steunpunt.contract.frameworks.forms.fields import amount, lines, percent, radio, split
from steunpunt.contract.frameworks.values import Indexation, Lot, PriceFormula, ServiceLevel, Terms
from steunpunt.contract.tenders import public as tenders
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import NumberField, day_field

HUNDRED = Decimal(100)


class TermsForm(forms.Form):
    """The draft of the terms; how a supplier is chosen, and offers are compared, holds for every lot."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("Name"), max_length=160)
    what = lines(_("What can be ordered, and what for"))
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day to order"))
    extensions = forms.IntegerField(label=_("How many times it can be extended"), min_value=0, max_value=20)
    extension_months = forms.IntegerField(label=_("Months of an extension"), min_value=1, max_value=120)
    most_amount = amount(_("The most that all boards together can order, in euros without VAT"))
    warn_percent = NumberField(
        label=_("Warn from, in % of the maximum"), min_value=1, max_value=100, max_digits=5, decimal_places=2
    )
    lots = lines(_("Lots"), help_text=_("One on a line. Without lots: leave it empty."))
    choosing = radio(_("How a supplier is chosen where there are several"), words.CHOOSING)
    price_weight = NumberField(
        label=_("Small competition: weight of the price, in points of 100"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    formula = forms.ChoiceField(
        label=_("Small competition: how a price becomes points"),
        choices=[
            (key, label) for key, (label, _note) in tenders.FORMULAS.items() if key != PriceFormula.AWARD_ON_VALUE
        ],
        required=False,
        help_text=_("What each formula does stands in the help on price formulas."),
    )
    floor_percent = NumberField(
        label=_("Absolute formula: share of the price list that brings all points, in %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=5,
        decimal_places=2,
    )
    spread = NumberField(
        label=_("Logarithmic formula: so many times the lowest price brings nothing"),
        required=False,
        max_digits=6,
        decimal_places=2,
    )
    criteria = lines(
        _("Small competition: criteria beside the price"),
        help_text=_("One on a line, as: Plan of approach; 30; what is judged. With the price they add up to 100."),
    )
    least_days = forms.IntegerField(
        label=_("Small competition: days that suppliers have to answer, at least"),
        required=False,
        min_value=1,
        max_value=120,
    )
    tier_basis = radio(_("By whose volume a tier is reached"), words.BASES)
    tier_kind = radio(_("For which units a tier holds"), words.KINDS)
    settling = radio(_("What a tier that is reached later gives back"), words.SETTLING)
    ratchet = forms.BooleanField(
        label=_("At the end of the year all drop to the lowest tariff that anybody paid"), required=False
    )
    notice_months = forms.IntegerField(label=_("Notice of a service, in months"), min_value=0, max_value=36)
    delivery_days = forms.IntegerField(label=_("Delivery in working days"), required=False, min_value=1, max_value=1000)
    index = forms.CharField(label=_("Index that prices follow"), required=False, max_length=120)
    fixed_percent = NumberField(
        label=_("Share that does not follow it, in %"),
        required=False,
        min_value=0,
        max_value=100,
        max_digits=6,
        decimal_places=3,
    )
    index_base = amount(_("Index at the base date"), places=4)
    index_base_on = day_field(_("Base date"), required=False)
    service_levels = lines(_("Service levels"), help_text=_("One on a line, as: Availability: 99.9 % in a month."))
    days_alone = NumberField(
        label=_("Working days that a board saves by not tendering itself"),
        required=False,
        min_value=0,
        max_value=9999,
        max_digits=6,
        decimal_places=2,
    )
    days_source = forms.CharField(label=_("Who says so, and from what"), required=False, max_length=200)
    open_kinds = forms.MultipleChoiceField(
        label=_("Open to other boards of these kinds"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind, label) for kind, label in organisations.Kind.choices if kind in organisations.BOARD_KINDS],
    )
    open_region = forms.CharField(
        label=_("In this province"), required=False, max_length=40, help_text=_("Empty: everywhere.")
    )
    entry_moments = lines(
        _("Days on which such boards come in"), help_text=_("One on a line, as 01/01/2012. Without any: at once.")
    )
    conditions = lines(_("Other terms"), rows=6)

    def clean_entry_moments(self) -> tuple[Any, ...]:
        field = forms.DateField(input_formats=["%Y-%m-%d", "%d/%m/%Y"])
        return tuple(sorted({field.clean(line.strip()) for line in split(self.cleaned_data["entry_moments"])}))

    def clean_formula(self) -> str:
        return self.cleaned_data["formula"] or PriceFormula.RULE_OF_THREE

    def clean_criteria(self) -> Any:
        return comparing.criteria(self.cleaned_data["criteria"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("index") and not (given.get("index_base") and given.get("index_base_on")):
            raise ValidationError(_("With an index goes what it was at the base date."), code="index")
        return given

    def terms(self, before: Terms) -> Terms:
        """The terms as typed, on top of those that stood there."""
        given = self.cleaned_data
        names = (
            "title",
            "what",
            "starts_on",
            "ends_on",
            "extensions",
            "extension_months",
            "most_amount",
            "ratchet",
            "notice_months",
            "delivery_days",
            "days_source",
            "open_region",
            "entry_moments",
            "conditions",
        )
        titles = list(split(given["lots"])) or [given["title"]]
        choosing = Choosing(given["choosing"])
        comparison = comparing.comparison(given) if choosing is Choosing.COMPETITION else None
        return replace(
            before,
            **{name: given[name] for name in names},
            warn_share=given["warn_percent"] / HUNDRED,
            lots=tuple(
                Lot(number=number, title=title, choosing=choosing, comparison=comparison)
                for number, title in enumerate(titles, 1)
            ),
            tier_basis=TierBasis(given["tier_basis"]),
            tier_kind=TierKind(given["tier_kind"]),
            settling=Settling(given["settling"]),
            days_alone=given["days_alone"] or Decimal(0),
            open_kinds=tuple(given["open_kinds"]),
            service_levels=tuple(_levels(given["service_levels"])),
            indexation=Indexation(
                index=given["index"].strip(),
                fixed_share=(given["fixed_percent"] or Decimal(0)) / HUNDRED,
                base=given["index_base"],
                base_on=given["index_base_on"],
            )
            if given["index"]
            else None,
        )

    @staticmethod
    def initial_of(terms: Terms, edition: int) -> dict[str, Any]:
        names = (
            "title",
            "what",
            "starts_on",
            "ends_on",
            "extensions",
            "extension_months",
            "most_amount",
            "tier_basis",
            "tier_kind",
            "settling",
            "ratchet",
            "notice_months",
            "delivery_days",
            "days_alone",
            "days_source",
            "open_kinds",
            "open_region",
            "conditions",
        )
        indexation = terms.indexation
        own = terms.lots if len(terms.lots) > 1 else ()
        return {
            **{name: getattr(terms, name) for name in names},
            "edition": edition,
            "warn_percent": percent(terms.warn_share),
            "lots": "\n".join(lot.title for lot in own),
            "choosing": terms.lots[0].choosing if terms.lots else Choosing.ONE,
            **comparing.initial_of(terms.lots[0].comparison if terms.lots else None),
            "index": indexation.index if indexation else "",
            "fixed_percent": percent(indexation.fixed_share) if indexation else None,
            "index_base": indexation.base.normalize() if indexation else None,
            "index_base_on": indexation.base_on if indexation else None,
            "service_levels": "\n".join(f"{level.title}: {level.target}" for level in terms.service_levels),
            "entry_moments": "\n".join(f"{day:%d/%m/%Y}" for day in terms.entry_moments),
        }


def _levels(text: str) -> list[ServiceLevel]:
    found = []
    for line in split(text):
        title, _colon, target = line.partition(":")
        found.append(ServiceLevel(title=title.strip(), target=target.strip()))
    return found
