"""What people fill in about specialisms and help within a partnership: parsed, not saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.exchange.knowledge.actions import Wanted
from steunpunt.exchange.knowledge.choices import Duty
from steunpunt.exchange.knowledge.models import SpecialismRole, Topic
from steunpunt.exchange.knowledge.queries import Candidate, Specialism
from steunpunt.foundation.ui.forms import NumberField, day_field

LEAD_DAYS, BACK_UP_DAYS = Decimal(5), Decimal(2)
"""Days a year that are filled in at first; whoever is asked decides."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is proposed for one topic."""

    specialism: Specialism
    lead: forms.BoundField
    lead_days: forms.BoundField
    back_up: forms.BoundField
    back_up_days: forms.BoundField
    agreed: Mapping[str, SpecialismRole]
    """Roles that somebody agreed to already: these are not asked for."""


class ProposalForm(forms.Form):
    """A line for each topic, filled in with what the sum proposes; every choice can be another, or nobody."""

    def __init__(
        self,
        *args: Any,
        specialisms: Sequence[Specialism],
        candidates: Sequence[Candidate],
        current: Mapping[tuple[int, str], SpecialismRole],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.specialisms = specialisms
        self.agreed = {key: role for key, role in current.items() if role.standing == "agreed"}
        a_year = _("days a year")
        for one in specialisms:
            choices = [("", _("nobody")), *((who.person_id, _label(who, one)) for who in candidates)]
            proposed = {Duty.LEAD: (one.lead, LEAD_DAYS), Duty.BACK_UP: (one.back_up, BACK_UP_DAYS)}
            for duty, (who, days) in proposed.items():
                role = current.get((one.topic.pk, duty))
                self.fields[f"{duty}_{one.topic.pk}"] = forms.TypedChoiceField(
                    label=f"{one.topic.name}: {duty.label}",
                    choices=choices,
                    coerce=int,
                    empty_value=None,
                    required=False,
                    initial=role.person_id if role else who.person_id if who else None,
                )
                self.fields[f"{duty}_days_{one.topic.pk}"] = NumberField(
                    label=f"{one.topic.name}: {duty.label}, {a_year}",
                    max_digits=4,
                    decimal_places=1,
                    min_value=0,
                    required=False,
                    initial=role.days if role else days,
                )

    def rows(self) -> Iterator[Row]:
        for one in self.specialisms:
            pk = one.topic.pk
            agreed: dict[str, SpecialismRole] = {
                duty: self.agreed[pk, duty] for duty in Duty if (pk, duty) in self.agreed
            }
            lead, back_up = Duty.LEAD, Duty.BACK_UP
            yield Row(
                one,
                self[f"{lead}_{pk}"],
                self[f"{lead}_days_{pk}"],
                self[f"{back_up}_{pk}"],
                self[f"{back_up}_days_{pk}"],
                agreed,
            )

    def wanted(self) -> list[Wanted]:
        given = self.cleaned_data
        return [
            Wanted(
                topic_id=one.topic.pk,
                duty=duty,
                person_id=given[f"{duty}_{one.topic.pk}"],
                days=given[f"{duty}_days_{one.topic.pk}"] or Decimal(0),
            )
            for one in self.specialisms
            for duty in Duty
            if given[f"{duty}_{one.topic.pk}"] and (one.topic.pk, duty) not in self.agreed
        ]


def _label(who: Candidate, one: Specialism) -> str:
    return f"{who.name} ({who.board}) · {one.competence[who.person_id]}/5"


class TakeUpForm(forms.Form):
    days = NumberField(
        label=_("Days a year for other boards"),
        max_digits=4,
        decimal_places=1,
        min_value=0,
        help_text=_("Agree it with your board first. Requests pass you by once these days are given."),
    )


class LayDownForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"), max_length=300, required=False, help_text=_("In one sentence; who coordinates reads it.")
    )


class HelpForm(forms.Form):
    topic = forms.TypedChoiceField(label=_("Topic"), coerce=int)
    title = forms.CharField(label=_("What you need help with"), max_length=160, help_text=_("In one sentence."))
    text = forms.CharField(
        label=_("What has to be done"),
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("By when, on which systems, how long you think it takes."),
    )

    def __init__(self, *args: Any, topics: Sequence[Topic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [("", _("Choose one")), *((one.pk, one.name) for one in topics)]  # type: ignore[attr-defined]


class HoursForm(forms.Form):
    on = day_field(_("Day"))
    amount = NumberField(label=_("Hours"), max_digits=5, decimal_places=2)
    note = forms.CharField(label=_("What was done"), max_length=200, required=False)
