"""What people fill in about a partnership: parsed, not saved."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.choices import Body, State
from steunpunt.bundle.partnerships.rules.life import MOVES
from steunpunt.foundation.organisations.public import OrganisationCard
from steunpunt.foundation.ui.forms import day_field


def day(label: Any, help_text: Any = "") -> forms.DateField:
    return day_field(label, help_text=help_text)


def area(label: Any, help_text: Any = "", *, rows: int = 4, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, help_text=help_text, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


def _boards(label: Any, help_text: Any = "") -> forms.TypedMultipleChoiceField:
    return forms.TypedMultipleChoiceField(
        label=label, coerce=int, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


def _choices(boards: Iterable[OrganisationCard]) -> list[tuple[int, str]]:
    return [(board.id, board.name) for board in boards]


class StartForm(forms.Form):
    """Begin to explore with others."""

    name = forms.CharField(label=_("Name"), max_length=160, help_text=_("Such as “Samenwerking Noord”; it can change."))
    purpose = area(_("What you want to look into together"), _("In a few sentences; the invited boards read it."))
    boards = _boards(_("Boards to explore with"), _("They are asked to explore; nobody becomes a member by this."))

    def __init__(self, *args: Any, boards: Iterable[OrganisationCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boards"].choices = _choices(boards)  # type: ignore[attr-defined]


class InviteForm(forms.Form):
    """Ask more boards to explore."""

    boards = _boards(_("Boards"), _("They are asked to explore; nobody becomes a member by this."))

    def __init__(self, *args: Any, boards: Iterable[OrganisationCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boards"].choices = _choices(boards)  # type: ignore[attr-defined]


class DescribeForm(forms.Form):
    """What for, who coordinates, what everybody may read."""

    purpose = area(_("What for"))
    coordinator = forms.TypedChoiceField(label=_("Coordinator"), coerce=int, empty_value=None, required=False)
    public_text = area(_("Public text"), _("What everybody may read on the public page, with the list of members."))
    is_public = forms.BooleanField(label=_("Show the public page to everybody"), required=False)

    def __init__(self, *args: Any, people: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["coordinator"].choices = [  # type: ignore[attr-defined]
            ("", _("Nobody yet")),
            *sorted(people.items(), key=lambda item: item[1]),
        ]


class MoveForm(forms.Form):
    """To another state, on a day, for a reason."""

    state = forms.ChoiceField(label=_("New state"))
    on = day(_("From"))
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("In one sentence; everybody in the partnership reads it.")
    )
    document = forms.FileField(
        label=_("Decision of the members"),
        required=False,
        help_text=_("Needed to make it active, and, once there are members, to let it rest or end."),
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        allowed = MOVES[State(state)]
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            (one.value, one.label) for one in State if one in allowed
        ]


class DayForm(forms.Form):
    """The first day with, or without, one's own board."""

    on = day(_("Day"))

    def __init__(self, *args: Any, label: Any, help_text: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].label, self.fields["on"].help_text = label, help_text


class LeaveForm(DayForm):
    """Leaving takes more than one press of a button."""

    sure = forms.BooleanField(label=_("Our board decided this; from that day we read nothing of this partnership."))


class PaperForm(forms.Form):
    """What a board decided on paper: which board, from when, by which decision, with its document."""

    board = forms.TypedChoiceField(label=_("Board"), coerce=int)
    on = day(_("Day"))
    basis = forms.CharField(
        label=_("Decision of the board"), max_length=200, help_text=_("Such as “council of 28 March 2011, item 7”.")
    )
    document = forms.FileField(
        label=_("Document of the board"), required=False, help_text=_("The dated decision itself, as PDF or picture.")
    )

    def __init__(self, *args: Any, boards: Iterable[OrganisationCard], label: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = _choices(boards)  # type: ignore[attr-defined]
        self.fields["on"].label = label


class SeatForm(forms.Form):
    """Who sits where, of one's own organisation."""

    body = forms.ChoiceField(label=_("Body"), choices=Body)
    person = forms.TypedChoiceField(label=_("Who"), coerce=int)
    leads = forms.BooleanField(label=_("Leads the meetings"), required=False)

    def __init__(self, *args: Any, people: Mapping[int, str], may_lead: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = sorted(people.items(), key=lambda item: item[1])  # type: ignore[attr-defined]
        if not may_lead:
            del self.fields["leads"]


class ConversationForm(forms.Form):
    """What came up in a talk with one board."""

    board = forms.TypedChoiceField(label=_("Board"), coerce=int)
    held_on = day(_("Held on"))
    text = area(_("What came up"), _("Only advisers and this board read it."), rows=6, required=True)

    def __init__(self, *args: Any, boards: Iterable[OrganisationCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["board"].choices = _choices(boards)  # type: ignore[attr-defined]


def first_day(today: date) -> dict[str, date]:
    return {"on": today, "held_on": today}
