"""Reading what an adviser or the board sends about a review, and the questions as the adviser sees them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from steunpunt.assess.scan import actions
from steunpunt.assess.scan.actions.reviewing import MAX_REASON, MAX_SUMMARY
from steunpunt.assess.scan.choices import SpecialAnswer
from steunpunt.assess.scan.forms import OptionView, QuestionView, say
from steunpunt.assess.scan.models import ReviewedAnswer
from steunpunt.assess.scan.queries.reviews import Reviewed
from steunpunt.assess.scan.values import Question, Questionnaire
from steunpunt.assess.scan.views.contributing_input import revision_seen
from steunpunt.foundation.acting import Actor, Reason, Refused

LEFT_OPEN = "open"
"""What a form sends for a question that stays open, as the board left it."""


class FinishForm(forms.Form):
    """What was found together."""

    summary = forms.CharField(
        label=gettext_lazy("Summary"),
        max_length=MAX_SUMMARY,
        help_text=gettext_lazy("The board reads this. What you did not review keeps the board's own answer."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class TakeUpForm(forms.Form):
    """Why a review is taken up again."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=MAX_REASON, widget=forms.Textarea(attrs={"rows": 2}))


def question_views(
    questionnaire: Questionnaire,
    questions: Sequence[Question],
    found: Reviewed,
    *,
    typed: QueryDict | None,
    problems: dict[str, list[Reason]],
) -> list[QuestionView]:
    """The questions of a domain with the board's own answer marked and the reviewed one chosen."""
    return [
        _question_view(
            questionnaire, question, found.own.get(question.id, ""), found.rows.get(question.id), typed, problems
        )
        for question in questions
    ]


def _question_view(
    questionnaire: Questionnaire,
    question: Question,
    own: str,
    row: ReviewedAnswer | None,
    typed: QueryDict | None,
    problems: dict[str, list[Reason]],
) -> QuestionView:
    name = f"q_{question.id}"
    chosen = (row.answer or LEFT_OPEN) if row and row.own == own else ""
    motivation = row.motivation if row else ""
    if typed is not None:
        chosen, motivation = typed.get(name, chosen), typed.get(f"x_{question.id}", motivation)
    mark = _("the board's own answer")
    options = [
        OptionView(
            item.code,
            say(item.text),
            item.code == chosen,
            explanation=" · ".join(
                [_("level %(level)s") % {"level": item.level}, *([mark] if item.code == own else [])]
            ),
        )
        for item in question.options
    ]
    for special, text in questionnaire.special_answers.items():
        if special is SpecialAnswer.DONT_KNOW or question.not_applicable_allowed:
            note = mark if special.value == own else ""
            options.append(OptionView(special.value, say(text), special.value == chosen, True, note))
    if not own:
        options.append(
            OptionView(LEFT_OPEN, _("leave it open"), chosen == LEFT_OPEN, True, _("the board did not answer"))
        )
    return QuestionView(
        id=question.id,
        name=name,
        text=say(question.text),
        options=options,
        revision=row.revision if row else 0,
        explanation=motivation,
        is_answered=bool(chosen),
        errors=problems.get(name, []),
    )


def save_reviewed(
    *, scan_id: int, codes: Sequence[str], data: QueryDict, now: datetime, by: Actor
) -> dict[str, list[Reason]]:
    """Hand every chosen answer of the page to the action that keeps it; answers what was refused, by field."""
    problems: dict[str, list[Reason]] = {}
    for code in codes:
        if not data.get(f"q_{code}"):
            if data.get(f"x_{code}", "").strip():
                text = _("%(question)s: choose an answer as well, an explanation alone is not kept.")
                problems[f"q_{code}"] = [Reason("answer_first", text % {"question": code}, code)]
            continue
        try:
            save_one(scan_id=scan_id, code=code, data=data, now=now, by=by)
        except Refused as refused:
            problems[f"q_{code}"] = list(refused.reasons)
    return problems


def save_one(*, scan_id: int, code: str, data: Any, now: datetime, by: Actor) -> ReviewedAnswer:
    """One question, from the fields `q_`, `x_` and `r_` of its code."""
    answer = data.get(f"q_{code}", "")
    return actions.review_answer(
        scan_id=scan_id,
        question=code,
        answer="" if answer == LEFT_OPEN else answer,
        motivation=data.get(f"x_{code}", ""),
        seen_revision=revision_seen(data, code),
        now=now,
        by=by,
    )
