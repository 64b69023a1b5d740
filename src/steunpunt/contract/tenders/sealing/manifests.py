"""What an envelope holds, as one text that is encrypted and whose fingerprint stands on the receipt."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of an envelope."""

    number: int
    asked: str
    """Code of the document that was asked; empty for what was added."""
    name: str
    content_type: str
    size: int
    sha256: str
    """Of the content as it was handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """Everything in an envelope but the content of files."""

    kind: str
    supplier: int
    tender: str
    """Its reference: an envelope cannot be moved to another tender."""
    lots: tuple[int, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    """By code of criterion or requirement."""
    prices: Mapping[str, str] = field(default_factory=dict)
    """Unit prices by code of item, as exact decimals."""
    remark: str = ""
    files: tuple[FileEntry, ...] = ()
    received_at: str = ""
    chance: str = field(default_factory=lambda: secrets.token_hex(32))
    """A number that nobody can guess: without it, who knows the fingerprint could try prices until one fits."""


_ADAPTER: TypeAdapter[Manifest] = TypeAdapter(Manifest)


def written(manifest: Manifest) -> bytes:
    """In one canonical spelling."""
    data: Any = _ADAPTER.dump_python(manifest, mode="json")
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def read(content: bytes) -> Manifest:
    """Raises `pydantic.ValidationError` for what is none."""
    return _ADAPTER.validate_json(content)


def fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
