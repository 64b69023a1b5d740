"""Asking a colleague, and reading what a colleague sends back."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.contributing import MAX_MESSAGE
from steunpunt.foundation.acting import Actor, Reason, Refused


class AskForm(forms.Form):
    """Whom, what, by when, with what message."""

    colleague = forms.TypedChoiceField(label=_("Colleague"), coerce=int)
    questions = forms.MultipleChoiceField(
        label=_("Which questions"),
        required=False,
        help_text=_("Tick nothing to ask all of them."),
        widget=forms.CheckboxSelectMultiple,
    )
    due_on = forms.DateField(label=_("By when"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    message = forms.CharField(
        label=_("Message"), required=False, max_length=MAX_MESSAGE, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *args: Any, colleagues: Sequence[tuple[int, str]], questions: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = questions  # type: ignore[attr-defined]
        self.fields["colleague"].choices = [("", _("Choose somebody")), *colleagues]  # type: ignore[attr-defined]


def revision_seen(data: QueryDict, code: str) -> int | None:
    """The revision of an answer that was on the screen."""
    typed = data.get(f"r_{code}", "")
    return int(typed) if typed.isdecimal() and len(typed) < 9 else None


def save_contributions(
    *, request_id: int, codes: Sequence[str], data: QueryDict, now: datetime, today: date, by: Actor
) -> dict[str, list[Reason]]:
    """Hand every answered question of the page to the action that keeps it; answers what was refused, by field."""
    problems: dict[str, list[Reason]] = {}
    for code in codes:
        if not data.get(f"q_{code}"):
            if data.get(f"x_{code}", "").strip():
                text = _("%(question)s: choose an answer as well, an explanation alone is not kept.")
                problems[f"q_{code}"] = [Reason("answer_first", text % {"question": code}, code)]
            continue
        try:
            actions.contribute(
                request_id=request_id,
                question=code,
                answer=data.get(f"q_{code}", ""),
                explanation=data.get(f"x_{code}", ""),
                seen_revision=revision_seen(data, code),
                now=now,
                today=today,
                by=by,
            )
        except Refused as refused:
            problems[f"q_{code}"] = list(refused.reasons)
    return problems
