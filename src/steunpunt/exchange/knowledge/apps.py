from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "steunpunt.exchange.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from steunpunt.exchange.knowledge import access
        from steunpunt.foundation.ui.registry import MenuItem, menu

        menu.register(
            "knowledge.people",
            MenuItem(
                key="knowledge.people",
                section="exchange",
                label=_("Who knows what"),
                url_name="knowledge:people",
                order=20,
                visible=access.sees_people,
            ),
        )
