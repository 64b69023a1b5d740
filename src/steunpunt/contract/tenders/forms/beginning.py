"""With what a tender begins, and small forms."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.actions import Beginning
from steunpunt.contract.tenders.choices import Buying, Procedure, Subject, words
from steunpunt.contract.tenders.forms.fields import amount, choices, long_text, radio
from steunpunt.contract.tenders.values import FrameworkTerms, Specification
from steunpunt.foundation.ui.forms import day_field

Choices = Sequence[tuple[Any, Any]]


class BeginningForm(forms.Form):
    title = forms.CharField(label=_("Name of the tender"), max_length=160)
    reference = forms.CharField(
        label=_("Reference"), max_length=40, help_text=_("As it stands on every paper, for instance 2026-MAIL-1.")
    )
    project = forms.TypedChoiceField(
        label=_("Project"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("Is bought for the boards that take part in it."),
    )
    authority = forms.TypedChoiceField(label=_("Contracting authority"), coerce=int)
    buying = radio(_("For whom"), words.BUYING)
    subject = forms.ChoiceField(label=_("What is bought"), choices=choices(words.SUBJECTS))
    procedure = radio(_("Procedure"), words.PROCEDURES)
    purpose = long_text(_("What it is for"), required=False)
    estimate = amount(
        _("Estimated value, without VAT"),
        help_text=_("Everything and every extension included, for all boards together."),
    )
    months = forms.IntegerField(label=_("Term in months"), min_value=1, max_value=240, initial=48)
    is_framework = forms.BooleanField(label=_("It is a framework agreement"), required=False, initial=True)
    needs_until = day_field(_("Boards say what they need by"), required=False)

    def __init__(self, *args: Any, projects: Choices, authorities: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["project"].choices = [("", _("none")), *projects]  # type: ignore[attr-defined]
        self.fields["authority"].choices = authorities  # type: ignore[attr-defined]

    def beginning(self) -> Beginning:
        given: dict[str, Any] = self.cleaned_data
        months: int = given["months"]
        spec = Specification(
            title=given["title"],
            purpose=given["purpose"],
            subject=Subject(given["subject"]),
            procedure=Procedure(given["procedure"]),
            buying=Buying(given["buying"]),
            estimate=given["estimate"],
            months=months,
            framework=FrameworkTerms(months=months) if given["is_framework"] else None,
        )
        needs_until: date | None = given["needs_until"]
        return Beginning(
            reference=given["reference"],
            specification=spec,
            authority_id=given["authority"],
            project_id=given["project"],
            needs_until=needs_until,
        )


class BoardsForm(forms.Form):
    boards = forms.TypedMultipleChoiceField(label=_("Boards"), coerce=int, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, boards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boards"].choices = boards  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    reason = long_text(_("Reason"))


class TextForm(forms.Form):
    text = long_text(_("Text"), rows=3)
