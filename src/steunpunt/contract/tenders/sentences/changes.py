"""What a correction changed, in words."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from steunpunt.contract.tenders.choices import words
from steunpunt.contract.tenders.choices.field_words import AMOUNTS, FIELDS, MOMENTS, NUMBERS
from steunpunt.contract.tenders.queries import Version
from steunpunt.contract.tenders.rules.versions import Difference
from steunpunt.contract.tenders.sentences.units import day, euro, moment, plain
from steunpunt.foundation.acting import Text


def version(one: Version) -> str:
    """What a publication is: the first, a later round of offers, or a correction."""
    if one.round is not None:
        return _("Round %(n)s") % {"n": one.round}
    if one.correction is not None:
        return _("Correction %(n)s") % {"n": one.correction}
    return _("Publication")


def difference(one: Difference) -> dict[str, Text]:
    """What differs between two versions of a specification, as people read it."""
    what = [one.code, str(FIELDS.get(one.field, one.field))] if one.field else [one.code]
    return {
        "part": words.PARTS[one.part],
        "what": " · ".join(each for each in what if each),
        "kind": one.kind,
        "before": _written(one.field, one.before),
        "after": _written(one.field, one.after),
    }


_NAMES: dict[str, Mapping[str, Any]] = {
    "subject": words.SUBJECTS,
    "procedure": words.PROCEDURES,
    "buying": words.BUYING,
    "kind": words.ITEM_KINDS,
    "level": words.LEVELS,
    "envelope": words.ENVELOPES,
    "formula": words.FORMULAS,
    "tie_breaks": words.TIE_BREAKS,
}
"""What a field of a closed list can say; of a pair the first is its name."""


def _written(field: str, text: str) -> str:
    """The text of a field of a specification, as `rules.versions` gives it, the way people here write it."""
    if text in {"True", "False"}:
        return _("yes") if text == "True" else _("no")
    if not text or field not in _WRITERS:
        return text
    return _WRITERS[field](text)


def _named(field: str) -> Callable[[str], str]:
    def names(text: str) -> str:
        found = [_NAMES[field].get(one, one) for one in text.split("; ")]
        return ", ".join(str(one[0] if isinstance(one, tuple) else one) for one in found)

    return names


_WRITERS: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(AMOUNTS, lambda text: euro(Decimal(text))),
    **dict.fromkeys(NUMBERS, lambda text: plain(Decimal(text))),
    **dict.fromkeys(MOMENTS, lambda text: moment(datetime.fromisoformat(text))),
    **{field: _named(field) for field in _NAMES},
    "answers_by": lambda text: day(date.fromisoformat(text)),
}
