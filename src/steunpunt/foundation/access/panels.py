"""Who works for a board, on the page of that board: for who keeps its people."""

from django.template.loader import render_to_string
from django.utils import timezone

from steunpunt.foundation.access import access, queries
from steunpunt.foundation.access.choices import Role, role_labels
from steunpunt.foundation.acting import ActorRequest


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
