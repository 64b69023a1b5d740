"""What group questions keep about people: who asked, and who gave a voice."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "questions.Question": Kept(
        title=_("Group questions that you asked"),
        internal="partnership kind title text shows quorum majority deadline_on state asked_for is_reminded ended_at result "
        "carried reason",
        personal="asked_at asked_by_id",
        about={"asked_by_id": "pk"},
    ),
    "questions.Option": Kept(internal="question number label"),
    "questions.Voter": Kept(internal="question organisation"),
    "questions.Voice": Kept(
        title=_("Voices that you gave or wrote down for a board"),
        internal="voter option reason decided_on document is_from_paper organisation given_for",
        personal="given_at given_by_id",
        about={"given_by_id": "pk"},
    ),
}
