from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "steunpunt.contract.orders"
    label = "orders"

    def ready(self) -> None:
        from steunpunt.bundle.projects.public import savings_books
        from steunpunt.contract.frameworks.public import order_books
        from steunpunt.contract.orders import access, panels
        from steunpunt.contract.tenders.public import progress_books
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.registry import MenuItem, menu, waiting

        for key, label, url_name, order, visible in (
            ("catalogue", _("What can we order?"), "orders:catalogue", 40, access.sees_catalogue),
            ("orders", _("Orders"), "orders:list", 50, access.sees_orders),
            ("savings", _("Savings"), "orders:savings", 60, access.sees_savings),
        ):
            menu.register(
                key,
                MenuItem(key=key, section="contract", label=label, url_name=url_name, order=order, visible=visible),
            )
        for key, label, mail in (
            ("orders.approval", _("A colleague asks to approve an order"), Mail.NOW),
            ("orders.approved", _("What you asked to order was approved"), Mail.DIGEST),
            ("orders.returned", _("An order that you asked was not approved"), Mail.NOW),
            ("orders.answered", _("A supplier answered an order"), Mail.NOW),
            ("orders.prices", _("Prices of services that run change"), Mail.NOW),
            ("orders.settled", _("What comes back when tiers were settled"), Mail.NOW),
            ("orders.of_supplier", _("A board answered or cancelled an order"), Mail.NOW),
            ("orders.maximum", _("A framework contract comes near its maximum"), Mail.NOW),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        waiting.register("orders", panels.waiting)
        order_books.register("orders", panels.Orders())
        progress_books.register("orders", panels.Progress())
        savings_books.register("orders", panels.Book())
