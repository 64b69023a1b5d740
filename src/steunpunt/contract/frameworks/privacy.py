"""What framework contracts keep about people: who wrote terms, prices and boards down."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "frameworks.Framework": Kept(
        title=_("Framework contracts that you entered"),
        internal="tender project authority reference title state starts_on ends_on most_amount open_kinds draft "
        "draft_edition stopped_on stopped_reason is_invented",
        personal="made_at made_by_id",
        about={"made_by_id": "pk"},
    ),
    "frameworks.TermsVersion": Kept(
        title=_("Signed terms that you wrote down"),
        internal="framework number content valid_from reason signed_on document",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "frameworks.FrameworkSupplier": Kept(internal="framework lot organisation place"),
    "frameworks.IndexReading": Kept(
        title=_("Index figures that you wrote down"),
        internal="index on value source is_invented",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "frameworks.Item": Kept(
        internal="framework lot place code title what category unit charge option_of least most_units product dropped_on"
    ),
    "frameworks.PriceChange": Kept(
        title=_("Changes of prices that you entered"),
        internal="framework reason valid_from note factor signed_on replaced document",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "frameworks.PriceWithdrawal": Kept(
        title=_("Price lists that you withdrew"),
        internal="change reason",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "frameworks.ItemPrice": Kept(internal="item change from_units supplier support valid_from valid_to"),
    "frameworks.StandardPrice": Kept(internal="item change price source stated_on valid_from valid_to"),
    "frameworks.Entitlement": Kept(
        title=_("Boards that you let order"),
        internal="framework organisation valid_from valid_to origin",
        personal="written_at written_by_id ended_at ended_by_id",
        about={"written_by_id": "pk", "ended_by_id": "pk"},
    ),
}
