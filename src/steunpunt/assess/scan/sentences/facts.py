"""What a board says of itself, and the key figures made of it, in words."""

from typing import Any

from django.utils.translation import gettext_lazy, pgettext_lazy

from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import BoardFact as FactRow
from steunpunt.assess.scan.values import BoardFact
from steunpunt.foundation.ui.templatetags.ui import number

LABELS = {
    "cost_per_user": gettext_lazy("ICT running costs per user"),
    "users_per_ict_person": gettext_lazy("Users per ICT person"),
    "workstations_per_ict_person": gettext_lazy("Workstations per ICT person"),
    "mailboxes_per_user": gettext_lazy("Mailboxes per user"),
}
UNITS = {
    "cost_per_user": gettext_lazy("euro per year"),
    "users_per_ict_person": gettext_lazy("users"),
    "workstations_per_ict_person": gettext_lazy("workstations"),
    "mailboxes_per_user": pgettext_lazy("unit", "mailboxes"),
}
SMALL = 10
"""Below this a key figure has a decimal."""


def written(value: float) -> str:
    return number(value, 1 if value < SMALL else 0)


def given(row: FactRow, fact: BoardFact) -> Any:
    """What was filled in: a number, the words of a choice, or the text."""
    if row.number is not None:
        return row.number
    return next((say(choice.text) for choice in fact.choices if choice.code == row.text), row.text)


def said(row: FactRow, fact: BoardFact) -> str:
    """The same for people: a number with the decimals it has."""
    value = given(row, fact)
    if row.number is None:
        return str(value)
    return number(value, next(places for places in (0, 1, 2) if places == 2 or round(value, places) == value))
