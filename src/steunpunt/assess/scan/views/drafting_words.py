"""The words of a draft beside its questions: names of levels and ways of working together, prompts per domain."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.models import QuestionnaireDraft
from steunpunt.assess.scan.queries import authoring
from steunpunt.assess.scan.questionnaires.changes import WORDS, words_of
from steunpunt.assess.scan.questionnaires.content import MAX_TEXT, Texts
from steunpunt.assess.scan.views.authoring import draft_or_404, trail
from steunpunt.assess.scan.views.drafting_input import said, worded
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused

TITLES = {
    "levels": gettext_lazy("Names of the levels"),
    "special_answers": gettext_lazy("Answers without a level"),
    "prompts": gettext_lazy("What is asked in every domain"),
    "scopes": gettext_lazy("Ways of working together"),
    "tag_scale": gettext_lazy("How much sense working together makes"),
}


@signed_in
@require_http_methods(["GET", "POST"])
def words(request: ActorRequest, draft_id: int) -> HttpResponse:
    """All of them in a list; in the address, `bewerk` the one that is open. What is refused stays as it was typed."""
    found = draft_or_404(request, draft_id)
    may_change = access.may_author(request.actor) and found.is_open
    errors: Any = ()
    opened = request.GET.get("bewerk", "") if may_change else ""
    if request.method == "POST":
        try:
            saved = _changed(request, found)
        except Refused as refused:
            errors, opened = refused.reasons, request.POST.get("place", "")
            found.refresh_from_db()
        else:
            here = reverse("scan:draft_words", args=[found.pk])
            return redirect(f"{here}?bewaard={saved}#{saved}" if saved else here)
    line = authoring.draft_line(found)
    context = {
        "draft": found,
        "line": line,
        "groups": [
            (
                TITLES[group],
                [
                    _row(group, key, text, opened, request)
                    for key, text in sorted(words_of(found.content, group).items())
                ],
            )
            for group in WORDS
        ],
        "may_change": may_change,
        "can_undo": may_change and found.steps.filter(undone_at=None).exists(),
        "saved": request.GET.get("bewaard", ""),
        "errors": errors,
        "max_text": MAX_TEXT,
        "trail": trail((line.name, reverse("scan:draft", args=[found.pk])), (_("Words"), "")),
    }
    return render(request, "scan/draft_words.html", context, status=422 if errors else 200)


def _changed(request: ActorRequest, found: QuestionnaireDraft) -> str:
    """Keep one text, or undo the last step; answers the place of what was kept."""
    common: dict[str, Any] = {"draft_id": found.pk, "now": timezone.now(), "by": request.actor}
    if request.POST.get("do") == "undo":
        actions.undo_step(**common)
        return ""
    place = request.POST.get("place", "")
    group, _sep, key = place.partition(".")
    if group not in WORDS or key not in words_of(found.content, group):
        raise Http404
    actions.edit_words(
        group=group,
        key=key,
        text=said(request.POST, "text"),
        seen=request.POST.get("seen"),
        **common,
    )
    return place


def _row(group: str, key: str, text: Texts, opened: str, request: ActorRequest) -> dict[str, Any]:
    place = f"{group}.{key}"
    is_typed = request.method == "POST" and place == opened
    return {
        "place": place,
        "key": key,
        "text": worded(text),
        "missing": not all(text.values()),
        "texts": said(request.POST, "text") if is_typed else text,
        "seen": digest_of(text),
        "is_open": place == opened,
    }
