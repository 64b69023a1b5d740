"""What people fill in about what they know: parsed, not saved."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.exchange.knowledge.actions import Said, Statement
from steunpunt.exchange.knowledge.actions.people import LONGEST_NOTE
from steunpunt.exchange.knowledge.choices import Knows, ShownTo, TopicKind, Wishes
from steunpunt.exchange.knowledge.models import Profile, Skill, Topic


@dataclass(frozen=True, slots=True)
class Row:
    """What is asked of one topic."""

    topic: Topic
    knows: forms.BoundField
    wishes: forms.BoundField
    helps: forms.BoundField


class ProfileForm(forms.Form):
    """A line for each topic, and whose ICT managers find it."""

    note = forms.CharField(
        label=_("In a few words"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance what you did already, or when you can be reached."),
    )
    shown_to = forms.ChoiceField(
        label=_("Whose ICT managers find this"), choices=ShownTo.choices, widget=forms.RadioSelect
    )
    boards = forms.TypedMultipleChoiceField(
        label=_("The boards that I choose"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only when you choose the boards yourself."),
    )

    def __init__(self, *args: Any, topics: Sequence[Topic], boards: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.topics = topics
        self.fields["boards"].choices = [(pk, name) for pk, name in boards.items()]  # type: ignore[attr-defined]
        for topic in topics:
            self.fields[f"knows_{topic.pk}"] = _level(Knows, _("How well you know it"))
            self.fields[f"wishes_{topic.pk}"] = _level(Wishes, _("Want to learn or work on it"))
            self.fields[f"helps_{topic.pk}"] = forms.BooleanField(label=_("Willing to help"), required=False)

    def rows(self) -> Iterator[Row]:
        for topic in self.topics:
            yield Row(topic, self[f"knows_{topic.pk}"], self[f"wishes_{topic.pk}"], self[f"helps_{topic.pk}"])

    def statement(self) -> Statement:
        given = self.cleaned_data
        return Statement(
            skills=[
                Said(
                    topic_id=topic.pk,
                    knows=given[f"knows_{topic.pk}"],
                    wishes=given[f"wishes_{topic.pk}"],
                    helps=given[f"helps_{topic.pk}"],
                )
                for topic in self.topics
            ],
            shown_to=ShownTo(given["shown_to"]),
            boards=given["boards"],
            note=given["note"],
        )


def _level(levels: type[Knows] | type[Wishes], label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=levels.choices,
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]  # the stubs know only texts
        required=False,
    )


def as_filled(profile: Profile | None, said: Mapping[int, Skill], boards: Sequence[int]) -> dict[str, Any]:
    """The form as it was kept; somebody new shows themselves within their partnerships unless they choose otherwise."""
    initial: dict[str, Any] = {
        "note": profile.note if profile else "",
        "shown_to": profile.shown_to if profile else ShownTo.PARTNERSHIPS,
        "boards": boards,
    }
    for topic_id, skill in said.items():
        initial |= {
            f"knows_{topic_id}": skill.knows,
            f"wishes_{topic_id}": skill.wishes,
            f"helps_{topic_id}": skill.helps,
        }
    return initial


class TopicForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80, help_text=_("As people in the field say it."))
    kind = forms.ChoiceField(label=_("Kind"), choices=TopicKind.choices, widget=forms.RadioSelect)
    domain = forms.ChoiceField(
        label=_("Domain of the scan"),
        required=False,
        help_text=_("Where the cooperation scan tells how strong a board is in it; used to propose who takes what."),
    )

    is_offered = forms.BooleanField(
        label=_("Offered"),
        required=False,
        help_text=_("Otherwise nobody chooses it any more; what people said of it, and questions about it, stay."),
    )

    def __init__(self, *args: Any, domains: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["domain"].choices = [("", _("None")), *domains.items()]  # type: ignore[attr-defined]
