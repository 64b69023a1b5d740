"""States and kinds as people read them."""

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.orders.choices import Answer, CommitReason, OrderState, PurchaseState, SavingReason
from steunpunt.foundation.acting import Text

STATES: dict[str, tuple[Text, str]] = {
    OrderState.PLACED: (_("With the supplier"), "tag-blue"),
    OrderState.PROPOSED: (_("Other proposal"), "tag-warm"),
    OrderState.CONFIRMED: (_("Confirmed"), "tag-blue"),
    OrderState.DELIVERED: (_("Delivered"), "tag-good"),
    OrderState.REFUSED: (_("Refused"), ""),
    OrderState.CANCELLED: (_("Cancelled"), ""),
}
PURCHASES: dict[str, tuple[Text, str]] = {
    PurchaseState.BASKET: (_("Basket"), ""),
    PurchaseState.WAITING: (_("Waits for approval"), "tag-warm"),
    PurchaseState.PLACED: (_("Ordered"), "tag-good"),
    PurchaseState.DROPPED: (_("Dropped"), ""),
}
ANSWERS: dict[str, tuple[Text, Text]] = {
    Answer.CONFIRM: (_("Confirm"), _("You deliver what is asked, at these prices.")),
    Answer.PROPOSE: (_("Propose something else"), _("Fewer, or later: the board answers.")),
    Answer.REFUSE: (_("Refuse"), _("You do not deliver, and say why.")),
}
SAVING_REASONS: dict[str, Text] = {
    SavingReason.ORDER: _("order"),
    SavingReason.ENDED: _("service that ended"),
    SavingReason.RETURNED: _("went back"),
    SavingReason.SETTLED: _("settled tier"),
    SavingReason.REVISED: _("revised price"),
}
COMMIT_REASONS: dict[str, Text] = {
    CommitReason.ORDERED: _("ordered"),
    CommitReason.REDUCED: _("fewer, as the supplier proposed"),
    CommitReason.REFUSED: _("refused by the supplier"),
    CommitReason.CANCELLED: _("cancelled"),
    CommitReason.RETURNED: _("went back"),
    CommitReason.ENDED: _("service that ended"),
    CommitReason.SETTLED: _("settled tier"),
    CommitReason.REVISED: _("revised price"),
}
MOVEMENTS: tuple[Text, Text, Text, Text] = (_("Ordered"), _("Delivered"), _("Gone back"), _("Notice given"))
"""What happens to units, in the order in which reports show it."""
