"""Domains and facts of a board beside those of a group, as figures that open into their rule, the group and its number."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from steunpunt.assess.scan.choices import Status
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.models import Scan
from steunpunt.assess.scan.queries.comparison import Beside, FactSpread
from steunpunt.assess.scan.sentences.facts import LABELS, SMALL, UNITS, written
from steunpunt.assess.scan.values import DomainResult
from steunpunt.assess.scan.views.comparison_words import choice_words
from steunpunt.foundation.figures.values import Figure, Source
from steunpunt.foundation.ui.templatetags.ui import number

FORMULAS = {
    "cost_per_user": gettext_lazy("The ICT running costs of last year, VAT included, divided by the number of users."),
    "users_per_ict_person": gettext_lazy("The number of users divided by the full-time ICT people."),
    "workstations_per_ict_person": gettext_lazy("The number of workstations divided by the full-time ICT people."),
    "mailboxes_per_user": gettext_lazy("The number of mailboxes divided by the number of users."),
}


# ── domains ──────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class DomainRow:
    name: str
    url: str
    found: DomainResult
    is_shown: bool
    median: Figure


def of_domains(scan: Scan, beside: Beside) -> list[DomainRow]:
    return [
        DomainRow(
            name=say(domain.name),
            url=reverse("scan:domain_result", args=[scan.pk, domain.code]),
            found=one,
            is_shown=one.status is not Status.INCOMPLETE,
            median=_median(one, beside),
        )
        for domain, one in beside.result.domains
    ]


def _median(one: DomainResult, beside: Beside) -> Figure:
    compared = one.comparison
    if compared.median is None:
        return Figure(value=None, rule="scan.median", sentence=_("Of this group no figures are shown in this domain."))
    return Figure(
        value=compared.median,
        unit=pgettext("a score", "out of 100"),
        rule="scan.median",
        sentence=_(
            "The score in the middle of %(n)s boards that submitted and answered enough here (%(group)s). Half of them lie from "
            "%(low)s to %(high)s. Which boards they are is shown to nobody."
        )
        % {
            "n": compared.peers,
            "group": choice_words(beside.criteria),
            "low": number(compared.p25),
            "high": number(compared.p75),
        },
    )


# ── facts ────────────────────────────────────────────────────────────────────
@dataclass(frozen=True, slots=True)
class Band:
    """A small drawing from 0 to 100: the middle half of a group, its median, and the own value, which may be left out."""

    low: float
    width: float
    median: float
    own: float | None


@dataclass(frozen=True, slots=True)
class FactFigure:
    label: str
    figure: Figure
    note: str
    band: Band | None
    boards: int | None


def of_facts(scan: Scan, found: Beside) -> list[FactFigure]:
    """Own value, with the median and the middle half of the group; a dash when they are not shown, whatever the reason."""
    there = [Source(_("Facts about the board"), None, reverse("scan:facts", args=[scan.pk]))]
    shown = []
    for fact in found.facts:
        note = _("Median of the group: –")
        group = fact.group
        if group.median is not None and group.p25 is not None and group.p75 is not None:
            note = _("Median of the group: %(median)s; half lie from %(low)s to %(high)s") % {
                "median": written(group.median),
                "low": written(group.p25),
                "high": written(group.p75),
            }
        figure = Figure(
            value=fact.own,
            unit=str(UNITS[fact.key]),
            decimals=1 if fact.own is not None and fact.own < SMALL else 0,
            rule=f"scan.{fact.key}",
            sentence=str(FORMULAS[fact.key]),
            sources=there,
        )
        boards = fact.boards if group.median is not None else None
        shown.append(FactFigure(str(LABELS[fact.key]), figure, note, band(fact), boards))
    return shown


def band(fact: FactSpread) -> Band | None:
    """On a scale that starts at nought and ends a little past the largest of what is drawn."""
    group = fact.group
    if group.median is None or group.p25 is None or group.p75 is None:
        return None
    top = 1.12 * max(group.p75, fact.own or 0) or 1
    place = [round(100 * value / top, 1) for value in (group.p25, group.p75, group.median)]
    own = None if fact.own is None else round(100 * fact.own / top, 1)
    return Band(low=place[0], width=round(max(place[1] - place[0], 0.8), 1), median=place[2], own=own)
