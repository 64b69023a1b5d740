"""What pages of meetings have in common."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from steunpunt.bundle.meetings import access
from steunpunt.bundle.meetings.models import Meeting
from steunpunt.bundle.partnerships.public import trail_within
from steunpunt.foundation.acting import ActorRequest

BOTH = require_http_methods(["GET", "POST"])


def meeting_or_404(request: ActorRequest, meeting_id: int) -> Meeting:
    rows = access.visible_meetings(request.actor, timezone.localdate()).select_related("partnership")
    return get_object_or_404(rows, pk=meeting_id)


def convenable_or_404(request: ActorRequest, meeting_id: int) -> Meeting:
    row = meeting_or_404(request, meeting_id)
    if not access.may_convene(request.actor, row.partnership_id, timezone.localdate()):
        raise Http404
    return row


def within(row: Meeting, label: str) -> list[tuple[str, str]]:
    here = reverse("meetings:meeting", args=[row.pk])
    return trail_within(row.partnership_id, str(row.partnership), (row.title, here), (label, ""))
