"""Requests and envelopes as data and back."""

from typing import Any

from pydantic import TypeAdapter

from steunpunt.contract.competitions.values import Prices, Quality, Request

_REQUEST: TypeAdapter[Request] = TypeAdapter(Request)
_QUALITY: TypeAdapter[Quality] = TypeAdapter(Quality)
_PRICES: TypeAdapter[Prices] = TypeAdapter(Prices)


def as_data(request: Request) -> dict[str, Any]:
    """For a column of JSON: amounts as text, so that nothing is rounded."""
    found: dict[str, Any] = _REQUEST.dump_python(request, mode="json")
    return found


def read(data: dict[str, Any]) -> Request:
    return _REQUEST.validate_python(data)


def quality_written(quality: Quality) -> bytes:
    return _QUALITY.dump_json(quality)


def quality_read(content: bytes) -> Quality:
    return _QUALITY.validate_json(content)


def prices_written(prices: Prices) -> bytes:
    return _PRICES.dump_json(prices)


def prices_read(content: bytes) -> Prices:
    return _PRICES.validate_json(content)
