from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    name = "steunpunt.exchange.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from steunpunt.bundle.partnerships.public import partnership_panels
        from steunpunt.exchange.knowledge import access, finders, panels
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered
        from steunpunt.foundation.ui.registry import MenuItem, menu, waiting

        for key, label, url_name, order, visible in (
            ("knowledge.threads", _("Questions and answers"), "knowledge:threads", 10, access.sees_threads),
            ("knowledge.people", _("Who knows what"), "knowledge:people", 20, access.sees_people),
        ):
            menu.register(
                key,
                MenuItem(key=key, section="exchange", label=label, url_name=url_name, order=order, visible=visible),
            )
        for key, label, mail in (
            ("knowledge.asked", _("A question about a topic that you help with"), Mail.DIGEST),
            ("knowledge.answered", _("An answer to your question"), Mail.NOW),
            ("knowledge.accepted", _("Your answer helped"), Mail.DIGEST),
            ("knowledge.role", _("You are asked for a specialism of a partnership"), Mail.NOW),
            ("knowledge.help", _("A partner asks for your help"), Mail.NOW),
            ("knowledge.helped", _("A partner helps you"), Mail.NOW),
            ("knowledge.check", _("Whether an answer of a year ago is still right"), Mail.DIGEST),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        partnership_panels.register("knowledge", panels.PartnershipPanel())
        waiting.register("knowledge", panels.waiting)
        registered.register(
            "threads",
            Finder(
                key="threads", label=_("Questions and answers"), icon="message-question", order=28, find=finders.threads
            ),
        )
