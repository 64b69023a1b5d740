from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "steunpunt.foundation.notices"
    label = "notices"

    def ready(self) -> None:
        from steunpunt.foundation.notices import queries
        from steunpunt.foundation.ui.registry import badges

        badges.register("notices", queries.unread)
