"""One signed request to a program outside: to the address that was looked at, without following where it sends us."""

import http.client
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from steunpunt.foundation.hooks.rules import is_public

PATIENCE = 10
"""Seconds to connect, and again to hear an answer."""

ANSWER_READ = 4_096


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a request: the status, or what went wrong."""

    status: int | None
    trouble: str = ""

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class Inside(Exception):  # noqa: N818 - a word that reads in a sentence
    """The name leads to an address that is not on the public internet."""


def looked_up(host: str, port: int) -> str:
    """The address behind a name, of which every one is public; raises `Inside`, or OSError when the name is unknown."""
    found = [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not settings.HOOKS_STAY_INSIDE and not all(is_public(address) for address in found):
        raise Inside
    return found[0]


def send(address: str, body: str, headers: dict[str, str]) -> Outcome:
    """POST the body. The name is looked up once, and the connection goes to that very address: nobody changes it between."""
    parts = urlsplit(address)
    host, is_secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if is_secure else 80)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection = _Pinned(host, port, looked_up(host, port), is_secure=is_secure)
        try:
            connection.request("POST", path, body=body.encode(), headers=headers)
            answer = connection.getresponse()
            answer.read(ANSWER_READ)
            return Outcome(answer.status)
        finally:
            connection.close()
    except Inside:
        return Outcome(None, _("The address leads to a network inside."))
    except ssl.SSLError:
        return Outcome(None, _("No safe connection could be made."))
    except (OSError, http.client.HTTPException) as error:
        return Outcome(None, type(error).__name__)


class _Pinned(http.client.HTTPConnection):
    """A connection to one address that was looked at, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, *, is_secure: bool) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self._address = address
        self._is_secure = is_secure
        self.default_port = 443 if is_secure else 80

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), PATIENCE)
        if self._is_secure:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain
