from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    name = "steunpunt.bundle.questions"
    label = "questions"

    def ready(self) -> None:
        from steunpunt.bundle.partnerships.public import partnership_panels
        from steunpunt.bundle.questions import panels, subjects
        from steunpunt.foundation.documents.public import keepers, sharers
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.registry import waiting

        for key, label, mail in (
            ("questions.asked", _("The voice of your board, or your advice, is asked"), Mail.NOW),
            ("questions.reminded", _("Reminders of questions that you did not answer"), Mail.NOW),
            ("questions.closed", _("The outcome of a question to the boards"), Mail.DIGEST),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        documents = subjects.VoterDocuments()
        keepers.register("voter", documents)
        sharers.register("voter", documents.shared_with)
        waiting.register("questions", panels.waiting)
        partnership_panels.register("questions", panels.PartnershipPanel())
