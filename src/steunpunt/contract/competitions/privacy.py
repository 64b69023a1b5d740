"""What mini-competitions keep about people: who asked, answered, judged, awarded."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "competitions.Competition": Kept(
        title=_("Small competitions that you prepared or decided"),
        internal="organisation framework lot state title request answers_until told_over_at draws motivation over_reason "
        "order winner is_invented",
        personal="made_at made_by_id sent_at sent_by_id opened_at opened_by_id fixed_at fixed_by_id decided_at "
        "decided_by_id",
        about={
            "made_by_id": "pk",
            "sent_by_id": "pk",
            "opened_by_id": "pk",
            "fixed_by_id": "pk",
            "decided_by_id": "pk",
        },
    ),
    "competitions.Invitation": Kept(
        title=_("Requests that you declined for your supplier"),
        internal="competition supplier asked_at declined_reason",
        personal="declined_at declined_by_id",
        about={"declined_by_id": "pk"},
    ),
    "competitions.SupplierQuestion": Kept(
        title=_("Questions in small competitions that you asked"),
        internal="competition supplier text public_text answer",
        personal="asked_at asked_by_id answered_at answered_by_id",
        about={"asked_by_id": "pk"},  # not who answers: it would take along who asked
    ),
    "competitions.Offer": Kept(
        title=_("Offers in small competitions that you handed in, took back or put aside"),
        internal="invitation number fingerprint replaced_at aside_reason",
        personal="received_at received_from_id withdrawn_at withdrawn_by_id aside_at aside_by_id",
        secret="quality quality_locked quality_key prices prices_locked prices_key",  # noqa: S106
        about={"received_from_id": "pk", "withdrawn_by_id": "pk", "aside_by_id": "pk"},
    ),
    "competitions.OfferFile": Kept(internal="offer number sealed_sha256 sealed_size", secret="place"),  # noqa: S106
    "competitions.Mark": Kept(
        title=_("Marks in small competitions that you gave"),
        internal="offer code mark argument",
        personal="given_at given_by_id",
        about={"given_by_id": "pk"},
    ),
}
