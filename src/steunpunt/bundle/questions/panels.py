"""What group questions show elsewhere: on the page of a partnership, and among what waits for somebody."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.bundle.questions import access, queries, sentences
from steunpunt.bundle.questions.choices import Kind
from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.ui.registry import Waiting

MOST = 6


class PartnershipPanel:
    """The newest questions of a partnership, with their outcome."""

    key = "questions"
    order = 30

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        group_id, today = subject_id or 0, timezone.localdate()
        rows = list(queries.of_partnership(request.actor, group_id, today)[:MOST])
        may_ask = access.may_ask(request.actor, group_id, today)
        if not rows and not may_ask:
            return ""
        lines = [(row, sentences.outcome(row)) for row in rows]
        return render_to_string(
            "questions/panel.html", {"lines": lines, "may_ask": may_ask, "group_id": group_id}, request
        )


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Open questions that wait for the voice of this actor's board, or for its advice."""
    for row in queries.waiting_for(actor, timezone.localdate()):
        yield Waiting(
            title=row.title,
            url=reverse("questions:question", args=[row.pk]),
            icon="message-question",
            detail=_("Your advice is asked") if row.kind == Kind.ADVICE else _("The voice of your board is asked"),
            due=row.deadline_on,
        )
