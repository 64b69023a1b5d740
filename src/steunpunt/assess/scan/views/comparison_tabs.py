"""The three ways of comparing, side by side: with a group, with boards by name, with oneself before."""

from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.assess.scan.models import Scan


def tabs(scan: Scan, current: str) -> list[tuple[str, str, bool]]:
    """(label, address, whether it is this page)."""
    pages = [("comparing", _("With a group")), ("by_name", _("By name")), ("over_time", _("Over time"))]
    return [(label, reverse(f"scan:{name}", args=[scan.pk]), name == current) for name, label in pages]


def trail(scan: Scan, *further: str) -> list[tuple[str, str]]:
    found = [
        (_("Assess"), ""),
        (scan.round.name, reverse("scan:overview", args=[scan.pk])),
        (_("Result"), reverse("scan:result", args=[scan.pk])),
        (_("Compare"), reverse("scan:comparing", args=[scan.pk]) if further else ""),
    ]
    return [*found, *((word, "") for word in further)]
