from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CompetitionsConfig(AppConfig):
    name = "steunpunt.contract.competitions"
    label = "competitions"

    def ready(self) -> None:
        from steunpunt.contract.competitions import access, panels, subjects
        from steunpunt.contract.orders.public import asking
        from steunpunt.foundation.documents.public import keepers, sharers
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.registry import MenuItem, menu, waiting

        menu.register(
            "competitions",
            MenuItem(
                key="competitions",
                section="contract",
                label=_("Small competitions"),
                url_name="competitions:list",
                order=45,
                visible=access.sees_competitions,
            ),
        )
        for key, label in (
            ("competitions.invited", _("A board asks your prices in a small competition")),
            ("competitions.answered", _("A question in a small competition was answered")),
            ("competitions.question", _("A supplier asks something in a small competition")),
            ("competitions.over", _("The deadline of a small competition is over")),
            ("competitions.to_award", _("A small competition can be awarded")),
            ("competitions.result", _("A small competition was decided")),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=Mail.NOW))
        waiting.register("competitions", panels.waiting)
        asking.register("competitions", panels.Asking())
        keepers.register("competition", subjects.CompetitionDocuments())
        sharers.register("competition", subjects.shared)
