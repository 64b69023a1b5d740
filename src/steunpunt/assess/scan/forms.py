"""From what a browser sends to one call of an action per field, and the screens that ask.

Field names: `q_BEL01` an answer, `x_BEL01` its explanation, `r_BEL01` the revision that was on the screen, `f_p_users` a
fact, `self_BEL`, `issue_BEL`, `want_BEL`, `with_BEL`, `note_BEL` a view of a domain.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan import actions, queries
from steunpunt.assess.scan.choices import BoardType, PointState, SpecialAnswer
from steunpunt.assess.scan.models import Answer, QuestionnaireVersion
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.rules.parameters import LINK_DAYS, LINK_DAYS_AT_MOST
from steunpunt.assess.scan.values import Choice, Question, Questionnaire
from steunpunt.foundation.acting import Actor, Reason, Refused
from steunpunt.foundation.figures.typed import typed_number

DOMAIN_FIELDS = ("self", "issue", "want", "with", "note")


def say(text: Any) -> str:
    """A text of the questionnaire in the language in use."""
    return str(text.in_language(language()))


def language() -> str:
    """The language in use."""
    return get_language() or "nl"


def save_field(
    *, scan_id: int, name: str, values: Sequence[str], extra: QueryDict, now: datetime, today: date, by: Actor
) -> actions.Saved | None:
    """Hand one field to the action that keeps it. An answer gives a receipt; other fields give nothing."""
    kind, _sep, code = name.partition("_")
    value = values[-1] if values else ""
    common: dict[str, Any] = {"scan_id": scan_id, "now": now, "today": today, "by": by}
    if kind in {"q", "x"}:
        revision = extra.get(f"r_{code}", "")
        return actions.save_answer(
            question=code,
            answer=value if kind == "q" else extra.get(f"q_{code}", ""),
            explanation=value if kind == "x" else extra.get(f"x_{code}"),
            seen_revision=int(revision) if revision.isdecimal() and len(revision) < 9 else None,
            **common,
        )
    if kind == "f":
        actions.save_board_fact(fact=code, typed=value, **common)
    elif kind in {"self", "want"}:
        if not value.isdecimal() or len(value) > 2:
            raise Refused([Reason("unknown_answer", _("This is not one of the answers to this question."), name)])
        number = int(value)
        actions.save_domain_view(
            domain=code,
            self_level=number if kind == "self" else None,
            want=number if kind == "want" else None,
            **common,
        )
    elif kind == "issue":
        if value not in {"ja", "nee"}:
            raise Refused([Reason("unknown_answer", _("This is not one of the answers to this question."), name)])
        actions.save_domain_view(domain=code, has_issue=value == "ja", **common)
    elif kind == "with":
        actions.save_domain_view(domain=code, with_whom=[item for item in values if item], **common)
    elif kind == "note":
        actions.save_domain_view(domain=code, note=value.strip(), **common)
    else:
        raise Refused([Reason("unknown_question", _("This question does not exist."))])
    return None


def save_form(*, scan_id: int, data: QueryDict, now: datetime, today: date, by: Actor) -> dict[str, list[Reason]]:
    """Keep every field of a whole page, sent without JavaScript; answers what was refused, by field."""
    problems: dict[str, list[Reason]] = {}
    for name in data:
        kind = name.partition("_")[0]
        is_empty = not any(data.getlist(name))
        if kind not in {"q", "f", *DOMAIN_FIELDS} or (is_empty and kind not in {"f", "note", "with"}):
            continue
        if name.endswith("_present"):
            continue
        try:
            save_field(scan_id=scan_id, name=name, values=data.getlist(name), extra=data, now=now, today=today, by=by)
        except Refused as refused:
            problems[name] = list(refused.reasons)
    return problems


# ── the screens ──────────────────────────────────────────────────────────────
@dataclass(slots=True)
class OptionView:
    code: str
    text: str
    is_chosen: bool
    is_special: bool = False
    explanation: str = ""


@dataclass(slots=True)
class QuestionView:
    """A question as the page shows it."""

    id: str
    name: str
    text: str
    options: list[OptionView]
    is_key: bool = False
    revision: int = 0
    explanation: str = ""
    is_answered: bool = False
    errors: list[Reason] = field(default_factory=list)
    kind: str = "choice"
    value: str = ""
    is_required: bool = False
    hint: str = ""
    given: Sequence[object] = ()
    """What colleagues answered: `queries.contributions.Given`."""
    files: int = 0
    """How many files of evidence there are."""
    doubt: str = ""
    """What makes us ask whether this is right; it was kept all the same."""


def question_views(
    questionnaire: Questionnaire,
    questions: Sequence[Question],
    answers: dict[str, Answer],
    *,
    typed: QueryDict | None = None,
    problems: dict[str, list[Reason]] | None = None,
    with_explanations: bool,
) -> list[QuestionView]:
    """The questions of a domain; what was just typed wins over what was kept."""
    views = []
    for question in questions:
        row = answers.get(question.id)
        name = f"q_{question.id}"
        chosen = typed.get(name) if typed is not None and name in typed else (row.answer if row else "")
        explanation = row.explanation if row and with_explanations else ""
        if typed is not None and f"x_{question.id}" in typed:
            explanation = typed.get(f"x_{question.id}", "")
        options = [
            OptionView(
                item.code,
                say(item.text),
                item.code == chosen,
                explanation=say(item.explanation) if item.explanation else "",
            )
            for item in question.options
        ]
        for special, text in questionnaire.special_answers.items():
            if special is SpecialAnswer.DONT_KNOW or question.not_applicable_allowed:
                options.append(OptionView(special.value, say(text), special.value == chosen, is_special=True))
        views.append(
            QuestionView(
                id=question.id,
                name=name,
                text=say(question.text),
                options=options,
                is_key=question.weight > 1,
                revision=row.revision if row else 0,
                explanation=explanation,
                is_answered=row is not None,
                errors=(problems or {}).get(name, []),
                hint=say(question.hint) if question.hint else "",
            )
        )
    return views


HINTS = {
    "p_inhabitants": _("Filled in from the official figures; correct it if you know better."),
    "p_users": _(
        "Everybody with a computer or a mailbox of the board. Together with the inhabitants it decides with "
        "which boards you are compared."
    ),
    "p_ict_opex": _("Including VAT, without the wages of your own staff."),
}


def fact_views(
    questionnaire: Questionnaire,
    board_type: BoardType,
    known: Mapping[str, str],
    *,
    typed: QueryDict | None = None,
    problems: dict[str, list[Reason]] | None = None,
    only: Collection[str] | None = None,
) -> list[QuestionView]:
    """The facts about the board that are asked, or some of them, with what is known of each."""
    views = []
    for fact in filling.facts_asked(questionnaire, board_type):
        if fact.id in queries.GIVEN_BY_THE_PLATFORM or (only is not None and fact.id not in only):
            continue
        name = f"f_{fact.id}"
        value = known.get(fact.id, "")
        if typed is not None and name in typed:
            value = typed.get(name, "")
        views.append(
            QuestionView(
                id=fact.id,
                name=name,
                text=say(fact.text),
                options=[OptionView(item.code, say(item.text), item.code == value) for item in fact.choices],
                kind=fact.kind.value,
                value=value,
                is_required=fact.required,
                is_answered=fact.id in known,
                errors=(problems or {}).get(name, []),
                hint=str(HINTS.get(fact.id, "")),
            )
        )
    return views


def shown_fact(row: Any) -> str:
    """A fact as somebody here would type it."""
    return str(row.text) if row.number is None else typed_number(row.number)


def choice_view(
    name: str,
    text: str,
    choices: Sequence[Choice],
    chosen: Sequence[str],
    problems: dict[str, list[Reason]] | None = None,
) -> QuestionView:
    """A prompt of a domain with one or more answers."""
    return QuestionView(
        id=name,
        name=name,
        text=text,
        options=[OptionView(item.code, say(item.text), item.code in chosen) for item in choices],
        is_answered=bool(chosen),
        errors=(problems or {}).get(name, []),
    )


def prompt(questionnaire: Questionnaire, code: str, domain: str) -> tuple[str, tuple[Choice, ...]]:
    """Text and choices of a prompt for one domain."""
    found = next(item for item in questionnaire.prompts if item.code == code)
    return say(found.text).replace("{domain}", say(questionnaire.domain(domain).name).lower()), found.choices


POINT_STATES = {
    PointState.PLANNED: _("planned"),
    PointState.UNDER_WAY: _("being worked on"),
    PointState.DONE: pgettext_lazy("action point", "done"),
    PointState.DROPPED: _("dropped"),
}


class DraftForm(forms.Form):
    """Starting to write a version."""

    base = forms.ModelChoiceField(
        label=_("New version of"),
        queryset=QuestionnaireVersion.objects.none(),
        required=False,
        empty_label=_("nothing: an empty questionnaire"),
        help_text=_("Everything is taken over, and every question stays comparable until you say otherwise."),
    )
    number = forms.CharField(
        label=_("Number of the version"), max_length=actions.NUMBER_LENGTH, help_text=_("For instance: 1.0.")
    )

    def __init__(self, *args: Any, versions: QuerySet[QuestionnaireVersion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["base"].queryset = versions.defer("source")  # type: ignore[attr-defined]


class WorkbookForm(forms.Form):
    """Uploading a questionnaire as a workbook."""

    file = forms.FileField(
        label=_("Workbook"),
        allow_empty_file=True,
        help_text=_("An .xlsx with the sheets survey, choices and settings, as XLSForm."),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class AdviserForm(forms.Form):
    """Who of the support point helps a board."""

    adviser = forms.TypedChoiceField(label=_("Adviser"), coerce=int)

    def __init__(self, *args: Any, advisers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["adviser"].choices = [("", _("Choose somebody")), *advisers]  # type: ignore[attr-defined]


class MoreTimeForm(forms.Form):
    """A later deadline for one board."""

    until = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = forms.CharField(
        label=_("Why"),
        max_length=500,
        help_text=_("The board reads this in its history."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class RemindForm(forms.Form):
    """A message with a reminder."""

    message = forms.CharField(
        label=_("Message"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    again = forms.BooleanField(label=_("Remind again, also who was reminded less than a day ago"), required=False)

    def __init__(self, *args: Any, lately: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not lately:
            del self.fields["again"]


class LinkForm(forms.Form):
    """A link by which a colleague without account reads the result."""

    for_whom = forms.CharField(
        label=_("For whom"), max_length=120, help_text=_("For instance: the alderman for ICT. You read it here later.")
    )
    days = forms.IntegerField(
        label=_("How many days it works"), initial=LINK_DAYS, min_value=1, max_value=LINK_DAYS_AT_MOST
    )


class ReopenForm(forms.Form):
    """Why a board takes its scan back."""

    reason = forms.CharField(label=_("Why"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class ActionPointForm(forms.Form):
    """What will be done about a finding."""

    domain = forms.ChoiceField(label=_("Domain"))
    title = forms.CharField(label=_("What will be done"), max_length=150)
    why = forms.CharField(label=_("Why"), required=False, max_length=1_000, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.TypedChoiceField(label=_("Who sees to it"), coerce=int, required=False, empty_value=None)
    due_on = forms.DateField(
        label=_("By when"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(
        self, *args: Any, colleagues: Sequence[tuple[int, str]], domains: Sequence[tuple[str, str]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = [("", _("Nobody yet")), *colleagues]  # type: ignore[attr-defined]
        if "domain" in self.fields:
            self.fields["domain"].choices = domains  # type: ignore[attr-defined]


class ChangeActionPointForm(ActionPointForm):
    """How far it is."""

    domain = None  # type: ignore[assignment]
    why = None  # type: ignore[assignment]
    state = forms.ChoiceField(label=_("How far"), choices=[(key.value, label) for key, label in POINT_STATES.items()])
    progress = forms.CharField(
        label=_("How it goes"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ("title", "state", "progress", "owner", "due_on")
