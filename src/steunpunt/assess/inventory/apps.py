from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class InventoryConfig(AppConfig):
    name = "steunpunt.assess.inventory"
    label = "inventory"

    def ready(self) -> None:
        from steunpunt.assess.inventory import access, finders, panels, subjects
        from steunpunt.foundation.documents.public import keepers
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered
        from steunpunt.foundation.ui.registry import MenuItem, calendar_days, menu, waiting

        menu.register(
            "inventory.assets",
            MenuItem(
                key="inventory.assets",
                section="assess",
                label=_("Inventory"),
                url_name="inventory:assets",
                order=25,
                visible=access.sees_estate,
            ),
        )
        menu.register(
            "inventory.software",
            MenuItem(
                key="inventory.software",
                section="assess",
                label=_("Software"),
                url_name="inventory:software",
                order=27,
                visible=lambda actor: access.sees_landscape(actor) or access.keeps_products(actor),
            ),
        )
        menu.register(
            "inventory.contracts",
            MenuItem(
                key="inventory.contracts",
                section="assess",
                label=_("Contracts"),
                url_name="inventory:contracts",
                order=30,
                visible=access.sees_contracts,
            ),
        )
        menu.register(
            "inventory.replies",
            MenuItem(
                key="inventory.replies",
                section="assess",
                label=_("Your reply"),
                url_name="inventory:replies",
                order=31,
                visible=access.replies,
            ),
        )
        kinds.register(
            "inventory.due",
            NoticeKind(key="inventory.due", label=_("A contract is renewed or ends soon"), mail=Mail.NOW),
        )
        kinds.register(
            "inventory.unseen",
            NoticeKind(
                key="inventory.unseen", label=_("Devices of your board are not seen any more"), mail=Mail.DIGEST
            ),
        )
        keepers.register("asset", subjects.AssetDocuments())
        keepers.register("contract", subjects.ContractDocuments())
        waiting.register("inventory", panels.waiting)
        calendar_days.register("inventory", panels.calendar_days)
        registered.register(
            "contracts",
            Finder(key="contracts", label=_("Contracts"), icon="file-text", order=22, find=finders.contracts),
        )
        registered.register(
            "assets",
            Finder(key="assets", label=_("Inventory"), icon="device-laptop", order=24, find=finders.assets),
        )
