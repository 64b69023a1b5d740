"""Three imagined offers, a formula and a weight."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import words
from steunpunt.contract.tenders.choices.method import PriceFormula
from steunpunt.contract.tenders.forms.fields import amount, choices
from steunpunt.contract.tenders.rules.simulating import Imagined

BIDS = (("cheap", _("Cheap and weak")), ("middle", _("In the middle")), ("dear", _("Dear and strong")))


class SimulatorForm(forms.Form):
    formula = forms.ChoiceField(label=_("How a price becomes points"), choices=choices(words.FORMULAS))
    price_points = forms.DecimalField(
        label=_("Points for the price"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    floor = amount(_("Floor"))
    ceiling = amount(_("Ceiling price"))
    spread = amount(_("Factor"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in BIDS:
            self.fields[f"{key}_price"] = amount(_("%(offer)s: price") % {"offer": label}, required=True)
            self.fields[f"{key}_quality"] = forms.IntegerField(
                label=_("%(offer)s: quality, in percent") % {"offer": label}, min_value=0, max_value=100
            )

    @property
    def pairs(self) -> list[tuple[Any, Any, Any]]:
        return [(label, self[f"{key}_price"], self[f"{key}_quality"]) for key, label in BIDS]

    @property
    def about_method(self) -> list[Any]:
        return [self[name] for name in ("formula", "price_points", "floor", "ceiling", "spread")]

    def offers(self) -> dict[str, Imagined]:
        given = self.cleaned_data
        return {
            key: Imagined(price=given[f"{key}_price"], quality=Fraction(given[f"{key}_quality"], 100))
            for key, _l in BIDS
        }

    def chosen_formula(self) -> PriceFormula:
        return PriceFormula(self.cleaned_data["formula"])

    @staticmethod
    def initial_of(method: Any, estimate: Decimal | None) -> dict[str, Any]:
        middle = (estimate or Decimal(100_000)).quantize(Decimal(1))
        return {
            "formula": method.formula,
            "price_points": method.price_points.normalize(),
            "floor": method.floor,
            "ceiling": method.ceiling,
            "spread": method.spread,
            "cheap_price": (middle * Decimal("0.75")).quantize(Decimal(1)),
            "cheap_quality": 45,
            "middle_price": middle,
            "middle_quality": 70,
            "dear_price": (middle * Decimal("1.15")).quantize(Decimal(1)),
            "dear_quality": 90,
        }
