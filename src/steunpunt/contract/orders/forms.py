"""What people type around orders; saving is an action's work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.orders.actions import Reply
from steunpunt.contract.orders.choices import Answer, words
from steunpunt.contract.orders.models import OrderLine
from steunpunt.contract.orders.rules.reckoning import MOST_QUANTITY
from steunpunt.foundation.ui.forms import NumberField, WholeNumberField, day_field, explained
from steunpunt.foundation.ui.templatetags.ui import day

_OF_QUANTITIES = {
    "required": _("Say how many."),
    "invalid": _("A quantity is a whole number."),
    "min_value": _("A quantity is nought or more."),
    "max_value": _("At most %(limit_value)s units at once."),
}


@dataclass(frozen=True, slots=True)
class Option:
    """What can be chosen with an item, at what it costs more; how many are in the basket already."""

    item_id: int
    title: str
    price: str
    quantity: int


def _text(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class QuantityForm(forms.Form):
    """How many units of an item, and of each of its options; nought takes it out of the basket."""

    quantity = WholeNumberField(
        label=_("Quantity"), min_value=0, max_value=MOST_QUANTITY, error_messages=_OF_QUANTITIES
    )
    starts_on = day_field(_("Wanted from"), required=False)

    def __init__(self, *args: Any, options: Sequence[Option] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options = options
        for one in options:
            self.fields[f"option_{one.item_id}"] = WholeNumberField(
                label=_("%(option)s: for how many of them") % {"option": one.title},
                required=False,
                min_value=0,
                max_value=MOST_QUANTITY,
                error_messages=_OF_QUANTITIES,
                initial=one.quantity,
                help_text=one.price,
            )
        self.order_fields(["quantity", *(f"option_{one.item_id}" for one in options), "starts_on"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        for one in self.options:
            if (given.get(f"option_{one.item_id}") or 0) > (given.get("quantity") or 0):
                self.add_error(f"option_{one.item_id}", _("Not more than of the item itself."))
        return given

    def quantities(self, item_id: int) -> dict[int, int]:
        """By item: what was asked of it and of its options."""
        options = {one.item_id: self.cleaned_data[f"option_{one.item_id}"] or 0 for one in self.options}
        return {item_id: self.cleaned_data["quantity"], **options}


class BasketForm(forms.Form):
    note = forms.CharField(
        label=_("What it is for"),
        required=False,
        max_length=300,
        help_text=_("Or your own reference: it is printed on the order."),
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
    reason = _text(_("Why"), help_text=_("The supplier reads this."))

    def __init__(self, *args: Any, most: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["quantity"].max_value = most  # type: ignore[attr-defined]
        self.fields["quantity"].widget.attrs["max"] = most
        self.fields["quantity"].initial = most


class EndForm(LessForm):
    """So many units of a service end, on a day that the notice of the contract allows."""

    last_day = day_field(_("Last day"))

    def __init__(self, *args: Any, most: int, earliest: date, **kwargs: Any) -> None:
        super().__init__(*args, most=most, **kwargs)
        self.fields["last_day"].initial = earliest
        self.fields["last_day"].widget.attrs["min"] = earliest.isoformat()
        self.fields["last_day"].help_text = _("At the earliest %(day)s, by the notice of the contract.") % {
            "day": day(earliest)
        }
        self.order_fields(["quantity", "last_day", "reason"])


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

    def __init__(
        self, *args: Any, absent: Sequence[tuple[int, str]], people: Sequence[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = absent  # type: ignore[attr-defined]
        self.fields["stand_in"].choices = people  # type: ignore[attr-defined]
