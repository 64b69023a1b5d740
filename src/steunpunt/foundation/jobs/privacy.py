"""What is kept of who asked for work in the background; the work itself belongs to the organisation."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "jobs.Job": Kept(
        title=_("Background tasks that you started"),
        internal="title organisation params state done total sentence result_url result_text attempts started_at "
        "finished_at cancel_asked_at",
        personal="kind person language created_at",
        about={"person": "pk"},
    ),
}
