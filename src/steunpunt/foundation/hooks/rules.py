"""What hooks are held to: where they may go, how they are signed, when they are tried again."""

import hashlib
import hmac
import ipaddress
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason

WAITS = (60, 300, 1_800, 7_200, 21_600, 43_200, 43_200)
"""Seconds between the attempts: one at once, seven more over about a day and a half."""

MOST_ATTEMPTS = len(WAITS) + 1
MOST_FAILURES = 5
"""After so many messages in a row that failed for good, a hook is switched off."""

MOST_HOOKS = 10
"""So many hooks an organisation has at most."""


def signature(secret: str, timestamp: int, body: str) -> str:
    """What the receiver reckons as well, over the moment and the body: nobody else can make it or send it again later."""
    said = hmac.new(secret.encode(), f"{timestamp}.{body}".encode(), hashlib.sha256)
    return f"sha256={said.hexdigest()}"


def is_public(address: str) -> bool:
    """Whether an IP address lies on the public internet: not this machine, not an inside network, not a neighbour's cable."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is not None:
            found = inner
    return found.is_global and not found.is_multicast


def objections(address: str, *, may_stay_inside: bool) -> Iterator[Reason]:
    """What is wrong with the writing of an address; where it leads is looked up apart."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        yield Reason("address", _("This is not an address of a program."), "address")
        return
    if parts.scheme != "https" and not (may_stay_inside and parts.scheme == "http"):
        yield Reason("not_https", _("The address starts with https://."), "address")
    elif not parts.hostname or parts.username or parts.password or parts.fragment or port == 0:
        yield Reason("address", _("This is not an address of a program."), "address")
