"""Starting a round: a form in which boards are chosen one by one, or by their kind, province and partnership."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.scan.actions.rounds import day_objections
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.models import QuestionnaireVersion
from steunpunt.assess.scan.queries.inviting import Choosable
from steunpunt.foundation.ui.forms import day_field

BOARD_TYPE_NAMES = {
    "gemeente": _("municipality"),
    "ocmw": _("social welfare centre"),
    "politiezone": _("police zone"),
}


class BoardChoice(forms.CheckboxSelectMultiple):
    """A box per board, which says of what kind it is, where, and of which partnerships it is a member.

    `scan/boards.js` filters by that; without scripts it is one list.
    """

    boards: Mapping[str, Choosable] = {}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        board = self.boards[str(value)]
        option["attrs"] |= {
            "data-kind": board.type.value,
            "data-province": board.province,
            "data-partnership": " ".join(str(group) for group in board.partnerships),
            "data-words": BOARD_TYPE_NAMES[board.type],
        }
        return option


def board_filters(boards: Sequence[Choosable], partnerships: Mapping[int, str]) -> list[dict[str, Any]]:
    """What boards can be chosen by, each with what there is to choose."""
    kinds = [(kind.value, BOARD_TYPE_NAMES[kind]) for kind in BoardType if any(one.type is kind for one in boards)]
    provinces = sorted({one.province for one in boards if one.province})
    return [
        {"key": "kind", "label": _("Kind"), "choices": kinds},
        {"key": "province", "label": _("Province"), "choices": [(province, province) for province in provinces]},
        {"key": "partnership", "label": _("Partnership"), "choices": list(partnerships.items())},
    ]


def _label(board: Choosable) -> str:
    return f"{board.name} · {board.province}" if board.province else board.name


class BoardsForm(forms.Form):
    """Boards to invite."""

    organisations = forms.MultipleChoiceField(
        label=_("Boards"),
        widget=BoardChoice,
        error_messages={"required": _("Choose at least one board.")},
    )

    def __init__(self, *args: Any, boards: Sequence[Choosable], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisations"].choices = [(str(board.id), _label(board)) for board in boards]  # type: ignore[attr-defined]
        self.fields["organisations"].widget.boards = {str(board.id): board for board in boards}


class RoundForm(BoardsForm):
    """Starting a round."""

    field_order = ("name", "version", "opens_on", "deadline_on", "message", "organisations")
    name = forms.CharField(label=_("Name"), max_length=120, help_text=_("For instance: Cooperation scan, autumn 2026."))
    version = forms.ModelChoiceField(
        label=_("Version of the questionnaire"), queryset=QuestionnaireVersion.objects.none(), empty_label=None
    )
    opens_on = day_field(_("Opens on"))
    deadline_on = day_field(_("Deadline"), help_text=_("Until the end of this day boards can answer and submit."))
    message = forms.CharField(
        label=_("Message to the boards"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 4})
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["version"].queryset = QuestionnaireVersion.objects.defer("source")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        opens_on, deadline_on = given.get("opens_on"), given.get("deadline_on")
        if opens_on and deadline_on:
            for reason in day_objections(opens_on, deadline_on, self.today):
                self.add_error(reason.field, str(reason))
        return given
