"""Whom partnerships tell what: invitations, signatures that are asked, agreements that everybody signed."""

from collections.abc import Collection
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from steunpunt.bundle.partnerships.models import Agreement, Partnership
from steunpunt.foundation.access import public as people_of
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.notices import public as notices


def tell_invited(partnership: Partnership, board_id: int, *, now: datetime, by: Actor) -> None:
    """Those who can answer for the board: its policy makers and its secretary."""
    notices.notify(
        kind="partnerships.invited",
        organisation_id=board_id,
        to=people_of.members(board_id, people_of.Role.POLICY_MAKER, people_of.Role.SECRETARY),
        title=_("Explore with “%(name)s”?"),
        params={"name": str(partnership)},
        detail=_("Others ask whether your board wants to look into working together. It obliges to nothing."),
        url=reverse("partnerships:partnership", args=[partnership.pk]),
        now=now,
        by=by,
    )


def tell_to_sign(row: Agreement, boards: Collection[int], *, now: datetime, by: Actor) -> None:
    """Whoever has the mandate to sign, at each board that must."""
    mandated = people_of.mandated_at_each(boards, people_of.MandateKind.SIGN)
    for board in sorted(mandated):
        notices.notify(
            kind="partnerships.to_sign",
            organisation_id=board,
            to=mandated[board],
            title=_("The signature of your board is asked: “%(title)s”"),
            params={"title": row.title, "name": str(row.partnership)},
            detail="%(name)s",
            url=reverse("partnerships:agreement", args=[row.pk]),
            now=now,
            by=by,
        )


def tell_all_signed(row: Agreement, boards: Collection[int], *, now: datetime, by: Actor) -> None:
    """Everybody of the boards for whom the partnership is: those who decide and those who do the work."""
    roles = (people_of.Role.POLICY_MAKER, people_of.Role.SECRETARY, people_of.Role.ICT_MANAGER)
    for board in sorted(boards):
        notices.notify(
            kind="partnerships.signed",
            organisation_id=board,
            to=people_of.members(board, *roles),
            title=_("All boards signed “%(title)s”"),
            params={"title": row.title, "name": str(row.partnership)},
            detail="%(name)s",
            url=reverse("partnerships:agreement", args=[row.pk]),
            now=now,
            by=by,
        )
