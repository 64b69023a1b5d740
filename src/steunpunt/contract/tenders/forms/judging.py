"""What the working group and the buyer fill in in the scoring room."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.choices import PriceVerdict, Regularity, words
from steunpunt.contract.tenders.forms.fields import choices, long_text
from steunpunt.contract.tenders.values import Scale
from steunpunt.foundation.ui.forms import day_field, explained


class DeclarationForm(forms.Form):
    has_conflict = forms.TypedChoiceField(
        label=_("Do you have an interest in one of these suppliers?"),
        coerce=lambda word: word == "yes",
        choices=explained(
            [
                ("no", _("No"), _("No family, money, work or dispute that ties me to one of them.")),
                ("yes", _("Yes"), _("I judge no offers; it stands on record.")),
            ]
        ),
        widget=forms.RadioSelect,
    )
    text = long_text(_("Which interest, in which supplier"), required=False, rows=3)


class LeaveForm(forms.Form):
    """Why somebody judges no more; once marks can be read, also that one read what it changes."""

    def __init__(self, *args: Any, sees_marks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"] = long_text(_("Reason"))
        if sees_marks:
            self.fields["has_read"] = forms.BooleanField(label=_("I read what it changes"))


class MarkForm(forms.Form):
    """A mark of the scale with an argument; prefixed by the offer."""

    mark = forms.ChoiceField(label=_("Mark"), widget=forms.RadioSelect)
    argument = long_text(_("Why"), rows=3)

    def __init__(self, *args: Any, scale: Scale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [
            (f"{step.mark.normalize():f}", f"{step.mark.normalize():f}", step.meaning)
            for step in sorted(scale.steps, key=lambda step: -step.mark)
        ]
        self.fields["mark"].choices = explained(rows)  # type: ignore[attr-defined]

    def clean_mark(self) -> Decimal:
        return Decimal(self.cleaned_data["mark"])


class RegularityForm(forms.Form):
    regularity = forms.ChoiceField(
        label=_("Does this offer count?"),
        choices=[(key, word) for key, (word, _tone) in words.REGULARITIES.items() if key != Regularity.UNSEEN],
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Reason"), required=False, rows=3)


class PriceQuestionForm(forms.Form):
    text = long_text(_("What you ask"), rows=4)
    due_on = day_field(_("Answer by"))


class PriceVerdictForm(forms.Form):
    verdict = forms.ChoiceField(
        label=_("The explanation is"), choices=choices(words.VERDICTS), widget=forms.RadioSelect
    )
    reason = long_text(_("Reason"), rows=3)

    def clean_verdict(self) -> PriceVerdict:
        return PriceVerdict(self.cleaned_data["verdict"])


class DrawForm(forms.Form):
    """In which order offers were drawn: each once."""

    witnesses = forms.CharField(label=_("Who was there, in roles"), max_length=200)

    def __init__(self, *args: Any, offers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = [f"place_{number}" for number in range(1, len(offers) + 1)]
        for number, name in enumerate(self.places, start=1):
            self.fields[name] = forms.TypedChoiceField(
                label=_("Drawn as number %(n)s") % {"n": number}, coerce=int, choices=[("", "–"), *offers]
            )

    def clean(self) -> None:
        given = [self.cleaned_data[name] for name in self.places if name in self.cleaned_data]
        if len(set(given)) != len(given):
            raise ValidationError(_("Each offer is drawn once."))

    def order(self) -> list[int]:
        return [self.cleaned_data[name] for name in self.places]
