from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    name = "steunpunt.foundation.access"
    label = "access"

    def ready(self) -> None:
        from steunpunt.foundation.access import access, finders, panels
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered
        from steunpunt.foundation.ui.registry import MenuItem, board_panels, menu, waiting

        menu.register(
            "colleagues",
            MenuItem(
                key="colleagues",
                section="foundation",
                label=_("Colleagues"),
                url_name="access:colleagues",
                icon="users",
                order=20,
                visible=access.keeps_own_people,
            ),
        )
        menu.register(
            "without_administrator",
            MenuItem(
                key="without_administrator",
                section="foundation",
                label=_("Boards without administrator"),
                url_name="access:without_administrator",
                icon="user-question",
                order=30,
                visible=access.is_support_administrator,
            ),
        )
        board_panels.register("people", panels.PeoplePanel())
        registered.register(
            "people", Finder(key="people", label=_("People"), icon="users", order=15, find=finders.colleagues)
        )
        waiting.register("access", panels.waiting)
