"""Who takes part in a procedure by invitation."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.tenders.actions import Given
from steunpunt.contract.tenders.forms.awarding import document_field
from steunpunt.contract.tenders.forms.fields import long_text
from steunpunt.foundation.ui.forms import FilesField, day_field, moment_field

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


class SelectionForm(forms.Form):
    """What the body of the contracting authority decided on the selection, written down before the letters go out."""

    body = forms.CharField(
        label=_("Which body decided"), max_length=120, help_text=_("For instance: the college of 12 May.")
    )
    decided_on = day_field(_("Decided on"))
    document = document_field()


class AgainForm(forms.Form):
    offers_until = moment_field(_("Better offers until"), required=True)
    asks = long_text(
        _("What you ask"),
        rows=6,
        help_text=_(
            "Everybody who is still in it reads the same words: on what you negotiate, what has to become better. Say nothing of the "
            "offer of anybody."
        ),
    )
    is_last = forms.BooleanField(
        label=_("This is the last round"),
        required=False,
        help_text=_("Suppliers read that these are their final offers: nothing can be asked again after it."),
    )
