"""What is kept of who made a hook; messages hold ids alone."""

from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.privacy import Kept

KEPT = {
    "hooks.Hook": Kept(
        title=_("Web hooks that you made"),
        internal="organisation address events failures switched_off_at removed_at",
        personal="made_at made_by_id",
        about={"made_by_id": "pk"},
    ),
    "hooks.HookDelivery": Kept(internal="hook number event body made_at state attempts tried_at status trouble"),
}
