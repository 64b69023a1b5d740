"""A file encrypted while it comes in, and decrypted while it goes out, in pieces: nothing is ever whole in memory.

Each piece is AES-256-GCM under the key of the content, with a nonce that counts up and says whether it is the last one (the
STREAM construction). The nonce begins with the number of the file, so that one key serves all files of an envelope.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from steunpunt.contract.tenders.sealing.keys import CannotOpenError

PIECE: Final = 64 * 1024
"""Bytes of content in a piece."""
TAG: Final = 16
MOST_FILES: Final = 2**24
MANIFEST: Final = 0
"""The number of the manifest among the files of an envelope."""


def nonce_of(file: int, piece: int, *, is_last: bool) -> bytes:
    """Of one piece: where it stands and whether it is the last is part of what has to fit."""
    if not 0 <= file < MOST_FILES or not 0 <= piece < 2**63:
        raise ValueError("too many pieces under one key")
    return file.to_bytes(3, "big") + piece.to_bytes(8, "big") + (b"\x01" if is_last else b"\x00")


def sealed(content: Iterable[bytes], key: bytes, *, file: int) -> Iterator[bytes]:
    """The content in pieces that are encrypted; an empty content gives one piece."""
    cipher = AESGCM(key)
    number = 0
    before: bytes | None = None
    for piece in _even(content, PIECE):
        if before is not None:
            yield cipher.encrypt(nonce_of(file, number, is_last=False), before, None)
            number += 1
        before = piece
    yield cipher.encrypt(nonce_of(file, number, is_last=True), before or b"", None)


def opened(content: Iterable[bytes], key: bytes, *, file: int) -> Iterator[bytes]:
    """The content of what `sealed` made. Raises `CannotOpenError` at the first piece that was changed, left out or added;
    what was given out before it is right.
    """
    cipher = AESGCM(key)
    number = 0
    before: bytes | None = None
    for piece in _even(content, PIECE + TAG):
        if before is not None:
            yield piece_of(cipher, nonce_of(file, number, is_last=False), before)
            number += 1
        before = piece
    if before is None:
        raise CannotOpenError
    yield piece_of(cipher, nonce_of(file, number, is_last=True), before)


def piece_of(cipher: AESGCM, nonce: bytes, piece: bytes) -> bytes:
    """Decrypted. Raises `CannotOpenError`."""
    try:
        return cipher.decrypt(nonce, piece, None)
    except (InvalidTag, ValueError):
        raise CannotOpenError from None


def _even(content: Iterable[bytes], size: int) -> Iterator[bytes]:
    """The same bytes in pieces of one size; the last may be shorter."""
    held = bytearray()
    for chunk in content:
        held += chunk
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)


def whole(content: Iterable[bytes]) -> bytes:
    return b"".join(content)
