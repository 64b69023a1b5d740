"""States and kinds as people read them."""

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.frameworks.choices import (
    Charge,
    Choosing,
    EntitledBy,
    FrameworkState,
    PriceReason,
    Settling,
    TierBasis,
    TierKind,
)
from steunpunt.foundation.acting import Text

STATES: dict[str, tuple[Text, str]] = {
    FrameworkState.DRAFT: (_("Draft"), ""),
    FrameworkState.IN_FORCE: (_("In force"), "tag-good"),
    FrameworkState.STOPPED: (_("Stopped"), "tag-warm"),
}
ENDED: tuple[Text, str] = (_("Ended"), "")
CHARGES: dict[str, Text] = {
    Charge.ONCE: _("once"),
    Charge.MONTHLY: _("a month"),
    Charge.YEARLY: _("a year"),
    Charge.USE: _("by use"),
}
BASES: dict[str, tuple[Text, Text]] = {
    TierBasis.ORDER: (_("Of one order"), _("The quantity of an order line decides which price holds.")),
    TierBasis.JOINT: (
        _("Of all boards together"),
        _("What all boards order in a calendar year decides which price holds."),
    ),
}
KINDS: dict[str, tuple[Text, Text]] = {
    TierKind.ALL_UNITS: (_("All units"), _("The whole quantity at the price of the tier that is reached.")),
    TierKind.INCREMENTAL: (_("By slice"), _("Each unit at the price of the slice in which it falls.")),
}
SETTLING: dict[str, tuple[Text, Text]] = {
    Settling.AT_YEAR_END: (
        _("After the year"),
        _("Everybody pays what the whole volume costs: who paid more gets it back."),
    ),
    Settling.AT_ORDER: (_("Not"), _("The price of the day of the order stays.")),
}
CHOOSING: dict[str, tuple[Text, Text]] = {
    Choosing.ONE: (_("One supplier"), _("Every order goes to it.")),
    Choosing.CASCADE: (_("Cascade"), _("The first in rank; the next one when it refuses.")),
    Choosing.COMPETITION: (_("Small competition"), _("A small tender among the suppliers, for each order.")),
}
ORIGINS: dict[str, Text] = {
    EntitledBy.OPT_IN: _("takes part in the project"),
    EntitledBy.NAMED: _("named in the contract"),
    EntitledBy.KIND: _("came in by its kind"),
}
PRICE_REASONS: dict[str, Text] = {
    PriceReason.CONTRACT: _("as agreed in the contract"),
    PriceReason.LIST: _("a new price list"),
    PriceReason.INDEX: _("by the index"),
    PriceReason.RATCHET: _("everybody at the lowest tariff paid"),
}
