"""Enterprises of other countries: by their VAT or national number, behind the two letters of their country."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Reason

BELGIUM = "BE"
COUNTRIES = {
    BELGIUM: "België · Belgique",
    "NL": "Nederland",
    "FR": "France",
    "DE": "Deutschland",
    "LU": "Luxembourg",
    "AT": "Österreich",
    "BG": "България",
    "CY": "Κύπρος",
    "CZ": "Česko",
    "DK": "Danmark",
    "EE": "Eesti",
    "ES": "España",
    "FI": "Suomi",
    "GB": "United Kingdom",
    "GR": "Ελλάδα",
    "HR": "Hrvatska",
    "HU": "Magyarország",
    "IE": "Éire · Ireland",
    "IS": "Ísland",
    "IT": "Italia",
    "LI": "Liechtenstein",
    "LT": "Lietuva",
    "LV": "Latvija",
    "MT": "Malta",
    "NO": "Norge",
    "PL": "Polska",
    "PT": "Portugal",
    "RO": "România",
    "SE": "Sverige",
    "SI": "Slovenija",
    "SK": "Slovensko",
    "CH": "Schweiz · Suisse",
}
"""By its own name, so that who is from there finds it; whoever is from elsewhere asks the support point."""
_NUMBER = re.compile(r"[A-Z]{2}[A-Z0-9]{4,14}")
LEAST_DIGITS = 4


def plain_number(country: str, text: str) -> str:
    """What was typed as "DE 123.456.789" becomes DE123456789; Greeks write EL before theirs."""
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    for prefix in (country, "EL" if country == "GR" else country):
        plain = plain.removeprefix(prefix)
    return country + plain


def is_foreign(number: str) -> bool:
    return number[:2].isalpha()


def country_of(number: str) -> str:
    return number[:2] if is_foreign(number) else BELGIUM


def in_a_mail(number: str) -> str:
    """So little that no text of a stranger travels with it: the country and the last digits."""
    digits = "".join(sign for sign in number if sign.isdecimal())
    return f"{number[:2]} … {digits[-LEAST_DIGITS:]}"


def number_gaps(number: str) -> Iterator[Reason]:
    """Numbers of other countries are not reckoned after: with so many digits it can be one."""
    is_known = number[:2] in COUNTRIES
    if not is_known or not _NUMBER.fullmatch(number) or sum(sign.isdecimal() for sign in number) < LEAST_DIGITS:
        text = _("Give the VAT number or the national number of your enterprise, as it is written in your country.")
        yield Reason("foreign_number", text, "enterprise_number")


def postal_code_gaps(country: str, text: str) -> Iterator[Reason]:
    if country == BELGIUM and not re.fullmatch(r"[1-9][0-9]{3}", text):
        yield Reason("postal_code", _("A Belgian postal code has four digits."), "postal_code")
    elif not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9 -]{1,9}", text):
        yield Reason("postal_code", _("Give the postal code as it is written in your country."), "postal_code")
