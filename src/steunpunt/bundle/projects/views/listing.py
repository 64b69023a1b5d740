"""The list of projects, and proposing one."""

from collections.abc import Sequence
from itertools import islice
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.scan.public import origin_in_words
from steunpunt.bundle.projects import access, actions, forms, lists, queries
from steunpunt.bundle.projects.choices import Origin, Template, words
from steunpunt.bundle.projects.models import Project
from steunpunt.bundle.projects.registry import Offer, OriginSource, project_origins
from steunpunt.bundle.projects.views.shared import only_if
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import Actor, ActorRequest, Text, require
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import worked
from steunpunt.foundation.ui.lists import export, list_page

MOST = 150
"""Boards of an opportunity that an address can name."""
MOST_OFFERS = 5
"""Of each source, beside an empty proposal."""


@signed_in
@require_GET
def project_list(request: ActorRequest) -> HttpResponse:
    require(access.sees_projects(request.actor))
    spec, rows = lists.projects(), queries.with_counts(access.visible_projects(request.actor))
    if file := export(request, spec, rows):
        return file
    context = {
        "list": list_page(request, spec, rows),
        "may_propose": access.may_propose(request.actor),
        "trail": [(_("Cooperate"), ""), (_("Projects"), "")],
    }
    return render(request, "projects/list.html", context)


@signed_in
@require_http_methods(["GET", "POST"])
def propose(request: ActorRequest) -> HttpResponse:
    """Choose a template, then fill in the rest. An opportunity of the scan comes along in the address."""
    only_if(access.may_propose(request.actor))
    template, seen = _template(request), _seen(request)
    round_id, (domain, way) = _number(request.GET.get("ronde", "")), _domain_and_way(request)
    label, purpose, unit = words.TEMPLATES[template]
    key, ref = request.GET.get("bron", "")[:40], request.GET.get("wat", "")[:40]
    source, offer = _offered(request, key, ref) if key else (None, None)
    seen = list(offer.boards) if offer else seen
    partnerships, boards = _whom(request, seen)
    is_choosing = request.method == "POST" and "choose" in request.POST
    form = forms.ProposalForm(
        (request.POST or None) if not is_choosing else None,
        partnerships=partnerships,
        boards=boards,
        has_origin=round_id is not None or offer is not None,
        initial={
            "title": _title(request, offer, label if template is not Template.NONE else ""),
            "purpose": purpose or (offer.why if offer else "") or _born(request.actor, round_id, domain, way, seen),
            "unit": unit,
            "partnership": _number(request.GET.get("verband", "")),
            "boards": seen,
            "origin": Origin.IDEA,
        }
        | (_typed(request) if is_choosing else {}),
    )
    made: list[Project] = []

    def work() -> None:
        proposal = form.proposal(
            template=template,
            round_id=None if offer else round_id,
            domain="" if offer else domain,
            way="" if offer else way,
            seen=seen,
            source=key if offer else "",
            ref=ref if offer else "",
        )
        made.append(
            actions.propose_project(proposal=proposal, now=timezone.now(), today=timezone.localdate(), by=request.actor)
        )

    if request.method == "POST" and not is_choosing and worked(form, work):
        messages.success(request, _("The project is proposed."))
        return redirect("projects:detail", project_id=made[0].pk)
    context = {
        "form": form,
        "templates": [
            (_with_template(request, one), texts[0], one is template) for one, texts in words.TEMPLATES.items()
        ],
        "has_opportunity": round_id is not None and offer is None,
        "offer": offer,
        "source": source,
        "offers": [] if offer or round_id else _offers(request),
        "trail": [(_("Cooperate"), ""), (_("Projects"), reverse("projects:list")), (_("Propose a project"), "")],
    }
    return render(request, "projects/propose.html", context, status=422 if form.errors else 200)


def _typed(request: HttpRequest) -> dict[str, Any]:
    """What somebody typed before choosing another template; texts of a template itself give way."""
    texts = {str(text) for one in words.TEMPLATES.values() for text in one}
    given = {name: request.POST.get(name, "").strip() for name in ("title", "purpose", "unit")}
    kept: dict[str, Any] = {name: text for name, text in given.items() if text and text not in texts}
    chosen = {name: request.POST.get(name, "") for name in ("partnership", "origin")}
    boards = [number for number in map(_number, request.POST.getlist("boards")) if number]
    return kept | {name: value for name, value in chosen.items() if value} | ({"boards": boards} if boards else {})


def _with_template(request: HttpRequest, template: Template) -> str:
    """The same address with another template."""
    asked = request.GET.copy()
    asked["sjabloon"] = template.value
    return "?" + asked.urlencode()


def _offered(request: ActorRequest, key: str, ref: str) -> tuple[OriginSource, Offer]:
    """What the address starts from; no page when it is not there, or not for this actor."""
    today = timezone.localdate()
    for source in project_origins.ask(lambda one: one, only=key):
        if offer := source.offer(request.actor, ref, today):
            return source, offer
    raise Http404


def _offers(request: ActorRequest) -> list[tuple[Text, list[tuple[Offer, str]]]]:
    """What each source offers this actor, with where each leads."""
    today, found = timezone.localdate(), []
    for key, source in project_origins:
        for offers in project_origins.ask(
            lambda one: list(islice(one.offers(request.actor, today), MOST_OFFERS)), only=key
        ):
            links = [(one, "?" + urlencode({"bron": key, "wat": one.ref})) for one in offers]
            if links:
                found.append((source.label, links))
    return found


def _title(request: HttpRequest, offer: Offer | None, label: Text) -> str:
    return request.GET.get("titel", "")[:120] or (offer.title[:120] if offer else str(label))


def _template(request: HttpRequest) -> Template:
    word = request.GET.get("sjabloon", "")
    return Template(word) if word in set(Template) else Template.NONE


def _domain_and_way(request: HttpRequest) -> list[str]:
    return [request.GET.get(key, "")[:12] for key in ("domein", "wijze")]


def _born(actor: Actor, round_id: int | None, domain: str, way: str, seen: Sequence[int]) -> str:
    """Where an opportunity of the scan comes from, to begin the text with."""
    return origin_in_words(actor, round_id=round_id, domain=domain, way=way, boards=len(seen)) if round_id else ""


def _number(word: str) -> int | None:
    return int(word) if word.isascii() and word.isdecimal() and len(word) < 18 else None


def _seen(request: HttpRequest) -> list[int]:
    """The boards of the opportunity."""
    numbers = {_number(word) for word in request.GET.getlist("bestuur")}
    return sorted(number for number in numbers if number)[:MOST]


def _whom(request: ActorRequest, seen: Sequence[int]) -> tuple[list[Any], list[Any]]:
    """Whom somebody can ask: an adviser every board, a board those with which it is in a partnership."""
    today = timezone.localdate()
    if access.is_adviser(request.actor):
        groups, cards = organisations.partnerships(today), organisations.boards(today)
    else:
        groups = organisations.partnerships_of(request.actor.organisation_id or 0, today)
        known = organisations.organisations(access.reachable(request.actor, today))
        cards = sorted(known.values(), key=lambda card: card.name)
    first = set(seen)
    cards = sorted(cards, key=lambda card: card.id not in first)
    return (
        [(group.id, group.name) for group in groups],
        [(card.id, f"{card.name} · {card.province}" if card.province else card.name) for card in cards],
    )
