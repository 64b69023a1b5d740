from collections.abc import Iterator

from django.apps import AppConfig

from steunpunt.foundation.ui.registry import DemonstrationLogin, demonstration_logins


class DemonstrationConfig(AppConfig):
    name = "steunpunt.demonstration"
    label = "demonstration"

    def ready(self) -> None:
        demonstration_logins.register("demonstration", _logins)


def _logins() -> Iterator[DemonstrationLogin]:
    """Everybody of the demonstration, by for whom they act first."""
    from steunpunt.demonstration.people import PASSWORD, PEOPLE, label

    for somebody in PEOPLE:
        yield DemonstrationLogin(
            email=somebody.email,
            password=PASSWORD,
            name=somebody.name,
            does=somebody.does,
            group=label(somebody.seats[0]),
        )
