"""Finds the worked cases, and leaves out, aloud, those of parts of the platform that are still to come."""

from collections import Counter
from pathlib import Path

import pytest

from tests.ground_truth.case import OWN_CASES, cases_in
from tests.ground_truth.methods import PART_OF, is_still_to_come

NOT_COVERED = pytest.StashKey[Counter]()


def pytest_addoption(parser):
    parser.addoption(
        "--cases", action="append", default=[], metavar="DIR", help="a folder with more worked cases (may be repeated)"
    )


def pytest_configure(config):
    for folder in config.getoption("--cases", default=[]):
        if not Path(folder).is_dir():
            raise pytest.UsageError(f"--cases {folder}: there is no such folder")


def pytest_generate_tests(metafunc):
    if "case" not in metafunc.fixturenames:
        return
    folders = [OWN_CASES, *(Path(folder) for folder in metafunc.config.getoption("--cases", default=[]))]
    cases = [case for folder in folders for case in cases_in(folder)]
    metafunc.parametrize("case", cases, ids=[f"{case.path.parent.name}/{case.path.stem}" for case in cases])


def pytest_collection_modifyitems(config, items):
    later = [item for item in items if hasattr(item, "callspec") and is_still_to_come(_method(item))]
    config.stash[NOT_COVERED] = Counter(PART_OF[_method(item)] for item in later)
    if later:
        config.hook.pytest_deselected(items=later)
        items[:] = [item for item in items if item not in later]


def pytest_terminal_summary(terminalreporter, config):
    not_covered = config.stash.get(NOT_COVERED, Counter())
    if not_covered:
        terminalreporter.section("worked cases of parts still to come")
        for part, number in sorted(not_covered.items()):
            terminalreporter.line(f"{number:3}  {part}")


def _method(item):
    return getattr(item.callspec.params.get("case"), "method", "")
