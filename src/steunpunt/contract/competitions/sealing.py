"""The keys of offers, locked under the platform's own secret: who has the database and the storage alone reads no offer.

Each envelope has a key of its own, made by chance. Before the opening it lies in the database locked (AES-256-GCM) under a key
that follows from `SECRET_KEY` by HKDF and from whose envelope it is; opening keeps it unlocked. Against whom this protects, and
against whom not, stands in decision 38.
"""

import secrets
from collections.abc import Iterator
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.encoding import force_bytes

from steunpunt.contract.tenders.public import CannotOpenError

NONCE_BYTES: Final = 12
KEY_BYTES: Final = 32


def lock(key: bytes, *, about: str) -> bytes:
    """A key of an envelope, locked; `about` says of which, and has to be said again."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    outer = next(_outer(about))
    return nonce + AESGCM(outer).encrypt(nonce, key, about.encode())


def unlock(locked: bytes, *, about: str) -> bytes:
    """Raises `CannotOpenError` when it is of another envelope, damaged, or locked under a secret that is gone."""
    nonce, content = locked[:NONCE_BYTES], locked[NONCE_BYTES:]
    for outer in _outer(about):
        try:
            return AESGCM(outer).decrypt(nonce, content, about.encode())
        except InvalidTag:
            continue
    raise CannotOpenError


def _outer(about: str) -> Iterator[bytes]:
    """Under the secret of today, then under those that were in use before."""
    for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        kdf = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"steunpunt/competitions/{about}".encode())
        yield kdf.derive(force_bytes(secret))
