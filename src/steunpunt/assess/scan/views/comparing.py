"""A board beside a group of its own choice."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions, charts, forms, papers, queries
from steunpunt.assess.scan.models import ReleasedGroup, Scan
from steunpunt.assess.scan.queries import comparison
from steunpunt.assess.scan.rules.groups import Criteria, chosen, countable
from steunpunt.assess.scan.views import comparison_figures, comparison_forms
from steunpunt.assess.scan.views.comparison_words import choice_words
from steunpunt.assess.scan.views.results import submitted_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.ui.charts import Chart
from steunpunt.foundation.ui.forms import worked


@signed_in
@require_http_methods(["GET", "POST"])
def comparing(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Choose a group, see how many boards fall in it, ask for its figures, and look again at what was shown before."""
    scan = submitted_or_404(request, scan_id, _("comparison"))
    may_choose = access.may_choose_comparison(request.actor, scan)
    given = request.POST if request.method == "POST" else request.GET if "provincie" in request.GET else None
    form = comparison_forms.ChoiceForm(given, provinces=comparison.provinces(scan))
    if request.method == "POST":
        shown: list[ReleasedGroup] = []
        if worked(form, lambda: shown.append(_release(request, scan, form.criteria()))):
            messages.success(request, _("These are the figures of the group of your choice."))
            return redirect(f"{reverse('scan:comparing', args=[scan.pk])}?groep={shown[0].pk}")
    choices = comparison.choices_of(scan)
    wanted = request.GET.get("groep", "")
    whole = next((row for row in choices if str(row.pk) == wanted), None)
    if wanted and whole is None:
        raise Http404
    found = comparison.chosen_result(scan, whole) if whole else None
    context = {
        "scan": scan,
        "board": str(scan.organisation),
        "form": form if may_choose else None,
        "again": comparison_forms.AgainForm(initial=form.cleaned_data) if form.is_bound and form.is_valid() else None,
        "count": _count(scan, form.criteria()) if form.is_bound and form.is_valid() else None,
        "found": found,
        "words": choice_words(found.criteria) if found and found.criteria else "",
        "chart": _chart(scan, found) if found else None,
        "rows": [
            (forms.say(domain.name), reverse("scan:domain_result", args=[scan.pk, domain.code]), one)
            for domain, one in (found.result.domains if found else [])
        ],
        "facts": comparison_figures.of_facts(scan, found) if found else [],
        "choices": [(row, choice_words(Criteria.of_key(row.chosen_as))) for row in choices],
        "nearest": _nearest(request, scan),
        "warning": papers.synthetic_warning(scan),
        "trail": [
            (_("Assess"), ""),
            (scan.round.name, reverse("scan:overview", args=[scan.pk])),
            (_("Result"), reverse("scan:result", args=[scan.pk])),
            (_("Compare"), ""),
        ],
    }
    is_refused = request.method == "POST" and bool(form.errors)
    return render(request, "scan/comparing.html", context, status=422 if is_refused else 200)


def _release(request: ActorRequest, scan: Scan, criteria: Criteria) -> ReleasedGroup:
    return actions.release_choice(scan_id=scan.pk, criteria=criteria, now=timezone.now(), by=request.actor)


def _count(scan: Scan, criteria: Criteria) -> str:
    """How many boards of the round fall in the choice, submitted or not: what everybody may know of them."""
    boards = comparison.public_boards(scan, submitted=False)
    own = next(board for board in boards if board.scan == scan.pk)
    number = countable(len(chosen(criteria, boards, own=own)))
    return _("Fewer than 5 boards") if number is None else _("%(n)s boards") % {"n": number}


def _chart(scan: Scan, found: comparison.Chosen) -> Chart:
    picture = charts.strip(found.result, board=str(scan.organisation))
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
    sizes = queries.scales(scan.round_id, scan.board_type)
    order = [pk for pk, _peer in queries.peers_of(scan.pk, sizes)]
    actions.note_looks(scan_ids=order, what=_("comparison"), by=request.actor)
    rows = access.visible_scans(request.actor).select_related("organisation").filter(pk__in=order).order_by("pk")
    scans = {row.pk: row for row in rows}
    return [(scans[pk], sizes[pk].inhabitants, sizes[pk].ict_users) for pk in order if pk in scans]
