"""What the directory shows on pages of others: on the cockpit of the support point its region on a map."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from steunpunt.foundation.acting import ActorRequest
from steunpunt.foundation.organisations import charts, queries
from steunpunt.foundation.organisations.choices import BOARD_KINDS, PLURAL, Kind


class HomePanel:
    """For the support point: which boards there are, with a map. Boards have their own matters there."""

    key = "organisations"
    order = 60

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        if not request.actor.is_of_support_point:
            return ""
        counts = queries.counts_by_kind(timezone.localdate())
        shown = [(kind, PLURAL[kind], counts[kind]) for kind in Kind if kind in BOARD_KINDS and counts.get(kind)]
        municipalities = counts.get(Kind.MUNICIPALITY, 0)
        chart = None
        if municipalities:
            chart = charts.selection_map(
                reverse("organisations:map"), selected=municipalities, is_narrowed=False, has_own=False
            )
        return render_to_string("organisations/panel_home.html", {"kinds": shown, "map": chart}, request)
