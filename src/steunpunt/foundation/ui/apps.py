from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "steunpunt.foundation.ui"
    label = "ui"
