"""What partnerships keep about people: who asked for a search."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "partnerships.PartnerSearch": Kept(
        title=_("Searches for partners that you asked for"),
        internal="organisation kind province wanted region known_levels job_id found found_at",
        personal="asked_at asked_by_id enough_at",
        about={"asked_by_id": "pk"},
    ),
}
