from collections.abc import Iterable

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import MenuItem, Waiting, menu, waiting


class PartnershipsConfig(AppConfig):
    name = "steunpunt.bundle.partnerships"
    label = "partnerships"

    def ready(self) -> None:
        from steunpunt.bundle.partnerships import access, finders, subjects
        from steunpunt.foundation.documents.public import keepers, sharers
        from steunpunt.foundation.notices.public import Mail, NoticeKind, kinds
        from steunpunt.foundation.ui.finding import Finder
        from steunpunt.foundation.ui.finding import finders as registered

        menu.register(
            "partnerships",
            MenuItem(
                key="partnerships",
                section="bundle",
                label=_("Who works together"),
                url_name="partnerships:list",
                order=5,
                visible=access.sees_partnerships,
            ),
        )
        menu.register(
            "partnerships.partners",
            MenuItem(
                key="partnerships.partners",
                section="bundle",
                label=_("Find partners"),
                url_name="partnerships:partners",
                order=10,
                visible=access.sees_partners,
            ),
        )
        for key, label, mail in (
            ("partnerships.invited", _("Your board is asked to explore working together"), Mail.NOW),
            ("partnerships.to_sign", _("The signature of your board is asked"), Mail.NOW),
            ("partnerships.signed", _("All boards signed an agreement"), Mail.DIGEST),
        ):
            kinds.register(key, NoticeKind(key=key, label=label, mail=mail))
        keepers.register("partnership", subjects.PartnershipDocuments())
        sharers.register("partnership", subjects.shared_with)
        waiting.register("partnerships", _waiting)
        registered.register(
            "partnerships",
            Finder(
                key="partnerships", label=_("Partnerships"), icon="users-group", order=15, find=finders.partnerships
            ),
        )


def _waiting(actor: Actor) -> Iterable[Waiting]:
    """Invitations to explore that this actor can answer for its board, and agreements that it can sign."""
    from django.urls import reverse
    from django.utils.translation import gettext

    from steunpunt.bundle.partnerships import queries
    from steunpunt.bundle.partnerships.queries import agreements

    for row in queries.invitations_waiting(actor):
        yield Waiting(
            title=gettext("Explore with %(name)s?") % {"name": row.partnership},
            url=reverse("partnerships:partnership", args=[row.partnership_id]),
            icon="users-group",
            detail=gettext("It obliges to nothing."),
        )
    for signature in agreements.signatures_waiting(actor):
        yield Waiting(
            title=gettext("Sign “%(title)s”") % {"title": signature.agreement},
            url=reverse("partnerships:agreement", args=[signature.agreement_id]),
            icon="signature",
            detail=str(signature.agreement.partnership),
        )
