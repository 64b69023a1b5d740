from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "steunpunt.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        from steunpunt.foundation.ui.registry import MenuItem, menu

        menu.register(
            "jobs",
            MenuItem(
                key="jobs",
                section="foundation",
                label=_("Background tasks"),
                url_name="jobs:list",
                icon="progress",
                order=900,
                visible=lambda actor: actor.is_known,
            ),
        )
