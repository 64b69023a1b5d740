"""What happened: to a scan, for whoever sees it; to a round, for advisers."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.assess.scan import access, queries
from steunpunt.assess.scan.sentences import history as in_words
from steunpunt.assess.scan.views.filling import scan_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.journal.public import Line, entries_about, lines
from steunpunt.foundation.ui import registry

MOST = 200


@signed_in
@require_GET
def history(request: ActorRequest, scan_id: int) -> HttpResponse:
    """Who did what with this scan, and who of the support point looked."""
    scan = scan_or_404(request, scan_id)
    entries = list(entries_about(f"scan:{scan.pk}")[:MOST])
    questionnaire = queries.questionnaire_of(scan)
    shown = [
        replace(line, sentence=in_words.sentence(entry.fact, line.sentence, entry.data, questionnaire))
        for entry, line in zip(entries, lines(entries), strict=True)
    ]
    back = (scan.round.name, reverse("scan:overview", args=[scan.pk]))
    return _page(request, shown, f"{scan.organisation} · {scan.round.name}", back)


@signed_in
@require_GET
def round_history(request: ActorRequest, round_id: int) -> HttpResponse:
    """Who started and closed the round, who asked for its reports and its open figures."""
    found = get_object_or_404(access.visible_rounds(request.actor), pk=round_id)
    shown = lines(entries_about(f"round:{found.pk}")[:MOST])
    return _page(request, shown, found.name, (found.name, reverse("scan:round", args=[found.pk])))


def _page(request: ActorRequest, shown: Sequence[Line], about: str, back: tuple[str, str]) -> HttpResponse:
    context: dict[str, Any] = {
        "about": about,
        "lines": shown,
        "people": registry.names_of(registry.person_names, [line.person_id for line in shown]),
        "organisations": registry.names_of(registry.organisation_names, [line.on_behalf_of_id for line in shown]),
        "trail": [(_("Assess"), ""), back, (_("History"), "")],
    }
    return render(request, "scan/history.html", context)
