"""The draft decision for the college or the permanent bureau: ready to be put on the agenda."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from steunpunt.bundle.projects import queries, sentences
from steunpunt.bundle.projects.models import Call, Participation
from steunpunt.bundle.projects.rules.costing import Charge
from steunpunt.bundle.projects.rules.keys import TwoPart
from steunpunt.bundle.projects.rules.previews import BoardLine
from steunpunt.foundation.ui import papers

BODIES = {
    "municipality": "college van burgemeester en schepenen",
    "welfare_centre": "vast bureau",
    "police_zone": "politiecollege",
    "rescue_zone": "zonecollege",
}
"""Who decides, as boards call it themselves: names of bodies are Dutch in every language."""


def draft_decision(participation: Participation, call: Call, *, now: datetime) -> bytes:
    """Considerations, costs in two parts, and the articles to be decided, with room for the date and the vote."""
    project, board = participation.project, str(participation.organisation)
    today = timezone.localdate(now)
    lines = queries.lines_of(call.costs)
    boards = queries.board_lines(project, today)
    likely = {line.board for line in boards if line.standing in queries.LIKELY} | {participation.organisation_id}
    everybody = {line.board for line in boards}
    data = {
        "title": _("Draft decision: %(project)s") % {"project": project.title},
        "language": get_language() or "nl",
        "kicker": f"{board} · {sentences.day(today)}",
        "foot": _(
            "Source: cost lines as they stood when the call opened on %(day)s. The board decides; the support point advises."
        )
        % {"day": sentences.day(timezone.localdate(call.opened_at))},
        "page_word": _("page"),
        "warning": _("Demonstration: the amounts were made up.") if project.is_invented else "",
        "board": board,
        "body": BODIES.get(participation.organisation.kind, "bestuur"),
        "project": project.title,
        "purpose": project.purpose,
        "text": call.text,
        "deadline": _("To be decided by %(day)s at the latest.") % {"day": sentences.day(call.deadline_on)},
        "needed": sentences.needed(call),
        "headings": {
            "draft": _("Draft decision"),
            "what": _("What it is about"),
            "cost": _("What it costs %(board)s") % {"board": board},
            "keys": _("How costs are divided"),
            "decision": _("Proposed decision"),
            "sign": _("Decided in the meeting of"),
        },
        "columns": ["", _("Supplier part"), _("Support part"), _("Together")],
        "tables": [
            {
                "title": _("With the %(n)s boards that would join now") % {"n": len(likely)},
                "rows": _rows(
                    queries.preview(lines, boards, likely, project.years).charges.get(participation.organisation_id),
                    project.years,
                ),
            },
            {
                "title": _("With all %(n)s boards that were asked") % {"n": len(everybody)},
                "rows": _rows(
                    queries.preview(lines, boards, everybody, project.years).charges.get(participation.organisation_id),
                    project.years,
                ),
            },
        ],
        "keys": [
            _("%(label)s: supplier part %(supplier)s; support part %(support)s")
            % {
                "label": line.label,
                "supplier": sentences.rule(line.supplier.rule),
                "support": sentences.rule(line.support.rule),
            }
            for line in lines
        ],
        "asked": _("Asked are %(boards)s.") % {"boards": sentences.listed([line.name for line in boards])},
        "units": _units(boards, participation, project.unit),
        "articles": [
            _("%(board)s takes part / does not take part / takes part if … in the project “%(project)s”.")
            % {"board": board, "project": project.title},
            _("The expenses in two parts, as shown above, are put on the budget."),
            _("The board can leave the project with a notice of %(n)s months.") % {"n": project.notice_months},
            _("This decision is passed on to whoever runs the project, by %(day)s at the latest.")
            % {"day": sentences.day(call.deadline_on)},
        ],
        "lines": [_("date"), _("for"), _("against"), _("abstained"), _("signatures")],
    }
    return papers.pdf("steunpunt.bundle.projects", "decision", data, made_at=now)


def _units(boards: Sequence[BoardLine], participation: Participation, unit: str) -> str:
    """With how many units these costs of the board were reckoned; empty where it has none."""
    own = next((line for line in boards if line.board == participation.organisation_id), None)
    if own is None or not own.units or not unit:
        return ""
    text = _("Reckoned with %(n)s %(unit)s, an estimate.") if own.is_estimate else _("Reckoned with %(n)s %(unit)s.")
    return text % {"n": own.units, "unit": unit}


def _rows(charge: Charge | None, years: int) -> list[list[str]]:
    if charge is None:
        return []
    return [
        _row(_("once"), charge.once),
        _row(_("every year"), charge.yearly),
        _row(_("over %(n)s years") % {"n": years}, charge.over(years)),
    ]


def _row(label: str, amount: TwoPart) -> list[str]:
    return [label, sentences.euro(amount.supplier), sentences.euro(amount.support), sentences.euro(amount.total)]
