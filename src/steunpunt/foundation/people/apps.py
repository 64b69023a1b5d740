from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "steunpunt.foundation.people"
    label = "people"

    def ready(self) -> None:
        from steunpunt.foundation.people import public
        from steunpunt.foundation.ui.registry import person_names

        person_names.register("people", public.names)
