"""Forms of access: parse input; saving is an action's work."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.access import abroad
from steunpunt.foundation.access.choices import Scope, mandates_of, roles_of
from steunpunt.foundation.access.values import RegistrationDetails
from steunpunt.foundation.organisations.public import plain_enterprise_number
from steunpunt.foundation.people.models import Person
from steunpunt.foundation.ui.forms import explained


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DetailsForm(forms.Form):
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=40,
        required=False,
        help_text=_("For colleagues and the support point."),
        widget=forms.TextInput({"autocomplete": "tel", "type": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the pages and of the mails that you get.")
    )


class _WithRoles(forms.Form):
    """A form in which roles are chosen, each with what it lets somebody do."""

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "roles" in self.fields:
            self.fields["roles"].choices = explained(  # type: ignore[attr-defined]
                (item.role.value, item.role.label, item.meaning) for item in roles_of(kind)
            )


class InviteForm(_WithRoles):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The invitation goes to this address.")
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)


class AppointForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, help_text=_("The invitation goes to this address.")
    )


class RolesForm(_WithRoles):
    job_title = forms.CharField(
        label=_("Job title"), max_length=120, required=False, help_text=_("As your organisation calls it.")
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)


class RegisterForm(forms.Form):
    """A supplier that registers itself. Whether it is known here is no question of the form."""

    country = forms.ChoiceField(
        label=_("Country"), choices=list(abroad.COUNTRIES.items()), initial=abroad.BELGIUM, required=False
    )
    enterprise_number = forms.CharField(
        label=_("Enterprise number (KBO)"),
        max_length=20,
        help_text=_("Such as 0207.515.464. Of another country: its VAT number or national number."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    organisation_name = forms.CharField(
        label=_("Name of the enterprise"), max_length=160, widget=forms.TextInput({"autocomplete": "organization"})
    )
    street = forms.CharField(
        label=_("Street and number"), max_length=160, widget=forms.TextInput({"autocomplete": "street-address"})
    )
    postal_code = forms.CharField(
        label=_("Postal code"), max_length=10, widget=forms.TextInput({"autocomplete": "postal-code"})
    )
    locality = forms.CharField(
        label=_("Locality"), max_length=80, widget=forms.TextInput({"autocomplete": "address-level2"})
    )
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("With it you log in. We mail a link to confirm it."),
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), choices=settings.LANGUAGES, help_text=_("Of the pages and of the mails that you get.")
    )
    next = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)

    def clean_enterprise_number(self) -> str:
        country, text = self.cleaned_data.get("country") or abroad.BELGIUM, self.cleaned_data["enterprise_number"]
        return plain_enterprise_number(text) if country == abroad.BELGIUM else abroad.plain_number(country, text)

    def details(self) -> RegistrationDetails:
        given = dict(self.cleaned_data)
        del given["country"]
        return RegistrationDetails(came_from=given.pop("next"), **given)


class WelcomeForm(_WithRoles):
    """What somebody who asked to join will do."""

    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)


class MandateForm(forms.Form):
    kind = forms.ChoiceField(label=_("May decide for the board to"), widget=forms.RadioSelect)
    basis = forms.CharField(
        label=_("Decision it rests on"),
        max_length=200,
        help_text=_("For example: decision of the college of 14 March 2011, point 7."),
    )
    valid_from = forms.DateField(label=_("From"), widget=DateInput)
    valid_to = forms.DateField(
        label=_("Until"),
        required=False,
        widget=DateInput,
        help_text=_("The first day on which it no longer holds. Leave open when no end was decided."),
    )

    def __init__(self, *args: Any, organisation_kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in mandates_of(organisation_kind)]  # type: ignore[attr-defined]


class LookInForm(forms.Form):
    reason = forms.CharField(
        label=_("Why do you look in?"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The person gets your reason in a notice, and the board reads it in its history."),
    )


class KeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the key"), max_length=80, help_text=_("For example the program that will use it.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("The key may"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    expires_on = forms.DateField(
        label=_("Valid until"), widget=DateInput, help_text=_("At most one year ahead. You can revoke it at any time.")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = today + timedelta(days=180)


class NewcomerForm(forms.Form):
    """Who is new gives a name and chooses a password."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Choose a password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Some words one after another are strong and easy to remember."),
    )
    again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("again")
        if password and again and password != again:
            self.add_error("again", _("This is not the same password."))
        if password:
            try:
                validate_password(password, Person(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned
