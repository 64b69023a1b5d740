"""What comes in, unreadable on disk while it waits: in pieces, as `streams`, under a key that is nowhere but in memory."""

import io
import os
import tempfile
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from steunpunt.contract.tenders.sealing.keys import new_content_key
from steunpunt.contract.tenders.sealing.streams import PIECE, TAG, nonce_of, piece_of


class Veil(io.RawIOBase):
    """Written once, then read from any place; nothing of it outlives the request. The file has no name: it is gone when closed,
    also when the process is killed, and with the process its key.
    """

    def __init__(self) -> None:
        self._cipher, self._file = AESGCM(new_content_key()), tempfile.TemporaryFile(buffering=0)  # noqa: SIM115 - closed below
        self._held, self._pieces, self._size, self._place = bytearray(), 0, 0, 0

    def take(self, content: bytes) -> None:
        """More of it. A whole piece waits until more comes: only then it is not the last."""
        self._held += content
        self._size += len(content)
        while len(self._held) > PIECE:
            self._put(bytes(self._held[:PIECE]), is_last=False)
            del self._held[:PIECE]

    def finish(self) -> None:
        """All is in."""
        self._put(bytes(self._held), is_last=True)
        self._held.clear()

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(nonce_of(0, self._pieces, is_last=is_last), piece, None))
        self._pieces += 1

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._place, os.SEEK_END: self._size}[whence]
        self._place = max(start + offset, 0)
        return self._place

    def readinto(self, into: Any) -> int:
        if self._place >= self._size:
            return 0
        number, within = divmod(self._place, PIECE)
        self._file.seek(number * (PIECE + TAG))
        is_last = number == self._pieces - 1
        piece = piece_of(self._cipher, nonce_of(0, number, is_last=is_last), self._file.read(PIECE + TAG))
        given = piece[within : within + len(into)]
        into[: len(given)] = given
        self._place += len(given)
        return len(given)

    def close(self) -> None:
        self._file.close()
        super().close()
