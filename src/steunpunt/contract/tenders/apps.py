from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TendersConfig(AppConfig):
    name = "steunpunt.contract.tenders"
    label = "tenders"

    def ready(self) -> None:
        from steunpunt.contract.tenders import access, panels, subjects
        from steunpunt.foundation.documents.public import keepers, sharers
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.registry import MenuItem, menu, waiting

        menu.register(
            "tenders",
            MenuItem(
                key="tenders",
                section="contract",
                label=_("Tenders"),
                url_name="tenders:list",
                order=10,
                visible=access.sees_tenders,
            ),
        )
        menu.register(
            "market",
            MenuItem(
                key="market",
                section="contract",
                label=_("Public contracts"),
                url_name="tenders:market_list",
                order=20,
                visible=access.is_bidder,
            ),
        )
        for key, label, mail in (
            ("tenders.needs", _("A tender asks what your board needs"), Mail.NOW),
            ("tenders.question", _("A supplier asks something about a tender"), Mail.NOW),
            ("tenders.judging", _("You were asked to judge offers"), Mail.NOW),
            ("tenders.officer", _("You were named to open the offers of a tender"), Mail.NOW),
            ("tenders.award", _("A tender in which your board takes part was awarded or concluded"), Mail.NOW),
            ("tenders.objection", _("A supplier objects to an award"), Mail.NOW),
            ("tenders.market", _("A tender that you follow was answered, corrected or stopped"), Mail.NOW),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        keepers.register("tender", subjects.TenderDocuments())
        keepers.register("award", subjects.AwardDocuments())
        keepers.register("candidacy_file", subjects.RequestFiles())
        sharers.register("candidacy_file", subjects.RequestFiles())
        waiting.register("tenders", panels.waiting)
