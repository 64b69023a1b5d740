"""What meetings show elsewhere: on the page of a partnership, and among what waits for somebody."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.bundle.meetings import access, queries
from steunpunt.bundle.meetings.models import Meeting
from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.ui.registry import Waiting

MOST = 4


class PartnershipPanel:
    """The next and the last meetings of a partnership, and what has to be done."""

    key = "meetings"
    order = 20

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        group_id, today = subject_id or 0, timezone.localdate()
        context = {
            "meetings": list(queries.of_partnership(request.actor, group_id, today)[:MOST]),
            "action_points": queries.open_action_points(request.actor, group_id, today)[:MOST],
            "may_convene": access.may_convene(request.actor, group_id, today),
            "group_id": group_id,
            "today": today,
        }
        return render_to_string("meetings/panel.html", context, request)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Invitations without an answer, minutes to agree with, action points that are due: three queries."""
    today, now = timezone.localdate(), timezone.now()
    if not actor.is_known or actor.scopes is not None:
        return
    for row in queries.unanswered(actor, today, now):
        yield _about(row.meeting, "calendar-event", _("Do you come?"), row.meeting.starts_at)
    for row in queries.to_agree_with(actor, today):
        yield _about(row.meeting, "file-check", _("Do you agree with the minutes?"))
    for point in queries.own_action_points(actor, today):
        yield Waiting(
            title=point.title,
            url=reverse("meetings:meeting", args=[point.meeting_id]),
            icon="checkbox",
            detail=_("An action point of %(title)s") % {"title": point.meeting.title},
            due=point.due_on,
        )


def _about(meeting: Meeting, icon: str, detail: str, due: datetime | None = None) -> Waiting:
    url = reverse("meetings:meeting", args=[meeting.pk])
    return Waiting(title=str(meeting), url=url, icon=icon, detail=detail, due=due)
