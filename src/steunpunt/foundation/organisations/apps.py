from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "steunpunt.foundation.organisations"
    label = "organisations"
