"""What people fill in about group questions: parsed, not saved."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.questions.actions import Answer, Paper, Proposal
from steunpunt.bundle.questions.choices import Kind, Majority, Shows
from steunpunt.bundle.questions.models import Option
from steunpunt.foundation.ui.forms import day_field

ABSTAIN = "none"


class QuestionForm(forms.Form):
    title = forms.CharField(label=_("Question"), max_length=160, help_text=_("In one sentence."))
    text = forms.CharField(
        label=_("What is proposed, and why"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 6})
    )
    kind = forms.ChoiceField(label=_("What is asked"), choices=Kind.choices, widget=forms.RadioSelect)
    options = forms.CharField(
        label=_("Answers to choose from"),
        max_length=2_500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One on each line. Boards can always abstain."),
    )
    deadline_on = day_field(_("Last day to answer"))
    quorum = forms.IntegerField(
        label=_("So many voices are needed"),
        min_value=1,
        max_value=1_000,
        help_text=_("With fewer voices there is no outcome. Abstentions count."),
    )
    majority = forms.ChoiceField(
        label=_("An answer is carried by"), choices=Majority.choices, help_text=_("Abstentions do not count.")
    )
    shows = forms.ChoiceField(
        label=_("What is seen while it runs"),
        choices=Shows.choices,
        widget=forms.RadioSelect,
        help_text=_("The same for everybody, the support point too. Afterwards the members see every answer."),
    )

    def proposal(self) -> Proposal:
        given = self.cleaned_data
        return Proposal(
            kind=Kind(given["kind"]),
            title=given["title"],
            text=given["text"],
            options=given["options"].splitlines(),
            deadline_on=given["deadline_on"],
            quorum=given["quorum"],
            majority=Majority(given["majority"]),
            shows=Shows(given["shows"]),
        )


class AnswerForm(forms.Form):
    """The voice of one's own board, or of a board whose paper is written down."""

    option = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Reasons"),
        required=False,
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by whoever reads the answer."),
    )
    decided_on = day_field(_("Decided on"), help_text=_("The day on which the board decided."))
    document = forms.FileField(label=_("The board's document"), help_text=_("The dated decision itself."))

    def __init__(self, *args: Any, options: Iterable[Option], today: date, is_from_paper: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choices = [(str(option.pk), option.label) for option in options]
        self.fields["option"].choices = [*choices, (ABSTAIN, _("Abstain"))]  # type: ignore[attr-defined]
        if not is_from_paper:
            del self.fields["document"], self.fields["decided_on"]

    def answer(self) -> Answer:
        given = self.cleaned_data
        return Answer(
            option_id=None if given["option"] == ABSTAIN else int(given["option"]),
            decided_on=given.get("decided_on") or self.today,
            reason=given["reason"],
        )

    def paper(self) -> Paper | None:
        file = self.cleaned_data.get("document")
        return Paper(name=file.name or "", content=file) if file else None


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("In one sentence; all members read it."))
