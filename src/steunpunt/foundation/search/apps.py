from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "steunpunt.foundation.search"
    label = "search"
