"""A specification as text and back, its fingerprint, and what is missing before the market may read it."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter

from steunpunt.contract.tenders.values import Specification

_ADAPTER: TypeAdapter[Specification] = TypeAdapter(Specification)


def as_data(specification: Specification) -> dict[str, Any]:
    """For a column of JSON: amounts as text, so that nothing is rounded."""
    found: dict[str, Any] = _ADAPTER.dump_python(specification, mode="json")
    return found


def read(data: dict[str, Any]) -> Specification:
    """Raises `pydantic.ValidationError` for what is no specification."""
    return _ADAPTER.validate_python(data)


def fingerprint(data: dict[str, Any]) -> str:
    """SHA-256 of the specification in one canonical spelling (keys in order, no spaces): the same for the same content."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def next_code(letter: str, taken: Iterable[str]) -> str:
    """The next free code of its kind: E1, E2 …"""
    numbers = [int(code[1:]) for code in taken if code[:1] == letter and code[1:].isascii() and code[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"
