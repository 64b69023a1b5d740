"""What contracts keep about people: who wrote down what."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "inventory.Contract": Kept(
        title=_("Contracts that you wrote down"),
        internal="organisation current outlook ends_on due_on remind_from reminded_for is_invented",
        personal="made_at made_by_id",
        about={"made_by_id": "pk"},
    ),
    "inventory.Edition": Kept(
        title=_("Editions of contracts that you wrote down"),
        internal="contract title kind supplier covers starts_on initial_months renewal renewal_months most_renewals notice "
        "notice_unit notice_form lead_days yearly once includes_vat unit units is_price_confidential is_shared",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.Step": Kept(
        title=_("Notices, ends and renewals of contracts that you wrote down"),
        internal="contract kind on ends_on note",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
}
