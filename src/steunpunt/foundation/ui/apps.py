from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UiConfig(AppConfig):
    name = "steunpunt.foundation.ui"
    label = "ui"

    def ready(self) -> None:
        from steunpunt.foundation.ui import finders
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered

        registered.register(
            "pages", Finder(key="pages", label=_("Pages"), icon="layout-sidebar", order=90, find=finders.pages)
        )
        registered.register("help", Finder(key="help", label=_("Help"), icon="help", order=95, find=finders.help_texts))
