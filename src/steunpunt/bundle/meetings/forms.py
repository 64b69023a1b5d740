"""What people fill in about meetings: parsed, not saved."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.meetings.actions import Minutes, NewPoint, Plan, Said
from steunpunt.bundle.meetings.choices import Coming
from steunpunt.bundle.meetings.models import AgendaPoint
from steunpunt.bundle.meetings.queries import Place
from steunpunt.bundle.partnerships.values import Body
from steunpunt.foundation.ui.forms import day_field

NEW_POINTS = 3
"""Empty lines for action points; more can be added by writing the minutes again."""


def _time(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))


def _area(label: Any, *, rows: int, required: bool = False, help_text: Any = "", longest: int = 10_000) -> Any:
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class MeetingForm(forms.Form):
    body = forms.ChoiceField(label=_("Who meets"), choices=Body.choices)
    title = forms.CharField(label=_("Title"), max_length=160)
    on = day_field(_("Day"))
    begins = _time(_("Begins at"))
    ends_at = _time(_("Ends at"))
    place = forms.CharField(label=_("Where"), max_length=200, help_text=_("A room, or an address on the web."))
    agenda = _area(
        _("Agenda"),
        rows=8,
        required=True,
        help_text=_("One point on each line. What is open in the partnership stands here already."),
    )

    def __init__(self, *args: Any, with_body: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not with_body:
            del self.fields["body"]

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            title=given["title"],
            starts_at=_moment(given["on"], given["begins"]),
            ends_at=_moment(given["on"], given["ends_at"]),
            place=given["place"],
            agenda=given["agenda"].splitlines(),
        )

    def body_chosen(self) -> Body:
        return Body(self.cleaned_data["body"])


def _moment(on: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(on, at))


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("Do you come?"), choices=[one for one in Coming.choices if one[0]])


class ReplyForm(forms.Form):
    """A reply of a calendar, as a file or pasted."""

    reply = forms.FileField(
        label=_("The answer that you got"),
        help_text=_("The file (.ics) that came with the mail in which somebody accepted or declined."),
    )

    def content(self) -> bytes:
        file: File[bytes] = self.cleaned_data["reply"]
        return bytes(file.read())


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Why"), max_length=300, help_text=_("In one sentence; everybody reads it."))


class ReturnForm(forms.Form):
    why = _area(_("What should change"), rows=4, required=True, longest=500)


class MinutesForm(forms.Form):
    """Who was there, what was said and decided, what has to be done."""

    present = forms.TypedMultipleChoiceField(
        label=_("Who was there"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, invited: Sequence[Place], points: Iterable[AgendaPoint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(points)
        self.fields["present"].choices = [  # type: ignore[attr-defined]
            (one.row.pk, f"{one.name} · {one.row.organisation}") for one in invited
        ]
        for point in self.points:
            self.fields[f"said_{point.pk}"] = _area(_("What was said"), rows=3)
            self.fields[f"decided_{point.pk}"] = _area(_("What was decided"), rows=2)
            self.fields[f"postponed_{point.pk}"] = forms.BooleanField(
                label=_("Postponed to the next meeting"), required=False
            )
        self.fields["remarks"] = _area(_("Further remarks"), rows=3)
        owners = [("", _("nobody in particular")), *[(one.row.person_id, one.name) for one in invited]]
        for number in range(NEW_POINTS):
            self.fields[f"todo_{number}"] = forms.CharField(label=_("Action point"), required=False, max_length=200)
            self.fields[f"owner_{number}"] = forms.TypedChoiceField(
                label=_("Who"), coerce=int, empty_value=None, required=False, choices=owners
            )
            self.fields[f"due_{number}"] = day_field(_("By when"), required=False)

    def by_point(self) -> list[tuple[AgendaPoint, list[Any]]]:
        return [
            (point, [self[f"{name}_{point.pk}"] for name in ("said", "decided", "postponed")]) for point in self.points
        ]

    def todo_rows(self) -> list[list[Any]]:
        return [[self[f"{name}_{number}"] for name in ("todo", "owner", "due")] for number in range(NEW_POINTS)]

    def minutes(self) -> Minutes:
        given = self.cleaned_data
        return Minutes(
            present=given["present"],
            points={
                point.pk: Said(given[f"said_{point.pk}"], given[f"decided_{point.pk}"], given[f"postponed_{point.pk}"])
                for point in self.points
            },
            remarks=given["remarks"],
            new=[
                NewPoint(given[f"todo_{number}"], given[f"owner_{number}"], given[f"due_{number}"])
                for number in range(NEW_POINTS)
            ],
        )
