from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "steunpunt.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from steunpunt.foundation.notices import queries
        from steunpunt.foundation.notices.choices import Mail
        from steunpunt.foundation.notices.registry import NoticeKind, kinds
        from steunpunt.foundation.ui.registry import badges

        badges.register("notices", queries.unread)
        # Told from here, because access stands below notices and cannot know them.
        label = _("The support point looks in as me")
        kinds.register("access.looked_in", NoticeKind(key="access.looked_in", label=label, mail=Mail.NOW))
        label = _("Somebody asks to join my organisation")
        kinds.register("access.asked_to_join", NoticeKind(key="access.asked_to_join", label=label, mail=Mail.NOW))
