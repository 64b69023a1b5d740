from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HooksConfig(AppConfig):
    name = "steunpunt.foundation.hooks"
    label = "hooks"

    def ready(self) -> None:
        from steunpunt.foundation.hooks import access
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.registry import MenuItem, menu

        label = _("Web hooks that were switched off")
        kinds.register("hooks.switched_off", NoticeKind(key="hooks.switched_off", label=label, mail=Mail.NOW))
        menu.register(
            "hooks",
            MenuItem(
                key="hooks",
                section="foundation",
                label=_("Web hooks"),
                url_name="hooks:list",
                icon="webhook",
                order=400,
                visible=access.sees_hooks,
            ),
        )
