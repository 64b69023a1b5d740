"""What tenders contribute to the shell: what waits for somebody."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from steunpunt.contract.tenders import access, sentences
from steunpunt.contract.tenders.choices import TenderState
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting


def waiting(actor: Actor) -> Iterator[Waiting]:
    """For a board: tenders that ask what it needs."""
    if access.may_state_needs(actor):
        rows = access.own_boards(actor).filter(tender__state=TenderState.PREPARING, needs=None).select_related("tender")
        for row in rows.order_by("tender__needs_until", "pk")[:10]:
            by = row.tender.needs_until
            yield Waiting(
                title=row.tender.title,
                url=reverse("tenders:needs_state", args=[row.tender_id]),
                icon="clipboard-list",
                detail=_("A tender asks what your board needs"),
                due=_("by %(day)s") % {"day": sentences.day(by)} if by else "",
            )
