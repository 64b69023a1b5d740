from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    name = "steunpunt.demonstration"
    label = "demonstration"
