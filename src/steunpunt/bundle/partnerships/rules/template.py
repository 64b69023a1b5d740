"""The text with which an agreement begins: Dutch, as the agreements of boards are."""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any

import yaml


@cache
def template(kind: str) -> Sequence[dict[str, str]]:
    """The articles of the template for an agreement or an amendment."""
    source = resources.files("steunpunt.bundle.partnerships").joinpath("agreements/akkoord.yaml")
    found: dict[str, Any] = yaml.safe_load(source.read_text(encoding="utf-8"))
    return [{"title": str(one["title"]), "text": str(one["text"])} for one in found[kind]]
