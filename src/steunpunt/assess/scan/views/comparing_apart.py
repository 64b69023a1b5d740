"""A board beside boards that show themselves by name, and beside itself in an earlier round."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_GET

from steunpunt.assess.scan import access, actions, papers, queries
from steunpunt.assess.scan.charts import beside
from steunpunt.assess.scan.choices import BoardType
from steunpunt.assess.scan.forms import say
from steunpunt.assess.scan.queries import levels, naming, trends
from steunpunt.assess.scan.rules import filling
from steunpunt.assess.scan.values import Standing
from steunpunt.assess.scan.views.comparison_tabs import tabs, trail
from steunpunt.assess.scan.views.results import submitted_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest


@signed_in
@require_GET
def by_name(request: ActorRequest, scan_id: int) -> HttpResponse:
    """The levels per domain of boards that consented to be seen by name, beside those of this board."""
    scan = submitted_or_404(request, scan_id, gettext_noop("comparison by name"))
    found = naming.named(request.actor, scan, today=timezone.localdate())
    if request.actor.is_of_support_point:
        actions.note_looks(
            scan_ids=set(found.scans.values()) - {scan.pk}, what=gettext_noop("comparison by name"), by=request.actor
        )
    questionnaire = queries.questionnaire_of(scan)
    codes = filling.domains_asked(questionnaire, BoardType(scan.board_type))
    board = str(scan.organisation)
    own = scan.organisation_id
    rows = [
        beside.NamedRow(
            domain=say(questionnaire.domain(code).name),
            own=_level(found.standings.get(code, {}).get(own)),
            others=[
                (card.name, level)
                for card in found.boards
                if card.id != own and (level := _level(found.standings.get(code, {}).get(card.id))) is not None
            ],
        )
        for code in codes
    ]
    cells = [
        (
            say(questionnaire.domain(code).name),
            [_cell(found.standings.get(code, {}).get(card.id)) for card in found.boards],
        )
        for code in codes
    ]
    context = {
        "scan": scan,
        "board": board,
        "tabs": tabs(scan, "by_name"),
        "found": found,
        "is_alone": len(found.boards) < 2,
        "chart": beside.by_name(rows, board=board) if len(found.boards) > 1 else None,
        "board_names": [card.name for card in found.boards],
        "rows": cells,
        "sees_consents": access.sees_consents(request.actor),
        "warning": papers.synthetic_warning(scan),
        "trail": trail(scan, _("By name")),
    }
    return render(request, "scan/by_name.html", context)


def _level(standing: Standing | None) -> float | None:
    return standing.level if standing else None


def _cell(standing: Standing | None) -> tuple[float | None, str]:
    return levels.heat_cell(_level(standing))


@signed_in
@require_GET
def over_time(request: ActorRequest, scan_id: int) -> HttpResponse:
    """How this board moved since its earlier scan, on the questions that stayed comparable."""
    scan = submitted_or_404(request, scan_id, gettext_noop("comparison over time"))
    found = trends.trend(scan)
    questionnaire = queries.questionnaire_of(scan)
    rows = []
    if found:
        now, then = trends.medians(scan), trends.medians(found.before)
        for code, move in found.moves.items():
            may_compare = move.is_whole and code in now and code in then
            rows.append((say(questionnaire.domain(code).name), move, now[code] - then[code] if may_compare else None))
    context = {
        "scan": scan,
        "board": str(scan.organisation),
        "tabs": tabs(scan, "over_time"),
        "found": found,
        "rows": rows,
        "chart": beside.slope(found, questionnaire, now=scan.round.name) if found and found.changes else None,
        "warning": papers.synthetic_warning(scan),
        "trail": trail(scan, _("Over time")),
    }
    return render(request, "scan/over_time.html", context)
