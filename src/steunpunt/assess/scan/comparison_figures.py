"""The facts of a board as figures beside those of a group: each says its formula and where its parts stand."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries.comparison import Chosen
from steunpunt.foundation.figures.values import Figure, Source

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
FORMULAS = {
    "cost_per_user": gettext_lazy("The ICT running costs of last year, VAT included, divided by the number of users."),
    "users_per_ict_person": gettext_lazy("The number of users divided by the full-time ICT people."),
    "workstations_per_ict_person": gettext_lazy("The number of workstations divided by the full-time ICT people."),
    "mailboxes_per_user": gettext_lazy("The number of mailboxes divided by the number of users."),
}


@dataclass(frozen=True, slots=True)
class FactFigure:
    label: str
    figure: Figure
    note: str


def of_facts(scan: Scan, found: Chosen) -> list[FactFigure]:
    """Own value, with the median and the middle half of the group; a dash when they are not shown, whatever the reason."""
    there = [Source(_("Facts about the board"), None, reverse("scan:facts", args=[scan.pk]))]
    shown = []
    for fact in found.facts:
        note = _("Median of the group: –")
        group = fact.group
        if group.median is not None and group.p25 is not None and group.p75 is not None:
            note = _("Median of the group: %(median)s; half lie from %(low)s to %(high)s") % {
                "median": _said(group.median),
                "low": _said(group.p25),
                "high": _said(group.p75),
            }
        figure = Figure(
            value=fact.own,
            unit=str(UNITS[fact.key]),
            rule=f"scan.{fact.key}",
            sentence=str(FORMULAS[fact.key]),
            sources=there,
        )
        shown.append(FactFigure(str(LABELS[fact.key]), figure, note))
    return shown


def _said(value: float) -> str:
    return number_format(value, decimal_pos=0 if value >= 10 else 1, use_l10n=True)
