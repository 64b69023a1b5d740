"""The negotiating brief of a contract: where it stands, why, until when to act; every figure with its rule and its source."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from steunpunt.assess.inventory import queries, sentences
from steunpunt.assess.inventory.choices import ServiceKind, Unit
from steunpunt.assess.inventory.models import Contract
from steunpunt.foundation.ui import papers

FOOT = gettext_lazy(
    "For your own board. Figures of others are of groups of at least five boards, as released. Every figure opens on its page."
)
RULE = gettext_lazy(
    "Released on %(day)s, at prices of %(year)s. The price each year for one, with VAT and every option. Quartiles of type 7."
)


def brief(contract: Contract, *, url: str, now: datetime, today: date) -> bytes:
    """`url` is the page on which every figure opens."""
    edition = contract.current
    if edition is None:
        raise ValueError("a contract without an edition")
    steps = queries.steps_of(contract)
    standing = queries.standing(edition, steps, today)
    compared, unit = queries.compared(contract), str(Unit(edition.unit).label) if edition.unit else ""
    reply = queries.reply_of(edition.supplier_org_id, edition.kind)
    data: dict[str, Any] = {
        "title": _("Negotiating brief: %(title)s") % {"title": edition.title},
        "language": get_language() or "nl",
        "kicker": f"{contract.organisation.name} · {sentences.day(today)}",
        "foot": str(FOOT),
        "page_word": _("page"),
        "warning": _("Demonstration: this contract was made up.") if contract.is_invented else "",
        "contract": edition.title,
        "supplier": f"{edition.supplier} · {ServiceKind(edition.kind).label}",
        "headline": sentences.if_nothing_is_done(
            edition, standing, today, is_ended_by_step=queries.ended_by(steps) is not None
        ),
        "url": url,
        "open": _("Every figure opens here"),
        "headings": {
            "stands": _("Where it stands"),
            "steps": _("From the contract to what is compared"),
            "why": _("Why it differs"),
            "dates": _("What to watch"),
            "reply": _("What the supplier replies"),
        },
        "position": "",
        "potential": "",
        "steps": [],
        "compared": [],
        "reasons": [],
        "rule": "",
        "dates": _dates(contract, standing),
        "reply": reply.text if reply else "",
    }
    if compared.release and compared.position:
        figures = compared.release.figures
        data |= {
            "position": sentences.standing_of_price(compared.position, figures, unit),
            "potential": sentences.potential(compared.position),
            "steps": [[label, value] for label, value in sentences.steps_of_price(compared.position.own)],
            "compared": [_("is compared"), sentences.cents(compared.position.own.each)],
            "reasons": [[value, label] for value, label in sentences.reasons_of_price(compared.position)],
            "rule": str(RULE)
            % {"day": sentences.day(compared.release.released_at.date()), "year": str(figures["year"])},
        }
    else:
        data["position"] = _(
            "There are no figures of others yet: fewer than five other boards let a contract of this kind count."
        )
    return papers.pdf("steunpunt.assess.inventory", "brief", data, made_at=now)


def _dates(contract: Contract, standing: Any) -> list[list[str]]:
    edition = contract.current
    if edition is None:
        return []
    rows = [
        (_("Act by"), sentences.day(standing.act_by) if standing.act_by else ""),
        (_("Period ends"), sentences.day(standing.ends_on) if standing.ends_on else ""),
        (_("Runs"), sentences.runs(edition)),
        (_("Notice period"), sentences.notice(edition)),
        (_("How prices follow an index"), edition.revision),
        (_("Service levels"), edition.service_levels),
        (_("What ending costs and takes"), edition.exit_terms),
    ]
    return [[label, value] for label, value in rows if value]
