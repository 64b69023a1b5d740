"""What people fill in about questions and answers: parsed, not saved."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from steunpunt.exchange.knowledge.actions import Ask
from steunpunt.exchange.knowledge.choices import Audience
from steunpunt.exchange.knowledge.models import Topic

LONGEST = 10_000
ALIKE = {
    "hx-get": reverse_lazy("knowledge:alike"),
    "hx-trigger": "input changed delay:400ms",
    "hx-target": "#alike",
    "autocomplete": "off",
}
"""While a question is typed, those that are alike are shown under it."""


class AskForm(forms.Form):
    title = forms.CharField(
        label=_("Your question"),
        max_length=160,
        widget=forms.TextInput(attrs=ALIKE),
        help_text=_("In one sentence, as you would ask a colleague."),
    )
    text = forms.CharField(
        label=_("What you want to know"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("What you tried already, which product and version, by when you need it."),
    )
    topics = forms.TypedMultipleChoiceField(
        label=_("About"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever helps with a topic is told of your question. At most five."),
    )
    audience = forms.ChoiceField(
        label=_("Who reads and answers it"),
        widget=forms.RadioSelect,
        help_text=_("Cannot be changed afterwards: whoever answers knows who reads it."),
    )
    partnership = forms.TypedChoiceField(label=_("Which partnership"), required=False, coerce=int)

    def __init__(
        self,
        *args: Any,
        audiences: Sequence[Audience],
        partnerships: Mapping[int, str],
        topics: Sequence[Topic],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        open_to = [one for one in audiences if partnerships or one is not Audience.PARTNERSHIP]
        self.fields["audience"].choices = [(one.value, one.label) for one in open_to]  # type: ignore[attr-defined]
        self.fields["topics"].choices = [(topic.pk, topic.name) for topic in topics]  # type: ignore[attr-defined]
        if partnerships:
            named = [*partnerships.items()]
            first = [] if len(named) == 1 else [("", _("Choose one"))]
            self.fields["partnership"].choices = [*first, *named]  # type: ignore[attr-defined]
        else:
            del self.fields["partnership"]

    def what(self) -> Ask:
        given = self.cleaned_data
        return Ask(
            title=given["title"],
            text=given["text"],
            audience=Audience(given["audience"]),
            partnership_id=given.get("partnership") or None,
            topics=given["topics"],
        )


class AnswerForm(forms.Form):
    text = forms.CharField(label=_("Your answer"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))


class WithdrawForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("In one sentence; it stays in the history."))
