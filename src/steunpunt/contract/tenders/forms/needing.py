"""What a board needs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import NeedLevel, words
from steunpunt.contract.tenders.forms.fields import amount, choices, lines, long_text
from steunpunt.contract.tenders.rules.needs import Needs, Wanted
from steunpunt.contract.tenders.values import Item
from steunpunt.foundation.ui.forms import day_field

LEVELS = (
    (NeedLevel.MUST, _("What it must have")),
    (NeedLevel.SHOULD, _("What it should have")),
    (NeedLevel.WISH, _("What would be nice")),
)


class NeedsForm(forms.Form):
    """For each item how many, and at the most; what it must have, should have, would be nice: one a line."""

    def __init__(self, *args: Any, items: Sequence[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = sorted(items, key=lambda item: item.lot)
        for item in items:
            unit = ", ".join([item.unit, *([str(_("option"))] if item.is_option else [])])
            self.fields[f"likely_{item.code}"] = amount(f"{item.title} ({unit})")
            self.fields[f"most_{item.code}"] = amount(_("At the most: %(what)s") % {"what": item.title})
        for level, label in LEVELS:
            self.fields[level.value] = long_text(label, required=False, rows=3, help_text=_("One a line."))
        self.fields["supplier"] = forms.CharField(label=_("Supplier of today"), required=False, max_length=120)
        self.fields["contract_ends_on"] = day_field(_("Today's contract ends on"), required=False)
        self.fields["from_inventory"] = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
        self.fields["remark"] = long_text(_("What else the buyer should know"), required=False, rows=3)

    @property
    def rows(self) -> list[tuple[Item, Any, Any]]:
        return [(item, self[f"likely_{item.code}"], self[f"most_{item.code}"]) for item in self.items]

    @property
    def rest(self) -> list[Any]:
        return [
            self[name]
            for name in (
                *(level.value for level, _l in LEVELS),
                "supplier",
                "contract_ends_on",
                "from_inventory",
                "remark",
            )
        ]

    def needs(self) -> Needs:
        given = self.cleaned_data
        return Needs(
            likely={
                one.code: given[f"likely_{one.code}"] for one in self.items if given[f"likely_{one.code}"] is not None
            },
            most={one.code: given[f"most_{one.code}"] for one in self.items if given[f"most_{one.code}"] is not None},
            wanted=tuple(
                Wanted(level=level, text=text) for level, _label in LEVELS for text in lines(given[level.value])
            ),
            supplier=given["supplier"],
            from_inventory=given["from_inventory"] if given["supplier"] or given["contract_ends_on"] else "",
            contract_ends_on=given["contract_ends_on"],
            remark=given["remark"],
        )

    @staticmethod
    def initial_of(needs: Needs) -> dict[str, Any]:
        found: dict[str, Any] = {f"likely_{code}": number for code, number in needs.likely.items()}
        found |= {f"most_{code}": number for code, number in needs.most.items()}
        for level, _label in LEVELS:
            found[level.value] = "\n".join(one.text for one in needs.wanted if one.level is level)
        return found | {
            "supplier": needs.supplier,
            "from_inventory": needs.from_inventory,
            "contract_ends_on": needs.contract_ends_on,
            "remark": needs.remark,
        }


class QuantitiesForm(forms.Form):
    margin = forms.IntegerField(
        label=_("Margin on the most, in percent"),
        min_value=0,
        max_value=200,
        initial=20,
        help_text=_("Orders stop at the most that the specification states: leave room."),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)


class WishForm(forms.Form):
    level = forms.ChoiceField(label=_("How much it weighs"), choices=choices(words.LEVELS))
    text = long_text(_("Requirement"), rows=2)
    edition = forms.IntegerField(widget=forms.HiddenInput)
