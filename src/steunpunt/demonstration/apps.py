from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "steunpunt.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        from steunpunt.demonstration.people import PASSWORD, PEOPLE
        from steunpunt.foundation.ui.registry import DemonstrationLogin, demonstration_logins

        logins = tuple(DemonstrationLogin(one.email, PASSWORD, one.name, one.does) for one in PEOPLE)
        demonstration_logins.register("demonstration", logins)
