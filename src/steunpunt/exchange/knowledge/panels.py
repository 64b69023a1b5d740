"""What knowledge shows elsewhere: on the page of a partnership, and among what waits for somebody."""

from collections.abc import Iterator

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.exchange.knowledge import queries
from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.ui.registry import Waiting

MOST = 5


class PartnershipPanel:
    """Who specialises in what, and who asks for help."""

    key = "knowledge"
    order = 40

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        group_id, today = subject_id or 0, timezone.localdate()
        rows = queries.help_of(request.actor, group_id, today).filter(state__in=["open", "taken"])
        topics: dict[str, list[str]] = {}
        for role in queries.roles_of(group_id).filter(standing="agreed"):
            topics.setdefault(role.topic.name, []).append(role.organisation.name)
        context = {"topics": topics, "helps": list(rows[:MOST]), "group_id": group_id}
        return render_to_string("knowledge/panel.html", context, request)


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Roles that were proposed to this actor, help that was asked of them, answers to look at again."""
    today = timezone.localdate()
    if not actor.has_role("ict_manager", "security_adviser", "adviser"):
        return
    if not actor.is_of_support_point:
        for role in queries.roles_to_answer(actor, today):
            yield Waiting(
                title=f"{role.topic.name}: {role.get_duty_display()}",
                url=reverse("knowledge:together", args=[role.partnership_id]),
                icon="users-group",
                detail=_("You are asked in %(partnership)s") % {"partnership": role.partnership.name},
            )
    for asked in queries.help_waiting_for(actor, today)[:MOST]:
        yield Waiting(
            title=asked.title,
            url=reverse("knowledge:help", args=[asked.pk]),
            icon="messages",
            detail=_("%(board)s asks for your help") % {"board": asked.asked_for.name}
            if asked.state == "open"
            else _("You help %(board)s") % {"board": asked.asked_for.name},
        )
    for row in queries.waiting_for(actor, today)[:MOST]:
        yield Waiting(
            title=row.title,
            url=reverse("knowledge:thread", args=[row.pk]),
            icon="message-question",
            detail=_("Is this answer still right?"),
        )
