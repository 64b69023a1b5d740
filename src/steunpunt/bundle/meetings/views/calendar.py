"""A meeting for a calendar, and the calendar of a person."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from steunpunt.bundle.meetings import actions, calendars, queries
from steunpunt.bundle.meetings.models import Feed
from steunpunt.bundle.meetings.views.shared import BOTH, meeting_or_404
from steunpunt.foundation.access.public import signed_in
from steunpunt.foundation.acting import ActorRequest

CALENDAR = "text/calendar; charset=utf-8"


@signed_in
@require_GET
def ics(request: ActorRequest, meeting_id: int) -> HttpResponse:
    """The meeting as a file for a calendar."""
    row = meeting_or_404(request, meeting_id)
    found = queries.invitation(row, queries.places(row), queries.organiser_of(row))
    response = HttpResponse(calendars.feed([found], now=timezone.now()), content_type=CALENDAR)
    response["Content-Disposition"] = f'attachment; filename="{slugify(row.title)}.ics"'
    return response


@signed_in
@BOTH
def feed_page(request: ActorRequest) -> HttpResponse:
    """One's own secret address for a calendar: made, shown once, ended."""
    address = ""
    if request.method == "POST":
        if request.POST.get("do") == "revoke":
            actions.revoke_feed(by=request.actor)
            messages.success(request, _("The address does not work any more."))
            return redirect("meetings:feed_page")
        if request.POST.get("do") == "make":
            token = actions.make_feed(now=timezone.now(), by=request.actor)
            address = settings.BASE_URL.rstrip("/") + reverse("meetings:feed", args=[token])
    context = {
        "address": address,
        "feed": Feed.objects.filter(person_id=request.actor.person_id or 0).first(),
        "trail": [(_("My account"), reverse("access:me")), (_("My calendar"), "")],
    }
    return render(request, "meetings/feed.html", context)


@require_GET
def feed(request: HttpRequest, feed_token: str) -> HttpResponse:
    """For calendar programs, which do not log in: whoever has the address reads it, as long as it was not ended."""
    found = queries.feed_of(feed_token)
    if found is None:
        raise Http404
    now, today = timezone.now(), timezone.localdate()
    meetings = queries.meetings_of(found.person_id, now=now, today=today)
    days = queries.days_of(found.person_id, today)
    return HttpResponse(calendars.feed(meetings, now=now, days=days), content_type=CALENDAR)
