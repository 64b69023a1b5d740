"""A contract begins, is signed, stops; who supplies, who can order."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks.actions import Beginning, Signature, Supply
from steunpunt.contract.frameworks.forms.fields import lines
from steunpunt.contract.frameworks.values import Lot, Terms
from steunpunt.foundation.ui.forms import day_field


class BeginForm(forms.Form):
    """With what a framework contract begins; the rest is written in its terms."""

    reference = forms.CharField(label=_("Reference"), max_length=40)
    title = forms.CharField(label=_("Name"), max_length=160)
    starts_on = day_field(_("First day"))
    ends_on = day_field(_("Last day to order"))
    authority = forms.TypedChoiceField(label=_("Contracting authority"), coerce=int)
    supplier = forms.TypedChoiceField(label=_("Supplier"), coerce=int)
    project = forms.TypedChoiceField(label=_("Project"), coerce=int, required=False, empty_value=None)

    def __init__(
        self,
        *args: Any,
        authorities: Sequence[tuple[int, str]],
        suppliers: Sequence[tuple[int, str]],
        projects: Sequence[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = authorities  # type: ignore[attr-defined]
        self.fields["supplier"].choices = [("", "–"), *suppliers]  # type: ignore[attr-defined]
        self.fields["project"].choices = [("", "–"), *projects]  # type: ignore[attr-defined]

    def beginning(self) -> Beginning:
        given = self.cleaned_data
        return Beginning(
            reference=given["reference"],
            terms=Terms(
                title=given["title"],
                starts_on=given["starts_on"],
                ends_on=given["ends_on"],
                lots=(Lot(number=1, title=given["title"]),),
            ),
            authority_id=given["authority"],
            project_id=given["project"],
            supplies=(Supply(lot=1, organisations=(given["supplier"],)),),
        )


class AwardForm(forms.Form):
    """Of which award it is the contract."""

    tender = forms.TypedChoiceField(label=_("Awarded tender"), coerce=int)

    def __init__(self, *args: Any, tenders: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tender"].choices = tenders  # type: ignore[attr-defined]


class SuppliersForm(forms.Form):
    """Who supplies each lot, in rank."""

    def __init__(self, *args: Any, lots: Sequence[Lot], suppliers: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lots = lots
        for lot in lots:
            for place in range(1, 5):
                self.fields[f"lot{lot.number}_{place}"] = forms.TypedChoiceField(
                    label=_("%(lot)s, place %(place)s") % {"lot": lot.title or lot.number, "place": place},
                    coerce=int,
                    required=False,
                    empty_value=None,
                    choices=[("", "–"), *suppliers],
                )

    def supplies(self) -> list[Supply]:
        return [
            Supply(
                lot=lot.number,
                organisations=tuple(
                    found for place in range(1, 5) if (found := self.cleaned_data[f"lot{lot.number}_{place}"])
                ),
            )
            for lot in self.lots
        ]


class SignForm(forms.Form):
    """When it was signed; the paper itself can be handed over with it."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    signed_on = day_field(_("Signed on"))
    valid_from = day_field(_("Holds from"))
    reason = lines(_("What changes, and why"), help_text=_("Of a change; not of the contract itself."))
    file = forms.FileField(label=_("The signed document"), required=False)

    def signature(self, document_id: int | None) -> Signature:
        given = self.cleaned_data
        return Signature(
            signed_on=given["signed_on"],
            valid_from=given["valid_from"],
            reason=given["reason"],
            document_id=document_id,
        )


class BoardsForm(forms.Form):
    boards = forms.TypedMultipleChoiceField(
        label=_("Boards"), coerce=int, widget=forms.CheckboxSelectMultiple, required=True
    )
    valid_from = day_field(_("From"))

    def __init__(self, *args: Any, boards: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["boards"].choices = boards  # type: ignore[attr-defined]


class UntilForm(forms.Form):
    valid_to = day_field(_("First day without"))


class StopForm(forms.Form):
    on = day_field(_("Last day to order"))
    reason = forms.CharField(label=_("Why"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
