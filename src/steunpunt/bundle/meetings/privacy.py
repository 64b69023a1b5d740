"""What meetings keep about people: who convened, was invited, was there, agreed, has to do something."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "meetings.Meeting": Kept(
        title=_("Meetings that you convened"),
        internal="partnership body title starts_at ends_at place state uid sequence reason remarks convened_for sent_at "
        "approved_at",
        personal="convened_by_id convened_at",
        about={"convened_by_id": "pk"},
    ),
    "meetings.AgendaPoint": Kept(internal="meeting number title said decided is_postponed"),
    "meetings.Invitee": Kept(
        title=_("Meetings to which you were invited"),
        internal="meeting organisation has_vote answer",
        personal="person_id answered_at was_there agreed_at",
        about={"person_id": "pk"},
    ),
    "meetings.ActionPoint": Kept(
        title=_("Action points of meetings that are for you, or that you finished"),
        internal="meeting due_on",
        personal="title owner_id done_at done_by_id",
        about={"owner_id": "pk", "done_by_id": "pk"},
    ),
    "meetings.Feed": Kept(
        title=_("The address of your calendar"),
        secret="token_hash",  # noqa: S106 - the name of the field
        personal="person_id made_at",
        about={"person_id": "pk"},
    ),
}
