"""By what a device is known again: serial number, UUID, network address. What makers leave empty is no mark."""

import re

_PLACEHOLDERS = frozenset(
    {
        "0",
        "1",
        "123456789",
        "CHASSIS SERIAL NUMBER",
        "DEFAULT STRING",
        "EMPTY",
        "INVALID",
        "N/A",
        "NA",
        "NONE",
        "NOT APPLICABLE",
        "NOT AVAILABLE",
        "NOT SPECIFIED",
        "O.E.M.",
        "OEM",
        "SERIAL",
        "SERIAL NUMBER",
        "SYSTEM SERIAL NUMBER",
        "TO BE FILLED BY O.E.M.",
        "UNKNOWN",
        "X",
        "XXXXXXXXX",
    }
)
"""What makers write where they should have written a number."""
_SAME = re.compile(r"^(.)\1*$")
_ROUNDED = re.compile(r"^[+-]?\d+(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)
_HEX = re.compile(r"[^0-9a-f]")
_LEAST_SERIAL = 4
_EMPTY_UUIDS = frozenset({"03000200040005000006000700080009", "ffffffffffffffffffffffffffffffff"})


def serial_key(serial: str) -> str:
    """The serial number in one way of writing; empty when it says nothing."""
    key = " ".join(serial.upper().split())
    if key in _PLACEHOLDERS or len(key) < _LEAST_SERIAL or _SAME.match(key.replace(" ", "").replace(".", "")):
        return ""
    return key


def uuid_key(uuid: str) -> str:
    """The UUID in small letters and without strokes; a phone's shorter mark is kept as it is. Empty when it says nothing."""
    key = uuid.lower().strip().strip("{}").replace("-", "")
    if not key or key in _EMPTY_UUIDS or _SAME.match(key) or key.upper() in _PLACEHOLDERS:
        return ""
    return key


def mac_key(mac: str) -> str:
    """The network address in twelve signs; empty when it is not one of a maker: made up by software, or for groups."""
    key = _HEX.sub("", mac.lower())
    if len(key) != 12 or _SAME.match(key):
        return ""
    return "" if int(key[1], 16) & 0b11 else key


def is_rounded(text: str) -> bool:
    """Whether a spreadsheet made a number such as 6.37702E+15 of it: the last signs are lost."""
    return bool(_ROUNDED.match(text.strip()))
