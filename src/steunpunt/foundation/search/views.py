"""The page of the search, and the suggestions under the search box."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.search import queries
from steunpunt.foundation.ui.finding import LONGEST, Words

PER_KIND = 5
"""Hits of a kind on the page with all kinds."""
SUGGESTED = 3
"""Hits of a kind under the search box."""


@login_required
@require_GET
def search_page(request: ActorRequest) -> HttpResponse:
    """Everything found, by kind; one kind in full when the address asks for it. Suggestions when the box itself asks."""
    typed = request.GET.get("q", "")[:LONGEST].replace("\x00", "").strip()
    words = Words.of(typed)
    found = queries.search(request.actor, words)
    if request.htmx and request.GET.get("voorstel"):
        return render(request, "search/page.html#suggestions", {"found": found.cut(SUGGESTED), "typed": typed})
    chosen = request.GET.get("soort", "")
    if chosen not in {group.key for group in found.groups}:
        chosen = ""
    context = {
        "typed": typed,
        "is_asked": bool(words),
        "found": found,
        "chosen": chosen,
        "shown": found.only(chosen).groups if chosen else found.cut(PER_KIND).groups,
    }
    return render(request, "search/page.html", context)
