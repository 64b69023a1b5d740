"""Pages of documents: the list, adding one, taking one away, getting one."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest, Reason, Refused
from steunpunt.foundation.documents import access, actions, lists, queries, registry, rules, served
from steunpunt.foundation.documents.values import SubjectName
from steunpunt.foundation.ui import registry as ui_registry
from steunpunt.foundation.ui.lists import export, list_page

FORM_BYTES = 64 * 1024
"""What a request may hold beside its file."""
READ_AWAY = 10
"""How many times the limit we read and throw away, so that a browser hears why instead of losing its connection."""


@signed_in
@require_GET
def document_list(request: ActorRequest) -> HttpResponse:
    rows = access.visible_documents(request.actor)
    names = registry.names_of(rows.order_by().values_list("subject", flat=True).distinct())
    people = ui_registry.names_of(
        ui_registry.person_names, rows.order_by().values_list("added_by_id", flat=True).distinct()
    )
    spec, shown = lists.documents(names, people), queries.with_state(rows)
    if file := export(request, spec, shown):
        return file
    return render(request, "documents/list.html", {"list": list_page(request, spec, shown)})


@csrf_exempt  # only here: the size is looked at before the form is read, and `_add` asks for the form's secret
@signed_in
@require_POST
def add(request: ActorRequest, subject: str) -> HttpResponse:
    """Add a document, and go back to the page of its subject, which says what happened."""
    part = request.GET.get("deel", "")
    if not access.may_add(request.actor, subject) or (part and registry.part_name(subject, part) is None):
        raise Http404
    if int(request.META.get("CONTENT_LENGTH") or 0) > settings.MAX_UPLOAD_BYTES + FORM_BYTES:
        _read_away(request)
        return _back(request, subject, [rules.too_large(settings.MAX_UPLOAD_BYTES)], part)
    return _add(request, subject, part)


@csrf_protect
def _add(request: ActorRequest, subject: str, part: str) -> HttpResponse:
    content = request.FILES.get("file")
    if content is None:
        return _back(request, subject, [Reason("missing", _("Choose a file first."), "file")], part)
    asked = request.POST.get("replaces", "")
    replaces_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 19 else None
    try:
        document = actions.add_document(
            subject=subject,
            part=part,
            name=content.name or "",
            content=content,
            replaces_id=replaces_id,
            now=timezone.now(),
            by=request.actor,
        )
    except Refused as refused:
        return _back(request, subject, refused.reasons, part)
    messages.success(request, _("%(name)s was added.") % {"name": document.name})
    return _back(request, subject, part=part)


def _back(request: ActorRequest, subject: str, reasons: Any = (), part: str = "") -> HttpResponse:
    for reason in reasons:
        messages.error(request, str(reason))
    name = _page_of(subject, part)
    return redirect(name.url if name else reverse("documents:list"))


def _page_of(subject: str, part: str) -> SubjectName | None:
    name = registry.part_name(subject, part) if part else None
    return name or registry.names_of([subject]).get(subject)


def _read_away(request: ActorRequest) -> None:
    left = settings.MAX_UPLOAD_BYTES * READ_AWAY
    while left > 0 and (piece := request.read(1024 * 1024)):
        left -= len(piece)


@signed_in
@require_http_methods(["GET", "POST"])
def remove(request: ActorRequest, document_id: int) -> HttpResponse:
    """Ask whether it may really go; then take it away and go back to the page of its subject."""
    document = get_object_or_404(access.visible_documents(request.actor), pk=document_id)
    if not access.may_remove(request.actor, document.subject):
        raise Http404
    if request.method == "POST":
        try:
            actions.remove_document(document_id=document.pk, now=timezone.now(), by=request.actor)
        except Refused as refused:
            return _back(request, document.subject, refused.reasons, document.part)
        messages.success(request, _("%(name)s was removed.") % {"name": document.name})
        return _back(request, document.subject, part=document.part)
    name = _page_of(document.subject, document.part)
    context = {
        "document": document,
        "former": len(queries.with_former(document)) - 1,
        "back": name.url if name else reverse("documents:list"),
        "trail": [(str(name.title), name.url)] if name else [],
    }
    return render(request, "documents/remove.html", context)


@signed_in  # type: ignore[arg-type]  # a file is streamed: no HttpResponse, but an answer all the same
@require_GET
def download(request: ActorRequest, document_id: int) -> HttpResponseBase:
    """The file itself: always to keep, never shown by the browser as a page of ours."""
    return served.file_of(get_object_or_404(access.readable_documents(request.actor), pk=document_id))
