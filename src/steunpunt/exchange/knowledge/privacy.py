"""What knowledge keeps about people: what they say of themselves, what they asked and answered."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "knowledge.Topic": Kept(public="name kind domain retired_at"),
    "knowledge.Profile": Kept(
        title=_("What you, or your board, say you know"),
        internal="organisation",
        personal="person note shown_to kept_at kept_by_id",
        about={"person_id": "pk", "kept_by_id": "pk"},
    ),
    "knowledge.ProfileBoard": Kept(
        title=_("Boards to which you show what you know"),
        personal="profile organisation",
        about={"profile__person_id": "pk"},
    ),
    "knowledge.Skill": Kept(
        title=_("What you say you know, want to learn and help with"),
        personal="profile topic knows wishes helps",
        about={"profile__person_id": "pk"},
    ),
    "knowledge.Thread": Kept(
        title=_("Questions that you asked other boards"),
        internal="audience partnership asked_for accepted right_until is_outdated is_reminded withdrawn_at search",
        personal="title text asked_at asked_by_id",
        about={"asked_by_id": "pk"},
    ),
    "knowledge.ThreadTopic": Kept(internal="thread topic"),
    "knowledge.Answer": Kept(
        title=_("Answers that you gave"),
        internal="thread given_for changed_at search",
        personal="text given_at given_by_id",
        about={"given_by_id": "pk"},
    ),
}
