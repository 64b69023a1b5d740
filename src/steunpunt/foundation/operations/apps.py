from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "steunpunt.foundation.operations"
    label = "operations"
