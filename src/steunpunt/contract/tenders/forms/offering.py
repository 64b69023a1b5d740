"""What suppliers and officers fill in."""

from collections.abc import Collection, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.actions import Contents, Given
from steunpunt.contract.tenders.choices import EnvelopeKind, ItemKind, words
from steunpunt.contract.tenders.forms.fields import long_text, price
from steunpunt.contract.tenders.rules.needs import times
from steunpunt.contract.tenders.values import Item, Specification
from steunpunt.foundation.figures.typed import typed_number
from steunpunt.foundation.ui.forms import FilesField

Choices = Sequence[tuple[Any, Any]]


class AskedFile(forms.FileField):
    """A document that is asked. What is missing or empty is refused by the action, which writes it down."""

    def validate(self, value: Any) -> None:
        """Nothing here."""


class EnvelopeForm(forms.Form):
    """One envelope: what is asked in it, and nothing of another. `begun`: the lots of the envelopes that are in."""

    def __init__(
        self, *args: Any, spec: Specification, kind: EnvelopeKind, begun: Collection[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.spec, self.kind = spec, kind
        lots = [(lot.number, f"{lot.number} · {lot.title}") for lot in spec.lots]
        self.fields["lots"] = forms.TypedMultipleChoiceField(
            label=_("Lots for which you make an offer"),
            choices=lots,
            coerce=int,
            initial=sorted(begun) or [number for number, _label in lots],
            widget=forms.MultipleHiddenInput if len(lots) == 1 else forms.CheckboxSelectMultiple,
        )
        if kind is EnvelopeKind.PRICE:
            self._prices()
        elif kind is EnvelopeKind.QUALITY:
            for each in spec.requirements:
                lot = _("lot %(n)s") % {"n": each.lot} if each.lot is not None and len(spec.lots) > 1 else ""
                parts = (each.code, words.LEVELS[each.level][0], lot)
                label = " · ".join(str(part) for part in parts if part)
                self.fields[f"meets_{each.code}"] = long_text(label, required=False, rows=2, help_text=each.text)
            for one in spec.marked:
                self.fields[f"answer_{one.code}"] = long_text(
                    f"{one.code} · {one.title}", required=False, rows=5, help_text=one.meaning
                )
        for document in spec.asked:
            if document.envelope is kind:
                self.fields[f"file_{document.code}"] = AskedFile(
                    label=document.title, required=document.is_required, allow_empty_file=True
                )
        self.fields["files"] = FilesField(label=_("Other files"), required=False, allow_empty_file=True)
        self.fields["remark"] = long_text(_("Remark"), required=False, rows=3)

    def _prices(self) -> None:
        """A price is asked for every item of a lot for which an offer is made: of all, until somebody leaves one out."""
        every = [str(lot.number) for lot in self.spec.lots]
        chosen = self.data.getlist("lots") if isinstance(self.data, QueryDict) and self.data else every
        for item in self.spec.items:
            unit = item.unit if item.kind is ItemKind.ONE_OFF else f"{item.unit}, {words.ITEM_KINDS[item.kind]}"
            self.fields[f"price_{item.code}"] = price(
                self._named(item),
                required=str(item.lot) in chosen,
                help_text=self._asked(item, unit),
            )
            counts = item.quantity * times(item.kind, self.spec.months) if item.is_compared else Decimal(0)
            self.fields[f"price_{item.code}"].widget.attrs |= {"data-lot": item.lot, "data-counts": f"{counts:f}"}

    def _named(self, item: Item) -> str:
        """With its lot, where there are more, and whether boards can do without."""
        lot = _("lot %(n)s") % {"n": item.lot} if len(self.spec.lots) > 1 else ""
        parts = (item.code, item.title, lot, _("option") if item.is_option else "")
        return " · ".join(str(part) for part in parts if part)

    def _asked(self, item: Item, unit: str) -> str:
        """For what a price is, and how often it counts in the total."""
        found = _("Euros without VAT, per unit (%(unit)s).") % {"unit": unit}
        often = times(item.kind, self.spec.months)
        counted: Any = _("It does not count in the total.")
        if item.is_compared:
            counted = (
                _("In the total it counts %(quantity)s times.")
                if often == 1
                else _("In the total it counts %(quantity)s × %(times)s.")
            ) % {
                "quantity": typed_number(item.quantity),
                "times": typed_number(often.quantize(Decimal("0.01"))),
            }
        return f"{found} {counted}"

    def contents(self) -> Contents:
        given = self.cleaned_data
        files = [
            Given(asked=one.code, name=given[f"file_{one.code}"].name, content=given[f"file_{one.code}"])
            for one in self.spec.asked
            if one.envelope is self.kind and given.get(f"file_{one.code}")
        ]
        files += [Given(asked="", name=one.name, content=one) for one in given["files"]]
        prices: dict[str, Decimal] = {}
        lots = given["lots"]
        if self.kind is EnvelopeKind.PRICE:
            prices = {
                item.code: given[f"price_{item.code}"]
                for item in self.spec.items
                if item.lot in lots and given[f"price_{item.code}"] is not None
            }
        answers = {one.code: given[f"answer_{one.code}"] for one in self.spec.marked if given.get(f"answer_{one.code}")}
        answers |= {
            one.answer_key: given[f"meets_{one.code}"]
            for one in self.spec.requirements
            if given.get(f"meets_{one.code}")
        }
        return Contents(lots=lots, answers=answers, prices=prices, remark=given["remark"], files=files)


class AnswerForm(forms.Form):
    public_text = long_text(_("The question as all read it"), rows=3, help_text=_("Leave out what tells who asks."))
    answer = long_text(_("Answer"), rows=4)


def _phrase(label: Any, *, help_text: Any = "", autocomplete: str = "current-password") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
    return forms.CharField(label=label, max_length=300, widget=widget, help_text=help_text)


class KeyForm(forms.Form):
    phrase = _phrase(
        _("Phrase"),
        help_text=_(
            "A few words that you remember and nobody guesses. It is kept nowhere: who forgets it opens nothing."
        ),
        autocomplete="new-password",
    )
    again = _phrase(_("The same phrase again"), autocomplete="new-password")


class PhraseForm(forms.Form):
    phrase = _phrase(_("The phrase of your key"))


class OfficerForm(forms.Form):
    person = forms.ChoiceField(label=_("Who"))

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "–"), *people]  # type: ignore[attr-defined]

    def who(self) -> tuple[int, int]:
        """The person and for which organisation."""
        person, _sign, organisation = self.cleaned_data["person"].partition("-")
        return int(person), int(organisation)


class KeyChangeForm(OfficerForm):
    lost = forms.TypedChoiceField(label=_("In the place of"), required=False, coerce=int, empty_value=None)
    reason = long_text(_("Why"), rows=2)
    phrase = _phrase(_("The phrase of your key"))

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lost"].choices = [("", _("nobody: one more")), *officers]  # type: ignore[attr-defined]
