import pytest

from tests.factories.scan import TODAY
from tests.house.world import make_world
from tests.kept import kept


@pytest.fixture
def world(db, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_a, **_k: TODAY)
    # Drawing the page that says "not here" takes longer than finding out that it is not; one test draws it.
    monkeypatch.setattr("steunpunt.urls.handler404", "tests.house.addresses.not_here")
    return kept(make_world)
