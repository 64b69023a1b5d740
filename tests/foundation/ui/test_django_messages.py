"""What a form says is wrong, in plain words: ours win over Django's own."""

from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from django import forms
from django.utils.translation import override

from steunpunt.foundation.ui.django_messages import MESSAGES


class Sheet(forms.Form):
    name = forms.CharField(max_length=20)
    units = forms.IntegerField(min_value=0)
    price = forms.DecimalField(decimal_places=2)
    kind = forms.ChoiceField(choices=[("a", "A")])


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "nl",
            [
                "Gebruik hoogstens 20 tekens: nu zijn het er 21.",
                "Vul minstens 0 in.",
                "Gebruik hoogstens 2 cijfers na de komma.",
                "Kies een van de mogelijkheden: z is er geen.",
            ],
        ),
        (
            "fr",
            [
                "Utilisez au plus 20 caractères\u00a0: il y en a 21.",
                "Indiquez au moins 0.",
                "Utilisez au plus 2 chiffres après la virgule.",
                "Choisissez l’une des possibilités\u00a0: z n’en est pas une.",
            ],
        ),
    ],
)
def test_a_form_says_in_our_words_what_is_wrong(language, said):
    with override(language):
        sheet = Sheet({"name": "x" * 21, "units": "-1", "price": "1.234", "kind": "z"})
        assert [error for errors in sheet.errors.values() for error in errors] == said


def test_django_still_says_what_we_say_anew():
    path = Path(django.__file__).parent / "conf" / "locale" / "en" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        known = {message.id for message in read_po(file) if isinstance(message.id, str)}
    assert sorted(set(MESSAGES) - known) == []
