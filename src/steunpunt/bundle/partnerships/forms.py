"""What people ask for when they look for partners: parsed, not saved."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.choices import DEFAULTS, LARGEST, MOST_RATIO
from steunpunt.bundle.partnerships.values import Wanted
from steunpunt.foundation.organisations.public import Kind, OrganisationCard

KINDS = [
    (Kind.MUNICIPALITY.value, _("Municipalities")),
    (Kind.WELFARE_CENTRE.value, _("Social-welfare centres")),
    (Kind.POLICE_ZONE.value, _("Police zones")),
]


class WhereForm(forms.Form):
    """Among which boards."""

    soort = forms.ChoiceField(label=_("Among"), choices=KINDS)
    provincie = forms.ChoiceField(label=_("Where"), required=False)

    def __init__(self, *args: Any, provinces: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["provincie"].choices = [  # type: ignore[attr-defined]
            *((name, name) for name in provinces),
            ("", _("All of Flanders")),
        ]


class WantedForm(forms.Form):
    """What a group must be like; filled in beforehand with what suits the kind of board."""

    min_size = forms.IntegerField(label=_("Boards in a group, at least"), min_value=2, max_value=LARGEST)
    max_size = forms.IntegerField(label=_("Boards in a group, at most"), min_value=2, max_value=LARGEST)
    max_ratio = forms.FloatField(
        label=_("Difference in scale, at most"),
        min_value=1,
        max_value=MOST_RATIO,
        help_text=_("How many times the inhabitants of the smallest the largest board may have."),
    )
    steps = forms.TypedChoiceField(
        label=_("How near"),
        coerce=int,
        choices=[(1, _("Neighbours: their land touches")), (2, _("At most two borders apart"))],
    )
    together = forms.TypedMultipleChoiceField(
        label=_("Must be in one group"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    apart = forms.TypedMultipleChoiceField(
        label=_("Must not be in one group"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("No two of these will be together."),
    )
    left_out = forms.TypedMultipleChoiceField(
        label=_("Bound already"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("These stay out of every group."),
    )

    def __init__(self, *args: Any, boards: Sequence[OrganisationCard], kind: str, **kwargs: Any) -> None:
        usual = DEFAULTS[kind]
        first = {"min_size": usual.min_size, "max_size": usual.max_size, "max_ratio": usual.max_ratio}
        super().__init__(*args, initial=first | {"steps": usual.steps}, **kwargs)
        for name in ("together", "apart", "left_out"):
            self.fields[name].choices = [(board.id, board.name) for board in boards]  # type: ignore[attr-defined]

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        return Wanted(
            min_size=given["min_size"],
            max_size=given["max_size"],
            max_ratio=given["max_ratio"],
            steps=given["steps"],
            together=frozenset(given["together"]),
            apart=frozenset(combinations(sorted(given["apart"]), 2)),
            left_out=frozenset(given["left_out"]),
        )
