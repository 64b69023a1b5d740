"""What the scan keeps: answers belong to the board, stay there, and say who gave them."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "scan.QuestionnaireVersion": Kept(public="number source digest published_at"),
    "scan.QuestionnaireDraft": Kept(
        title=_("Drafts of questionnaires that you wrote"),
        internal="content based_on published_as put_aside_at",
        personal="started_at started_by_id changed_at changed_by_id",
        about={"started_by_id": "pk", "changed_by_id": "pk"},
    ),
    "scan.DraftStep": Kept(
        title=_("Changes that you made to drafts of questionnaires"),
        internal="draft what place before undone_at",
        personal="made_at made_by_id",
        about={"made_by_id": "pk"},
    ),
    "scan.Round": Kept(
        title=_("Rounds that you started"),
        internal="version opens_on deadline_on closed_at message is_synthetic renewed_for",
        public="name",
        personal="started_by_id",
        about={"started_by_id": "pk"},
    ),
    "scan.Scan": Kept(
        title=_("Scans that you submitted, or advise on"),
        internal="round organisation board_type state invited_at started_at extended_to answered asked",
        personal="submitted_at submitted_by_id adviser_id",
        about={"submitted_by_id": "pk", "adviser_id": "pk"},
    ),
    "scan.Presence": Kept(
        title=_("Where you were last in a scan"),
        internal="scan",
        personal="person_id section seen_at",
        about={"person_id": "pk"},
    ),
    "scan.Reminder": Kept(internal="scan occasion deadline_on sent_at"),
    "scan.Answer": Kept(
        title=_("Questions that you answered"),
        public="question",
        internal="scan answer explanation revision",
        personal="answered_at answered_by_id",
        about={"answered_by_id": "pk"},
    ),
    "scan.HelpRequest": Kept(
        title=_("What you asked a colleague about the scan, or a colleague asked you"),
        public="domain questions",
        internal="scan message due_on reminded_at done_at withdrawn_at",
        personal="asked_at asked_by_id colleague_id",
        about={"asked_by_id": "pk", "colleague_id": "pk"},
    ),
    "scan.Contribution": Kept(
        title=_("Questions of the scan that you answered for a colleague"),
        public="question",
        internal="request answer explanation revision",
        personal="answered_at",
        about={"request__colleague_id": "pk"},
    ),
    "scan.Review": Kept(
        title=_("Scans that you reviewed"),
        internal="scan submission_at summary",
        personal="started_at started_by_id finished_at finished_by_id",
        about={"started_by_id": "pk", "finished_by_id": "pk"},
    ),
    "scan.ReviewedAnswer": Kept(
        title=_("Questions of a scan that you reviewed"),
        public="question",
        internal="review own answer motivation revision",
        personal="reviewed_at reviewed_by_id",
        about={"reviewed_by_id": "pk"},
    ),
    "scan.ReviewReaction": Kept(
        title=_("What you said of a review"),
        public="question",
        internal="review text",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "scan.BoardFact": Kept(
        title=_("Facts that you filled in"),
        public="fact",
        internal="scan text number",
        personal="answered_at answered_by_id",
        about={"answered_by_id": "pk"},
    ),
    "scan.DomainView": Kept(public="domain", internal="scan self_level has_issue want with_whom note"),
    "scan.DomainOutcome": Kept(
        public="domain",
        internal="scan score coverage lower upper dont_know answered applicable",
    ),
    "scan.ReleasedGroup": Kept(internal="viewer round domain members released_at chosen_as figures"),
    "scan.ResultLink": Kept(
        title=_("Links to a result that you made or took back"),
        internal="scan for_whom expires_at openings last_opened_at",
        secret="token_hash",  # noqa: S106 - the name of the field
        personal="made_at made_by_id revoked_at revoked_by_id",
        about={"made_by_id": "pk", "revoked_by_id": "pk"},
    ),
    "scan.OpenFile": Kept(
        title=_("Open figures of a round that you published"),
        public="round csv data",
        internal="groups",
        personal="published_at published_by_id",
        about={"published_by_id": "pk"},
    ),
    "scan.Consent": Kept(
        title=_("Consents that you gave or withdrew"),
        internal="organisation group",
        personal="given_at given_by_id withdrawn_at withdrawn_by_id",
        about={"given_by_id": "pk", "withdrawn_by_id": "pk"},
    ),
    "scan.DomainTally": Kept(
        public="domain", internal="round board_type boards strong can_share needs wants leads blind_spots"
    ),
    "scan.ActionPoint": Kept(
        title=_("Action points that you see to"),
        public="domain",
        internal="scan organisation title why due_on state progress revision made_at ended_at",
        personal="owner_id",
        about={"owner_id": "pk"},
    ),
    "scan.QualityReport": Kept(
        title=_("Reports on the quality of a questionnaire that you asked for"),
        internal="round made_at boards content",
        personal="asked_by_id asked_at",
        about={"asked_by_id": "pk"},
    ),
    "scan.ReportArchive": Kept(
        title=_("Reports of rounds that you asked for"),
        internal="round place made_at boards size",
        personal="asked_by_id asked_at",
        about={"asked_by_id": "pk"},
    ),
}
