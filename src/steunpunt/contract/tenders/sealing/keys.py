"""Keys of officers and of rounds: locked under a phrase, sealed for somebody, locked for two people together."""

import secrets
from collections.abc import Iterable, Mapping
from itertools import permutations
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from django.conf import settings

SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
KEY_BYTES: Final = 32
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
SHORTEST_PHRASE: Final = 16
"""Characters. What protects the key is this phrase alone."""


class WrongPhraseError(Exception):
    """The phrase is not that of this key, or what was locked is damaged."""


class CannotOpenError(Exception):
    """A key does not open what it is held against, or that is damaged."""


def new_pair() -> tuple[bytes, bytes]:
    """A private and a public key, 32 bytes each."""
    private = X25519PrivateKey.generate()
    return private.private_bytes_raw(), private.public_key().public_bytes_raw()


def new_content_key() -> bytes:
    return AESGCM.generate_key(bit_length=256)


def lock(private: bytes, phrase: str) -> tuple[bytes, bytes]:
    """A private key locked under a phrase, and the salt that goes with it."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(_from_phrase(phrase, salt)).encrypt(nonce, private, b"officer"), salt


def unlock(locked: bytes, salt: bytes, phrase: str) -> bytes:
    """Raises `WrongPhraseError`."""
    try:
        return AESGCM(_from_phrase(phrase, salt)).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], b"officer")
    except InvalidTag:
        raise WrongPhraseError from None


def _from_phrase(phrase: str, salt: bytes) -> bytes:
    cost = settings.PHRASE_COST
    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_cost"],
    )
    return kdf.derive(" ".join(phrase.split()).encode())


def seal(content: bytes, public: bytes, *, about: str) -> bytes:
    """Sealed for whoever has the private half; `about` says what it is, and has to be said again to open it."""
    return SUITE.encrypt(content, X25519PublicKey.from_public_bytes(public), info=about.encode())


def unseal(sealed: bytes, private: bytes, *, about: str) -> bytes:
    """Raises `CannotOpenError`."""
    try:
        return SUITE.decrypt(sealed, X25519PrivateKey.from_private_bytes(private), info=about.encode())
    except InvalidTag:
        raise CannotOpenError from None


def in_parts(private: bytes, officers: Mapping[int, bytes], *, about: str) -> dict[tuple[int, int], bytes]:
    """A private key locked for every two officers, by their ids: first for the inner, then around it for the outer.

    `officers` are public keys by id. For both orders, since either of two may come first.
    """
    found = {}
    for outer, inner in permutations(sorted(officers), 2):
        core = seal(private, officers[inner], about=f"{about}/inner/{outer}/{inner}")
        found[outer, inner] = seal(core, officers[outer], about=f"{about}/outer/{outer}/{inner}")
    return found


def take_off_outer(part: bytes, private: bytes, *, outer: int, inner: int, about: str) -> bytes:
    """What the first officer gives to the second: still locked for that one alone. Raises `CannotOpenError`."""
    return unseal(part, private, about=f"{about}/outer/{outer}/{inner}")


def take_off_inner(core: bytes, private: bytes, *, outer: int, inner: int, about: str) -> bytes:
    """The key itself. Raises `CannotOpenError`."""
    return unseal(core, private, about=f"{about}/inner/{outer}/{inner}")


def objections_to(phrase: str) -> Iterable[str]:
    """Codes of what is wrong with a phrase that somebody chose."""
    plain = " ".join(phrase.split())
    if len(plain) < SHORTEST_PHRASE:
        yield "short"
    elif len(set(plain.lower())) < 6:
        yield "plain"
