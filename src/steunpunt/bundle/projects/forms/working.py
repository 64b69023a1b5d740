"""What people fill in while a project goes on: parsed, not saved."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.projects.actions.risks import Appraisal
from steunpunt.bundle.projects.choices import Phase, RiskState, words
from steunpunt.bundle.projects.forms.fields import Choices, in_words, long_text
from steunpunt.foundation.ui.forms import explained


def _steps(meanings: dict[int, tuple[Any, Any]]) -> Choices:
    return explained([(str(step), f"{step} · {name}", meaning) for step, (name, meaning) in meanings.items()])


class PlacesForm(forms.Form):
    """For each phase the boards that take part in it."""

    def __init__(self, *args: Any, boards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for phase, label in words.PHASES.items():
            self.fields[phase] = forms.TypedMultipleChoiceField(
                label=str(label), coerce=int, required=False, choices=boards, widget=forms.CheckboxSelectMultiple
            )

    def wanted(self) -> dict[Phase, list[int]]:
        return {phase: self.cleaned_data[phase.value] for phase in Phase}


class RiskForm(forms.Form):
    """What could go wrong. Who may only write it down does not choose the state."""

    title = forms.CharField(label=_("What could go wrong"), max_length=200)
    likelihood = forms.TypedChoiceField(label=_("How likely"), coerce=int, widget=forms.RadioSelect)
    impact = forms.TypedChoiceField(label=_("How much it would hurt"), coerce=int, widget=forms.RadioSelect)
    measure = long_text(_("What we do about it"), required=False, rows=3)
    who = forms.CharField(
        label=_("Who sees to it"), required=False, max_length=80, help_text=_("A board or a role, no name of a person.")
    )
    state = forms.ChoiceField(
        label=_("State"),
        choices=in_words(words.RISKS),
        help_text=_("Accepted or closed: say above why."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, may_weigh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["likelihood"].choices = _steps(words.LIKELIHOODS)  # type: ignore[attr-defined]
        self.fields["impact"].choices = _steps(words.IMPACTS)  # type: ignore[attr-defined]
        if not may_weigh:
            del self.fields["state"]

    def appraisal(self) -> Appraisal:
        given = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return Appraisal(**given | {"state": RiskState(given.get("state") or RiskState.OPEN)})


class NeedForm(forms.Form):
    title = forms.CharField(label=_("What your board needs"), max_length=120)
    why = long_text(_("Why"), help_text=_("What it is for, and what it would change."))
    is_shared = forms.TypedChoiceField(
        label=_("Who reads it"),
        coerce=lambda value: value == "yes",
        choices=[
            ("yes", _("Our board, the support point, and the boards of our partnerships")),
            ("no", _("Our board and the support point")),
        ],
        widget=forms.RadioSelect,
        initial="yes",
    )
