"""What the inventory keeps about people: who wrote down what."""

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
        "notice_unit notice_form lead_days yearly once includes_vat unit units is_price_confidential is_shared "
        "invoice_rhythm service_levels exit_terms revision indexed_share extras_yearly options supplier_org is_counted shown_to",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.PriceRelease": Kept(internal="organisation kind unit boards figures released_at"),
    "inventory.PriceIndex": Kept(
        title=_("Indexes of prices that you wrote down"),
        internal="year value source is_invented",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.SupplierReply": Kept(
        title=_("What you replied for your supplier"),
        internal="organisation kind text",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.Step": Kept(
        title=_("Notices, ends and renewals of contracts that you wrote down"),
        internal="contract kind on ends_on note",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.Asset": Kept(
        internal="organisation kind name tag manufacturer model serial uuid serial_key uuid_key macs device_id place "
        "user_group state count cost bought_on ends_on supplier note door made_at seen_at merged_into is_invented"
    ),
    "inventory.Asset_contracts": Kept(internal="asset contract"),
    "inventory.AssetChange": Kept(
        title=_("Changes of the inventory that you told"),
        internal="asset before door",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.AgentReport": Kept(internal="asset content told_at"),
    "inventory.Merge": Kept(
        title=_("Records of the inventory that you joined or took apart"),
        internal="kept gone before moved",
        personal="merged_at merged_by_id undone_at undone_by_id",
        about={"merged_by_id": "pk", "undone_by_id": "pk"},
    ),
    "inventory.Import": Kept(
        title=_("Files that you read into the inventory"),
        internal="organisation name is_sheet content headings mapping kind state counts done_at",
        personal="given_at given_by_id",
        about={"given_by_id": "pk"},
    ),
    "inventory.ImportPart": Kept(internal="of number answers"),
    "inventory.ColumnMemory": Kept(
        title=_("What you said about columns of spreadsheets"),
        internal="organisation headings mapping kind",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.AgentKey": Kept(
        title=_("Keys for agents that you made or ended"),
        internal="organisation name mark last_used_on",
        personal="made_at made_by_id ended_at ended_by_id",
        about={"made_by_id": "pk", "ended_by_id": "pk"},
    ),
    "inventory.EstateChoice": Kept(
        title=_("What you chose for your board about its inventory"),
        internal="organisation reach unseen_weeks",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.Product": Kept(internal="name publisher task is_kept is_system merged_into"),
    "inventory.ProductName": Kept(
        title=_("Names of products that you taught"),
        internal="key product is_learnt",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.ProductUse": Kept(internal="organisation product devices"),
    "inventory.SupportEnd": Kept(
        title=_("Ends of support that you wrote down"),
        internal="product version ends_on source",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.SoftwareTitle": Kept(internal="name publisher version product"),
    "inventory.Installation": Kept(internal="asset title installed_on since_at gone_at"),
    "inventory.Application": Kept(
        title=_("Applications of your board that you wrote down"),
        internal="organisation product version hosting user_group users contract note since_on until_on is_invented",
        personal="told_at told_by_id",
        about={"told_by_id": "pk"},
    ),
    "inventory.ApplicationLink": Kept(internal="source target what"),
}
