"""Who takes part in a procedure by invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.actions import Given
from steunpunt.contract.tenders.forms.fields import long_text
from steunpunt.foundation.ui.forms import FilesField, moment_field

Choices = Sequence[tuple[Any, Any]]


class RequestForm(forms.Form):
    """A request to take part, with files; those that are in already can be taken out."""

    text = long_text(
        _("Why you can do this"),
        rows=8,
        help_text=_("Answer what the publication asks of candidates: references, people, means."),
    )

    def __init__(self, *args: Any, there: Choices, megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limit = _("At most %(n)s MB for a file. When something is refused, choose the files again.") % {"n": megabytes}
        self.fields["files"] = FilesField(label=_("Add files"), required=False, help_text=limit)
        if there:
            self.fields["dropped"] = forms.TypedMultipleChoiceField(
                label=_("Take these files out"),
                coerce=int,
                required=False,
                choices=there,
                widget=forms.CheckboxSelectMultiple,
            )

    def asked(self) -> dict[str, Any]:
        given = self.cleaned_data
        files = [Given(asked="", name=one.name, content=one) for one in given["files"]]
        return {"text": given["text"], "files": files, "dropped": given.get("dropped", [])}


class InviteForm(forms.Form):
    supplier = forms.TypedChoiceField(label=_("Supplier"), coerce=int)

    def __init__(self, *args: Any, suppliers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supplier"].choices = [("", "–"), *suppliers]  # type: ignore[attr-defined]


class SelectForm(forms.Form):
    is_selected = forms.TypedChoiceField(
        label=_("Does this supplier make an offer?"),
        choices=[("yes", _("Selected")), ("no", _("Not selected"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    reason = long_text(_("Reason"), required=False, rows=3)


class AgainForm(forms.Form):
    offers_until = moment_field(_("Better offers until"), required=True)
