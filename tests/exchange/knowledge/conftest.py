import pytest

from tests.exchange.knowledge.region import Region


@pytest.fixture
def region(db):
    return Region()
