from datetime import date

import pytest

from steunpunt.foundation.organisations import actions, reference
from steunpunt.foundation.organisations.models import Organisation
from tests.factories.organisations import PLATFORM

TODAY = date(2026, 11, 23)


@pytest.fixture
def flemish_brabant(db):
    """The real boards of the province, those that merged too."""
    actions.load_reference(state=reference.state(2025, province="Vlaams-Brabant"), today=TODAY, by=PLATFORM)


@pytest.fixture
def keerbergen(flemish_brabant):
    return Organisation.objects.get(nis_code="24048", kind="municipality")
