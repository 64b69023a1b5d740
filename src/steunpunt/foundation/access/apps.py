from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "steunpunt.foundation.access"
    label = "access"
