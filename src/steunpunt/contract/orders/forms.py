"""What people type around orders; saving is an action's work."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.orders.actions import Reply
from steunpunt.contract.orders.choices import Answer, words
from steunpunt.contract.orders.models import OrderLine
from steunpunt.contract.orders.rules.reckoning import MOST_QUANTITY
from steunpunt.foundation.ui.forms import NumberField, day_field, explained


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class QuantityForm(forms.Form):
    """How many units of an item; nought takes it out of the basket."""

    quantity = forms.IntegerField(label=_("Quantity"), min_value=0, max_value=MOST_QUANTITY)
    starts_on = day_field(_("Wanted from"), required=False)


class BasketForm(forms.Form):
    note = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=300,
        help_text=_("Or your own reference: it stands on the order."),
    )
    deliver_to = forms.CharField(label=_("Deliver to"), required=False, max_length=300)


class SeenForm(forms.Form):
    """What the page showed when the button was pressed."""

    amount_seen = forms.DecimalField(max_digits=16, decimal_places=2, widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    reason = _text(_("Why"))


class ReplyForm(forms.Form):
    """What a supplier answers; `lines` are those of the order."""

    answer = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=explained([(key, *both) for key, both in words.ANSWERS.items()]),
    )
    due_on = day_field(_("Delivered by"), required=False)
    text = _text(_("Explanation"), required=False, help_text=_("When you propose something else, or refuse."))

    def __init__(self, *args: Any, lines: Sequence[OrderLine], asks_code: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            self.fields[f"units_{line.number}"] = forms.IntegerField(
                label=_("%(item)s: you can deliver") % {"item": line.item.title},
                required=False,
                min_value=0,
                max_value=line.quantity,
                help_text=_("Only where it is fewer than the %(n)s that are asked.") % {"n": line.quantity},
            )
        if asks_code:
            self.fields["code"] = forms.CharField(
                label=_("Code"),
                max_length=20,
                help_text=_("Six digits, mailed to the address to which the link went."),
                widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
            )

    def reply(self) -> Reply:
        given = self.cleaned_data
        quantities = {
            line.number: given[f"units_{line.number}"]
            for line in self.lines
            if given.get(f"units_{line.number}") is not None
        }
        answer = Answer(given["answer"])
        return Reply(
            answer=answer,
            text=given["text"],
            due_on=given["due_on"],
            quantities=quantities if answer is Answer.PROPOSE else {},
        )


class DeliveryForm(forms.Form):
    """What came, line by line."""

    delivered_on = day_field(_("Delivered on"))
    is_accepted = forms.BooleanField(label=_("It is in order"), required=False, initial=True)
    remarks = _text(_("Remarks"), required=False, help_text=_("What has to be put right, where it is not in order."))

    def __init__(self, *args: Any, lines: Sequence[OrderLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = [line for line in lines if line.delivered < line.quantity]
        for line in self.lines:
            left = line.quantity - line.delivered
            self.fields[f"units_{line.number}"] = forms.IntegerField(
                label=line.item.title,
                min_value=0,
                max_value=left,
                initial=left,
                help_text=_("Still to come: %(n)s.") % {"n": left},
            )
        self.order_fields([*(f"units_{line.number}" for line in self.lines), "delivered_on", "is_accepted", "remarks"])

    def quantities(self) -> Mapping[int, int]:
        return {line.number: self.cleaned_data[f"units_{line.number}"] for line in self.lines}


class LessForm(forms.Form):
    """So many units go back, or end."""

    quantity = forms.IntegerField(label=_("How many"), min_value=1)
    reason = _text(_("Why"))

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].max_value = most  # type: ignore[attr-defined]
        self.fields["quantity"].widget.attrs["max"] = most
        self.fields["quantity"].initial = most


class PeriodForm(forms.Form):
    """From a day up to and with another."""

    since = day_field(_("From"))
    until = day_field(_("Until and with"))

    @classmethod
    def asks(cls, given: Mapping[str, Any]) -> bool:
        """Whether an address asks for a period at all."""
        return any(name in given for name in cls.base_fields)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("since") and given.get("until") and given["until"] < given["since"]:
            self.add_error("until", _("A period ends after it begins."))
        return given


def this_year(today: date) -> dict[str, date]:
    """The year so far, as long as nobody asks for another period."""
    return {"since": today.replace(month=1, day=1), "until": today}


class LimitForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Who"), coerce=int)
    most_amount = NumberField(
        label=_("Up to, in euros without VAT"),
        required=False,
        min_value=0,
        max_digits=14,
        decimal_places=2,
        help_text=_("Empty: up to any amount, as the mandate says."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class StandInForm(forms.Form):
    person = forms.TypedChoiceField(label=_("Who is absent"), coerce=int)
    stand_in = forms.TypedChoiceField(label=_("Who stands in"), coerce=int)
    valid_from = day_field(_("From"))
    valid_to = day_field(_("Until and with"))

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("person", "stand_in"):
            self.fields[name].choices = people  # type: ignore[attr-defined]
