"""What a draft asks about the board itself, and the lists of choices: each edited where it stands."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from steunpunt.assess.scan import access, actions, queries
from steunpunt.assess.scan.actions.drafting import digest_of
from steunpunt.assess.scan.choices import InputKind
from steunpunt.assess.scan.models import QuestionnaireDraft
from steunpunt.assess.scan.queries import authoring
from steunpunt.assess.scan.questionnaires import asked
from steunpunt.assess.scan.questionnaires.content import MAX_TEXT, ChoiceContent, Content, FactContent, clean, texts
from steunpunt.assess.scan.questionnaires.remarks import NEEDED_FACTS
from steunpunt.assess.scan.views.authoring import draft_or_404, trail
from steunpunt.assess.scan.views.drafting_input import number, said, worded
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Refused

KINDS = {
    InputKind.INTEGER: gettext_lazy("a whole number"),
    InputKind.DECIMAL: gettext_lazy("a number, with decimals"),
    InputKind.TEXT: gettext_lazy("a text"),
    InputKind.CHOICE: gettext_lazy("one choice out of a list"),
}
PROMPTS = {
    "self": gettext_lazy("own estimate"),
    "issue": gettext_lazy("known issue"),
    "want": gettext_lazy("wish to work together"),
    "with": gettext_lazy("with whom"),
}
MAX_CHOICES = 60
MORE = 3
"""Empty lines under a list, to add choices."""
NEW = "nieuw"


@signed_in
@require_http_methods(["GET", "POST"])
def facts_and_lists(request: ActorRequest, draft_id: int) -> HttpResponse:
    """In the address, `bewerk` what is open: `fact.p_users`, `list.p_role`, or a new fact."""
    found = draft_or_404(request, draft_id)
    may_change = access.may_author(request.actor) and found.is_open
    opened = request.GET.get("bewerk", "") if may_change else ""
    errors: Any = ()
    typed: QueryDict | None = None
    if request.method == "POST":
        try:
            place = _changed(request, found)
        except Refused as refused:
            errors, typed, opened = refused.reasons, request.POST, request.POST.get("place", "")
            found.refresh_from_db()
        else:
            here = reverse("scan:draft_asked", args=[found.pk])
            return redirect(f"{here}?{place}#{place.partition('=')[2]}" if place else here)
    line = authoring.draft_line(found)
    content: Content = found.content
    context = {
        "draft": found,
        "line": line,
        "facts": [_fact_row(content, fact, opened, typed) for fact in content["facts"]],
        "asked": sum(fact["id"] not in queries.GIVEN_BY_THE_PLATFORM for fact in content["facts"]),
        "new": _form(content, asked.new_fact(), typed) if opened == NEW else None,
        "lists": [_list_row(content, name, opened, typed) for name in sorted(content["lists"])],
        "may_change": may_change,
        "can_undo": may_change and found.steps.filter(undone_at=None).exists(),
        "saved": request.GET.get("bewaard", ""),
        "errors": errors,
        "max_text": MAX_TEXT,
        "trail": trail((line.name, reverse("scan:draft", args=[found.pk])), (_("Facts and choice lists"), "")),
    }
    return render(request, "scan/draft_asked.html", context, status=422 if errors else 200)


# ── what was sent ────────────────────────────────────────────────────────────
def _changed(request: ActorRequest, found: QuestionnaireDraft) -> str:
    """One change; answers what is to be shown of it in the address."""
    try:
        change = _CHANGES[request.POST.get("do", "")]
    except KeyError:
        raise Http404 from None
    common: dict[str, Any] = {"draft_id": found.pk, "now": timezone.now(), "by": request.actor}
    place: str = change(request.POST, found, common)
    return place


def _fact_from(data: QueryDict) -> FactContent:
    kind = data.get("kind", "")
    return FactContent(
        id=clean(data.get("code", "")),
        kind=kind,
        list=clean(data.get("list", "")) if kind == InputKind.CHOICE else "",
        required="required" in data,
        text=said(data, "text"),
    )


def _entries_from(data: QueryDict) -> list[ChoiceContent]:
    """The choices as they were typed, in the order of the numbers beside them; equal numbers stay as they stood."""
    count = min(max(number(data.get("choices", "0")), 0), MAX_CHOICES)
    rows = [
        (
            number(data.get(f"c{place}_order", "")),
            ChoiceContent(code=clean(data.get(f"c{place}_code", "")), text=said(data, f"c{place}")),
        )
        for place in range(count)
    ]
    return [entry for _order, entry in sorted(rows, key=lambda row: row[0] if row[0] >= 0 else MAX_CHOICES)]


def _add_fact(data: QueryDict, found: QuestionnaireDraft, common: dict[str, Any]) -> str:
    fact = _fact_from(data)
    actions.add_fact(fact=fact, **common)
    return _after(found, fact)


def _edit_fact(data: QueryDict, found: QuestionnaireDraft, common: dict[str, Any]) -> str:
    fact = _fact_from(data)
    actions.edit_fact(identifier=data.get("fact", ""), fact=fact, seen=data.get("seen"), **common)
    return _after(found, fact)


def _after(found: QuestionnaireDraft, fact: FactContent) -> str:
    """On to the list that was made for the fact, if any: it still says yes and no."""
    if fact["kind"] == InputKind.CHOICE and not fact["list"]:
        found.refresh_from_db()
        return f"bewerk=list.{asked.fact_of(found.content, fact['id'])['list']}"
    return f"bewaard=fact.{fact['id']}"


def _move_fact(data: QueryDict, _found: QuestionnaireDraft, common: dict[str, Any]) -> str:
    identifier = data.get("fact", "")
    actions.move_fact(identifier=identifier, step=-1 if data.get("step") == "omhoog" else 1, **common)
    return f"bewaard=fact.{identifier}"


def _remove_fact(data: QueryDict, _found: QuestionnaireDraft, common: dict[str, Any]) -> str:
    actions.remove_fact(identifier=data.get("fact", ""), **common)
    return ""


def _edit_list(data: QueryDict, _found: QuestionnaireDraft, common: dict[str, Any]) -> str:
    name = data.get("list", "")
    actions.edit_list(name=name, entries=_entries_from(data), seen=data.get("seen"), **common)
    return f"bewaard=list.{name}"


def _undo(_data: QueryDict, _found: QuestionnaireDraft, common: dict[str, Any]) -> str:
    actions.undo_step(**common)
    return ""


_CHANGES: dict[str, Callable[[QueryDict, QuestionnaireDraft, dict[str, Any]], str]] = {
    "add_fact": _add_fact,
    "edit_fact": _edit_fact,
    "move_fact": _move_fact,
    "remove_fact": _remove_fact,
    "edit_list": _edit_list,
    "undo": _undo,
}


# ── what is shown ────────────────────────────────────────────────────────────
def _fact_row(content: Content, fact: FactContent, opened: str, typed: QueryDict | None) -> dict[str, Any]:
    place = f"fact.{fact['id']}"
    row = {
        "place": place,
        "id": fact["id"],
        "text": worded(fact["text"]),
        "missing": not all(fact["text"].values()),
        "kind": KINDS.get(InputKind(fact["kind"]), fact["kind"]),
        "list": fact["list"],
        "is_required": fact["required"],
        "is_given": fact["id"] in queries.GIVEN_BY_THE_PLATFORM,
        "is_needed": fact["id"] in NEEDED_FACTS,
        "is_open": place == opened,
    }
    return row | (_form(content, fact, typed) if place == opened else {})


def _form(content: Content, fact: FactContent, typed: QueryDict | None) -> dict[str, Any]:
    """The fields of a fact; what was just typed wins over what is kept."""
    shown = fact if typed is None else _fact_from(typed)
    return {
        "fact": shown,
        "seen": digest_of(fact),
        "kinds": [(kind.value, name) for kind, name in KINDS.items()],
        "list_names": [
            (name, ", ".join(worded(each["text"]) for each in content["lists"][name]))
            for name in sorted(content["lists"])
        ],
    }


def _list_row(content: Content, name: str, opened: str, typed: QueryDict | None) -> dict[str, Any]:
    entries = content["lists"][name]
    place = f"list.{name}"
    row = {
        "place": place,
        "name": name,
        "choices": [{"code": each["code"], "text": worded(each["text"])} for each in entries],
        "missing": not all(text for each in entries for text in each["text"].values()),
        "users": [PROMPTS.get(user, user) for user in asked.users_of(content, name)],
        "is_open": place == opened,
    }
    if place == opened:
        shown = entries if typed is None else _entries_from(typed)
        fixed = asked.codes_needed(content, name)
        may_grow = asked.may_grow(content, name)
        blank = [ChoiceContent(code="", text=texts()) for _line in range(MORE if may_grow and typed is None else 0)]
        row |= {
            "seen": digest_of(entries),
            "may_grow": may_grow,
            "rows": [
                {
                    "place": at,
                    "order": at + 1,
                    "entry": each,
                    "is_fixed": each["code"] in fixed,
                    "is_kept": each in entries,
                }
                for at, each in enumerate([*shown, *blank])
            ],
        }
    return row
