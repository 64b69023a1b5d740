"""The editor: domains left, questions in the middle, each edited where it stands. Works without scripts, pleasant with."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.models import QuestionnaireDraft
from steunpunt.assess.scan.queries import authoring
from steunpunt.assess.scan.questionnaires.changes import LEVELS, TAGS
from steunpunt.assess.scan.questionnaires.content import MAX_TEXT, MAX_WEIGHT, QuestionContent, shown
from steunpunt.assess.scan.values import Questionnaire
from steunpunt.assess.scan.views.authoring import draft_or_404, trail
from steunpunt.assess.scan.views.drafting_input import option_rows, question_from, said, worded
from steunpunt.assess.scan.views.previewing import preview_of
from steunpunt.assess.scan.views.remark_words import Point, points
from steunpunt.assess.scan.views.round_forms import BOARD_TYPE_NAMES
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason, Refused
from steunpunt.foundation.journal.public import entries_about, lines
from steunpunt.foundation.ui import registry


@signed_in
@require_GET
def draft(request: ActorRequest, draft_id: int, code: str = "") -> HttpResponse:
    """One domain of a draft. In the address: `vraag` a question that is open, `bewerk` title, domain or a new one."""
    found = draft_or_404(request, draft_id)
    return render(request, "scan/draft.html", editor(request, found, code, opened=request.GET.get("vraag", "")))


def editor(
    request: ActorRequest,
    found: QuestionnaireDraft,
    code: str,
    *,
    opened: str = "",
    typed: QuestionContent | None = None,
    errors: tuple[Reason, ...] = (),
) -> dict[str, Any]:
    """What the editor shows. `typed` wins over what is kept, so that a refusal loses nothing."""
    content = found.content
    base = queries.base_of(found)
    pointers = points(found.pk, authoring.remarks_of(found))
    domain = next((each for each in content["domains"] if each["code"] == code), None)
    if code and domain is None:
        raise Http404
    if domain is None and content["domains"]:
        domain = content["domains"][0]
    may_change = access.may_author(request.actor) and found.is_open
    editing = request.GET.get("bewerk", "") if may_change else ""
    return {
        "draft": found,
        "line": authoring.draft_line(found),
        "title_texts": content["title"],
        "domains": [
            {
                "code": each["code"],
                "name": worded(each["text"]),
                "count": len(each["questions"]),
                "blocking": sum(point.is_blocking for point in pointers if point.domain == each["code"]),
                "is_current": each is domain,
            }
            for each in content["domains"]
        ],
        "domain": domain,
        "domain_name": worded(domain["text"]) if domain else "",
        "cards": [
            _card(question, pointers, base, content["levels"], opened=opened if may_change else "", typed=typed)
            for question in (domain["questions"] if domain else [])
        ],
        "blocking": sum(point.is_blocking for point in pointers),
        "advice": sum(not point.is_blocking for point in pointers),
        "own_points": [point for point in pointers if domain and point.domain == domain["code"] and not point.question],
        "may_change": may_change,
        "editing": editing or ("domein-nieuw" if may_change and domain is None else ""),
        "saved": request.GET.get("bewaard", ""),
        "can_undo": may_change and found.steps.filter(undone_at=None).exists(),
        "errors": errors,
        "typed_domain": request.POST if request.method == "POST" else None,
        "max_text": MAX_TEXT,
        "trail": trail((authoring.draft_line(found).name, "")),
    }


def _card(
    question: QuestionContent,
    pointers: list[Point],
    base: Questionnaire | None,
    levels: dict[str, Any],
    *,
    opened: str,
    typed: QuestionContent | None,
) -> dict[str, Any]:
    """A question as a card; the one that is opened as a form."""
    identifier = question["id"]
    card = {
        "id": identifier,
        "text": worded(question["text"]),
        "hint": worded(question["hint"]),
        "is_key": question["weight"] > 1,
        "weight": question["weight"],
        "who": [BOARD_TYPE_NAMES[kind] for kind in question["who"]],
        "not_applicable": question["not_applicable"],
        "tags": question["tags"],
        "is_new": base is not None and not question["comparable_with"],
        "options": [
            {"level": option["level"], "text": worded(option["text"]), "explanation": worded(option["explanation"])}
            for option in question["options"]
        ],
        "points": [point for point in pointers if point.question == identifier],
        "is_open": identifier == opened,
    }
    if identifier == opened:
        shown_question = typed or question
        card |= {
            "question": shown_question,
            "seen": digest_of(question),
            "rows": option_rows(shown_question),
            "levels": [(str(level), worded(levels[str(level)])) for level in LEVELS],
            "weights": range(1, MAX_WEIGHT + 1),
            "tag_choices": TAGS,
            "kinds": list(BOARD_TYPE_NAMES.items()),
            "base": base,
            "base_questions": [] if base is None else list(base.questions),
        }
    return card


@signed_in
@require_POST
def change(request: ActorRequest, draft_id: int) -> HttpResponse:
    """One change; back to the place where it was made. What is refused is shown there, with what was typed."""
    found = draft_or_404(request, draft_id)
    data = request.POST
    domain, identifier = data.get("domain", ""), data.get("question", "")
    try:
        place = _CHANGES[data.get("do", "")](request, found.pk)
    except KeyError:
        raise Http404 from None
    except Refused as refused:
        found.refresh_from_db()
        known = {each["code"] for each in found.content["domains"]}
        is_question = data.get("do") == "edit_question"
        context = editor(
            request,
            found,
            domain if domain in known else "",
            opened=identifier,
            typed=question_from(data) if is_question else None,
            errors=refused.reasons,
        )
        if not is_question:
            context["editing"] = _FORMS.get(data.get("do", ""), "")
        # htmx puts only an answer of 200 on the page
        return render(request, "scan/draft.html", context, status=200 if request.htmx else 422)
    return redirect(_url(found.pk, *place))


def _url(draft_id: int, domain: str, query: dict[str, str], anchor: str = "") -> str:
    url = reverse("scan:draft_domain", args=[draft_id, domain]) if domain else reverse("scan:draft", args=[draft_id])
    return f"{url}{'?' if query else ''}{urlencode(query)}{'#' if anchor else ''}{anchor}"


Place = tuple[str, dict[str, str], str]
"""Domain, query and anchor of where to go on."""


def _step(data: QueryDict) -> int:
    return -1 if data.get("step") == "omhoog" else 1


def _common(request: ActorRequest, draft_id: int) -> dict[str, Any]:
    return {"draft_id": draft_id, "now": timezone.now(), "by": request.actor}


def _edit_heading(request: ActorRequest, draft_id: int) -> Place:
    data = request.POST
    actions.edit_heading(title=said(data, "title"), number=data.get("number", ""), **_common(request, draft_id))
    return data.get("domain", "") if data.get("domain") in _codes(draft_id) else "", {}, ""


def _codes(draft_id: int) -> set[str]:
    content = QuestionnaireDraft.objects.only("content").get(pk=draft_id).content
    return {domain["code"] for domain in content["domains"]}


def _add_domain(request: ActorRequest, draft_id: int) -> Place:
    code = request.POST.get("code", "").strip()
    actions.add_domain(code=code, text=said(request.POST, "text"), **_common(request, draft_id))
    return code, {}, ""


def _edit_domain(request: ActorRequest, draft_id: int) -> Place:
    data = request.POST
    new_code = data.get("code", "").strip()
    actions.edit_domain(
        code=data.get("domain", ""), new_code=new_code, text=said(data, "text"), **_common(request, draft_id)
    )
    return new_code, {}, ""


def _move_domain(request: ActorRequest, draft_id: int) -> Place:
    code = request.POST.get("domain", "")
    actions.move_domain(code=code, step=_step(request.POST), **_common(request, draft_id))
    return code, {}, ""


def _remove_domain(request: ActorRequest, draft_id: int) -> Place:
    actions.remove_domain(code=request.POST.get("domain", ""), **_common(request, draft_id))
    return "", {}, ""


def _add_question(request: ActorRequest, draft_id: int) -> Place:
    domain = request.POST.get("domain", "")
    code = actions.add_question(domain=domain, **_common(request, draft_id))
    return domain, {"vraag": code}, f"q-{code}"


def _edit_question(request: ActorRequest, draft_id: int) -> Place:
    data = request.POST
    question = question_from(data)
    to = data.get("to_domain") or data.get("domain", "")
    actions.edit_question(
        identifier=data.get("question", ""),
        question=question,
        domain=to,
        seen=data.get("seen"),
        **_common(request, draft_id),
    )
    return to, {"bewaard": question["id"]}, f"q-{question['id']}"


def _move_question(request: ActorRequest, draft_id: int) -> Place:
    data = request.POST
    actions.move_question(identifier=data.get("question", ""), step=_step(data), **_common(request, draft_id))
    identifier = data.get("question", "")
    return data.get("domain", ""), {"bewaard": identifier}, f"q-{identifier}"


def _remove_question(request: ActorRequest, draft_id: int) -> Place:
    data = request.POST
    actions.remove_question(identifier=data.get("question", ""), **_common(request, draft_id))
    return data.get("domain", ""), {}, ""


def _undo(request: ActorRequest, draft_id: int) -> Place:
    actions.undo_step(**_common(request, draft_id))
    domain = request.POST.get("domain", "")
    return domain if domain in _codes(draft_id) else "", {}, ""


_CHANGES: dict[str, Callable[[ActorRequest, int], Place]] = {
    "edit_heading": _edit_heading,
    "add_domain": _add_domain,
    "edit_domain": _edit_domain,
    "move_domain": _move_domain,
    "remove_domain": _remove_domain,
    "add_question": _add_question,
    "edit_question": _edit_question,
    "move_question": _move_question,
    "remove_question": _remove_question,
    "undo": _undo,
}
_FORMS = {"edit_heading": "titel", "add_domain": "domein-nieuw", "edit_domain": "domein"}


@signed_in
@require_GET
def preview(request: ActorRequest, draft_id: int) -> HttpResponse:
    """The draft as a board sees it."""
    found = draft_or_404(request, draft_id)
    line = authoring.draft_line(found)
    context = {
        **preview_of(request, shown(found.content)),
        "draft": found,
        "line": line,
        "trail": trail((line.name, reverse("scan:draft", args=[found.pk])), (_("Preview"), "")),
    }
    return render(request, "scan/draft_preview.html", context)


@signed_in
@require_GET
def points_page(request: ActorRequest, draft_id: int) -> HttpResponse:
    """Everything to look at, what blocks first; and what happened to the draft."""
    found = draft_or_404(request, draft_id)
    line = authoring.draft_line(found)
    pointers = points(found.pk, authoring.remarks_of(found))
    told = lines(entries_about(f"draft:{found.pk}")[:100])
    context = {
        "draft": found,
        "line": line,
        "blocking": [point for point in pointers if point.is_blocking],
        "advice": [point for point in pointers if not point.is_blocking],
        "lines": told,
        "people": registry.names_of(registry.person_names, [each.person_id for each in told]),
        "organisations": registry.names_of(registry.organisation_names, [each.on_behalf_of_id for each in told]),
        "trail": trail((line.name, reverse("scan:draft", args=[found.pk])), (_("Points to look at"), "")),
    }
    return render(request, "scan/draft_points.html", context)
