"""What people type in mini-competitions; saving is an action's work."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.competitions import reasons
from steunpunt.contract.competitions.actions import Answer, Given, GivenMark, Wish
from steunpunt.contract.competitions.models import Offer
from steunpunt.contract.competitions.rules import comparing
from steunpunt.contract.competitions.values import Prices, Quality, Request
from steunpunt.contract.frameworks.values import RECURRING, Comparison, PricedItem
from steunpunt.foundation.ui.forms import FilesField, NumberField, day_field, moment_field
from steunpunt.foundation.ui.templatetags.ui import number


def long_text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=10_000, widget=widget)


class WishForm(forms.Form):
    """What a board needs, and how many of each item of the lot."""

    title = forms.CharField(
        label=_("What you ask, in a few words"), max_length=160, help_text=_("Suppliers read it as the title.")
    )
    what = long_text(
        _("What you need"),
        required=False,
        rows=6,
        help_text=_("What it is for, what it has to do, how it is placed: suppliers make their offer for it."),
    )
    deliver_to = forms.CharField(label=_("Deliver to"), required=False, max_length=300)
    deliver_by = day_field(_("Delivered by"), required=False)
    answers_until = moment_field(_("Suppliers answer until"))

    def __init__(self, *args: Any, items: Sequence[PricedItem], least_days: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        self.fields["answers_until"].help_text = _(
            "Nobody reads an offer before it. The contract gives suppliers %(n)s days at least."
        ) % {"n": least_days}
        if any(item.charge in RECURRING for item in items):
            self.fields["starts_on"] = day_field(
                _("Services wanted from"), required=False, help_text=_("Empty: as soon as they are delivered.")
            )
        for item in items:
            self.fields[f"units_{item.id}"] = forms.IntegerField(
                label=f"{item.code} · {item.title}",
                required=False,
                min_value=0,
                max_value=1_000_000,
                help_text=_option(item) if item.option_of else item.unit,
            )

        units = [f"units_{item.id}" for item in items]
        self.order_fields(["title", "what", *units, "starts_on", "deliver_to", "deliver_by", "answers_until"])

    def wish(self) -> Wish:
        given = self.cleaned_data
        names = ("title", "what", "deliver_to", "deliver_by", "answers_until")
        return Wish(
            **{name: given[name] for name in names},
            starts_on=given.get("starts_on"),
            quantities={item.id: given[f"units_{item.id}"] or 0 for item in self.items},
        )

    @staticmethod
    def initial_of(request: Request, answers_until: Any) -> dict[str, Any]:
        starts: list[date] = [line.starts_on for line in request.lines if line.starts_on]
        return {
            **{name: getattr(request, name) for name in ("title", "what", "deliver_to", "deliver_by")},
            "answers_until": timezone.localtime(answers_until) if answers_until else None,
            "starts_on": starts[0] if starts else None,
            **{f"units_{line.item_id}": line.quantity for line in request.lines},
        }


def _option(item: PricedItem) -> Any:
    return _("%(unit)s, an option of %(base)s") % {"unit": item.unit, "base": item.option_of}


class ReasonForm(forms.Form):
    reason = long_text(_("Why"), rows=3)


class QuestionForm(forms.Form):
    text = long_text(_("Your question"), rows=3)


class AnswerQuestionForm(forms.Form):
    public_text = long_text(
        _("The question as all read it"), rows=3, help_text=_("Without what tells which supplier asks.")
    )
    answer = long_text(_("Your answer, to all"), rows=4)


class OfferForm(forms.Form):
    """An offer: a price for each line, an answer for each criterion, files."""

    def __init__(self, *args: Any, request: Request, supplier: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        for line in request.lines:
            most = comparing.most_for_one(line, supplier)
            text = _("Euros without VAT each (%(unit)s), at most %(most)s. Asked: %(n)s.")
            self.fields[f"price_{line.item_id}"] = NumberField(
                label=f"{line.code} · {line.title}",
                min_value=0,
                max_digits=14,
                decimal_places=4,
                help_text=text
                % {
                    "unit": line.unit,
                    "most": number(most, 4 if most != round(most, 2) else 2),
                    "n": number(line.quantity),
                },
            )
        for one in request.comparison.criteria if request.comparison else ():
            self.fields[f"answer_{one.code}"] = long_text(one.title, rows=5, help_text=one.meaning)
        self.fields["files"] = FilesField(
            label=_("Files"),
            required=False,
            help_text=_("An offer replaces the one before as a whole: add files again."),
        )
        self.fields["remark"] = long_text(_("Remark"), required=False, rows=3)

    def answer(self) -> Answer:
        given = self.cleaned_data
        criteria = self.request.comparison.criteria if self.request.comparison else ()
        return Answer(
            units={line.item_id: given[f"price_{line.item_id}"] for line in self.request.lines},
            answers={one.code: given[f"answer_{one.code}"] for one in criteria},
            remark=given["remark"],
            files=[Given(name=one.name, content=one) for one in given["files"]],
        )

    @staticmethod
    def initial_of(quality: Quality, prices: Prices) -> dict[str, Any]:
        return {
            **{f"price_{item}": price.normalize() for item, price in prices.units.items()},
            **{f"answer_{code}": text for code, text in quality.answers.items()},
            "remark": quality.remark,
        }


class MarksForm(forms.Form):
    """A mark with an argument for each offer on each criterion; what is empty is left for later."""

    def __init__(self, *args: Any, comparison: Comparison, offers: Sequence[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cells = [(offer, one) for one in comparison.criteria for offer in offers]
        for offer, one in self.cells:
            self.fields[f"mark_{offer.pk}_{one.code}"] = NumberField(
                label=_("Mark, from 0 to 10"),
                required=False,
                min_value=0,
                max_value=10,
                max_digits=4,
                decimal_places=2,
            )
            self.fields[f"why_{offer.pk}_{one.code}"] = long_text(
                _("Why"), required=False, rows=3, help_text=_("This supplier reads it with the outcome.")
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for offer, one in self.cells:
            mark, why = f"mark_{offer.pk}_{one.code}", f"why_{offer.pk}_{one.code}"
            if given.get(why) and given.get(mark) is None and mark not in self.errors:
                self.add_error(mark, reasons.no_mark())
        return given

    def marks(self) -> list[GivenMark]:
        return list(self._given())

    def _given(self) -> Iterator[GivenMark]:
        for offer, one in self.cells:
            mark, argument = (self.cleaned_data[f"{name}_{offer.pk}_{one.code}"] for name in ("mark", "why"))
            if mark is not None:
                yield GivenMark(offer_id=offer.pk, code=one.code, mark=mark, argument=argument)

    @staticmethod
    def initial_of(offers: Sequence[Offer]) -> Mapping[str, Any]:
        found: dict[str, Any] = {}
        for offer in offers:
            for mark in offer.marks.all():
                found[f"mark_{offer.pk}_{mark.code}"] = mark.mark.normalize()
                found[f"why_{offer.pk}_{mark.code}"] = mark.argument
        return found


class AwardForm(forms.Form):
    """The award of what the page showed."""

    offer = forms.IntegerField(widget=forms.HiddenInput)
    amount_seen = forms.DecimalField(max_digits=16, decimal_places=2, widget=forms.HiddenInput)
    motivation = long_text(
        _("Motivation"),
        help_text=_("For the file of your board. Suppliers read their own marks with the arguments, and not this."),
    )
