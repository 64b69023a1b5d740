"""What tenders keep about people: who prepared, sealed, opened, judged and decided."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "tenders.Tender": Kept(
        title=_("Tenders that you made, run or froze"),
        internal="project authority reference title state draft draft_edition needs_until procedure published_at "
        "questions_until candidates_until offers_until frozen_hash over_reason over_at is_invented",
        personal="made_at made_by_id owner_id frozen_at frozen_by_id over_by_id",
        about={"made_by_id": "pk", "owner_id": "pk", "frozen_by_id": "pk", "over_by_id": "pk"},
    ),
    "tenders.Publication": Kept(
        title=_("Tenders that you published"),
        public="tender number content fingerprint reason",
        personal="published_at published_by_id",
        about={"published_by_id": "pk"},
    ),
    "tenders.TenderBoard": Kept(
        title=_("Boards that you named in tenders"),
        internal="tender organisation reminders",
        personal="added_at added_by_id",
        about={"added_by_id": "pk"},
    ),
    "tenders.BoardNeeds": Kept(
        title=_("What you said that your board needs"),
        internal="board content",
        personal="stated_at stated_by_id",
        about={"stated_by_id": "pk"},
    ),
    "tenders.NeedQuestion": Kept(
        title=_("Questions about needs that you asked or answered"),
        internal="board text answer",
        personal="asked_at asked_by_id answered_at answered_by_id",
        about={"asked_by_id": "pk", "answered_by_id": "pk"},
    ),
    "tenders.CheckedStep": Kept(
        title=_("Steps of tenders that you ticked"),
        internal="tender code note",
        personal="done_at done_by_id",
        about={"done_by_id": "pk"},
    ),
    "tenders.Follower": Kept(
        title=_("Tenders that you follow"),
        internal="tender organisation",
        personal="since person_id",
        about={"person_id": "pk"},
    ),
    "tenders.SupplierQuestion": Kept(
        title=_("Questions about tenders that you asked or answered"),
        internal="tender organisation text public_text answer",
        personal="asked_at asked_by_id answered_at answered_by_id",
        about={"asked_by_id": "pk", "answered_by_id": "pk"},
    ),
    "tenders.Candidacy": Kept(
        title=_("Requests to take part that you made or judged"),
        internal="tender organisation text is_selected reason selection letter withdrawn_at",
        personal="applied_at applied_by_id decided_at decided_by_id",
        about={"applied_by_id": "pk", "decided_by_id": "pk"},
    ),
    "tenders.Selection": Kept(
        title=_("Decisions on requests to take part that you sent"),
        internal="tender body decided_on document",
        personal="sent_at sent_by_id",
        about={"sent_by_id": "pk"},
    ),
    "tenders.CandidacyFile": Kept(
        title=_("Files that you handed in with requests to take part"),
        internal="candidacy name size document_id dropped_at",
        personal="added_at added_by_id",
        about={"added_by_id": "pk"},
    ),
    "tenders.OfficerKey": Kept(
        title=_("Your keys to open offers"),
        internal="public",
        personal="person_id made_at ended_at",
        secret="locked salt",  # noqa: S106
        about={"person_id": "pk"},
    ),
    "tenders.Officer": Kept(
        title=_("Tenders of which you open the offers"),
        internal="tender organisation key ended_reason",
        personal="person_id named_at named_by_id ended_at",
        about={"person_id": "pk", "named_by_id": "pk"},
    ),
    "tenders.OfferRound": Kept(public="tender number opened_at offers_until", internal="asks is_last"),
    "tenders.SealKey": Kept(internal="round kind public made_at"),
    "tenders.KeyPart": Kept(internal="key outer inner", secret="locked"),  # noqa: S106
    "tenders.Bid": Kept(
        title=_("Offers that you withdrew"),
        internal="round supplier variant made_at is_complete",
        personal="withdrawn_at withdrawn_by_id",
        about={"withdrawn_by_id": "pk"},
    ),
    "tenders.Envelope": Kept(
        title=_("Envelopes that you handed in"),
        internal="bid kind number lots key fingerprint size replaced_at opened_at",
        personal="received_at received_from_id",
        secret="locked_key manifest opened_key",  # noqa: S106
        about={"received_from_id": "pk"},
    ),
    "tenders.SealedFile": Kept(internal="envelope number sealed_sha256 sealed_size", secret="place"),  # noqa: S106
    "tenders.Opening": Kept(
        internal="round stage first first_at second opened_at minutes lapsed_at",
        secret="released",  # noqa: S106
    ),
    "tenders.KeyChange": Kept(
        internal="tender lost came first first_at second done_at lapsed_at reason",
        secret="released",  # noqa: S106
    ),
    "tenders.BidLot": Kept(
        title=_("Offers of which you judged whether they count"),
        internal="bid lot regularity reason",
        personal="judged_at judged_by_id",
        about={"judged_by_id": "pk"},
    ),
    "tenders.Assessor": Kept(
        title=_("Tenders in whose working group you are"),
        internal="tender organisation out_reason out_changes",
        personal="person_id named_at named_by_id handed_in_at out_at",
        about={"person_id": "pk", "named_by_id": "pk"},
    ),
    "tenders.Declaration": Kept(
        title=_("Interests that you declared"),
        internal="assessor",
        personal="has_conflict text declared_at",
        about={"assessor__person_id": "pk"},
    ),
    "tenders.Mark": Kept(
        title=_("Marks that you gave"),
        internal="assessor bid_lot criterion",
        personal="mark argument given_at",
        about={"assessor__person_id": "pk"},
    ),
    "tenders.Consensus": Kept(
        title=_("What you wrote down of a consensus"),
        internal="bid_lot criterion mark argument",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "tenders.PriceQuestion": Kept(
        title=_("Questions about prices that you asked, answered or judged"),
        internal="bid_lot text due_on reply verdict reason",
        personal="asked_at asked_by_id replied_at replied_by_id judged_at judged_by_id",
        about={"asked_by_id": "pk", "replied_by_id": "pk", "judged_by_id": "pk"},
    ),
    "tenders.Draw": Kept(
        title=_("Draws that you wrote down"),
        internal="tender lot order witnesses",
        personal="drawn_at drawn_by_id",
        about={"drawn_by_id": "pk"},
    ),
    "tenders.AwardDecision": Kept(
        title=_("Awards that you decided or wrote down"),
        internal="tender lot outcome winners motivation body decided_on is_from_paper document withdrawn_at "
        "withdrawn_reason",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "tenders.Letter": Kept(
        title=_("Letters about awards that you sent"),
        internal="decision bid_lot kind document read_at",
        personal="sent_at sent_by_id",
        about={"sent_by_id": "pk"},
    ),
    "tenders.Objection": Kept(
        title=_("Objections that you brought in or answered"),
        internal="decision supplier text answer",
        personal="received_at received_from_id answered_at answered_by_id",
        about={"received_from_id": "pk", "answered_by_id": "pk"},
    ),
    "tenders.Conclusion": Kept(
        title=_("Contracts that you wrote down as concluded"),
        internal="decision bid_lot concluded_on starts_on ends_on document",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "tenders.OpenRelease": Kept(public="tender number tag content made_at"),
}
