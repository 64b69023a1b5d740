"""Pages of who knows what."""

from typing import Any, Literal

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from steunpunt.assess.scan import public as scan
from steunpunt.exchange.knowledge import access, actions, forms, lists, queries
from steunpunt.exchange.knowledge.choices import TopicKind
from steunpunt.exchange.knowledge.models import Topic
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import public as organisations
from steunpunt.foundation.ui.forms import form_page, worked
from steunpunt.foundation.ui.lists import export, list_page

BOTH = require_http_methods(["GET", "POST"])


def _trail(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Exchange"), ""), (_("Who knows what"), reverse("knowledge:people") if more else ""), *more]


@signed_in
@require_GET
def people(request: ActorRequest) -> HttpResponse:
    """Those who show themselves to this actor, by topic."""
    actor, today = request.actor, timezone.localdate()
    if not access.sees_people(actor):
        raise Http404
    topics = list(queries.topics())
    asked = request.GET.get("topic", "")
    chosen = next((topic for topic in topics if str(topic.pk) == asked), None)
    spec, rows = (
        lists.people(topics, chosen, is_file="export" in request.GET),
        queries.found(actor, today, topic_id=chosen.pk if chosen else None),
    )
    if file := export(request, spec, rows):
        return file
    may_keep = access.may_keep_own(actor)
    context = {
        "list": list_page(request, spec, rows),
        "may_keep_own": may_keep,
        "is_new": may_keep and queries.own_profile(actor) is None,
        "may_keep_board": access.may_keep_board(actor),
        "may_keep_topics": access.may_keep_topics(actor),
        "trail": _trail(),
    }
    return render(request, "knowledge/people.html", context)


@signed_in
@require_GET
def person(request: ActorRequest, profile_id: int) -> HttpResponse:
    """What one person or board says of itself."""
    row = get_object_or_404(queries.found(request.actor, timezone.localdate()), pk=profile_id)
    is_own, is_board = row.person_id == request.actor.person_id, row.person_id is None
    is_own_board = row.organisation_id is not None and row.organisation_id == request.actor.organisation_id
    edit = ""
    if is_own and access.may_keep_own(request.actor):
        edit = reverse("knowledge:me")
    elif is_own_board and access.may_keep_board(request.actor):
        edit = reverse("knowledge:board")
    context = {
        "row": row,
        "is_board": is_board,
        "edit": edit,
        "shows": is_own or is_own_board,
        "trail": _trail((row.name, "")),  # type: ignore[attr-defined]  # annotated
    }
    return render(request, "knowledge/person.html", context)


@signed_in
@BOTH
def me(request: ActorRequest) -> HttpResponse:
    """Say what one knows, wants to learn, and helps with."""
    if not access.may_keep_own(request.actor):
        raise Http404
    return _keep(request, "me")


@signed_in
@BOTH
def board(request: ActorRequest) -> HttpResponse:
    """Say what one's board knows as a whole."""
    if not access.may_keep_board(request.actor):
        raise Http404
    return _keep(request, "board")


def _keep(request: ActorRequest, of: Literal["me", "board"]) -> HttpResponse:
    actor, today = request.actor, timezone.localdate()
    profile = queries.own_profile(actor) if of == "me" else queries.board_profile(actor)
    said = queries.said_by(profile)
    topics = list(queries.topics())
    topics += [skill.topic for skill in said.values() if skill.topic.retired_at]
    form = forms.ProfileForm(
        request.POST or None,
        topics=topics,
        boards={card.id: card.name for card in organisations.boards(today) if card.id != actor.organisation_id},
        initial=forms.as_filled(profile, said, queries.boards_chosen(profile)),
    )

    def work() -> None:
        actions.keep_profile(of=of, statement=form.statement(), now=timezone.now(), today=today, by=actor)

    if request.method == "POST" and worked(form, work):
        messages.success(request, _("Written down. You can change it at any time."))
        return redirect("knowledge:people")
    context = {
        "form": form,
        "of": of,
        "trail": _trail((_("What I know") if of == "me" else _("What our board knows"), "")),
    }
    return render(request, "knowledge/keep.html", context, status=422 if form.errors else 200)


@signed_in
@require_GET
def topics(request: ActorRequest) -> HttpResponse:
    if not access.may_keep_topics(request.actor):
        raise Http404
    spec, rows = lists.topics(), queries.topics_with_counts()
    if file := export(request, spec, rows):
        return file
    context = {"list": list_page(request, spec, rows), "trail": _trail((_("Topics"), ""))}
    return render(request, "knowledge/topics.html", context)


@signed_in
@BOTH
def topic_new(request: ActorRequest) -> HttpResponse:
    return _topic(request, None)


@signed_in
@BOTH
def topic(request: ActorRequest, topic_id: int) -> HttpResponse:
    return _topic(request, topic_id)


def _topic(request: ActorRequest, topic_id: int | None) -> HttpResponse:
    if not access.may_keep_topics(request.actor):
        raise Http404
    row = get_object_or_404(Topic, pk=topic_id) if topic_id else None
    start: dict[str, Any] = {"kind": TopicKind.PRODUCT, "is_offered": True}
    if row:
        start = {"name": row.name, "kind": row.kind, "domain": row.domain, "is_offered": row.retired_at is None}
    form = forms.TopicForm(request.POST or None, domains=scan.domain_names(), initial=start)

    def work() -> None:
        given = form.cleaned_data
        actions.keep_topic(
            name=given["name"],
            kind=TopicKind(given["kind"]),
            domain=given["domain"],
            is_offered=given["is_offered"],
            now=timezone.now(),
            topic_id=topic_id,
            by=request.actor,
        )

    here = reverse("knowledge:topics")
    if request.method == "POST" and worked(form, work):
        messages.success(request, _("The topic is written down."))
        return redirect(here)
    return form_page(
        request,
        form,
        trail=_trail((_("Topics"), here), (row.name if row else _("A new topic"), "")),
        submit=_("Write down"),
        back=here,
    )
