"""Facts about organisations read well and come back whole."""

from datetime import date

import pytest
from django.utils import translation

from steunpunt.foundation.organisations.facts import OrganisationChanged, OrganisationsMerged

MERGED = OrganisationsMerged(
    organisation_id=9, name="Pajottegem", predecessor_ids=(1, 2), predecessors=("Gooik", "Herne"), on=date(2025, 1, 1)
)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("nl", "Gooik, Herne gingen op 01/01/2025 op in Pajottegem."),
        ("fr", "Gooik, Herne ont fusionné dans Pajottegem le 01/01/2025."),
        ("en", "Gooik, Herne merged into Pajottegem on 01/01/2025."),
    ],
)
def test_a_merger_is_told_in_three_languages(language, sentence):
    with translation.override(language):
        assert MERGED.say() == sentence


def test_fields_are_named_in_words():
    fact = OrganisationChanged(organisation_id=1, name="Keerbergen", changed=("ovo_code", "seat"), before=("", ""))
    with translation.override("nl"):
        assert fact.say() == "Gegevens van Keerbergen zijn gewijzigd: OVO-code, Zetel."


def test_a_fact_comes_back_from_what_the_journal_keeps():
    assert OrganisationsMerged.from_data(MERGED.as_data()) == MERGED
    assert MERGED.subject == "organisation:9"
