"""What people fill in about applications and products: parsed, not saved."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from steunpunt.assess.inventory.actions.landscape import Used
from steunpunt.assess.inventory.choices import Hosting, ServiceKind
from steunpunt.assess.inventory.models import Application, Product
from steunpunt.foundation.ui.forms import day_field

Choices = Sequence[tuple[Any, Any]]


class ApplicationForm(forms.Form):
    """What a board uses."""

    name = forms.CharField(
        label=_("Product"),
        max_length=120,
        required=False,
        help_text=_("As it is known: a name that is known is recognised."),
    )
    publisher = forms.CharField(label=_("Maker"), max_length=120, required=False)
    version = forms.CharField(label=_("Version"), max_length=80, required=False)
    hosting = forms.TypedChoiceField(label=_("Where it runs"), coerce=Hosting, choices=Hosting)
    user_group = forms.CharField(
        label=_("Used by (service)"), max_length=80, required=False, help_text=_("A service or a team, no person.")
    )
    users = forms.IntegerField(label=_("Number of users"), required=False, min_value=0, max_value=1_000_000)
    contract_id = forms.TypedChoiceField(label=_("Contract"), coerce=int, empty_value=None, required=False)
    since_on = day_field(_("In use since"), required=False)
    note = forms.CharField(
        label=_("Remark"), required=False, max_length=2_000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, contracts: Choices, is_known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["contract_id"].choices = [("", _("none")), *contracts]  # type: ignore[attr-defined]
        if is_known:
            del self.fields["name"], self.fields["publisher"]

    def used(self, product_id: int | None = None) -> Used:
        return Used(product_id=product_id, **self.cleaned_data)


def initial_of(row: Application) -> dict[str, Any]:
    names = ("version", "hosting", "user_group", "users", "contract_id", "since_on", "note")
    return {name: getattr(row, name) for name in names}


class EndForm(forms.Form):
    on = day_field(_("First day without"))


class LinkForm(forms.Form):
    target = forms.TypedChoiceField(label=_("To which application"), coerce=int)
    what = forms.CharField(label=_("What is handed over"), max_length=200, help_text=_("Such as: names and addresses."))

    def __init__(self, *args: Any, targets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = targets  # type: ignore[attr-defined]


class ProductForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    publisher = forms.CharField(label=_("Maker"), max_length=120, required=False)
    task = forms.TypedChoiceField(
        label=_("For what boards use it"),
        coerce=ServiceKind,
        empty_value=None,
        required=False,
        choices=[("", _("not said")), *ServiceKind.choices],
    )

    @staticmethod
    def initial_of(row: Product) -> dict[str, Any]:
        return {"name": row.name, "publisher": row.publisher, "task": row.task}


class JoinForm(forms.Form):
    into = forms.CharField(
        label=_("Is the same as"),
        max_length=120,
        help_text=_("The name of the product that goes on, as it stands in the list."),
    )


class SupportEndForm(forms.Form):
    version = forms.CharField(
        label=_("Version"),
        max_length=40,
        required=False,
        help_text=_("How it begins: 10 is of 10 and 10.0.1. Empty: all."),
    )
    ends_on = day_field(_("Last day of support"))
    source = forms.CharField(label=_("Where this stands"), max_length=300)
