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
    "knowledge.SpecialismRole": Kept(
        title=_("Specialisms that you were asked for, or proposed"),
        internal="partnership topic duty organisation standing",
        personal="person days proposed_at proposed_by_id answered_at reason",
        about={"person_id": "pk", "proposed_by_id": "pk"},
    ),
    "knowledge.HelpRequest": Kept(
        title=_("Help that you asked for, or gave"),
        internal="partnership topic asked_for state step step_due_on taken_for closed_at",
        personal="title text asked_at asked_by_id asked_person_id taken_by_id",
        about={"asked_by_id": "pk", "asked_person_id": "pk", "taken_by_id": "pk"},
    ),
    "knowledge.HelpHours": Kept(
        title=_("Hours that you gave"),
        internal="request given_for logged_at",
        personal="on amount note given_by_id",
        about={"given_by_id": "pk"},
    ),
}
