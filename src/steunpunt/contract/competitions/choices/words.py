"""States as people read them."""

from django.utils.translation import gettext_lazy as _

from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.foundation.acting import Text

STATES: dict[str, tuple[Text, str]] = {
    CompetitionState.DRAFT: (_("Being prepared"), ""),
    CompetitionState.SENT: (_("Prices asked"), "tag-blue"),
    CompetitionState.OPENED: (_("Quality is judged"), "tag-warm"),
    CompetitionState.FIXED: (_("To be awarded"), "tag-warm"),
    CompetitionState.AWARDED: (_("Awarded"), "tag-good"),
    CompetitionState.STOPPED: (_("Stopped without an award"), ""),
}
OF_SUPPLIERS: dict[str, tuple[Text, str]] = {
    "open": (_("Asks for your offer"), "tag-warm"),
    "offered": (_("Your offer is in"), "tag-good"),
    "declined": (_("You make no offer"), ""),
    "judged": (_("Offers are judged"), "tag-blue"),
    "won": (_("Yours was chosen"), "tag-good"),
    "lost": (_("Yours was not chosen"), ""),
    "over": (_("It is over"), ""),
}
"""Where a request stands, as the supplier reads it of itself."""
