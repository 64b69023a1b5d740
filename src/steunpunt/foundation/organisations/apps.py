from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "steunpunt.foundation.organisations"
    label = "organisations"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from steunpunt.foundation.organisations import access, finders, panels, queries
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered
        from steunpunt.foundation.ui.registry import MenuItem, home_panels, menu, organisation_names

        organisation_names.register("organisations", queries.names)
        home_panels.register("organisations", panels.HomePanel())
        menu.register(
            "organisations",
            MenuItem(
                key="organisations",
                section="foundation",
                label=_("Boards and organisations"),
                url_name="organisations:list",
                icon="building-community",
                order=10,
                visible=access.may_read_directory,
            ),
        )
        registered.register(
            "organisations",
            Finder(
                key="organisations",
                label=_("Boards and organisations"),
                icon="building-community",
                order=10,
                find=finders.organisations,
            ),
        )
