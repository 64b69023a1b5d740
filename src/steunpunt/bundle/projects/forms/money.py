"""What people fill in about money: parsed, not saved."""

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects.actions.money import Assumption, Cost, Sharing
from steunpunt.bundle.projects.choices import (
    Key,
    words,
)
from steunpunt.bundle.projects.forms.fields import amount, in_words
from steunpunt.bundle.projects.rules.business_case import Part, Timing, Way
from steunpunt.foundation.figures.typed import read_number


class TiersField(forms.CharField):
    """Prices per unit: “12,50”, or “1: 12,50; 100: 10,00” where the price falls with the volume of all."""

    def to_python(self, value: Any) -> Any:
        typed = (super().to_python(value) or "").strip()
        if not typed:
            return ()
        found = []
        for place, piece in enumerate(one for one in typed.replace("\n", ";").split(";") if one.strip()):
            start, colon, price = piece.rpartition(":")
            if not colon and place:
                raise ValidationError(_("Write it as 1: 12,50; 100: 10,00."), code="tiers")
            found.append(self._tier(start.strip() if colon else "1", price.strip()))
        return tuple(found)

    @staticmethod
    def _tier(start: str, price: str) -> tuple[int, Decimal]:
        try:
            number = read_number(price)
        except ValueError:
            number = Decimal("NaN")
        if not start.isdecimal() or len(start) > 9 or not number.is_finite() or number.as_tuple().exponent < -4:  # type: ignore[operator]
            raise ValidationError(_("Write it as 1: 12,50; 100: 10,00."), code="tiers")
        return int(start), number


class CostForm(forms.Form):
    label = forms.CharField(label=_("What is paid for"), max_length=120)
    timing = forms.ChoiceField(label=_("When"), choices=in_words(words.TIMINGS))
    supplier_fixed = amount(_("Fixed amount (€)"))
    supplier_tiers = TiersField(
        label=_("Price per unit (€)"),
        required=False,
        max_length=300,
        help_text=_("One price, or prices that fall with the volume of all: 1: 12,50; 100: 10,00."),
    )
    support_fixed = amount(_("Fixed amount (€)"))
    support_unit = amount(_("Price per unit (€)"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in ("supplier", "support"):
            self.fields[f"{part}_key"] = forms.ChoiceField(label=_("Divided"), choices=in_words(words.KEYS))
            self.fields[f"{part}_second"] = forms.ChoiceField(
                label=_("Mixed with"), required=False, choices=[("", _("nothing")), *in_words(words.KEYS)]
            )
            self.fields[f"{part}_percentage"] = forms.IntegerField(
                label=_("Share of the first (%)"), required=False, min_value=1, max_value=100
            )
            self.fields[f"{part}_floor"] = amount(_("Each board at least (€)"))
            self.fields[f"{part}_cap"] = amount(_("Each board at most (€)"))

    def _fields_of(self, part: str) -> list[Any]:
        return [self[name] for name in self.fields if name.startswith(part)]

    @property
    def about(self) -> list[Any]:
        return [self["label"], self["timing"]]

    @property
    def supplier(self) -> list[Any]:
        return self._fields_of("supplier")

    @property
    def support(self) -> list[Any]:
        return self._fields_of("support")

    def cost(self) -> Cost:
        given = self.cleaned_data
        return Cost(
            label=given["label"],
            timing=Timing(given["timing"]),
            supplier_fixed=given["supplier_fixed"] or Decimal(0),
            supplier_tiers=given["supplier_tiers"],
            supplier_rule=self._sharing("supplier"),
            support_fixed=given["support_fixed"] or Decimal(0),
            support_unit=given["support_unit"] or Decimal(0),
            support_rule=self._sharing("support"),
        )

    def _sharing(self, part: str) -> Sharing:
        given = self.cleaned_data
        first, second = Key(given[f"{part}_key"]), given[f"{part}_second"]
        keys: tuple[tuple[Key, int], ...] = ((first, 100),)
        if second:
            share = given[f"{part}_percentage"] or 50
            keys = ((first, share), (Key(second), 100 - share))
        return Sharing(keys=keys, floor=given[f"{part}_floor"], cap=given[f"{part}_cap"])


class EstimateForm(forms.Form):
    units = forms.IntegerField(label=_("How many"), required=False, min_value=0, max_value=1_000_000)

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if unit:
            self.fields["units"].label = _("How many %(unit)s") % {"unit": unit}


class AssumptionForm(forms.Form):
    label = forms.CharField(label=_("What is paid for"), max_length=120)
    way = forms.ChoiceField(label=_("Which way"), choices=in_words(words.WAYS))
    part = forms.ChoiceField(label=_("To whom"), choices=in_words(words.PARTS))
    timing = forms.ChoiceField(label=_("When"), choices=in_words(words.TIMINGS))
    low = amount(_("Low (€)"), required=True)
    likely = amount(_("Likely (€)"), required=True)
    high = amount(_("High (€)"), required=True)

    def assumption(self) -> Assumption:
        given = self.cleaned_data
        return Assumption(
            **given | {"way": Way(given["way"]), "part": Part(given["part"]), "timing": Timing(given["timing"])}
        )
