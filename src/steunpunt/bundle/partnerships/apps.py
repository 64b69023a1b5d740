from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PartnershipsConfig(AppConfig):
    name = "steunpunt.bundle.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        from steunpunt.bundle.partnerships import access
        from steunpunt.foundation.ui.registry import MenuItem, menu

        menu.register(
            "partnerships.partners",
            MenuItem(
                key="partnerships.partners",
                section="bundle",
                label=_("Find partners"),
                url_name="partnerships:partners",
                order=10,
                visible=access.sees_partners,
            ),
        )
