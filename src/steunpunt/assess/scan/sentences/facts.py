"""What a board says of itself, and the key figures made of it, in words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import BoardFact as FactRow
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.rules.filling import is_doubtful
from steunpunt.assess.scan.values import BoardFact
from steunpunt.foundation.organisations import public as organisations
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


def doubts_of(scan: Scan, facts: Mapping[str, FactRow]) -> dict[str, str]:
    """By fact why we ask whether it is right, beside the official number of inhabitants when the round opened.

    What was filled in counts all the same.
    """
    official = organisations.population(scan.organisation_id, scan.round.opens_on)
    if official is None:
        return {}
    words = {"official": number(official.inhabitants), "year": official.year}
    texts = {
        "p_inhabitants": _(
            "The official figure is %(official)s, in %(year)s. Are you sure? What you filled in counts."
        ),
        "p_users": _(
            "That is more than one in five inhabitants: officially there are %(official)s, in %(year)s. Are you sure? "
            "What you filled in counts."
        ),
    }
    return {
        code: text % words
        for code, text in texts.items()
        if code in facts
        and (given := facts[code].number) is not None
        and is_doubtful(code, given, official.inhabitants)
    }
