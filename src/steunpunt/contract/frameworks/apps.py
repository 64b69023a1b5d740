from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FrameworksConfig(AppConfig):
    name = "steunpunt.contract.frameworks"
    label = "frameworks"

    def ready(self) -> None:
        from steunpunt.contract.frameworks import access, panels, subjects
        from steunpunt.contract.tenders.public import contract_books
        from steunpunt.foundation.documents.public import keepers
        from steunpunt.foundation.ui.registry import MenuItem, menu

        menu.register(
            "frameworks",
            MenuItem(
                key="frameworks",
                section="contract",
                label=_("Framework contracts"),
                url_name="frameworks:list",
                order=30,
                visible=access.sees_frameworks,
            ),
        )
        keepers.register("framework", subjects.FrameworkDocuments())
        contract_books.register("frameworks", panels.Contracts())
