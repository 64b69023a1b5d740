"""Pages of notices."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.notices import access, actions, queries
from steunpunt.foundation.notices.choices import Mail
from steunpunt.foundation.notices.lists import NOTICES
from steunpunt.foundation.notices.registry import module_of
from steunpunt.foundation.ui.context import along_the_loop
from steunpunt.foundation.ui.lists import export, list_page


@signed_in
@require_GET
def notice_list(request: ActorRequest) -> HttpResponse:
    rows = access.visible_notices(request.actor)
    if file := export(request, NOTICES, rows):
        return file
    context = {
        "list": list_page(request, NOTICES, rows),
        "unread": queries.unread(request.actor),
        "may_choose": access.may_choose(request.actor),
    }
    return render(request, "notices/list.html", context)


@signed_in
@require_POST
def opened(request: ActorRequest, notice_id: int) -> HttpResponse:
    """Go to what a notice is about; it counts as read."""
    notice = get_object_or_404(access.visible_notices(request.actor), pk=notice_id)
    actions.mark_read(notice_ids=[notice.pk], now=timezone.now(), by=request.actor)
    return redirect(notice.url)


@signed_in
@require_POST
def read(request: ActorRequest) -> HttpResponse:
    """Mark all of one's notices as read."""
    actions.mark_read(notice_ids=None, now=timezone.now(), by=request.actor)
    return redirect("notices:list")


@signed_in
@require_http_methods(["GET", "POST"])
def preferences(request: ActorRequest) -> HttpResponse:
    """How one wants to be told, per kind."""
    person_id = request.actor.person_id or 0
    if request.method == "POST":
        for kind, _is_shown, _mail in queries.choices_of(person_id):
            asked = request.POST.get(f"mail_{kind.key}", "")
            if asked in Mail.values:
                is_shown = request.POST.get(f"show_{kind.key}") == "on"
                actions.choose(kind=kind.key, is_shown=is_shown, mail=Mail(asked), by=request.actor)
        messages.success(request, _("Your choice is kept."))
        return redirect("notices:preferences")
    context = {
        "groups": along_the_loop(queries.choices_of(person_id), lambda row: module_of(row[0].key)),
        "ways": Mail.choices,
        "may_choose": access.may_choose(request.actor),
    }
    return render(request, "notices/preferences.html", context)
