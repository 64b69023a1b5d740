from django.apps import AppConfig


class TendersConfig(AppConfig):
    name = "steunpunt.contract.tenders"
    label = "tenders"
