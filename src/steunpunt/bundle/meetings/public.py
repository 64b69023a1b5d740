"""The face of meetings to other modules."""

from steunpunt.bundle.meetings.actions import (
    Minutes,
    NewPoint,
    Plan,
    Said,
    convene_meeting,
    send_minutes,
    write_minutes,
)
from steunpunt.bundle.meetings.queries import invitee_ids, point_ids
from steunpunt.bundle.partnerships.values import Body

__all__ = [
    "Body",
    "Minutes",
    "NewPoint",
    "Plan",
    "Said",
    "convene_meeting",
    "invitee_ids",
    "point_ids",
    "send_minutes",
    "write_minutes",
]
