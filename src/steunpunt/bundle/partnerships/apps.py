from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    name = "steunpunt.bundle.partnerships"
    label = "partnerships"
