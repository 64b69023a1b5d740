"""What is kept of who was told what; what the notice says belongs to the organisation that it is about."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "notices.Notice": Kept(
        title=_("What you were told"),
        internal="title detail url",
        personal="person organisation kind created_at is_shown read_at mail mailed_at",
        about={"person": "pk"},
    ),
    "notices.Preference": Kept(
        title=_("How you want to be told"), personal="person kind is_shown mail", about={"person": "pk"}
    ),
}
