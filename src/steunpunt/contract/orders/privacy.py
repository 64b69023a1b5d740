"""What orders keep about people: who asked, approved, placed, answered, received."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "orders.Purchase": Kept(
        title=_("Baskets that you filled or approved"),
        internal="organisation state note deliver_to amount returned_reason",
        personal="made_at made_by_id asked_at decided_at decided_by_id stood_in_for_id",
        about={"made_by_id": "pk", "decided_by_id": "pk", "stood_in_for_id": "pk"},
    ),
    "orders.BasketLine": Kept(internal="purchase item quantity starts_on"),
    "orders.Limit": Kept(
        title=_("Up to how much you may order"),
        internal="organisation most_amount valid_from valid_to",
        personal="person_id written_at written_by_id",
        about={"person_id": "pk", "written_by_id": "pk"},
    ),
    "orders.StandIn": Kept(
        title=_("For whom you stand in when orders are approved"),
        internal="organisation valid_from valid_to",
        personal="person_id stand_in_id written_at written_by_id",
        about={"person_id": "pk", "stand_in_id": "pk", "written_by_id": "pk"},
    ),
    "orders.FrameworkUse": Kept(internal="framework amount warned_at"),
    "orders.PublicFigure": Kept(public="framework lot supplier until amount rounded_to told_at"),
    "orders.ItemUse": Kept(internal="item units"),
    "orders.YearVolume": Kept(internal="item year units"),
    "orders.Order": Kept(
        title=_("Orders that you placed or answered"),
        internal="purchase organisation placed_for framework supplier lot terms_number state placed_on supplier_part support_part "
        "deliver_to note due_on over_reason is_invented",
        personal="placed_at placed_by_id answered_at answered_by_id answered_by_mail",
        about={"placed_by_id": "pk", "answered_by_id": "pk"},
    ),
    "orders.OrderLine": Kept(
        internal="order number item quantity charge slices volume_before supplier_part support_part committed_supplier "
        "committed_support committed_until standard_price standard_source standard_on starts_on delivered returned is_agreed"
    ),
    "orders.SupplierLink": Kept(
        title=_("Links by which you could answer orders"),
        internal="order expires_at tries used_at",
        personal="person_id email made_at code_made_at",
        secret="token_hash",  # noqa: S106
        about={"person_id": "pk"},
    ),
    "orders.Proposal": Kept(
        title=_("Proposals of suppliers that you answered"),
        internal="order text quantities differs due_on proposed_at is_accepted",
        personal="answered_at answered_by_id",
        about={"answered_by_id": "pk"},
    ),
    "orders.Delivery": Kept(
        title=_("Deliveries that you wrote down"),
        internal="order delivered_on remarks is_accepted",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "orders.DeliveryLine": Kept(internal="delivery line quantity"),
    "orders.Returned": Kept(
        title=_("What you wrote down as given back"),
        internal="line quantity reason on",
        personal="written_at written_by_id",
        about={"written_by_id": "pk"},
    ),
    "orders.ServiceEnd": Kept(
        title=_("Services of which you gave notice"),
        internal="line quantity last_day reason asked_on",
        personal="asked_at asked_by_id",
        about={"asked_by_id": "pk"},
    ),
    "orders.Saving": Kept(
        internal="line organisation framework year reason ref period_from period_to units standard supplier_part "
        "support_part booked_at"
    ),
    "orders.Commitment": Kept(
        internal="order line item organisation framework supplier on year reason ref units is_first supplier_part "
        "support_part written_at"
    ),
    "orders.DaysSaved": Kept(internal="framework organisation order year days"),
    "orders.TierSettlement": Kept(
        title=_("Tiers that you settled"),
        internal="item year units tier_from",
        personal="settled_at settled_by_id",
        about={"settled_by_id": "pk"},
    ),
    "orders.SettledLine": Kept(internal="settlement line paid_supplier paid_support due_supplier due_support"),
}
