"""What the authority decided, and what follows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.actions import Ruling
from steunpunt.contract.tenders.choices import Outcome
from steunpunt.contract.tenders.forms.fields import long_text
from steunpunt.foundation.ui.forms import day_field

WINNERS = "winners"


def document_field() -> forms.FileField:
    return forms.FileField(label=_("The authority's document"), help_text=_("The dated decision itself."))


class RulingForm(forms.Form):
    """A decision on one lot. `order`: offers by place, as (id, name); `counts`: how many of them can be chosen now."""

    def __init__(
        self, *args: Any, order: Sequence[tuple[int, str]], counts: Sequence[int], from_paper: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.from_paper = order, from_paper
        found = [(str(count), ", ".join(name for _pk, name in order[:count])) for count in counts]
        self.fields["winners"] = forms.ChoiceField(
            label=_("The lot goes to"),
            choices=[*found, ("0", _("nobody: it is not awarded"))],
            widget=forms.RadioSelect,
            help_text=_("In the order of the ranking; for something else it is not awarded."),
        )
        self.fields["motivation"] = long_text(
            _("Motivation"),
            rows=10,
            help_text=_(
                "What stands here comes from the record, as a beginning: make of it what was decided. Every supplier reads it; "
                "name no prices or secrets of others."
            )
            if self.initial.get("motivation")
            else _("Every supplier reads it. Name no prices or secrets of others."),
        )
        _add_body(self, from_paper=from_paper)

    def ruling(self) -> Ruling:
        given = self.cleaned_data
        count = int(given["winners"])
        return Ruling(
            outcome=Outcome.AWARDED if count else Outcome.NOT_AWARDED,
            winners=[pk for pk, _name in self.order[:count]],
            motivation=given["motivation"],
            body=given["body"],
            decided_on=given["decided_on"],
        )


class StopRulingForm(forms.Form):
    """Nothing is awarded any more."""

    def __init__(self, *args: Any, from_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["motivation"] = long_text(_("Reason"), help_text=_("Everybody reads it, suppliers too."))
        _add_body(self, from_paper=from_paper)

    def ruling(self) -> Ruling:
        given = self.cleaned_data
        return Ruling(motivation=given["motivation"], body=given["body"], decided_on=given["decided_on"])


def _add_body(form: forms.Form, *, from_paper: bool) -> None:
    form.fields["body"] = forms.CharField(
        label=_("Which body decided"), max_length=120, help_text=_("For instance: the college of 12 May.")
    )
    form.fields["decided_on"] = day_field(_("Decided on"))
    if from_paper:
        form.fields["document"] = document_field()


class TakeBackForm(forms.Form):
    def __init__(self, *args: Any, from_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = long_text(_("Reason"), help_text=_("Suppliers that have a letter read it."))
        if from_paper:
            self.fields["document"] = document_field()


class ConclusionForm(forms.Form):
    concluded_on = day_field(_("Concluded on"))
    starts_on = day_field(_("Starts on"))
    ends_on = day_field(_("Ends on"))
