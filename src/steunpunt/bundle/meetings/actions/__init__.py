"""The verbs of meetings, and the only place that writes."""

from steunpunt.bundle.meetings.actions.convening import (
    Plan,
    answer_invitation,
    cancel_meeting,
    change_meeting,
    convene_meeting,
    mail_invitation,
    make_feed,
    revoke_feed,
    take_reply,
)
from steunpunt.bundle.meetings.actions.minutes import (
    Minutes,
    NewPoint,
    Said,
    agree_with_minutes,
    finish_action_point,
    return_minutes,
    send_minutes,
    write_minutes,
)

__all__ = [
    "Minutes",
    "NewPoint",
    "Plan",
    "Said",
    "agree_with_minutes",
    "answer_invitation",
    "cancel_meeting",
    "change_meeting",
    "convene_meeting",
    "finish_action_point",
    "mail_invitation",
    "make_feed",
    "return_minutes",
    "revoke_feed",
    "send_minutes",
    "take_reply",
    "write_minutes",
]
