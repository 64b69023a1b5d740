"""What the scan shows on pages of others: on the cockpit our position in one picture, or how far the boards are."""

from django.template.loader import render_to_string
from django.utils import timezone

from steunpunt.assess.scan import access, charts, queries, sentences
from steunpunt.assess.scan.queries import following
from steunpunt.foundation.acting import ActorRequest


class HomePanel:
    """For a board its newest result; for an adviser the newest round."""

    key = "scan"
    order = 10

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        if access.may_follow_rounds(request.actor):
            return self._round(request)
        return self._result(request)

    def _round(self, request: ActorRequest) -> str:
        newest = following.rounds_with_progress(access.visible_rounds(request.actor)).first()
        if newest is None:
            return ""
        rates = following.response_rates(newest.pk)
        context = {"round": newest, "rates": [(sentences.KINDS[kind], done, total) for kind, done, total in rates]}
        return render_to_string("scan/panel_round.html", context | {"today": timezone.localdate()}, request)

    def _result(self, request: ActorRequest) -> str:
        scans = queries.newest_result(request.actor)
        if not scans:
            return ""
        scan = scans[0]
        result, board = queries.result(scan), str(scan.organisation)
        context = {
            "scan": scan,
            "headline": sentences.headline(result, board),
            "chart": charts.strip(result, board=board),
        }
        return render_to_string("scan/panel_result.html", context, request)


class BoardPanel:
    """On the page of a board: its scans, for whoever may see them."""

    key = "scan"
    order = 20

    def render(self, request: ActorRequest, subject_id: int | None) -> str:
        scans = queries.with_round(access.visible_scans(request.actor)).filter(organisation_id=subject_id or 0)
        found = list(scans.order_by("-pk")[:5])
        return render_to_string("scan/panel_board.html", {"scans": found}, request) if found else ""
