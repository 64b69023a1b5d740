"""A worked case: where it stands, what goes in, what must come out."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OWN_CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    path: Path
    method: str
    input: dict[str, Any]
    expected: Any
    tolerance: float

    def named_file(self, name: str) -> Path | None:
        """The file that the case names, beside the case or in the nearest folder above it that has it."""
        for folder in self.path.resolve().parents:
            if (folder / name).is_file():
                return folder / name
        return None


def read_case(path: Path) -> Case:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Case(path, raw["method"], raw["input"], raw["expected"], raw["tolerance"])


def cases_in(folder: Path) -> list[Case]:
    """Every case in a folder and the folders in it; JSON files of another make are not cases."""
    return [read_case(path) for path in sorted(folder.rglob("*.json")) if _is_case(path)]


def _is_case(path: Path) -> bool:
    raw = json.loads(path.read_text(encoding="utf-8"))
    return isinstance(raw, dict) and {"method", "input", "expected", "tolerance"} <= raw.keys()


def differences(expected: Any, actual: Any, tolerance: float, where: str = "") -> Iterator[str]:
    """What differs between the expected answers and the actual ones, of which there may be more."""
    if isinstance(expected, dict):
        if not isinstance(actual, dict):
            yield f"{where}: expected names with values, got {actual!r}"
            return
        for key, value in expected.items():
            if key in actual:
                yield from differences(value, actual[key], tolerance, f"{where}/{key}")
            else:
                yield f"{where}/{key}: not answered"
    elif isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            yield f"{where}: expected {expected!r}, got {actual!r}"
            return
        for place, (one, other) in enumerate(zip(expected, actual, strict=True)):
            yield from differences(one, other, tolerance, f"{where}/{place}")
    elif _is_number(expected) and _is_number(actual):
        if not math.isclose(expected, actual, rel_tol=0, abs_tol=tolerance):
            yield f"{where}: expected {expected!r}, got {actual!r}, tolerance {tolerance}"
    elif expected != actual:
        yield f"{where}: expected {expected!r}, got {actual!r}"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
