"""What partnerships keep about people: who asked for a search, who holds a partnership together, who sits, who recorded."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "partnerships.PartnerSearch": Kept(
        title=_("Searches for partners that you asked for"),
        internal="organisation kind province wanted region known_levels job_id found found_at",
        personal="asked_at asked_by_id enough_at",
        about={"asked_by_id": "pk"},
    ),
    "partnerships.Partnership": Kept(
        title=_("Partnerships that you started or coordinate"),
        public="organisation state public_text is_public",
        internal="state_since purpose",
        personal="coordinator_id started_at started_by_id",
        about={"coordinator_id": "pk", "started_by_id": "pk"},
    ),
    "partnerships.PartnerInvitation": Kept(
        title=_("Invitations to explore that you sent or answered"),
        internal="partnership organisation answer ended_on",
        personal="invited_at invited_by_id answered_at answered_by_id",
        about={"invited_by_id": "pk", "answered_by_id": "pk"},
    ),
    "partnerships.MembershipRecord": Kept(
        title=_("Entries and notices of boards that you recorded"),
        public="partnership organisation step on",
        internal="way basis document_id",
        personal="recorded_at recorded_by_id",
        about={"recorded_by_id": "pk"},
    ),
    "partnerships.Seat": Kept(
        title=_("Your seats in partnerships"),
        public="partnership body organisation",
        internal="has_vote",
        personal="person_id leads valid_from valid_to",
        about={"person_id": "pk"},
    ),
    "partnerships.Conversation": Kept(
        title=_("Conversations with boards that you wrote down"),
        internal="partnership organisation text",
        personal="held_on written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
}
