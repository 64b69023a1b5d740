"""Contracts and the estate in sentences: what happens if nobody does anything, what a board has, what a file brought."""

import math
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from steunpunt.assess.inventory.choices import (
    DEVICES,
    AssetKind,
    AssetState,
    ImportState,
    NoticeForm,
    NoticeUnit,
    Outlook,
    Renewal,
    Verdict,
)
from steunpunt.assess.inventory.models import AssetChange, Edition, Import
from steunpunt.assess.inventory.queries.faults import WORDS
from steunpunt.assess.inventory.rules.comparison import Position
from steunpunt.assess.inventory.rules.levels import Level
from steunpunt.assess.inventory.rules.prices import Normalised
from steunpunt.assess.inventory.rules.terms import DAY, Standing, end_after_notice
from steunpunt.assess.inventory.rules.together import Window


def day(value: date | None) -> str:
    return formats.date_format(value, "SHORT_DATE_FORMAT") if value else "–"


def _said(text: str, **days: date | None) -> str:
    return text % {name: day(value) for name, value in days.items()}


def if_nothing_is_done(edition: Edition, found: Standing, today: date, *, is_ended_by_step: bool) -> str:
    """The sentence with which the page starts."""
    if found.outlook is Outlook.ENDED:
        return _said(_("It ended on %(on)s."), on=found.ends_on)
    if is_ended_by_step:
        return _said(_("It ends on %(on)s, as was decided; nothing more needs to be done."), on=found.ends_on)
    if found.outlook is Outlook.RENEWS and found.ends_on and found.act_by:
        text = _("If nobody does anything, it is renewed on %(on)s until %(until)s. Notice can be given until %(by)s")
        form = str(NoticeForm(edition.notice_form).label)
        said = _said(text, on=found.ends_on + DAY, until=found.next_ends_on, by=found.act_by)
        return f"{said}, {form}."
    if found.outlook is Outlook.LAPSES:
        text = _(
            "If nobody does anything, it ends on %(on)s. It can be renewed until %(by)s, and then runs until %(until)s."
        )
        return _said(text, on=found.ends_on, by=found.act_by, until=found.next_ends_on)
    if found.outlook is Outlook.RUNS_ON:
        text = _("It runs until somebody gives notice. Given today, it ends on %(on)s.")
        return _said(text, on=end_after_notice(edition.terms, max(today, edition.starts_on)))
    return _said(_("It ends on %(on)s by itself; nobody needs to do anything for that."), on=found.ends_on)


def runs(edition: Edition) -> str:
    """How long it was agreed for."""
    if edition.initial_months is None:
        return _("for an indefinite time")
    said = months(edition.initial_months)
    if edition.renewal == Renewal.NONE:
        return said
    again = _("then each time %(months)s") % {"months": months(edition.renewal_months)}
    if edition.most_renewals is not None:
        text = ngettext("at most %(n)s time", "at most %(n)s times", edition.most_renewals)
        again += ", " + text % {"n": edition.most_renewals}
    return f"{said}, {again}"


def months(count: int) -> str:
    if count % 12 == 0:
        return ngettext("%(n)s year", "%(n)s years", count // 12) % {"n": count // 12}
    return ngettext("%(n)s month", "%(n)s months", count) % {"n": count}


def notice(edition: Edition) -> str:
    """How long before the end, and how."""
    form = str(NoticeForm(edition.notice_form).label)
    if not edition.notice:
        return _("until the last day, %(form)s") % {"form": form}
    if edition.notice_unit == NoticeUnit.DAYS:
        before = ngettext("%(n)s day", "%(n)s days", edition.notice) % {"n": edition.notice}
    else:
        before = months(edition.notice)
    return _("%(before)s before the end, %(form)s") % {"before": before, "form": form}


def left(due_on: date, today: date) -> str:
    """How many days there still are."""
    count = (due_on - today).days
    if count < 0:
        return _("over")
    if count == 0:
        return _("today")
    return ngettext("%(n)s more day", "%(n)s more days", count) % {"n": count}


# ── the estate ───────────────────────────────────────────────────────────────
def estate(totals: Sequence[tuple[AssetKind, int, Decimal]]) -> str:
    """The sentence with which the inventory starts: how many devices, and what else."""
    devices = sum(n for kind, n, _cost in totals if kind in DEVICES)
    if not totals:
        return _("Nothing is written down yet.")
    first = ngettext("%(n)s device", "%(n)s devices", devices) % {"n": number(devices)}
    named = [
        f"{number(n)} {str(kind.label).lower()}"
        for kind, n, _cost in totals
        if kind in {AssetKind.LICENCE, AssetKind.MAILBOXES, AssetKind.LINE, AssetKind.DOMAIN, AssetKind.CERTIFICATE}
    ]
    if not named:
        return _("Your board has %(devices)s.") % {"devices": first}
    return _("Your board has %(devices)s; beside these: %(others)s.") % {"devices": first, "others": ", ".join(named)}


def number(value: int) -> str:
    return formats.number_format(value, 0, force_grouping=True)


def changed(one: AssetChange) -> list[tuple[str, str]]:
    """The fields that changed, as they were."""
    return [(str(LABELS.get(name, name)), _shown(name, value)) for name, value in one.before.items()]


LABELS = {
    "name": gettext_lazy("Name"),
    "tag": gettext_lazy("Own number"),
    "kind": gettext_lazy("Kind"),
    "manufacturer": gettext_lazy("Maker"),
    "model": gettext_lazy("Model"),
    "serial": gettext_lazy("Serial number"),
    "uuid": gettext_lazy("UUID"),
    "macs": gettext_lazy("Network address"),
    "place": gettext_lazy("Place"),
    "user_group": gettext_lazy("Used by (service)"),
    "state": gettext_lazy("State"),
    "count": gettext_lazy("How many"),
    "cost": gettext_lazy("What it cost (€)"),
    "bought_on": gettext_lazy("Bought on"),
    "ends_on": gettext_lazy("Last day"),
    "supplier": gettext_lazy("Supplier"),
    "note": gettext_lazy("Remark"),
    "device_id": gettext_lazy("Agent"),
}


def _shown(name: str, value: Any) -> str:
    if value in ("", None, []):
        return "–"
    if name == "kind":
        return str(AssetKind(value).label)
    if name == "state":
        return str(AssetState(value).label)
    if name in {"bought_on", "ends_on"}:
        return day(date.fromisoformat(value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def sections(content: Mapping[str, Any]) -> list[tuple[str, list[list[tuple[str, str]]]]]:
    """What an agent told, section by section as it names them: rows of fields. Programmes stand elsewhere."""
    found = []
    for name, value in sorted(content.items()):
        rows = value if isinstance(value, list) else [value]
        shown = [[(key, str(one)[:200]) for key, one in row.items()] for row in rows[:40] if isinstance(row, dict)]
        if name != "softwares" and any(shown):
            found.append((name, shown))
    return found


def read_in(row: Import) -> str:
    """What became of a file, or would."""
    if row.state == ImportState.GIVEN:
        return _("Nothing is read in yet. Try it first: then you see what would happen, and nothing is kept.")
    if row.state == ImportState.DOING:
        return _("It is being read in; what stands below is in already.")
    values = {verdict.value: number(row.counts.get(verdict.value, 0)) for verdict in Verdict}
    if row.state == ImportState.TRIED:
        return (
            _("It would bring %(new)s new, change %(changed)s, leave %(same)s as they are and refuse %(refused)s.")
            % values
        )
    return _("It brought %(new)s new, changed %(changed)s, left %(same)s as they are and refused %(refused)s.") % values


def reasons(answer: Mapping[str, Any]) -> list[str]:
    """What was wrong with a row, cell by cell."""
    found = []
    for one in answer["reasons"]:
        field = str(LABELS.get(one["field"], one["field"]))
        text = str(WORDS[one["code"]])
        value = f" ({one['value']})" if one["value"] else ""
        found.append(f"{field}: {text}{value}" if field else f"{text}{value}")
    return found


# ── prices ───────────────────────────────────────────────────────────────────
def cents(value: float | Decimal) -> str:
    """With a true minus sign before what is below nought."""
    return "€\u00a0" + formats.number_format(round(Decimal(value), 2), 2, force_grouping=True).replace("-", "\u2212")


def whole_euros(value: float | Decimal) -> str:
    return "€\u00a0" + formats.number_format(round(value), 0, force_grouping=True)


def standing_of_price(found: Position, figures: Mapping[str, Any], unit: str) -> str:
    """The sentence with which the page starts, and the picture."""
    values = {"own": cents(found.own.each), "median": cents(figures["median"]), "n": figures["n"], "unit": unit}
    texts = {
        "low": _("Your board pays %(own)s for each %(unit)s: among the cheapest quarter. The middle of %(n)s others: %(median)s."),
        "middle": _("Your board pays %(own)s for each %(unit)s: within the middle half. The middle of %(n)s others: %(median)s."),
        "high": _("Your board pays %(own)s for each %(unit)s: among the dearest quarter. The middle of %(n)s others: %(median)s."),
    }  # fmt: skip
    return texts[found.rank] % values


def steps_of_price(found: Normalised) -> list[tuple[str, str]]:
    """From what the contract says to what is compared, in euros for one each year."""
    steps = [
        (_("paid each year, as the contract says"), found.paid),
        (_("less what others do not buy with it"), found.extras),
        (_("at the prices of the year of comparison"), found.index),
        (_("what was paid once, over the first period"), found.spread),
        (_("VAT of 21 %, where it was not in yet"), found.vat),
        (_("options that stand apart or are not there"), found.missing),
    ]
    return [(label, cents(value)) for label, value in steps if abs(value) >= 0.005 or label == steps[0][0]]


REASONS = {
    "term": gettext_lazy("of it is the term: one-off costs are spread over other years"),
    "scale": gettext_lazy("of it is scale: a board of another size has another price"),
    "options": gettext_lazy("of it is options that others have in the price"),
    "rest": gettext_lazy("of it is not explained: that is what to talk about"),
}


def reasons_of_price(found: Position) -> list[tuple[str, str]]:
    """The difference with the middle, reason by reason."""
    return [(cents(part.amount), str(REASONS[part.reason])) for part in found.parts if abs(part.amount) >= 0.005]


def potential(found: Position) -> str:
    if found.potential < 1:
        return _("At the lower quartile nothing would be cheaper.")
    text = _("To be looked into: at the lower quartile it would be %(amount)s a year cheaper. That is no saving yet.")
    return text % {"amount": whole_euros(found.potential)}


def price_level(found: Level, boards: int) -> str:
    """How dear a board is over all that it buys; “about as much” within two standard errors of the average board."""
    error = found.error or 0.0
    ratio = found.level / 100 - 1
    low, high = (round(found.level * math.exp(side * 2 * error)) for side in (-1, 1))
    values = {"lines": found.lines, "n": boards, "percent": percent(abs(ratio))}
    if abs(math.log(found.level / 100)) <= 2 * error:
        text = _("Over %(lines)s kinds of service your board pays about as much as the average of %(n)s others.")
    elif ratio < 0:
        text = _("Over %(lines)s kinds of service your board pays %(percent)s less than the average of %(n)s others.")
    else:
        text = _("Over %(lines)s kinds of service your board pays %(percent)s more than the average of %(n)s others.")
    bounds = {"level": round(found.level), "low": low, "high": high}
    level = _("Price level %(level)s (%(low)s to %(high)s), where theirs is 100.") % bounds
    return f"{text % values} {level}"


def percent(share: float) -> str:
    return f"{round(100 * share)}\u00a0%"


def signed_percent(share: float) -> str:
    return f"{round(100 * share):+d}\u00a0%".replace("-", "\u2212")


def window(found: Window, kind: str) -> str:
    """Contracts that end together, in a sentence."""
    values = {"n": len(found.boards), "kind": kind.lower(), "first": day(found.first), "last": day(found.last)}
    return _("%(n)s boards: %(kind)s ends between %(first)s and %(last)s") % values
