from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "steunpunt.bundle.meetings"
    label = "meetings"

    def ready(self) -> None:
        from steunpunt.bundle.meetings import panels
        from steunpunt.bundle.partnerships.public import partnership_panels
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.registry import waiting

        for key, label, mail in (
            ("meetings.minutes", _("Minutes of a meeting are there to read"), Mail.NOW),
            ("meetings.approved", _("Minutes of a meeting are approved"), Mail.DIGEST),
            ("meetings.returned", _("Somebody asks for a change in minutes"), Mail.NOW),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        waiting.register("meetings", panels.waiting)
        partnership_panels.register("meetings", panels.PartnershipPanel())
