from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    name = "steunpunt.foundation.documents"
    label = "documents"

    def ready(self) -> None:
        from steunpunt.foundation.ui.registry import MenuItem, menu

        menu.register(
            "documents",
            MenuItem(
                key="documents",
                section="foundation",
                label=_("Documents"),
                url_name="documents:list",
                icon="files",
                order=300,
                visible=lambda actor: actor.is_known and actor.organisation_id is not None,
            ),
        )
