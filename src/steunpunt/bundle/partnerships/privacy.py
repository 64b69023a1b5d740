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
    "partnerships.Agreement": Kept(
        title=_("Agreements that you began to write"),
        internal="partnership kind title enters_on state frozen_version put_up_at",
        personal="created_at created_by_id",
        about={"created_by_id": "pk"},
    ),
    "partnerships.AgreementVersion": Kept(
        title=_("Versions of agreements that you wrote"),
        internal="agreement number articles",
        personal="made_at made_by_id",
        about={"made_by_id": "pk"},
    ),
    "partnerships.Remark": Kept(
        title=_("Your remarks on agreements"),
        internal="agreement version article organisation",
        personal="text made_at made_by_id",
        about={"made_by_id": "pk"},
    ),
    "partnerships.AgreementPaper": Kept(internal="agreement kind content sha256 seal made_at"),
    "partnerships.Signature": Kept(
        title=_("Signatures on agreements that you gave or recorded"),
        internal="agreement organisation way sha256 document_id is_by_second_step",
        personal="basis paper_on signed_at signed_by_id signer electronic",
        about={"signed_by_id": "pk"},
    ),
}
