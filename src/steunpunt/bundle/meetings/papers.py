"""The minutes as a PDF, in Dutch."""

from django.utils import timezone, translation

from steunpunt.bundle.meetings import queries
from steunpunt.bundle.meetings.models import Meeting
from steunpunt.foundation.people import public as people
from steunpunt.foundation.ui import papers


def minutes_pdf(row: Meeting) -> bytes:
    """The same minutes give the same bytes: the moment is that of sending, or of convening before that."""
    made_at = row.approved_at or row.sent_at or row.convened_at
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    invited = queries.places(row)
    todos = list(row.action_points.order_by("pk"))
    owners = people.names(todo.owner_id for todo in todos if todo.owner_id)
    with translation.override("nl"):
        state = str(row.get_state_display())
    data = {
        "title": row.title,
        "kicker": f"{row.partnership} · {start:%d/%m/%Y}",
        "foot": f"Verslag van {row.title}, {start:%d/%m/%Y}. {state}.",
        "when": f"{start:%d/%m/%Y}, van {start:%H.%M} tot {end:%H.%M} uur · {row.place}",
        "state": state,
        "present": [f"{one.name} ({one.row.organisation})" for one in invited if one.row.was_there],
        "absent": [f"{one.name} ({one.row.organisation})" for one in invited if not one.row.was_there],
        "points": [
            {
                "title": point.title,
                "said": point.said,
                "decided": point.decided,
                "postponed": point.is_postponed,
            }
            for point in row.points.order_by("number")
        ],
        "remarks": row.remarks,
        "todos": [
            [
                todo.title,
                owners.get(todo.owner_id or 0, "–"),
                f"{todo.due_on:%d/%m/%Y}" if todo.due_on else "–",
            ]
            for todo in todos
        ],
    }
    return papers.pdf("steunpunt.bundle.meetings", "minutes", data, made_at=made_at)
