import gc

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.plugins.postgres", "tests.plugins.tables"]

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--every-page", action="store_true", help="in the browser: all pages of a role, not the first ones"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A story is told in its order, also where other tests are shuffled: a module that says `TOLD_IN_ORDER`."""
    stories: dict[object, list[int]] = {}
    for place, item in enumerate(items):
        module = getattr(item, "module", None)
        if getattr(module, "TOLD_IN_ORDER", False):
            stories.setdefault(module, []).append(place)
    for places in stories.values():
        told = sorted((items[place] for place in places), key=lambda item: item.reportinfo()[1] or 0)
        for place, item in zip(places, told, strict=True):
            items[place] = item


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it again and again for what may go would take a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
