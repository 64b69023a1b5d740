"""What access contributes to the shell: who works for a board, on its page, and requests to join that wait for an answer."""

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from steunpunt.foundation.access import access, queries
from steunpunt.foundation.access.choices import Role, role_labels
from steunpunt.foundation.access.models import Registration
from steunpunt.foundation.acting import Actor, ActorRequest
from steunpunt.foundation.composed import composed
from steunpunt.foundation.ui.registry import Waiting


class PeoplePanel:
    key = "people"
    order = 80

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        if subject_id is None or not access.keeps_own_people(request.actor):
            return ""
        visible = access.visible_memberships(request.actor).filter(organisation_id=subject_id)
        is_own = subject_id == request.actor.organisation_id
        if not is_own and not access.is_support_administrator(request.actor):
            return ""
        rows = list(queries.current_memberships(timezone.localdate()).filter(pk__in=visible.values("pk")))
        context = {
            "people": [(row, role_labels(row.current_roles)) for row in rows],  # type: ignore[attr-defined]
            "organisation_id": subject_id,
            "lacks_administrator": not any(
                Role.LOCAL_ADMINISTRATOR in row.current_roles  # type: ignore[attr-defined]
                for row in rows
            ),
            "may_appoint": access.is_support_administrator(request.actor) and not is_own,
        }
        return render_to_string("access/people_panel.html", context, request=request)


MOST_WAITING = 20


@composed
def _requests(actor: Actor, today: date) -> QuerySet[Registration]:
    return queries.requests_to_join(access.visible_requests(actor), today)[:MOST_WAITING]


def waiting(actor: Actor) -> Iterator[Waiting]:
    """Requests to join that this actor can answer: of one's own organisation, and where nobody else can."""
    for row in _requests(actor, timezone.localdate()):
        if access.may_answer_request(actor, row, is_kept=row.is_kept):  # type: ignore[attr-defined]
            yield Waiting(
                title=_("%(name)s asks to join %(organisation)s")
                % {"name": row.name, "organisation": row.organisation},
                url=reverse("access:join_request", args=[row.pk]),
                icon="user-question",
                detail=row.email,
            )
