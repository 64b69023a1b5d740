"""What competitions bring to pages of others: what waits for somebody, and the way to them from the catalogue."""

from collections.abc import Collection, Iterator
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.contract.competitions import access, queries
from steunpunt.contract.competitions.choices import CompetitionState
from steunpunt.foundation.acting import Actor
from steunpunt.foundation.ui.registry import Waiting


class Asking:
    """From an item or a basket to the page where its prices are asked."""

    def url(self, framework_id: int, item_ids: Collection[int]) -> str:
        chosen = urlencode([("item", pk) for pk in sorted(item_ids)])
        return f"{reverse('competitions:begin')}?{chosen}"


def waiting(actor: Actor) -> Iterator[Waiting]:
    if access.may_answer(actor):
        yield from _requests(actor)
    elif access.is_of_a_board(actor):
        yield from _steps(actor)


def _requests(actor: Actor) -> Iterator[Waiting]:
    """For a supplier: where it has neither an offer nor said that it makes none."""
    for row in queries.requests_waiting(actor, timezone.now()):
        yield Waiting(
            title=row.title,
            url=reverse("competitions:detail", args=[row.pk]),
            icon="messages",
            detail=_("%(board)s asks your prices") % {"board": row.organisation},
            due=row.answers_until,
        )


def _steps(actor: Actor) -> Iterator[Waiting]:
    """For the board: what can be opened, judged, awarded."""
    steps = {
        CompetitionState.SENT: _("Offers can be opened"),
        CompetitionState.OPENED: _("Quality is to be judged"),
        CompetitionState.FIXED: _("Can be awarded"),
    }
    for row in queries.steps_waiting(actor, timezone.now()):
        may = access.may_award if row.state == CompetitionState.FIXED else access.may_lead
        if may(actor, row):
            yield Waiting(
                title=row.title,
                url=reverse("competitions:detail", args=[row.pk]),
                icon="messages",
                detail=steps[CompetitionState(row.state)],
            )
