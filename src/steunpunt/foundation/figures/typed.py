"""Numbers as people here type them: a comma for decimals, points or spaces between thousands."""

from decimal import Decimal, InvalidOperation


def read_number(text: str) -> Decimal:
    """`1.250`, `1 250,50`, `€ 12,5` and `12.5` as numbers; a ValueError for anything else.

    One point followed by three digits stands between thousands, but not behind a nought; otherwise it stands for a comma.
    """
    plain = text.replace("\u00a0", "").replace("\u202f", "").replace(" ", "").replace("€", "")
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    elif plain.count(".") > 1 or (
        plain.count(".") == 1 and len(plain.rpartition(".")[2]) == 3 and plain.strip("+-")[:2] != "0."
    ):
        plain = plain.replace(".", "")
    if plain.strip("+-.0123456789"):
        raise ValueError(text)  # Python reads more as a number than people here write: 1e5, 1_000
    try:
        number = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not number.is_finite():
        raise ValueError(text)
    return number


def typed_number(number: Decimal) -> str:
    """A number as somebody here would type it: 1250 or 12,5."""
    return f"{number.normalize():f}".replace(".", ",")
