"""What pages of other modules share with the page of a partnership: the panels they add to it, and the way back."""

from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.foundation.ui.registry import Contributions, Panel

partnership_panels: Contributions[Panel] = Contributions("partnership_panels")
"""Rendered for people within the partnership, with its id as the subject."""


def trail(*steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below the list of partnerships."""
    return [(_("Cooperate"), ""), (_("Partnerships"), reverse("partnerships:list")), *steps]


def trail_within(partnership_id: int, name: str, *steps: tuple[str, str]) -> list[tuple[str, str]]:
    """The way to a page below one partnership."""
    return trail((name, reverse("partnerships:partnership", args=[partnership_id])), *steps)
