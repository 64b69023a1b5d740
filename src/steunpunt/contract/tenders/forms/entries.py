"""Forms of parts of which there are several entries: lots, items, requirements, scales, criteria, documents."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import EnvelopeKind, ItemKind, NeedLevel, words
from steunpunt.contract.tenders.forms.base import PartForm
from steunpunt.contract.tenders.forms.fields import amount, choices, lines, long_text
from steunpunt.contract.tenders.values import Asked, Criterion, Item, Lot, Requirement, Scale, ScaleStep
from steunpunt.foundation.figures.typed import read_number


def _lot(*, required: bool = True) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=_("Lot"), coerce=int, empty_value=None, required=required)


class LotForm(PartForm):
    title = forms.CharField(label=_("Name"), max_length=160)
    what = long_text(_("What it holds"), required=False)

    def value(self) -> Lot:
        number = int(self.code) if self.code else max((lot.number for lot in self.spec.lots), default=0) + 1
        return Lot(number=number, title=self.cleaned_data["title"], what=self.cleaned_data["what"])


class ItemForm(PartForm):
    letter = "P"
    lot = _lot()
    title = forms.CharField(label=_("What is priced"), max_length=160)
    unit = forms.CharField(label=_("Unit"), max_length=40, help_text=_("For instance: mailbox, user, hour."))
    kind = forms.ChoiceField(label=_("Paid"), choices=choices(words.ITEM_KINDS), initial=ItemKind.MONTHLY)
    quantity = amount(_("Presumed quantity, all boards together"), required=True)
    most = amount(_("The most that can be ordered"))
    is_option = forms.BooleanField(label=_("An option: boards can do without"), required=False)
    is_compared = forms.BooleanField(
        label=_("Counts in the price by which offers are compared"), required=False, initial=True
    )

    def value(self) -> Item:
        given = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        code = self.new_code(one.code for one in self.spec.items)
        return Item(**given | {"code": code, "kind": ItemKind(given["kind"])})


class RequirementForm(PartForm):
    letter = "E"
    level = forms.ChoiceField(label=_("How much it weighs"), choices=choices(words.LEVELS))
    text = long_text(_("Requirement"), rows=3)
    lot = _lot(required=False)

    def value(self) -> Requirement:
        given = self.cleaned_data
        code = self.new_code(one.code for one in self.spec.requirements)
        return Requirement(code=code, level=NeedLevel(given["level"]), text=given["text"], lot=given["lot"])


class ScaleForm(PartForm):
    letter = "S"
    title = forms.CharField(label=_("Name"), max_length=80)
    steps = long_text(
        _("Marks with their meaning"),
        rows=7,
        help_text=_("One a line, as “10 = excellent: more than was asked, and shown”. No other mark can be given."),
    )

    def clean_steps(self) -> tuple[ScaleStep, ...]:
        found: dict[Decimal, str] = {}
        for line in lines(self.cleaned_data["steps"]):
            mark, _sign, meaning = line.partition("=")
            try:
                number = read_number(mark.strip())
            except (ValueError, InvalidOperation):
                text = _("Begin each line with a mark and an equals sign: “%(line)s” does not.")
                raise ValidationError(text % {"line": line[:60]}) from None
            if not meaning.strip() or number in found or not 0 <= number <= 1000:
                text = _("Give each mark once, from 0 up, with its meaning: look at “%(line)s”.")
                raise ValidationError(text % {"line": line[:60]})
            found[number] = meaning.strip()
        return tuple(ScaleStep(mark=mark, meaning=found[mark]) for mark in sorted(found, reverse=True))

    def value(self) -> Scale:
        code = self.new_code(one.code for one in self.spec.scales)
        return Scale(code=code, title=self.cleaned_data["title"], steps=self.cleaned_data["steps"])


class CriterionForm(PartForm):
    letter = "K"
    title = forms.CharField(label=_("Criterion"), max_length=160)
    parent = forms.ChoiceField(label=_("Part of"), required=False)
    points = amount(_("Points for the top mark"), required=True)
    scale = forms.ChoiceField(
        label=_("Scale of marks"), required=False, help_text=_("None for a criterion with sub-criteria.")
    )
    minimum = amount(_("Least mark to stay in"))
    worth = amount(_("What the top mark is worth, in euros"), help_text=_("Only when is awarded on value."))
    meaning = long_text(_("What is judged, and what the supplier hands in for it"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = [
            (one.code, f"{one.code} · {one.title}")
            for one in self.spec.criteria
            if not one.parent and one.code != self.code
        ]
        self.fields["parent"].choices = [("", _("no other criterion")), *tops]  # type: ignore[attr-defined]
        scales = [(one.code, f"{one.code} · {one.title}") for one in self.spec.scales]
        self.fields["scale"].choices = [("", _("none")), *scales]  # type: ignore[attr-defined]
        if len(scales) == 1 and not self.code:
            self.fields["scale"].initial = scales[0][0]

    def clean(self) -> None:
        if self.cleaned_data.get("parent") and any(one.parent == self.code for one in self.spec.criteria if self.code):
            self.add_error("parent", _("A criterion with sub-criteria is part of no other."))

    def value(self) -> Criterion:
        given = {name: value for name, value in self.cleaned_data.items() if name != "edition"}
        return Criterion(**given | {"code": self.new_code(one.code for one in self.spec.criteria)})


class AskedForm(PartForm):
    letter = "D"
    envelope = forms.ChoiceField(label=_("Envelope"), choices=choices(words.ENVELOPES))
    title = forms.CharField(label=_("Document"), max_length=160)
    is_required = forms.BooleanField(label=_("Without it an offer is not complete"), required=False, initial=True)
    criterion = forms.ChoiceField(label=_("Belongs to criterion"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        marked = [(one.code, f"{one.code} · {one.title}") for one in self.spec.marked]
        self.fields["criterion"].choices = [("", _("none")), *marked]  # type: ignore[attr-defined]

    def value(self) -> Asked:
        given = self.cleaned_data
        return Asked(
            code=self.new_code(one.code for one in self.spec.asked),
            envelope=EnvelopeKind(given["envelope"]),
            title=given["title"],
            is_required=given["is_required"],
            criterion=given["criterion"],
        )
