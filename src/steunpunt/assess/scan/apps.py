from collections.abc import Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import MenuItem, Waiting, board_panels, home_panels, menu, waiting


class ScanConfig(AppConfig):
    name = "steunpunt.assess.scan"
    label = "scan"

    def ready(self) -> None:
        from steunpunt.assess.scan import access, finders, panels, subjects
        from steunpunt.assess.scan.facts import ScanSubmitted
        from steunpunt.foundation.documents.public import keepers, removers
        from steunpunt.foundation.hooks import public as hooks
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered

        menu.register(
            "scan",
            MenuItem(
                key="scan",
                section="assess",
                label=_("Cooperation scan"),
                url_name="scan:index",
                order=10,
                visible=access.sees_scans,
            ),
        )
        menu.register(
            "scan.questionnaires",
            MenuItem(
                key="scan.questionnaires",
                section="assess",
                label=_("Questionnaires"),
                url_name="scan:questionnaires",
                order=11,
                visible=access.sees_drafts,
            ),
        )
        kinds.register(
            "scan.invited", NoticeKind(key="scan.invited", label=_("Invitation to the cooperation scan"), mail=Mail.NOW)
        )
        label = _("Reminders of the cooperation scan")
        kinds.register("scan.reminded", NoticeKind(key="scan.reminded", label=label, mail=Mail.NOW))
        kinds.register(
            "scan.submitted", NoticeKind(key="scan.submitted", label=_("A scan was submitted"), mail=Mail.DIGEST)
        )
        label = _("A round of the cooperation scan is closed")
        kinds.register("scan.closed", NoticeKind(key="scan.closed", label=label, mail=Mail.DIGEST))
        kinds.register(
            "scan.help", NoticeKind(key="scan.help", label=_("Questions of colleagues about the scan"), mail=Mail.NOW)
        )
        kinds.register("scan.review", NoticeKind(key="scan.review", label=_("Review of the scan"), mail=Mail.DIGEST))
        hooks.register(
            hooks.HookKind(
                key="scan.submitted",
                label=_("a scan is submitted"),
                fact=ScanSubmitted,
                may_hear=access.may_hear_of_submissions,
                data=subjects.submission,
            )
        )
        keepers.register("scan", subjects.ScanDocuments())
        removers.register("scan", subjects.may_remove_document)
        waiting.register("scan", _waiting)
        waiting.register("scan.help", _asked)
        home_panels.register("scan", panels.HomePanel())
        board_panels.register("scan", panels.BoardPanel())
        registered.register(
            "scans",
            Finder(key="scans", label=_("Scans"), icon="clipboard-check", order=20, find=finders.scans),
        )
        registered.register(
            "questions",
            Finder(
                key="questions", label=_("Questions of the scan"), icon="list-search", order=30, find=finders.questions
            ),
        )


def _waiting(actor: Actor) -> Iterable[Waiting]:
    """Scans of this board that still have to be filled in or submitted."""
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import gettext

    from steunpunt.assess.scan import queries

    if actor.is_of_support_point:
        return
    for scan in queries.to_fill_in(actor, timezone.localdate()):
        yield Waiting(
            title=scan.round.name,
            url=reverse("scan:overview", args=[scan.pk]),
            icon="clipboard-check",
            detail=gettext("%(answered)s of %(asked)s questions answered")
            % {"answered": scan.answered, "asked": scan.asked},
            due=scan.deadline_on,
        )


def _asked(actor: Actor) -> Iterable[Waiting]:
    """What colleagues asked this person, and is not done."""
    from django.urls import reverse
    from django.utils import timezone
    from django.utils.translation import get_language, gettext

    from steunpunt.assess.scan.queries import contributions

    if actor.is_of_support_point:
        return
    for line in contributions.asked_of(actor, timezone.localdate(), language=get_language() or "nl"):
        yield Waiting(
            title=gettext("A colleague asks you: %(domain)s") % {"domain": line.domain_name},
            url=reverse("scan:contribute", args=[line.request.pk]),
            icon="message-question",
            detail=line.request.scan.round.name,
            due=line.request.due_on,
        )
