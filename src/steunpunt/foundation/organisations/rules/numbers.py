"""Numbers by which the government knows an organisation: are they well formed?"""

import re
from collections.abc import Iterator

from steunpunt.foundation.acting import Reason
from steunpunt.foundation.organisations import reasons

_SIGNS_BETWEEN = re.compile(r"[\s./-]+")


def plain_enterprise_number(text: str) -> str:
    """The ten digits of an enterprise number (KBO) however it was typed: "BE 207.515.464" becomes 0207515464.

    What cannot be one is given back without its signs, for `enterprise_number_gaps` to speak about.
    """
    digits = _SIGNS_BETWEEN.sub("", text).upper().removeprefix("BE")
    return f"0{digits}" if len(digits) == 9 else digits


def enterprise_number_gaps(number: str) -> Iterator[Reason]:
    """What is wrong with an enterprise number of plain digits. The last two are 97 minus the rest modulo 97."""
    if not re.fullmatch(r"[01][0-9]{9}", number):
        yield reasons.enterprise_number_length()
    elif 97 - int(number[:8]) % 97 != int(number[8:]):
        yield reasons.enterprise_number_check()


def shown_enterprise_number(number: str) -> str:
    """0207.515.464."""
    return f"{number[:4]}.{number[4:7]}.{number[7:]}" if len(number) == 10 and number.isdecimal() else number


def nis_code_gaps(code: str) -> Iterator[Reason]:
    """A municipality's NIS code: five digits; one that ends in 000 is an arrondissement or a province."""
    if not re.fullmatch(r"[1-9][0-9]{4}", code) or code.endswith("000"):
        yield reasons.nis_code_form()


def zone_code_gaps(code: str) -> Iterator[Reason]:
    if not re.fullmatch(r"[0-9]{4}", code):
        yield reasons.zone_code_form()
