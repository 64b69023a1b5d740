"""What forms of all parts of a specification share."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.rules import specification as specifications
from steunpunt.contract.tenders.values import Specification


class PartForm(forms.Form):
    """Base: `spec` is the specification as it stands, `code` of the entry that is changed, if any."""

    letter: ClassVar[str] = ""
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, spec: Specification, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spec, self.code = spec, code
        if "lot" in self.fields:
            lots = [(lot.number, f"{lot.number} · {lot.title}") for lot in spec.lots]
            every = [] if self.fields["lot"].required else [("", _("all lots"))]
            self.fields["lot"].choices = [*every, *lots]  # type: ignore[attr-defined]
            if len(spec.lots) == 1 and self.fields["lot"].required:
                self.fields["lot"].widget = forms.HiddenInput()
                self.fields["lot"].initial = spec.lots[0].number

    def new_code(self, taken: Iterable[str]) -> str:
        return self.code or specifications.next_code(self.letter, taken)


class NothingForm(forms.Form):
    """Nothing to fill in: it only asks once more."""
