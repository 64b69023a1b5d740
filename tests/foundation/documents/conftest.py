import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from steunpunt.foundation.documents.public import add_document
from tests.factories.organisations import OrganisationFactory
from tests.factories.scan import NOW, TODAY, a_scan, an_ict_manager
from tests.foundation.documents.files import PDF


@pytest.fixture(autouse=True)
def _own_storage(settings):
    """Each test its own, empty storage."""
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"}}


@pytest.fixture
def board():
    return OrganisationFactory(name="Keerbergen")


@pytest.fixture
def scan(board):
    return a_scan(board)


@pytest.fixture(autouse=True)
def _in_time(monkeypatch):
    """The scan takes answers: the edge looks at the clock, and sees the first day of the round."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_args, **_kwargs: TODAY)


@pytest.fixture
def add(board, scan):
    """Add a document to the scan, as the ICT manager unless another is named."""

    def added(name="verslag.pdf", content=PDF, **changed):
        values = {"subject": f"scan:{scan.pk}", "now": NOW, "by": an_ict_manager(board), **changed}
        return add_document(name=name, content=ContentFile(content), **values)

    return added


@pytest.fixture
def kept():
    """The places of all files in the storage."""

    def places():
        try:
            folders = default_storage.listdir("documents")[0]
        except FileNotFoundError:
            return []
        return sorted(
            f"documents/{folder}/{name}"
            for folder in folders
            for name in default_storage.listdir(f"documents/{folder}")[1]
        )

    return places
