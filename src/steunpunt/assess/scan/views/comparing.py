"""A board beside a group: of the same scale, of its own choice, or of another round that it took part in."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions, charts, papers, queries
from steunpunt.assess.scan.models import ReleasedGroup, Scan
from steunpunt.assess.scan.queries import comparison
from steunpunt.assess.scan.queries.peers import peers_of
from steunpunt.assess.scan.rules.groups import FLANDERS, Criteria, PublicBoard, chosen, countable, nearest, same_scale
from steunpunt.assess.scan.rules.parameters import PEERS
from steunpunt.assess.scan.views import comparison_figures, comparison_forms, comparison_map
from steunpunt.assess.scan.views.comparison_tabs import tabs, trail
from steunpunt.assess.scan.views.comparison_words import choice_words, position_words
from steunpunt.assess.scan.views.results import submitted_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.charts import Chart
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def comparing(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Where the board stands in a group, who may be in it, and other groups to choose."""
    scan = submitted_or_404(request, scan_id, gettext_noop("comparison"))
    there = comparison.invited(scan, timezone.localdate())
    boards = there.boards
    own = next(board for board in boards if board.scan == scan.pk)
    shown_before = queries.released_groups(scan)
    choices = comparison.choices_of(shown_before)
    whole = _wanted(request, choices)
    form = _form(request, boards, own, whole)
    if request.method == "POST":
        shown: list[ReleasedGroup] = []
        if worked(form, lambda: shown.append(_release(request, scan, form.criteria()))):
            messages.success(request, _("These are the figures of the group of your choice."))
            return redirect(f"{reverse('scan:comparing', args=[scan.pk])}?groep={shown[0].pk}")
    found = (
        comparison.chosen_result(scan, whole, shown_before) if whole else comparison.default_result(scan, shown_before)
    )
    is_counted = form.is_bound and form.is_valid()
    criteria = form.criteria() if is_counted else found.criteria
    inside = _inside(boards, own, criteria)
    context = {
        "scan": scan,
        "board": str(scan.organisation),
        "tabs": tabs(scan, "comparing"),
        "quick": _quick(scan, boards, own, choices, found.criteria),
        "rounds": comparison.other_rounds(request.actor, scan),
        "found": found,
        "words": choice_words(found.criteria),
        "lead": position_words(found.result, str(scan.organisation)),
        "chart": _chart(scan, found),
        "rows": comparison_figures.of_domains(scan, found),
        "facts": comparison_figures.of_facts(scan, found),
        "form": form if access.may_choose_comparison(request.actor, scan) else None,
        "may_show": is_counted,
        "again": comparison_forms.AgainForm(initial=form.cleaned_data) if is_counted else None,
        "count": _count(len(inside)),
        "group_words": choice_words(criteria),
        "map": comparison_map.drawn(there, own, inside),
        "inside": inside[:MOST_LISTED],
        "more": max(len(inside) - MOST_LISTED, 0),
        "choices": [(row, choice_words(Criteria.of_key(row.chosen_as))) for row in choices],
        "nearest": _nearest(request, scan),
        "warning": papers.synthetic_warning(scan),
        "trail": trail(scan),
    }
    is_refused = request.method == "POST" and bool(form.errors)
    return render(request, "scan/comparing.html", context, status=422 if is_refused else 200)


MOST_LISTED = 40
"""So many boards of a group stand in the list beside the map; the map shows all of them."""


def _wanted(request: ActorRequest, choices: Iterable[ReleasedGroup]) -> ReleasedGroup | None:
    wanted = request.GET.get("groep", "")
    whole = next((row for row in choices if str(row.pk) == wanted), None)
    if wanted and whole is None:
        raise Http404
    return whole


def _form(
    request: ActorRequest, boards: Iterable[PublicBoard], own: PublicBoard, whole: ReleasedGroup | None
) -> comparison_forms.ChoiceForm:
    """What was typed; else the group that is looked at."""
    given = request.POST if request.method == "POST" else request.GET if "provincie" in request.GET else None
    criteria = Criteria.of_key(whole.chosen_as) if whole else Criteria()
    return comparison_forms.ChoiceForm(given, initial=comparison_forms.typed(criteria), boards=boards, own=own)


def _release(request: ActorRequest, scan: Scan, criteria: Criteria) -> ReleasedGroup:
    return actions.release_choice(scan_id=scan.pk, criteria=criteria, now=timezone.now(), by=request.actor)


def _inside(boards: Sequence[PublicBoard], own: PublicBoard, criteria: Criteria | None) -> list[PublicBoard]:
    """The boards of the round that fall in a group, submitted or not, nearest first: what everybody may know."""
    if criteria is None:
        return same_scale(boards, own=own)
    wanted = chosen(criteria, boards, own=own)
    return [board for board in nearest(boards, own=own) if board.scan in wanted]


def _count(number: int) -> str:
    number_said = countable(number)
    return _("Fewer than 5 boards") if number_said is None else _("%(n)s boards") % {"n": number_said}


def _invited(number: int) -> str:
    """As the button of a group says it: its figures are of those among these boards that submitted."""
    said = countable(number)
    return _("fewer than 5 boards invited") if said is None else _("%(n)s boards invited") % {"n": said}


def _nearest_of(number: int) -> str:
    if number <= PEERS:
        return _invited(number)
    return _("at most the %(most)s nearest, of %(n)s boards invited") % {"most": PEERS, "n": number}


@dataclass(frozen=True, slots=True)
class Quick:
    """A group that is one click away: a link when it was shown before, else a button that asks for it."""

    label: str
    count: str
    url: str
    given: dict[str, Any]
    is_current: bool


def _quick(
    scan: Scan, boards: Sequence[PublicBoard], own: PublicBoard, choices: list[ReleasedGroup], current: Criteria | None
) -> list[Quick]:
    """The default rule, the own province, Flanders, the whole round; those that are the same boards stand there once."""
    page = reverse("scan:comparing", args=[scan.pk])
    near = _nearest_of(len(same_scale(boards, own=own)))
    found = [Quick(_("The same scale"), near, page, {}, is_current=current is None)]
    seen: set[frozenset[int]] = set()
    offered = [
        (_("All of the round"), Criteria()),
        *([(own.province, Criteria(province=own.province))] if own.province else []),
        (FLANDERS, Criteria(province=FLANDERS)),
    ]
    for label, criteria in offered:
        group = chosen(criteria, boards, own=own)
        if group in seen or countable(len(group)) is None:
            continue
        seen.add(group)
        before = next((row for row in choices if row.chosen_as == criteria.key), None)
        url = f"{page}?groep={before.pk}" if before else ""
        given = {"provincie": criteria.province}
        found.append(Quick(label, _invited(len(group)), url, given, is_current=criteria == current))
    return found


def _chart(scan: Scan, found: comparison.Beside) -> Chart:
    picture = charts.strip(found.result, board=str(scan.organisation))
    if found.criteria is None:
        return picture
    return replace(
        picture,
        key="chosen",
        title=_("The scores per domain beside the group of your choice"),
        subtitle=_("Score from 0 to 100. Band: the middle half of the group; stroke: the median; dot: %(board)s.")
        % {"board": scan.organisation},
    )


def _nearest(request: ActorRequest, scan: Scan) -> list[tuple[Scan, int, int]]:
    """For advisers: the boards of the same scale by name, nearest first, with inhabitants and users; every look is kept."""
    if not access.may_follow_rounds(request.actor):
        return []
    near = peers_of(scan)
    actions.note_looks(scan_ids=near.keys(), what=gettext_noop("comparison"), by=request.actor)
    rows = access.visible_scans(request.actor).select_related("organisation").filter(pk__in=near.keys()).order_by("pk")
    scans = {row.pk: row for row in rows}
    return [(scans[pk], size.inhabitants, size.ict_users) for pk, size in near.items() if pk in scans]
